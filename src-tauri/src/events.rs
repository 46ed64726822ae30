//! Tells the window which tables changed, after the commit and never in a flood.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

/// Changes this close to each other become one event, so that an import does not
/// make the window read its lists thousands of times.
const WINDOW: Duration = Duration::from_millis(30);

/// Starts a thread that gathers table names and passes each gathered set to `tell`.
/// It ends when the last sender is dropped.
pub fn coalesce(
    tell: impl Fn(BTreeSet<&'static str>) + Send + 'static,
) -> std::io::Result<Sender<Vec<&'static str>>> {
    let (sender, receiver) = channel();
    thread::Builder::new().name("changes".into()).spawn(move || gather(&receiver, tell))?;
    Ok(sender)
}

fn gather(receiver: &Receiver<Vec<&'static str>>, tell: impl Fn(BTreeSet<&'static str>)) {
    while let Ok(first) = receiver.recv() {
        let mut tables = BTreeSet::from_iter(first);
        let end = Instant::now() + WINDOW;
        let closed = loop {
            match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(more) => tables.extend(more),
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        tell(tables);
        if closed {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_changes_is_told_once() {
        let (told, events) = channel();
        let sender = coalesce(move |tables| told.send(tables).unwrap()).unwrap();
        for _ in 0..1_000 {
            sender.send(vec!["tickets", "users"]).unwrap();
        }
        sender.send(vec!["refunds"]).unwrap();
        drop(sender);

        let events: Vec<_> = events.iter().collect();
        let all: BTreeSet<_> = events.iter().flatten().copied().collect();
        assert_eq!(all, BTreeSet::from(["refunds", "tickets", "users"]));
        assert!(events.len() < 10, "{} events for one burst", events.len());
    }
}
