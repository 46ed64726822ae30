//! Money: what decides on a refund, what a budget holds, and what is foreseen of it. One file a rule.
//!
//! An amount is granted by one path only: [`decide`], whether it was asked for by `approve_refund` or by a
//! status given to a create or update. What it takes from a budget is a usage record; the budget's `spent`
//! and `remaining` follow by triggers, and a trigger has the last word on the limit.

mod again;
mod alert;
mod approve;
mod authority;
mod burn_down;
mod card;
mod cover;
mod decide;
mod duplicates;
mod explain;
mod request;
mod roll;

pub(crate) use again::spend_again;
pub(crate) use alert::ALERTS;
pub(crate) use burn_down::{OUTPUT as BURN_DOWN, burn_down};
pub(crate) use card::{OUTPUT as CARD, card};
pub(crate) use decide::{approve_refund, complete_refund, create, next, reject_refund, update};
pub(crate) use duplicates::{OUTPUT as DUPLICATES, check_input, check_refund};
pub(crate) use explain::{OUTPUT as EXPLANATION, explain_budget, explain_input};
pub(crate) use request::{request_input, request_refund};
pub(crate) use roll::{OUTPUT as OPENED, roll_budgets};

use model::{Record, Result, tables::Budget};
use serde_json::Value as Json;
use store::{Org, View};
use uuid::Uuid;

/// A budget without its records.
static BUDGET: View = View::new(Budget::TABLE, &[], &[]);

/// A row as it is shown, to be put into a larger answer.
fn shown(org: &Org<'_>, view: &'static View, id: Uuid) -> Result<Json> {
    let row = org.show(view, id)?;
    serde_json::from_str(&row).map_err(model::Error::internal)
}

/// Cents as money is written: `12.50`.
fn money(cents: impl Into<i128>) -> String {
    let cents = cents.into();
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}
