//! Reversing what the log tells: undo, redo, and bringing back what was deleted.
//!
//! A reversal is read as a plan first ([`Org::reversal`]): each row that a group of entries changed,
//! as it stands and as it was before. Rows that moved on since are skipped, and with them what hangs
//! together with them. The rules look the plan over and may skip more; then it is carried out
//! ([`Org::reverse`]), as a group of entries that can be reversed in turn.

mod apply;
mod bonds;
mod read;
mod stack;

pub use stack::Done;

use model::{Instant, Table, Value};
use uuid::Uuid;

/// What reversing a group of entries comes to.
#[derive(Debug, Default)]
pub struct Reversal {
    /// The rows, in the order in which they were changed first.
    pub rows: Vec<Reversed>,
    /// The counts that moved with them, in rows that are still there.
    counts: Vec<Count>,
}

/// A count in a row, kept by the rows that it counts. It sinks no lower than nothing, so that it may have
/// moved by less than they, and has to come back by less.
#[derive(Debug)]
struct Count {
    table: &'static Table,
    id: Uuid,
    column: &'static str,
    /// What it is now.
    held: i64,
    /// By how much the group moved it.
    moved: i64,
}

/// A row that a reversal changes back.
#[derive(Debug)]
pub struct Reversed {
    /// Its table.
    pub table: &'static Table,
    /// Its id.
    pub id: Uuid,
    /// Its values as it stands; `None` where it is not there.
    pub from: Option<Vec<Value>>,
    /// Its values as it will be; `None` where it goes. `updated_at` moves on besides.
    pub to: Option<Vec<Value>>,
    /// Why it stays as it is.
    pub skipped: Option<Skip>,
    /// What it refers to no more when it comes back.
    pub lost: Vec<Lost>,
    /// Whether it was changed as the effect of another row's deletion only, or of its return.
    effect: bool,
    /// Rows of the same number stay or go together.
    set: usize,
    /// The places of rows without which this one cannot be changed back.
    needs: Vec<usize>,
}

/// A reference that a row comes back without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// The column; it is nullable.
    pub column: &'static str,
    /// Why, to be read after the column's name and a comma.
    pub why: &'static str,
}

impl Lost {
    /// For what it referred to being away.
    fn gone(column: &'static str) -> Self {
        Self { column, why: "gone by now" }
    }
}

/// Why a row is not changed back.
#[derive(Debug, Clone, PartialEq)]
pub struct Skip {
    /// A sentence.
    pub reason: String,
    /// Who changed it since: id and name, as far as they are known here.
    pub by: Option<(Uuid, Option<String>)>,
    /// When.
    pub at: Option<Instant>,
}

impl Skip {
    /// For a reason that is nobody's later change.
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), by: None, at: None }
    }
}

impl Reversal {
    /// The rows that are changed back, and their places.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = (usize, &Reversed)> {
        self.rows.iter().enumerate().filter(|(_, row)| row.skipped.is_none())
    }

    /// Brings a row back without a reference of its own.
    pub fn lose(&mut self, place: usize, lost: Lost) {
        if let Some(row) = self.rows.get_mut(place).filter(|row| !row.loses(lost.column)) {
            row.lost.push(lost);
        }
    }

    /// Leaves the rows at these places as they are, and all that hangs together with them.
    pub fn skip(&mut self, places: impl IntoIterator<Item = (usize, Skip)>) {
        for (place, why) in places {
            if let Some(row) = self.rows.get_mut(place) {
                row.skipped.get_or_insert(why);
            }
        }
        bonds::settle(&mut self.rows);
    }
}

impl Reversed {
    /// Whether it comes back without what that column held.
    pub fn loses(&self, column: &str) -> bool {
        self.lost.iter().any(|lost| lost.column == column)
    }

    /// A label, number or text of the row as it stands.
    pub fn before(&self, column: &str) -> Option<&Value> {
        self.table.position(column).and_then(|place| self.from.as_ref()?.get(place))
    }

    /// The same as it will be.
    pub fn after(&self, column: &str) -> Option<&Value> {
        self.table.position(column).and_then(|place| self.to.as_ref()?.get(place))
    }
}
