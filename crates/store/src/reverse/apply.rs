//! Carrying a reversal out.

use super::{Done, Reversal, Reversed};
use crate::{Org, rows::Changes};
use model::{
    OnDelete, Result, Value, tables,
    tally::{self, Tally},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

impl Org<'_> {
    /// Carries out what [`Org::reversal`] planned for an operation, and marks it as undone, or as done
    /// again. Returns how many rows changed.
    ///
    /// # Errors
    /// BUDGET_EXCEEDED when it would spend what is not there any more, CONFLICT when it was cancelled;
    /// nothing is changed then.
    pub fn reverse(&mut self, done: &Done, plan: &Reversal) -> Result<usize> {
        let changed = self.put_back(plan)?;
        self.turned(done)?;
        Ok(changed)
    }

    /// Changes rows back: first those that stay, then those that go, then those that come, children
    /// before their parents. So no row that goes takes a reference along that is about to be cleared,
    /// and a row that comes back finds in its sums what refers to it already.
    pub(crate) fn put_back(&mut self, plan: &Reversal) -> Result<usize> {
        let rank: HashMap<&str, usize> =
            tables::every().enumerate().map(|(place, table)| (table.name, place)).collect();
        let mut rows: Vec<&Reversed> = plan.kept().map(|(_, row)| row).collect();
        rows.sort_by_key(|row| match (&row.from, &row.to) {
            (Some(_), Some(_)) => (0, 0),
            (Some(_), None) => (1, usize::MAX - rank[row.table.name]),
            _ => (2, usize::MAX - rank[row.table.name]),
        });
        let goes: HashSet<Uuid> =
            rows.iter().filter(|row| row.to.is_none()).map(|row| row.id).collect();
        let missing = missing(plan);
        let mut depth = false;
        for (n, row) in rows.iter().enumerate() {
            if n % 256 == 0 {
                self.progress(n, rows.len())?;
            }
            // What only followed another row is logged as its effect again, so that it follows it in
            // whatever comes next.
            let effect = row.effect || (row.to.is_none() && follows(row, &goes));
            if effect != depth {
                let set = Value::Int(effect.into());
                self.run("UPDATE desk_context SET depth = ?1", &[set])?;
                depth = effect;
            }
            self.put(row, &missing)?;
        }
        self.recount(plan)?;
        self.run("UPDATE desk_context SET depth = 0", &[])?;
        Ok(rows.len())
    }

    /// Brings counts back to what they were, where the rows that they count brought them elsewhere.
    fn recount(&self, plan: &Reversal) -> Result<()> {
        self.run("UPDATE desk_context SET depth = 1", &[])?;
        for count in &plan.counts {
            let counted = |row: &Reversed| {
                let tallies = tally::ALL.iter().filter(|t| t.table == row.table.name);
                let mut parts = tallies
                    .filter(|t| stays_out(row, t))
                    .flat_map(|t| row.from.iter().chain(&row.to).filter_map(|image| t.part(image)));
                parts.any(|(to, _)| to == count.id)
            };
            // Where some stay as they are, it is what the others make it.
            if plan.rows.iter().any(counted) {
                continue;
            }
            let back = (count.held - count.moved).max(count.held.min(0));
            self.update(count.table, count.id, vec![(count.column, Value::Int(back))])?;
        }
        Ok(())
    }

    fn put(&self, row: &Reversed, missing: &Missing) -> Result<()> {
        match (&row.from, &row.to) {
            (Some(from), Some(to)) => {
                let columns = row.table.columns.iter().zip(from.iter().zip(to));
                let changes: Changes = columns
                    .filter(|(column, (from, to))| from != to && column.name != "updated_at")
                    .map(|(column, (_, to))| (column.name, to.clone()))
                    .collect();
                self.change(row.table, from, changes).map(drop)
            }
            (Some(_), None) => self.delete(row.table, row.id),
            (None, Some(to)) => {
                let mut given: Changes = Vec::with_capacity(to.len());
                for (column, value) in row.table.columns.iter().zip(to) {
                    let value = match value {
                        _ if row.loses(column.name) => Value::Null,
                        Value::Int(last) if column.name == "updated_at" => {
                            Value::Int(self.now().0.max(last + 1))
                        }
                        Value::Int(sum) => {
                            Value::Int(sum - missing.get(&(row.id, column.name)).unwrap_or(&0))
                        }
                        _ => value.clone(),
                    };
                    given.push((column.name, value));
                }
                self.insert(row.table, given).map(drop)
            }
            (None, None) => Ok(()),
        }
    }
}

/// Whether a row goes with one that takes its children along.
fn follows(row: &Reversed, goes: &HashSet<Uuid>) -> bool {
    row.table.references().any(|(column, _)| {
        column.on_delete() == OnDelete::Cascade
            && matches!(row.before(column.name), Some(Value::Id(id)) if goes.contains(id))
    })
}

/// By row and column of a sum, what it holds too much when it comes back: what those had added that
/// do not come back with it.
type Missing = HashMap<(Uuid, &'static str), i64>;

fn missing(plan: &Reversal) -> Missing {
    let mut missing = Missing::new();
    for row in &plan.rows {
        let Some(to) = &row.to else { continue };
        let tallies = tally::ALL.iter().filter(|tally| tally.table == row.table.name);
        for tally in tallies.filter(|tally| stays_out(row, tally)) {
            if let Some((sum, amount)) = tally.part(to) {
                *missing.entry((sum, tally.sum)).or_default() += amount;
                if let Some(rest) = tally.rest {
                    *missing.entry((sum, rest)).or_default() -= amount;
                }
            }
        }
    }
    missing
}

/// Whether a row does not move a sum as it did: it stays as it is, or comes back without the row that has
/// the sum.
fn stays_out(row: &Reversed, tally: &Tally) -> bool {
    row.skipped.is_some() || row.loses(tally.by)
}
