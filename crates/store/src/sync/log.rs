//! The change log as the outbox: an organization's entries, in whole groups.

use super::{Key, PULL, Side, table};
use crate::{
    fault::{damaged, fault},
    rewind,
};
use model::{Result, Table, Value, tables};
use rusqlite::{OptionalExtension, Params, Row, Statement};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

/// What an entry did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The row came.
    Insert,
    /// Some of its columns changed.
    Update,
    /// It went.
    Delete,
}

/// An entry of the log.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its place in the log.
    pub seq: i64,
    /// The operation it was part of; of an entry that was made past the desk its own place.
    pub group: i64,
    /// The row's table.
    pub table: &'static Table,
    /// The row.
    pub row: Uuid,
    /// What it did.
    pub kind: Kind,
    /// Whether it only followed another row: a foreign key or a sum did it. What a foreign key took and was brought back with
    /// its row does not: no foreign key brings anything back.
    pub effect: bool,
    /// Whether it was taken over from the hub.
    pub pulled: bool,
    /// The values before, by the place of their column: of an update those it changed, of a delete all, but
    /// none of what was purged.
    pub old: Vec<(usize, Value)>,
}

/// An operation, as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The same in every copy of the file, another one for another operation.
    pub label: String,
    /// When it was done, in microseconds since 1970.
    pub at: i64,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// What it is called; `None` for what was done past the desk.
    pub name: Option<String>,
}

/// An entry as it is read.
struct Raw {
    entry: Logged,
    /// Whether only its row tells whose it is.
    loose: bool,
    /// Of an insert: whether what the row was is not known any more.
    purged: bool,
}

const ENTRY: &str = "SELECT l.seq, l.group_id, l.table_name, l.row_id, l.kind, l.effect, l.old, g.organization_id, g.operation,
       l.kind = 'insert' AND EXISTS (SELECT 1 FROM desk_purged AS p WHERE p.seq = l.seq)
     FROM desk_log AS l LEFT JOIN desk_groups AS g ON g.id = l.group_id";

impl Side<'_> {
    /// The entries after a place, oldest first, `about` that many: whole groups, at least one. And the place up
    /// to which it looked; entries of other organizations are left out.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn entries(&self, after: i64, about: usize) -> Result<(Vec<Logged>, i64)> {
        let query = format!("{ENTRY} WHERE l.seq > ?1 ORDER BY l.seq");
        let (mut found, mut looked, mut group): (Vec<Logged>, _, _) = (Vec::new(), after, None);
        let mut read = self.org.tx.prepare_cached(&query).map_err(fault)?;
        let mut rows = read.query([after]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let (seq, of) = place(row).map_err(fault)?;
            if group != Some(of) && found.len() >= about.max(1) {
                break;
            }
            (looked, group) = (seq, Some(of));
            found.extend(self.ours(row)?);
        }
        Ok((found, looked))
    }

    /// The entries of a group, oldest first.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn entries_of(&self, group: i64) -> Result<Vec<Logged>> {
        // They lie side by side, from the group's number on.
        let query = format!(
            "{ENTRY} WHERE l.seq >= ?1 AND ifnull(l.group_id, l.seq) = ?1
               AND l.seq < ifnull((SELECT id FROM desk_groups WHERE id > ?1 ORDER BY id LIMIT 1), ?2) ORDER BY l.seq"
        );
        self.all(&query, (group, i64::MAX))
    }

    /// A row's entries from a place on, oldest first.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn history(&self, key: Key, from: i64) -> Result<Vec<Logged>> {
        let query = format!(
            "{ENTRY} WHERE l.row_id = ?1 AND l.table_name = ?2 AND l.seq >= ?3 ORDER BY l.seq"
        );
        self.all(&query, (key.1, table(key)?.name, from))
    }

    fn all(&self, query: &str, values: impl Params) -> Result<Vec<Logged>> {
        let mut read: rusqlite::CachedStatement<'_> =
            self.org.tx.prepare_cached(query).map_err(fault)?;
        let read: &mut Statement<'_> = &mut read;
        let mut rows = read.query(values).map_err(fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            found.extend(self.ours(row)?);
        }
        Ok(found)
    }

    /// An entry, where it is this organization's and there is something to be said of it.
    fn ours(&self, row: &Row<'_>) -> Result<Option<Logged>> {
        let Some(raw) = self.raw(row)? else { return Ok(None) };
        let ours = !raw.loose || self.org.knows(raw.entry.table, raw.entry.row)?;
        // The row is gone and purged: there is nothing left to make it from.
        Ok((ours && !raw.purged).then_some(raw.entry))
    }

    fn raw(&self, row: &Row<'_>) -> Result<Option<Raw>> {
        let read = || -> rusqlite::Result<_> {
            let (seq, group) = place(row)?;
            let loose = row.get_ref(1)?.as_i64_or_null()?.is_none();
            // The group that is being written is not written down yet.
            let own = !loose && self.org.open_group() == Some(group);
            let organization: Option<Uuid> = row.get(7)?;
            if !own && !loose && organization != Some(self.organization()) {
                return Ok(None);
            }
            let Some(table) = tables::find(row.get_ref(2)?.as_str()?) else { return Ok(None) };
            let kind = match row.get_ref(4)?.as_str()? {
                "insert" => Kind::Insert,
                "update" => Kind::Update,
                _ => Kind::Delete,
            };
            let old = match row.get_ref(6)?.as_str_or_null()? {
                Some(text) if kind != Kind::Insert => rewind::old(table, text),
                _ => Some(Vec::new()),
            };
            let Some(old) = old else { return Ok(Some(Err(seq))) };
            let entry = Logged {
                seq,
                group,
                table,
                row: row.get(3)?,
                kind,
                effect: row.get(5)? && !is_brought_back(table, kind, &old),
                pulled: own || row.get_ref(8)?.as_str_or_null()? == Some(PULL),
                old,
            };
            Ok(Some(Ok(Raw { entry, loose, purged: row.get(9)? })))
        };
        match read().map_err(fault)? {
            None => Ok(None),
            Some(Ok(raw)) => Ok(Some(raw)),
            Some(Err(seq)) => Err(damaged(&format!("entry {seq} of the log"))),
        }
    }

    /// An operation. Entries that were made past the desk are each one of their own, by their place.
    ///
    /// # Errors
    /// INTERNAL when there is none of that number, or the file cannot be read.
    pub fn group(&self, id: i64) -> Result<Operation> {
        let sealed = self
            .org
            .tx
            .prepare_cached("SELECT seal, at, actor_id, device_id, operation FROM desk_groups WHERE id = ?1 AND organization_id = ?2")
            .and_then(|mut find| {
                find.query_row((id, self.organization()), |row| {
                    let (at, actor): (i64, Option<Uuid>) = (row.get(1)?, row.get(2)?);
                    let seal = match row.get_ref(0)?.as_bytes_or_null()? {
                        Some(seal) => seal.to_vec(),
                        // Of before there were seals.
                        None => digest([
                            row.get_ref(3)?.as_bytes()?,
                            row.get_ref(4)?.as_bytes()?,
                            &at.to_le_bytes(),
                        ]),
                    };
                    let name = Some(row.get(4)?);
                    Ok(Operation { label: label(id, &seal), at, actor, name })
                })
                .optional()
            })
            .map_err(fault)?;
        let found = match sealed {
            Some(found) => Some(found),
            None => self.loose(id).map_err(fault)?,
        };
        found.ok_or_else(|| damaged(&format!("operation {id} of the log")))
    }

    /// An entry that was made past the desk, as an operation.
    fn loose(&self, seq: i64) -> rusqlite::Result<Option<Operation>> {
        self.org
            .tx
            .prepare_cached(
                "SELECT l.table_name, l.row_id, l.kind, l.old, p.old, l.at FROM desk_log AS l
                 LEFT JOIN desk_purged AS p ON p.seq = l.seq WHERE l.seq = ?1 AND l.group_id IS NULL",
            )?
            .query_row([seq], |row| {
                let at: i64 = row.get(5)?;
                // Purging leaves the hash of the old values behind: the label stays what it was.
                let old = match row.get_ref(3)?.as_bytes_or_null()? {
                    Some(text) => Sha256::digest(text).to_vec(),
                    None => row.get::<_, Option<Vec<u8>>>(4)?.unwrap_or_default(),
                };
                let digest = digest([
                    row.get_ref(0)?.as_bytes()?,
                    row.get_ref(1)?.as_bytes()?,
                    row.get_ref(2)?.as_bytes()?,
                    &old,
                    &at.to_le_bytes(),
                ]);
                Ok(Operation { label: label(seq, &digest), at, actor: None, name: None })
            })
            .optional()
    }
}

/// Whether a change that followed another row is none that a foreign key or a sum makes: a row that comes, or a
/// reference that does.
fn is_brought_back(table: &Table, kind: Kind, old: &[(usize, Value)]) -> bool {
    match kind {
        Kind::Insert => true,
        Kind::Update => old.iter().any(|(place, was)| {
            *was == Value::Null && table.columns.get(*place).is_some_and(|c| c.references.is_some())
        }),
        Kind::Delete => false,
    }
}

/// An entry's place, and its group or what stands for it.
fn place(row: &Row<'_>) -> rusqlite::Result<(i64, i64)> {
    let seq = row.get(0)?;
    Ok((seq, row.get::<_, Option<i64>>(1)?.unwrap_or(seq)))
}

/// A number and the first 64 bits of a hash, so that copies of a file agree and different files do not.
fn label(id: i64, hash: &[u8]) -> String {
    let mut label = format!("{id}-");
    for byte in hash.iter().take(8) {
        // Writing to a String cannot fail.
        let _ = write!(label, "{byte:02x}");
    }
    label
}

/// Each part after its length, so that no two different contents are hashed alike.
fn digest<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
