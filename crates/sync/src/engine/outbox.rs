//! What the hub is to be told: the change log's entries since the last push, each from what the hub has
//! to what it was made.
//!
//! The log is thin: an entry holds what was before it, what came after stands in the row's next entry or in
//! the row. Taking over rows from the hub rewrites no entry. It leaves a note on the columns it decided about:
//! from which entry on they are told, and from which base.

use super::{rebase::Row, take::Notes};
use model::{
    Class, Table, Value, tables,
    tally::{self, Tally},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A row of a table.
pub type Key = (&'static str, Uuid);

/// What an entry did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The row came.
    Insert,
    /// Some of its columns changed.
    Update,
    /// It went.
    Delete,
}

/// An entry of the change log.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its place in the log.
    pub seq: i64,
    /// The operation it was part of.
    pub group: i64,
    /// The row's table.
    pub table: &'static Table,
    /// The row.
    pub row: Uuid,
    /// What it did.
    pub kind: Kind,
    /// Whether it only followed another row: a foreign key or a sum did it. The hub has its own foreign
    /// keys; of sums it is told the difference.
    pub effect: bool,
    /// Whether it was taken over from the hub.
    pub pulled: bool,
    /// The values before, by the place of their column: of an update those it changed, of a delete all.
    pub old: Vec<(usize, Value)>,
}

/// What was decided about a column when the row was taken over last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Entries before this one tell nothing about the column any more.
    pub from: i64,
    /// What the hub had then, where that entry was made from something else; `None` where the first entry
    /// told follows what was taken over.
    pub base: Option<Value>,
}

/// An entry as the hub is told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the log.
    pub seq: i64,
    /// The operation it was part of.
    pub group: i64,
    /// The row's table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
    /// What it did.
    pub kind: Kind,
    /// By the place of their column.
    pub columns: Vec<(usize, Part)>,
}

/// What became of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// It was this and is to be that.
    Edit {
        /// What the hub has to have.
        base: Value,
        /// What it gets.
        new: Value,
    },
    /// So much is added, whatever it is.
    Added(i64),
}

/// Turns entries, oldest first and without a gap up to the newest, into what the hub is told. `live` are the rows as they
/// are now, those that are gone left out; `notes` what was decided when rows were taken over.
pub fn outgoing(entries: &[Logged], live: &HashMap<Key, Row>, notes: &Notes) -> Vec<Told> {
    let mut after: HashMap<Key, Option<Row>> = HashMap::new();
    let mut emptied = Emptied::default();
    // From the newest back, as each entry's new values stand in what came after it.
    let mut told: Vec<Told> = entries
        .iter()
        .rev()
        .filter_map(|entry| {
            let key = (entry.table.name, entry.row);
            let row = after.entry(key).or_insert_with(|| live.get(&key).cloned());
            let columns = parts(entry, row);
            back(entry, row);
            let columns: Vec<_> = columns
                .into_iter()
                .filter(|(place, part)| tells(entry, *place, part, notes))
                .filter_map(|(place, part)| Some((place, emptied.part(entry, place, part)?)))
                .collect();
            emptied.note(entry);
            let empty = columns.is_empty() && entry.kind == Kind::Update;
            let silent = empty
                || !notes.tells(key, entry.seq)
                || (entry.kind != Kind::Update && (follows(entry) || entry.pulled));
            (!silent).then_some(Told {
                seq: entry.seq,
                group: entry.group,
                table: entry.table.name,
                row: entry.row,
                kind: entry.kind,
                columns,
            })
        })
        .collect();
    told.reverse();
    before_effects(&mut told, entries);
    rebase(&mut told, notes);
    told
}

/// References that others' deletes emptied here: nobody has those rows any more, and the hub is not told to refer to
/// them.
#[derive(Default)]
struct Emptied(HashMap<(Key, usize), Vec<Value>>);

impl Emptied {
    /// What came later, from the newest back.
    fn note(&mut self, entry: &Logged) {
        if entry.pulled && entry.effect && entry.kind == Kind::Update {
            for (place, was) in &entry.old {
                if entry.table.columns[*place].references.is_some() && *was != Value::Null {
                    let at = ((entry.table.name, entry.row), *place);
                    self.0.entry(at).or_default().push(was.clone());
                }
            }
        }
    }

    /// What an entry before them is told to have done; `None` where nothing is left of it.
    fn part(&self, entry: &Logged, place: usize, part: Part) -> Option<Part> {
        match (part, self.0.get(&((entry.table.name, entry.row), place))) {
            (Part::Edit { base, new }, Some(gone)) if gone.contains(&new) => {
                let says = entry.kind == Kind::Insert || base != Value::Null;
                says.then_some(Part::Edit { base, new: Value::Null })
            }
            (part, _) => Some(part),
        }
    }
}

/// Puts rows that a group brings before what refers to them in it, as the hub carries out one entry after the other. Here
/// their order is another where a delete is undone: a parent finds its children there.
pub fn parents_first(told: Vec<Told>) -> Vec<Told> {
    let mut all = Vec::with_capacity(told.len());
    for group in told.chunk_by(|one, other| one.group == other.group) {
        let mut rows: HashMap<Key, Vec<usize>> = HashMap::new();
        // What is added to a sum comes after its row, wherever it stands.
        let adds =
            |told: &Told| told.columns.iter().all(|(_, part)| matches!(part, Part::Added(_)));
        for (n, told) in group.iter().enumerate().filter(|(_, told)| !adds(told)) {
            rows.entry((told.table, told.row)).or_default().push(n);
        }
        let mut done = vec![false; group.len()];
        for n in 0..group.len() {
            put(group, n, &rows, &mut done, &mut all);
        }
    }
    all
}

/// Puts an entry after those that bring what it refers to; `rows` are the places of all rows' entries.
fn put(
    group: &[Told],
    n: usize,
    rows: &HashMap<Key, Vec<usize>>,
    done: &mut [bool],
    all: &mut Vec<Told>,
) {
    if std::mem::replace(&mut done[n], true) {
        return;
    }
    let told = &group[n];
    let table = tables::find(told.table);
    let refers = told.columns.iter().filter_map(|(place, part)| match part {
        Part::Edit { new: Value::Id(id), .. } => Some((table?.columns[*place].references?, *id)),
        _ => None,
    });
    let own = (told.table, told.row);
    for key in refers.chain([own]).filter(|_| told.kind != Kind::Delete) {
        let next = rows.get(&key).and_then(|all| all.iter().find(|other| **other > n));
        if let Some(next) = next.filter(|next| group[**next].kind == Kind::Insert) {
            put(group, *next, rows, done, all);
        }
    }
    all.push(told.clone());
}

/// Whether the hub's foreign keys do the same. A row that goes and counts in a sum elsewhere is told: whoever
/// takes it from the sum has to have deleted it.
fn follows(entry: &Logged) -> bool {
    let elsewhere = |tally: &&Tally| {
        let by = entry.table.columns.iter().find(|column| column.name == tally.by);
        tally.table == entry.table.name && by.is_some_and(|column| column.nullable)
    };
    entry.effect && !(entry.kind == Kind::Delete && tally::ALL.iter().any(elsewhere))
}

/// The hub looks at a row before it carries the group out, when its own foreign keys have done nothing yet: what
/// those here did to the row earlier in the group is no base.
fn before_effects(told: &mut [Told], entries: &[Logged]) {
    let mut effects: HashMap<(i64, Key, usize), (i64, &Value)> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.effect && entry.kind == Kind::Update) {
        for (place, old) in &entry.old {
            let at = (entry.group, (entry.table.name, entry.row), *place);
            effects.entry(at).or_insert((entry.seq, old));
        }
    }
    let mut seen = HashSet::new();
    for told in told.iter_mut().filter(|_| !effects.is_empty()) {
        let key = (told.table, told.row);
        if !seen.insert((told.group, key)) {
            continue;
        }
        for (place, part) in &mut told.columns {
            if let Part::Edit { base, .. } = part
                && let Some((seq, old)) = effects.get(&(told.group, key, *place))
                && *seq < told.seq
            {
                *base = (*old).clone();
            }
        }
    }
}

/// What an entry did to each column, `row` being as it left it.
fn parts(entry: &Logged, row: &Option<Row>) -> Vec<(usize, Part)> {
    match entry.kind {
        Kind::Insert => row
            .iter()
            .flatten()
            .enumerate()
            .map(|(place, new)| (place, Part::Edit { base: Value::Null, new: new.clone() }))
            .collect(),
        Kind::Update => {
            let Some(row) = row else { return Vec::new() };
            let part = |(place, base): &(usize, Value)| {
                let new = row[*place].clone();
                let part = match (entry.table.columns[*place].class, base, &new) {
                    (Class::Delta, Value::Int(base), Value::Int(new)) => Part::Added(new - base),
                    _ => Part::Edit { base: base.clone(), new },
                };
                (*place, part)
            };
            entry.old.iter().map(part).collect()
        }
        Kind::Delete => {
            let part = |(place, base): &(usize, Value)| {
                (*place, Part::Edit { base: base.clone(), new: Value::Null })
            };
            entry.old.iter().map(part).collect()
        }
    }
}

/// Takes the row back to before the entry.
pub(super) fn back(entry: &Logged, row: &mut Option<Row>) {
    match entry.kind {
        Kind::Insert => *row = None,
        Kind::Update => {
            for (place, old) in &entry.old {
                if let Some(row) = row {
                    row[*place] = old.clone();
                }
            }
        }
        Kind::Delete => {
            let mut image = vec![Value::Null; entry.table.columns.len()];
            for (place, old) in &entry.old {
                image[*place] = old.clone();
            }
            *row = Some(image);
        }
    }
}

fn tells(entry: &Logged, place: usize, part: &Part, notes: &Notes) -> bool {
    if entry.kind != Kind::Update {
        return true;
    }
    let note = notes.columns.get(&((entry.table.name, entry.row), place));
    // Of what was taken over only what was put together is news to the hub.
    let news =
        !entry.pulled || note.is_some_and(|note| note.from == entry.seq && note.base.is_some());
    match part {
        // The hub adds it, whatever it had meanwhile: nothing about it is ever settled.
        Part::Added(n) => *n != 0 && news,
        // The hub's foreign keys touch nothing else.
        Part::Edit { .. } if entry.effect => {
            !entry.pulled && entry.table.columns[place].name == "updated_at"
        }
        Part::Edit { .. } if entry.pulled => news,
        Part::Edit { .. } => note.is_none_or(|note| entry.seq >= note.from),
    }
}

/// Gives the first entry that tells of a settled column the hub's value as its base.
fn rebase(told: &mut [Told], notes: &Notes) {
    let mut seen = HashSet::new();
    for entry in told.iter_mut().filter(|entry| entry.kind != Kind::Insert) {
        let key = (entry.table, entry.row);
        for (place, part) in &mut entry.columns {
            if let Part::Edit { base, .. } = part
                && seen.insert((key, *place))
                && let Some(Settled { base: Some(hub), .. }) = notes.columns.get(&(key, *place))
            {
                *base = hub.clone();
            }
        }
    }
}

/// Of a column, each entry told follows from the one told before it. Where something that the hub had meanwhile
/// stands between them in the log and the hub has lost it, the log says otherwise.
pub fn follow_on(told: &mut [Told]) {
    let mut last: HashMap<(Key, usize), Value> = HashMap::new();
    for entry in told {
        let key = (entry.table, entry.row);
        for (place, part) in &mut entry.columns {
            let Part::Edit { base, new } = part else { continue };
            if let Some(before) = last.insert((key, *place), new.clone())
                && entry.kind == Kind::Update
            {
                *base = before;
            }
        }
    }
}

#[cfg(test)]
mod tests;
