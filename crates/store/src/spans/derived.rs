//! Spans as they follow from the log: made anew, compared, and found again to be purged.

use super::{MADE, class, columns, field, fields, kept, made};
use crate::{
    Org, Progress,
    fault::fault,
    meta, rewind,
    sql::{Bound, last_entry},
};
use model::{Column, Result, Table, Value};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::ops::ControlFlow;
use uuid::Uuid;

/// A value that a row had, and from which entry of the log up to which.
#[derive(Clone)]
struct Span {
    table: &'static Table,
    column: &'static Column,
    value: Value,
    since: i64,
    until: i64,
}

/// What a row's entries, from the oldest on, say of its spans.
struct Reading {
    table: &'static Table,
    /// The columns, how the log names them, and where their span began that lasts.
    columns: Vec<(&'static Column, String, i64)>,
}

impl Reading {
    fn of(table: &'static Table) -> Self {
        let columns = columns(table).map(|c| (c, format!("\"{}\":", c.name), 0)).collect();
        Self { table, columns }
    }

    /// The spans that end by an entry.
    fn entry(&mut self, seq: i64, kind: &str, old: Option<&str>) -> Vec<Span> {
        let mut ended = Vec::new();
        if kind == "insert" {
            self.columns.iter_mut().for_each(|(.., since)| *since = seq);
        }
        let Some(text) = old.filter(|_| kind == "update") else { return ended };
        if !self.columns.iter().any(|(_, named, _)| text.contains(named.as_str())) {
            return ended;
        }
        for (place, value) in rewind::old(self.table, text).unwrap_or_default() {
            let name = self.table.columns[place].name;
            if let Some((column, _, since)) = self.columns.iter_mut().find(|c| c.0.name == name) {
                ended.push(Span { table: self.table, column, value, since: *since, until: seq });
                *since = seq;
            }
        }
        ended
    }
}

/// Whether to go on, told from time to time after how many entries.
type Told<'a> = &'a mut dyn FnMut(usize) -> ControlFlow<()>;

/// Gives `each` the spans that have ended by the log, of one row or of all, row by row.
fn ended(
    db: &Connection,
    of: Option<Uuid>,
    told: Told<'_>,
    each: &mut dyn FnMut(Uuid, &Span) -> rusqlite::Result<()>,
) -> rusqlite::Result<ControlFlow<()>> {
    let one = if of.is_some() { "= ?1" } else { "IS NOT ?1" };
    let mut read = db.prepare_cached(&format!(
        "SELECT row_id, table_name, seq, kind, old FROM desk_log WHERE row_id {one} ORDER BY row_id, seq"
    ))?;
    let mut rows = read.query([of])?;
    let mut row = Uuid::nil();
    // One, unless two tables have a row of that id.
    let mut readings: Vec<Reading> = Vec::new();
    let mut count = 0;
    while let Some(entry) = rows.next()? {
        count += 1;
        if count % 1_024 == 0 && told(count).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let id = entry.get(0)?;
        if id != row {
            row = id;
            readings.clear();
        }
        let name = entry.get_ref(1)?.as_str()?;
        let place = match readings.iter().position(|r| r.table.name == name) {
            Some(place) => place,
            None => {
                let Some(table) = kept().find(|t| t.name == name) else { continue };
                readings.push(Reading::of(table));
                readings.len() - 1
            }
        };
        let (kind, old) = (entry.get_ref(3)?.as_str()?, entry.get_ref(4)?.as_str_or_null()?);
        for span in readings[place].entry(entry.get(2)?, kind, old) {
            each(row, &span)?;
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Makes all spans anew from the log, as long as it is told to go on. Those of rows that are gone are
/// left out: no list as it was is led to them.
fn fill(
    db: &Connection,
    go_on: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> rusqlite::Result<ControlFlow<()>> {
    let total = usize::try_from(last_entry(db)?).unwrap_or(0);
    db.execute_batch("DELETE FROM desk_spans")?;
    let mut told = |done: usize| go_on(done.min(total), total);
    let outcome = ended(db, None, &mut told, &mut |row, span| {
        db.prepare_cached(&format!(
            "INSERT INTO desk_spans (organization_id, field, value, class, since, row_id, until, created_at)
             SELECT organization_id, ?2, ifnull(?3, x''), ?4, ?5, id, ?6, created_at FROM {} WHERE id = ?1",
            span.table.name
        ))?
        .execute((
            row,
            field(span.table, span.column),
            Bound(span.value.as_ref()),
            class(span.until - span.since),
            span.since,
            span.until,
        ))
        .map(drop)
    })?;
    if outcome.is_continue() {
        meta::keep(db, MADE, &fields())?;
    }
    Ok(outcome)
}

/// At the opening: makes the spans of a file that had none, or others. `tell` hears how far, in entries of
/// the log.
pub(crate) fn at_opening(db: &mut Connection, tell: &mut dyn FnMut(Progress)) -> Result<()> {
    let mut make = || {
        if made(db)? {
            return Ok(());
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Looked at again: another process may have done it while this one waited for the lock.
        if !made(&tx)? {
            let _ = fill(&tx, &mut |done, total| {
                tell(Progress { done: done as u64, total: total as u64 });
                ControlFlow::Continue(())
            })?;
        }
        tx.commit()
    };
    make().map_err(fault)
}

/// Removes the spans of a row that is being purged: they hold what it said. As long as its entries tell
/// which they are.
pub(crate) fn forget(
    db: &Connection,
    organization: Uuid,
    table: &'static Table,
    id: Uuid,
) -> rusqlite::Result<()> {
    let mut spans = Vec::new();
    let _ = ended(db, Some(id), &mut |_| ControlFlow::Continue(()), &mut |_, span| {
        spans.push(span.clone());
        Ok(())
    })?;
    let mut remove = db.prepare_cached(
        "DELETE FROM desk_spans WHERE organization_id = ?1 AND field = ?2 AND value = ifnull(?3, x'')
           AND class = ?4 AND since = ?5 AND row_id = ?6",
    )?;
    for span in spans.iter().filter(|span| span.table.name == table.name) {
        remove.execute((
            organization,
            field(table, span.column),
            Bound(span.value.as_ref()),
            class(span.until - span.since),
            span.since,
            id,
        ))?;
    }
    Ok(())
}

/// What is wrong with the spans, as sentences: where a list as it was would not be led to a row.
pub(crate) fn check(db: &Connection) -> rusqlite::Result<Vec<String>> {
    if !made(db)? {
        return Ok(Vec::new());
    }
    let mut missing = 0;
    let _ = ended(db, None, &mut |_| ControlFlow::Continue(()), &mut |row, span| {
        let found = db
            .prepare_cached(&format!(
                "SELECT EXISTS (SELECT 1 FROM desk_spans AS s WHERE s.organization_id = t.organization_id AND s.field = ?2
                   AND s.value = ifnull(?3, x'') AND s.class = ?4 AND s.since = ?5 AND s.row_id = t.id AND s.until = ?6)
                 FROM {} AS t WHERE t.id = ?1",
                span.table.name
            ))?
            .query_row(
                (
                    row,
                    field(span.table, span.column),
                    Bound(span.value.as_ref()),
                    class(span.until - span.since),
                    span.since,
                    span.until,
                ),
                |row| row.get::<_, bool>(0),
            )
            .optional()?;
        missing += u64::from(found == Some(false));
        Ok(())
    })?;
    Ok(match missing {
        0 => Vec::new(),
        _ => vec![format!(
            "{missing} spans of what rows said before are missing; rebuild_search makes them anew"
        )],
    })
}

impl Org<'_> {
    /// Makes the spans anew, of all organizations in the file.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled, INTERNAL when the database refuses.
    pub fn rebuild_spans(&self) -> Result<()> {
        let mut cancelled = Ok(());
        let filled = fill(&self.tx, &mut |done, total| {
            cancelled = self.progress(done, total);
            if cancelled.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        cancelled.and(filled.map(drop).map_err(fault))
    }
}
