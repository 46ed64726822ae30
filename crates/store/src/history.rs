//! The change log, read back.

use crate::{Org, fault::fault, rewind};
use model::{Column, Error, Instant, Result, Table, Value, tables};
use rusqlite::{OptionalExtension, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// One change of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the log.
    pub seq: i64,
    /// The operation it was part of; `None` for a change made past the desk.
    pub group: Option<i64>,
    /// The operation's name.
    pub operation: Option<String>,
    /// Who did it: id and name, as far as they are known here.
    pub actor: Option<(Uuid, Option<String>)>,
    /// When.
    pub at: Instant,
    /// `insert`, `update` or `delete`.
    pub kind: String,
    /// Whether a foreign key did it, as the effect of a delete.
    pub effect: bool,
    /// What became what: for an insert from nothing, for a delete to nothing.
    pub changes: Vec<FieldChange>,
}

/// A column's value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The column.
    pub column: &'static Column,
    /// Before.
    pub from: Value,
    /// After.
    pub to: Value,
}

/// A raw entry of the log.
struct Raw {
    seq: i64,
    kind: String,
    old: HashMap<&'static str, Value>,
    entry: Entry,
}

impl Org<'_> {
    /// Every change of a row, newest first, at most `limit` of them, older than `before` if given.
    ///
    /// # Errors
    /// NOT_FOUND when this organization neither has nor had such a row.
    pub fn history(
        &self,
        table: &'static Table,
        id: Uuid,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<Entry>> {
        let live = self.values(table, id)?;
        // Read whole: what an entry made of a value stands in the next one.
        let raws = self.raw_history(table, id).map_err(fault)?;
        let mut after: HashMap<&'static str, Value> = HashMap::new();
        match &live {
            Some(values) => {
                after.extend(table.columns.iter().map(|c| c.name).zip(values.iter().cloned()))
            }
            None if !self.had(table, &raws)? => return Err(Error::not_found(table.noun)),
            None => {}
        }
        let mut entries = Vec::new();
        for raw in raws {
            let mut entry = raw.entry;
            match raw.kind.as_str() {
                "insert" => {
                    let given =
                        table.columns.iter().filter_map(|c| Some((c, after.get(c.name)?.clone())));
                    entry.changes = given
                        .filter(|(_, v)| !v.is_null())
                        .map(|(column, to)| FieldChange { column, from: Value::Null, to })
                        .collect();
                    after.clear();
                }
                "delete" => {
                    entry.changes = changes(table, &raw.old, |_| Value::Null);
                    after = raw.old;
                }
                _ => {
                    entry.changes =
                        changes(table, &raw.old, |c| after.get(c).cloned().unwrap_or(Value::Null));
                    after.extend(raw.old);
                }
            }
            if before.is_none_or(|before| raw.seq < before) {
                entries.push(entry);
            }
            if entries.len() == limit as usize {
                break;
            }
        }
        Ok(entries)
    }

    /// A row's values as it stands, or as it was when it was deleted; `None` when this organization
    /// has and had none of that id, or it was purged.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn last_seen(&self, table: &'static Table, id: Uuid) -> Result<Option<Vec<Value>>> {
        if let Some(values) = self.values(table, id)? {
            return Ok(Some(values));
        }
        let old: Option<Option<String>> = self
            .tx
            .prepare_cached(
                // Not by the index of what was deleted: of some tables that is much.
                "SELECT old FROM desk_log INDEXED BY desk_log_row_id_idx
                 WHERE row_id = ?1 AND table_name = ?2 AND kind = 'delete' ORDER BY seq DESC LIMIT 1",
            )
            .and_then(|mut find| find.query_row((id, table.name), |row| row.get(0)).optional())
            .map_err(fault)?;
        let Some(mut image) = old.flatten().map(|text| image(table, &text)) else {
            return Ok(None);
        };
        if !self.ours(table, &image)? {
            return Ok(None);
        }
        let value = |column: &Column| image.remove(column.name).unwrap_or(Value::Null);
        Ok(Some(table.columns.iter().map(value).collect()))
    }

    fn raw_history(&self, table: &'static Table, id: Uuid) -> rusqlite::Result<Vec<Raw>> {
        self.tx
            .prepare_cached(
                "SELECT l.seq, l.group_id, ifnull(g.at, l.at), l.kind, l.effect, l.old, g.operation, g.actor_id, u.name
                 FROM desk_log AS l LEFT JOIN desk_groups AS g ON g.id = l.group_id
                 LEFT JOIN users AS u ON u.id = g.actor_id AND u.organization_id = ?3
                 WHERE l.row_id = ?1 AND l.table_name = ?2 ORDER BY l.seq DESC",
            )?
            .query_map((id, table.name, self.id().uuid()), |row| raw(table, row))?
            .collect()
    }

    /// The entry at a place in the log, of a row whose values are gone. Whose it was, nothing tells any
    /// more: its group's organization has to be known.
    pub(crate) fn purged(
        &self,
        table: &'static Table,
        id: Uuid,
        seq: i64,
    ) -> rusqlite::Result<Option<Entry>> {
        let raws = self.raw_history(table, id)?;
        Ok(raws.into_iter().find(|raw| raw.seq == seq).map(|raw| raw.entry))
    }

    /// Whether a row is this organization's, or was when it was deleted.
    pub(crate) fn knows(&self, table: &'static Table, id: Uuid) -> Result<bool> {
        if self.has(table, id)? {
            return Ok(true);
        }
        let gone = self.raw_history(table, id).map_err(fault)?;
        self.had(table, &gone)
    }

    /// Whether a row that is gone was this organization's: its last image tells.
    fn had(&self, table: &'static Table, raws: &[Raw]) -> Result<bool> {
        raws.first().map_or(Ok(false), |raw| self.ours(table, &raw.old))
    }

    /// Whether a row of such an image is or was this organization's.
    fn ours(&self, table: &'static Table, image: &HashMap<&'static str, Value>) -> Result<bool> {
        let own = Value::Id(self.id().uuid());
        match table.name {
            "organizations" => Ok(image.get("id") == Some(&own)),
            "budget_usage_records" => {
                let Some(Value::Id(budget)) = image.get("budget_id") else { return Ok(false) };
                let Some(budgets) = tables::find("budgets") else { return Ok(false) };
                Ok(self.last_seen(budgets, *budget)?.is_some())
            }
            _ => Ok(image.get("organization_id") == Some(&own)),
        }
    }
}

fn changes(
    table: &'static Table,
    old: &HashMap<&'static str, Value>,
    to: impl Fn(&str) -> Value,
) -> Vec<FieldChange> {
    let changed = table.columns.iter().filter_map(|c| Some((c, old.get(c.name)?.clone())));
    changed
        .map(|(column, from)| FieldChange { column, from, to: to(column.name) })
        .filter(|change| change.from != change.to)
        .collect()
}

fn raw(table: &'static Table, row: &Row<'_>) -> rusqlite::Result<Raw> {
    let old: Option<String> = row.get(5)?;
    let actor: Option<Uuid> = row.get(7)?;
    let name: Option<String> = row.get(8)?;
    let (seq, kind): (i64, String) = (row.get(0)?, row.get(3)?);
    Ok(Raw {
        seq,
        old: old.map(|text| image(table, &text)).unwrap_or_default(),
        entry: Entry {
            seq,
            group: row.get(1)?,
            operation: row.get(6)?,
            actor: actor.map(|id| (id, name)),
            at: Instant(row.get::<_, Option<i64>>(2)?.unwrap_or_default()),
            kind: kind.clone(),
            effect: row.get(4)?,
            changes: Vec::new(),
        },
        kind,
    })
}

/// The old values of an entry.
fn image(table: &'static Table, text: &str) -> HashMap<&'static str, Value> {
    let old = rewind::old(table, text).unwrap_or_default();
    old.into_iter().map(|(place, value)| (table.columns[place].name, value)).collect()
}
