//! The contract by hand: the schemas could be wrong together with the check that they are made with.

use kit::{
    desk::{Fixture, Side, WORKER, Who},
    inputs::{fields, requires},
};
use model::Code;
use serde_json::{Value as Json, json};

/// An operation, the rest of its input, a field, and what that takes and refuses.
type Range = (&'static str, Json, &'static str, Vec<Json>, Vec<Json>);

/// The ranges of the contract, by hand: the schemas could be wrong together with the check.
#[test]
fn ranges_end_where_the_contract_says() {
    let representative = Side::Ours.row("representatives", WORKER);
    let ours = |table: &str| Side::Ours.some(table);
    let long = |n: usize| json!("x".repeat(n));
    let update = |table: &str| json!({"id": ours(table)});
    let worker = || json!({"id": representative});
    let cases: Vec<Range> = vec![
        (
            "update_representative",
            worker(),
            "maxChats",
            vec![json!(1), json!(50)],
            vec![json!(0), json!(51)],
        ),
        ("update_representative", worker(), "activeChats", vec![json!(0)], vec![json!(-1)]),
        (
            "update_representative",
            worker(),
            "rating",
            vec![json!("0.00"), json!("5.00"), json!("4.9")],
            vec![json!("5.01"), json!("-0.01")],
        ),
        (
            "update_ticket",
            update("tickets"),
            "sentiment",
            vec![json!("-1.00"), json!("1.00"), Json::Null],
            vec![json!("1.01"), json!("-1.01")],
        ),
        (
            "update_ticket",
            update("tickets"),
            "customerSatisfactionScore",
            vec![json!("1.0"), json!("5.0")],
            vec![json!("0.9"), json!("5.1")],
        ),
        (
            "update_ticket",
            update("tickets"),
            "estimatedResolutionTime",
            vec![json!(0)],
            vec![json!(-1)],
        ),
        (
            "update_ticket",
            update("tickets"),
            "subject",
            vec![long(1), long(500)],
            vec![long(0), long(501)],
        ),
        (
            "update_customer_profile",
            update("customer_profiles"),
            "tokenBalance",
            vec![json!(0)],
            vec![json!(-1)],
        ),
        (
            "update_customer_profile",
            update("customer_profiles"),
            "tokenLimit",
            vec![json!(0)],
            vec![json!(-1)],
        ),
        (
            "update_customer_profile",
            update("customer_profiles"),
            "activeSites",
            vec![json!(0)],
            vec![json!(-1)],
        ),
        (
            "update_customer_profile",
            update("customer_profiles"),
            "sitesLimit",
            vec![json!(1)],
            vec![json!(0)],
        ),
        (
            "update_customer_profile",
            update("customer_profiles"),
            "lifetimeValue",
            vec![json!("0.00"), json!("9999999999.99")],
            vec![json!("-0.01"), json!("10000000000.00")],
        ),
        ("update_escalation", update("escalations"), "waitTime", vec![json!(0)], vec![json!(-1)]),
        (
            "update_decision_rule",
            update("decision_rules"),
            "priority",
            vec![json!(0)],
            vec![json!(-1)],
        ),
        (
            "update_budget",
            update("budgets"),
            "limit",
            vec![json!("0.00"), json!("9999999999.99")],
            vec![json!("-0.01"), json!("10000000000.00")],
        ),
        (
            "update_budget",
            update("budgets"),
            "alertThresholds",
            vec![
                json!([{"percentage": 0, "enabled": true}]),
                json!([{"percentage": 100, "enabled": false}]),
            ],
            vec![
                json!([{"percentage": 101, "enabled": true}]),
                json!([{"percentage": -1, "enabled": true}]),
            ],
        ),
        (
            "update_organization",
            update("organizations"),
            "name",
            vec![long(1), long(255)],
            vec![long(0), long(256)],
        ),
        (
            "update_user",
            update("users"),
            "name",
            vec![long(1), long(255)],
            vec![long(0), long(256)],
        ),
        (
            "update_agent",
            update("agent_configurations"),
            "name",
            vec![long(1), long(255)],
            vec![long(0), long(256)],
        ),
        (
            "create_ticket",
            json!({"customerId": ours("users"), "subject": "S", "description": "D", "category": "OTHER"}),
            "ticketNumber",
            vec![long(1), long(50)],
            vec![long(0), long(51)],
        ),
        (
            "create_refund",
            json!({"orderId": "1", "customerId": ours("users"), "reason": "OTHER"}),
            "amount",
            vec![json!("0.01"), json!("99999999.99")],
            vec![json!("0.00"), json!("-1.00"), json!("100000000.00")],
        ),
        (
            "create_refund",
            json!({"amount": "1.00", "customerId": ours("users"), "reason": "OTHER"}),
            "orderId",
            vec![long(1), long(255)],
            vec![long(0), long(256)],
        ),
        (
            "create_budget",
            json!({"type": "REFUND", "period": "DAILY", "limit": "1.00", "periodStart": "2026-01-01T00:00:00Z"}),
            "periodEnd",
            vec![json!("2026-01-01T00:00:00.000001Z")],
            vec![json!("2026-01-01T00:00:00Z"), json!("2025-01-01T00:00:00Z")],
        ),
        (
            "list_tickets",
            json!({}),
            "limit",
            vec![json!(1), json!(500)],
            vec![json!(0), json!(501)],
        ),
    ];
    let fixture = Fixture::new();
    for (name, base, field, accepted, refused) in cases {
        let with = |value: &Json| {
            let mut input = base.clone();
            input[field] = value.clone();
            fixture.call(Who::Admin, name, input)
        };
        for value in &accepted {
            assert!(with(value).is_ok(), "{name} {field} {value}: {:?}", with(value));
        }
        for value in &refused {
            let error = with(value).err().unwrap_or_else(|| panic!("{name} {field} {value}"));
            assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some(field)));
        }
    }
    for operator in ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "contains"] {
        let value = if ["in", "nin"].contains(&operator) { json!([1, "a"]) } else { json!(1) };
        let conditions = json!([{"field": "amount", "operator": operator, "value": value}]);
        let input = json!({"id": ours("decision_rules"), "conditions": conditions});
        fixture.done(Who::Admin, "update_decision_rule", input);
    }
}

/// The fields of the contract, by hand: required ones with a star.
#[test]
fn creates_and_updates_take_the_fields_of_the_contract() {
    for (name, wanted) in [
        ("create_organization", "name* slug* admin* plan status settings metadata"),
        ("update_organization", "name plan status settings metadata"),
        ("create_user", "name* email* role*"),
        ("update_user", "name email role"),
        ("create_representative", "userId* role status activeChats maxChats rating"),
        ("update_representative", "role status activeChats maxChats rating"),
        (
            "create_customer_profile",
            "userId* tier standing lifetimeValue lastBillingDate nextBillingDate billingCycle billingAmount tokenBalance tokenLimit activeSites sitesLimit context preferences metadata",
        ),
        (
            "update_customer_profile",
            "tier standing lifetimeValue lastBillingDate nextBillingDate billingCycle billingAmount tokenBalance tokenLimit activeSites sitesLimit context preferences metadata",
        ),
        (
            "create_ticket",
            "customerId* subject* description* category* ticketNumber assignedTo conversationId status priority tags aiHandled sentiment estimatedResolutionTime internalNotes",
        ),
        (
            "update_ticket",
            "assignedTo subject description status priority category tags sentiment internalNotes customerSatisfactionScore estimatedResolutionTime actualResolutionTime",
        ),
        (
            "create_escalation",
            "conversationId* customerId* reason* issueDescription* assignedTo priority status waitTime notes aiSummary",
        ),
        ("update_escalation", "assignedTo priority status waitTime notes aiSummary"),
        ("create_refund", "orderId* customerId* amount* reason* status notes approvedBy"),
        ("update_refund", "status notes approvedBy"),
        (
            "create_budget",
            "type* period* limit* periodStart* periodEnd* alertThresholds autoAlertsEnabled refundLimitPerUser",
        ),
        ("update_budget", "limit alertThresholds autoAlertsEnabled refundLimitPerUser"),
        ("create_agent", "name* type* description* enabled status dataSources thresholds metadata"),
        ("update_agent", "name description enabled status dataSources thresholds metadata"),
        (
            "create_decision_rule",
            "name* description* priority* conditions* action* enabled actionParams",
        ),
        (
            "update_decision_rule",
            "name description priority conditions action enabled actionParams",
        ),
    ] {
        let operation = domain::find(name).expect(name);
        let schema = operation.input.schema();
        let about = ["id", "requestId", "expectedUpdatedAt"];
        let mut found: Vec<_> = fields(&schema)
            .filter(|(field, _)| !about.contains(&field.as_str()))
            .map(|(field, _)| format!("{field}{}", if requires(&schema, field) { "*" } else { "" }))
            .collect();
        let mut wanted: Vec<_> = wanted.split(' ').map(str::to_owned).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{name}");
    }
}
