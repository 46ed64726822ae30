//! Connections to the file, all set up alike.

use crate::{fault::fault, file::PATIENCE};
use model::Result;
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::path::{Path, PathBuf};

/// A connection set up as all of ours are.
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        // Plans do not change with the values that are bound: measured 4 times faster on one row.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "temp_store", "MEMORY")?;
        // An operation writes a few pages again and again (the log's end, counters): the longer the WAL,
        // the fewer times each of them goes to the file. 16 MiB.
        db.pragma_update(None, "wal_autocheckpoint", 4_096)?;
        db.pragma_update(None, "journal_size_limit", 64 << 20)?;
        db.pragma_update(None, "trusted_schema", false)?;
        db.set_prepared_statement_cache_capacity(128);
        Ok(db)
    };
    open().map_err(fault)
}

/// Makes the pool's connections.
pub(crate) struct Readers(pub PathBuf);

impl r2d2::ManageConnection for Readers {
    type Connection = Connection;
    type Error = rusqlite::Error;

    fn connect(&self) -> rusqlite::Result<Connection> {
        let db = connect(&self.0).map_err(|e| rusqlite::Error::InvalidParameterName(e.message))?;
        db.pragma_update(None, "query_only", true)?;
        Ok(db)
    }

    fn is_valid(&self, _: &mut Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    fn has_broken(&self, db: &mut Connection) -> bool {
        !db.is_autocommit()
    }
}
