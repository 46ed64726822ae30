//! Seeing what other processes write.

use crate::change::Change;
use rusqlite::Connection;

/// Sees what other processes write.
pub(crate) struct Watch {
    db: Connection,
    version: i64,
    seq: i64,
}

impl Watch {
    /// From now on.
    pub fn new(db: Connection) -> rusqlite::Result<Self> {
        let mut watch = Self { db, version: 0, seq: 0 };
        watch.look()?;
        Ok(watch)
    }

    /// What changed since the last look.
    pub fn look(&mut self) -> rusqlite::Result<Change> {
        let mut change = Change::default();
        let version = self.db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if std::mem::replace(&mut self.version, version) == version {
            return Ok(change);
        }
        let last: i64 =
            self.db.query_row("SELECT ifnull(max(seq), 0) FROM desk_log", [], |row| row.get(0))?;
        let mut read = self.db.prepare_cached(
            "SELECT DISTINCT table_name FROM desk_log WHERE seq > ?1 AND seq <= ?2",
        )?;
        let mut rows = read.query([self.seq, last])?;
        while let Some(row) = rows.next()? {
            change.note(row.get_ref(0)?.as_str()?);
        }
        self.seq = last;
        Ok(change)
    }
}
