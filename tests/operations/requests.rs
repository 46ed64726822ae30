//! A change asked for twice is made once; a row that moved on is not overwritten.

use crate::snapshot::Watcher;
use domain::{Kind, Output, Verb};
use kit::{
    desk::{Fixture, Who},
    inputs::{Way, fields, requires, ways},
};
use model::{Code, Instant};
use serde_json::{Value as Json, json};
use uuid::Uuid;

fn writes() -> Vec<Way> {
    ways().into_iter().filter(|way| way.operation.kind() == Kind::Write).collect()
}

/// Another accepted input of the same operation; none where there is nothing to say.
fn other(way: &Way, input: &Json) -> Option<Json> {
    if fields(&way.schema).all(|(name, _)| name == "requestId") {
        return None;
    }
    let mut other = input.clone();
    let optional = fields(&way.schema).find(|(name, _)| {
        *name != "requestId" && !requires(&way.schema, name) && input.get(name).is_some()
    });
    match optional {
        Some((name, _)) => {
            if let Some(other) = other.as_object_mut() {
                other.remove(name);
            }
        }
        // What has nothing to leave out can be told something more, or has a field to alter.
        None if way.takes("expectedUpdatedAt") => {
            other["expectedUpdatedAt"] = json!("2026-01-01T00:00:00.000000Z");
        }
        None => match way.takes("items") {
            true => other["items"] = json!([]),
            false if way.takes("body") => other["body"] = json!("Another"),
            false if way.takes("group") => other["group"] = json!(1),
            false if way.takes("table") => other["table"] = json!("users"),
            false => other["name"] = json!("Another"),
        },
    }
    Some(other)
}

#[test]
fn a_request_sent_twice_is_carried_out_once() {
    for way in writes() {
        assert!(way.takes("requestId"), "{}", way.name);
        let fixture = Fixture::new();
        way.prepare(&fixture);
        let watcher = Watcher::new(&fixture);
        let before = watcher.count("desk_log");
        let name = way.operation.name;
        let mut input = way.full();
        input["requestId"] = json!(Uuid::now_v7());
        let first = fixture.done(Who::Chief, name, input.clone());
        let (after, own) = (watcher.snapshot(), watcher.own());
        assert!(
            ["update_refund", "wake_ticket", "save_draft", "rebuild_search", "purge"]
                .contains(&name)
                || watcher.count("desk_log") > before,
            "{} did nothing",
            way.name
        );

        // Who founded or deleted an organization is answered too, though signed in nowhere any more.
        let again = fixture.call(Who::Chief, name, input.clone());
        if way.name != "delete_organization" {
            assert_eq!(again.expect("the same answer"), first, "{}", way.name);
            if let Some(other) = other(&way, &input) {
                let error = fixture.refused(Who::Chief, name, other);
                assert_eq!(error.code, Code::Conflict, "{}", way.name);
                assert_eq!(error.field.as_deref(), Some("requestId"), "{}", way.name);
            }
            // Founding is asked for in no organization yet: it takes the id away from none.
            if way.name != "create_organization" {
                let user = json!({"name": "N", "email": "n@example.test", "role": "CUSTOMER", "requestId": input["requestId"]});
                let error = fixture.refused(Who::Chief, "create_user", user);
                assert_eq!(error.code, Code::Conflict, "{}", way.name);
            }
        }
        assert_eq!(
            (watcher.snapshot(), watcher.own()),
            (after.clone(), own.clone()),
            "{}",
            way.name
        );
        drop(watcher);

        let fixture = fixture.reopened();
        let again = fixture.call(Who::Chief, name, input);
        if way.name != "delete_organization" {
            assert_eq!(again.expect("the same answer"), first, "{} reopened", way.name);
        }
        let watcher = Watcher::new(&fixture);
        assert_eq!((watcher.snapshot(), watcher.own()), (after, own), "{}", way.name);
    }
}

#[test]
fn a_refused_request_may_be_sent_again() {
    let fixture = Fixture::new();
    let request = Uuid::now_v7();
    let ticket = |subject: &str| json!({"customerId": kit::desk::Side::Ours.some("users"), "subject": subject, "description": "D", "category": "OTHER", "requestId": request});
    assert_eq!(fixture.refused(Who::Junior, "create_ticket", ticket("")).code, Code::Validation);
    let made = fixture.done(Who::Junior, "create_ticket", ticket("S"));
    assert_eq!(fixture.done(Who::Junior, "create_ticket", ticket("S")), made);
    // An id belongs to who made it.
    let error = fixture.refused(Who::Senior, "create_ticket", ticket("S"));
    assert_eq!(error.code, Code::Conflict);
}

/// The row that an update or delete is about, as it stands.
fn current(fixture: &Fixture, way: &Way, id: &Json) -> Json {
    fixture.done(Who::Chief, about(way, Verb::Get).name, json!({"id": id}))
}

/// What does this to the rows that a way is about.
fn about(way: &Way, verb: Verb) -> &'static domain::Operation {
    let table = &way.schema["properties"]["id"]["x-references"];
    let of_table = |o: &&domain::Operation| matches!(&o.output, Output::Row(view) if *table == view.table.name);
    let found = domain::operations().iter().filter(of_table);
    found.into_iter().find(|o| o.verb.is_some_and(|(_, v)| v == verb)).expect("such an operation")
}

#[test]
fn a_row_that_moved_on_is_stale() {
    for way in writes() {
        // What is about one row that is there already.
        let of_a_row = way.takes("id") && matches!(way.operation.output, Output::Row(_));
        assert_eq!(way.takes("expectedUpdatedAt"), of_a_row, "{}", way.name);
        if !of_a_row {
            continue;
        }
        let fixture = Fixture::new();
        let watcher = Watcher::new(&fixture);
        let input = way.full();
        let before = current(&fixture, &way, &input["id"]);
        let seen =
            |json: &Json| json["updatedAt"].as_str().and_then(Instant::parse).expect("an instant");
        let (was, version) = (seen(&before), watcher.version());
        for off in [Instant(was.0 - 1), Instant(was.0 + 1), Instant(0)] {
            let mut stale = input.clone();
            stale["expectedUpdatedAt"] = json!(off.to_string());
            let error = fixture.refused(Who::Chief, way.operation.name, stale);
            assert_eq!(error.code, Code::Stale, "{}", way.name);
        }
        assert_eq!(watcher.version(), version, "{}", way.name);

        // An update that changes something, so that the row moves on.
        let update = about(&way, Verb::Update).name;
        let update = ways().into_iter().find(|w| w.name == update).expect("an update");
        let mut change = update.full();
        change["id"] = input["id"].clone();
        // A step goes from where the row stands.
        if way.operation.verb.is_none()
            && let Some(change) = change.as_object_mut()
        {
            change.remove("status");
            change.remove("assignedTo");
        }
        for text in ["name", "subject", "notes"] {
            if update.takes(text) {
                change[text] = json!("Moved on");
            }
        }
        for number in ["activeChats", "tokenBalance"] {
            if update.takes(number) {
                change[number] = json!(7);
            }
        }
        if update.takes("refundLimitPerUser") {
            change["limit"] = json!("77.00");
        }
        let moved = fixture.done(Who::Chief, update.operation.name, change);
        assert!(seen(&moved) > was, "{} did not move", way.name);
        let mut late = input.clone();
        late["expectedUpdatedAt"] = before["updatedAt"].clone();
        let error = fixture.refused(Who::Chief, way.operation.name, late);
        assert_eq!(error.code, Code::Stale, "{}", way.name);
        let mut fresh = input.clone();
        fresh["expectedUpdatedAt"] = moved["updatedAt"].clone();
        let done = fixture.done(Who::Chief, way.operation.name, fresh);
        // What a ticket's work is, and what it was merged into, are other rows.
        let elsewhere =
            ["merge_tickets", "snooze_ticket", "wake_ticket"].contains(&way.operation.name);
        if !elsewhere && !matches!(way.operation.verb, Some((_, Verb::Delete))) {
            assert!(seen(&done) > seen(&moved), "{} did not move again", way.name);
        }
    }
}

#[test]
fn an_update_that_changes_nothing_moves_nothing() {
    let fixture = Fixture::new();
    for way in writes() {
        if !matches!(way.operation.verb, Some((_, Verb::Update))) {
            continue;
        }
        let first = fixture.done(Who::Chief, way.operation.name, way.full());
        let watcher = Watcher::new(&fixture);
        let log = watcher.count("desk_log");
        let again = fixture.done(Who::Chief, way.operation.name, way.full());
        // Whoever is ONLINE again was active again.
        if way.name != "update_representative" {
            assert_eq!(again, first, "{}", way.name);
            assert_eq!(watcher.count("desk_log"), log, "{}", way.name);
        }
    }
}
