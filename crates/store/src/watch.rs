//! Seeing what other processes write.

use crate::{change::Change, sql::last_entry};
use rusqlite::Connection;
use std::ops::RangeInclusive;

/// Sees what other processes write, by the log: what this one wrote it has told already. Always by the
/// same connection, the one that writes: to it, only others' commits are new.
pub(crate) struct Watch {
    version: i64,
    /// The last entry looked at.
    seq: i64,
    /// Entries of this process since then, in order.
    own: Vec<RangeInclusive<i64>>,
}

impl Watch {
    /// From now on.
    pub fn new(db: &Connection) -> rusqlite::Result<Self> {
        let version = db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        let seq = last_entry(db)?;
        Ok(Self { version, seq, own: Vec::new() })
    }

    /// Leaves these entries out of the next look.
    pub fn own(&mut self, entries: RangeInclusive<i64>) {
        // One after the other, as they mostly are, they stay one range.
        match self.own.last_mut() {
            Some(before) if before.end() + 1 == *entries.start() => {
                *before = *before.start()..=*entries.end();
            }
            _ => self.own.push(entries),
        }
    }

    /// What others changed since the last look.
    pub fn look(&mut self, db: &Connection) -> rusqlite::Result<Change> {
        let mut change = Change::default();
        let version = db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if std::mem::replace(&mut self.version, version) == version {
            return Ok(change);
        }
        let last = last_entry(db)?;
        let mut read = db.prepare_cached(
            "SELECT DISTINCT table_name FROM desk_log WHERE seq BETWEEN ?1 AND ?2",
        )?;
        let mut from = self.seq + 1;
        self.own.retain(|entries| *entries.end() >= from);
        self.own.sort_by_key(|entries| *entries.start());
        // The gaps between our own entries are others'.
        let ours = self.own.iter().map(|e| (*e.start(), *e.end()));
        for (start, end) in ours.chain([(last + 1, last)]) {
            if from < start {
                let mut rows = read.query([from, start.min(last + 1) - 1])?;
                while let Some(row) = rows.next()? {
                    change.note(row.get_ref(0)?.as_str()?);
                }
            }
            from = from.max(end + 1);
        }
        self.seq = last;
        Ok(change)
    }
}
