//! Pushes that come too late, and rows that are kept for a push.

use crate::{
    Hub, block_on, entry, id,
    relay::{Cut, Relay},
    remote::{START, batch, remote},
};
use model::{Code, Value, tables};
use serde_json::{Value as Json, json};
use std::time::Duration;
use sync::{
    engine::sides::{Hello, Hub as _, Outcome, Reply, Theirs},
    remote::Remote,
};
use uuid::Uuid;

fn subject(base: &str, new: &str) -> Json {
    entry("update", "tickets", &id("05", 'a'), json!({"subject": {"base": base, "new": new}}))
}

/// Whoever says hello knows from then on what the hub has: nothing arrives any more of what was sent before.
#[test]
fn what_arrives_after_the_next_hello_is_refused() {
    let hub = Hub::new();
    let relay = Relay::to(hub.port());
    let mut remote = remote(&relay.through(&hub.device_url("org-a", "one"), hub.port()));
    let file = Uuid::new_v4();
    remote.hello(&Hello::default()).expect("hello");
    relay.cut(Cut::Late);
    let told = batch(file, START, &[("g1", subject("secret-a", "1"))]);
    assert_eq!(remote.push(&told).unwrap_err().code, Code::Offline);
    assert_eq!(remote.hello(&Hello::default()).expect("hello").told, START);
    std::thread::sleep(Duration::from_millis(600));
    let other = batch(file, START, &[("g2", subject("secret-a", "2"))]);
    assert_eq!(remote.push(&other), Ok(Reply::Done(vec![("g2".into(), Outcome::Applied)])));
}

/// Others wait while a device looks at a row and tells what it makes of it.
#[test]
fn a_locked_row_stays_as_it_is_until_the_push() {
    let hub = Hub::new();
    let (mut one, mut two) = (hub.remote("org-a", "one"), hub.remote("org-a", "two"));
    let cursor = one.pull(None, &[]).expect("pulled").cursor;
    let key = ("tickets", id("05", 'a').parse().expect("an id"));
    let place = tables::find("tickets").and_then(|t| t.position("subject")).expect("a column");
    let read = |remote: &mut Remote| {
        let locked = remote.locked(&cursor, &[key]).expect("locked");
        assert_eq!((locked.cursor.as_str(), locked.everything), (cursor.as_str(), false));
        match &locked.changes[..] {
            [change] => match &change.now {
                Theirs::Whole(row) => (row[place].clone(), change.edited),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let file = Uuid::new_v4();
    assert_eq!(read(&mut one).0, Value::from("secret-a"));
    let writer = std::thread::spawn(move || {
        let late = two.push(&batch(Uuid::new_v4(), START, &[("h", subject("1", "2"))]));
        late.expect("pushed")
    });
    std::thread::sleep(Duration::from_millis(200));
    assert!(!writer.is_finished());
    let first = batch(file, START, &[("g1", subject("secret-a", "1"))]);
    assert_eq!(one.push(&first), Ok(Reply::Done(vec![("g1".into(), Outcome::Applied)])));
    assert_eq!(writer.join().expect("pushed"), Reply::Done(vec![("h".into(), Outcome::Applied)]));
    assert_eq!(read(&mut one), (Value::from("2"), 1_767_225_600_000_000));
    // Anything but a push gives it free.
    one.pull(Some(&cursor), &[]).expect("pulled");
    hub.run("SET lock_timeout = '1s'; UPDATE tickets SET subject = 'free'");
    // Where the connection was lost, nothing is pushed without the lock.
    assert_eq!(read(&mut one).0, Value::from("free"));
    hub.run("SELECT count(pg_terminate_backend(pid, 1000)) FROM pg_stat_activity WHERE usename LIKE 'desk\\_%' AND datname = current_database()");
    let second = batch(file, first.mark, &[("g2", subject("free", "3"))]);
    assert_eq!(one.push(&second).unwrap_err().code, Code::Offline);
}

/// A pull waits in the middle, behind somebody who has locked a table, when the device is revoked.
#[test]
fn a_device_that_is_revoked_meanwhile_gets_no_more() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    remote.hello(&Hello::default()).expect("hello");
    let url = hub.url();
    let (revoked, pulled) = std::thread::scope(|scope| {
        scope.spawn(|| hub.run("BEGIN; LOCK TABLE tickets; SELECT pg_sleep(2); COMMIT"));
        std::thread::sleep(Duration::from_millis(500));
        let pull = scope.spawn(move || remote.pull(None, &[]));
        std::thread::sleep(Duration::from_millis(500));
        assert!(!pull.is_finished());
        (block_on(sync::hub::revoke(&url, "one")), pull.join().expect("pulled"))
    });
    assert_eq!(revoked.expect("revoked")["connections"], 1);
    assert_eq!(pulled.unwrap_err().code, Code::Forbidden);
}
