//! What is true of the file as a whole, under names: its device, its last check, how far its search
//! index is.

use rusqlite::{Connection, OptionalExtension};

/// The value kept under `key`.
pub(crate) fn text(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM desk_meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// The number kept under `key`.
pub(crate) fn number(db: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT CAST(value AS INTEGER) FROM desk_meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Keeps `value` under `key`, in place of what is there.
pub(crate) fn keep(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO desk_meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2")?
        .execute([key, value])
        .map(drop)
}

/// Keeps `value` under `key`, unless there is one.
pub(crate) fn keep_first(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.execute("INSERT OR IGNORE INTO desk_meta VALUES (?1, ?2)", [key, value]).map(drop)
}

/// Forgets what is kept under `key`.
pub(crate) fn forget(db: &Connection, key: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM desk_meta WHERE key = ?1")?.execute([key]).map(drop)
}
