//! Filling a new file with an organization as a hub has it: without triggers and indexes, which come when all rows
//! are there. Nothing of it stands in the log: the rows are as old as the file.
//!
//! Nobody else has the file open meanwhile. Whatever is killed when, the file opens: what is there by then is
//! made whole ([`settle`]), and filling goes on where it was.

mod end;
mod mark;

pub(crate) use end::settle;

use super::{Key, fit, link::unconnected, whole::bare};
use crate::{
    connect::connect,
    fault::fault,
    file::{self, Lock},
    found::BULK_KIB,
    meta, migrate, sql,
};
use mark::Mark;
use model::{Code, Error, Result, Table, Value, tables};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;
use uuid::Uuid;

/// Under this name the file says that it is being filled: with what, as of when, and how far it is.
const FILLING: &str = "sync.filling";

/// A row as it arrives: its id and its values, or why no file of this program holds them.
pub struct Arriving(Uuid, Result<Vec<Value>, String>);

impl Arriving {
    /// Looks at a row of that table and organization: whoever reads the rows has the time, whoever writes them has not.
    pub fn new(
        table: &'static Table,
        organization: Uuid,
        id: Uuid,
        row: Result<Vec<Value>, String>,
    ) -> Self {
        let fits = |row: Vec<Value>| fit::shape(table, &row, organization).map_or(Ok(row), Err);
        Self(id, row.and_then(fits))
    }
}

/// Rows are written once and then no more: a longer WAL is brought to the file less often. 256 MiB.
const WAL_PAGES: u32 = 65_536;

/// A file that is being filled.
pub struct Filling {
    db: Connection,
    organization: Uuid,
    mark: Mark,
    _alone: Lock,
}

impl Filling {
    /// Begins to fill a file with the organization that it is connected for, with rows as of `cursor`; or goes on,
    /// as of the cursor of then.
    ///
    /// # Errors
    /// NOT_FOUND when it is not connected, CONFLICT when the file holds something else, LOCKED when others have it
    /// open, and as [`Desk::open`](crate::Desk::open).
    pub fn begin(path: &Path, organization: Uuid, cursor: &str) -> Result<Self> {
        file::inspect(path)?;
        file::writable(path)?;
        let alone = Lock::alone(path)?;
        if migrate::version(&migrate::open(path)?)? != migrate::SCHEMA_VERSION {
            let message = "The file is of an earlier version. Open it once, then go on.";
            return Err(Error::new(Code::Conflict, message));
        }
        let mut db = connect(path)?;
        let pace = || {
            // Rows may come before what they refer to. And what gets lost with the machine is filled in again.
            db.pragma_update(None, "foreign_keys", false)?;
            db.pragma_update(None, "synchronous", "NORMAL")?;
            db.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
            db.pragma_update(None, "cache_size", -BULK_KIB)
        };
        pace().map_err(fault)?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let mark = Mark { organization, last: None, cursor: cursor.to_owned() };
        let mark = vacant(&tx, organization)?.unwrap_or(mark);
        mark.keep(&tx).and_then(|()| bare(&tx)).map_err(fault)?;
        tx.commit().map_err(fault)?;
        Ok(Self { db, organization, mark, _alone: alone })
    }

    /// The organization that a file is being filled with, and the address of the hub that its rows are from; `None`
    /// where nothing was begun, or what was is of an earlier version. Changes nothing.
    ///
    /// # Errors
    /// As [`Desk::open`](crate::Desk::open).
    pub fn begun(path: &Path) -> Result<Option<(Uuid, String)>> {
        file::inspect(path)?;
        let db = migrate::open(path)?;
        if migrate::version(&db)? != migrate::SCHEMA_VERSION {
            return Ok(None);
        }
        let Some(mark) = Mark::read(&db).map_err(fault)?.transpose()? else { return Ok(None) };
        let url = db
            .query_row(
                "SELECT url FROM desk_links WHERE organization_id = ?1",
                [mark.organization],
                |row| row.get(0),
            )
            .optional()
            .map_err(fault)?;
        Ok(url.map(|url| (mark.organization, url)))
    }

    /// What the rows are as of.
    pub fn cursor(&self) -> &str {
        &self.mark.cursor
    }

    /// The last row that was taken before it was broken off: what follows it is yet to come.
    pub fn last(&self) -> Option<Key> {
        self.mark.last
    }

    /// How many rows are there by now, and how many could not be held.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn held(&self) -> Result<(u64, u64)> {
        let count = |from: &str| -> rusqlite::Result<u64> {
            let count = format!("SELECT count(*) FROM {from}");
            self.db.query_row(&count, [], |row| row.get(0)).map(i64::unsigned_abs)
        };
        let rows: rusqlite::Result<u64> = tables::every().map(|table| count(table.name)).sum();
        rows.and_then(|rows| Ok((rows, count("desk_sync_unfit")?))).map_err(fault)
    }

    /// Takes rows of a table, in one transaction: each with its id, or with why it cannot be held, which is noted.
    /// Also others may turn out not to fit: how many did in all. A row that is there already is left as it is.
    ///
    /// # Errors
    /// INTERNAL when the disk is full or the file cannot be written; then none of these was taken.
    pub fn arrive(&mut self, table: &'static Table, rows: &[Arriving]) -> Result<u64> {
        let Some(Arriving(last, _)) = rows.last() else { return Ok(0) };
        let mark = Mark { last: Some((table.name, *last)), ..self.mark.clone() };
        let tx =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let unfit = take(&tx, self.organization, table, rows).map_err(fault)?;
        mark.keep(&tx).map_err(fault)?;
        tx.commit().map_err(fault)?;
        self.mark = mark;
        Ok(unfit)
    }
}

/// What is there stays as it is: it is not filled in any further.
pub(super) fn give_up(db: &Connection, organization: Uuid) -> rusqlite::Result<()> {
    match Mark::read(db)? {
        Some(Ok(mark)) if mark.organization == organization => meta::forget(db, FILLING),
        _ => Ok(()),
    }
}

/// Where it was broken off; `None` in a file in which nothing is yet. Refuses any other.
fn vacant(db: &Connection, organization: Uuid) -> Result<Option<Mark>> {
    let exists = |query: &str| db.prepare(query).and_then(|mut s| s.exists([])).map_err(fault);
    let connected = db
        .prepare("SELECT 1 FROM desk_links WHERE organization_id = ?1")
        .and_then(|mut s| s.exists([organization]))
        .map_err(fault)?;
    if !connected {
        return Err(unconnected());
    }
    let mark = Mark::read(db).map_err(fault)?.transpose()?;
    let other = match &mark {
        Some(mark) => mark.organization != organization,
        None => exists("SELECT 1 FROM organizations")?,
    };
    if other || exists("SELECT 1 FROM desk_log")? {
        let message =
            "The file holds something already. It is synced, not filled; nothing was changed.";
        return Err(Error::new(Code::Conflict, message));
    }
    Ok(mark)
}

/// Takes rows, and notes those that cannot be held: how many.
fn take(
    db: &Connection,
    organization: Uuid,
    table: &'static Table,
    rows: &[Arriving],
) -> rusqlite::Result<u64> {
    let mut insert = db.prepare_cached(sql::insert_new(table))?;
    let mut unfit = 0;
    for Arriving(id, row) in rows {
        let why = match row {
            Err(why) => Some(why.clone()),
            Ok(row) if insert.execute(sql::bind(row))? > 0 => None,
            // There already, or another row has something that is unique.
            Ok(_) if db.prepare_cached(sql::whole(table))?.exists([id])? => None,
            Ok(_) => {
                let column = fit::uniques(table).next().unwrap_or(&table.columns[0]);
                Some(fit::taken(table, column))
            }
        };
        if let Some(why) = why {
            unfit += 1;
            park(db, organization, (table.name, *id), &why)?;
        }
    }
    Ok(unfit)
}

pub(super) fn park(
    db: &Connection,
    organization: Uuid,
    key: Key,
    why: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO desk_sync_unfit VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET why = excluded.why")?
        .execute((organization, key.1, key.0, why))
        .map(drop)
}
