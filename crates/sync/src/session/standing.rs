//! How an exchange stands, what somebody has to look at, and what they decide.

use crate::{
    desk::File,
    engine::{resolve, sides::Desk as _},
};
use model::{Class, Code, Error, Instant, Result, Table, Value, tables};
use serde_json::{Map, Value as Json, json};
use std::collections::HashSet;
use store::{
    Desk, Session,
    sync::{Connection, Decision, Disagreement, Listed, Side, Waiting, Why},
};
use uuid::Uuid;

/// How many conflicts are listed at once.
const MOST: usize = 500;
/// And how many rows of an operation.
const ROWS: usize = 20;

/// How the exchange of a connection stands, without asking the hub.
///
/// # Errors
/// NOT_FOUND when it is not connected, INTERNAL when the file cannot be read.
pub fn status(desk: &Desk, connection: &Connection) -> Result<Json> {
    let organization = connection.organization;
    let stands = desk.connected(organization)?;
    let (unfit, waiting) =
        desk.observe(organization, |side| Ok((side.unfit()?, side.waiting()?)))?;
    let unfit = unfit.iter().take(MOST);
    let refused = waiting.iter().filter(|w| matches!(w.why, Why::Quarantined(_))).count();
    // Somebody decides about a record, however many of its fields it is.
    let records = if stands.conflicts > 0 {
        let open = desk.observe(organization, |side| side.conflicts(false, MOST))?;
        open.iter().map(|listed| listed.record.key).collect::<HashSet<_>>().len()
    } else {
        0
    };
    Ok(json!({
        "hub": connection.url,
        "device": connection.device,
        "organization": organization.to_string(),
        "pulled": stands.link.cursor.is_some(),
        "pending": {"operations": stands.pending.groups, "entries": stands.pending.entries},
        "waiting": stands.waiting,
        "refused": refused,
        "records": records,
        "conflicts": stands.conflicts,
        "unfit": unfit.map(|((table, row), why)| json!({"table": table, "id": row, "reason": why})).collect::<Vec<_>>(),
        "lastSuccess": connection.last_success_at.map(|at| Instant(at).to_string()),
        "lastError": connection.last_error,
    }))
}

/// What somebody has to look at: conflicts that are not resolved, and operations that the hub refused. Each with
/// the `id` that [`resolve`](resolve()) takes.
///
/// # Errors
/// INTERNAL when the file cannot be read.
pub fn conflicts(desk: &Desk, organization: Uuid) -> Result<Json> {
    desk.observe(organization, |side| {
        let conflicts = side.conflicts(false, MOST)?;
        let mut told = Vec::new();
        for waiting in side.waiting()? {
            told.extend(refused(side, &waiting)?);
        }
        Ok(json!({
            "conflicts": conflicts.iter().map(conflict).collect::<Vec<_>>(),
            "refused": told,
        }))
    })
}

/// Which of these rows of a table were changed here in a way that the hub is yet to carry out.
///
/// # Errors
/// NOT_FOUND when the organization is not connected.
pub fn unsettled(
    desk: &Desk,
    organization: Uuid,
    table: &Table,
    ids: &[Uuid],
) -> Result<Vec<Uuid>> {
    desk.observe(organization, |side| side.unsettled(table, ids))
}

fn conflict(listed: &Listed) -> Json {
    let record = &listed.record;
    let (name, row) = record.key;
    let mut told = json!({
        "id": record.id.to_string(),
        "table": name,
        "row": row.to_string(),
        "lost": if record.mine_lost { "mine" } else { "theirs" },
        "at": Instant(record.at).to_string(),
    });
    let Some(table) = tables::find(name) else { return told };
    match &record.what {
        Disagreement::Column { column, base, mine, theirs } => {
            let column = &table.columns[*column];
            told["column"] = column.json_name().into();
            for (side, held) in [("base", base), ("mine", mine), ("theirs", theirs)] {
                told[side] = column.ty.json(held.as_ref());
            }
            told["references"] = column.references.into();
            // As `decide` has it: a status moves by its own steps, and nobody sets what is computed.
            told["accepts"] = match column.class {
                Class::Scalar | Class::Set | Class::Json | Class::Delta => {
                    json!(["mine", "theirs", "keep", "a JSON value"])
                }
                Class::State | Class::Fact | Class::Derived | Class::Follows => json!(["keep"]),
            };
        }
        Disagreement::Deleted { image } => {
            told["deleted"] = values(table, image);
            told["accepts"] = json!(["keep"]);
        }
    }
    told
}

fn values(table: &Table, row: &[Value]) -> Json {
    let pairs = table.columns.iter().zip(row);
    Json::Object(pairs.map(|(c, v)| (c.json_name(), c.ty.json(v.as_ref()))).collect::<Map<_, _>>())
}

/// An operation that the hub refused, or that waits for such a one: which it was, whose, and the rows it changed.
fn refused(side: &Side<'_>, waiting: &Waiting) -> Result<Option<Json>> {
    let (why, accepts) = match &waiting.why {
        Why::Quarantined(reason) => (reason.clone(), json!(["mine", "theirs"])),
        // Decided with the one that it waits for.
        Why::Held(by) => (json!({"waitsFor": by}), json!([])),
        Why::Stale | Why::Released | Why::Dropped | Why::Silent | Why::GivenUp => {
            return Ok(None);
        }
    };
    let operation = side.group(waiting.group)?;
    let mut rows: Vec<(&str, Uuid)> = Vec::new();
    for entry in side.entries_of(waiting.group)?.iter().filter(|entry| !entry.effect) {
        let row = (entry.table.name, entry.row);
        if rows.len() < ROWS && !rows.contains(&row) {
            rows.push(row);
        }
    }
    let rows = rows.iter().map(|(table, id)| json!({"table": table, "id": id.to_string()}));
    Ok(Some(json!({
        "id": waiting.label,
        "reason": why,
        "accepts": accepts,
        "group": waiting.group,
        "operation": operation.name,
        "at": Instant(operation.at).to_string(),
        "actor": operation.actor.map(|id| id.to_string()),
        "rows": rows.collect::<Vec<_>>(),
    })))
}

/// Decides about a conflict or a refused operation, by its id: `mine`, `theirs`, `keep`, or a JSON value for the
/// column. Of a refused operation `mine` tells it once more and `theirs` gives it up. It is carried out by `who`, and
/// reaches the others with the next exchange.
///
/// # Errors
/// NOT_FOUND when there is nothing of that id to decide, VALIDATION for a decision that it does not take.
pub fn resolve(
    desk: &Desk,
    organization: Uuid,
    who: &Session,
    id: &str,
    decision: &str,
) -> Result<()> {
    let (found, waiting) = desk.observe(organization, |side| {
        let found = Uuid::try_parse(id).ok().map(|id| side.conflict(id)).transpose()?.flatten();
        Ok((found, side.waiting()?))
    })?;
    if let Some(found) = found {
        let decision = decide(&found, decision)?;
        return desk.write(who, "resolve_conflict", |org| org.decide(found.record.id, &decision));
    }
    let Some(waiting) = waiting.into_iter().find(|waiting| waiting.label == id) else {
        let message = format!(
            "There is no \"{id}\" to decide. `grounded sync conflicts` lists what there is."
        );
        return Err(Error::new(Code::NotFound, message));
    };
    let mut file = File::begin(desk, organization)?;
    file.work(|work| match decision {
        "mine" => resolve::release(work, waiting.group),
        "theirs" => resolve::discard(work, waiting.group),
        _ => Err(Error::validation(
            "decision",
            "is mine (tell it once more) or theirs (give it up).",
        )),
    })
}

fn decide(found: &Listed, decision: &str) -> Result<Decision> {
    let plain = match decision {
        "mine" => Some(Decision::Mine),
        "theirs" => Some(Decision::Theirs),
        "keep" => Some(Decision::Keep),
        _ => None,
    };
    if let Some(plain) = plain {
        return Ok(plain);
    }
    let invalid = |why: String| {
        Error::validation("decision", format!("is mine, theirs, keep or a JSON value; {why}"))
    };
    let Disagreement::Column { column, .. } = found.record.what else {
        return Err(invalid("a deleted row is kept as it is".into()));
    };
    let table = tables::find(found.record.key.0).ok_or_else(|| Error::not_found("table"))?;
    let json: Json = serde_json::from_str(decision).map_err(|e| invalid(format!("{e}.")))?;
    table.columns[column].read(&json).map(Decision::Value).map_err(invalid)
}
