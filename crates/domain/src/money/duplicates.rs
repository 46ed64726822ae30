//! Refunds asked for twice.

use super::shown;
use crate::{
    Input, Param, Shape,
    field::{Rule, optional, required},
    resources::REFUNDS,
};
use model::{
    Id, Record, Result, Value,
    tables::{Refund, User},
};
use serde_json::{Value as Json, json};
use store::Org;

pub(crate) const OUTPUT: &str = "{ duplicates: Refund[] }";

/// The most that a screen shows.
const MOST: u32 = 20;

pub(crate) fn check_input() -> Shape {
    let fields = [
        required("order_id").rule(Rule::NotBlank),
        optional("customer_id"),
        optional("amount").at_least(1),
    ];
    Shape::of(fields.into_iter().map(|field| Param::column(Refund::TABLE, field, true)))
}

/// The refunds of an order that are not rejected. A customer and an amount put those first that have the same.
pub(crate) fn check_refund(org: &Org<'_>, input: Input) -> Result<String> {
    org.check_references(Refund::TABLE, &input.columns)?;
    let given = |column: &str| input.columns.iter().find(|(c, _)| *c == column).map(|(_, v)| v);
    let Some(Value::Text(order)) = given("order_id") else { return Ok(String::new()) };
    let customer = match given("customer_id") {
        Some(Value::Id(id)) => Some(Id::from(*id)),
        _ => None,
    };
    let amount = match given("amount") {
        Some(Value::Int(cents)) => Some(*cents),
        _ => None,
    };
    let found = duplicates(org, order, None, customer, amount)?;
    Ok(json!({"duplicates": found}).to_string())
}

/// The refunds of an order that are not rejected, but for `besides`: of the same customer first, then of the
/// same amount, then the newest.
pub(super) fn duplicates(
    org: &Org<'_>,
    order: &str,
    besides: Option<Id<Refund>>,
    customer: Option<Id<User>>,
    amount: Option<i64>,
) -> Result<Vec<Json>> {
    let mut found = Vec::new();
    for id in org.refunds_of_order(order, MOST + 1)? {
        if Some(id) != besides {
            found.push(org.row(id)?);
        }
    }
    found.sort_by_key(|refund: &Refund| {
        (Some(refund.customer_id) != customer, Some(refund.amount.scaled()) != amount)
    });
    found.truncate(MOST as usize);
    found.iter().map(|refund| shown(org, &REFUNDS.view, refund.id.uuid())).collect()
}
