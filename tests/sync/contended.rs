//! Others are always quicker.
#![cfg(unix)]

use super::*;
use crate::{
    hub::{Hub, told},
    watched::Watched,
};
use std::{thread, time::Duration};
use store::sync::Known;
use sync::{
    engine::round::{Env, Exchange},
    session::Session,
};

/// Somebody writes to the same column before each push, until a lock keeps them from it.
#[test]
fn what_is_always_too_late_gets_through_in_the_end() {
    let hub = Hub::new();
    let fixture = fixture();
    let own = Side::Ours.organization();
    let mut remote = told(&fixture, &hub, "one");
    let ticket = ours("tickets", 1);
    let changes = vec![("tags", r#"["mine"]"#.into())];
    done(&fixture.desk, |org| org.update(tables::Ticket::TABLE, ticket.1, changes));
    let before = |push, _: &_| {
        drop(hub.run(&format!(
            "DO $$ BEGIN
               SET LOCAL lock_timeout = '200ms';
               UPDATE tickets SET tags = coalesce(tags, '[]') || '[\"{push}\"]' WHERE id = '{}';
             EXCEPTION WHEN lock_not_available THEN NULL; END $$",
            ticket.1
        )));
    };
    let mut file = File::begin(&fixture.desk, own).expect("nobody else");
    let mut watched = Watched { remote: &mut remote, pushes: 0, before: &before, cut: None };
    let env = Env {
        now: &mut || model::Instant::now().0,
        id: &mut Uuid::now_v7,
        may_follow: &|_, _, _| true,
    };
    let report = Exchange::new(&mut file, &mut watched, env).round().expect("a round");
    // The edit, whose date is all that is left to tell of it, and what its tags were merged into.
    assert_eq!((report.pushed, report.stale, report.stuck), (2, 3, 0), "{report:?}");
    assert_eq!(watched.pushes, 4);
    let tags = hub.run(&format!("SELECT tags FROM tickets WHERE id = '{}'", ticket.1));
    for tag in ["mine", "1", "2", "3"] {
        assert!(tags.contains(&format!("\"{tag}\"")), "{tag}: {tags}");
    }
    assert!(!tags.contains("\"4\""), "{tags}");
}

/// A server's transaction holds the row for longer than the hub lets a desk wait for it.
#[test]
fn what_others_hold_is_tried_again() {
    let hub = Hub::new();
    let fixture = fixture();
    let own = Side::Ours.organization();
    drop(told(&fixture, &hub, "one"));
    let address = hub.add("two");
    fixture.desk.disconnect(own).expect("parted");
    let parted = fixture.desk.parted(own).expect("read").expect("known");
    fixture
        .desk
        .connect(own, "postgres://hub.test/desk", "two", Known::Parted(parted))
        .expect("connected");
    let session = Session {
        desk: &fixture.desk,
        organization: own,
        address: &address,
        may_follow: &|_, _, _| true,
    };
    session.once().expect("exchanged");
    let ticket = ours("tickets", 1);
    done(&fixture.desk, |org| {
        org.update(tables::Ticket::TABLE, ticket.1, vec![("subject", "mine".into())])
    });
    let held =
        format!("SELECT id FROM tickets WHERE id = '{}' FOR UPDATE; SELECT pg_sleep(7)", ticket.1);
    let report = thread::scope(|scope| {
        scope.spawn(|| hub.run(&format!("BEGIN; {held}; COMMIT")));
        thread::sleep(Duration::from_millis(500));
        session.once().expect("exchanged")
    });
    assert_eq!((report.pushed, report.stale), (1, 0), "{report:?}");
    let subject = format!("SELECT subject FROM tickets WHERE id = '{}'", ticket.1);
    assert_eq!(hub.run(&subject), "mine");
}
