//! Alerts: a budget's thresholds that its spending has passed.

use crate::{Resource, resource::Rules};
use model::{
    Decimal, Id, Record, Result, Value,
    tables::{Budget, BudgetAlert},
};
use serde_json::Value as Json;
use store::{Filter, Org, Relation, Test, View};

/// Alerts, as they are listed.
pub(crate) static ALERTS: Resource = Resource {
    plural: "budget_alerts",
    view: View::new(
        BudgetAlert::TABLE,
        &[Relation {
            name: "budget",
            column: "budget_id",
            table: Budget::TABLE,
            key: "id",
            relations: &[],
        }],
        &[],
    ),
    create: &[],
    update: &[],
    sorted: ("created_at", true),
    sorts: &["percentage", "spent"],
    rules: Rules::NONE,
};

/// Raises an alert for each enabled threshold that the budget's spending has reached and that was not
/// alerted of in this budget before; none where automatic alerts are off.
pub(super) fn alert(org: &Org<'_>, budget: Id<Budget>) -> Result<()> {
    let budget: Budget = org.row(budget)?;
    if !budget.auto_alerts_enabled {
        return Ok(());
    }
    let alerted: Vec<BudgetAlert> = org.find(&of_budget(budget.id), u32::MAX)?;
    let mut alerted: Vec<_> = alerted.into_iter().map(|a| a.percentage).collect();
    let thresholds = budget.alert_thresholds.value();
    for threshold in thresholds.as_array().into_iter().flatten() {
        let Some(percentage) = percentage(threshold) else { continue };
        // Both sides in hundredths of a cent's hundredth.
        let reached = i128::from(budget.spent.scaled()) * 10_000
            >= i128::from(percentage.scaled()) * i128::from(budget.limit.scaled());
        if !reached || alerted.contains(&percentage) {
            continue;
        }
        alerted.push(percentage);
        let alert = vec![
            ("budget_id", Value::Id(budget.id.uuid())),
            ("percentage", percentage.scaled().into()),
            ("spent", budget.spent.scaled().into()),
            ("limit", budget.limit.scaled().into()),
        ];
        org.insert(BudgetAlert::TABLE, alert)?;
    }
    Ok(())
}

pub(super) fn of_budget(budget: Id<Budget>) -> [Filter; 1] {
    [Filter { column: "budget_id", test: Test::In(vec![Value::Id(budget.uuid())]) }]
}

/// The percentage of an enabled threshold, to the hundredth. What came from elsewhere may be of another form.
fn percentage(threshold: &Json) -> Option<Decimal<5, 2>> {
    let enabled = threshold["enabled"].as_bool()?;
    let percentage = threshold["percentage"].as_f64().filter(|p| (0.0..=100.0).contains(p))?;
    Decimal::parse(&format!("{percentage:.2}")).filter(|_| enabled)
}
