//! Sums, where a row that counts was merged.
//!
//! A desk tells the differences that its own work made in a sum. Where that work does not stand, or others
//! did the same, the difference that was told with it is wrong by what became of the row: two desks that delete
//! the same record would both take its amount from the budget.

use crate::engine::{
    outbox::Key,
    rebase::{Row, Write},
    sides::{Work, Written},
};
use model::{Result, Value, tables, tally};
use std::collections::BTreeMap;

/// A row, on its way through a merge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged<'a> {
    /// As the hub had it when the desk pulled last.
    pub base: Option<&'a Row>,
    /// As the hub has it.
    pub theirs: Option<&'a Row>,
    /// As it was here.
    pub mine: Option<&'a Row>,
    /// As it is here now.
    pub now: Option<&'a Row>,
}

/// Corrects the sums that the row counts in: the hub is told that difference as well.
pub(super) fn correct(work: &mut dyn Work, table: &str, row: Merged<'_>) -> Result<()> {
    for tally in tally::ALL.into_iter().filter(|tally| tally.table == table) {
        let mut by: BTreeMap<_, i64> = BTreeMap::new();
        // What is to be told, less what is told: (now - theirs) - (mine - base).
        for (row, sign) in [(row.now, 1), (row.theirs, -1), (row.mine, -1), (row.base, 1)] {
            if let Some((to, amount)) = row.and_then(|row| tally.part(row)) {
                *by.entry(to).or_default() += sign * amount;
            }
        }
        let Some(to) = tables::find(tally.to) else { continue };
        let places =
            [Some(tally.sum), tally.rest].map(|name| name.and_then(|name| to.position(name)));
        for (id, by) in by.into_iter().filter(|(_, by)| *by != 0) {
            let key: Key = (to.name, id);
            let Some(held) = work.row(key)? else { continue };
            let mut columns = BTreeMap::new();
            for (place, by) in places.into_iter().zip([by, -by]) {
                if let Some((place, Value::Int(sum))) = place.map(|place| (place, &held[place])) {
                    columns.insert(place, Value::Int(sum.saturating_add(by)));
                }
            }
            let seq = work.next()?;
            if let (Written::Done(_), Some(place)) =
                (work.write(key, &Write::Update(columns))?, places[0])
            {
                let mut notes = work.notes(&[key])?;
                notes.settle(key, place, seq, Some(&held[place]));
                work.note(key, &notes)?;
            }
        }
    }
    Ok(())
}
