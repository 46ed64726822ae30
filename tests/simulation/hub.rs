//! The hub as a model: rows, a log with transactions that commit in another order than they began, and the
//! push of `desk_sync`, rule by rule.

mod push;
mod remote;

pub use remote::{Cut, Remote};

use crate::rows::{parents, place, same, table};
use model::{Class, Code, Error, OnDelete, Result, Value, tables};
use serde_json::json;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};
use sync::{
    engine::{
        outbox::{Key, Kind, Part},
        rebase::Row,
        sides::{
            Batch, Change, Difference, Entry, Hello, Hub, HubId, Mark, Outcome, Reply, Sight,
            Stands, Theirs, Welcome,
        },
    },
    hub::chain,
};
use uuid::Uuid;

#[derive(Debug, Clone)]
struct Logged {
    seq: i64,
    xid: u64,
    key: Key,
    op: char,
    cols: BTreeSet<usize>,
    at: i64,
}

#[derive(Debug, Clone, Default)]
struct Device {
    file: Option<Uuid>,
    former: Vec<Uuid>,
    last: i64,
    head: chain::Head,
    /// What it was before the last push.
    before: Option<Mark>,
    /// File, number, label, what became of the group (at its first entry), the chain's hash.
    results: Vec<(Uuid, i64, String, Option<Outcome>, chain::Head)>,
    holds: BTreeMap<String, (i64, BTreeSet<Uuid>)>,
}

/// What somebody who knows nothing of desks does.
#[derive(Debug, Clone)]
pub enum Deed {
    Insert(Key, Row),
    Set(Key, usize, Value),
    Add(Key, usize, i64),
    Delete(Key),
    /// Two rows give each other their value of a unique column.
    Swap(Key, Key, usize),
}

/// All that the hub keeps.
#[derive(Debug, Clone)]
pub struct Kept {
    pub organization: Uuid,
    /// Whether it has the organization.
    pub founded: bool,
    pub rows: BTreeMap<Key, Row>,
    log: Vec<Logged>,
    seq: i64,
    xid: u64,
    /// Transactions under way, each with what it has written so far, under the places in the log it got.
    open: BTreeMap<u64, Vec<(i64, Deed)>>,
    pub buried: BTreeSet<Key>,
    devices: Vec<Device>,
    sights: HashMap<Uuid, i64>,
    /// Conflicts, and whether they are resolved.
    pub conflicts: BTreeMap<Uuid, bool>,
    timeline: i64,
    /// Another one after a device has found that it was restored.
    epoch: u64,
    /// The newest there ever was, also in states that were lost.
    epochs: u64,
    /// Cursors that have not seen this transaction start anew.
    horizon: u64,
    pub now: i64,
    /// What was added to budgets past the records.
    pub added: HashMap<Uuid, i64>,
    /// All that this ever was, also in states that were lost.
    once_added: HashMap<Uuid, BTreeSet<i64>>,
    /// Budgets that a desk told with something else than that.
    pub wrong: Vec<(Uuid, i64)>,
    /// Labels of the groups that it has carried out, and of those that it has twice.
    done: BTreeSet<String>,
    pub twice: Vec<String>,
    /// Every text that a column ever held.
    pub ever: BTreeSet<(Key, usize, String)>,
    /// Those that somebody had typed over or deleted when it was restored to an earlier state.
    pub past: BTreeSet<(Key, usize, String)>,
    /// Those of states that it was restored from to an earlier one.
    pub once: BTreeSet<(Key, usize, String)>,
    /// Those that stood in such a state when it was lost.
    pub gone: BTreeSet<(Key, usize, String)>,
}

/// Faults planted on purpose, to see that the checks find them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// The cursor is the newest place in the log.
    SeqCursor,
    /// Deletes are not told.
    SkippedTombstone,
    /// The chain is not compared.
    NoChain,
    /// What arrived is taken for lost, and what became of it forgotten.
    LostAcknowledgement,
    /// Sums are set, not added to.
    LastWriteWinsOnMoney,
}

impl Kept {
    pub fn new(organization: Uuid, devices: usize) -> Self {
        Self {
            organization,
            founded: true,
            rows: BTreeMap::new(),
            log: Vec::new(),
            seq: 0,
            xid: 1,
            open: BTreeMap::new(),
            buried: BTreeSet::new(),
            devices: vec![Device { head: chain::START, ..Device::default() }; devices],
            sights: HashMap::new(),
            conflicts: BTreeMap::new(),
            timeline: 1,
            epoch: 0,
            epochs: 0,
            horizon: 0,
            now: 0,
            added: HashMap::new(),
            once_added: HashMap::new(),
            wrong: Vec::new(),
            done: BTreeSet::new(),
            twice: Vec::new(),
            ever: BTreeSet::new(),
            past: BTreeSet::new(),
            once: BTreeSet::new(),
            gone: BTreeSet::new(),
        }
    }

    pub fn begin(&mut self) -> u64 {
        let xid = self.xid;
        self.xid += 1;
        self.open.insert(xid, Vec::new());
        xid
    }

    pub fn write(&mut self, xid: u64, deed: Deed) {
        self.seq += 1;
        let seq = self.seq;
        if let Some(deeds) = self.open.get_mut(&xid) {
            deeds.push((seq, deed));
        }
    }

    /// What a transaction under way has to do.
    pub fn deeds(&self, xid: u64) -> Vec<Deed> {
        let deeds = self.open.get(&xid).into_iter().flatten();
        deeds.map(|(_, deed)| deed.clone()).collect()
    }

    pub fn open(&self) -> Vec<u64> {
        self.open.keys().copied().collect()
    }

    pub fn commit(&mut self, xid: u64) {
        for (seq, deed) in self.open.remove(&xid).unwrap_or_default() {
            self.carry_out(xid, seq, deed);
        }
        for (budget, added) in &self.added {
            self.once_added.entry(*budget).or_default().insert(*added);
        }
    }

    /// Goes on with a transaction that was committed: for the first rows, which refer to each other.
    pub fn reopen(&mut self, xid: u64) {
        self.open.insert(xid, Vec::new());
    }

    pub fn roll_back(&mut self, xid: u64) {
        self.open.remove(&xid);
    }

    fn carry_out(&mut self, xid: u64, seq: i64, deed: Deed) {
        let at = self.now;
        match deed {
            Deed::Insert(key, row) => {
                let free = !self.rows.contains_key(&key) && self.holdable(key, &row).is_none();
                if free {
                    self.buried.remove(&key);
                    self.rows.insert(key, row);
                    self.note(xid, seq, key, 'I', BTreeSet::new(), at);
                }
            }
            Deed::Set(key, column, value) => self.set(xid, seq, key, &[(column, value)], at),
            Deed::Add(key, column, by) => {
                if let Some(Value::Int(held)) = self.rows.get(&key).map(|row| row[column].clone()) {
                    *self.added.entry(key.1).or_default() += by;
                    let rest = place(table(key.0), "remaining");
                    let Value::Int(left) = self.rows[&key][rest] else { return };
                    let new = [(column, Value::Int(held + by)), (rest, Value::Int(left - by))];
                    self.set(xid, seq, key, &new, at);
                }
            }
            Deed::Delete(key) => {
                // Who knows nothing of desks need not know of sums either.
                for tally in
                    model::tally::ALL.iter().filter(|t| t.table == key.0 && t.to == "budgets")
                {
                    if let Some((to, amount)) = self.rows.get(&key).and_then(|row| tally.part(row))
                    {
                        *self.added.entry(to).or_default() += amount;
                    }
                }
                self.delete(xid, seq, key, at);
            }
            Deed::Swap(one, other, column) => {
                if let (Some(a), Some(b)) = (self.rows.get(&one), self.rows.get(&other)) {
                    let (a, b) = (a[column].clone(), b[column].clone());
                    self.set(xid, seq, one, &[(column, b)], at);
                    self.seq += 1;
                    let seq = self.seq;
                    self.set(xid, seq, other, &[(column, a)], at);
                }
            }
        }
    }

    fn note(&mut self, xid: u64, seq: i64, key: Key, op: char, cols: BTreeSet<usize>, at: i64) {
        for (column, value) in self.rows.get(&key).into_iter().flatten().enumerate() {
            if let Value::Text(text) = value
                && (op == 'I' || cols.contains(&column))
            {
                self.ever.insert((key, column, text.clone()));
            }
        }
        if std::env::var_os("TRACE").is_some() {
            println!("hub {seq} xid {xid} {key:?} {op} {cols:?} {:?}", self.rows.get(&key));
        }
        self.log.push(Logged { seq, xid, key, op, cols, at });
    }

    fn set(&mut self, xid: u64, seq: i64, key: Key, columns: &[(usize, Value)], at: i64) {
        let now = self.now;
        let Some(row) = self.rows.get_mut(&key) else { return };
        let mut cols = BTreeSet::new();
        for (column, value) in columns {
            if !same(&table(key.0).columns[*column], &row[*column], value) {
                row[*column] = value.clone();
                cols.insert(*column);
            }
        }
        if cols.is_empty() {
            return;
        }
        if let Some(touched) = table(key.0).position("updated_at").filter(|at| !cols.contains(at)) {
            row[touched] = Value::Int(now.max(int(&row[touched]) + 1));
            cols.insert(touched);
        }
        self.note(xid, seq, key, 'U', cols, at);
    }

    fn delete(&mut self, xid: u64, seq: i64, key: Key, at: i64) {
        if self.rows.remove(&key).is_none() {
            return;
        }
        self.buried.insert(key);
        self.note(xid, seq, key, 'D', BTreeSet::new(), at);
        for (child, column) in tables::referrers(table(key.0)) {
            let column_at = place(child, column.name);
            let range = (child.name, Uuid::nil())..=(child.name, Uuid::max());
            let children: Vec<Key> = self
                .rows
                .range(range)
                .filter(|(_, row)| row[column_at] == Value::Id(key.1))
                .map(|(key, _)| *key)
                .collect();
            for child in children {
                self.seq += 1;
                let seq = self.seq;
                match column.on_delete() {
                    OnDelete::Cascade => self.delete(xid, seq, child, at),
                    OnDelete::SetNull => {
                        // A foreign key touches nothing else.
                        if let Some(row) = self.rows.get_mut(&child) {
                            row[column_at] = Value::Null;
                        }
                        self.note(xid, seq, child, 'U', BTreeSet::from([column_at]), at);
                    }
                }
            }
        }
    }

    /// Why the tables refuse a row.
    fn holdable(&self, key: Key, row: &Row) -> Option<&'static str> {
        let table = table(key.0);
        for unique in table.uniques {
            for column in unique.columns {
                let at = place(table, column);
                let taken = |(other, held): (&Key, &Row)| {
                    other.0 == key.0 && other.1 != key.1 && held[at] == row[at]
                };
                if self.rows.iter().any(taken) {
                    return Some("23505");
                }
            }
        }
        let missing = |(_, parent): &(usize, Key)| {
            parent.0 != "organizations" && !self.rows.contains_key(parent)
        };
        parents(table, row).iter().any(missing).then_some("23503")
    }

    /// Only the newest entry of each row stays, with the columns of all. The newest is that which was carried out last: a
    /// row is locked by who writes it, so that in Postgres it has the highest place in the log too.
    pub fn compact(&mut self, forget: bool) {
        let settled = self.open.keys().next().copied().unwrap_or(self.xid);
        let mut newest: HashMap<Key, (usize, Logged)> = HashMap::new();
        let mut kept = Vec::new();
        for (at, entry) in std::mem::take(&mut self.log).into_iter().enumerate() {
            if entry.xid >= settled {
                kept.push((at, entry));
                continue;
            }
            let united = match newest.remove(&entry.key) {
                Some((_, mut before)) => {
                    before.cols.extend(entry.cols);
                    let op = if before.op == 'U' || entry.op != 'U' { entry.op } else { 'I' };
                    Logged { op, cols: before.cols, ..entry }
                }
                None => entry,
            };
            newest.insert(united.key, (at, united));
        }
        for (at, entry) in newest.into_values() {
            // Of what came back meanwhile there is nothing to forget.
            if forget && entry.op == 'D' && self.buried.remove(&entry.key) {
                self.horizon = self.horizon.max(entry.xid);
            } else {
                kept.push((at, entry));
            }
        }
        kept.sort_by_key(|(at, _)| *at);
        self.log = kept.into_iter().map(|(_, entry)| entry).collect();
    }

    /// An earlier state of the hub, brought back: on a timeline of its own.
    pub fn restored(earlier: &Self, later: &Self, timeline: i64) -> Self {
        let mut kept = earlier.clone();
        kept.once.extend(later.once.union(&later.ever).cloned());
        kept.gone.extend(later.gone.iter().cloned());
        let stands = later.standing();
        kept.past
            .extend(later.past.union(&later.ever).filter(|one| !stands.contains(*one)).cloned());
        kept.once_added = later.once_added.clone();
        kept.epochs = later.epochs;
        kept.gone.extend(stands);
        kept.open.clear();
        kept.timeline = timeline;
        kept
    }

    /// The texts that its columns hold.
    fn standing(&self) -> BTreeSet<(Key, usize, String)> {
        let mut texts = BTreeSet::new();
        for (key, row) in &self.rows {
            for (column, value) in row.iter().enumerate() {
                if let Value::Text(text) = value {
                    texts.insert((*key, column, text.clone()));
                }
            }
        }
        texts
    }

    /// Which hub it is.
    pub fn id(&self) -> HubId {
        let epoch = format!("e:{}", self.epoch);
        HubId { system: "1".into(), timeline: self.timeline, epoch }
    }

    /// A device may know that it was restored to an earlier state.
    fn notice(&mut self, device: usize, told: &Hello) {
        let Some(known) = told.known.as_ref().filter(|known| known.hub == self.id()) else {
            return;
        };
        let end = |cursor: &str| cursor.split(':').nth(1).and_then(|end| end.parse::<u64>().ok());
        let own = &self.devices[device];
        let ahead = told.cursor.as_deref().and_then(end).is_some_and(|end| end > self.xid);
        let is_known = |of: &Device| of.file == Some(known.file) || of.former.contains(&known.file);
        let knows_more = match own.file {
            Some(file) if file == known.file => known.told > own.last,
            _ => known.told > 0 && !self.devices.iter().any(is_known),
        };
        if ahead || knows_more || known.sight.is_some_and(|sight| !self.knows(&sight)) {
            self.epochs += 1;
            self.epoch = self.epochs;
        }
    }

    /// Whether it was told of that exchange.
    pub fn knows(&self, sight: &Sight) -> bool {
        self.sights.get(&sight.session).is_some_and(|times| *times >= sight.times)
    }

    fn snapshot(&self) -> String {
        let open: Vec<String> = self.open.keys().map(u64::to_string).collect();
        let low = self.open.keys().next().copied().unwrap_or(self.xid);
        format!("{low}:{}:{}:{}", self.xid, open.join(","), self.seq)
    }
}

fn int(value: &Value) -> i64 {
    if let Value::Int(n) = value { *n } else { 0 }
}
