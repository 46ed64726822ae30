//! How long rows said what, of the columns that lists are filtered by: it leads a list as it was to the rows
//! that have changed since. Without it each row that changed would have to be taken back first.
//!
//! A span is a value that a row had from one entry of the log up to another. The trigger that logs the
//! change of such a column writes the span that ends by it; the one that lasts is the live row's, which
//! the table's own indexes lead to. All of them follow from the log and can be made anew from it.
//!
//! "Which spans hold this position" would be a search among all that began before it. Spans are kept by
//! the magnitude of their length instead, in powers of 8: of each, only those that began up to that
//! length before the position can still hold it, and a good part of these do.

mod derived;

pub(crate) use derived::{at_opening, check, forget};

use crate::{
    Org, meta,
    sql::{Bound, last_entry, name},
};
use model::{Class, Column, Table, Value, tables};
use rusqlite::Connection;
use std::{fmt::Write as _, sync::LazyLock};
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

/// What the trigger that logs the end of spans does before it writes its entry: for each column that changed, a
/// span from the row's last entry that says something of it to that entry.
pub(crate) fn end(table: &'static Table) -> String {
    let mut body = String::new();
    for column in columns(table) {
        let c = name(column.name);
        // Not by max(), for which SQLite would go through all of the log here. And what cannot be, two spans of
        // one beginning, must not stand in the way of work.
        let _ = write!(
            body,
            "    INSERT INTO desk_spans (organization_id, field, value, class, since, row_id, until, created_at)\n    \
             SELECT OLD.organization_id, '{}', ifnull(OLD.{c}, x''), length(printf('%o', until - since)), since, OLD.id, until, OLD.created_at\n    \
             FROM (SELECT ifnull((SELECT seq FROM desk_log ORDER BY seq DESC LIMIT 1), 0) + 1 AS until,\n      \
             ifnull((SELECT seq FROM desk_log WHERE row_id = OLD.id AND table_name = '{}'\n        \
             AND (kind = 'insert' OR instr(old, '\"{}\":') > 0) ORDER BY seq DESC LIMIT 1), 0) AS since\n      \
             WHERE NEW.{c} IS NOT OLD.{c})\n    \
             WHERE TRUE ON CONFLICT DO NOTHING;\n",
            field(table, column),
            table.name,
            column.name
        );
    }
    body
}

/// The number of octal digits, which any SQLite can count.
fn class(length: i64) -> u32 {
    (i64::BITS - length.max(1).leading_zeros()).div_ceil(3)
}

/// Whether a file's spans are of the columns that this program keeps them of.
fn made(db: &Connection) -> rusqlite::Result<bool> {
    static FIELDS: LazyLock<String> = LazyLock::new(fields);
    Ok(meta::text(db, MADE)?.is_some_and(|made| made == *FIELDS))
}

impl Org<'_> {
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
