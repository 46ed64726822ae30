//! What was done, operation by operation.

use super::label;
use crate::{Input, Param, Shape, history};
use model::{Result, Type, tables};
use serde_json::{Map, json};
use store::{Among, GroupEntry, Org};

pub(crate) const LIST: &str = "{ items: Activity[]; nextCursor: string | null }";
pub(crate) const ENTRIES: &str = "{ items: (HistoryEntry & { table: string; id: string; label: string; purged: boolean })[]; nextCursor: string | null }";

pub(crate) fn list_input() -> Shape {
    let filter = Shape::of([
        Param::row("actor", "users").optional(),
        Param::word("table", tables::every().map(|t| t.name).collect()),
        Param::plain("operation", Type::Text { max: Some(100) }),
        Param::plain("before", Type::Instant),
        Param::plain("after", Type::Instant),
    ]);
    Shape::of([
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: Some(50) }),
        Param::object("filter", filter),
    ])
}

pub(crate) fn entries_input() -> Shape {
    Shape::of([
        super::undo::group().required(),
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: Some(20) }),
    ])
}

/// Newest first. A page may hold fewer than asked for, or none, and still have a next one: no more than
/// some thousand operations are looked at for each.
pub(crate) fn list(org: &Org<'_>, input: Input) -> Result<String> {
    let limit = input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50);
    let filter = input.object("filter");
    let text = |name: &str| filter.and_then(|f| f.text(name));
    let among = Among {
        actor: filter.and_then(|f| f.uuid("actor").ok()),
        table: text("table").and_then(tables::find),
        operation: text("operation").map(str::to_owned),
        before: filter.and_then(|f| f.instant("before")),
        after: filter.and_then(|f| f.instant("after")),
    };
    let (groups, next) = org.activity(&among, limit, input.text("cursor"))?;
    let mut items = Vec::with_capacity(groups.len());
    for group in &groups {
        let counts: Map<_, _> =
            group.tables.iter().map(|(table, n)| (table.name.to_owned(), json!(n))).collect();
        let first = match group.first {
            Some((table, id)) => {
                let label = label::of_row(org, table, id)?;
                Some(json!({"table": table.name, "id": id, "label": label}))
            }
            None => None,
        };
        items.push(json!({
            "group": group.group,
            "at": group.at.to_string(),
            "operation": group.operation,
            "actor": group.actor.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
            "changes": group.tables.iter().map(|(_, n)| n).sum::<u32>(),
            "tables": counts,
            "first": first,
            "undoable": group.origin.is_none() && !group.undone,
            "undone": group.undone,
            "origin": group.origin.filter(|origin| *origin != 0),
        }));
    }
    Ok(json!({"items": items, "nextCursor": next}).to_string())
}

/// The changes that one operation made, in their order. Of a row that was purged only that it changed is left:
/// `purged`, with no label and no values.
pub(crate) fn entries(org: &Org<'_>, input: Input) -> Result<String> {
    let group = input.number("group").unwrap_or_default();
    let limit = input.number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(50);
    let after = super::place(&input)?;
    let mut found = org.group_entries(group, limit + 1, after)?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|found| found.entry.seq.to_string());
    let mut items = Vec::with_capacity(found.len());
    for GroupEntry { table, id, entry, purged } in &found {
        let mut item = history::entry(entry);
        item["table"] = json!(table.name);
        item["id"] = json!(id);
        item["label"] = json!(label::of_row(org, table, *id)?);
        item["purged"] = json!(purged);
        items.push(item);
    }
    Ok(json!({"items": items, "nextCursor": next}).to_string())
}
