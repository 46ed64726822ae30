//! Bringing a file to this version's schema.

use crate::{
    Progress, backup,
    fault::fault,
    file::{Lock, PATIENCE, tailed},
    trace, triggers,
};
use model::{Code, Error, Instant, Result};
use refinery::error::Kind;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

mod embedded {
    refinery::embed_migrations!("../../migrations/sqlite");
}

/// The newest migration this program knows.
pub const SCHEMA_VERSION: u32 = 10;

/// "GDSK", in the file's header: what tells a desk from any other SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x4744_534B;

/// Opens the file as it is, changing nothing of it and leaving nothing beside it.
///
/// Not read-only, which would leave a WAL and its index behind, and could not roll back what a
/// killed program had half done.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        trace::attend(&mut db)?;
        db.busy_timeout(PATIENCE)?;
        // What is in the WAL stays there.
        let kept = tailed(path, "-wal").exists();
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, kept)?;
        Ok(db)
    };
    open().map_err(fault)
}

/// How far the file is.
///
/// Reads only.
pub(crate) fn version(db: &Connection) -> Result<u32> {
    let read = || {
        let id: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let migrated = db
            .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'")?
            .exists([])?;
        if id != APPLICATION_ID || !migrated {
            return Ok(None);
        }
        let version = db.query_row(
            "SELECT ifnull(max(version), 0) FROM refinery_schema_history",
            [],
            |row| row.get(0),
        )?;
        Ok(Some(version))
    };
    match read().map_err(fault)? {
        None => Err(Error::new(
            Code::Validation,
            "This is an SQLite file, but not a desk. It was left as it is; choose a file made by Grounded Desk.",
        )),
        Some(version) if version > SCHEMA_VERSION => Err(Error::new(
            Code::Validation,
            format!(
                "This file was written by a newer Grounded Desk (schema {version}; this program knows up to {SCHEMA_VERSION}). \
                 It was left as it is; update the program to open it."
            ),
        )),
        Some(version) => Ok(version),
    }
}

/// Makes a new database at `part`: the schema and its triggers.
pub(crate) fn found(part: &Path) -> Result<()> {
    let mut db = Connection::open(part).map_err(fault)?;
    trace::attend(&mut db).map_err(fault)?;
    db.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
    run(&mut db)?;
    triggers(&mut db)?;
    db.close().map_err(|(_, e)| fault(e))
}

/// Migrates after a verified backup, whose path is returned, unless someone else did meanwhile.
/// When it fails, the file is as it was.
///
/// The caller holds the file's lock alone: nobody else has it open. `tell` hears how far the backup is.
pub(crate) fn migrate(
    path: &Path,
    _alone: &Lock,
    tell: &mut dyn FnMut(Progress),
) -> Result<Option<PathBuf>> {
    // Not by the usual connection, which would already turn the file to WAL.
    let mut db = open(path)?;
    let from = version(&db)?;
    if from == SCHEMA_VERSION {
        return Ok(None);
    }
    let kept = backup::beside(path, &format!("before-schema-{SCHEMA_VERSION}-{}", stamp()));
    let failed = |why: &str, e: Error| {
        Error::new(
            e.code,
            format!(
                "The file has schema {from} and needs {SCHEMA_VERSION}, but {why}. {}",
                e.message
            ),
        )
    };
    backup::copy(&db, &tailed(path, ".part"), &kept, tell)
        .map_err(|e| failed("could not be backed up first, so it was left as it is", e))?;
    run(&mut db).map_err(|e| match version(&db) {
        Ok(now) if now == from => {
            let _ = std::fs::remove_file(&kept);
            failed("could not be migrated and was left as it is", e)
        }
        _ => failed(
            &format!("could not be migrated; as it was, it is kept in {}", kept.display()),
            e,
        ),
    })?;
    Ok(Some(kept))
}

/// Brings the schema up to date in one transaction, all migrations and their record together.
fn run(db: &mut Connection) -> Result<()> {
    // Refinery wraps the migrations in a transaction, inside which this switch would do nothing;
    // with it on, rebuilding a parent table would delete all its children.
    db.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    let runner = embedded::migrations::runner().set_grouped(true);
    if db.table_exists(None, "refinery_schema_history").map_err(fault)? {
        // Refinery commits by itself; what must hold before it does is asked as it takes its record.
        db.execute_batch(
            "CREATE TEMP TRIGGER whole AFTER INSERT ON main.refinery_schema_history BEGIN
                 SELECT RAISE(ABORT, 'references would be broken') FROM pragma_foreign_key_check;
             END",
        )
        .map_err(fault)?;
    }
    let done = runner.run(db).map(drop).map_err(|e| match e.kind() {
        Kind::Connection(_, cause) => match cause.downcast_ref() {
            Some(rusqlite::Error::SqliteFailure(code, said)) => {
                fault(rusqlite::Error::SqliteFailure(*code, said.clone()))
            }
            _ => Error::internal(e),
        },
        _ => Error::internal(e),
    });
    db.execute_batch("DROP TRIGGER IF EXISTS temp.whole").map_err(fault)?;
    done
}

/// Name and text of every table and index that this version's migrations make: carried out once, as it does not change.
pub(crate) fn schema() -> Result<&'static [(String, String)]> {
    static SCHEMA: OnceLock<Vec<(String, String)>> = OnceLock::new();
    if let Some(schema) = SCHEMA.get() {
        return Ok(schema);
    }
    let mut db = Connection::open_in_memory().map_err(fault)?;
    run(&mut db)?;
    let made = made(&db).map_err(fault)?;
    Ok(SCHEMA.get_or_init(|| made))
}

/// Name and text of every table and index that a file has, triggers and SQLite's own left out.
pub(crate) fn made(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    db.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL
           AND name NOT GLOB 'sqlite_*' ORDER BY name",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// Puts this version's triggers in place if they are not.
pub(crate) fn triggers(db: &mut Connection) -> Result<bool> {
    let mut install = || {
        // Looked at first without a lock, so that opening waits for no writer.
        if triggers::current(db)? {
            return Ok(false);
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = triggers::install(&tx)?;
        tx.commit()?;
        Ok(changed)
    };
    install().map_err(fault)
}

/// The moment for a file name.
pub(crate) fn stamp() -> String {
    Instant::now().to_string().replace([':', '.', '-'], "")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_is_the_newest_migration() {
        let newest = super::embedded::migrations::runner()
            .get_migrations()
            .iter()
            .map(|m| m.version())
            .max();
        assert_eq!(newest.and_then(|v| u32::try_from(v).ok()), Some(super::SCHEMA_VERSION));
    }
}
