//! Taking over what was pulled: each row is merged with what is pending on it, and what was decided is
//! noted, so that the log's entries need not be rewritten.

use super::{
    merge::Rules,
    outbox::{Key, Kind, Part, Settled, Told},
    rebase::{self, Own, Pending, Rebased, Row, There, Write},
};
use model::{Class, Table, Value};
use std::collections::{BTreeMap, HashMap};

/// What was decided about rows and columns that were taken over, for what the log says of them since the last
/// push. A note goes when the entry it begins with is acknowledged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Of a row: entries before this one tell nothing any more.
    pub rows: HashMap<Key, i64>,
    /// Of a column.
    pub columns: HashMap<(Key, usize), Settled>,
}

impl Notes {
    /// Whether an entry tells anything about its row.
    pub fn tells(&self, key: Key, seq: i64) -> bool {
        self.rows.get(&key).is_none_or(|from| seq >= *from)
    }

    /// Forgets what concerns entries up to `seq`, which the hub has now.
    pub fn acknowledge(&mut self, seq: i64) {
        self.rows.retain(|_, from| *from > seq);
        self.columns.retain(|_, note| note.from > seq);
    }
}

/// A row to be taken over.
#[derive(Clone, Copy)]
pub struct Pulled<'a> {
    /// Its table.
    pub table: &'static Table,
    /// Its key.
    pub key: Key,
    /// As it is here; `None` where it is not.
    pub here: Option<&'a Row>,
    /// As the hub has it.
    pub there: There<'a>,
    /// What is pending on it, oldest first.
    pub told: &'a [Told],
    /// When the entry at a place of the log was made, by the hub's clock.
    pub at: &'a dyn Fn(i64) -> i64,
    /// The place in the log that writing it will get.
    pub next: i64,
}

/// Merges a row with what is pending on it. What is to be written is for the caller to write, as one entry at
/// `next`.
pub fn row(pulled: Pulled<'_>, rules: Rules<'_>, notes: &mut Notes) -> Rebased {
    let before = pending(pulled);
    let rebased = rebase::row(pulled.table, pulled.here, &before, pulled.there, rules);
    // What is written now stands in the log as well, and is the hub's own.
    let after_it = pulled.next + i64::from(rebased.write != Write::Nothing);
    let settle = |notes: &mut Notes, place: usize, from: i64, base: Option<&Value>| {
        notes.columns.insert((pulled.key, place), Settled { from, base: base.cloned() });
    };
    match (&before, &rebased.pending) {
        (Pending::Nothing, _) => {}
        (_, Pending::Deleted { base }) => {
            let gone = pulled.told.iter().rev().find(|told| told.kind == Kind::Delete);
            let from = gone.map_or(after_it, |told| told.seq);
            notes.rows.insert(pulled.key, from);
            for (place, value) in base.iter().enumerate() {
                settle(notes, place, from, Some(value));
            }
        }
        (Pending::Edited(before), Pending::Edited(after)) => {
            for place in before.keys() {
                let column = &pulled.table.columns[*place];
                let theirs = pulled.there.row.map(|row| &row[*place]);
                let merged = matches!(&rebased.write, Write::Update(to) if to.contains_key(place));
                match after.contains_key(place) {
                    // Of a sum the differences stay what they are.
                    true if column.class == Class::Delta => {}
                    true if merged => settle(notes, *place, pulled.next, theirs),
                    true => settle(notes, *place, first(pulled.told, *place), theirs),
                    false => settle(notes, *place, after_it, None),
                }
            }
        }
        (_, _) => {
            notes.columns.retain(|(key, _), _| *key != pulled.key);
            notes.rows.insert(pulled.key, after_it);
        }
    }
    rebased
}

/// The first entry that tells of a column.
fn first(told: &[Told], place: usize) -> i64 {
    let tells = |told: &&Told| told.columns.iter().any(|(other, _)| *other == place);
    told.iter().find(tells).map_or(0, |told| told.seq)
}

/// What the entries that the hub does not know make of a row, together.
fn pending(pulled: Pulled<'_>) -> Pending {
    let Some(begin) = pulled.told.first() else { return Pending::Nothing };
    let blank = || vec![Value::Null; pulled.table.columns.len()];
    let mut base = pulled.here.cloned().unwrap_or_else(blank);
    let mut edited: BTreeMap<usize, i64> = BTreeMap::new();
    // Back to what the hub has.
    for told in pulled.told.iter().rev() {
        for (place, part) in &told.columns {
            edited.entry(*place).or_insert_with(|| (pulled.at)(told.seq));
            match (part, &base[*place]) {
                (Part::Edit { base: was, .. }, _) => base[*place] = was.clone(),
                (Part::Added(n), Value::Int(held)) => base[*place] = Value::Int(held - n),
                (Part::Added(_), _) => {}
            }
        }
    }
    match (pulled.here, begin.kind) {
        (Some(_), Kind::Insert) => Pending::Made,
        (None, Kind::Insert) => Pending::Nothing,
        (None, _) => Pending::Deleted { base },
        (Some(_), _) => {
            let own = |(place, at): (usize, i64)| (place, Own { base: base[place].clone(), at });
            Pending::Edited(edited.into_iter().map(own).collect())
        }
    }
}

#[cfg(test)]
mod tests;
