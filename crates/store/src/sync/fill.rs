//! Filling a new file with an organization as a hub has it: without triggers and indexes, which come when all rows
//! are there. Nothing of it stands in the log: the rows are as old as the file.
//!
//! Nobody else has the file open meanwhile. Whatever is killed when, the file opens: what is there by then is
//! made whole ([`settle`]), and filling goes on where it was.

use super::{
    Key, Side, fit,
    link::unconnected,
    whole::{Tell, bare, whole},
};
use crate::{
    Progress,
    connect::connect,
    fault::{damaged, fault},
    file::{self, Lock},
    found::BULK_KIB,
    meta, migrate, sql, triggers,
};
use model::{Code, Error, Id, Result, Table, Value, tables};
use rusqlite::{Connection, TransactionBehavior};
use std::{ops::ControlFlow, path::Path};
use uuid::Uuid;

/// Under this name the file says that it is being filled: with what, as of when, and how far it is.
const FILLING: &str = "sync.filling";

/// A file that is being filled.
pub struct Filling {
    db: Connection,
    organization: Uuid,
    mark: Mark,
    _alone: Lock,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    organization: Uuid,
    /// The last row that was taken.
    last: Option<Key>,
    /// What the hub's rows are as of.
    cursor: String,
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

    /// What the rows are as of.
    pub fn cursor(&self) -> &str {
        &self.mark.cursor
    }

    /// The last row that was taken before it was broken off: what follows it is yet to come.
    pub fn last(&self) -> Option<Key> {
        self.mark.last
    }

    /// Takes rows of a table, in one transaction, and gives those that this file cannot hold, with the reason. They
    /// are noted as such. A row that is there already is left as it is.
    ///
    /// # Errors
    /// INTERNAL when the disk is full or the file cannot be written; then none of these was taken.
    pub fn arrive(
        &mut self,
        table: &'static Table,
        rows: &[Vec<Value>],
    ) -> Result<Vec<(Uuid, String)>> {
        let (mut unfit, mut mark) = (Vec::new(), self.mark.clone());
        let tx =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        for row in rows {
            let Some(Value::Id(id)) = row.first().filter(|_| row.len() == table.columns.len())
            else {
                return Err(Error::internal(format!("A row of {} has no id.", table.name)));
            };
            if let Some(why) = take(&tx, self.organization, table, *id, row).map_err(fault)? {
                unfit.push((*id, why));
            }
            mark.last = Some((table.name, *id));
        }
        let keep = || {
            for (id, why) in &unfit {
                park(&tx, self.organization, (table.name, *id), why)?;
            }
            mark.keep(&tx)
        };
        keep().map_err(fault)?;
        tx.commit().map_err(fault)?;
        self.mark = mark;
        Ok(unfit)
    }

    /// Notes that a row cannot be held, which is not given to [`arrive`](Self::arrive).
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn park(&mut self, key: Key, why: &str) -> Result<()> {
        park(&self.db, self.organization, super::table(key).map(|t| (t.name, key.1))?, why)
            .map_err(fault)
    }

    /// All rows are there: makes the file whole and lets the exchange go on from the cursor. `tell` hears how far the
    /// search index is, in documents, and says whether to go on. Rows that refer to one that could not be held cannot
    /// be either: how many.
    ///
    /// # Errors
    /// CONFLICT when it is cancelled, INTERNAL when the disk is full or the file cannot be written; then it can be
    /// finished later.
    pub fn finish(mut self, tell: Tell<'_>) -> Result<usize> {
        // From here on it is believed.
        self.db.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
        let parked = self.end(tell)?;
        // Only plans hang on it.
        let _ = self.db.execute_batch("PRAGMA optimize = 0x10002");
        Ok(parked)
    }

    fn end(&mut self, tell: Tell<'_>) -> Result<usize> {
        let tx =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let parked = whole(&tx, self.organization, tell)?;
        let mut side = Side::begin(tx, Id::from(self.organization), None)?;
        let mut link = side.link()?;
        (link.cursor, link.settled) = (Some(self.mark.cursor.clone()), side.end()?);
        side.keep(&link)?;
        meta::forget(&side.org.tx, FILLING).map_err(fault)?;
        side.org.tx.commit().map_err(fault)?;
        Ok(parked)
    }
}

impl Mark {
    fn read(db: &Connection) -> rusqlite::Result<Option<Result<Self>>> {
        let Some(text) = meta::text(db, FILLING)? else { return Ok(None) };
        let mut parts = text.splitn(4, ' ');
        let mut part = || parts.next().unwrap_or_default();
        let (organization, table, row) = (part().to_owned(), part().to_owned(), part().to_owned());
        let cursor = part().to_owned();
        let last = tables::find(&table).zip(Uuid::try_parse(&row).ok());
        let mark = Uuid::try_parse(&organization).ok().map(|organization| Self {
            organization,
            last: last.map(|(table, row)| (table.name, row)),
            cursor,
        });
        Ok(Some(mark.ok_or_else(|| damaged("how far it is filled"))))
    }

    fn keep(&self, db: &Connection) -> rusqlite::Result<()> {
        let (table, row) = match self.last {
            Some((table, row)) => (table, row.to_string()),
            None => ("-", "-".into()),
        };
        meta::keep(db, FILLING, &format!("{} {table} {row} {}", self.organization, self.cursor))
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

/// Takes a row, or says why it cannot be held.
fn take(
    db: &Connection,
    organization: Uuid,
    table: &'static Table,
    id: Uuid,
    row: &[Value],
) -> rusqlite::Result<Option<String>> {
    if let Some(why) = fit::shape(table, row, organization) {
        return Ok(Some(why));
    }
    if db.prepare_cached(sql::insert_new(table))?.execute(sql::bind(row))? > 0 {
        return Ok(None);
    }
    // There already, or another row has something that is unique.
    let there = db.prepare_cached(sql::whole(table))?.exists([id])?;
    let column = fit::uniques(table).next().unwrap_or(&table.columns[0]);
    Ok((!there).then(|| fit::taken(table, column)))
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

/// Makes whole what a filling that was killed left, so that the file opens like any other. Filling can go on from there,
/// or the exchange brings what is missing.
pub(crate) fn settle(db: &mut Connection, tell: &mut dyn FnMut(Progress)) -> Result<()> {
    let broken_off = |db: &Connection| {
        let mark = Mark::read(db).map_err(fault)?.transpose()?;
        let bare = mark.is_some() && !triggers::current(db).map_err(fault)?;
        Ok::<_, Error>(mark.filter(|_| bare))
    };
    if broken_off(db)?.is_none() {
        return Ok(());
    }
    // Outside of the transaction, where the switch does something: a row that goes takes none along unseen.
    db.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    let done = (|| {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        // Another process may have done it meanwhile.
        if let Some(mark) = broken_off(&tx)? {
            whole(&tx, mark.organization, &mut |progress| {
                tell(progress);
                ControlFlow::Continue(())
            })?;
        }
        tx.commit().map_err(fault)
    })();
    db.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    done
}
