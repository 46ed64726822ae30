//! Budgets: what may be spent in a period.

use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Error, Record, Result,
    tables::{Budget, BudgetUsageRecord},
};
use store::{Children, Org, View};

/// Budgets.
pub static BUDGETS: Resource = Resource {
    plural: "budgets",
    view: View::new(
        Budget::TABLE,
        &[],
        &[Children {
            name: "usageRecords",
            table: BudgetUsageRecord::TABLE,
            column: "budget_id",
            newest: "created_at",
            limit: 20,
        }],
    ),
    create: &[
        required("type"),
        required("period"),
        required("limit").at_least(0),
        required("period_start"),
        required("period_end"),
        optional("alert_thresholds").rule(Rule::Thresholds),
        optional("auto_alerts_enabled"),
        optional("refund_limit_per_user").at_least(0),
    ],
    update: &[
        optional("limit").at_least(0),
        optional("alert_thresholds").rule(Rule::Thresholds),
        optional("auto_alerts_enabled"),
        optional("refund_limit_per_user").at_least(0),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "period_start", "period_end", "limit", "spent", "remaining", "type"],
    rules: Rules { create, update, ..Rules::NONE },
};

fn create(_: &Org<'_>, draft: &mut Draft) -> Result<()> {
    if draft.int("period_end") <= draft.int("period_start") {
        return Err(Error::validation("periodEnd", "periodEnd must be after periodStart."));
    }
    draft.set("remaining", draft.int("limit").unwrap_or_default());
    Ok(())
}

/// What remains is always the limit less what was spent, also where that is less than nothing.
fn update(org: &Org<'_>, id: uuid::Uuid, draft: &mut Draft) -> Result<()> {
    if let Some(limit) = draft.int("limit") {
        let before: Budget = org.row(id.into())?;
        let remaining = limit - before.spent.scaled();
        if model::Money::<12>::from_scaled(remaining).is_none() {
            return Err(Error::validation(
                "limit",
                "limit less what was spent must stay within 12 digits.",
            ));
        }
        draft.set("remaining", remaining);
    }
    Ok(())
}
