//! Others are always quicker.
#![cfg(unix)]

use super::*;
use crate::{
    hub::{Hub, told},
    watched::Watched,
};
use sync::engine::round::{Env, Exchange};

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
