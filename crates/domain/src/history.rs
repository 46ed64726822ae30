//! A row's history, from the change log.

use crate::{Input, Param, Shape};
use model::{Error, Result, Type, tables};
use serde_json::json;
use store::{Entry, Org};

pub(crate) const OUTPUT: &str = "{ items: HistoryEntry[]; nextCursor: string | null }";

pub(crate) fn input() -> Shape {
    let names = tables::every().map(|t| t.name).collect();
    Shape::of([
        Param::word("table", names).required(),
        Param::plain("id", Type::Uuid).required(),
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: Some(20) }),
    ])
}

/// Newest first; also of a row that is gone.
pub(crate) fn row_history(org: &Org<'_>, input: Input) -> Result<String> {
    let table = input
        .text("table")
        .and_then(tables::find)
        .ok_or_else(|| Error::validation("table", "table is required."))?;
    let before = match input.text("cursor").map(str::parse) {
        None => None,
        Some(Ok(seq)) => Some(seq),
        Some(Err(_)) => {
            return Err(Error::validation(
                "cursor",
                "cursor must be the nextCursor of this history.",
            ));
        }
    };
    let limit = input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50);
    let mut entries = org.history(table, input.uuid("id")?, limit + 1, before)?;
    let more = entries.len() > limit as usize;
    entries.truncate(limit as usize);
    let next = entries.last().filter(|_| more).map(|e| e.seq.to_string());
    let items: Vec<_> = entries.iter().map(entry).collect();
    Ok(json!({"items": items, "nextCursor": next}).to_string())
}

/// A change as the operations show it.
pub(crate) fn entry(entry: &Entry) -> serde_json::Value {
    let changes = entry.changes.iter().map(|c| {
        json!({
            "field": c.column.json_name(),
            "from": c.column.ty.json(c.from.as_ref()),
            "to": c.column.ty.json(c.to.as_ref()),
        })
    });
    json!({
        "seq": entry.seq,
        "group": entry.group,
        "operation": entry.operation,
        "actor": entry.actor.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        "at": entry.at.to_string(),
        "kind": entry.kind,
        "effect": entry.effect,
        "changes": changes.collect::<Vec<_>>(),
    })
}
