//! How far filling a file is, as the file itself says.

use super::FILLING;
use crate::{fault::damaged, meta, sync::Key};
use model::{Result, tables};
use rusqlite::Connection;
use uuid::Uuid;

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub organization: Uuid,
    /// The last row that was taken.
    pub last: Option<Key>,
    /// What the hub's rows are as of.
    pub cursor: String,
}

impl Mark {
    pub fn read(db: &Connection) -> rusqlite::Result<Option<Result<Self>>> {
        let Some(text) = meta::text(db, FILLING)? else { return Ok(None) };
        let mut parts = text.splitn(4, ' ');
        let mut part = || parts.next().unwrap_or_default();
        let (organization, table, row) = (part().to_owned(), part().to_owned(), part().to_owned());
        let cursor = part().to_owned();
        let last = tables::find(&table).zip(Uuid::try_parse(&row).ok());
        let mark = Uuid::try_parse(&organization).ok().map(|organization| Self {
            organization,
            last: last.map(|(table, row)| (table.name, row)),
            cursor,
        });
        Ok(Some(mark.ok_or_else(|| damaged("how far it is filled"))))
    }

    pub fn keep(&self, db: &Connection) -> rusqlite::Result<()> {
        let (table, row) = match self.last {
            Some((table, row)) => (table, row.to_string()),
            None => ("-", "-".into()),
        };
        meta::keep(db, FILLING, &format!("{} {table} {row} {}", self.organization, self.cursor))
    }
}
