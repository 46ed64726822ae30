//! Sleep, and the queue.

use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{Code, Instant, Record as _, tables::TicketWork};
use serde_json::{Value as Json, json};

fn ticket(fixture: &Fixture, subject: &str) -> Json {
    let customer = Side::Ours.row("users", CUSTOMER);
    let ticket = json!({"customerId": customer, "subject": subject, "description": "D", "category": "OTHER"});
    fixture.done(Who::Junior, "create_ticket", ticket)["id"].clone()
}

fn queue(fixture: &Fixture, mut input: Json) -> Vec<String> {
    input["filter"] = json!({"description": "D"});
    let page = fixture.done(Who::Junior, "list_queue", input);
    let items = page["items"].as_array().expect("items");
    items.iter().map(|t| t["subject"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Moves what is known of a ticket, as if time had passed.
fn known(fixture: &Fixture, ticket: &Json, column: &'static str, at: Instant) {
    fixture.write(|org| {
        let id = ticket.as_str().and_then(|id| uuid::Uuid::try_parse(id).ok()).expect("an id");
        let work = org.id_where(TicketWork::TABLE, "ticket_id", id)?.expect("known");
        org.update(TicketWork::TABLE, work, vec![(column, at.0.into())])
    });
}

#[test]
fn sleeping_tickets_are_out_of_the_queue() {
    let fixture = Fixture::new();
    let [a, b] = ["A", "B"].map(|subject| ticket(&fixture, subject));
    fixture.done(Who::Junior, "snooze_ticket", json!({"id": a, "until": "2100-01-01T00:00:00Z"}));
    assert_eq!(queue(&fixture, json!({})), ["B"]);
    assert_eq!(queue(&fixture, json!({"snoozed": false})), ["B"]);
    assert_eq!(queue(&fixture, json!({"snoozed": true})), ["A"]);
    known(&fixture, &a, "snoozed_until", Instant(0));
    assert_eq!(queue(&fixture, json!({})), ["B", "A"], "its time has come");
    fixture.done(Who::Junior, "snooze_ticket", json!({"id": b, "until": "2100-01-01T00:00:00Z"}));
    fixture.done(Who::Junior, "wake_ticket", json!({"id": b}));
    assert_eq!(queue(&fixture, json!({})), ["B", "A"]);
    // What is done does not sleep.
    fixture.done(Who::Junior, "snooze_ticket", json!({"id": b, "until": "2100-01-01T00:00:00Z"}));
    fixture.done(Who::Junior, "transition_ticket", json!({"id": b, "status": "RESOLVED"}));
    assert_eq!(queue(&fixture, json!({})), ["B", "A"]);
    for until in ["2020-01-01T00:00:00Z", "0000-01-01T00:00:00Z"] {
        let error = fixture.refused(Who::Junior, "snooze_ticket", json!({"id": a, "until": until}));
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("until")));
    }
    for name in ["snooze_ticket", "wake_ticket"] {
        let mut input = json!({"id": Side::Theirs.row("tickets", 1)});
        if name == "snooze_ticket" {
            input["until"] = json!("2100-01-01T00:00:00Z");
        }
        assert_eq!(fixture.refused(Who::Junior, name, input).code, Code::NotFound);
    }
}

#[test]
fn the_queue_tells_what_is_late() {
    let fixture = Fixture::new();
    let [a, b, c, _d] = ["A", "B", "C", "D"].map(|subject| ticket(&fixture, subject));
    let late = || queue(&fixture, json!({"late": true}));
    let total = || fixture.done(Who::Junior, "today", json!({}))["late"].clone();
    let already = total().as_i64().expect("a number");
    assert_eq!(late(), Vec::<String>::new());
    for (ticket, at) in [(&a, Instant(1_000)), (&b, Instant(2_000)), (&c, Instant(i64::MAX))] {
        known(&fixture, ticket, "due_at", at);
    }
    assert_eq!(late(), ["B", "A"]);
    assert_eq!(total(), already + 2);
    let by_number = json!({"late": true, "sort": {"field": "ticketNumber", "direction": "asc"}});
    assert_eq!(queue(&fixture, by_number), ["A", "B"]);
    // One waits since before it was due: its time stands still.
    known(&fixture, &a, "waiting_since", Instant(500));
    assert_eq!(late(), ["B"]);
    known(&fixture, &a, "waiting_since", Instant(1_500));
    assert_eq!(late(), ["B", "A"], "it was late before it waited");
    fixture.done(Who::Junior, "snooze_ticket", json!({"id": a, "until": "2100-01-01T00:00:00Z"}));
    assert_eq!(late(), ["B"]);
    assert_eq!(queue(&fixture, json!({"late": true, "snoozed": true})), ["A"]);
    fixture.done(Who::Junior, "transition_ticket", json!({"id": b, "status": "RESOLVED"}));
    assert_eq!(late(), Vec::<String>::new());
    let page = fixture.done(Who::Junior, "list_queue", json!({"limit": 1}));
    assert!(page["items"][0]["work"]["dueAt"].is_string());
    assert!(page["items"][0]["customer"]["id"].is_string());
}
