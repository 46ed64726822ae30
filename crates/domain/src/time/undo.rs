//! Undo and redo. Both reverse a group of changes, and skip, with a report, what moved on since.

use super::{hold, label};
use crate::{Input, Param, Shape, Who, operations};
use model::{Code, Error, Result, table::camel};
use serde_json::{Value as Json, json};
use store::{Done, Org, Reversal, Role};

pub(crate) const OUTPUT: &str = "Undone";

/// The largest number that every reader of JSON holds exactly.
const LARGEST: i64 = 9_007_199_254_740_991;

pub(crate) fn input() -> Shape {
    Shape::of([group()])
}

/// An operation, by the id of its group.
pub(super) fn group() -> Param {
    Param::number("group", 1, LARGEST)
}

/// The acting user's newest operation that is not undone, or the one that is named.
pub(crate) fn undo(org: &mut Org<'_>, input: Input) -> Result<String> {
    let done = match input.number("group") {
        Some(group) => named(org, group, "undo")?,
        None => org.undoable()?.ok_or_else(|| stale("There is nothing left to undo."))?,
    };
    if done.undone {
        return Err(stale("It is undone already."));
    }
    turn(org, &done)
}

/// The acting user's operation that was undone last, if they did nothing new since, or the one that is
/// named.
pub(crate) fn redo(org: &mut Org<'_>, input: Input) -> Result<String> {
    let done = match input.number("group") {
        Some(group) => named(org, group, "redo")?,
        None => org.redoable()?.ok_or_else(|| stale("There is nothing left to redo."))?,
    };
    if !done.undone {
        return Err(stale("It is not undone."));
    }
    turn(org, &done)
}

fn stale(message: &str) -> Error {
    Error::new(Code::Stale, format!("{message} Nothing was changed."))
}

/// One's own, or as a team lead anybody's.
fn named(org: &Org<'_>, group: i64, verb: &str) -> Result<Done> {
    let done = org.operation(group)?;
    let done = done.ok_or_else(|| Error::not_found("operation to undo or redo").at("group"))?;
    if done.actor != Some(org.user().uuid()) {
        org.require(Role::TeamLead, &format!("{verb} what others did"))?;
    }
    Ok(done)
}

/// Undoing takes what doing takes, and so does redoing.
fn allow(org: &Org<'_>, done: &Done) -> Result<()> {
    let role = match operations::find(&done.operation).map(|operation| operation.who) {
        Some(Who::Anyone) => Role::JuniorSupport,
        Some(Who::AtLeast(role)) => role,
        None => Role::Admin,
    };
    org.require(role, &format!("reverse {}", done.operation.replace('_', " ")))
}

fn turn(org: &mut Org<'_>, done: &Done) -> Result<String> {
    allow(org, done)?;
    let mut plan = org.reversal(done)?;
    hold::check(org, &mut plan)?;
    let skipped = skipped(org, &plan)?;
    let changed = org.reverse(done, &plan)?;
    Ok(json!({
        "group": done.group,
        "operation": done.operation,
        "at": done.at.to_string(),
        "changed": changed,
        "skipped": skipped,
    })
    .to_string())
}

/// What stays as it is, and what comes back without something that is gone.
pub(super) fn skipped(org: &Org<'_>, plan: &Reversal) -> Result<Vec<Json>> {
    let mut report = Vec::new();
    for row in &plan.rows {
        let (reason, by, at) = match &row.skipped {
            Some(skip) => (skip.reason.clone(), skip.by.as_ref(), skip.at),
            None if row.lost.is_empty() => continue,
            None => {
                let lost =
                    row.lost.iter().map(|lost| format!("{}, {}", camel(lost.column), lost.why));
                let lost: Vec<_> = lost.collect();
                (format!("It came back without its {}.", lost.join("; ")), None, None)
            }
        };
        let image = row.from.as_ref().or(row.to.as_ref());
        report.push(json!({
            "table": row.table.name,
            "id": row.id,
            "label": label::of(org, row.table, image.map_or(&[], Vec::as_slice))?,
            "reason": reason,
            "by": by.map(|(id, name)| json!({"id": id, "name": name})),
            "at": at.map(|at| at.to_string()),
        }));
    }
    Ok(report)
}
