//! The queue in the order that tickets are due in, and its counts.

use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{
    Code, Instant, Record as _, Value,
    tables::{Ticket, TicketWork},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

const DAY: i64 = 86_400_000_000;

/// A ticket that came in at `created` and is due at a moment, or at none.
fn ticket(fixture: &Fixture, subject: &str, created: i64, due: Option<i64>) -> Uuid {
    fixture.write(|org| {
        let row: Vec<(&'static str, Value)> = vec![
            ("customer_id", Side::Ours.row("users", CUSTOMER).into()),
            ("ticket_number", subject.into()),
            ("subject", subject.into()),
            ("description", "D".into()),
            ("category", "OTHER".into()),
            ("created_at", created.into()),
        ];
        let id = org.insert(Ticket::TABLE, row)?;
        if let Some(due) = due {
            let noted = vec![("ticket_id", Value::Id(id)), ("due_at", due.into())];
            org.insert(TicketWork::TABLE, noted)?;
        }
        Ok(id)
    })
}

fn note(fixture: &Fixture, ticket: Uuid, column: &'static str, value: i64) {
    fixture.write(|org| {
        let work = org.id_where(TicketWork::TABLE, "ticket_id", ticket)?.expect("known");
        org.update(TicketWork::TABLE, work, vec![(column, value.into())])
    });
}

fn subjects(page: &Json) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|t| t["subject"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The queue of those tickets by due time, whichever way it is paged.
fn by_due(fixture: &Fixture, direction: &str, more: &Json) -> Vec<String> {
    let asked = |limit: usize| {
        let mut input = json!({"limit": limit, "sort": {"field": "dueAt", "direction": direction}});
        for (name, value) in more.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        if input["filter"]["description"].is_null() {
            input["filter"]["description"] = json!("D");
        }
        input
    };
    let list = |input: Json| fixture.done(Who::Junior, "list_queue", input);
    let all = list(asked(500));
    assert_eq!(all["nextCursor"], Json::Null);
    let all = subjects(&all);
    for size in 1..=all.len().max(1) {
        let (mut paged, mut input) = (Vec::new(), asked(size));
        loop {
            let page = list(input.clone());
            paged.extend(subjects(&page));
            if page["nextCursor"].is_null() {
                break;
            }
            assert_eq!(subjects(&page).len(), size, "a page is full where another follows");
            input["cursor"] = page["nextCursor"].clone();
        }
        assert_eq!(paged, all, "pages of {size}");
        let mut input = asked(2);
        input["offset"] = json!(size);
        let expected: Vec<_> = all.iter().skip(size).take(2).cloned().collect();
        assert_eq!(subjects(&list(input)), expected, "from {size} on");
    }
    all
}

#[test]
fn the_nearest_due_time_comes_first_and_none_last() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    // Two are due at one moment; two at none, of which one is known and one is not.
    let a = ticket(&fixture, "A", 5, Some(now + DAY));
    ticket(&fixture, "B", 4, Some(now - DAY));
    let [c, d] = ["C", "D"].map(|s| ticket(&fixture, s, 3, Some(now)));
    ticket(&fixture, "E", 2, None);
    let f = ticket(&fixture, "F", 1, Some(now));
    fixture.write(|org| {
        let work = org.id_where(TicketWork::TABLE, "ticket_id", f)?.expect("known");
        org.update(TicketWork::TABLE, work, vec![("due_at", Value::Null)])
    });
    let tied = if c < d { ["C", "D"] } else { ["D", "C"] };
    let order = ["B", tied[0], tied[1], "A", "F", "E"];
    assert_eq!(by_due(&fixture, "asc", &json!({})), order);
    let back: Vec<_> = order.into_iter().rev().collect();
    assert_eq!(by_due(&fixture, "desc", &json!({})), back);
    let open = json!({"filter": {"status": ["OPEN", "IN_PROGRESS", "WAITING"]}});
    assert_eq!(by_due(&fixture, "asc", &open), order);
    assert_eq!(by_due(&fixture, "asc", &json!({"filter": {"status": "WAITING"}})), [""; 0]);
    assert_eq!(by_due(&fixture, "asc", &json!({"late": true})), &order[..3]);
    // What leads to few rows is followed instead of the order.
    let ours = json!({"filter": {"id": [a, c, f]}});
    assert_eq!(by_due(&fixture, "asc", &ours), ["C", "A", "F"]);
    note(&fixture, d, "snoozed_until", now + DAY);
    note(&fixture, f, "snoozed_until", now + DAY);
    assert_eq!(by_due(&fixture, "asc", &json!({})), ["B", "C", "A", "E"]);
    assert_eq!(by_due(&fixture, "asc", &json!({"snoozed": true})), ["D", "F"]);
    // Nothing is due of what is done.
    fixture.done(Who::Junior, "transition_ticket", json!({"id": a, "status": "RESOLVED"}));
    fixture.done(Who::Junior, "transition_ticket", json!({"id": c, "status": "RESOLVED"}));
    let done = json!({"filter": {"status": ["RESOLVED", "CLOSED"]}});
    assert_eq!(by_due(&fixture, "asc", &done), ["C", "A"]);
    assert_eq!(by_due(&fixture, "desc", &done), ["A", "C"]);
}

/// More rows than are ever sorted: the order itself is walked, whatever is filtered.
#[test]
fn many_are_read_in_their_order() {
    let fixture = Fixture::new();
    let customer = Side::Ours.row("users", CUSTOMER);
    let item = |n: usize| json!({"customerId": customer, "subject": format!("{n}"), "description": "Many", "category": "OTHER", "priority": (["LOW", "URGENT"][n % 2])});
    let items: Vec<_> = (0..2_100).map(item).collect();
    fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": items}));
    let filter = json!({"customerId": customer, "description": "Many"});
    let mut input =
        json!({"limit": 500, "filter": filter, "sort": {"field": "dueAt", "direction": "asc"}});
    let (mut ids, mut due) = (std::collections::BTreeSet::new(), String::new());
    loop {
        let page = fixture.done(Who::Junior, "list_queue", input.clone());
        for row in page["items"].as_array().expect("items") {
            ids.insert(row["id"].to_string());
            let next = row["work"]["dueAt"].as_str().expect("due").to_owned();
            assert!(due <= next, "{due} before {next}");
            due = next;
        }
        if page["nextCursor"].is_null() {
            break;
        }
        input["cursor"] = page["nextCursor"].clone();
    }
    assert_eq!(ids.len(), 2_100);
}

#[test]
fn only_the_queue_knows_due_times() {
    let fixture = Fixture::new();
    let sort = json!({"field": "dueAt", "direction": "asc"});
    let error = fixture.refused(Who::Junior, "list_tickets", json!({"sort": sort}));
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("sort.field")));
    let error = fixture.refused(Who::Junior, "list_queue", json!({"sort": {"field": "due_at"}}));
    assert!(error.message.contains("dueAt"), "{error:?}");
    // A place in another list is none in this one.
    ticket(&fixture, "A", 1, None);
    ticket(&fixture, "B", 2, None);
    let by_age = json!({"limit": 1, "sort": {"field": "createdAt", "direction": "asc"}});
    let cursor = fixture.done(Who::Junior, "list_queue", by_age)["nextCursor"].clone();
    assert!(cursor.is_string());
    let error = fixture.refused(Who::Junior, "list_queue", json!({"cursor": cursor, "sort": sort}));
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("cursor")));
    let view = |resource: &str| json!({"name": "By due time", "resource": resource, "sort": sort});
    fixture.done(Who::Junior, "create_saved_view", view("tickets"));
    let error = fixture.refused(Who::Junior, "create_saved_view", view("refunds"));
    assert_eq!(error.field.as_deref(), Some("sort.field"));
}

#[test]
fn counts_are_those_of_the_lists() {
    let fixture = Fixture::new();
    let counts = |who| fixture.done(who, "count_queue", json!({}));
    let open = json!(["OPEN", "IN_PROGRESS", "WAITING"]);
    let agree = || {
        let told = counts(Who::Junior);
        let me = Side::Ours.row("representatives", Who::Junior.number());
        for (name, more) in [
            ("mine", json!({"filter": {"status": open, "assignedTo": me}})),
            ("late", json!({"late": true})),
            ("snoozed", json!({"filter": {"status": open}, "snoozed": true})),
        ] {
            let mut input = json!({"limit": 500});
            for (key, value) in more.as_object().into_iter().flatten() {
                input[key] = value.clone();
            }
            let list = fixture.done(Who::Junior, "list_queue", input);
            let held = list["items"].as_array().map_or(0, Vec::len);
            assert_eq!(told[name], json!({"count": held, "atLeast": false}), "{name}");
        }
        told
    };
    agree();
    let now = Instant::now().0;
    let next = now - now % 1_000 + DAY;
    let late = ticket(&fixture, "A", 1, Some(now - DAY));
    let waits = ticket(&fixture, "B", 1, Some(next + 5_000));
    let mine =
        json!({"id": late, "assignedTo": Side::Ours.row("representatives", Who::Junior.number())});
    fixture.done(Who::Lead, "assign_ticket", mine);
    let told = agree();
    assert_eq!(told["mine"]["count"], 1);
    assert_eq!(told["until"], json!(Instant(next + 5_000).to_string()));
    let before = told["late"]["count"].as_i64().expect("a number");
    note(&fixture, waits, "snoozed_until", next);
    assert_eq!(agree()["until"], json!(Instant(next).to_string()));
    // One that sleeps is not in the list of the late, nor in its count.
    note(&fixture, late, "snoozed_until", next + 1_000);
    assert_eq!(agree()["late"]["count"], json!(before - 1));
    assert_eq!(fixture.done(Who::Junior, "today", json!({}))["late"], json!(before - 1));
    // They are bounded.
    let customer = Side::Ours.row("users", CUSTOMER);
    let item =
        json!({"customerId": customer, "subject": "S", "description": "D", "category": "OTHER"});
    let items = vec![item; 1_001];
    let made =
        fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": items}));
    for id in made["ids"].as_array().expect("ids") {
        let id = id.as_str().and_then(|id| Uuid::try_parse(id).ok()).expect("an id");
        note(&fixture, id, "due_at", now - DAY);
    }
    assert_eq!(counts(Who::Junior)["late"], json!({"count": 1_000, "atLeast": true}));
}
