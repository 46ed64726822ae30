//! What was decided about rows and columns when they were taken over.

use super::{Key, Side, table, waiting::GIVEN_UP};
use crate::{
    fault::{damaged, fault},
    sql::{self, Bound},
};
use model::{Result, Value, ValueRef};
use rusqlite::Connection;
use uuid::Uuid;

/// What was decided about a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Entries before this one tell nothing about the column any more.
    pub from: i64,
    /// What the hub had then, where that entry was made from something else.
    pub base: Option<Value>,
}

/// What was decided about a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Entries before this one tell nothing about the row any more.
    pub row: Option<i64>,
    /// Columns by their places.
    pub columns: Vec<(usize, Note)>,
}

impl Side<'_> {
    /// What was noted about a row.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn notes(&self, key: Key) -> Result<Notes> {
        let table = table(key)?;
        let read = || {
            let mut read = self.org.tx.prepare_cached(
                "SELECT column_name, from_entry, based, base FROM desk_sync_notes
                 WHERE organization_id = ?1 AND row_id = ?2 AND table_name = ?3",
            )?;
            let mut rows = read.query((self.organization(), key.1, key.0))?;
            let mut notes = Notes::default();
            while let Some(row) = rows.next()? {
                let (column, from): (String, i64) = (row.get(0)?, row.get(1)?);
                if column.is_empty() {
                    notes.row = Some(from);
                    continue;
                }
                let based: bool = row.get(2)?;
                let base = if based { Some(sql::value(row.get_ref(3)?)?.to_owned()) } else { None };
                let Some(place) = table.position(&column) else { return Ok(None) };
                notes.columns.push((place, Note { from, base }));
            }
            notes.columns.sort_by_key(|(place, _)| *place);
            Ok(Some(notes))
        };
        read().map_err(fault)?.ok_or_else(|| damaged("a note about a column"))
    }

    /// Notes this about a row, in place of what was noted before.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn note(&mut self, key: Key, notes: &Notes) -> Result<()> {
        let table = table(key)?;
        let clear = "DELETE FROM desk_sync_notes WHERE organization_id = ?1 AND row_id = ?2 AND table_name = ?3";
        let db = &self.org.tx;
        let own = self.organization();
        let write = || {
            db.prepare_cached(clear)?.execute((own, key.1, key.0))?;
            if let Some(from) = notes.row {
                insert(db, own, key, "", from, None)?;
            }
            for (place, note) in &notes.columns {
                let column = table.columns[*place].name;
                insert(db, own, key, column, note.from, note.base.as_ref())?;
            }
            Ok(())
        };
        write().map_err(fault)
    }

    /// Everything up to there is settled: notes that are about nothing else go. A row's in groups that wait stay; of
    /// theirs a column's base, which the hub has by now, goes.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn forget_notes(&mut self, settled: i64) -> Result<()> {
        let waits = format!(
            "EXISTS (SELECT 1 FROM desk_sync_waiting AS w JOIN desk_log AS l ON ifnull(l.group_id, l.seq) = w.group_id
            WHERE w.organization_id = ?1 AND NOT {GIVEN_UP} AND l.row_id = n.row_id AND l.table_name = n.table_name)"
        );
        let begins = format!(
            "EXISTS (SELECT 1 FROM desk_sync_waiting AS w JOIN desk_log AS l ON ifnull(l.group_id, l.seq) = w.group_id
            WHERE w.organization_id = ?1 AND NOT {GIVEN_UP} AND l.seq = n.from_entry)"
        );
        let run = |query: String| {
            self.org
                .tx
                .prepare_cached(&query)
                .and_then(|mut run| run.execute((self.organization(), settled)))
                .map(drop)
                .map_err(fault)
        };
        run(format!(
            "DELETE FROM desk_sync_notes AS n WHERE organization_id = ?1 AND from_entry <= ?2 AND NOT {waits}"
        ))?;
        run(format!(
            "UPDATE desk_sync_notes AS n SET from_entry = from_entry + 1, based = 0, base = NULL
             WHERE organization_id = ?1 AND from_entry <= ?2 AND based AND NOT {begins}"
        ))
    }
}

fn insert(
    db: &Connection,
    own: Uuid,
    key: Key,
    column: &str,
    from: i64,
    base: Option<&Value>,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO desk_sync_notes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute((
            own,
            key.1,
            key.0,
            column,
            from,
            base.is_some(),
            Bound(base.map_or(ValueRef::Null, Value::as_ref)),
        ))
        .map(drop)
}
