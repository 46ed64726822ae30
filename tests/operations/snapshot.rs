//! Everything that a file holds, to tell whether anything changed.

use kit::desk::Fixture;
use model::{Table, tables};
use rusqlite::{Connection, types::Value as Stored};
use std::{collections::BTreeMap, path::Path};

/// Rows of one table by their id: the values of all columns, in order.
pub type Rows = BTreeMap<Vec<u8>, Vec<Stored>>;

/// The rows of the 13 tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot(pub BTreeMap<&'static str, Rows>);

impl Snapshot {
    /// As of now.
    pub fn of(db: &Connection) -> Self {
        Self(tables::every().map(|table| (table.name, rows(db, table))).collect())
    }
}

fn rows(db: &Connection, table: &Table) -> Rows {
    let columns: Vec<_> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let sql = format!("SELECT {} FROM {}", columns.join(", "), table.name);
    let mut statement = db.prepare_cached(&sql).expect("a statement");
    let rows = statement.query_map([], |row| {
        let id: Vec<u8> = row.get(0)?;
        let values = (0..table.columns.len()).map(|at| row.get(at));
        Ok((id, values.collect::<rusqlite::Result<Vec<_>>>()?))
    });
    rows.and_then(Iterator::collect).expect("rows")
}

/// Another program's look at a desk's file.
pub struct Watcher(pub Connection);

impl Watcher {
    /// Looks at the file of that desk.
    pub fn new(fixture: &Fixture) -> Self {
        Self::open(fixture.path())
    }

    /// Looks at that file.
    pub fn open(path: &Path) -> Self {
        let db = Connection::open(path).expect("an SQLite file");
        db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
        db.busy_timeout(std::time::Duration::from_secs(5)).expect("patience");
        Self(db)
    }

    /// A number that moves with every commit of anybody else; once the search index, which is written
    /// beside the work, has read all there is.
    pub fn version(&self) -> i64 {
        let unread = "desk_log WHERE seq > (SELECT CAST(value AS INTEGER) FROM desk_meta WHERE key = 'search.seq')";
        let start = std::time::Instant::now();
        while self.count(unread) > 0 {
            assert!(start.elapsed().as_secs() < 10, "the search index does not follow");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        self.0.query_row("PRAGMA data_version", [], |row| row.get(0)).expect("a version")
    }

    /// The rows of the 13 tables.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.0)
    }

    /// How much the desk's own tables hold.
    pub fn own(&self) -> Vec<i64> {
        ["desk_log", "desk_groups", "desk_requests", "desk_counts WHERE n <> 0", "desk_meta"]
            .map(|table| self.count(table))
            .to_vec()
    }

    /// The rows of one of the desk's own tables, or what any other query counts.
    pub fn count(&self, what: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {what}");
        self.0.query_row(&sql, [], |row| row.get(0)).expect("a count")
    }
}
