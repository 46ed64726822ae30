//! What listeners are told after a commit.

use model::tables;
use std::collections::BTreeSet;

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
