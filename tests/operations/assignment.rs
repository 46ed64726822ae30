//! Who may be given work, to whom it is routed, and that loads stay right whatever happens.

use crate::snapshot::Watcher;
use kit::desk::{FREE, Fixture, Side, WORKER, Who, caller};
use model::{Code, Record as _, Value, tables};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use store::Desk;
use uuid::Uuid;

fn representative(who: Who) -> Uuid {
    Side::Ours.row("representatives", who.number())
}

fn ticket(fixture: &Fixture) -> Json {
    let new = json!({"customerId": Side::Ours.row("users", FREE), "subject": "S", "description": "D", "category": "OTHER"});
    fixture.done(Who::Junior, "create_ticket", new)["id"].clone()
}

fn load(fixture: &Fixture, who: Uuid) -> i64 {
    let row = fixture.done(Who::Junior, "get_representative", json!({"id": who}));
    row["activeChats"].as_i64().expect("a load")
}

#[test]
fn nobody_is_given_more_than_they_have_places_for() {
    let fixture = Fixture::new();
    let to = representative(Who::Senior);
    fixture.done(Who::Lead, "update_representative", json!({"id": to, "maxChats": 2}));
    let tickets: Vec<_> = (0..3).map(|_| ticket(&fixture)).collect();
    let assign = |id: &Json| json!({"id": id, "assignedTo": to});
    let full = |name: &str, input: Json| {
        let error = fixture.refused(Who::Junior, name, input);
        assert_eq!(error.code, Code::CapacityExceeded, "{name}");
        let details = error.details.clone().expect("details");
        assert_eq!((&details["activeChats"], &details["maxChats"]), (&json!(2), &json!(2)));
        assert!(error.message.contains("2 of 2"), "{}", error.message);
        error.field.unwrap_or_default()
    };
    for (n, id) in tickets[..2].iter().enumerate() {
        fixture.done(Who::Junior, "assign_ticket", assign(id));
        assert_eq!(load(&fixture, to), n as i64 + 1);
        // Given again, it takes no place more.
        fixture.done(Who::Junior, "assign_ticket", assign(id));
        assert_eq!(load(&fixture, to), n as i64 + 1);
    }
    assert_eq!(full("assign_ticket", assign(&tickets[2])), "assignedTo");
    full("update_ticket", assign(&tickets[2]));
    let mut new = json!({"customerId": Side::Ours.row("users", FREE), "subject": "S", "description": "D", "category": "OTHER", "assignedTo": to});
    full("create_ticket", new.clone());
    let many = full("create_many", json!({"resource": "tickets", "items": [new.clone()]}));
    assert_eq!(many, "items[0].assignedTo");
    let escalation = Side::Ours.row("escalations", 1);
    full("update_escalation", json!({"id": escalation, "assignedTo": to}));
    full("escalate_ticket", json!({"id": tickets[2], "reason": "OTHER", "assignedTo": to}));
    let unclaimed = json!({"id": Side::Ours.row("escalations", kit::desk::UNCLAIMED)});
    let error = fixture.refused(Who::Senior, "claim_escalation", unclaimed.clone());
    assert_eq!(error.code, Code::CapacityExceeded);

    // What is done is no work: it takes no place, and gives one back.
    new["status"] = json!("RESOLVED");
    fixture.done(Who::Junior, "create_ticket", new);
    let step = |id: &Json, status: &str| json!({"id": id, "status": status});
    fixture.done(Who::Junior, "transition_ticket", step(&tickets[0], "RESOLVED"));
    assert_eq!(load(&fixture, to), 1);
    fixture.done(Who::Senior, "claim_escalation", unclaimed.clone());
    assert_eq!(load(&fixture, to), 2);
    // A reopening is work anew.
    full("transition_ticket", step(&tickets[0], "OPEN"));
    fixture.done(Who::Senior, "resolve_escalation", unclaimed);
    fixture.done(Who::Junior, "transition_ticket", step(&tickets[0], "OPEN"));
    assert_eq!(load(&fixture, to), 2);
    fixture.done(Who::Junior, "unassign_ticket", json!({"id": tickets[0]}));
    assert_eq!(load(&fixture, to), 1);
}

#[test]
fn work_goes_to_the_most_free_then_to_the_best() {
    let fixture = Fixture::new();
    let set = |who: Who, status: &str, load: i64, places: i64, rating: &str| {
        let input = json!({"id": representative(who), "status": status, "activeChats": load, "maxChats": places, "rating": rating});
        fixture.done(Who::Chief, "update_representative", input);
    };
    let routed = || {
        let id = ticket(&fixture);
        let done = fixture.call(Who::Junior, "route_ticket", json!({"id": id}));
        done.map(|ticket| ticket["assignedTo"].clone()).map_err(|e| e.code)
    };
    set(Who::Junior, "ONLINE", 1, 5, "5.00");
    set(Who::Senior, "ONLINE", 10, 15, "1.00");
    set(Who::Lead, "AWAY", 0, 50, "5.00");
    set(Who::Chief, "OFFLINE", 0, 50, "5.00");
    assert_eq!(routed(), Ok(json!(representative(Who::Senior))), "5 free, against 4");
    assert_eq!(routed(), Ok(json!(representative(Who::Junior))), "4 each, the better rated");
    assert_eq!(routed(), Ok(json!(representative(Who::Senior))), "4 free, against 3");
    set(Who::Senior, "ONLINE", 3, 5, "2.50");
    set(Who::Junior, "ONLINE", 3, 5, "2.50");
    let first = representative(Who::Junior).min(representative(Who::Senior));
    assert_eq!(routed(), Ok(json!(first)), "alike in all");
    set(Who::Junior, "ONLINE", 5, 5, "5.00");
    set(Who::Senior, "ONLINE", 6, 5, "5.00");
    assert_eq!(routed(), Err(Code::CapacityExceeded), "nobody has a place");
}

/// Two processes' desks on one file, many threads, one place.
#[test]
fn the_last_free_place_is_given_once() {
    let fixture = Fixture::new();
    let to = representative(Who::Senior);
    fixture.done(Who::Lead, "update_representative", json!({"id": to, "maxChats": 3}));
    let tickets: Vec<_> = (0..8).map(|_| ticket(&fixture)).collect();
    for id in &tickets[..2] {
        fixture.done(Who::Junior, "assign_ticket", json!({"id": id, "assignedTo": to}));
    }
    let other = Desk::open(fixture.path()).expect("the same file");
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let races: Vec<_> = tickets[2..]
            .iter()
            .enumerate()
            .map(|(n, id)| {
                let desk = if n % 2 == 0 { &fixture.desk } else { &other };
                let input = json!({"id": id, "assignedTo": to});
                scope.spawn(move || {
                    let mut who = caller(Side::Ours, Who::Junior);
                    domain::call(desk, &mut who, "assign_ticket", input).map_err(|e| e.code)
                })
            })
            .collect();
        races.into_iter().map(|race| race.join().expect("no panic")).collect()
    });
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    assert!(outcomes.iter().all(|o| o.is_ok() || *o == Err(Code::CapacityExceeded)));
    assert_eq!(load(&fixture, to), 3);
}

#[test]
fn the_workload_is_what_everybody_has_to_do() {
    let fixture = Fixture::new();
    let to = representative(Who::Senior);
    let tickets: Vec<_> = (0..4).map(|_| ticket(&fixture)).collect();
    for (id, steps) in
        tickets.iter().zip([&[][..], &["IN_PROGRESS"], &["IN_PROGRESS", "WAITING"], &["RESOLVED"]])
    {
        fixture.done(Who::Junior, "assign_ticket", json!({"id": id, "assignedTo": to}));
        for status in steps {
            fixture.done(Who::Junior, "transition_ticket", json!({"id": id, "status": status}));
        }
    }
    let unclaimed = json!({"id": Side::Ours.row("escalations", kit::desk::UNCLAIMED)});
    fixture.done(Who::Senior, "claim_escalation", unclaimed);
    let all = fixture.done(Who::Junior, "workload", json!({}));
    let lanes = all["items"].as_array().expect("lanes");
    assert_eq!(lanes.len(), 5);
    let lane = lanes.iter().find(|l| l["representative"]["id"] == json!(to)).expect("a lane");
    assert_eq!(lane["tickets"], json!({"OPEN": 1, "IN_PROGRESS": 1, "WAITING": 1}));
    assert_eq!((&lane["escalations"], &lane["activeChats"]), (&json!(1), &json!(4)));
    assert!(lane["representative"]["user"]["name"].is_string());
}

/// Load less open assigned work, by representative: what was there before anything was done here.
fn openings(watcher: &Watcher) -> BTreeMap<Vec<u8>, i64> {
    let sql = "SELECT r.id, r.active_chats
          - (SELECT count(*) FROM tickets t WHERE t.assigned_to = r.id AND t.status IN ('OPEN', 'IN_PROGRESS', 'WAITING'))
          - (SELECT count(*) FROM escalations e WHERE e.assigned_to = r.id AND e.status <> 'RESOLVED')
        FROM representatives r";
    let mut read = watcher.0.prepare(sql).expect("a statement");
    let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.and_then(Iterator::collect).expect("rows")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Any history: steps, assignments, bulk changes, escalations, deletes with their cascades.
    #[test]
    fn a_load_is_what_it_was_and_the_work_since(history in prop::collection::vec((0..10u8, any::<u8>(), any::<u8>()), 1..40)) {
        let fixture = Fixture::new();
        let workers = [Who::Junior, Who::Senior, Who::Lead].map(representative);
        // What another system counted, and what belongs to no ticket here.
        fixture.write(|org| {
            for (n, id) in workers.iter().chain([&Side::Ours.row("representatives", WORKER)]).enumerate() {
                let load = Value::Int(n as i64 + 2);
                org.update(tables::Representative::TABLE, *id, vec![("active_chats", load)])?;
            }
            Ok(())
        });
        let watcher = Watcher::new(&fixture);
        let start = openings(&watcher);
        let mut tickets: Vec<Json> = (0..4).map(|_| ticket(&fixture)).collect();
        let mut escalations = vec![json!(Side::Ours.row("escalations", 1))];
        for (what, a, b) in history {
            let id = tickets[usize::from(a) % tickets.len()].clone();
            let escalation = escalations[usize::from(a) % escalations.len()].clone();
            let to = workers[usize::from(b) % workers.len()];
            let status = ["OPEN", "IN_PROGRESS", "WAITING", "RESOLVED", "CLOSED"][usize::from(b) % 5];
            let (name, input) = match what {
                0 | 1 => ("assign_ticket", json!({"id": id, "assignedTo": to})),
                2 => ("unassign_ticket", json!({"id": id})),
                3 => ("update_ticket", json!({"id": id, "status": status, "assignedTo": to})),
                4 => ("transition_ticket", json!({"id": id, "status": status})),
                5 => ("route_ticket", json!({"id": id})),
                6 => ("escalate_ticket", json!({"id": id, "reason": "OTHER", "assignedTo": to})),
                7 => ("resolve_escalation", json!({"id": escalation})),
                8 => ("bulk_update_tickets", json!({"filter": {}, "set": {"assignedTo": to}})),
                // Rarely: what goes takes its work along, or leaves it to nobody.
                _ if b % 8 == 0 => ("delete_representative", json!({"id": to})),
                _ if b % 8 == 1 => ("delete_user", json!({"id": Side::Ours.row("users", FREE)})),
                _ => ("delete_ticket", json!({"id": id})),
            };
            let done = fixture.call(Who::Admin, name, input);
            if let (6, Ok(escalation)) = (what, &done) {
                escalations.push(escalation["id"].clone());
            }
            if done.is_ok() && fixture.call(Who::Admin, "get_user", json!({"id": Side::Ours.row("users", FREE)})).is_ok() {
                tickets.push(ticket(&fixture));
            }
            for (id, opening) in openings(&watcher) {
                prop_assert_eq!(Some(&opening), start.get(&id), "after {}", name);
            }
        }
    }
}
