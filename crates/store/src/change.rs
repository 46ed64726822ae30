//! What listeners are told after a commit.

use model::tables;
use std::{
    collections::BTreeSet,
    ops::RangeInclusive,
    sync::{Arc, Mutex},
};

/// The tables in which rows changed, told after the commit, never before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Names of the organization's tables, sorted.
    pub tables: BTreeSet<&'static str>,
}

impl Change {
    /// Notes a change in `table`; the desk's own tables concern nobody else.
    pub(crate) fn note(&mut self, table: &str) {
        if let Some(table) = tables::find(table) {
            self.tables.insert(table.name);
        }
    }
}

/// What this program's own write did: collected by the writing connection, told after the commit.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub change: Change,
    /// The log entries it made; they lie side by side, as there is one writer at a time.
    pub entries: Option<RangeInclusive<i64>>,
}

/// Shared with the connection's hook.
pub(crate) type Noted = Arc<Mutex<Written>>;

impl Written {
    /// Notes that a row of `table` was written.
    pub fn note(&mut self, table: &str, row: i64) {
        if table != "desk_log" {
            return self.change.note(table);
        }
        self.entries = Some(match &self.entries {
            None => row..=row,
            Some(so_far) => row.min(*so_far.start())..=row.max(*so_far.end()),
        });
    }
}
