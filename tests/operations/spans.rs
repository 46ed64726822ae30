//! What leads a list as it was to rows that say something else now: kept by triggers, made anew from the log,
//! purged with the rows, and looked at by `verify`. That the lists are right is `past`'s matter.

use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{Instant, Record as _, tables::Ticket};
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use uuid::Uuid;

fn ticket(fixture: &Fixture) -> Json {
    let customer = Side::Ours.row("users", CUSTOMER);
    let input =
        json!({"customerId": customer, "subject": "?", "description": "?", "category": "OTHER"});
    fixture.done(Who::Admin, "create_ticket", input)["id"].clone()
}

fn becomes(fixture: &Fixture, id: &Json, status: &str) {
    fixture.done(Who::Admin, "update_ticket", json!({"id": id, "status": status}));
}

/// All that is kept, as text.
fn spans(fixture: &Fixture) -> Vec<String> {
    let db = Connection::open(fixture.path()).expect("the file");
    let mut read = db
        .prepare(
            "SELECT hex(organization_id) || ' ' || field || ' ' || quote(value) || ' ' || class || ' ' || since || ' '
                 || until || ' ' || hex(row_id) || ' ' || created_at FROM desk_spans ORDER BY 1",
        )
        .expect("SQL");
    let rows = read.query_map([], |row| row.get(0)).expect("spans");
    rows.collect::<rusqlite::Result<_>>().expect("spans")
}

fn faults(fixture: &Fixture) -> Vec<String> {
    fixture.desk.verify().expect("a verdict").faults
}

/// As a desk has them after some work.
fn worked() -> (Fixture, Json) {
    let fixture = Fixture::new();
    let id = ticket(&fixture);
    for status in ["IN_PROGRESS", "WAITING", "IN_PROGRESS", "RESOLVED", "OPEN"] {
        becomes(&fixture, &id, status);
        fixture.done(Who::Admin, "update_ticket", json!({"id": id, "subject": status}));
    }
    fixture.done(Who::Admin, "undo", json!({}));
    fixture.done(Who::Admin, "undo", json!({}));
    (fixture, id)
}

#[test]
fn a_change_ends_a_span_and_an_insert_costs_none() {
    let fixture = Fixture::new();
    let before = spans(&fixture);
    let id = ticket(&fixture);
    fixture.done(Who::Admin, "update_ticket", json!({"id": id, "subject": "Changed"}));
    assert_eq!(spans(&fixture), before, "nothing has ended");
    becomes(&fixture, &id, "IN_PROGRESS");
    let made: Vec<_> = spans(&fixture).into_iter().filter(|s| !before.contains(s)).collect();
    let [made] = made.as_slice() else { panic!("{made:?}") };
    assert!(made.contains(" tickets.status 'OPEN' "), "{made}");
    let db = Connection::open(fixture.path()).expect("the file");
    let id = Uuid::try_parse(id.as_str().unwrap_or_default()).expect("an id");
    let entries: (i64, i64) = db
        .query_row(
            "SELECT min(seq), max(seq) FROM desk_log WHERE row_id = ?1 AND (kind = 'insert' OR instr(old, '\"status\":') > 0)",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("entries");
    assert!(made.contains(&format!(" {} {} ", entries.0, entries.1)), "{made} {entries:?}");
}

/// A file of a version that kept none, and one that lost them.
#[test]
fn they_are_made_anew_from_the_log_as_they_were() {
    let (fixture, _) = worked();
    let kept = spans(&fixture);
    assert!(kept.len() > 5, "{kept:?}");
    let forget = "DELETE FROM desk_spans; DELETE FROM desk_meta WHERE key = 'spans'";
    Connection::open(fixture.path()).expect("the file").execute_batch(forget).expect("forgotten");
    // Until they are made, lists go without.
    let list = json!({"filter": {"status": "WAITING"}, "asOf": Instant::now().to_string()});
    let listed = fixture.done(Who::Admin, "list_tickets", list.clone());
    let fixture = fixture.reopened();
    assert_eq!(spans(&fixture), kept);
    assert_eq!(fixture.done(Who::Admin, "list_tickets", list), listed);

    let lose = "DELETE FROM desk_spans WHERE value = 'WAITING'";
    Connection::open(fixture.path()).expect("the file").execute_batch(lose).expect("lost");
    let said = faults(&fixture);
    assert!(said.len() == 1 && said[0].contains("spans of what rows said before"), "{said:?}");
    fixture.done(Who::Admin, "rebuild_search", json!({}));
    assert_eq!((spans(&fixture), faults(&fixture)), (kept, Vec::new()));
}

#[test]
fn they_are_purged_with_their_row() {
    let (fixture, id) = worked();
    let row = Uuid::try_parse(id.as_str().unwrap_or_default()).expect("an id");
    let own = || {
        let hex = row.simple().to_string().to_uppercase();
        spans(&fixture).into_iter().filter(|span| span.contains(&hex)).count()
    };
    assert!(own() > 3);
    fixture.done(Who::Admin, "delete_ticket", json!({"id": id}));
    fixture.done(Who::Admin, "purge", json!({"table": Ticket::TABLE.name, "id": id}));
    assert_eq!(own(), 0);
    assert_eq!(faults(&fixture), Vec::<String>::new());
}

/// Where there were too many to be led to, the list is the same.
#[test]
fn a_status_that_thousands_had_is_listed() {
    let fixture = Fixture::new();
    let customer = Side::Ours.row("users", CUSTOMER);
    let item =
        json!({"customerId": customer, "subject": "?", "description": "?", "category": "OTHER"});
    let input = json!({"resource": "tickets", "items": vec![item; 2_100]});
    fixture.done(Who::Admin, "create_many", input);
    let list = |input: &Json, at: Option<&Json>| {
        let mut input = input.clone();
        input["filter"] = json!({"status": "OPEN"});
        if let Some(at) = at {
            input["asOf"] = at.clone();
        }
        fixture.done(Who::Admin, "list_tickets", input)
    };
    let asked = [json!({"limit": 500}), json!({"limit": 3, "offset": 2_050})];
    let now: Vec<_> = asked.iter().map(|input| list(input, None)).collect();
    let at = json!(Instant::now().to_string());
    let change = json!({"filter": {"status": "OPEN"}, "set": {"status": "RESOLVED"}});
    let changed = fixture.done(Who::Admin, "bulk_update_tickets", change)["count"].clone();
    assert!(changed.as_u64().is_some_and(|count| count > 2_000), "{changed}");
    for (input, listed) in asked.iter().zip(&now) {
        assert_eq!(list(input, Some(&at)), *listed);
    }
}
