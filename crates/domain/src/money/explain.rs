//! Where every cent of a budget's `spent` comes from.

use super::money;
use crate::{Input, Param, Shape};
use model::{
    Record, Result, Type,
    tables::{Budget, BudgetUsageRecord, Refund},
};
use serde_json::{Value as Json, json};
use store::{Org, Relation, Select, Sort, View};

use super::alert::of_budget;

pub(crate) const OUTPUT: &str = "BudgetExplanation";

/// A usage record with the refund it is of.
static RECORD: View = View::new(
    BudgetUsageRecord::TABLE,
    &[Relation {
        name: "refund",
        column: "refund_id",
        table: Refund::TABLE,
        key: "id",
        relations: &[],
    }],
    &[],
);

pub(crate) fn explain_input() -> Shape {
    Shape::of([
        Param::row("id", Budget::TABLE.name),
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: None }),
    ])
}

/// `spent` as opening and `used`, the sum of all usage records, and a page of these, newest first.
pub(crate) fn explain_budget(org: &Org<'_>, input: Input) -> Result<String> {
    let budget: Budget = org.row(input.id("id")?)?;
    let spending = org.spending(budget.id)?;
    let page = org.page(&Select {
        view: &RECORD,
        filter: of_budget(budget.id).into(),
        sort: Sort { column: "created_at", descending: true },
        limit: input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50),
        offset: 0,
        cursor: input.text("cursor").map(str::to_owned),
    })?;
    let page: Json = serde_json::from_str(&page).map_err(model::Error::internal)?;
    let explained = json!({
        "opening": money(spending.opening),
        "used": money(spending.used),
        "spent": budget.spent.to_string(),
        "records": page["items"],
        "nextCursor": page["nextCursor"],
    });
    Ok(explained.to_string())
}
