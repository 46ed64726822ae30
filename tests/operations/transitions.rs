//! The state machines of tickets and escalations, against tables written by hand from the contract.

use crate::snapshot::Watcher;
use kit::desk::{FREE, Fixture, Side, WORKER, Who};
use model::{Code, Instant, Record as _, Value, tables};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Where a ticket may go from each status.
const TICKET: [(&str, &[&str]); 5] = [
    ("OPEN", &["IN_PROGRESS", "RESOLVED"]),
    ("IN_PROGRESS", &["WAITING", "RESOLVED"]),
    ("WAITING", &["IN_PROGRESS"]),
    ("RESOLVED", &["CLOSED", "OPEN"]),
    ("CLOSED", &["OPEN"]),
];

/// Where an escalation may go from each status.
const ESCALATION: [(&str, &[&str]); 4] = [
    ("PENDING", &["ASSIGNED", "IN_PROGRESS", "RESOLVED"]),
    ("ASSIGNED", &["IN_PROGRESS", "RESOLVED"]),
    ("IN_PROGRESS", &["RESOLVED"]),
    ("RESOLVED", &[]),
];

fn new_ticket(status: &str) -> Json {
    json!({
        "customerId": Side::Ours.row("users", FREE), "subject": "S", "description": "D",
        "category": "OTHER", "status": status,
    })
}

/// A ticket in that status, created that many seconds ago.
fn ticket(fixture: &Fixture, status: &'static str, ago: i64) -> Json {
    let made = fixture.done(Who::Junior, "create_ticket", new_ticket("OPEN"));
    let id: Uuid = made["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let created = Value::Int(Instant::now().0 - ago * 1_000_000);
    fixture.write(|org| {
        org.update(
            tables::Ticket::TABLE,
            id,
            vec![("status", status.into()), ("created_at", created)],
        )
    });
    fixture.done(Who::Junior, "get_ticket", json!({"id": id}))
}

#[test]
fn a_ticket_takes_the_steps_of_the_contract_and_no_others() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    for (from, allowed) in TICKET {
        for (to, _) in TICKET {
            for name in ["transition_ticket", "update_ticket"] {
                let before = ticket(&fixture, from, 60);
                let (what, rows) = (format!("{name} {from} {to}"), watcher.snapshot());
                let input = json!({"id": before["id"], "status": to});
                match fixture.call(Who::Junior, name, input) {
                    Ok(after) => {
                        // An update may say again what is so already.
                        let same = from == to && name == "update_ticket";
                        assert!(allowed.contains(&to) || same, "{what} was accepted");
                        assert_eq!(after["status"], to, "{what}");
                        assert!(!same || after == before, "{what}");
                    }
                    Err(error) => {
                        assert!(!allowed.contains(&to), "{what}: {error:?}");
                        assert_eq!(error.code, Code::InvalidTransition, "{what}");
                        assert_eq!(error.field.as_deref(), Some("status"), "{what}");
                        assert!(error.message.contains(&allowed.join(" or ")), "{}", error.message);
                        let details = error.details.expect("details");
                        assert_eq!(details["allowed"], json!(allowed), "{what}");
                        assert_eq!(watcher.snapshot(), rows, "{what} wrote");
                    }
                }
            }
        }
    }
}

#[test]
fn a_new_ticket_starts_from_open() {
    let fixture = Fixture::new();
    for (status, may) in [
        ("OPEN", true),
        ("IN_PROGRESS", true),
        ("RESOLVED", true),
        ("WAITING", false),
        ("CLOSED", false),
    ] {
        let one = fixture.call(Who::Junior, "create_ticket", new_ticket(status));
        let many =
            json!({"resource": "tickets", "items": [new_ticket("OPEN"), new_ticket(status)]});
        let many = fixture.call(Who::Junior, "create_many", many);
        if may {
            let one = one.expect(status);
            assert_eq!(one["resolvedAt"].is_string(), status == "RESOLVED");
            assert!(many.is_ok(), "{status}");
        } else {
            assert_eq!(one.map_err(|e| e.code), Err(Code::InvalidTransition), "{status}");
            let error = many.expect_err(status);
            assert_eq!(error.code, Code::InvalidTransition);
            assert_eq!(error.field.as_deref(), Some("items[1].status"));
        }
    }
}

#[test]
fn resolving_computes_and_reopening_clears() {
    let fixture = Fixture::new();
    let before = ticket(&fixture, "IN_PROGRESS", 7_200);
    let step = |status: &str| {
        fixture.done(
            Who::Junior,
            "transition_ticket",
            json!({"id": before["id"], "status": status}),
        )
    };
    let resolved = step("RESOLVED");
    let took = resolved["actualResolutionTime"].as_i64().expect("seconds");
    assert!((7_200..7_260).contains(&took), "{took}");
    assert!(resolved["resolvedAt"].is_string());
    let closed = step("CLOSED");
    assert!(closed["closedAt"].as_str() > resolved["resolvedAt"].as_str());
    assert_eq!(closed["resolvedAt"], resolved["resolvedAt"]);
    let reopened = step("OPEN");
    assert_eq!((&reopened["resolvedAt"], &reopened["closedAt"]), (&Json::Null, &Json::Null));
    let history = json!({"table": "tickets", "id": before["id"]});
    let history = fixture.done(Who::Junior, "row_history", history).to_string();
    assert!(history.contains(closed["resolvedAt"].as_str().expect("an instant")), "kept");
    assert!(history.contains(closed["closedAt"].as_str().expect("an instant")), "kept");

    let given = json!({"id": before["id"], "status": "RESOLVED", "actualResolutionTime": 42});
    assert_eq!(fixture.done(Who::Junior, "update_ticket", given)["actualResolutionTime"], 42);
    // One that was created in the future took no time, not less than none.
    let early = ticket(&fixture, "OPEN", -9_000);
    let early = json!({"id": early["id"], "status": "RESOLVED"});
    assert_eq!(fixture.done(Who::Junior, "transition_ticket", early)["actualResolutionTime"], 0);
}

#[test]
fn an_escalation_goes_on_and_never_back() {
    let fixture = Fixture::new();
    let id = Side::Ours.row("escalations", 1);
    for (from, allowed) in ESCALATION {
        for (to, _) in ESCALATION {
            fixture.write(|org| {
                org.update(tables::Escalation::TABLE, id, vec![("status", from.into())])
            });
            let what = format!("{from} {to}");
            let done =
                fixture.call(Who::Junior, "update_escalation", json!({"id": id, "status": to}));
            match done {
                Ok(after) => {
                    assert!(allowed.contains(&to) || from == to, "{what} was accepted");
                    assert_eq!(after["status"], to, "{what}");
                }
                Err(error) => {
                    assert!(!allowed.contains(&to) && from != to, "{what}: {error:?}");
                    assert_eq!(error.code, Code::InvalidTransition, "{what}");
                }
            }
        }
    }
    let error = fixture.refused(Who::Junior, "resolve_escalation", json!({"id": id}));
    assert_eq!(error.code, Code::InvalidTransition, "resolved already");
}

#[test]
fn how_long_an_escalation_waited_is_computed() {
    let fixture = Fixture::new();
    let lead = Side::Ours.row("representatives", Who::Lead.number());
    let mut input = json!({
        "conversationId": Uuid::now_v7(), "customerId": Side::Ours.row("users", FREE),
        "reason": "OTHER", "issueDescription": "I", "waitTime": 77,
    });
    let made = fixture.done(Who::Junior, "create_escalation", input.clone());
    assert_eq!(made["waitTime"], 0, "it waits still");
    let update = |fields: Json| {
        let mut input = json!({"id": made["id"]});
        for (name, value) in fields.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        fixture.done(Who::Junior, "update_escalation", input)
    };
    assert_eq!(update(json!({"waitTime": 77}))["waitTime"], 0);
    let id: Uuid = made["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let hour_ago = Value::Int(Instant::now().0 - 3_600_000_000);
    fixture.write(|org| org.update(tables::Escalation::TABLE, id, vec![("created_at", hour_ago)]));
    let assigned = update(json!({"assignedTo": lead, "waitTime": 77}));
    let waited = assigned["waitTime"].as_i64().expect("seconds");
    assert!((3_600..3_660).contains(&waited), "{waited}");
    assert_eq!(update(json!({"waitTime": 5}))["waitTime"], waited);
    assert_eq!(update(json!({"notes": "N"}))["waitTime"], waited);
    input["assignedTo"] = json!(lead);
    assert_eq!(fixture.done(Who::Junior, "create_escalation", input)["waitTime"], 0);
}

#[test]
fn an_escalation_is_claimed_by_one() {
    let fixture = Fixture::new();
    let ticket = Side::Ours.row("tickets", 1);
    assert_eq!(
        fixture.done(Who::Junior, "get_ticket", json!({"id": ticket}))["conversationId"],
        Json::Null
    );
    let made = fixture.done(
        Who::Junior,
        "escalate_ticket",
        json!({"id": ticket, "reason": "CUSTOMER_REQUEST", "notes": "N"}),
    );
    let now = fixture.done(Who::Junior, "get_ticket", json!({"id": ticket}));
    assert_eq!(made["conversationId"], now["conversationId"]);
    assert!(made["conversationId"].is_string());
    for (field, from) in [
        ("customerId", "customerId"),
        ("issueDescription", "description"),
        ("priority", "priority"),
    ] {
        assert_eq!(made[field], now[from]);
    }
    assert_eq!((&made["status"], &made["notes"]), (&json!("PENDING"), &json!("N")));
    let input = json!({"id": made["id"]});
    for who in [Who::Admin, Who::Rowless] {
        let error = fixture.refused(who, "claim_escalation", input.clone());
        assert_eq!(error.code, Code::Forbidden, "{who:?} has no representative's row");
    }
    let mine = fixture.done(Who::Senior, "claim_escalation", input.clone());
    assert_eq!(mine["status"], "ASSIGNED");
    assert_eq!(mine["assignedTo"], json!(Side::Ours.row("representatives", Who::Senior.number())));
    assert!(mine["assignedAt"].is_string());
    assert_eq!(fixture.done(Who::Senior, "claim_escalation", input.clone()), mine);
    let error = fixture.refused(Who::Junior, "claim_escalation", input.clone());
    assert_eq!(error.code, Code::InvalidTransition);
    let resolve = json!({"id": made["id"], "notes": "Done"});
    let resolved = fixture.done(Who::Senior, "resolve_escalation", resolve);
    assert_eq!((&resolved["status"], &resolved["notes"]), (&json!("RESOLVED"), &json!("Done")));
    assert!(resolved["resolvedAt"].is_string());
    let error = fixture.refused(Who::Senior, "claim_escalation", input);
    assert_eq!(error.code, Code::InvalidTransition);

    // The next one knows the same conversation; handed to somebody, it is assigned.
    let worker = Side::Ours.row("representatives", WORKER);
    let next = json!({"id": ticket, "reason": "OTHER", "assignedTo": worker, "priority": "CRITICAL", "issueDescription": "I"});
    let next = fixture.done(Who::Junior, "escalate_ticket", next);
    assert_eq!(next["conversationId"], made["conversationId"]);
    assert_eq!((&next["status"], &next["priority"]), (&json!("ASSIGNED"), &json!("CRITICAL")));
    for status in ["RESOLVED", "CLOSED"] {
        fixture.done(Who::Junior, "transition_ticket", json!({"id": ticket, "status": status}));
    }
    let error =
        fixture.refused(Who::Junior, "escalate_ticket", json!({"id": ticket, "reason": "OTHER"}));
    assert_eq!(error.code, Code::InvalidTransition);
}
