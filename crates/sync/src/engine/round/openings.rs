//! Sums while a hub is told all rows.
//!
//! A sum is told without what the rows that count in it add up to, and each of these brings its part when it is told. A copy
//! of this file may tell the hub rows as well, and have others: whoever tells the sum, and whoever a row, it comes out
//! right, as a row that the hub has already brings nothing a second time.

use super::{
    BATCH, Open,
    sums::{self, Sum},
    table,
};
use crate::engine::{
    first,
    outbox::{Key, Kind, Part, Told},
    rebase::Row,
    sides::{First, Group, Link, Look, Why, Work},
};
use model::{Result, Value, tally};
use std::collections::{BTreeMap, BTreeSet};

/// What rows add up to.
type Sums = BTreeMap<Sum, i64>;

/// Tells rows as they were when that began.
pub(super) struct Telling {
    first: First,
    /// What was counted then; read when it is needed first.
    counted: Option<Sums>,
}

impl Telling {
    pub fn new(first: First) -> Self {
        Self { first, counted: None }
    }

    /// A row as an operation, and what the hub is told of it; `None` where it is not to be told.
    pub fn row(&mut self, look: &dyn Look, key: Key) -> Result<Option<(Group, Vec<Told>)>> {
        let Some(mut row) = self.first.row(look, key)? else { return Ok(None) };
        let mut parts = Vec::new();
        for (((table, row), place), by) in sums::moved(key.0, None, Some(&row)) {
            let columns = vec![(place, Part::Added(by))];
            let (seq, group) = (self.first.place, first::group(key));
            parts.push(Told { seq, group, table, row, kind: Kind::Update, columns });
        }
        for (sum, rest) in sums::places(key.0) {
            if self.counted.is_none() {
                // Also by what is gone at the hub: its sum holds nothing of that.
                self.counted = Some(counted(look, self.first, |_| true, First::was)?);
            }
            let all = self.counted.as_ref();
            let by = all.and_then(|all| all.get(&(key, sum))).copied().unwrap_or(0);
            add(&mut row, sum, -by);
            rest.into_iter().for_each(|rest| add(&mut row, rest, by));
        }
        let (group, told) = first::told(table(key)?, key, row, self.first.place);
        Ok(Some((group, std::iter::once(told).chain(parts).collect())))
    }
}

fn add(row: &mut Row, place: usize, by: i64) {
    if let Value::Int(held) = &mut row[place] {
        *held = held.saturating_add(by);
    }
}

/// What rows that the hub is yet to get, as it was not told them or refuses them, add to sums.
pub(super) fn pending(look: &dyn Look, open: &Open, link: &Link) -> Result<Sums> {
    let Some(first) = link.first else { return Ok(Sums::new()) };
    let waits = |key: &Key| {
        let waiting = open.groups.get(&first::group(*key));
        waiting.is_some_and(|waiting| {
            matches!(waiting.why, Why::Quarantined(_) | Why::Held(_) | Why::Released)
        })
    };
    if first.done && open.groups.keys().all(|group| *group > 0) {
        return Ok(Sums::new());
    }
    counted(look, first, |key| first.is_before(*key) || waits(key), First::row)
}

/// What rows counted in sums when that began.
fn counted(
    look: &dyn Look,
    first: First,
    which: impl Fn(&Key) -> bool,
    row: impl Fn(&First, &dyn Look, Key) -> Result<Option<Row>>,
) -> Result<Sums> {
    let (mut keys, mut changed) = (BTreeSet::new(), BTreeSet::new());
    for tally in tally::ALL {
        keys.extend(look.counting(tally)?);
    }
    let mut after = first.place;
    loop {
        let (entries, upto) = look.entries(after, BATCH)?;
        if upto == after {
            break;
        }
        after = upto;
        let counts = entries.iter().filter(|entry| sums::counts(entry.table.name));
        changed.extend(counts.map(|entry| (entry.table.name, entry.row)));
    }
    keys.extend(&changed);
    let mut all = Sums::new();
    for key in keys.into_iter().filter(which) {
        // Of most rows the log says nothing since then.
        let row = if changed.contains(&key) { row(&first, look, key)? } else { look.row(key)? };
        for (sum, by) in sums::moved(key.0, None, row.as_ref()) {
            *all.entry(sum).or_default() += by;
        }
    }
    Ok(all)
}

/// A row is not to be told any more: has the rows asked for that hold its sums.
pub(in crate::engine) fn ask(work: &mut dyn Work, key: Key) -> Result<()> {
    let Some(first) = work.link()?.first else { return Ok(()) };
    let row = first.row(work, key)?;
    for ((to, _), _) in sums::moved(key.0, None, row.as_ref()) {
        let why = "It is asked for once more, as a row that counts in it is the hub's now.";
        work.set_unfit(to, Some(why))?;
    }
    Ok(())
}
