//! Two desks that are in touch with the hub all the time: how soon one has what the other did.

use crate::office::{Office, wait};
use futures_util::{StreamExt as _, stream};
use model::{Id, Record as _, Value, tables::Ticket};
use std::{
    ops::ControlFlow,
    path::Path,
    sync::mpsc,
    thread::{self, sleep},
    time::{Duration, Instant},
};
use store::{Desk, SignIn};
use sync::{
    connect::Address,
    session::{self, Session, Signal},
};
use tokio_postgres::AsyncMessage;
use uuid::Uuid;

/// How many changes are made, one by one.
const CHANGES: u32 = 300;
/// How often it is looked whether one has arrived.
const LOOK: Duration = Duration::from_millis(1);

impl Office {
    /// The time from the commit at one desk until the other one has it, beside what Postgres alone takes to tell it.
    pub fn two_desks(&self) -> Vec<String> {
        let second = self.folder.path().join("second.db");
        let address = self.device("second");
        let go_on = &mut |_| ControlFlow::Continue(());
        session::connect(&second, &address, &domain::may_follow, go_on).expect("connected");
        let ends = [(self.desk.as_path(), self.first()), (second.as_path(), address)];
        let ours = ours(&ends);
        let bare = wait(bare(&self.superuser()));
        let said = |what: &str, times: &[Duration]| {
            let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1_000.0;
            format!("{what}: p50 {:.0} ms, p99 {:.0} ms of {}", at(50), at(99), times.len())
        };
        vec![said("two desks, commit to arrival", &ours), said("the same by NOTIFY alone", &bare)]
    }
}

fn ours(ends: &[(&Path, Address); 2]) -> Vec<Duration> {
    let [from, to] = ends.each_ref().map(|(path, _)| Desk::open(path).expect("a desk"));
    let who = from.sign_in(&SignIn::FirstAdmin { organization: None }).expect("an administrator");
    let (organization, _) = from.organizations().expect("read")[0];
    let ids = from.observe(organization, |side| side.ids(Ticket::TABLE)).expect("tickets");
    let subject = Ticket::TABLE.position("subject").expect("a column");
    let signals = [Signal::default(), Signal::default()];
    thread::scope(|scope| {
        for ((path, address), signal) in ends.iter().zip(&signals) {
            scope.spawn(move || {
                let desk = Desk::open(path).expect("a desk");
                let desk = &desk;
                Session { desk, organization, address, may_follow: &domain::may_follow }
                    .watch(signal, &mut |_| {})
                    .expect("in touch");
            });
        }
        let change = |n: u32| {
            let (id, said) = (ids[n as usize % ids.len()], Value::from(format!("change {n}")));
            let update = vec![("subject", said.clone())];
            from.write(&who, "change", |org| org.update(Ticket::TABLE, id, update)).expect("done");
            signals[0].written();
            let begun = Instant::now();
            let there = || {
                let row = to.observe(organization, |side| side.row(Ticket::TABLE, id));
                row.expect("read").is_some_and(|row| row[subject] == said)
            };
            while !there() {
                assert!(begun.elapsed() < Duration::from_secs(60), "change {n} never arrives");
                sleep(LOOK);
            }
            begun.elapsed()
        };
        // What is exchanged at first is not what is measured.
        for n in 0..10 {
            change(n);
        }
        let times = (10..10 + CHANGES).map(|n| {
            sleep(pause(n));
            change(n)
        });
        let times = sorted(times.collect());
        signals.iter().for_each(Signal::end);
        times
    })
}

/// One writes a row and says so, the other hears it and reads the row.
async fn bare(hub: &Address) -> Vec<Duration> {
    let writer = hub.connect().await.expect("connected");
    let (reader, mut connection) =
        tokio_postgres::connect(&hub.public(), tokio_postgres::NoTls).await.expect("connected");
    let (send, heard) = mpsc::channel();
    let listening = tokio::spawn(async move {
        let mut messages = stream::poll_fn(move |context| connection.poll_message(context));
        while let Some(Ok(message)) = messages.next().await {
            if let AsyncMessage::Notification(_) = message
                && send.send(()).is_err()
            {
                break;
            }
        }
    });
    reader.batch_execute("LISTEN bare").await.expect("listens");
    let id: Uuid =
        writer.query_one("SELECT id FROM tickets LIMIT 1", &[]).await.expect("one").get(0);
    let id = Id::<Ticket>::from(id);
    let mut times = Vec::new();
    for n in 0..CHANGES {
        sleep(pause(n) / 4);
        let begun = Instant::now();
        let update = format!(
            "BEGIN; UPDATE tickets SET subject = 'bare {n}' WHERE id = '{id}'; NOTIFY bare; COMMIT"
        );
        writer.batch_execute(&update).await.expect("written");
        while heard.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
        let read = format!("SELECT * FROM tickets WHERE id = '{id}'");
        reader.simple_query(&read).await.expect("read");
        times.push(begun.elapsed());
    }
    listening.abort();
    sorted(times)
}

/// Not always the same, so that nothing falls in step.
fn pause(n: u32) -> Duration {
    Duration::from_millis(u64::from(n * 37 % 101))
}

fn sorted(mut times: Vec<Duration>) -> Vec<Duration> {
    times.sort_unstable();
    times
}
