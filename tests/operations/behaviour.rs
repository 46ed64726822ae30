//! What each resource promises beyond a row write.

use crate::snapshot::Watcher;
use domain::Verb;
use kit::{
    desk::{CUSTOMER, FREE, Fixture, Side, WORKER, Who},
    inputs::ways,
};
use model::{Code, Instant};
use serde_json::{Value as Json, json};
use uuid::Uuid;

pub fn ours(table: &str) -> Uuid {
    Side::Ours.row(table, 1)
}

/// Holds an answer to what is expected of some of its fields.
fn assert_fields(answer: &Json, expected: Json) {
    for (field, value) in expected.as_object().into_iter().flatten() {
        assert_eq!(answer[field], *value, "{field} of {answer}");
    }
}

/// Whether an instant in an answer is just now.
fn is_now(json: &Json) -> bool {
    let at = json.as_str().and_then(Instant::parse).map_or(0, |at| at.0);
    (Instant::now().0 - at).abs() < 60_000_000
}

fn ticket() -> Json {
    json!({"customerId": Side::Ours.row("users", FREE), "subject": "S", "description": "D", "category": "OTHER"})
}

#[test]
fn creates_fill_in_the_defaults_of_the_contract() {
    let fixture = Fixture::new();
    let free = Side::Ours.row("users", FREE);
    let made = |name: &str, input: Json| fixture.done(Who::Lead, name, input);
    assert_fields(
        &made("create_representative", json!({"userId": free})),
        json!({"role": "JUNIOR_SUPPORT", "status": "OFFLINE", "activeChats": 0, "maxChats": 10, "rating": "0.00", "lastActiveAt": null}),
    );
    assert_fields(
        &made("create_customer_profile", json!({"userId": free})),
        json!({"tier": "FREE", "standing": "GOOD", "lifetimeValue": "0.00", "tokenBalance": 0, "tokenLimit": 1000, "activeSites": 0, "sitesLimit": 1, "billingCycle": null}),
    );
    assert_fields(
        &made("create_ticket", ticket()),
        json!({"status": "OPEN", "priority": "NORMAL", "tags": [], "aiHandled": false, "assignedTo": null, "assignee": null, "resolvedAt": null, "sentiment": null}),
    );
    let escalation = json!({"conversationId": Uuid::now_v7(), "customerId": free, "reason": "OTHER", "issueDescription": "I"});
    assert_fields(
        &made("create_escalation", escalation),
        json!({"priority": "NORMAL", "status": "PENDING", "waitTime": 0, "assignedAt": null, "resolvedAt": null, "assignee": null}),
    );
    let refund = json!({"orderId": "1", "customerId": free, "amount": "5", "reason": "OTHER"});
    assert_fields(
        &made("create_refund", refund),
        json!({"status": "PENDING", "amount": "5.00", "approvedBy": null, "approver": null, "processedAt": null}),
    );
    let budget = json!({"type": "REFUND", "period": "DAILY", "limit": "10.5", "periodStart": "2026-01-01T02:00:00+02:00", "periodEnd": "2026-01-02T00:00:00Z"});
    assert_fields(
        &made("create_budget", budget),
        json!({"limit": "10.50", "spent": "0.00", "remaining": "10.50", "alertThresholds": [], "autoAlertsEnabled": true, "refundLimitPerUser": null, "periodStart": "2026-01-01T00:00:00.000000Z"}),
    );
    assert_fields(
        &made("create_agent", json!({"name": "A", "type": "CUSTOM", "description": "D"})),
        json!({"enabled": true, "status": "ACTIVE", "dataSources": [], "thresholds": {}, "metadata": null}),
    );
    let rule = json!({"name": "R", "description": "D", "priority": 0, "action": "CUSTOM", "conditions": [{"field": "f", "operator": "eq", "value": 1}]});
    assert_fields(
        &made("create_decision_rule", rule),
        json!({"enabled": true, "actionParams": null}),
    );
    let founding =
        json!({"name": "N", "slug": "n-1", "admin": {"name": "Ada", "email": "ada@n.test"}});
    let founded = fixture.done(Who::Admin, "create_organization", founding);
    assert_fields(
        &founded,
        json!({"plan": "FREE", "status": "TRIAL", "settings": {}, "metadata": null}),
    );
    let ends = founded["trialEndsAt"].as_str().and_then(Instant::parse).expect("an end");
    let starts = founded["createdAt"].as_str().and_then(Instant::parse).expect("a start");
    assert_eq!(ends.0 - starts.0, 14 * 86_400_000_000);
    let ada = fixture.done(Who::Nobody, "sign_in", json!({"email": "ada@n.test"}));
    assert_eq!((&ada["role"], &ada["organization"]["id"]), (&json!("ADMIN"), &founded["id"]));
    let taken =
        json!({"name": "N", "slug": "n-1", "admin": {"name": "Bob", "email": "bob@n.test"}});
    let error = fixture.refused(Who::Admin, "create_organization", taken);
    assert_eq!((error.code, error.field.as_deref()), (Code::Conflict, Some("slug")));
}

#[test]
fn statuses_set_their_moments() {
    let fixture = Fixture::new();
    let set = |name: &str, table: &str, status: &str| {
        fixture.done(Who::Chief, name, json!({"id": Side::Ours.some(table), "status": status}))
    };
    for (name, table, status, field, others) in [
        ("update_ticket", "tickets", "RESOLVED", "resolvedAt", "closedAt"),
        ("update_ticket", "tickets", "CLOSED", "closedAt", "conversationId"),
        ("update_escalation", "escalations", "RESOLVED", "resolvedAt", "assignedAt"),
        ("update_refund", "refunds", "APPROVED", "processedAt", "notes"),
        ("update_organization", "organizations", "TRIAL", "createdAt", "suspendedAt"),
        ("update_organization", "organizations", "SUSPENDED", "suspendedAt", "metadata"),
        ("update_representative", "representatives", "ONLINE", "lastActiveAt", ""),
    ] {
        let answer = set(name, table, status);
        assert!(is_now(&answer[field]), "{status}: {}", answer[field]);
        assert_eq!(answer.get(others).unwrap_or(&Json::Null), &Json::Null, "{status}");
    }
    let active = set("update_organization", "organizations", "ACTIVE");
    assert_fields(&active, json!({"suspendedAt": null, "trialEndsAt": null}));
    let trial = set("update_organization", "organizations", "TRIAL");
    assert!(trial["trialEndsAt"].as_str() > trial["updatedAt"].as_str());
    let seen = set("update_representative", "representatives", "AWAY")["lastActiveAt"].clone();
    assert_eq!(set("update_representative", "representatives", "OFFLINE")["lastActiveAt"], seen);
    // Saying again what is so already moves nothing.
    let closed = set("update_ticket", "tickets", "CLOSED");
    assert_eq!(set("update_ticket", "tickets", "CLOSED")["closedAt"], closed["closedAt"]);
    let completed = set("update_refund", "refunds", "COMPLETED");
    assert!(is_now(&completed["processedAt"]));

    // Created so, they have their moments at once.
    let mut resolved = ticket();
    resolved["status"] = json!("RESOLVED");
    assert!(is_now(&fixture.done(Who::Junior, "create_ticket", resolved)["resolvedAt"]));
    let refund = json!({"orderId": "1", "customerId": Side::Ours.row("users", FREE), "amount": "5", "reason": "OTHER", "status": "APPROVED"});
    let refund = fixture.done(Who::Lead, "create_refund", refund);
    assert!(is_now(&refund["processedAt"]));
    let lead = Side::Ours.row("representatives", Who::Lead.number());
    assert_fields(&refund, json!({"approvedBy": lead}));
    assert_eq!(
        refund["approver"]["user"]["id"],
        json!(Side::Ours.row("users", Who::Lead.number()))
    );
}

#[test]
fn an_escalation_says_since_when_it_is_assigned() {
    let fixture = Fixture::new();
    let lead = Side::Ours.row("representatives", Who::Lead.number());
    let assign = |to: Json| {
        fixture.done(
            Who::Junior,
            "update_escalation",
            json!({"id": ours("escalations"), "assignedTo": to}),
        )
    };
    let first = assign(json!(lead));
    assert!(is_now(&first["assignedAt"]));
    assert_eq!(first["assignee"]["user"]["name"], json!(format!("Ours {}", Who::Lead.number())));
    assert_eq!(assign(json!(lead))["assignedAt"], first["assignedAt"]);
    assert!(
        assign(json!(Side::Ours.row("representatives", WORKER)))["assignedAt"]
            != first["assignedAt"]
    );
    assert_eq!(assign(Json::Null)["assignee"], Json::Null);
}

#[test]
fn what_remains_is_the_limit_less_what_was_spent() {
    let fixture = Fixture::new();
    for (limit, remaining) in
        [("1.00", "-4.00"), ("5.00", "0.00"), ("9999999999.99", "9999999994.99")]
    {
        let input = json!({"id": ours("budgets"), "limit": limit});
        let budget = fixture.done(Who::Lead, "update_budget", input);
        assert_fields(&budget, json!({"limit": limit, "spent": "5.00", "remaining": remaining}));
    }
}

#[test]
fn ticket_numbers_go_on_from_the_last() {
    let fixture = Fixture::new();
    let number = |given: Option<&str>| {
        let mut input = ticket();
        if let Some(given) = given {
            input["ticketNumber"] = json!(given);
        }
        fixture.done(Who::Junior, "create_ticket", input)["ticketNumber"].clone()
    };
    let first = number(None);
    assert!(first.as_str().is_some_and(|n| n.starts_with("TICKET-")), "{first}");
    let next = number(None);
    assert!(next != first);
    assert_eq!(number(Some("TICKET-5000")), "TICKET-5000");
    // As in the existing system, a number that is given need not be new.
    assert_eq!(number(Some("TICKET-5000")), "TICKET-5000");
    let mut seen = vec![first, next];
    for _ in 0..5 {
        let made = number(None);
        assert!(!seen.contains(&made), "{made} twice");
        seen.push(made);
    }
}

/// A missing field is left alone, null clears, and every field of a full update arrives.
#[test]
fn updates_change_what_they_name_and_nothing_else() {
    let fixture = Fixture::new();
    for way in ways().iter().filter(|w| matches!(w.operation.verb, Some((_, Verb::Update)))) {
        let full = way.full();
        let answer = fixture.done(Who::Chief, way.operation.name, full.clone());
        let mut sent = full.clone();
        if let Some(sent) = sent.as_object_mut() {
            // A wait is computed.
            sent.retain(|name, _| name != "id" && name != "waitTime");
        }
        assert_fields(&answer, sent);
        let nothing = fixture.done(Who::Chief, way.operation.name, json!({"id": full["id"]}));
        assert_eq!(nothing, answer, "{}", way.name);
        for (name, field) in kit::inputs::fields(&way.schema) {
            let nullable = field["type"].as_array().is_some_and(|t| t.iter().any(|t| t == "null"));
            if nullable {
                let before =
                    fixture.done(Who::Chief, way.operation.name, json!({"id": full["id"]}));
                let cleared = fixture.done(
                    Who::Chief,
                    way.operation.name,
                    json!({"id": full["id"], name: null}),
                );
                let mut expected = before;
                expected[name] = Json::Null;
                for moving in ["updatedAt", "assignee", "approver", "assignedAt"] {
                    expected[moving] = cleared[moving].clone();
                }
                assert_eq!(
                    cleared,
                    without_nulls_added(&expected, &cleared),
                    "{} {name}",
                    way.name
                );
            }
        }
    }
}

/// `expected` without members that `like` has not.
fn without_nulls_added(expected: &Json, like: &Json) -> Json {
    let mut expected = expected.clone();
    if let Some(expected) = expected.as_object_mut() {
        expected.retain(|name, _| like.get(name).is_some());
    }
    expected
}

#[test]
fn create_many_is_all_or_nothing() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    let before = (watcher.snapshot(), watcher.own());
    let with = |field: &str, value: Json| {
        let mut ticket = ticket();
        ticket[field] = value;
        ticket
    };
    for (bad, code, field) in [
        (with("subject", json!("")), Code::Validation, "items[2].subject"),
        (with("status", json!("DONE")), Code::Validation, "items[2].status"),
        (with("stranger", json!(1)), Code::Validation, "items[2].stranger"),
        (with("requestId", json!(Uuid::now_v7())), Code::Validation, "items[2].requestId"),
        (with("customerId", json!(Uuid::now_v7())), Code::NotFound, "items[2].customerId"),
        (
            with("assignedTo", json!(Side::Theirs.some("representatives"))),
            Code::NotFound,
            "items[2].assignedTo",
        ),
    ] {
        let items = json!([ticket(), ticket(), bad, with("subject", json!(5))]);
        let error = fixture.refused(
            Who::Lead,
            "create_many",
            json!({"resource": "tickets", "items": items}),
        );
        assert_eq!((error.code, error.field.as_deref()), (code, Some(field)), "{error:?}");
        assert_eq!((watcher.snapshot(), watcher.own()), before, "{field}");
    }
    let free = Side::Ours.row("users", FREE);
    let twice =
        json!({"resource": "representatives", "items": [{"userId": free}, {"userId": free}]});
    let error = fixture.refused(Who::Lead, "create_many", twice);
    assert_eq!((error.code, error.field.as_deref()), (Code::Conflict, Some("items[1].userId")));
    let refund = |amount: &str| json!({"orderId": "1", "customerId": free, "amount": amount, "reason": "OTHER", "status": "APPROVED"});
    let above = json!({"resource": "refunds", "items": [refund("1.00"), refund("100.01")]});
    let error = fixture.refused(Who::Senior, "create_many", above);
    assert_eq!((error.code, error.field.as_deref()), (Code::Forbidden, Some("items[1]")));
    assert_eq!((watcher.snapshot(), watcher.own()), before);

    let items = [ticket(), ticket(), ticket()];
    let made =
        fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": items}));
    assert_eq!(made["count"], 3);
    for id in made["ids"].as_array().expect("ids") {
        fixture.done(Who::Junior, "get_ticket", json!({"id": id}));
    }
    assert_eq!(watcher.count("desk_groups"), before.1[1] + 1, "one operation");
    assert_eq!(
        fixture.done(Who::Junior, "count_tickets", json!({})),
        json!({"byStatus": {"CLOSED": 1, "OPEN": 4}, "total": 5})
    );
}

#[test]
fn a_rows_history_says_who_when_from_and_to() {
    let fixture = Fixture::new();
    let made = fixture.done(Who::Junior, "create_ticket", ticket());
    let id = &made["id"];
    let update = |who, change: Json| {
        let mut input = change;
        input["id"] = id.clone();
        fixture.done(who, "update_ticket", input)
    };
    update(Who::Senior, json!({"priority": "HIGH", "tags": ["a", "b"]}));
    let resolved = update(Who::Lead, json!({"status": "RESOLVED"}));
    fixture.done(Who::Lead, "delete_ticket", json!({"id": id}));
    let history = fixture.done(Who::Junior, "row_history", json!({"table": "tickets", "id": id}));
    let entries = history["items"].as_array().expect("items");
    let told: Vec<_> = entries
        .iter()
        .map(|e| {
            (
                e["kind"].as_str(),
                e["operation"].as_str(),
                e["actor"]["id"].clone(),
                e["effect"].as_bool(),
            )
        })
        .collect();
    let by = |who: Who| json!(Side::Ours.row("users", who.number()));
    assert_eq!(
        told,
        [
            (Some("delete"), Some("delete_ticket"), by(Who::Lead), Some(false)),
            (Some("update"), Some("update_ticket"), by(Who::Lead), Some(false)),
            (Some("update"), Some("update_ticket"), by(Who::Senior), Some(false)),
            (Some("insert"), Some("create_ticket"), by(Who::Junior), Some(false)),
        ]
    );
    let change = |entry: usize, field: &str| {
        let changes = entries[entry]["changes"].as_array().into_iter().flatten();
        changes.clone().find(|c| c["field"] == field).map(|c| (c["from"].clone(), c["to"].clone()))
    };
    assert_eq!(change(3, "subject"), Some((Json::Null, json!("S"))));
    assert_eq!(change(3, "priority"), Some((Json::Null, json!("NORMAL"))));
    assert_eq!(change(2, "priority"), Some((json!("NORMAL"), json!("HIGH"))));
    assert_eq!(change(2, "tags"), Some((json!([]), json!(["a", "b"]))));
    assert_eq!(change(2, "subject"), None);
    assert_eq!(change(1, "status"), Some((json!("OPEN"), json!("RESOLVED"))));
    assert_eq!(change(1, "resolvedAt"), Some((Json::Null, resolved["resolvedAt"].clone())));
    assert_eq!(change(0, "status"), Some((json!("RESOLVED"), Json::Null)));
    assert!(entries.iter().all(|entry| is_now(&entry["at"])));

    // In pages, the same.
    let (mut paged, mut cursor) = (Vec::new(), Json::Null);
    loop {
        let mut input = json!({"table": "tickets", "id": id, "limit": 1});
        if !cursor.is_null() {
            input["cursor"] = cursor;
        }
        let page = fixture.done(Who::Junior, "row_history", input);
        paged.extend(page["items"].as_array().cloned().unwrap_or_default());
        cursor = page["nextCursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(paged, *entries);
    let error = fixture.refused(Who::Junior, "row_history", json!({"table": "refunds", "id": id}));
    assert_eq!(error.code, Code::NotFound);
}

/// Every delete answers the row as it was with its relations, takes what the schema says, and each
/// row taken tells so in its history.
#[test]
fn deletes_answer_the_row_and_take_what_hangs_on_it() {
    for way in ways().iter().filter(|w| matches!(w.operation.verb, Some((_, Verb::Delete)))) {
        let fixture = Fixture::new();
        let (resource, _) = way.operation.verb.expect("a resource");
        let get = domain::operations().iter().find(|o| o.verb == Some((resource, Verb::Get)));
        let get = get.expect("a get").name;
        let id = match way.name.as_str() {
            "delete_user" => Side::Ours.row("users", CUSTOMER),
            "delete_organization" => Side::Ours.organization(),
            _ => serde_json::from_value(way.full()["id"].clone()).expect("an id"),
        };
        let shown = fixture.done(Who::Chief, get, json!({"id": id}));
        let gone = fixture.done(Who::Chief, way.operation.name, json!({"id": id}));
        assert_eq!(gone, shown, "{}", way.name);
        if way.name == "delete_organization" {
            let watcher = Watcher::new(&fixture);
            let left = watcher.snapshot().0;
            for (table, rows) in left {
                let theirs = rows.keys().filter(|id| id.starts_with(&[0xbb; 4])).count();
                assert_eq!(rows.len(), theirs + usize::from(table == "organizations"), "{table}");
            }
            assert!(fixture.call(Who::Admin, "session", json!({})).is_err());
            continue;
        }
        assert_eq!(fixture.refused(Who::Chief, get, json!({"id": id})).code, Code::NotFound);
        assert_eq!(
            fixture.refused(Who::Chief, way.operation.name, json!({"id": id})).code,
            Code::NotFound
        );
    }
    let fixture = Fixture::new();
    fixture.done(Who::Admin, "delete_user", json!({"id": Side::Ours.row("users", CUSTOMER)}));
    for table in ["customer_profiles", "tickets", "escalations", "refunds"] {
        let history =
            fixture.done(Who::Junior, "row_history", json!({"table": table, "id": ours(table)}));
        assert_fields(
            &history["items"][0],
            json!({"kind": "delete", "effect": true, "operation": "delete_user"}),
        );
    }
    let record = json!({"table": "budget_usage_records", "id": ours("budget_usage_records")});
    let history = fixture.done(Who::Junior, "row_history", record);
    assert_fields(&history["items"][0], json!({"kind": "update", "effect": true}));
    assert_eq!(
        history["items"][0]["changes"],
        json!([{"field": "refundId", "from": ours("refunds"), "to": null}])
    );
    assert_eq!(fixture.done(Who::Junior, "count_tickets", json!({}))["total"], 0);

    let fixture = Fixture::new();
    let worker = Side::Ours.row("representatives", WORKER);
    fixture.done(Who::Lead, "delete_representative", json!({"id": worker}));
    let ticket = fixture.done(Who::Junior, "get_ticket", json!({"id": ours("tickets")}));
    assert_fields(&ticket, json!({"assignedTo": null, "assignee": null}));
    // A cleared reference is a change of the row like any other.
    assert!(ticket["updatedAt"].as_str() > ticket["createdAt"].as_str());
}

#[test]
fn the_last_administrator_stays() {
    let fixture = Fixture::new();
    let admin = Side::Ours.row("users", Who::Admin.number());
    for (name, input) in [
        ("delete_user", json!({"id": admin})),
        ("update_user", json!({"id": admin, "role": "CUSTOMER"})),
    ] {
        assert_eq!(fixture.refused(Who::Admin, name, input).code, Code::Conflict);
    }
}
