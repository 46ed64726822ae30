//! Conversations: messages, drafts, and a ticket's timeline.

use crate::snapshot::Watcher;
use kit::desk::{CUSTOMER, FREE, Fixture, Side, Who};
use model::Code;
use serde_json::{Value as Json, json};
use uuid::Uuid;

fn ticket(fixture: &Fixture) -> Json {
    let customer = Side::Ours.row("users", CUSTOMER);
    fixture.done(
        Who::Junior,
        "create_ticket",
        json!({"customerId": customer, "subject": "S", "description": "D", "category": "OTHER"}),
    )["id"]
        .clone()
}

fn message(ticket: &Json, visibility: &str, body: &str) -> Json {
    json!({"ticketId": ticket, "visibility": visibility, "body": body})
}

fn from_customer(ticket: &Json, body: &str) -> Json {
    let mut message = message(ticket, "PUBLIC", body);
    message["authorId"] = json!(Side::Ours.row("users", CUSTOMER));
    message
}

fn timeline(fixture: &Fixture, ticket: &Json) -> Json {
    fixture.done(Who::Junior, "ticket_timeline", json!({"id": ticket, "limit": 500}))
}

fn bodies(timeline: &Json) -> Vec<&str> {
    let items = timeline["items"].as_array().expect("items");
    items.iter().filter_map(|item| item["message"]["body"].as_str()).collect()
}

#[test]
fn a_conversation_begins_with_its_first_message() {
    let fixture = Fixture::new();
    let id = ticket(&fixture);
    let first = fixture.done(Who::Junior, "add_message", message(&id, "INTERNAL", "A note"));
    assert_eq!(first["author"]["id"], json!(Side::Ours.row("users", Who::Junior.number())));
    let shown = timeline(&fixture, &id);
    assert_eq!(shown["work"]["respondedAt"], Json::Null, "a note is no response");
    let second = fixture.done(Who::Senior, "add_message", message(&id, "PUBLIC", "A reply"));
    assert_eq!(second["conversationId"], first["conversationId"]);
    let shown = timeline(&fixture, &id);
    assert_eq!(shown["work"]["respondedAt"], second["createdAt"]);
    fixture.done(Who::Senior, "add_message", message(&id, "PUBLIC", "Another"));
    let shown = timeline(&fixture, &id);
    assert_eq!(shown["work"]["respondedAt"], second["createdAt"], "the first response counts");
    assert_eq!(bodies(&shown), ["Another", "A reply", "A note"]);
    let types: Vec<_> =
        shown["items"].as_array().expect("items").iter().map(|i| &i["type"]).collect();
    assert_eq!(types, ["message", "message", "message", "change", "change"]);
}

#[test]
fn the_customers_word_wakes_a_ticket_and_ends_its_waiting() {
    let fixture = Fixture::new();
    let id = ticket(&fixture);
    for status in ["IN_PROGRESS", "WAITING"] {
        fixture.done(Who::Junior, "transition_ticket", json!({"id": id, "status": status}));
    }
    let until = json!({"id": id, "until": "2100-01-01T00:00:00Z"});
    fixture.done(Who::Junior, "snooze_ticket", until);
    fixture.done(Who::Junior, "add_message", message(&id, "PUBLIC", "Are you there?"));
    let shown = timeline(&fixture, &id);
    assert_eq!(shown["work"]["snoozedUntil"], "2100-01-01T00:00:00.000000Z");
    let said = fixture.done(Who::Junior, "add_message", from_customer(&id, "I am"));
    assert_eq!(said["author"]["role"], "CUSTOMER");
    let shown = timeline(&fixture, &id);
    assert_eq!(shown["work"]["snoozedUntil"], Json::Null);
    assert_eq!(shown["work"]["waitingSince"], Json::Null);
    let now = fixture.done(Who::Junior, "get_ticket", json!({"id": id}));
    assert_eq!(now["status"], "IN_PROGRESS");
}

#[test]
fn what_is_done_takes_messages_too() {
    let fixture = Fixture::new();
    let closed = json!(Side::Ours.row("tickets", 2));
    fixture.done(Who::Junior, "add_message", message(&closed, "PUBLIC", "For the record"));
    fixture.done(Who::Junior, "add_message", from_customer(&closed, "Thanks"));
    assert_eq!(bodies(&timeline(&fixture, &closed)), ["Thanks", "For the record"]);
    let now = fixture.done(Who::Junior, "get_ticket", json!({"id": closed}));
    assert_eq!(now["status"], "CLOSED");
    fixture.done(Who::Lead, "delete_ticket", json!({"id": closed}));
    let gone = message(&closed, "PUBLIC", "Too late");
    assert_eq!(fixture.refused(Who::Junior, "add_message", gone).code, Code::NotFound);
}

#[test]
fn what_is_no_message_is_refused() {
    let fixture = Fixture::new();
    let id = json!(Side::Ours.row("tickets", 1));
    let with = |field: &str, value: Json| {
        let mut message = message(&id, "PUBLIC", "Text");
        message[field] = value;
        message
    };
    let watcher = Watcher::new(&fixture);
    let version = watcher.version();
    let mut note = with("authorId", json!(Side::Ours.row("users", CUSTOMER)));
    note["visibility"] = json!("INTERNAL");
    for (input, code, field) in [
        (with("body", json!("")), Code::Validation, Some("body")),
        (with("body", json!(" \n\t")), Code::Validation, Some("body")),
        (with("body", json!("a\0b")), Code::Validation, Some("body")),
        (with("body", json!("ä".repeat(100_001))), Code::Validation, Some("body")),
        (with("body", json!("x".repeat(10_000_000))), Code::Validation, Some("body")),
        (with("visibility", json!("SECRET")), Code::Validation, Some("visibility")),
        (
            with("authorId", json!(Side::Ours.row("users", FREE))),
            Code::Validation,
            Some("authorId"),
        ),
        (
            with("authorId", json!(Side::Theirs.row("users", CUSTOMER))),
            Code::NotFound,
            Some("authorId"),
        ),
        (note, Code::Validation, Some("visibility")),
        (with("ticketId", json!(Uuid::now_v7())), Code::NotFound, None),
        (with("ticketId", json!(Side::Theirs.row("tickets", 1))), Code::NotFound, None),
    ] {
        let error = fixture.refused(Who::Junior, "add_message", input);
        assert_eq!((error.code, error.field.as_deref()), (code, field), "{error:?}");
    }
    assert_eq!(watcher.version(), version);
    fixture.done(Who::Junior, "add_message", with("body", json!("ä".repeat(100_000))));
}

#[test]
fn no_text_is_longer_than_a_million() {
    let fixture = Fixture::new();
    let (ours, theirs) = (Side::Ours.some("tickets"), Side::Ours.some("organizations"));
    let long = |n: usize| json!("ä".repeat(n));
    for (name, input, field) in [
        ("update_ticket", json!({"id": ours, "description": long(1_000_001)}), "description"),
        (
            "update_ticket",
            json!({"id": ours, "description": "x".repeat(10_000_000)}),
            "description",
        ),
        ("update_ticket", json!({"id": ours, "tags": [long(600_000), long(600_000)]}), "tags"),
        (
            "update_organization",
            json!({"id": theirs, "settings": {"a": {"b": long(1_000_000)}}}),
            "settings",
        ),
        (
            "list_tickets",
            json!({"filter": {"description": {"startsWith": long(1_000_001)}}}),
            "filter.description",
        ),
        ("list_tickets", json!({"cursor": long(1_000_001)}), "cursor"),
    ] {
        let error = fixture.refused(Who::Chief, name, input);
        assert_eq!(
            (error.code, error.field.as_deref()),
            (Code::Validation, Some(field)),
            "{error:?}"
        );
        assert!(error.message.contains("1,000,000"), "{error:?}");
    }
    fixture.done(Who::Junior, "update_ticket", json!({"id": ours, "description": long(1_000_000)}));
}

#[test]
fn drafts_are_ones_own_and_last() {
    let fixture = Fixture::new();
    let id = ticket(&fixture);
    let watcher = Watcher::new(&fixture);
    let log = watcher.count("desk_log");
    let draft = |visibility, body: &str| message(&id, visibility, body);
    for (visibility, body) in [("PUBLIC", "Dear"), ("PUBLIC", "Dear you"), ("INTERNAL", "Hm")] {
        fixture.done(Who::Junior, "save_draft", draft(visibility, body));
    }
    assert_eq!(watcher.count("desk_log"), log, "drafts are nobody's history");
    drop(watcher);
    let fixture = fixture.reopened();
    let drafts = |who| fixture.done(who, "ticket_timeline", json!({"id": id}))["drafts"].clone();
    assert_eq!(drafts(Who::Junior), json!({"PUBLIC": "Dear you", "INTERNAL": "Hm"}));
    assert_eq!(drafts(Who::Senior), json!({}));
    fixture.done(Who::Junior, "add_message", from_customer(&id, "Hello?"));
    fixture.done(Who::Senior, "add_message", draft("PUBLIC", "Hello"));
    assert_eq!(drafts(Who::Junior), json!({"PUBLIC": "Dear you", "INTERNAL": "Hm"}));
    fixture.done(Who::Junior, "add_message", draft("PUBLIC", "Dear you,"));
    assert_eq!(drafts(Who::Junior), json!({"INTERNAL": "Hm"}));
    fixture.done(Who::Junior, "save_draft", draft("INTERNAL", ""));
    assert_eq!(drafts(Who::Junior), json!({}));
    let error = fixture.refused(Who::Junior, "save_draft", draft("PUBLIC", &"x".repeat(100_001)));
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("body")));
    let nowhere = message(&json!(Uuid::now_v7()), "PUBLIC", "Text");
    assert_eq!(fixture.refused(Who::Junior, "save_draft", nowhere).code, Code::NotFound);
    fixture.done(Who::Lead, "delete_ticket", json!({"id": id}));
}

#[test]
fn pages_of_a_timeline_add_up_to_the_whole() {
    let fixture = Fixture::new();
    let id = ticket(&fixture);
    for n in 0..7 {
        fixture.done(Who::Junior, "add_message", message(&id, "PUBLIC", &format!("{n}")));
        let subject = json!({"id": id, "subject": format!("Subject {n}")});
        fixture.done(Who::Junior, "update_ticket", subject);
        fixture.done(
            Who::Junior,
            "snooze_ticket",
            json!({"id": id, "until": "2100-01-01T00:00:00Z"}),
        );
        fixture.done(Who::Junior, "wake_ticket", json!({"id": id}));
    }
    let whole = timeline(&fixture, &id);
    assert_eq!(whole["nextCursor"], Json::Null);
    let whole = whole["items"].as_array().expect("items");
    // Created, begun, and four each round.
    assert_eq!(whole.len(), 2 + 7 * 4);
    assert!(whole.is_sorted_by(|a, b| a["at"].as_str() >= b["at"].as_str()));
    for limit in [1, 2, 3, 29, 30] {
        let (mut paged, mut cursor) = (Vec::new(), Json::Null);
        loop {
            let mut input = json!({"id": id, "limit": limit});
            if !cursor.is_null() {
                input["cursor"] = cursor;
            }
            let page = fixture.done(Who::Junior, "ticket_timeline", input);
            paged.extend(page["items"].as_array().expect("items").clone());
            cursor = page["nextCursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(&paged, whole, "by {limit}");
    }
    for cursor in ["", "1", "1.2", "1.2.3", "x.-.-", "-.-.-.-"] {
        let input = json!({"id": id, "cursor": cursor});
        let error = fixture.refused(Who::Junior, "ticket_timeline", input);
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("cursor")));
    }
}
