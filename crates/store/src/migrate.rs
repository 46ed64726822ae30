//! Bringing a file to this version's schema.

use crate::{backup, fault::fault, file::Lock, triggers};
use model::{Code, Error, Instant, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};

mod embedded {
    refinery::embed_migrations!("../../migrations/sqlite");
}

/// The newest migration this program knows.
pub const SCHEMA_VERSION: u32 = 2;

/// "GDSK", in the file's header: what tells a desk from any other SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x4744_534B;

/// How far the file is; `None` for one that is still empty.
///
/// Reads only.
pub(crate) fn version(db: &Connection) -> Result<Option<u32>> {
    let read = || {
        let id: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let objects: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if objects == 0 && (id == 0 || id == APPLICATION_ID) {
            return Ok(Some(None));
        }
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
        Ok(Some(Some(version)))
    };
    match read().map_err(fault)? {
        None => Err(Error::new(
            Code::Validation,
            "This is an SQLite file, but not a desk. It was left as it is; choose a file made by Grounded Desk.",
        )),
        Some(Some(version)) if version > SCHEMA_VERSION => Err(Error::new(
            Code::Validation,
            format!(
                "This file was written by a newer Grounded Desk (schema {version}; this program knows up to {SCHEMA_VERSION}). \
                 It was left as it is; update the program to open it."
            ),
        )),
        Some(version) => Ok(version),
    }
}

/// Migrates, after a verified backup where there is anything to lose. Returns the backup's path.
///
/// The caller holds the file's lock alone: nobody else has it open.
pub(crate) fn migrate(
    db: &mut Connection,
    path: &Path,
    from: Option<u32>,
    _alone: &Lock,
) -> Result<Option<PathBuf>> {
    let kept = match from {
        Some(from) => {
            let to = backup::beside(path, &format!("before-schema-{SCHEMA_VERSION}-{}", stamp()));
            backup::copy(db, &to, &mut |_| {}).map_err(|e| {
                Error::new(e.code, format!("The file has schema {from} and needs {SCHEMA_VERSION}, but could not be backed up first, so it was left as it is. {}", e.message))
            })?;
            Some(to)
        }
        None => None,
    };
    let run = |db: &mut Connection| -> Result<()> {
        db.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
        // Refinery wraps each migration in a transaction, inside which this switch would do nothing;
        // with it on, rebuilding a parent table would delete all its children.
        db.pragma_update(None, "foreign_keys", false).map_err(fault)?;
        let done = embedded::migrations::runner().run(db);
        db.pragma_update(None, "foreign_keys", true).map_err(fault)?;
        done.map_err(|e| {
            Error::internal(format!("The schema could not be brought up to date: {e}."))
        })?;
        let broken =
            db.prepare("PRAGMA foreign_key_check").and_then(|mut s| s.exists([])).map_err(fault)?;
        if broken {
            return Err(Error::internal(
                "The schema could not be brought up to date: references would have been broken.",
            ));
        }
        Ok(())
    };
    run(db).map_err(|e| match &kept {
        Some(kept) => Error::new(
            e.code,
            format!("{} The file as it was is kept in {}.", e.message, kept.display()),
        ),
        None => e,
    })?;
    Ok(kept)
}

/// Puts this version's triggers in place if they are not.
pub(crate) fn triggers(db: &mut Connection) -> Result<bool> {
    let mut install = || {
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
