//! What is told of money: cards, duplicates, requests in tickets, burn-down, and the next periods.

use kit::desk::{CUSTOMER, FREE, Fixture, PURSE, Side, Who};
use model::{Code, Instant, Record as _, Value, tables};
use serde_json::{Value as Json, json};
use uuid::Uuid;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

fn at(text: &str) -> i64 {
    Instant::parse(text).map_or(0, |at| at.0)
}

/// Writes a budget as it may come from elsewhere.
fn arrived(
    fixture: &Fixture,
    kind: &str,
    period: &str,
    (from, to): (i64, i64),
    more: &[(&'static str, i64)],
) -> Json {
    fixture.write(|org| {
        let mut budget = vec![
            ("type", Value::from(kind)),
            ("period", period.into()),
            ("limit", Value::Int(10_000)),
            ("remaining", Value::Int(10_000)),
            ("period_start", Value::Int(from)),
            ("period_end", Value::Int(to)),
        ];
        for (column, value) in more {
            budget.retain(|(name, _)| name != column);
            budget.push((column, Value::Int(*value)));
        }
        org.insert(tables::Budget::TABLE, budget).map(|id| json!(id))
    })
}

fn requested(fixture: &Fixture, order: &str, amount: &str, customer: u16) -> Json {
    let customer = Side::Ours.row("users", customer);
    let refund =
        json!({"orderId": order, "customerId": customer, "amount": amount, "reason": "OTHER"});
    fixture.done(Who::Junior, "create_refund", refund)["id"].clone()
}

fn ids(rows: &Json) -> Vec<Json> {
    rows.as_array().into_iter().flatten().map(|row| row["id"].clone()).collect()
}

#[test]
fn a_refund_asked_for_in_a_ticket_knows_it() {
    let fixture = Fixture::new();
    let ticket = Side::Ours.some("tickets");
    let input = json!({"ticketId": ticket, "orderId": "A-1", "amount": "12.50", "reason": "OTHER", "notes": "Late"});
    let refund = fixture.done(Who::Junior, "request_refund", input.clone());
    assert_eq!(refund["status"], "PENDING");
    assert_eq!(refund["customerId"], json!(Side::Ours.row("users", CUSTOMER)));
    assert_eq!((&refund["amount"], &refund["notes"]), (&json!("12.50"), &json!("Late")));
    let card = fixture.done(Who::Junior, "refund_card", json!({"id": refund["id"]}));
    assert_eq!(card["ticket"]["id"], json!(ticket));
    let mut theirs = input;
    theirs["ticketId"] = json!(Side::Theirs.some("tickets"));
    assert_eq!(fixture.refused(Who::Junior, "request_refund", theirs).code, Code::NotFound);
}

#[test]
fn refunds_of_the_same_order_are_found_however_it_was_typed() {
    let fixture = Fixture::new();
    let first = requested(&fixture, "Order-7", "1.00", FREE);
    let same = requested(&fixture, " order-7\t", "2.00", CUSTOMER);
    let third = requested(&fixture, "ORDER-7", "2.00", FREE);
    let rejected = requested(&fixture, "order-7", "1.00", FREE);
    fixture.done(Who::Lead, "reject_refund", json!({"id": rejected}));
    requested(&fixture, "order-77", "1.00", FREE);
    requested(&fixture, "order -7", "1.00", FREE);
    let found = |input: Json| ids(&fixture.done(Who::Junior, "check_refund", input)["duplicates"]);
    assert_eq!(found(json!({"orderId": "oRDER-7 "})), [&third, &same, &first].map(Clone::clone));
    let customer = Side::Ours.row("users", CUSTOMER);
    let by = json!({"orderId": "order-7", "customerId": customer});
    assert_eq!(found(by), [&same, &third, &first].map(Clone::clone), "theirs first");
    let by = json!({"orderId": "order-7", "amount": "1.00"});
    assert_eq!(found(by), [&first, &third, &same].map(Clone::clone), "as much first");
    assert_eq!(found(json!({"orderId": "order-8"})), Vec::<Json>::new());
    let theirs = json!({"orderId": "order-7", "customerId": Side::Theirs.row("users", FREE)});
    assert_eq!(fixture.refused(Who::Junior, "check_refund", theirs).code, Code::NotFound);
    let card = fixture.done(Who::Junior, "refund_card", json!({"id": first}));
    assert_eq!(ids(&card["duplicates"]), [third.clone(), same]);
    assert!(ids(&card["earlier"]).contains(&third) && !ids(&card["earlier"]).contains(&first));
}

#[test]
fn the_duplicates_are_read_by_an_index() {
    let fixture = Fixture::new();
    let watcher = crate::snapshot::Watcher::new(&fixture);
    let plan: String = watcher
        .0
        .query_row(
            "EXPLAIN QUERY PLAN SELECT id FROM refunds WHERE organization_id = x'00'
               AND trim(order_id, ' ' || char(9, 10, 11, 12, 13)) COLLATE NOCASE = trim('a', ' ' || char(9, 10, 11, 12, 13))",
            [],
            |row| row.get(3),
        )
        .expect("a plan");
    assert!(plan.contains("refunds_order_idx"), "{plan}");
}

#[test]
fn a_card_says_what_an_approval_would_come_to() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    let more = [("refund_limit_per_user", 5_000), ("spent", 4_000), ("remaining", 6_000)];
    let budget = arrived(&fixture, "REFUND", "DAILY", (now - HOUR, now + HOUR), &more);
    let card = |who: Who, id: &Json| fixture.done(who, "refund_card", json!({"id": id}));
    let verdict = |who: Who, id: &Json| card(who, id)["verdict"]["code"].clone();
    let id = requested(&fixture, "1", "30.00", FREE);
    let told = card(Who::Lead, &id);
    assert_eq!(told["budget"]["id"], budget);
    assert_eq!(
        [&told["usedByCustomer"], &told["leftForCustomer"], &told["leftInBudget"]],
        ["0.00", "50.00", "60.00"]
    );
    assert_eq!(told["verdict"]["code"], "OK");
    assert!(told["verdict"]["message"].as_str().is_some_and(|m| m.contains("30.00 left")));
    assert_eq!(verdict(Who::Junior, &id), "FORBIDDEN");
    assert_eq!(verdict(Who::Admin, &id), "FORBIDDEN", "without a representative's row");
    assert_eq!(verdict(Who::Senior, &requested(&fixture, "2", "100.01", FREE)), "FORBIDDEN");
    assert_eq!(verdict(Who::Lead, &requested(&fixture, "2", "50.01", FREE)), "LIMIT_EXCEEDED");
    fixture.done(Who::Lead, "approve_refund", json!({"id": id}));
    let told = card(Who::Lead, &id);
    assert_eq!(told["verdict"]["code"], "INVALID_TRANSITION");
    assert_eq!(
        [&told["usedByCustomer"], &told["leftForCustomer"], &told["leftInBudget"]],
        ["30.00", "20.00", "30.00"]
    );
    let other = requested(&fixture, "3", "30.01", CUSTOMER);
    assert_eq!(verdict(Who::Lead, &other), "BUDGET_EXCEEDED");
    // What the verdict says, the approval does.
    let error = fixture.refused(Who::Lead, "approve_refund", json!({"id": other}));
    assert_eq!(card(Who::Lead, &other)["verdict"]["message"], json!(error.message));
    // With the budget gone it is told of no budget, and what it had spent is nobody's.
    fixture.done(Who::Lead, "delete_budget", json!({"id": budget}));
    fixture.done(Who::Lead, "delete_budget", json!({"id": Side::Ours.row("budgets", PURSE)}));
    let told = card(Who::Lead, &other);
    assert_eq!((&told["budget"], &told["leftInBudget"]), (&Json::Null, &Json::Null));
    assert_eq!(told["verdict"]["code"], "BUDGET_EXCEEDED");
    assert_eq!(card(Who::Lead, &id)["usedByCustomer"], "0.00");
}

#[test]
fn a_burn_down_starts_at_the_opening_and_ends_at_what_is_spent() {
    let fixture = Fixture::new();
    // Midnight of four days ago; the period has ten days, half of the fifth may have passed.
    let now = Instant::now().0;
    let start = now.div_euclid(DAY) * DAY - 4 * DAY;
    let more = [("spent", 4_000), ("remaining", 6_000)];
    let budget = arrived(&fixture, "REFUND", "MONTHLY", (start, start + 10 * DAY), &more);
    let id: Uuid = budget.as_str().and_then(|id| id.parse().ok()).expect("an id");
    fixture.write(|org| {
        // Before the period, in its first day, and in its third.
        for (off, cents) in [(-DAY, 500), (HOUR, 700), (2 * DAY, 100), (2 * DAY + HOUR, 900)] {
            let record = vec![
                ("budget_id", id.into()),
                ("amount", Value::Int(cents)),
                ("created_at", Value::Int(start + off)),
            ];
            org.insert(tables::BudgetUsageRecord::TABLE, record)?;
        }
        Ok(())
    });
    let told = fixture.done(Who::Junior, "budget_burn_down", json!({"id": budget}));
    assert_eq!((&told["opening"], &told["used"]), (&json!("18.00"), &json!("22.00")));
    let days = told["days"].as_array().expect("days");
    let spent: Vec<_> = days.iter().map(|d| d["spent"].as_str().unwrap_or_default()).collect();
    assert_eq!(spent, ["30.00", "30.00", "40.00", "40.00", "40.00"]);
    assert_eq!(days[0]["day"], json!(&Instant(start).to_string()[..10]));
    // 40.00 in what has passed, whatever part of today that is.
    let passed = (now - start) as f64;
    let near = |field: &str, expected: f64| {
        let told: f64 = told[field].as_str().and_then(|t| t.parse().ok()).expect("an amount");
        assert!((told - expected).abs() < 0.02, "{field} {told} {expected}");
    };
    near("perDay", 40.0 * DAY as f64 / passed);
    near("atEnd", 40.0 * 10.0 * DAY as f64 / passed);
    if 100.0 * passed / 40.0 < 10.0 * DAY as f64 {
        let empty = at(told["runsOutAt"].as_str().expect("an instant"));
        assert!((empty as f64 - (start as f64 + passed * 2.5)).abs() < 120e6);
    }
    // Of periods that are over, to come, or absurdly long.
    let day = |n: i64| now + n * DAY;
    let over = arrived(&fixture, "REFUND", "MONTHLY", (day(-20), day(-10)), &more);
    let told = fixture.done(Who::Junior, "budget_burn_down", json!({"id": over}));
    assert_eq!(
        (&told["atEnd"], &told["runsOutAt"], &told["perDay"]),
        (&json!("40.00"), &Json::Null, &json!("4.00"))
    );
    let later = arrived(&fixture, "REFUND", "MONTHLY", (day(10), day(20)), &more);
    let told = fixture.done(Who::Junior, "budget_burn_down", json!({"id": later}));
    assert_eq!((&told["atEnd"], &told["perDay"]), (&json!("40.00"), &json!("0.00")));
    assert_eq!(told["days"].as_array().map(Vec::len), Some(1));
    let ages = (Instant::MIN.0, i64::MAX);
    let ages = arrived(&fixture, "REFUND", "YEARLY", ages, &[("spent", 999_999_999_999)]);
    let told = fixture.done(Who::Junior, "budget_burn_down", json!({"id": ages}));
    assert_eq!(told["days"].as_array().map(Vec::len), Some(400));
    assert!(told["atEnd"].is_string());
}

#[test]
fn explanations_come_in_pages_that_add_up() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    let budget = arrived(&fixture, "REFUND", "DAILY", (now - HOUR, now + HOUR), &[]);
    for n in 0..7 {
        let id = requested(&fixture, &n.to_string(), "1.01", FREE);
        fixture.done(Who::Lead, "approve_refund", json!({"id": id}));
    }
    let (mut cursor, mut records) = (Json::Null, Vec::new());
    loop {
        let mut input = json!({"id": budget, "limit": 3});
        if !cursor.is_null() {
            input["cursor"] = cursor;
        }
        let page = fixture.done(Who::Junior, "explain_budget", input);
        assert_eq!((&page["used"], &page["spent"]), (&json!("7.07"), &json!("7.07")));
        records.extend(page["records"].as_array().cloned().unwrap_or_default());
        cursor = page["nextCursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(records.len(), 7);
    assert!(records.windows(2).all(|w| w[0]["createdAt"].as_str() >= w[1]["createdAt"].as_str()));
}

/// The periods that follow, by their last budget's period and ends.
#[test]
fn the_next_periods_keep_the_calendar() {
    for (period, from, to, expected) in [
        (
            "DAILY",
            "2025-12-30T06:00:00Z",
            "2025-12-31T06:00:00Z",
            ["2026-01-01T06:00:00", "2026-01-02T06:00:00"],
        ),
        (
            "WEEKLY",
            "2025-02-17T00:00:00Z",
            "2025-02-24T00:00:00Z",
            ["2025-03-03T00:00:00", "2025-03-10T00:00:00"],
        ),
        (
            "MONTHLY",
            "2025-01-01T00:00:00Z",
            "2025-02-01T00:00:00Z",
            ["2025-03-01T00:00:00", "2025-04-01T00:00:00"],
        ),
        (
            "MONTHLY",
            "2024-12-31T00:00:00Z",
            "2025-01-31T00:00:00Z",
            ["2025-02-28T00:00:00", "2025-03-31T00:00:00"],
        ),
        (
            "MONTHLY",
            "2024-12-15T00:00:00Z",
            "2025-01-15T00:00:00Z",
            ["2025-02-15T00:00:00", "2025-03-15T00:00:00"],
        ),
        (
            "MONTHLY",
            "2025-02-01T00:00:00Z",
            "2025-02-28T23:59:59Z",
            ["2025-03-31T23:59:59", "2025-04-30T23:59:59"],
        ),
        (
            "MONTHLY",
            "2025-01-01T00:00:00Z",
            "2025-01-31T23:59:59.999Z",
            ["2025-02-28T23:59:59", "2025-03-31T23:59:59"],
        ),
        (
            "QUARTERLY",
            "2024-08-31T00:00:00Z",
            "2024-11-30T00:00:00Z",
            ["2025-02-28T00:00:00", "2025-05-31T00:00:00"],
        ),
        (
            "YEARLY",
            "2019-01-01T00:00:00Z",
            "2020-01-01T00:00:00Z",
            ["2021-01-01T00:00:00", "2022-01-01T00:00:00"],
        ),
    ] {
        let fixture = Fixture::new();
        fixture.done(Who::Lead, "delete_budget", json!({"id": Side::Ours.some("budgets")}));
        arrived(&fixture, "CREDIT", period, (at(from), at(to)), &[]);
        let opened = fixture.done(Who::Lead, "roll_budgets", json!({}))["opened"].clone();
        let opened = opened.as_array().expect("budgets");
        let end = |n: usize| opened[n]["periodEnd"].as_str().unwrap_or_default()[..19].to_owned();
        assert_eq!([end(0), end(1)], expected, "{period} {from}");
        let mut last = Instant(at(to)).to_string();
        for budget in opened {
            assert_eq!(budget["periodStart"], json!(last), "{period} {from}");
            last = budget["periodEnd"].as_str().unwrap_or_default().to_owned();
        }
        let now = Instant::now().to_string();
        assert!(*opened[opened.len() - 1]["periodStart"].as_str().expect("a text") <= *now);
        assert!(last > now);
    }
}

#[test]
fn what_is_rolled_over_is_as_before_and_opened_once() {
    let fixture = Fixture::new();
    let now = Instant::now().0;
    let month = (now - 20 * DAY, now - 10 * DAY);
    let more = [
        ("refund_limit_per_user", 777),
        ("auto_alerts_enabled", 0),
        ("spent", 500),
        ("remaining", 9_500),
    ];
    let last = arrived(&fixture, "CREDIT", "MONTHLY", month, &more);
    // An older one of the same kind, one that still runs, and kinds that never end.
    arrived(&fixture, "CREDIT", "MONTHLY", (now - 300 * DAY, now - 270 * DAY), &[]);
    arrived(&fixture, "DISCOUNT", "DAILY", (now - HOUR, now + HOUR), &[]);
    arrived(&fixture, "DISCOUNT", "DAILY", (now - 30 * HOUR, now - 6 * HOUR), &[]);
    let thresholds = json!([{"percentage": 80, "enabled": true}]);
    let change = json!({"id": last, "alertThresholds": thresholds});
    fixture.done(Who::Lead, "update_budget", change);
    let opened = fixture.done(Who::Lead, "roll_budgets", json!({}))["opened"].clone();
    let opened = opened.as_array().expect("budgets");
    let of = |kind: &str| opened.iter().filter(|b| b["type"] == kind).collect::<Vec<_>>();
    let [next] = of("CREDIT")[..] else { panic!("{opened:?}") };
    assert_eq!(
        [&next["limit"], &next["spent"], &next["remaining"], &next["refundLimitPerUser"]],
        ["100.00", "0.00", "100.00", "7.77"]
    );
    assert_eq!(
        (&next["alertThresholds"], &next["autoAlertsEnabled"]),
        (&thresholds, &json!(false))
    );
    assert!(of("DISCOUNT").is_empty());
    // The kit's own month of January 2026.
    assert!(of("REFUND").len() >= 10);
    let again = fixture.done(Who::Lead, "roll_budgets", json!({}));
    assert_eq!(again, json!({"opened": []}));
    // A week in the year 1 is not followed by a hundred thousand others.
    arrived(
        &fixture,
        "CREDIT",
        "WEEKLY",
        (at("0001-01-01T00:00:00Z"), at("0001-01-08T00:00:00Z")),
        &[],
    );
    arrived(&fixture, "CREDIT", "YEARLY", (Instant::MIN.0, Instant::MIN.0 + DAY), &[]);
    arrived(&fixture, "CREDIT", "DAILY", (i64::MAX - DAY, i64::MAX), &[]);
    let opened = fixture.done(Who::Lead, "roll_budgets", json!({}))["opened"].clone();
    assert_eq!(opened.as_array().map(Vec::len), Some(800));
    assert_eq!(fixture.done(Who::Lead, "roll_budgets", json!({})), json!({"opened": []}));
    assert_eq!(fixture.refused(Who::Senior, "roll_budgets", json!({})).code, Code::Forbidden);
}
