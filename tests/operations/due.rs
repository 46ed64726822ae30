//! Due times, from opening to reopening.

use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{Instant, Record as _, tables::TicketWork};
use serde_json::{Value as Json, json};

const MINUTE: i64 = 60_000_000;

fn ticket(fixture: &Fixture, more: Json) -> Json {
    let customer = Side::Ours.row("users", CUSTOMER);
    let mut ticket =
        json!({"customerId": customer, "subject": "S", "description": "D", "category": "OTHER"});
    for (name, value) in more.as_object().into_iter().flatten() {
        ticket[name] = value.clone();
    }
    fixture.done(Who::Junior, "create_ticket", ticket)
}

fn work(fixture: &Fixture, id: &Json) -> Json {
    fixture.done(Who::Junior, "ticket_timeline", json!({"id": id}))["work"].clone()
}

fn at(json: &Json) -> i64 {
    json.as_str().and_then(Instant::parse).unwrap_or_else(|| panic!("{json}")).0
}

fn set(fixture: &Fixture, settings: Json) {
    let input = json!({"id": Side::Ours.organization(), "settings": settings});
    fixture.done(Who::Chief, "update_organization", input);
}

fn go(fixture: &Fixture, id: &Json, status: &str) {
    fixture.done(Who::Junior, "transition_ticket", json!({"id": id, "status": status}));
}

#[test]
fn each_priority_is_due_in_its_time() {
    // No business hours are set: all hours are.
    let fixture = Fixture::new();
    for (priority, response, resolution) in
        [("URGENT", 60, 240), ("HIGH", 240, 480), ("NORMAL", 480, 1_440), ("LOW", 960, 2_880)]
    {
        let ticket = ticket(&fixture, json!({"priority": priority}));
        let (work, opened) = (work(&fixture, &ticket["id"]), at(&ticket["createdAt"]));
        assert_eq!(at(&work["responseDueAt"]), opened + response * MINUTE, "{priority}");
        assert_eq!(at(&work["dueAt"]), opened + resolution * MINUTE, "{priority}");
    }
    set(&fixture, json!({"sla": {"URGENT": {"response": 5, "resolution": 7}}}));
    let urgent = ticket(&fixture, json!({"priority": "URGENT"}));
    let (known, opened) = (work(&fixture, &urgent["id"]), at(&urgent["createdAt"]));
    assert_eq!(at(&known["responseDueAt"]), opened + 5 * MINUTE);
    assert_eq!(at(&known["dueAt"]), opened + 7 * MINUTE);
    // Many at once are due like one.
    let items = json!([{"customerId": urgent["customerId"], "subject": "S", "description": "D", "category": "OTHER"}]);
    let made =
        fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": items}));
    assert!(work(&fixture, &made["ids"][0])["dueAt"].is_string());
}

#[test]
fn a_new_priority_is_a_new_due_time() {
    let fixture = Fixture::new();
    let ticket = ticket(&fixture, json!({}));
    let (id, opened) = (&ticket["id"], at(&ticket["createdAt"]));
    let set = |priority: &str| {
        fixture.done(Who::Junior, "update_ticket", json!({"id": id, "priority": priority}));
        let work = work(&fixture, id);
        ((at(&work["responseDueAt"]) - opened) / MINUTE, (at(&work["dueAt"]) - opened) / MINUTE)
    };
    assert_eq!(set("URGENT"), (60, 240));
    assert_eq!(set("LOW"), (960, 2_880));
    let input = json!({"ids": [id], "set": {"priority": "HIGH"}});
    fixture.done(Who::Junior, "bulk_update_tickets", input);
    assert_eq!(at(&work(&fixture, id)["dueAt"]), opened + 480 * MINUTE);
    // What was answered is due no more.
    let reply = json!({"ticketId": id, "visibility": "PUBLIC", "body": "Hello"});
    fixture.done(Who::Junior, "add_message", reply);
    assert_eq!(set("LOW"), (240, 2_880));
}

#[test]
fn time_stands_still_while_the_customer_is_waited_for() {
    let fixture = Fixture::new();
    let ticket = ticket(&fixture, json!({}));
    let id = &ticket["id"];
    go(&fixture, id, "IN_PROGRESS");
    assert_eq!(work(&fixture, id)["waitingSince"], Json::Null);
    go(&fixture, id, "WAITING");
    let waits = work(&fixture, id);
    let since = at(&waits["waitingSince"]);
    // As if it had begun three hours ago.
    fixture.write(|org| {
        let id = uuid::Uuid::try_parse(waits["id"].as_str().unwrap_or_default()).expect("an id");
        org.update(TicketWork::TABLE, id, vec![("waiting_since", (since - 180 * MINUTE).into())])
    });
    go(&fixture, id, "IN_PROGRESS");
    let on = work(&fixture, id);
    assert_eq!(on["waitingSince"], Json::Null);
    let moved = at(&on["dueAt"]) - at(&waits["dueAt"]);
    assert!((180 * MINUTE..181 * MINUTE).contains(&moved), "{moved}");
    assert_eq!(on["responseDueAt"], waits["responseDueAt"]);
}

#[test]
fn what_is_done_is_not_due_until_it_is_opened_again() {
    let fixture = Fixture::new();
    let ticket = ticket(&fixture, json!({"priority": "URGENT"}));
    let id = &ticket["id"];
    let promised = work(&fixture, id)["responseDueAt"].clone();
    for status in ["RESOLVED", "CLOSED"] {
        go(&fixture, id, status);
        let work = work(&fixture, id);
        assert_eq!(work["dueAt"], Json::Null, "{status}");
        assert_eq!(work["responseDueAt"], promised, "{status}");
    }
    go(&fixture, id, "OPEN");
    let again = fixture.done(Who::Junior, "get_ticket", json!({"id": id}));
    let due = at(&work(&fixture, id)["dueAt"]);
    assert_eq!(due, at(&again["updatedAt"]) + 240 * MINUTE);
}

/// A ticket that came in before the desk knew of due times gets them with its next step.
#[test]
fn an_older_ticket_is_due_from_its_opening() {
    let fixture = Fixture::new();
    let ticket = ticket(&fixture, json!({}));
    let (id, opened) = (&ticket["id"], at(&ticket["createdAt"]));
    let known = work(&fixture, id);
    fixture.write(|org| {
        let id = uuid::Uuid::try_parse(known["id"].as_str().unwrap_or_default()).expect("an id");
        org.delete(TicketWork::TABLE, id)
    });
    assert_eq!(work(&fixture, id), Json::Null);
    go(&fixture, id, "IN_PROGRESS");
    assert_eq!(at(&work(&fixture, id)["dueAt"]), opened + 1_440 * MINUTE);
}
