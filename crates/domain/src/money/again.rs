//! Money that an undo or a redo would spend again: it is decided on as if it were asked for now.

use super::{
    authority::may_decide,
    cover::{budget_now, holds, no_budget},
};
use crate::resource::read;
use model::{
    Code, Error, Id, Money, Record, Result, Value,
    tables::{Budget, BudgetUsageRecord, Refund, RefundStatus, User},
};
use std::collections::HashMap;
use store::{Org, Reversal, Reversed, Skip};
use uuid::Uuid;

/// Skips the decisions that the acting user could not make now, and what the budget that pays now, or the
/// limit for one customer, does not cover any more.
pub(crate) fn spend_again(org: &Org<'_>, plan: &mut Reversal) -> Result<()> {
    let mut refused = Vec::new();
    for (place, row) in plan.kept().filter(|(_, row)| decides(row)) {
        let Some(Value::Int(amount)) = row.after("amount") else { continue };
        let amount = Money::from_scaled(*amount).unwrap_or(Money::ZERO);
        refused.extend(refusal(may_decide(org, amount))?.map(|why| (place, why)));
    }
    plan.skip(refused);
    let refused = not_covered(org, plan)?;
    plan.skip(refused);
    Ok(())
}

/// The usage records that come and could not be written now, and why.
fn not_covered(org: &Org<'_>, plan: &Reversal) -> Result<Vec<(usize, Skip)>> {
    let mut refused = Vec::new();
    if !plan.kept().any(|(_, row)| comes::<BudgetUsageRecord>(row)) {
        return Ok(refused);
    }
    let planned: HashMap<Uuid, &Reversed> = plan.kept().map(|(_, row)| (row.id, row)).collect();
    let mut purse = Purse { budget: budget_now(org)?, used: HashMap::new() };
    for (place, row) in plan.kept().filter(|(_, row)| comes::<BudgetUsageRecord>(row)) {
        let record: BudgetUsageRecord = read(row.to.as_deref().unwrap_or_default())?;
        // With a budget that comes back comes what it spent: nobody had that back.
        if planned.get(&record.budget_id.uuid()).is_some_and(|row| row.from.is_none()) {
            continue;
        }
        let customer = match record.refund_id {
            Some(refund) => Some(customer(org, &planned, refund)?),
            None => None,
        };
        let verdict = purse.take(org, &record, customer);
        refused.extend(refusal(verdict)?.map(|why| (place, why)));
    }
    Ok(refused)
}

/// The budget that pays now, with what this reversal has taken from it so far.
struct Purse {
    budget: Option<Budget>,
    used: HashMap<Id<User>, i64>,
}

impl Purse {
    /// Takes what a usage record takes, or refuses it as approving it anew would.
    fn take(
        &mut self,
        org: &Org<'_>,
        record: &BudgetUsageRecord,
        customer: Option<Id<User>>,
    ) -> Result<()> {
        let amount = record.amount;
        let budget = self.budget.as_mut().ok_or_else(|| no_budget(org, amount))?;
        if budget.id != record.budget_id {
            return Err(Error::new(
                Code::BudgetExceeded,
                "Refunds are paid from another budget now. Approve it anew.",
            ));
        }
        let used = match (customer, budget.refund_limit_per_user) {
            (Some(customer), Some(_)) => match self.used.get(&customer) {
                Some(used) => *used,
                None => org.used_by(budget.id, customer)?,
            },
            _ => 0,
        };
        holds(budget, used, amount)?;
        let spent = budget.spent.scaled().saturating_add(amount.scaled());
        budget.spent = Money::from_scaled(spent).unwrap_or(budget.spent);
        if let Some(customer) = customer {
            self.used.insert(customer, used.saturating_add(amount.scaled()));
        }
        Ok(())
    }
}

/// Whose a refund is: one that is there, or comes with its usage record.
fn customer(
    org: &Org<'_>,
    planned: &HashMap<Uuid, &Reversed>,
    refund: Id<Refund>,
) -> Result<Id<User>> {
    match planned.get(&refund.uuid()).and_then(|row| row.to.as_deref()) {
        Some(row) => Ok(read::<Refund>(row)?.customer_id),
        None => Ok(org.row(refund)?.customer_id),
    }
}

/// Whether a refund becomes what only a decision makes of one.
fn decides(row: &Reversed) -> bool {
    let pending = Value::from(RefundStatus::Pending.label());
    let (before, after) = (row.before("status"), row.after("status"));
    row.table.name == Refund::NAME
        && before != after
        && after.is_some_and(|after| *after != pending)
}

/// Whether it is a row of that table that comes.
fn comes<T: Record>(row: &Reversed) -> bool {
    row.table.name == T::NAME && row.from.is_none() && row.to.is_some()
}

/// Why it stays as it is, where a rule refuses it.
fn refusal(verdict: Result<()>) -> Result<Option<Skip>> {
    match verdict {
        Ok(()) => Ok(None),
        Err(error) if error.code == Code::Internal => Err(error),
        Err(error) => Ok(Some(Skip::because(error.message))),
    }
}
