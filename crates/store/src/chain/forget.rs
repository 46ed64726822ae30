//! Purging: the images in a row's entries go, their digests stay, and every seal still fits.

use super::{
    encode::{Digest, digest},
    rows::State,
};
use crate::{Org, fault::fault, spans, sync};
use model::{Error, Result, Table};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// What is kept of an entry whose old values were purged.
pub(super) struct Kept {
    /// The digest of its old values.
    pub old: Option<Digest>,
    /// The digest of the row as it left it; `None` when it left none.
    pub row: Option<Digest>,
}

impl Org<'_> {
    /// Purges a row's history: the old values in all of its entries go for good, their digests stay, so
    /// that `verify` still finds the log as it was sealed. What was purged already stays so.
    ///
    /// # Errors
    /// NOT_FOUND when this organization neither has nor had such a row.
    pub fn forget(&self, table: &'static Table, id: Uuid) -> Result<()> {
        if !self.knows(table, id)? {
            return Err(Error::not_found(table.noun));
        }
        let forget = || {
            spans::forget(&self.tx, self.id().uuid(), table, id)?;
            sync::forget(&self.tx, table, id)?;
            forget(&self.tx, table, id)
        };
        forget().map_err(fault)
    }
}

fn forget(db: &Connection, table: &Table, id: Uuid) -> rusqlite::Result<()> {
    let mut state = State::now(db, table, id.as_bytes())?;
    let mut keep =
        db.prepare_cached("INSERT OR IGNORE INTO desk_purged (seq, old, row) VALUES (?1, ?2, ?3)")?;
    let mut read = db.prepare_cached(
        "SELECT seq, kind, old FROM desk_log WHERE row_id = ?1 AND table_name = ?2 ORDER BY seq DESC",
    )?;
    let mut rows = read.query((id, table.name))?;
    while let Some(row) = rows.next()? {
        let (kind, old) = (row.get_ref(1)?.as_bytes()?, row.get_ref(2)?.as_bytes_or_null()?);
        if let Some(left) = state.left() {
            keep.execute((row.get::<_, i64>(0)?, old.map(digest), left))?;
        }
        state.back(table, kind, old);
    }
    drop(rows);
    db.prepare_cached(
        "UPDATE desk_log SET old = NULL WHERE row_id = ?1 AND table_name = ?2 AND old IS NOT NULL",
    )?
    .execute((id, table.name))?;
    Ok(())
}

/// What was kept of an entry, if it was purged.
pub(super) fn forgotten(db: &Connection, seq: i64) -> rusqlite::Result<Option<Kept>> {
    db.prepare_cached("SELECT old, row FROM desk_purged WHERE seq = ?1")?
        .query_row([seq], |row| {
            let digest = |at| row.get::<_, Option<Vec<u8>>>(at);
            let fixed = |bytes: Option<Vec<u8>>| bytes.and_then(|b| b.try_into().ok());
            Ok(Kept { old: fixed(digest(0)?), row: fixed(digest(1)?) })
        })
        .optional()
}
