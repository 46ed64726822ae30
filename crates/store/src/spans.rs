//! How long rows said what, of the columns that lists are filtered by: it leads a list as it was to the rows
//! that have changed since. Without it each row that changed would have to be taken back first.
//!
//! A span is a value that a row had from one entry of the log up to another. The trigger that logs the
//! change of such a column writes the span that ends by it; the one that lasts is the live row's, which
//! the table's own indexes lead to. All of them follow from the log and can be made anew from it.
//!
//! "Which spans hold this position" would be a search among all that began before it. Spans are kept by
//! the magnitude of their length instead, in powers of 8: of each, only those that began up to that
//! length before the position can still hold it, and most of these do.

use crate::{
    Org, Progress,
    fault::fault,
    meta, rewind,
    sql::{Bound, last_entry, name},
};
use model::{Class, Column, Result, Table, Value, tables};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::{ops::ControlFlow, sync::LazyLock};
use uuid::Uuid;

/// The columns that spans are made of, as long as they are these.
const MADE: &str = "spans";

/// A list is led to so many rows, and by so many values. Where there are more they are many among all others:
/// going through these finds a page's rows soon.
const ROWS: usize = 2_000;
const VALUES: usize = 8;

/// The columns of a table whose spans are kept: of what is worked on, how far it is, and whom it points to.
pub(crate) fn columns(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    let worked_on = table.columns.iter().any(|c| c.class == Class::State);
    table.columns.iter().filter(move |c| {
        worked_on
            && (c.class == Class::State || c.references.is_some() && c.name != "organization_id")
    })
}

/// The tables that have such columns.
fn kept() -> impl Iterator<Item = &'static Table> {
    tables::every().filter(|table| columns(table).next().is_some())
}

fn field(table: &Table, column: &Column) -> String {
    format!("{}.{}", table.name, column.name)
}

/// All of them, in one text.
fn fields() -> String {
    let fields: Vec<_> = kept().flat_map(|t| columns(t).map(|c| field(t, c))).collect();
    fields.join(" ")
}

/// Whether an entry, as `alias`, is of the beginning of a span: the row's insert, or a change of that column.
fn begins(alias: &str, column: &Column) -> String {
    format!("{alias}.kind = 'insert' OR instr({alias}.old, '\"{}\":') > 0", column.name)
}

/// What the trigger that logs an update does about spans, before its entry is written.
pub(crate) fn on_update(table: &'static Table) -> String {
    let mut ending = Vec::new();
    for column in columns(table) {
        let c = name(column.name);
        ending.push(format!(
            "      SELECT '{}' AS field, ifnull(OLD.{c}, x'') AS value, ifnull((SELECT seq FROM desk_log AS l\n        \
             WHERE l.row_id = OLD.id AND l.table_name = '{}' AND ({})\n        \
             ORDER BY seq DESC LIMIT 1), 0) AS since\n        \
             WHERE NEW.{c} IS NOT OLD.{c}\n",
            field(table, column),
            table.name,
            begins("l", column)
        ));
    }
    if ending.is_empty() {
        return String::new();
    }
    // Not by max(), for which SQLite goes through all of the log here. And what cannot be, two spans of one
    // beginning, must not stand in the way of work.
    format!(
        "    INSERT INTO desk_spans (organization_id, field, value, class, since, row_id, until, created_at)\n    \
         SELECT OLD.organization_id, field, value, length(printf('%o', until - since)), since, OLD.id, until, OLD.created_at\n    \
         FROM (\n{}    ), (SELECT ifnull((SELECT seq FROM desk_log ORDER BY seq DESC LIMIT 1), 0) + 1 AS until)\n    \
         WHERE TRUE ON CONFLICT DO NOTHING;\n",
        ending.join("      UNION ALL\n")
    )
}

/// A value that a row had, and from which entry of the log up to which.
#[derive(Clone)]
struct Span {
    table: &'static Table,
    column: &'static Column,
    value: Value,
    since: i64,
    until: i64,
}

/// The number of octal digits, which any SQLite can count.
fn class(length: i64) -> u32 {
    (i64::BITS - length.max(1).leading_zeros()).div_ceil(3)
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

/// Whether a file's spans are of the columns that this program keeps them of.
fn made(db: &Connection) -> rusqlite::Result<bool> {
    static FIELDS: LazyLock<String> = LazyLock::new(fields);
    Ok(meta::text(db, MADE)?.is_some_and(|made| made == *FIELDS))
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

    /// Where rows stand, by `created_at`, that said one of `among` at a position of the log and have said
    /// something else since. `None` where the column's spans are not kept, or nothing is gained by them.
    pub(crate) fn said(
        &self,
        table: &'static Table,
        column: &str,
        among: &[&Value],
        position: i64,
    ) -> rusqlite::Result<Option<Vec<(i64, Uuid)>>> {
        let Some(column) = columns(table).find(|c| c.name == column) else { return Ok(None) };
        if !(1..=VALUES).contains(&among.len()) || !made(&self.tx)? {
            return Ok(None);
        }
        let (organization, field) = (self.id().uuid(), field(table, column));
        let mut read = self.tx.prepare_cached(
            "SELECT created_at, row_id FROM desk_spans
             WHERE organization_id = ?1 AND field = ?2 AND value = ifnull(?3, x'') AND class = ?4
               AND since > ?5 AND since <= ?6 AND until > ?6",
        )?;
        let mut found = Vec::new();
        for value in among {
            for class in 1..=class(last_entry(&self.tx)?) {
                let longest = 8i64.checked_pow(class).unwrap_or(i64::MAX);
                let mut rows = read.query((
                    organization,
                    &field,
                    Bound(value.as_ref()),
                    class,
                    position.saturating_sub(longest),
                    position,
                ))?;
                while let Some(row) = rows.next()? {
                    if found.len() == ROWS {
                        return Ok(None);
                    }
                    found.push((row.get(0)?, row.get(1)?));
                }
            }
        }
        Ok(Some(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_what_the_trigger_counts() {
        let db = Connection::open_in_memory().expect("SQLite");
        let mut count = db.prepare("SELECT length(printf('%o', ?1))").expect("SQL");
        for length in [1, 7, 8, 63, 64, 65, 511, 512, 1 << 40, (1 << 60) - 1, 1 << 60, i64::MAX] {
            let digits: u32 = count.query_row([length], |row| row.get(0)).expect("digits");
            assert_eq!(class(length), digits, "{length}");
            assert!(8i128.pow(digits) > i128::from(length), "{length}");
        }
    }
}
