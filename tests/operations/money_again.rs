//! Decisions on refunds that are undone and redone.

use crate::money::{HOUR, approve, budget, pending, sums};
use kit::desk::{CUSTOMER, FREE, Fixture, PURSE, Side, Who};
use model::{Instant, Record as _, Value, tables};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Nothing of it was done again, and each of what was skipped says why or with what it belongs.
fn stays(redone: &Json, why: &str) -> Json {
    assert_eq!(redone["changed"], 0, "{redone}");
    let skipped = redone["skipped"].as_array().cloned().unwrap_or_default();
    let reasons: Vec<_> = skipped.iter().filter_map(|row| row["reason"].as_str()).collect();
    let (others, own): (Vec<&&str>, Vec<&&str>) =
        reasons.iter().partition(|reason| reason.contains("belongs with"));
    assert!(own.len() == 1 && own[0].contains(why) && !others.is_empty(), "{redone}");
    redone["group"].clone()
}

#[test]
fn what_is_decided_again_is_decided_by_the_rules_of_now() {
    let fixture = Fixture::new();
    let held = budget(&fixture, "100.00", json!({}));
    let id = pending(&fixture, "60.00", FREE);
    let status = || fixture.done(Who::Junior, "get_refund", json!({"id": id}))["status"].clone();
    let most = |most: &str| {
        let change =
            json!({"id": Side::Ours.organization(), "settings": {"maxRefundPerUser": most}});
        fixture.done(Who::Admin, "update_organization", change);
    };
    most("60.00");
    fixture.done(Who::Senior, "approve_refund", json!({"id": id}));
    fixture.done(Who::Senior, "undo", json!({}));
    most("59.99");
    let group = stays(&fixture.done(Who::Senior, "redo", json!({})), "59.99");
    assert_eq!(status(), "PENDING");
    let again = || {
        let undone = fixture.done(Who::Senior, "undo", json!({"group": group}));
        assert_eq!(undone["changed"], 0);
        fixture.done(Who::Senior, "redo", json!({"group": group}))
    };
    // Nor is it paid from another budget than pays now.
    most("60.00");
    let now = Instant::now().0;
    let until = json!({"periodEnd": Instant(now + HOUR / 2).to_string()});
    let narrower = budget(&fixture, "100.00", until);
    stays(&again(), "another budget");
    fixture.done(Who::Lead, "delete_budget", json!({"id": narrower}));
    let redone = again();
    assert_eq!(redone["skipped"], json!([]), "{redone}");
    assert_eq!((status(), &sums(&fixture, &held)[2]), (json!("APPROVED"), &json!("60.00")));
    // Where none runs any more, none pays.
    fixture.done(Who::Senior, "undo", json!({"group": group}));
    let over = [("period_end", Value::Int(now - 1))];
    for budget in [&held, &json!(Side::Ours.row("budgets", PURSE))] {
        let budget = budget.as_str().and_then(|id| id.parse().ok()).expect("an id");
        fixture.write(|org| org.update(tables::Budget::TABLE, budget, over.to_vec()));
    }
    stays(&fixture.done(Who::Senior, "redo", json!({"group": group})), "No REFUND budget");
    assert_eq!(status(), "PENDING");
}

/// What was created together is granted as far as the money goes.
#[test]
fn of_many_decided_again_those_come_back_that_fit() {
    let fixture = Fixture::new();
    let held = budget(&fixture, "100.00", json!({"refundLimitPerUser": "50.00"}));
    let refund = |customer: u16| {
        json!({"orderId": Uuid::now_v7(), "customerId": Side::Ours.row("users", customer),
            "amount": "20.00", "reason": "OTHER", "status": "APPROVED"})
    };
    let items: Vec<_> = [FREE, CUSTOMER, FREE, CUSTOMER].map(refund).into();
    fixture.done(Who::Lead, "create_many", json!({"resource": "refunds", "items": items}));
    fixture.done(Who::Lead, "undo", json!({}));
    assert_eq!(sums(&fixture, &held)[2], "0.00");
    // Of the one customer one more fits, of the other two.
    let other = pending(&fixture, "20.00", FREE);
    fixture.done(Who::Senior, "approve_refund", json!({"id": other}));
    let redone = fixture.done(Who::Lead, "redo", json!({}));
    assert_eq!(redone["skipped"].as_array().map(Vec::len), Some(2), "{redone}");
    assert_eq!(sums(&fixture, &held)[2], "80.00");
    let listed = fixture.done(
        Who::Junior,
        "list_refunds",
        json!({"filter": {"amount": {"gte": "20.00", "lte": "20.00"}}}),
    );
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(4));
    assert_eq!(fixture.desk.verify().expect("verified").faults, Vec::<String>::new());
}

/// Undoing an approval gives the money back; redoing takes it only where it is still there.
#[test]
fn undoing_and_redoing_move_the_money_too() {
    let fixture = Fixture::new();
    let thresholds = json!([{"percentage": 50, "enabled": true}]);
    let held = budget(
        &fixture,
        "100.00",
        json!({"refundLimitPerUser": "60.00", "alertThresholds": thresholds}),
    );
    let alerts = || {
        let input = json!({"filter": {"budgetId": held}});
        fixture.done(Who::Junior, "list_budget_alerts", input)["items"].as_array().map(Vec::len)
    };
    let back = |name: &str| fixture.done(Who::Lead, name, json!({}));
    let status =
        |id: &Json| fixture.done(Who::Junior, "get_refund", json!({"id": id}))["status"].clone();
    let first = pending(&fixture, "60.00", FREE);
    let second = pending(&fixture, "30.00", FREE);
    let other = pending(&fixture, "50.00", CUSTOMER);
    approve(&fixture, &first);
    assert_eq!((sums(&fixture, &held)[2].clone(), alerts()), (json!("60.00"), Some(1)));
    back("undo");
    assert_eq!(sums(&fixture, &held), ["0.00", "0.00", "0.00", "100.00"].map(Json::from));
    assert_eq!((status(&first), alerts()), (json!("PENDING"), Some(0)));
    back("redo");
    assert_eq!(sums(&fixture, &held), ["0.00", "60.00", "60.00", "40.00"].map(Json::from));
    assert_eq!((status(&first), alerts()), (json!("APPROVED"), Some(1)));
    back("undo");
    // Somebody else grants the customer something meanwhile, then somebody else again.
    fixture.done(Who::Senior, "approve_refund", json!({"id": second}));
    let group = stays(&back("redo"), "60.00 that one customer");
    fixture.done(Who::Senior, "undo", json!({}));
    fixture.done(Who::Senior, "approve_refund", json!({"id": other}));
    let again = || {
        let named = json!({"group": group});
        assert_eq!(fixture.done(Who::Lead, "undo", named.clone())["changed"], 0);
        fixture.done(Who::Lead, "redo", named)
    };
    stays(&again(), "spent 50.00 of its 100.00");
    assert_eq!(sums(&fixture, &held), ["0.00", "50.00", "50.00", "50.00"].map(Json::from));
    assert_eq!((status(&first), alerts()), (json!("PENDING"), Some(1)));
    // What somebody else gave back is there again.
    fixture.done(Who::Senior, "undo", json!({}));
    let redone = again();
    assert_eq!(redone["skipped"], json!([]), "{redone}");
    assert_eq!((status(&first), alerts()), (json!("APPROVED"), Some(1)));
    assert_eq!(sums(&fixture, &held)[2], "60.00");
}
