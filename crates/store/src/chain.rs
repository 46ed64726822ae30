//! The hash chain over the change log: each group is sealed as it is closed, by a SHA-256 over itself,
//! the entries since the seal before it, the rows as it left them, and that seal.
//!
//! Entries made past the desk have no group. They are sealed with the next one; until then they are
//! unsealed. `check` computes every seal anew, the rows of then from those of now and the log.

mod check;
mod encode;
mod forget;
mod rows;

pub use check::Chain;
pub(crate) use check::check;

use crate::sql;
pub(crate) use encode::Group;
use encode::{Digest, Entry, digest, image};
use model::{Table, tables};
use rusqlite::{CachedStatement, Connection, OptionalExtension};
use std::collections::HashSet;

/// Where the chain ends: the newest seal, and the last entry that it or one before it covers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    seal: Digest,
    last: i64,
}

/// A group's seal. Beside it the beginnings of its entries' digests: they prove nothing, but tell
/// which entry it is that does not fit.
pub(crate) struct Seal {
    pub digest: Digest,
    pub leaves: Vec<u8>,
}

/// How much of an entry's digest is kept.
const LEAF: usize = 4;

impl Head {
    /// As the file has it, for the group that is about to be closed.
    pub fn before(db: &Connection, group: i64) -> rusqlite::Result<Self> {
        let seal: Option<Vec<u8>> = db
            .prepare_cached(
                "SELECT seal FROM desk_groups WHERE seal IS NOT NULL AND id < ?1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([group], |row| row.get(0))
            .optional()?;
        let last: Option<i64> = db
            .prepare_cached(
                "SELECT seq FROM desk_log WHERE group_id IS NOT NULL AND seq < ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([group], |row| row.get(0))
            .optional()?;
        Ok(Self { seal: previous(seal.as_deref()), last: last.unwrap_or(0) })
    }

    /// Seals a group and moves on; `None` when it changed nothing.
    pub fn seal(&mut self, db: &Connection, group: &Group<'_>) -> rusqlite::Result<Option<Seal>> {
        let mut read = db.prepare_cached(
            "SELECT seq, group_id, at, table_name, row_id, kind, effect, old FROM desk_log WHERE seq > ?1 ORDER BY seq DESC",
        )?;
        let mut rows = read.query([self.last])?;
        let mut images = Images::new(db);
        let mut seen = HashSet::new();
        let mut leaves = Vec::new();
        let mut buffer = Vec::with_capacity(1_024);
        let mut last = self.last;
        // The newest first: where a row comes up, it is its last entry, which has left it as it is now.
        while let Some(row) = rows.next()? {
            let entry = Entry::read(row)?;
            if leaves.is_empty() {
                if entry.seq < group.id {
                    return Ok(None);
                }
                last = entry.seq;
            }
            let old = match (entry.old, entry.kind) {
                (Some(text), _) => Some(digest(text)),
                (None, b"insert") => None,
                (None, _) => forget::forgotten(db, entry.seq)?.and_then(|kept| kept.old),
            };
            let table = find(entry.table);
            let left = match table {
                Some((place, table)) if seen.insert((place, entry.row.to_vec())) => {
                    Some(images.of(place, table, entry.row, &mut buffer)?)
                }
                _ => None,
            };
            leaves.push(entry.digest(old.as_ref(), left.as_ref(), &mut buffer));
        }
        drop(rows);
        if leaves.is_empty() {
            return Ok(None);
        }
        leaves.reverse();
        let seal = group.digest(&self.seal, &leaves);
        *self = Self { seal, last };
        let leaves = leaves.iter().flat_map(|leaf| leaf[..LEAF].iter().copied()).collect();
        Ok(Some(Seal { digest: seal, leaves }))
    }
}

/// The seal before the first is nothing.
fn previous(seal: Option<&[u8]>) -> Digest {
    seal.and_then(|seal| seal.try_into().ok()).unwrap_or_default()
}

/// A table by its name as stored, and its place among all.
fn find(name: &[u8]) -> Option<(usize, &'static Table)> {
    tables::every().enumerate().find(|(_, table)| table.name.as_bytes() == name)
}

/// Looks at the rows as they are now.
struct Images<'c> {
    db: &'c Connection,
    statements: Vec<Option<CachedStatement<'c>>>,
}

impl<'c> Images<'c> {
    fn new(db: &'c Connection) -> Self {
        Self { db, statements: Vec::new() }
    }

    /// The digest of a row's image; `None` where there is no such row.
    fn of(
        &mut self,
        place: usize,
        table: &'static Table,
        id: &[u8],
        buffer: &mut Vec<u8>,
    ) -> rusqlite::Result<Option<Digest>> {
        if self.statements.len() <= place {
            self.statements.resize_with(place + 1, || None);
        }
        let statement = match &mut self.statements[place] {
            Some(statement) => statement,
            empty => empty.insert(self.db.prepare_cached(sql::whole(table))?),
        };
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        buffer.clear();
        for place in 0..table.columns.len() {
            image::column(buffer, place, row.get_ref(place)?);
        }
        Ok(Some(digest(buffer)))
    }
}
