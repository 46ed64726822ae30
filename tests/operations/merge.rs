//! Merging duplicates.

use crate::snapshot::Watcher;
use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::Code;
use serde_json::{Value as Json, json};
use uuid::Uuid;

fn ticket(fixture: &Fixture, number: &str, tags: Json) -> Json {
    let customer = Side::Ours.row("users", CUSTOMER);
    let ticket = json!({"customerId": customer, "subject": "S", "description": "D", "category": "OTHER", "ticketNumber": number, "tags": tags});
    fixture.done(Who::Junior, "create_ticket", ticket)["id"].clone()
}

fn say(fixture: &Fixture, ticket: &Json, body: &str) {
    let message = json!({"ticketId": ticket, "visibility": "PUBLIC", "body": body});
    fixture.done(Who::Junior, "add_message", message);
}

fn merge(fixture: &Fixture, id: &Json, into: &Json) -> Json {
    fixture.done(Who::Junior, "merge_tickets", json!({"id": id, "into": into}))
}

fn refused(fixture: &Fixture, id: &Json, into: &Json) -> String {
    let error = fixture.refused(Who::Junior, "merge_tickets", json!({"id": id, "into": into}));
    assert_eq!((error.code, error.field.as_deref()), (Code::Conflict, Some("into")), "{error:?}");
    error.message
}

fn timeline(fixture: &Fixture, id: &Json) -> Json {
    fixture.done(Who::Junior, "ticket_timeline", json!({"id": id}))
}

fn bodies(timeline: &Json) -> Vec<&str> {
    let items = timeline["items"].as_array().expect("items");
    items.iter().filter_map(|item| item["message"]["body"].as_str()).collect()
}

#[test]
fn one_goes_on_with_all_of_both() {
    let fixture = Fixture::new();
    let (one, two) =
        (ticket(&fixture, "A", json!(["x", "y"])), ticket(&fixture, "B", json!(["y", "z"])));
    say(&fixture, &one, "In A");
    say(&fixture, &two, "In B");
    let escalate = json!({"id": one, "reason": "OTHER"});
    fixture.done(Who::Junior, "escalate_ticket", escalate);
    let refund = json!({"ticketId": one, "orderId": "1", "amount": "5.00", "reason": "OTHER"});
    fixture.done(Who::Junior, "request_refund", refund);
    let watcher = Watcher::new(&fixture);
    let before = (watcher.snapshot(), watcher.count("desk_groups"));
    let goes_on = merge(&fixture, &one, &two);
    assert_eq!(goes_on["id"], two);
    assert_eq!(goes_on["tags"], json!(["y", "z", "x"]));
    assert_eq!(goes_on["status"], "OPEN");
    let shown = timeline(&fixture, &two);
    assert_eq!(bodies(&shown), ["In B", "In A"]);
    assert_eq!(shown["merged"][0]["id"], one);
    assert_eq!(shown["escalations"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["refunds"].as_array().map(Vec::len), Some(1));
    let merged = timeline(&fixture, &one);
    assert_eq!(merged["work"]["mergedInto"], two);
    assert_eq!(merged["work"]["dueAt"], Json::Null);
    let closed = fixture.done(Who::Junior, "get_ticket", json!({"id": one}));
    assert_eq!(closed["status"], "CLOSED");
    assert!(closed["closedAt"].is_string());
    assert_eq!(closed["resolvedAt"], Json::Null);
    // What is said later goes where the conversation goes on.
    say(&fixture, &one, "Later");
    assert_eq!(bodies(&timeline(&fixture, &two)), ["Later", "In B", "In A"]);
    assert_eq!(watcher.count("desk_groups"), before.1 + 2, "a merge is one operation");
    // It stays closed, by whatever way.
    for (name, input) in [
        ("transition_ticket", json!({"id": one, "status": "OPEN"})),
        ("update_ticket", json!({"id": one, "status": "OPEN"})),
    ] {
        let error = fixture.refused(Who::Junior, name, input);
        assert_eq!(error.code, Code::Conflict);
        assert!(error.message.contains("A was merged into B"), "{error:?}");
    }
}

#[test]
fn merges_go_neither_in_circles_nor_in_chains() {
    let fixture = Fixture::new();
    let [a, b, c, d] = ["A", "B", "C", "D"].map(|number| ticket(&fixture, number, json!([])));
    for (ticket, body) in [(&a, "a"), (&b, "b"), (&c, "c")] {
        say(&fixture, ticket, body);
    }
    assert_eq!(refused(&fixture, &a, &a), "A ticket cannot be merged into itself.");
    merge(&fixture, &a, &b);
    assert_eq!(refused(&fixture, &a, &c), "A was merged into B already.");
    assert!(refused(&fixture, &b, &a).contains("in a circle"));
    assert_eq!(refused(&fixture, &c, &a), "A was merged into B itself. Merge C into B.");
    merge(&fixture, &b, &c);
    let shown = timeline(&fixture, &c);
    assert_eq!(bodies(&shown), ["c", "b", "a"]);
    let mut merged: Vec<_> = shown["merged"]
        .as_array()
        .expect("merged")
        .iter()
        .map(|t| t["ticketNumber"].clone())
        .collect();
    merged.sort_by_key(Json::to_string);
    assert_eq!(merged, ["A", "B"]);
    assert!(refused(&fixture, &c, &a).contains("in a circle"));
    // One that has no conversation yet takes the other's.
    merge(&fixture, &c, &d);
    assert_eq!(bodies(&timeline(&fixture, &d)), ["c", "b", "a"]);
    for (id, into) in [(json!(Uuid::now_v7()), &d), (json!(Side::Theirs.row("tickets", 1)), &d)] {
        let input = json!({"id": id, "into": into});
        assert_eq!(fixture.refused(Who::Junior, "merge_tickets", input).code, Code::NotFound);
        let input = json!({"id": into, "into": id});
        let error = fixture.refused(Who::Junior, "merge_tickets", input);
        assert_eq!((error.code, error.field.as_deref()), (Code::NotFound, Some("into")));
    }
}

#[test]
fn a_merge_is_undone_as_one() {
    let fixture = Fixture::new();
    let [a, b] = ["A", "B"].map(|number| ticket(&fixture, number, json!([number])));
    say(&fixture, &a, "In A");
    say(&fixture, &b, "In B");
    merge(&fixture, &a, &b);
    let undone = fixture.done(Who::Junior, "undo", json!({}));
    assert_eq!((&undone["operation"], &undone["skipped"]), (&json!("merge_tickets"), &json!([])));
    for (ticket, body) in [(&a, "In A"), (&b, "In B")] {
        let shown = timeline(&fixture, ticket);
        assert_eq!(bodies(&shown), [body]);
        assert_eq!(shown["work"]["mergedInto"], Json::Null);
        assert!(shown["work"]["dueAt"].is_string());
        let now = fixture.done(Who::Junior, "get_ticket", json!({"id": ticket}));
        assert_eq!((&now["status"], &now["closedAt"]), (&json!("OPEN"), &Json::Null));
        assert_eq!(now["tags"].as_array().map(Vec::len), Some(1));
    }
    fixture.done(Who::Junior, "redo", json!({}));
    assert_eq!(bodies(&timeline(&fixture, &b)), ["In B", "In A"]);
    assert_eq!(timeline(&fixture, &a)["work"]["mergedInto"], b);
}
