//! One change of many tickets: all of them or none, told while it goes on, broken off without a trace.

use crate::snapshot::Watcher;
use kit::desk::{FREE, Fixture, Side, WORKER, Who, caller};
use model::Code;
use serde_json::{Value as Json, json};
use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

fn tickets(fixture: &Fixture, n: usize) -> Vec<Json> {
    let one = json!({"customerId": Side::Ours.row("users", FREE), "subject": "S", "description": "D", "category": "OTHER", "tags": ["a", "b"]});
    let many = json!({"resource": "tickets", "items": vec![one; n]});
    let made = fixture.done(Who::Junior, "create_many", many);
    made["ids"].as_array().cloned().unwrap_or_default()
}

fn get(fixture: &Fixture, id: &Json) -> Json {
    fixture.done(Who::Junior, "get_ticket", json!({"id": id}))
}

#[test]
fn a_selection_or_a_filter_is_changed_at_once() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    let ids = tickets(&fixture, 5);
    let groups = watcher.count("desk_groups");
    let set = json!({"status": "IN_PROGRESS", "assignedTo": Side::Ours.row("representatives", WORKER), "priority": "HIGH", "category": "BUG_REPORT"});
    // Named twice, changed once.
    let chosen = [&ids[0], &ids[1], &ids[0]];
    let input = json!({"ids": chosen, "set": set, "addTags": ["c", "a"], "removeTags": ["b", "z"]});
    let done = fixture.done(Who::Junior, "bulk_update_tickets", input);
    assert_eq!(done, json!({"count": 2, "ids": [ids[0], ids[1]]}));
    assert_eq!(watcher.count("desk_groups"), groups + 1, "one operation to undo");
    for id in &ids[..2] {
        let ticket = get(&fixture, id);
        for (field, value) in set.as_object().into_iter().flatten() {
            assert_eq!(ticket[field], *value);
        }
        assert_eq!(ticket["tags"], json!(["a", "c"]));
    }
    assert_eq!(get(&fixture, &ids[2])["priority"], "NORMAL");

    let input = json!({"filter": {"priority": "HIGH"}, "set": {"assignedTo": null}});
    assert_eq!(fixture.done(Who::Junior, "bulk_update_tickets", input)["count"], 2);
    assert_eq!(get(&fixture, &ids[0])["assignedTo"], Json::Null);
    let input = json!({"filter": {}, "set": {"priority": "LOW"}});
    let all = watcher.count("tickets WHERE ticket_number NOT LIKE 'Theirs%'");
    assert_eq!(fixture.done(Who::Junior, "bulk_update_tickets", input)["count"], all);
    let input = json!({"filter": {"priority": "URGENT"}, "set": {"priority": "LOW"}});
    let none = fixture.done(Who::Junior, "bulk_update_tickets", input);
    assert_eq!(none, json!({"count": 0, "ids": []}));
}

#[test]
fn the_first_refusal_is_named_and_nothing_is_changed() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    let ids = tickets(&fixture, 4);
    let step = |status: &str| {
        fixture.done(Who::Junior, "transition_ticket", json!({"id": ids[2], "status": status}));
    };
    ["IN_PROGRESS", "WAITING"].into_iter().for_each(step);
    let number = get(&fixture, &ids[2])["ticketNumber"].clone();
    let full = Side::Ours.row("representatives", Who::Senior.number());
    fixture.done(Who::Lead, "update_representative", json!({"id": full, "maxChats": 2}));
    let rows = watcher.snapshot();
    let refused = |input: Json| {
        let error = fixture.refused(Who::Junior, "bulk_update_tickets", input);
        assert_eq!(watcher.snapshot(), rows);
        error
    };
    let error = refused(json!({"ids": ids, "set": {"status": "RESOLVED"}}));
    assert_eq!(error.code, Code::InvalidTransition);
    assert_eq!(error.field.as_deref(), Some("set.status"));
    assert!(error.message.starts_with(number.as_str().expect("a number")), "{}", error.message);
    let error = refused(json!({"ids": ids, "set": {"assignedTo": full}}));
    assert_eq!(error.code, Code::CapacityExceeded);
    assert!(error.message.starts_with(number.as_str().expect("a number")), "{}", error.message);

    let unknown = uuid::Uuid::now_v7();
    let mut with_unknown = ids.clone();
    with_unknown.push(json!(unknown));
    for (input, code) in [
        (json!({"set": {"priority": "LOW"}}), Code::Validation),
        (json!({"ids": [], "set": {"priority": "LOW"}}), Code::Validation),
        (json!({"ids": ids, "filter": {}, "set": {"priority": "LOW"}}), Code::Validation),
        (json!({"ids": ids}), Code::Validation),
        (json!({"ids": ids, "set": {}}), Code::Validation),
        (json!({"ids": ids, "set": {"subject": "S"}}), Code::Validation),
        (json!({"ids": ids, "set": {"status": null}}), Code::Validation),
        (json!({"ids": ids, "addTags": ["\0"]}), Code::Validation),
        (json!({"ids": ids, "addTags": [1]}), Code::Validation),
        (json!({"ids": with_unknown, "set": {"priority": "LOW"}}), Code::NotFound),
        (json!({"ids": ids, "set": {"assignedTo": unknown}}), Code::NotFound),
    ] {
        let shown = input.to_string();
        assert_eq!(refused(input).code, code, "{shown}");
    }
}

/// 100,000 tickets beside those that are there, written by one statement.
fn crowd(fixture: &Fixture) {
    let watcher = Watcher::new(fixture);
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO tickets (id, organization_id, ticket_number, customer_id, subject, description, category, tags, created_at, updated_at)
        SELECT CAST('0000000000' || printf('%06d', i) AS BLOB), t.organization_id, 'T-' || i, t.customer_id, 'S', 'D', 'OTHER', '[]', t.created_at + i, t.updated_at
        FROM n JOIN tickets AS t ON t.id = ?1";
    let first = Side::Ours.row("tickets", 1);
    watcher.0.execute(sql, [first.as_bytes().as_slice()]).expect("rows");
}

#[test]
fn broken_off_half_way_it_changed_nothing() {
    let fixture = Fixture::new();
    crowd(&fixture);
    let watcher = Watcher::new(&fixture);
    let high = "tickets WHERE priority = 'HIGH' OR tags <> '[]' AND ticket_number LIKE 'T-%'";
    let before =
        (watcher.count("desk_log"), watcher.count("desk_groups"), watcher.count("tickets"));
    assert_eq!(watcher.count(high), 0);
    let seen = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&seen);
    let mut impatient = caller(Side::Ours, Who::Junior).reporting(move |p| {
        assert!(p.total > 100_000);
        assert!(p.done >= told.swap(p.done, Ordering::Relaxed), "it goes on");
        if p.done * 2 < p.total { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let all = json!({"filter": {}, "set": {"priority": "HIGH"}, "addTags": ["many"]});
    let error = domain::call(&fixture.desk, &mut impatient, "bulk_update_tickets", all.clone())
        .expect_err("cancelled");
    assert_eq!(error.code, Code::Conflict);
    assert_eq!(error.message, "It was cancelled. Nothing was changed.");
    assert!(seen.load(Ordering::Relaxed) >= 50_000);
    let after = (watcher.count("desk_log"), watcher.count("desk_groups"), watcher.count("tickets"));
    assert_eq!(after, before);
    assert_eq!(watcher.count(high), 0);
    // The desk goes on as if nothing had been.
    let some = json!({"filter": {"ticketNumber": "T-77"}, "set": {"priority": "HIGH"}});
    assert_eq!(fixture.done(Who::Junior, "bulk_update_tickets", some)["count"], 1);
}

/// In the queue's words: who sleeps is not in what one sees, and not in what is done to all of it.
#[test]
fn a_filter_is_narrowed_as_the_queue_is() {
    let fixture = Fixture::new();
    let ticket = Side::Ours.some("tickets");
    let until = model::Instant(model::Instant::now().0 + 86_400_000_000).to_string();
    fixture.done(Who::Lead, "snooze_ticket", json!({"id": ticket, "until": until}));
    let all = |more: Json| {
        let mut input = json!({"filter": {}, "set": {"priority": "LOW"}});
        for (name, value) in more.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        fixture.done(Who::Lead, "bulk_update_tickets", input)["ids"].clone()
    };
    let among = |ids: Json| ids.as_array().is_some_and(|ids| ids.contains(&json!(ticket)));
    assert!(!among(all(json!({"snoozed": false}))));
    assert!(among(all(json!({"snoozed": true}))));
    assert!(among(all(json!({}))), "left out, it does not matter");
    assert!(among(all(json!({"late": true}))), "due since January");
    let named = json!({"ids": [ticket], "late": true, "set": {"priority": "LOW"}});
    let error = fixture.refused(Who::Lead, "bulk_update_tickets", named);
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("late")));
}

/// What holds for all of the tickets is worked out once for them, and anew in the next operation.
#[test]
fn what_many_share_is_worked_out_once_an_operation() {
    #[derive(Debug)]
    struct Shared(u32);
    let fixture = Fixture::new();
    let made = std::cell::Cell::new(0);
    for operation in 1..=2 {
        let shared = fixture.write(|org| {
            let make = |_: &store::Org<'_>| {
                made.set(made.get() + 1);
                Ok(Shared(made.get()))
            };
            org.once(|_| Err::<Shared, _>(model::Error::not_found("ticket"))).expect_err("refused");
            (0..3).map(|_| org.once(make).map(|shared| shared.0)).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(shared, [operation; 3]);
    }
}
