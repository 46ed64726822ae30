//! Taking over what was pulled: each row is merged with what is pending on it, and what was decided is
//! noted, so that the log's entries need not be rewritten.

use super::{
    merge::Rules,
    outbox::{Key, Kind, Part, Settled, Told},
    rebase::{self, Conflict, Own, Pending, Rebased, Row, There, Write},
};
use model::{Class, Column, Default, Table, Value, tally};
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

    /// Of a row, entries before that one tell nothing any more.
    pub fn nothing_before(&mut self, key: Key, from: i64) {
        self.columns.retain(|(other, _), _| *other != key);
        self.rows.insert(key, from);
    }

    /// A column is told from that entry on, which was made from `base`, where it was not made from what was
    /// taken over.
    pub fn settle(&mut self, key: Key, place: usize, from: i64, base: Option<&Value>) {
        self.columns.insert((key, place), Settled { from, base: base.cloned() });
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
    /// Whether it was made here and never was here before: where the hub has it too, somebody else has made the same.
    pub fresh: bool,
    /// When the entry at a place of the log was made, by the hub's clock.
    pub at: &'a dyn Fn(i64) -> i64,
    /// The place in the log that writing it will get.
    pub next: i64,
}

/// What is to be done with a row that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What is to be written, in this order, each as one entry that came from the hub; the first one at
    /// [`Pulled::next`].
    pub writes: Vec<Write>,
    /// What does not stand.
    pub conflicts: Vec<Conflict>,
}

/// Merges a row with what is pending on it.
pub fn row(pulled: Pulled<'_>, rules: Rules<'_>, notes: &mut Notes) -> Taken {
    if let (None, Some(there)) = (pulled.here, pulled.there.row)
        && !pulled.told.is_empty()
        && pulled.told.iter().all(|told| told.kind == Kind::Update)
    {
        return back(pulled, there, rules, notes);
    }
    // Of most rows nothing is told.
    let here = pulled.here.filter(|_| !pulled.told.is_empty());
    let told = here.map(|here| as_told(pulled.table, here, pulled.told));
    let mine = told.as_ref().or(pulled.here);
    let before = pending(Pulled { here: mine, ..pulled });
    let mut rebased = rebase::row(pulled.table, mine, &before, pulled.there, rules);
    if let (Some(here), Some(mine)) = (here, &told) {
        rebased.write = written(here, mine, rebased.write);
    }
    let plain = pulled.told.iter().all(|told| told.kind == Kind::Update);
    if let (Some(here), Some(there), Pending::Edited(after)) =
        (pulled.here, pulled.there.row, &rebased.pending)
        && !plain
    {
        return anew(pulled, here, there, after, rebased.clone(), notes);
    }
    // What is written now stands in the log as well, and is the hub's own.
    let after_it = pulled.next + i64::from(rebased.write != Write::Nothing);
    match (&before, &rebased.pending) {
        (Pending::Nothing, _) | (Pending::Made, Pending::Made) => {}
        (_, Pending::Deleted { base }) => {
            let gone = pulled.told.iter().rev().find(|told| told.kind == Kind::Delete);
            let from = gone.map_or(after_it, |told| told.seq);
            notes.rows.insert(pulled.key, from);
            for (place, value) in base.iter().enumerate() {
                notes.settle(pulled.key, place, from, Some(value));
            }
        }
        (Pending::Edited(before), after) if plain && pulled.there.row.is_some() => {
            // Also where nothing is left: differences in sums that cancel each other out are told all the same,
            // as one may arrive without the other.
            let nothing = BTreeMap::new();
            let after = if let Pending::Edited(after) = after { after } else { &nothing };
            for place in before.keys() {
                let column = &pulled.table.columns[*place];
                let theirs = pulled.there.row.map(|row| &row[*place]);
                let merged = matches!(&rebased.write, Write::Update(to) if to.contains_key(place));
                match after.contains_key(place) {
                    // Of a sum the differences stay what they are.
                    _ if column.class == Class::Delta => {}
                    true if merged => notes.settle(pulled.key, *place, pulled.next, theirs),
                    true => notes.settle(pulled.key, *place, first(pulled.told, *place), theirs),
                    false => notes.settle(pulled.key, *place, after_it, None),
                }
            }
        }
        (_, _) => notes.nothing_before(pulled.key, after_it),
    }
    let writes = Some(rebased.write).filter(|write| *write != Write::Nothing);
    Taken { writes: writes.into_iter().collect(), conflicts: rebased.conflicts }
}

/// The row with what is told of it. Only to a hub that was restored is told again what others had typed over since.
pub(super) fn as_told(table: &Table, here: &Row, told: &[Told]) -> Row {
    let mut row = here.clone();
    let there = told.iter().filter(|told| told.kind != Kind::Delete);
    for (place, part) in there.flat_map(|told| &told.columns) {
        let column = &table.columns[*place];
        // What rows add up to, or is computed, follows these.
        let follows = matches!(column.class, Class::Delta | Class::Derived);
        if let Part::Edit { new, .. } = part
            && !follows
            && !tally::is_sum(table.name, column.name)
        {
            row[*place] = new.clone();
        }
    }
    row
}

/// What is to be written to the row here, where that is what was to be to the one that is told.
fn written(here: &Row, mine: &Row, write: Write) -> Write {
    let mut columns = differences(here, mine);
    match write {
        Write::Nothing => {}
        Write::Update(merged) => columns.extend(merged),
        Write::Insert(_) | Write::Delete | Write::Follow => return write,
    }
    columns.retain(|place, value| here[*place] != *value);
    if columns.is_empty() { Write::Nothing } else { Write::Update(columns) }
}

/// A row that was deleted and brought back here, and changed at the hub meanwhile: its entries do not follow
/// from what the hub has. So it becomes what the hub has, and from that in a second entry what it is to be,
/// which is what the hub is told.
fn anew(
    pulled: Pulled<'_>,
    here: &Row,
    there: &Row,
    after: &BTreeMap<usize, Own>,
    rebased: Rebased,
    notes: &mut Notes,
) -> Taken {
    let mut merged = here.clone();
    if let Write::Update(columns) = rebased.write {
        columns.into_iter().for_each(|(place, value)| merged[place] = value);
    }
    let back = differences(here, there);
    let again: BTreeMap<_, _> = differences(there, &merged)
        .into_iter()
        // What rows add up to is told with them.
        .filter(|(place, _)| {
            after.contains_key(place)
                && !tally::is_sum(pulled.table.name, pulled.table.columns[*place].name)
        })
        .collect();
    let second = pulled.next + i64::from(!back.is_empty());
    notes.nothing_before(pulled.key, pulled.next);
    for place in again.keys() {
        notes.settle(pulled.key, *place, second, Some(&there[*place]));
    }
    let writes = [back, again].into_iter().filter(|columns| !columns.is_empty());
    Taken { writes: writes.map(Write::Update).collect(), conflicts: rebased.conflicts }
}

/// A row that went here with another one, or by something that was given up, and that is there all the same. It
/// comes as the hub has it, and in a second entry gets what is pending on it.
fn back(pulled: Pulled<'_>, there: &Row, rules: Rules<'_>, notes: &mut Notes) -> Taken {
    let (mut mine, mut edited) = (there.clone(), BTreeMap::new());
    for told in pulled.told {
        for (place, part) in &told.columns {
            match (part, &mine[*place]) {
                (Part::Edit { base, new }, _) => {
                    let at = (pulled.at)(told.seq);
                    let own = edited.entry(*place).or_insert(Own { base: base.clone(), at });
                    own.at = at;
                    mine[*place] = new.clone();
                }
                (Part::Added(n), Value::Int(held)) => mine[*place] = Value::Int(held + n),
                (Part::Added(_), _) => {}
            }
        }
    }
    let places: Vec<usize> = edited.keys().copied().collect();
    let rebased = rebase::row(
        pulled.table,
        Some(&mine),
        &Pending::Edited(edited),
        There { row: Some(there), edited: pulled.there.edited },
        rules,
    );
    let summed = mine.clone();
    if let Write::Update(columns) = &rebased.write {
        columns.iter().for_each(|(place, value)| mine[*place] = value.clone());
    }
    // Sums are no edits of a column: what was added stays added.
    for (place, column) in pulled.table.columns.iter().enumerate() {
        if column.class == Class::Delta {
            mine[place] = summed[place].clone();
        }
    }
    let again = differences(there, &mine);
    for place in places {
        let theirs = again.contains_key(&place).then_some(&there[place]);
        let from = pulled.next + 1 + i64::from(theirs.is_none() && !again.is_empty());
        notes.settle(pulled.key, place, from, theirs);
    }
    let second = Some(again).filter(|again| !again.is_empty()).map(Write::Update);
    let writes = [Some(Write::Insert(there.clone())), second].into_iter().flatten().collect();
    Taken { writes, conflicts: rebased.conflicts }
}

/// The columns in which the second row differs, with its values.
fn differences(one: &Row, other: &Row) -> BTreeMap<usize, Value> {
    let pairs = one.iter().zip(other).enumerate();
    pairs.filter(|(_, (a, b))| a != b).map(|(place, (_, b))| (place, b.clone())).collect()
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
        // Both made it of nothing: what is not as it would be by default was edited.
        (Some(here), Kind::Insert) if pulled.fresh && pulled.there.row.is_some() => {
            let at = (pulled.at)(begin.seq);
            let own = |(place, column): (usize, &Column)| {
                let at = edited.get(&place).copied().unwrap_or(at);
                let base = by_default(column);
                (base != here[place]).then_some((place, Own { base, at }))
            };
            Pending::Edited(pulled.table.columns.iter().enumerate().filter_map(own).collect())
        }
        (Some(_), Kind::Insert) => Pending::Made,
        (None, Kind::Insert) => Pending::Nothing,
        (None, _) => Pending::Deleted { base },
        (Some(_), _) => {
            let own = |(place, at): (usize, i64)| (place, Own { base: base[place].clone(), at });
            Pending::Edited(edited.into_iter().map(own).collect())
        }
    }
}

/// What a column holds where nobody gives it a value.
fn by_default(column: &Column) -> Value {
    match column.default {
        Default::Int(n) => Value::Int(n),
        Default::Text(text) => text.into(),
        Default::None | Default::NewId | Default::Now => Value::Null,
    }
}

#[cfg(test)]
mod tests;
