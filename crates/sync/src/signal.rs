//! How an exchange that goes on by itself is woken and ended from another thread.

use futures_util::future::{Either, select};
use model::{Code, Error, Result};
use std::{pin::pin, time::Duration};
use tokio::{
    runtime::Builder,
    sync::watch::{Receiver, Sender},
    time::timeout,
};

/// Wakes an exchange, or ends it. Clones are the same signal.
#[derive(Debug, Clone, Default)]
pub struct Signal(Sender<State>);

/// What was said so far. Numbers only grow, so that whoever looks later misses nothing.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// How often something was written here.
    written: u64,
    /// How often somebody asked for an exchange.
    asked: u64,
    ended: bool,
}

impl Signal {
    /// Something was written here that the hub may have to hear of. A hub that cannot be reached is not tried
    /// sooner for it.
    pub fn written(&self) {
        self.0.send_modify(|state| state.written += 1);
    }

    /// Somebody wants an exchange now, also while the hub could not be reached.
    pub fn ask(&self) {
        self.0.send_modify(|state| state.asked += 1);
    }

    /// Ends it: what is on its way over the network is dropped, and the next exchange finds out what became of it.
    pub fn end(&self) {
        self.0.send_modify(|state| state.ended = true);
    }

    /// Whether it was ended.
    pub fn has_ended(&self) -> bool {
        self.0.borrow().ended
    }

    /// Hears what is said from now on.
    pub(crate) fn hear(&self) -> Ear {
        let heard = *self.0.borrow();
        Ear { state: self.0.subscribe(), heard }
    }

    /// Does this, unless it is ended before or meanwhile.
    pub(crate) async fn unless_ended<T>(&self, does: impl Future<Output = Result<T>>) -> Result<T> {
        let mut state = self.0.subscribe();
        let ended = pin!(state.wait_for(|state| state.ended));
        match select(ended, pin!(does)).await {
            Either::Left(_) => {
                Err(Error::new(Code::Offline, "The exchange with the hub was ended here."))
            }
            Either::Right((done, _)) => done,
        }
    }
}

/// One who listens to a [`Signal`].
#[derive(Debug)]
pub(crate) struct Ear {
    state: Receiver<State>,
    heard: State,
}

impl Ear {
    /// Takes note of all that was said, and gives how often somebody asked for an exchange.
    pub fn asked(&mut self) -> u64 {
        self.heard = *self.state.borrow_and_update();
        self.heard.asked
    }

    /// Waits until anything is said that was not heard yet.
    pub async fn word(&mut self) {
        let heard = self.heard;
        let new =
            |now: &State| now.ended || now.asked != heard.asked || now.written != heard.written;
        // The sender is there as long as this is.
        let _ = self.state.wait_for(new).await;
    }

    /// Sleeps for so long, or until somebody asks for an exchange or ends it.
    pub fn sleep(&mut self, most: Duration) -> Result<()> {
        let runtime =
            Builder::new_current_thread().enable_time().build().map_err(Error::internal)?;
        let asked = self.heard.asked;
        let called = self.state.wait_for(|now| now.ended || now.asked != asked);
        runtime.block_on(async { timeout(most, called).await.map(drop) }).ok();
        self.asked();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{thread, time::Instant};

    #[test]
    fn a_sleep_ends_when_somebody_asks_and_not_when_something_is_written() {
        let signal = Signal::default();
        let mut ear = signal.hear();
        signal.written();
        let start = Instant::now();
        ear.sleep(Duration::from_millis(50)).expect("a sleep");
        assert!(start.elapsed() >= Duration::from_millis(50));

        let other = signal.clone();
        let asking = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            other.ask();
        });
        ear.sleep(Duration::from_secs(60)).expect("a sleep");
        asking.join().expect("it asked");
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(ear.asked(), 1);

        // What was asked between two sleeps is not slept over.
        signal.ask();
        ear.sleep(Duration::from_secs(60)).expect("a sleep");
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn what_never_comes_is_not_waited_for_once_it_is_ended() {
        let signal = Signal::default();
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let other = signal.clone();
        let ending = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            other.end();
        });
        let done: Result<()> = runtime.block_on(signal.unless_ended(std::future::pending()));
        ending.join().expect("it ended");
        assert_eq!(done.map_err(|error| error.code), Err(Code::Offline));
        assert!(signal.has_ended());
    }
}
