//! A desk's file as a model: rows, the log, and what sync keeps beside them, with the foreign keys and sums
//! that the file's own triggers keep.

mod sides;

use crate::{
    chance::Chance,
    rows::{parents, place, table},
};
use model::{Code, Error, OnDelete, Result, Table, Value, tables, tally};
use std::collections::{BTreeMap, HashMap, HashSet};
use sync::engine::{
    outbox::{Key, Kind, Logged},
    rebase::Row,
    sides::{Group, Link, Mark, Record, Waiting, Why},
    take::Notes,
};
use uuid::Uuid;

/// A file. A copy of it is a copied file.
#[derive(Debug, Clone)]
pub struct File {
    pub rows: BTreeMap<Key, Row>,
    pub log: Vec<Logged>,
    by_row: HashMap<Key, Vec<usize>>,
    groups: HashMap<i64, Group>,
    pub link: Link,
    pub notes: Notes,
    pub waiting: BTreeMap<i64, Waiting>,
    pub unfit: BTreeMap<Key, String>,
    pub conflicts: Vec<(Record, bool)>,
    /// Those about something that the hub had lost and that is back.
    pub back: HashSet<Uuid>,
}

/// Where a transaction is in its writing.
struct Writing {
    group: i64,
    pulled: bool,
}

/// A desk at work. `crash` counts down the calls that write until it is killed.
pub struct Model {
    pub file: File,
    writing: Option<Writing>,
    pub now: i64,
    pub crash: Option<u64>,
    nonce: u64,
}

fn killed() -> Error {
    Error::new(Code::Internal, "killed")
}

impl File {
    pub fn new(file: Uuid) -> Self {
        let link = Link {
            file,
            hub: None,
            cursor: None,
            told: Mark { dseq: 0, head: sync::hub::chain::START },
            sending: None,
            settled: 0,
            first: None,
            sight: None,
            renamed: false,
        };
        Self {
            rows: BTreeMap::new(),
            log: Vec::new(),
            by_row: HashMap::new(),
            groups: HashMap::new(),
            link,
            notes: Notes::default(),
            waiting: BTreeMap::new(),
            unfit: BTreeMap::new(),
            conflicts: Vec::new(),
            back: HashSet::new(),
        }
    }

    /// A group's label.
    pub fn label(&self, group: i64) -> String {
        self.groups.get(&group).map(|group| group.label.clone()).unwrap_or_default()
    }

    /// The groups that wait for anything.
    pub fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.values().filter(|waiting| waiting.why != Why::GivenUp)
    }

    /// Whether it has an operation.
    pub fn has(&self, label: &str) -> bool {
        self.groups.values().any(|group| group.label == label)
    }

    fn entry(&mut self, entry: Logged) {
        self.by_row.entry((entry.table.name, entry.row)).or_default().push(self.log.len());
        self.log.push(entry);
    }

    /// The rows that refer to this one, by the columns that do.
    fn children(&self, key: Key) -> Vec<(Key, usize, OnDelete)> {
        let mut children = Vec::new();
        for (child, column) in tables::referrers(table(key.0)) {
            let at = place(child, column.name);
            let range = (child.name, Uuid::nil())..=(child.name, Uuid::max());
            for (other, row) in self.rows.range(range) {
                if row[at] == Value::Id(key.1) {
                    children.push((*other, at, column.on_delete()));
                }
            }
        }
        children
    }
}

impl Model {
    pub fn new(file: File, chance: &mut Chance) -> Self {
        Self { file, writing: None, now: 0, crash: None, nonce: chance.next() }
    }

    /// An operation of somebody who works here.
    pub fn operation(&mut self, at: i64, does: impl FnOnce(&mut Self)) {
        self.begin(false, at);
        does(self);
        self.writing = None;
    }

    /// The operation under way.
    pub fn group(&self) -> Option<i64> {
        self.writing.as_ref().map(|writing| writing.group)
    }

    fn begin(&mut self, pulled: bool, at: i64) {
        let group = self.file.log.len() as i64 + 1;
        self.nonce = self.nonce.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let label = format!("{group}-{:016x}", self.nonce);
        self.file.groups.insert(group, Group { label, at, actor: None });
        self.writing = Some(Writing { group, pulled });
    }

    fn log(&mut self, key: Key, kind: Kind, effect: bool, old: Vec<(usize, Value)>) {
        let writing = self.writing.as_ref().expect("a transaction");
        let (group, pulled) = (writing.group, writing.pulled);
        let seq = self.file.log.len() as i64 + 1;
        let table = table(key.0);
        self.file.entry(Logged { seq, group, table, row: key.1, kind, effect, pulled, old });
    }

    pub fn insert(&mut self, key: Key, row: Row) {
        self.file.rows.insert(key, row.clone());
        self.log(key, Kind::Insert, false, Vec::new());
        self.sum(key, None, Some(&row));
    }

    pub fn update(&mut self, key: Key, columns: &[(usize, Value)], effect: bool) {
        let Some(row) = self.file.rows.get_mut(&key) else { return };
        let before = row.clone();
        let mut old = Vec::new();
        for (at, value) in columns {
            let was = std::mem::replace(&mut row[*at], value.clone());
            if was != *value {
                old.push((*at, was));
            }
        }
        if !old.is_empty() {
            let after = row.clone();
            self.log(key, Kind::Update, effect, old);
            self.sum(key, Some(&before), Some(&after));
        }
    }

    /// Deletes a row; gives those that went with it. As in the file, the row is gone when its foreign keys act, and
    /// its entry comes after theirs.
    pub fn delete(&mut self, key: Key, effect: bool) -> Vec<(Key, Row)> {
        let mut gone = Vec::new();
        let Some(row) = self.file.rows.remove(&key) else { return gone };
        for (child, at, what) in self.file.children(key) {
            match what {
                OnDelete::Cascade => {
                    if let Some(row) = self.file.rows.get(&child).cloned() {
                        gone.extend(self.delete(child, true));
                        gone.push((child, row));
                    }
                }
                OnDelete::SetNull => self.update(child, &[(at, Value::Null)], true),
            }
        }
        self.log(key, Kind::Delete, effect, row.iter().cloned().enumerate().collect());
        self.sum(key, Some(&row), None);
        gone
    }

    /// What a change of a row moves in sums, where it is work and did not arrive.
    fn sum(&mut self, key: Key, before: Option<&Row>, after: Option<&Row>) {
        if self.writing.as_ref().is_none_or(|writing| writing.pulled) {
            return;
        }
        for tally in tally::ALL.into_iter().filter(|tally| tally.table == key.0) {
            for (row, sign) in [(before, -1), (after, 1)] {
                let Some((to, amount)) = row.and_then(|row| tally.part(row)) else { continue };
                let to: Key = (table(tally.to).name, to);
                let Some(held) = self.file.rows.get(&to).cloned() else { continue };
                let mut new = Vec::new();
                for (name, by) in [(Some(tally.sum), sign * amount), (tally.rest, -sign * amount)] {
                    if let Some(at) = name.map(|name| place(table(tally.to), name))
                        && let Value::Int(n) = held[at]
                    {
                        new.push((at, Value::Int(n + by)));
                    }
                }
                self.update(to, &new, true);
            }
        }
    }

    /// Why a row cannot be as that.
    pub fn unfit(&self, key: Key, row: &Row) -> Option<String> {
        let table: &'static Table = table(key.0);
        for unique in table.uniques {
            for column in unique.columns {
                let at = place(table, column);
                let holder = self.file.rows.iter().find(|(other, held)| {
                    other.0 == key.0 && other.1 != key.1 && held[at] == row[at]
                });
                if holder.is_some_and(|(other, _)| !self.gives(*other)) {
                    return Some(format!("{column} is taken"));
                }
            }
        }
        let missing = parents(table, row).into_iter().find(|(_, parent)| {
            parent.0 != "organizations" && !self.file.rows.contains_key(parent)
        });
        missing.map(|(_, parent)| format!("there is no {} {}", parent.0, parent.1))
    }

    /// Whether the hub, whose row it is as it stands here, has given its unique values to another one
    /// by now: the same pull brings it others.
    fn gives(&self, key: Key) -> bool {
        let own = |entry: &Logged| {
            !entry.pulled
                && !entry.effect
                && (entry.seq > self.file.link.settled
                    || self.file.waiting().any(|waiting| waiting.group == entry.group))
        };
        let pulls = self.writing.as_ref().is_some_and(|writing| writing.pulled);
        let entries = self.file.by_row.get(&key).into_iter().flatten();
        pulls && !entries.map(|at| &self.file.log[*at]).any(own)
    }

    /// Parts from its hub, and is connected to the same again: what waits, and how far it was, is kept.
    pub fn part(&mut self, chance: &mut Chance) {
        let file = &mut self.file;
        let Link { hub, settled, first, cursor, .. } = file.link.clone();
        let cursor = cursor.filter(String::is_empty);
        let fresh = File::new(chance.id()).link;
        file.link = Link { hub, cursor, settled, first, renamed: true, ..fresh };
        file.unfit.clear();
        file.conflicts.iter_mut().for_each(|(_, told)| *told = false);
        file.waiting.retain(|_, waiting| waiting.why != Why::Silent);
        for (group, waiting) in &mut file.waiting {
            waiting.why = match &waiting.why {
                Why::Dropped | Why::GivenUp => Why::GivenUp,
                Why::Quarantined(_) | Why::Held(_) | Why::Released if *group < 0 => Why::Released,
                _ => Why::Stale,
            };
            if waiting.why != Why::GivenUp {
                waiting.tries = 0;
            }
        }
    }

    fn tick(&mut self) -> Result<()> {
        match &mut self.crash {
            Some(0) => Err(killed()),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// Which steps a status may take, for histories: any table's, by the order of the labels.
pub fn may_follow(name: &str, from: &str, to: &str) -> bool {
    let status = table(name).columns.iter().find(|c| c.name == "status").map(|c| c.ty);
    let Some(model::Type::Enum(labels)) = status else { return true };
    let at = |label: &str| labels.labels.iter().position(|other| *other == label);
    at(to) == at(from).map(|n| (n + 1) % labels.labels.len())
}
