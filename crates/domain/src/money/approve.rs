//! Granting a refund.

use super::{
    alert::alert,
    authority::approver,
    cover::{budget_now, covers, no_budget},
};
use crate::resource::Draft;
use model::{
    Record, Result, Value,
    tables::{BudgetUsageRecord, Refund},
};
use store::Org;

/// What approving a refund writes, once nothing speaks against it: the refund with who approved it and when,
/// a usage record of its budget, and the alerts of the thresholds that this passes. The caller has seen to it that
/// the refund is PENDING and that the actor may decide on the amount.
pub(super) fn approve(org: &Org<'_>, before: &Refund, draft: &mut Draft) -> Result<()> {
    let approver = approver(org, before, draft)?;
    let amount = before.amount;
    let budget = budget_now(org)?.ok_or_else(|| no_budget(org, amount))?;
    covers(org, &budget, before.customer_id, amount)?;
    draft.set("approved_by", approver.uuid());
    draft.set("processed_at", org.now().0);
    let reason = before.reason;
    draft.then(move |org, refund| {
        let record = vec![
            ("budget_id", Value::Id(budget.id.uuid())),
            ("amount", amount.scaled().into()),
            ("refund_id", refund.into()),
            ("reason", reason.label().into()),
            ("approved_by", approver.uuid().into()),
        ];
        org.insert(BudgetUsageRecord::TABLE, record)?;
        alert(org, budget.id)
    });
    Ok(())
}
