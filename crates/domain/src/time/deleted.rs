//! What deletes took: listed, brought back, purged.

use super::{hold, label, undo::skipped};
use crate::{Input, Param, Shape};
use model::{Error, Result, Table, Type, tables};
use serde_json::json;
use store::Org;

pub(crate) const LIST: &str = "{ items: DeletedRow[]; nextCursor: string | null }";
pub(crate) const RESTORED: &str = "{ restored: number; skipped: SkippedRow[] }";
pub(crate) const PURGED: &str = "{ purged: number }";

fn table() -> Param {
    // With an organization everybody goes who could bring it back.
    let names = tables::every().map(|t| t.name).filter(|name| *name != "organizations");
    Param::word("table", names.collect())
}

pub(crate) fn list_input() -> Shape {
    Shape::of([
        table(),
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: Some(20) }),
    ])
}

pub(crate) fn row_input() -> Shape {
    Shape::of([table().required(), Param::plain("id", Type::Uuid).required()])
}

pub(crate) fn purge_input() -> Shape {
    Shape::of([table(), Param::plain("id", Type::Uuid), Param::plain("before", Type::Instant)])
}

fn named(input: &Input) -> Option<&'static Table> {
    input.text("table").and_then(tables::find)
}

fn required(input: &Input) -> Result<&'static Table> {
    named(input).ok_or_else(|| Error::validation("table", "table is required."))
}

/// Rows that are gone, newest deletion first, without those that went with another.
pub(crate) fn list(org: &Org<'_>, input: Input) -> Result<String> {
    let limit = input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50);
    let before = super::place(&input)?;
    let mut rows = org.deleted(named(&input), limit + 1, before)?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.seq.to_string());
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(json!({
            "table": row.table.name,
            "id": row.id,
            "label": label::of_row(org, row.table, row.id)?,
            "at": row.at.to_string(),
            "actor": row.actor.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
            "operation": row.operation,
            "group": row.group,
            "with": row.with,
        }));
    }
    Ok(json!({"items": items, "nextCursor": next}).to_string())
}

/// The row, what went with it, and the references to it; an operation that can be undone.
pub(crate) fn restore(org: &mut Org<'_>, input: Input) -> Result<String> {
    let mut plan = org.restoration(required(&input)?, input.uuid("id")?)?;
    hold::check(org, &mut plan)?;
    let skipped = skipped(org, &plan)?;
    let restored = org.restore(&plan)?;
    Ok(json!({"restored": restored, "skipped": skipped}).to_string())
}

/// One row that is gone, with what went with it, or all that went before a moment.
pub(crate) fn purge(org: &mut Org<'_>, input: Input) -> Result<String> {
    let rows = match (input.get("id"), input.instant("before")) {
        (Some(_), None) => org.to_purge(required(&input)?, input.uuid("id")?)?,
        (None, Some(before)) if named(&input).is_none() => org.deleted_before(before)?,
        _ => {
            return Err(Error::validation("id", "Give either table and id, or before."));
        }
    };
    org.purge(&rows)?;
    Ok(json!({"purged": rows.len()}).to_string())
}
