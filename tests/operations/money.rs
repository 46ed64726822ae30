//! What decides on refunds and what budgets hold, each rule and each refusal by its code.

use crate::snapshot::Watcher;
use kit::desk::{APPROVED, CUSTOMER, FREE, Fixture, PURSE, Side, WORKER, Who};
use model::{Code, Id, Instant, Record as _, Value, tables};
use serde_json::{Value as Json, json};
use uuid::Uuid;

pub(crate) const HOUR: i64 = 3_600_000_000;

/// A REFUND budget whose period began an hour ago and ends in an hour: of all it is the narrowest.
pub(crate) fn budget(fixture: &Fixture, limit: &str, more: Json) -> Json {
    let now = Instant::now().0;
    let mut input = json!({
        "type": "REFUND", "period": "DAILY", "limit": limit,
        "periodStart": Instant(now - HOUR).to_string(), "periodEnd": Instant(now + HOUR).to_string(),
    });
    for (field, value) in more.as_object().into_iter().flatten() {
        input[field] = value.clone();
    }
    fixture.done(Who::Lead, "create_budget", input)["id"].clone()
}

/// A refund that is PENDING.
pub(crate) fn pending(fixture: &Fixture, amount: &str, customer: u16) -> Json {
    let customer = Side::Ours.row("users", customer);
    let refund = json!({"orderId": Uuid::now_v7(), "customerId": customer, "amount": amount, "reason": "BILLING_ERROR"});
    fixture.done(Who::Junior, "create_refund", refund)["id"].clone()
}

pub(crate) fn approve(fixture: &Fixture, id: &Json) -> Json {
    fixture.done(Who::Lead, "approve_refund", json!({"id": id}))
}

/// What a budget is made up of: opening, used, spent, remaining.
pub(crate) fn sums(fixture: &Fixture, id: &Json) -> [Json; 4] {
    let explained = fixture.done(Who::Junior, "explain_budget", json!({"id": id}));
    let budget = fixture.done(Who::Junior, "get_budget", json!({"id": id}));
    assert_eq!(explained["spent"], budget["spent"]);
    [&explained["opening"], &explained["used"], &budget["spent"], &budget["remaining"]]
        .map(Clone::clone)
}

/// Refused by that code, with nothing written.
fn refused(fixture: &Fixture, who: Who, name: &str, input: Json, code: Code) -> model::Error {
    let watcher = Watcher::new(fixture);
    let (rows, version) = (watcher.snapshot(), watcher.version());
    let error = fixture.refused(who, name, input.clone());
    assert_eq!(error.code, code, "{name} {input}: {error:?}");
    assert!(error.message.ends_with('.'), "{error:?}");
    assert_eq!((watcher.snapshot(), watcher.version()), (rows, version), "{name} {input}");
    error
}

#[test]
fn what_is_approved_is_spent_and_explained() {
    let fixture = Fixture::new();
    let budget = budget(&fixture, "100.00", json!({}));
    let id = pending(&fixture, "30.10", FREE);
    let watcher = Watcher::new(&fixture);
    let groups = watcher.count("desk_groups");
    let input = json!({"id": id, "notes": "Granted"});
    let approved = fixture.done(Who::Lead, "approve_refund", input);
    let lead = json!(Side::Ours.row("representatives", Who::Lead.number()));
    assert_eq!(approved["status"], "APPROVED");
    assert_eq!(approved["approvedBy"], lead);
    assert_eq!(approved["notes"], "Granted");
    assert!(approved["processedAt"].is_string());
    assert_eq!(watcher.count("desk_groups"), groups + 1, "one operation");
    assert_eq!(sums(&fixture, &budget), ["0.00", "30.10", "30.10", "69.90"].map(Json::from));
    let explained = fixture.done(Who::Junior, "explain_budget", json!({"id": budget}));
    let record = &explained["records"][0];
    assert_eq!(record["amount"], "30.10");
    assert_eq!(record["refund"]["id"], id);
    assert_eq!(record["reason"], "BILLING_ERROR");
    assert_eq!(record["approvedBy"], lead);

    let completed = fixture.done(Who::Lead, "complete_refund", json!({"id": id}));
    assert_eq!(completed["status"], "COMPLETED");
    assert!(completed["processedAt"].as_str() > approved["processedAt"].as_str());
    assert_eq!(sums(&fixture, &budget)[2], "30.10", "paid out, not spent again");
    // Money that was granted stays spent when the refund is gone.
    fixture.done(Who::Lead, "delete_refund", json!({"id": id}));
    assert_eq!(sums(&fixture, &budget), ["0.00", "30.10", "30.10", "69.90"].map(Json::from));
    fixture.done(Who::Lead, "update_budget", json!({"id": budget, "limit": "20.00"}));
    assert_eq!(sums(&fixture, &budget), ["0.00", "30.10", "30.10", "-10.10"].map(Json::from));
}

/// Deleting a refund gives nobody back what they had: not the budget, not the customer.
#[test]
fn a_deleted_refund_counts_against_its_customer() {
    let fixture = Fixture::new();
    let held = budget(&fixture, "100.00", json!({"refundLimitPerUser": "60.00"}));
    let first = pending(&fixture, "40.00", FREE);
    approve(&fixture, &first);
    fixture.done(Who::Lead, "delete_refund", json!({"id": first}));
    let second = pending(&fixture, "20.01", FREE);
    let approval = json!({"id": second});
    let error = refused(&fixture, Who::Lead, "approve_refund", approval, Code::LimitExceeded);
    assert!(error.message.contains("had 40.00 of the 60.00"), "{error:?}");
    let card = fixture.done(Who::Junior, "refund_card", json!({"id": second}));
    assert_eq!(
        (&card["usedByCustomer"], &card["leftForCustomer"]),
        (&json!("40.00"), &json!("20.00"))
    );
    // Back and gone again it counts once, and nobody else's share sinks by it.
    fixture.done(Who::Lead, "restore_row", json!({"table": "refunds", "id": first}));
    for _ in 0..2 {
        let card = fixture.done(Who::Junior, "refund_card", json!({"id": second}));
        assert_eq!(card["usedByCustomer"], "40.00");
        fixture.done(Who::Lead, "delete_refund", json!({"id": first}));
        let card = fixture.done(Who::Junior, "refund_card", json!({"id": second}));
        assert_eq!(card["usedByCustomer"], "40.00");
        fixture.done(Who::Lead, "undo", json!({}));
    }
    fixture.done(Who::Lead, "delete_refund", json!({"id": first}));
    let other = pending(&fixture, "60.00", CUSTOMER);
    approve(&fixture, &other);
    assert_eq!(sums(&fixture, &held)[2], "100.00");
}

#[test]
fn the_approver_is_who_is_named_or_who_acts() {
    let fixture = Fixture::new();
    budget(&fixture, "100.00", json!({}));
    let worker = Side::Ours.row("representatives", WORKER);
    let id = pending(&fixture, "1.00", FREE);
    let error = refused(&fixture, Who::Admin, "approve_refund", json!({"id": id}), Code::Forbidden);
    assert!(error.message.contains("approvedBy"), "{error:?}");
    let none = json!({"id": id, "approvedBy": null});
    refused(&fixture, Who::Admin, "approve_refund", none, Code::Forbidden);
    let theirs = json!({"id": id, "approvedBy": Side::Theirs.some("representatives")});
    refused(&fixture, Who::Admin, "approve_refund", theirs, Code::NotFound);
    let named = json!({"id": id, "approvedBy": worker});
    let approved = fixture.done(Who::Admin, "approve_refund", named);
    assert_eq!(approved["approvedBy"], json!(worker));
    let id = pending(&fixture, "1.00", FREE);
    let approved = fixture.done(Who::Senior, "approve_refund", json!({"id": id}));
    let senior = Side::Ours.row("representatives", Who::Senior.number());
    assert_eq!(approved["approvedBy"], json!(senior));
}

/// Who asks, then the budget, then the customer's share, then what is left: in this order.
#[test]
fn each_refusal_has_its_code_and_changes_nothing() {
    let fixture = Fixture::new();
    let approval = |id: &Json| json!({"id": id});
    let large = pending(&fixture, "100.01", FREE);
    let id = pending(&fixture, "60.00", FREE);
    fixture.write(|org| org.delete(tables::Budget::TABLE, Side::Ours.row("budgets", PURSE)));
    let none = refused(&fixture, Who::Lead, "approve_refund", approval(&id), Code::BudgetExceeded);
    assert!(none.message.contains("60.00") && none.message.contains("roll_budgets"), "{none:?}");
    refused(&fixture, Who::Senior, "approve_refund", approval(&large), Code::Forbidden);
    refused(&fixture, Who::Junior, "approve_refund", approval(&id), Code::Forbidden);
    // Of another type, or of another time, is none.
    let now = Instant::now().0;
    let at = |off: i64| json!(Instant(now + off).to_string());
    budget(&fixture, "999.00", json!({"type": "COMPENSATION"}));
    budget(&fixture, "999.00", json!({"periodStart": at(-2 * HOUR), "periodEnd": at(-1)}));
    budget(&fixture, "999.00", json!({"periodStart": at(HOUR), "periodEnd": at(2 * HOUR)}));
    refused(&fixture, Who::Lead, "approve_refund", approval(&id), Code::BudgetExceeded);

    let held = budget(&fixture, "50.00", json!({"refundLimitPerUser": "59.99"}));
    let error = refused(&fixture, Who::Lead, "approve_refund", approval(&id), Code::LimitExceeded);
    assert!(error.message.contains("59.99") && error.message.contains("60.00"), "{error:?}");
    fixture.done(Who::Lead, "update_budget", json!({"id": held, "refundLimitPerUser": "60.00"}));
    let error = refused(&fixture, Who::Lead, "approve_refund", approval(&id), Code::BudgetExceeded);
    assert!(error.message.contains("50.00") && error.message.contains("60.00"), "{error:?}");
    fixture.done(Who::Lead, "update_budget", json!({"id": held, "limit": "60.00"}));
    approve(&fixture, &id);
    // To the cent, and no cent more: of the customer's, then of the budget's.
    let cent = pending(&fixture, "0.01", FREE);
    refused(&fixture, Who::Lead, "approve_refund", approval(&cent), Code::LimitExceeded);
    let cent = pending(&fixture, "0.01", CUSTOMER);
    refused(&fixture, Who::Lead, "approve_refund", approval(&cent), Code::BudgetExceeded);
    fixture.done(Who::Lead, "update_budget", json!({"id": held, "limit": "60.01"}));
    approve(&fixture, &cent);
    assert_eq!(sums(&fixture, &held)[3], "0.00");
    let nobody = json!({"id": Uuid::now_v7()});
    for name in ["approve_refund", "reject_refund", "complete_refund", "refund_card"] {
        assert_eq!(fixture.refused(Who::Lead, name, nobody.clone()).code, Code::NotFound);
    }
}

#[test]
fn a_refund_goes_its_way_and_no_other() {
    let steps = ["approve_refund", "reject_refund", "complete_refund"];
    for (status, may, becomes) in [
        ("PENDING", &["approve_refund", "reject_refund"][..], "APPROVED or REJECTED"),
        ("APPROVED", &["complete_refund"], "COMPLETED"),
        ("REJECTED", &[], "stays"),
        ("COMPLETED", &[], "stays"),
    ] {
        for step in steps {
            let fixture = Fixture::new();
            let input = json!({
                "orderId": "1", "customerId": Side::Ours.row("users", FREE), "amount": "1.00",
                "reason": "OTHER", "status": status,
            });
            let id = fixture.done(Who::Lead, "create_refund", input)["id"].clone();
            if may.contains(&step) {
                fixture.done(Who::Lead, step, json!({"id": id}));
                continue;
            }
            let error =
                refused(&fixture, Who::Lead, step, json!({"id": id}), Code::InvalidTransition);
            assert!(error.message.contains(becomes), "{step} {status}: {error:?}");
        }
        for to in ["PENDING", "APPROVED", "REJECTED", "COMPLETED"] {
            let ways = match status {
                "PENDING" => &["PENDING", "APPROVED", "REJECTED", "COMPLETED"][..],
                "APPROVED" => &["APPROVED", "COMPLETED"],
                same => &[same],
            };
            let fixture = Fixture::new();
            let input = json!({
                "orderId": "1", "customerId": Side::Ours.row("users", FREE), "amount": "1.00",
                "reason": "OTHER", "status": status,
            });
            let id = fixture.done(Who::Lead, "create_refund", input)["id"].clone();
            let change = json!({"id": id, "status": to});
            if ways.contains(&to) {
                assert_eq!(fixture.done(Who::Lead, "update_refund", change)["status"], to);
            } else {
                refused(&fixture, Who::Lead, "update_refund", change, Code::InvalidTransition);
            }
        }
    }
}

/// A status that comes with a create or update is decided on like any other.
#[test]
fn no_status_passes_by_the_budget() {
    let fixture = Fixture::new();
    let held = budget(&fixture, "100.00", json!({"refundLimitPerUser": "60.00"}));
    let refund = |amount: &str, status: &str, customer: u16| {
        json!({
            "orderId": "1", "customerId": Side::Ours.row("users", customer), "amount": amount,
            "reason": "OTHER", "status": status,
        })
    };
    for status in ["APPROVED", "COMPLETED"] {
        let asked = refund("60.01", status, FREE);
        refused(&fixture, Who::Lead, "create_refund", asked.clone(), Code::LimitExceeded);
        let many = json!({"resource": "refunds", "items": [refund("1.00", status, FREE), asked]});
        let error = refused(&fixture, Who::Lead, "create_many", many, Code::LimitExceeded);
        assert_eq!(error.field.as_deref(), Some("items[1]"));
        let id = pending(&fixture, "60.01", FREE);
        let change = json!({"id": id, "status": status});
        refused(&fixture, Who::Lead, "update_refund", change, Code::LimitExceeded);
    }
    let created = fixture.done(Who::Lead, "create_refund", refund("30.00", "COMPLETED", FREE));
    assert_eq!(created["status"], "COMPLETED");
    assert!(created["processedAt"].is_string());
    let id = pending(&fixture, "30.00", FREE);
    fixture.done(Who::Lead, "update_refund", json!({"id": id, "status": "COMPLETED"}));
    assert_eq!(sums(&fixture, &held), ["0.00", "60.00", "60.00", "40.00"].map(Json::from));
    fixture.done(Who::Lead, "create_refund", refund("40.00", "APPROVED", CUSTOMER));
    let last = refund("0.01", "APPROVED", CUSTOMER);
    refused(&fixture, Who::Lead, "create_refund", last, Code::BudgetExceeded);
    let many = json!({"resource": "refunds", "items": [refund("0.01", "REJECTED", FREE)]});
    fixture.done(Who::Lead, "create_many", many);
    assert_eq!(sums(&fixture, &held)[3], "0.00");
    // Saying again what is so already grants nothing.
    let again = json!({"id": created["id"], "status": "COMPLETED"});
    assert_eq!(fixture.done(Who::Lead, "update_refund", again), created);
}

#[test]
fn of_several_budgets_the_narrowest_pays_and_of_these_the_newest() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    let at = |off: i64| json!(Instant(now + off).to_string());
    let period =
        |from: i64, to: i64| json!({"periodStart": at(from * HOUR), "periodEnd": at(to * HOUR)});
    let wide = budget(&fixture, "9.00", period(-2, 2));
    let older = budget(&fixture, "9.00", period(-1, 2));
    let newer = budget(&fixture, "9.00", period(-2, 1));
    let wider = budget(&fixture, "9.00", period(-3, 3));
    approve(&fixture, &pending(&fixture, "1.00", FREE));
    let spent = |id: &Json| sums(&fixture, id)[2].clone();
    assert_eq!([&wide, &older, &newer, &wider].map(spent), ["0.00", "0.00", "1.00", "0.00"]);
    // One that is empty is not passed over for one that is not.
    fixture.done(Who::Lead, "update_budget", json!({"id": newer, "limit": "1.00"}));
    let id = pending(&fixture, "1.00", FREE);
    refused(&fixture, Who::Lead, "approve_refund", json!({"id": id}), Code::BudgetExceeded);
    assert_eq!(fixture.done(Who::Junior, "refund_card", json!({"id": id}))["budget"]["id"], newer);
}

#[test]
fn alerts_are_raised_once_as_thresholds_are_reached() {
    let fixture = Fixture::new();
    let thresholds = json!([
        {"percentage": 90, "enabled": true}, {"percentage": 50, "enabled": true},
        {"percentage": 60, "enabled": false}, {"percentage": 33.333, "enabled": true},
        {"percentage": 50.0, "enabled": true}, {"percentage": 100, "enabled": true},
    ]);
    let with = |auto: bool| json!({"alertThresholds": thresholds, "autoAlertsEnabled": auto});
    let held = budget(&fixture, "100.00", with(true));
    let alerts = |budget: &Json| -> Vec<(String, String)> {
        let input = json!({"filter": {"budgetId": budget}, "sort": {"field": "percentage", "direction": "asc"}});
        let page = fixture.done(Who::Junior, "list_budget_alerts", input);
        let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        let items = page["items"].as_array().into_iter().flatten();
        items.map(|a| (text(&a["percentage"]), text(&a["spent"]))).collect()
    };
    let pair = |(p, s): (&str, &str)| (p.to_owned(), s.to_owned());
    let mut expected = Vec::new();
    for (amount, raised) in [
        ("33.32", &[][..]),
        ("0.01", &[("33.33", "33.33")]),
        ("16.66", &[]),
        ("0.01", &[("50.00", "50.00")]),
        ("49.99", &[("90.00", "99.99")]),
        ("0.01", &[("100.00", "100.00")]),
    ] {
        approve(&fixture, &pending(&fixture, amount, FREE));
        expected.extend(raised.iter().copied().map(pair));
        assert_eq!(alerts(&held), expected, "after {amount}");
    }
    let quiet = budget(&fixture, "1.00", with(false));
    approve(&fixture, &pending(&fixture, "1.00", FREE));
    assert!(alerts(&quiet).is_empty());
}

/// The database has the last word, whatever a program believes.
#[test]
fn the_database_itself_refuses_to_overspend() {
    let fixture = Fixture::new();
    let held = budget(&fixture, "100.00", json!({"refundLimitPerUser": "60.00"}));
    let free = pending(&fixture, "40.00", FREE);
    let parsed = |id: &Json| id.as_str().and_then(|id| id.parse::<Uuid>().ok()).expect("an id");
    let (budget, refund) = (parsed(&held), parsed(&free));
    let admin = Id::from(Side::Ours.row("users", Who::Admin.number()));
    let session = fixture.desk.sign_in(&store::SignIn::User(admin)).expect("signed in");
    let record = |cents: i64, refund: Option<Uuid>| {
        fixture.desk.write(&session, "past the rules", |org| {
            let record = vec![
                ("budget_id", budget.into()),
                ("amount", Value::Int(cents)),
                ("refund_id", refund.map_or(Value::Null, Value::Id)),
            ];
            org.insert(tables::BudgetUsageRecord::TABLE, record)
        })
    };
    let code = |outcome: Result<Uuid, model::Error>| outcome.map(drop).map_err(|e| e.code);
    let watcher = Watcher::new(&fixture);
    let rows = watcher.snapshot();
    assert_eq!(code(record(10_001, None)), Err(Code::BudgetExceeded));
    assert_eq!(code(record(6_001, Some(refund))), Err(Code::LimitExceeded));
    assert_eq!(watcher.snapshot(), rows);
    assert_eq!(code(record(6_000, Some(refund))), Ok(()));
    assert_eq!(code(record(1, Some(refund))), Err(Code::LimitExceeded));
    assert_eq!(code(record(4_001, None)), Err(Code::BudgetExceeded));
    assert_eq!(code(record(4_000, None)), Ok(()));
    assert_eq!(sums(&fixture, &held), ["0.00", "100.00", "100.00", "0.00"].map(Json::from));
    // An error that a program goes on after does not become half a change.
    let outcome = fixture.desk.write(&session, "past the rules", |org| {
        let record = vec![("budget_id", budget.into()), ("amount", Value::Int(1))];
        let refused = org.insert(tables::BudgetUsageRecord::TABLE, record);
        assert_eq!(refused.map_err(|e| e.code), Err(Code::BudgetExceeded));
        org.update(tables::Refund::TABLE, refund, vec![("status", "APPROVED".into())])
    });
    assert!(outcome.is_err());
    assert_eq!(fixture.done(Who::Lead, "get_refund", json!({"id": free}))["status"], "PENDING");
}

#[test]
fn a_budget_that_came_overspent_grants_nothing_and_stays_explained() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    let id = fixture.write(|org| {
        let budget = vec![
            ("type", "REFUND".into()),
            ("period", "DAILY".into()),
            ("limit", Value::Int(10_000)),
            ("spent", Value::Int(12_000)),
            ("remaining", Value::Int(-2_000)),
            ("period_start", Value::Int(now - HOUR)),
            ("period_end", Value::Int(now + HOUR)),
        ];
        let id = org.insert(tables::Budget::TABLE, budget)?;
        let record = vec![("budget_id", id.into()), ("amount", Value::Int(5_000))];
        org.insert(tables::BudgetUsageRecord::TABLE, record)?;
        Ok(json!(id))
    });
    assert_eq!(sums(&fixture, &id), ["70.00", "50.00", "120.00", "-20.00"].map(Json::from));
    let cent = pending(&fixture, "0.01", FREE);
    let error =
        refused(&fixture, Who::Lead, "approve_refund", json!({"id": cent}), Code::BudgetExceeded);
    assert!(error.message.contains("0.00 is left"), "{error:?}");
    fixture.done(Who::Lead, "update_budget", json!({"id": id, "limit": "120.01"}));
    approve(&fixture, &cent);
    assert_eq!(sums(&fixture, &id), ["70.00", "50.01", "120.01", "0.00"].map(Json::from));
    let verdict = fixture.desk.verify().expect("verified");
    assert_eq!(verdict.faults, Vec::<String>::new());
    // What arrived as granted needs no budget to be paid out.
    let arrived = json!({"id": Side::Ours.row("refunds", APPROVED)});
    fixture.done(Who::Lead, "complete_refund", arrived);
    assert_eq!(sums(&fixture, &id)[2], "120.01");
}
