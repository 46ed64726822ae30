//! All that a decision on a refund is made from, on one card.

use super::{
    BUDGET,
    alert::{ALERTS, of_budget},
    authority::may_decide,
    cover::{budget_now, covers, no_budget},
    decide::step,
    duplicates::duplicates,
    money, shown,
};
use crate::{
    Input,
    resource::Draft,
    resources::{REFUNDS, TICKETS},
};
use model::{
    Error, Result, Value,
    tables::{Budget, BudgetUsageRecord, Refund, RefundOrigin, RefundStatus},
};
use serde_json::{Value as Json, json};
use store::{Filter, Org, Select, Sort, Test};

pub(crate) const OUTPUT: &str = "RefundCard";

/// The refund; its budget (the one that paid, or would pay now) with what is left in it; whether it could be
/// approved now, as `approve_refund` would say; refunds of the same order; the customer's five newest others;
/// its ticket; the budget's alerts.
pub(crate) fn card(org: &Org<'_>, input: Input) -> Result<String> {
    let refund: Refund = org.row(input.id("id")?)?;
    let budget = budget_of(org, &refund)?;
    let (mut used, mut left_for_customer, mut left_in_budget) = (0, None, None);
    let (mut budget_shown, mut alerts) = (Json::Null, json!([]));
    if let Some(budget) = &budget {
        used = org.used_by(budget.id, refund.customer_id)?;
        let limit = budget.refund_limit_per_user;
        left_for_customer = limit.map(|limit| money((limit.scaled() - used).max(0)));
        left_in_budget = Some(budget.remaining.to_string());
        budget_shown = shown(org, &BUDGET, budget.id.uuid())?;
        alerts = newest(org, &ALERTS, of_budget(budget.id).into(), 50)?;
    }
    let verdict = match verdict(org, &refund, budget.as_ref()) {
        Ok(message) => json!({"code": "OK", "message": message}),
        Err(error) => json!({"code": error.code, "message": error.message}),
    };
    let customer = Value::Id(refund.customer_id.uuid());
    let theirs = vec![Filter { column: "customer_id", test: Test::In(vec![customer]) }];
    let mut earlier = newest(org, &REFUNDS, theirs, 6)?;
    if let Some(earlier) = earlier.as_array_mut() {
        earlier.retain(|r| r["id"] != json!(refund.id.to_string()));
        earlier.truncate(5);
    }
    let origin = Value::Id(refund.id.uuid());
    let origin = [Filter { column: "refund_id", test: Test::In(vec![origin]) }];
    let origin = org.find::<RefundOrigin>(&origin, 1)?.pop();
    let ticket = origin.map(|origin| shown(org, &TICKETS.view, origin.ticket_id.uuid()));
    let (customer, amount) = (Some(refund.customer_id), Some(refund.amount.scaled()));
    let card = json!({
        "refund": shown(org, &REFUNDS.view, refund.id.uuid())?,
        "budget": budget_shown,
        "usedByCustomer": money(used),
        "leftForCustomer": left_for_customer,
        "leftInBudget": left_in_budget,
        "verdict": verdict,
        "duplicates": duplicates(org, &refund.order_id, Some(refund.id), customer, amount)?,
        "earlier": earlier,
        "ticket": ticket.transpose()?,
        "alerts": alerts,
    });
    Ok(card.to_string())
}

/// The budget that paid, or that would pay now.
fn budget_of(org: &Org<'_>, refund: &Refund) -> Result<Option<Budget>> {
    let own = Value::Id(refund.id.uuid());
    let own = [Filter { column: "refund_id", test: Test::In(vec![own]) }];
    match org.find::<BudgetUsageRecord>(&own, 1)?.pop() {
        Some(record) => org.row(record.budget_id).map(Some),
        None => budget_now(org),
    }
}

/// What approving it now would come to.
fn verdict(org: &Org<'_>, refund: &Refund, budget: Option<&Budget>) -> Result<String> {
    step(refund.status, RefundStatus::Approved)?;
    may_decide(org, refund.amount)?;
    super::authority::approver(org, refund, &Draft::default())?;
    let budget = budget.ok_or_else(|| no_budget(org, refund.amount))?;
    covers(org, budget, refund.customer_id, refund.amount)?;
    let left = budget.remaining.scaled() - refund.amount.scaled();
    Ok(format!("{} can be approved; the budget then has {} left.", refund.amount, money(left)))
}

fn newest(
    org: &Org<'_>,
    of: &'static crate::Resource,
    filter: Vec<Filter>,
    limit: u32,
) -> Result<Json> {
    let sort = Sort { column: "created_at", descending: true };
    let page =
        org.page(&Select { view: &of.view, filter, sort, limit, offset: 0, cursor: None })?;
    let mut page: Json = serde_json::from_str(&page).map_err(Error::internal)?;
    Ok(page["items"].take())
}
