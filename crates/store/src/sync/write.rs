//! Writing rows as they were taken over.

use super::{
    Key, Side,
    fit::{home, taken, uniques},
};
use crate::{
    Changes,
    fault::{damaged, fault},
    rewind,
};
use model::{Error, Record as _, Result, Table, Value, tables};

/// What is to be done to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// It comes: its values in the order of the columns.
    Insert(Vec<Value>),
    /// These columns, by their places, get these values.
    Update(Vec<(usize, Value)>),
    /// It goes.
    Delete,
    /// It goes, as the hub's foreign keys took it along with a row that goes too: it comes back with that one.
    Follow,
}

/// What became of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is done. With a deleted row went these, by their foreign keys: as they were.
    Done(Vec<(Key, Vec<Value>)>),
    /// This file cannot hold it now, as that sentence says. Nothing was changed.
    Unfit(String),
}

impl Side<'_> {
    /// Writes a row as it was taken over, as one entry of the log; with a delete, after those of what goes with it.
    /// What a row refers to has to be there before it.
    ///
    /// # Errors
    /// INTERNAL when a row is to come that is there, or to change or go that is not; and when the file cannot be
    /// written. Then nothing of the transaction may stand.
    pub fn write(&mut self, key: Key, write: &Write) -> Result<Written> {
        let table = super::table(key)?;
        let here = self.row(table, key.1)?;
        let before = self.end()?;
        let unfit = match (write, here) {
            (Write::Insert(row), None) => self.insert(key, table, row)?,
            (Write::Update(columns), Some(here)) => self.update(key, table, &here, columns)?,
            (Write::Delete, Some(_)) => self.org.delete(table, key.1).map(|()| None)?,
            (Write::Follow, Some(_)) => {
                self.org.run("UPDATE desk_context SET depth = 1", &[])?;
                self.org.delete(table, key.1)?;
                self.org.run("UPDATE desk_context SET depth = 0", &[]).map(|_| None)?
            }
            (Write::Insert(_), Some(_)) => return Err(astray(key, "is there already")),
            (Write::Update(_) | Write::Delete | Write::Follow, None) => {
                return Err(astray(key, "is not there"));
            }
        };
        if let Some(why) = unfit {
            return Ok(Written::Unfit(why));
        }
        self.passed(before)?;
        if self.end()? == before {
            self.nothing(key)?;
        }
        let mut gone = match write {
            Write::Delete | Write::Follow => self.gone_since(before)?,
            Write::Insert(_) | Write::Update(_) => Vec::new(),
        };
        gone.retain(|(other, _)| *other != key);
        Ok(Written::Done(gone))
    }

    fn insert(&self, key: Key, table: &'static Table, row: &[Value]) -> Result<Option<String>> {
        if row.len() != table.columns.len() || row.first() != Some(&Value::Id(key.1)) {
            return Err(astray(key, "is to come with another row's values"));
        }
        if let Some(why) = self.misfit(table, row)? {
            return Ok(Some(why));
        }
        for column in uniques(table) {
            let place = table.position(column.name).unwrap_or_default();
            if self.holder(key, column, &row[place])?.is_some() {
                return Ok(Some(taken(table, column)));
            }
        }
        let mut row = row.to_vec();
        if let Some((place, rest)) = rest(table, &row) {
            row[place] = rest;
        }
        let given: Changes = table.columns.iter().map(|column| column.name).zip(row).collect();
        self.org.insert(table, given).map(|_| None)
    }

    fn update(
        &mut self,
        key: Key,
        table: &'static Table,
        here: &[Value],
        columns: &[(usize, Value)],
    ) -> Result<Option<String>> {
        let mut changes: Changes = Vec::with_capacity(columns.len());
        for (place, value) in columns {
            let column = table.columns.get(*place);
            let column = column.ok_or_else(|| astray(key, "has no such column"))?;
            if [home(table), "id"].contains(&column.name) && here[*place] != *value {
                let what = column.json_name();
                return Ok(Some(format!("The {}'s {what} never changes.", table.noun)));
            }
            if let Some(why) = self.unheld(table, column, value)? {
                return Ok(Some(why));
            }
            changes.push((column.name, value.clone()));
        }
        if changes.is_empty() {
            return Err(astray(key, "is to change in nothing"));
        }
        let mut others = Vec::new();
        for column in uniques(table) {
            let Some((place, value)) = columns.iter().find(|(p, _)| table.columns[*p] == *column)
            else {
                continue;
            };
            let Some(holder) = self.holder(key, column, value)? else { continue };
            if !self.passes((table.name, holder), *place, value)? {
                return Ok(Some(taken(table, column)));
            }
            others.push((*place, holder));
        }
        // Only now: whatever is refused has changed nothing.
        for (place, holder) in others {
            self.pass(key, (table.name, holder), place, &here[place])?;
        }
        let mut row = here.to_vec();
        columns.iter().for_each(|(place, value)| row[*place] = value.clone());
        if let Some((place, rest)) = rest(table, &row) {
            let name = table.columns[place].name;
            changes.retain(|(other, _)| *other != name);
            changes.push((name, rest));
        }
        self.org.set(table, key.1, changes)?;
        Ok(None)
    }

    /// An entry of an update that came to nothing, as only what is computed was to change. What was decided about
    /// the row counts on its place in the log.
    fn nothing(&self, key: Key) -> Result<()> {
        let entry = "INSERT INTO desk_log (group_id, table_name, row_id, kind, effect, old)
             SELECT group_id, ?1, ?2, 'update', 0, '{}' FROM desk_context";
        self.org.run(entry, &[key.0.into(), Value::Id(key.1)]).map(drop)
    }

    /// The rows that foreign keys deleted since, as they were.
    fn gone_since(&self, before: i64) -> Result<Vec<(Key, Vec<Value>)>> {
        let read = || {
            self.org
                .tx
                .prepare_cached(
                    "SELECT table_name, row_id, old FROM desk_log WHERE seq > ?1 AND kind = 'delete' AND effect ORDER BY seq",
                )?
                .query_map([before], |row| {
                    let table = tables::find(row.get_ref(0)?.as_str()?);
                    let (id, old) = (row.get(1)?, row.get::<_, String>(2)?);
                    Ok(table.and_then(|table| Some(((table.name, id), image(table, &old)?))))
                })?
                .collect::<rusqlite::Result<Option<Vec<_>>>>()
        };
        read().map_err(fault)?.ok_or_else(|| damaged("what a delete took along"))
    }
}

/// What a budget has left, which follows from its other columns: what was added here and there since tells it,
/// not who wrote it last. `None` for other tables, and where it could not be held.
fn rest(table: &'static Table, row: &[Value]) -> Option<(usize, Value)> {
    if table.name != tables::Budget::NAME {
        return None;
    }
    let number = |name| match table.position(name).and_then(|place| row.get(place)) {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    };
    let place = table.position("remaining")?;
    let rest = Value::Int(number("limit")?.checked_sub(number("spent")?)?);
    table.columns[place].holds(rest.as_ref()).then_some((place, rest))
}

/// A whole row from an entry's old values.
fn image(table: &Table, old: &str) -> Option<Vec<Value>> {
    let mut row = vec![Value::Null; table.columns.len()];
    for (place, value) in rewind::old(table, old)? {
        row[place] = value;
    }
    Some(row)
}

/// What must never happen: the row was looked at in the same transaction.
fn astray(key: Key, what: &str) -> Error {
    Error::internal(format!(
        "A row of {} ({}) was pulled that {what}. Nothing was changed.",
        key.0, key.1
    ))
}
