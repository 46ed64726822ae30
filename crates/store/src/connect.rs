//! Connections to the file, all set up alike, and the few that read, shared by all who read.

use crate::{fault::fault, file::PATIENCE, trace};
use model::{Code, Error, Result};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// A connection set up as all of ours are.
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let mut db = Connection::open_with_flags(path, flags)?;
        trace::attend(&mut db)?;
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

/// How many read at the same time.
const READERS: usize = 4;

/// The connections that read. Each is opened when it is first needed, by whoever needs it: most programs
/// that open a desk need one, and every one of them reads the whole schema first. None is being opened
/// any more when the desk is closed.
pub(crate) struct Readers {
    path: PathBuf,
    state: Mutex<Free>,
    returned: Condvar,
}

#[derive(Default)]
struct Free {
    idle: Vec<Connection>,
    /// Those lent and those idle.
    open: usize,
}

/// A connection that is given back when it goes.
pub(crate) struct Reader<'a> {
    of: &'a Readers,
    db: Option<Connection>,
}

impl Readers {
    /// Of the desk at `path`.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), state: Mutex::default(), returned: Condvar::new() }
    }

    /// One of them.
    ///
    /// # Errors
    /// LOCKED when all are busy for over 5 s, INTERNAL when the file cannot be opened.
    pub fn get(&self) -> Result<Reader<'_>> {
        let state = lock_up(&self.state);
        let full = |free: &mut Free| free.idle.is_empty() && free.open == READERS;
        let (mut state, _) = self
            .returned
            .wait_timeout_while(state, PATIENCE, full)
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(db) = state.idle.pop() {
            return Ok(Reader { of: self, db: Some(db) });
        }
        if state.open == READERS {
            return Err(Error::new(
                Code::Locked,
                "All readers of the desk are busy. Try again in a moment.",
            ));
        }
        state.open += 1;
        drop(state);
        let open = || {
            let db = connect(&self.path)?;
            db.pragma_update(None, "query_only", true).map_err(fault)?;
            Ok(db)
        };
        let db = open().inspect_err(|_| self.gone())?;
        Ok(Reader { of: self, db: Some(db) })
    }

    fn gone(&self) {
        lock_up(&self.state).open -= 1;
        self.returned.notify_one();
    }
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db.as_ref().unwrap_or_else(|| unreachable!("taken only when it goes"))
    }
}

impl DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.db.as_mut().unwrap_or_else(|| unreachable!("taken only when it goes"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        match self.db.take().filter(Connection::is_autocommit) {
            Some(db) => {
                lock_up(&self.of.state).idle.push(db);
                self.of.returned.notify_one();
            }
            // A transaction that nobody ended is not the next one's.
            None => self.of.gone(),
        }
    }
}

/// A panic while holding one of our locks left nothing half done: the transaction rolled back.
pub(crate) fn lock_up<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
