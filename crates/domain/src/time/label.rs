//! What a row is called, in a few words, for reports and lists.

use crate::{Input, Param, Shape};
use model::{Error, Instant, Result, Table, Type, Value, tables};
use serde_json::json;
use store::Org;
use uuid::Uuid;

pub(crate) const OUTPUT: &str = "{ table: string; id: string; label: string }";

/// The longest piece of a text that is shown.
const LONGEST: usize = 60;

pub(crate) fn input() -> Shape {
    let names = tables::every().map(|t| t.name).collect();
    Shape::of([Param::word("table", names).required(), Param::plain("id", Type::Uuid).required()])
}

/// What a row is called, also one that is gone.
pub(crate) fn row_label(org: &Org<'_>, input: Input) -> Result<String> {
    let table = input
        .text("table")
        .and_then(tables::find)
        .ok_or_else(|| Error::validation("table", "table is required."))?;
    let id = input.uuid("id")?;
    let row = org.last_seen(table, id)?.ok_or_else(|| Error::not_found(table.noun))?;
    Ok(json!({"table": table.name, "id": id, "label": of(org, table, &row)?}).to_string())
}

/// A few words for a row, given by its values in order: a ticket's number and subject, a customer's
/// name, a refund's order. Looks up at most two other rows, gone ones as well.
pub(super) fn of(org: &Org<'_>, table: &'static Table, row: &[Value]) -> Result<String> {
    let held = |column: &str| table.position(column).and_then(|place| row.get(place));
    let text = |column: &str| match held(column) {
        Some(Value::Text(text)) => cut(text),
        _ => String::new(),
    };
    let id = |column: &str| match held(column) {
        Some(Value::Id(id)) => Some(*id),
        _ => None,
    };
    // As an answer would show it.
    let shown = |column: &str| match (table.column(column), held(column)) {
        (Some(column), Some(value)) => match column.ty.json(value.as_ref()) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
        _ => String::new(),
    };
    let day = |column: &str| match held(column) {
        Some(Value::Int(at)) => Instant(*at).to_string().chars().take(10).collect(),
        _ => String::new(),
    };
    Ok(match table.name {
        "tickets" => format!("{} {}", text("ticket_number"), text("subject")),
        "escalations" => text("issue_description"),
        "refunds" => format!("{} {}", text("order_id"), shown("amount")),
        "representatives" | "customer_profiles" => other(org, "users", id("user_id"))?,
        "team_performance" => other(org, "representatives", id("representative_id"))?,
        "ticket_work" => other(org, "tickets", id("ticket_id"))?,
        "refund_origins" => other(org, "refunds", id("refund_id"))?,
        "budgets" => format!("{} {} {}", text("type"), text("period"), day("period_start")),
        "performance_metrics" => format!("{} {}", text("period"), day("period_start")),
        "budget_usage_records" => format!("{} {}", shown("amount"), text("reason")),
        "budget_alerts" => format!("{} %", shown("percentage")),
        "messages" => text("body"),
        _ => text("name"),
    }
    .trim()
    .to_owned())
}

/// The same for the row of that id, also when it is gone; empty when it was purged.
pub(super) fn of_row(org: &Org<'_>, table: &'static Table, id: Uuid) -> Result<String> {
    match org.last_seen(table, id)? {
        Some(row) => of(org, table, &row),
        None => Ok(String::new()),
    }
}

fn other(org: &Org<'_>, table: &str, id: Option<Uuid>) -> Result<String> {
    let (Some(table), Some(id)) = (tables::find(table), id) else { return Ok(String::new()) };
    of_row(org, table, id)
}

/// The first line, and of that no more than fits.
fn cut(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}
