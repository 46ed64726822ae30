//! The hub as a model: rows, a log with transactions that commit in another order than they began, and the
//! push of `desk_sync`, rule by rule.

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
            Batch, Change, Difference, Entry, Hello, Hub, HubId, Mark, Outcome, Reply, Stands,
            Theirs, Welcome,
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

/// Whose turn it is to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The call never arrives.
    Before,
    /// It is carried out and its answer is lost.
    After,
}

/// A device's connection to the hub.
pub struct Remote {
    pub hub: Rc<RefCell<Kept>>,
    pub device: usize,
    /// After so many calls the connection breaks.
    pub cut: Option<(u64, Cut)>,
    pub plant: Option<Plant>,
    /// What the file believes to have told: for the plant that compares numbers only.
    pub believed: Vec<Mark>,
    pub counts: Rc<RefCell<BTreeMap<&'static str, u64>>>,
}

fn offline() -> Error {
    Error::new(Code::Offline, "cut")
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
        kept.once_added = later.once_added.clone();
        kept.epochs = later.epochs;
        for (key, row) in &later.rows {
            for (column, value) in row.iter().enumerate() {
                if let Value::Text(text) = value {
                    kept.gone.insert((*key, column, text.clone()));
                }
            }
        }
        kept.open.clear();
        kept.timeline = timeline;
        kept
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
        let knows_more = own.file == Some(known.file) && known.told > own.last;
        if ahead || knows_more || known.seen > self.seen(known.file) {
            self.epochs += 1;
            self.epoch = self.epochs;
        }
    }

    /// How often it has seen a file take over something new.
    pub fn seen(&self, file: Uuid) -> i64 {
        self.sights.get(&file).copied().unwrap_or(0)
    }

    fn snapshot(&self) -> String {
        let open: Vec<String> = self.open.keys().map(u64::to_string).collect();
        let low = self.open.keys().next().copied().unwrap_or(self.xid);
        format!("{low}:{}:{}:{}", self.xid, open.join(","), self.seq)
    }

    fn apply(
        &mut self,
        device: usize,
        label: &str,
        entries: &[&Entry],
        plant: Option<Plant>,
    ) -> Outcome {
        let own = &self.devices[device];
        let origin = own.holds.get(label).map_or(entries[0].dseq, |(origin, _)| *origin);
        // The first of the groups before it that hold back what it touches.
        let before = |key: Uuid| {
            let holds = own.holds.iter();
            let holds = holds.filter(|(_, (at, keys))| *at < origin && keys.contains(&key));
            holds.map(|(label, (at, _))| (*at, label.clone())).min()
        };
        let (mut stale, mut gone, mut held) = (false, Vec::new(), Vec::new());
        let (mut seen, mut made) = (BTreeSet::new(), BTreeSet::new());
        for entry in entries {
            let told = &entry.told;
            let key: Key = (told.table, told.row);
            held.extend(before(key.1));
            if told.kind != Kind::Delete {
                // In the order in which Postgres has the members of its objects.
                let mut columns: Vec<_> = told.columns.iter().collect();
                columns.sort_by_key(|(at, _)| {
                    let name = table(key.0).columns[*at].name;
                    (name.len(), name)
                });
                for (at, part) in columns {
                    let column = &table(key.0).columns[*at];
                    let (Some(to), Part::Edit { new: Value::Id(id), .. }) =
                        (column.references, part)
                    else {
                        continue;
                    };
                    held.extend(before(*id));
                    let to: Key = (table(to).name, *id);
                    let there = to.0 == "organizations"
                        || self.rows.contains_key(&to)
                        || made.contains(&to);
                    if !there && before(*id).is_some() {
                        break;
                    }
                    if !there {
                        return Outcome::Quarantined(json!({"sqlstate": "23503"}));
                    }
                }
            }
            if told.kind == Kind::Insert {
                made.insert(key);
            }
            if !seen.insert(key) {
                continue;
            }
            match (told.kind, self.rows.get(&key)) {
                (Kind::Insert, Some(_)) => stale = true,
                (Kind::Insert, None) if !restores(entry) && self.buried.contains(&key) => {
                    gone.push(key)
                }
                (Kind::Update, None) => gone.push(key),
                (Kind::Update | Kind::Delete, Some(row)) => stale |= moved(entry, row),
                _ => {}
            }
        }
        if let Some((_, by)) = held.into_iter().min() {
            return Outcome::Held(by);
        }
        if !gone.is_empty() {
            return Outcome::Gone(gone);
        }
        if stale {
            return Outcome::Stale;
        }
        let before = (entries.len() > 1).then(|| self.clone());
        let xid = self.xid;
        self.xid += 1;
        for entry in entries {
            if let Some(refused) = self.carry_out_entry(xid, entry, plant) {
                if let Some(before) = before {
                    *self = before;
                }
                return refused;
            }
        }
        let comes = entries.iter().filter(|entry| entry.told.kind == Kind::Insert);
        for entry in comes.filter(|entry| entry.told.table == "budgets") {
            self.open_budget(entry.told.row);
        }
        Outcome::Applied
    }

    /// A budget has come with a group: what it holds beyond the records is what others have added to it, where a desk saw that.
    fn open_budget(&mut self, budget: Uuid) {
        let (budgets, records) = (table("budgets"), table("budget_usage_records"));
        let Some(row) = self.rows.get(&(budgets.name, budget)) else { return };
        let range = (records.name, Uuid::nil())..=(records.name, Uuid::max());
        let own = |row: &&Row| row[place(records, "budget_id")] == Value::Id(budget);
        let used = self.rows.range(range).map(|(_, row)| row).filter(own);
        let used: i64 = used.map(|row| int(&row[place(records, "amount")])).sum();
        let beyond = int(&row[place(budgets, "spent")]) - used;
        if beyond != 0 && !self.once_added.get(&budget).is_some_and(|all| all.contains(&beyond)) {
            self.wrong.push((budget, beyond));
        }
        self.added.insert(budget, beyond);
    }

    fn carry_out_entry(
        &mut self,
        xid: u64,
        entry: &Entry,
        plant: Option<Plant>,
    ) -> Option<Outcome> {
        self.seq += 1;
        let (seq, at) = (self.seq, entry.at.min(self.now));
        let told = &entry.told;
        let key: Key = (told.table, told.row);
        let table = table(key.0);
        match told.kind {
            Kind::Delete => self.delete(xid, seq, key, at),
            Kind::Insert => {
                let mut row = vec![Value::Null; table.columns.len()];
                for (column, part) in &told.columns {
                    if let Part::Edit { new, .. } = part {
                        row[*column] = new.clone();
                    }
                }
                if let Some(state) = self.holdable(key, &row) {
                    return Some(Outcome::Quarantined(json!({"sqlstate": state})));
                }
                derive(key, &mut row);
                self.founded |= key.0 == "organizations";
                // A desk's clock may be anything: never later than now.
                if let Some(touched) = table.position("updated_at") {
                    let told = int(&row[touched]);
                    row[touched] =
                        Value::Int(if restores(entry) { self.now } else { self.now.min(told) });
                }
                self.buried.remove(&key);
                self.rows.insert(key, row);
                self.note(xid, seq, key, 'I', BTreeSet::new(), at);
            }
            Kind::Update => {
                let Some(held) = self.rows.get(&key) else { return Some(Outcome::Stale) };
                if moved(entry, held) {
                    return Some(Outcome::Stale);
                }
                let mut row = held.clone();
                for (column, part) in &told.columns {
                    match (part, &row[*column]) {
                        _ if derived(key.0, *column) => {}
                        (Part::Edit { new, .. }, _) => row[*column] = new.clone(),
                        (Part::Added(n), Value::Int(held)) => {
                            let set = plant == Some(Plant::LastWriteWinsOnMoney);
                            row[*column] = Value::Int(if set { *n } else { held + n });
                        }
                        (Part::Added(_), _) => {}
                    }
                }
                if let Some(state) = self.holdable(key, &row) {
                    return Some(Outcome::Quarantined(json!({"sqlstate": state})));
                }
                derive(key, &mut row);
                // What a desk tells touches the row, whatever it says.
                if let Some(touched) = table.position("updated_at") {
                    row[touched] = Value::Int(self.now.max(int(&row[touched]) + 1));
                }
                let columns: Vec<_> = row.into_iter().enumerate().collect();
                self.set(xid, seq, key, &columns, at);
            }
        }
        None
    }
}

fn int(value: &Value) -> i64 {
    if let Value::Int(n) = value { *n } else { 0 }
}

fn derived(name: &str, column: usize) -> bool {
    table(name).columns[column].class == Class::Derived
}

fn derive(key: Key, row: &mut Row) {
    let table = table(key.0);
    if key.0 == "budgets" {
        let [limit, spent, rest] = ["limit", "spent", "remaining"].map(|name| place(table, name));
        if let (Value::Int(limit), Value::Int(spent)) = (&row[limit], &row[spent]) {
            row[rest] = Value::Int(limit - spent);
        }
    }
}

fn restores(entry: &Entry) -> bool {
    entry.text.contains(r#""kind":"restore""#)
}

/// Whether the hub does not hold the bases any more.
fn moved(entry: &Entry, row: &Row) -> bool {
    entry.told.columns.iter().any(|(column, part)| match part {
        Part::Edit { base, .. } => {
            let known = same(&table(entry.told.table).columns[*column], &row[*column], base);
            let moved = !derived(entry.told.table, *column) && !known;
            if moved && std::env::var_os("TRACE").is_some() {
                println!("column {column}: {base:?} is {:?}", row[*column]);
            }
            moved
        }
        Part::Added(_) => false,
    })
}

impl Remote {
    /// Carries a call out, or loses it.
    fn call<T>(
        &mut self,
        name: &'static str,
        does: impl FnOnce(&mut Kept, usize) -> T,
    ) -> Result<T> {
        let cut = match &mut self.cut {
            Some((0, cut)) => Some(*cut),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        let device = self.device;
        if cut.is_some() {
            self.cut = None;
        }
        match cut {
            Some(Cut::Before) => {
                self.count(match name {
                    "push" => "push lost",
                    _ => "call lost",
                });
                Err(offline())
            }
            Some(Cut::After) => {
                self.count(match name {
                    "push" => "push answer lost",
                    _ => "answer lost",
                });
                does(&mut self.hub.borrow_mut(), device);
                Err(offline())
            }
            None => Ok(does(&mut self.hub.borrow_mut(), device)),
        }
    }

    fn count(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }
}

impl Hub for Remote {
    fn hello(&mut self, told: &Hello) -> Result<Welcome> {
        let hello = told.clone();
        let (plant, believed) = (self.plant, self.believed.clone());
        self.call("hello", |hub, device| {
            hub.notice(device, &hello);
            let id = hub.id();
            let own = &mut hub.devices[device];
            let mut told = Mark { dseq: own.last, head: own.head };
            match plant {
                Some(Plant::LostAcknowledgement) => told = own.before.unwrap_or(told),
                // The desk takes for told what it believes to have told.
                Some(Plant::NoChain) => told = believed.last().copied().unwrap_or(told),
                _ => {}
            }
            Welcome {
                hub: id,
                organization: hub.founded.then_some(hub.organization),
                deleted: false,
                slug: "acme".into(),
                file: own.file,
                told,
                versions: (1, 1),
                now: hub.now,
            }
        })
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>> {
        self.call("results", |hub, device| {
            let results = hub.devices[device].results.iter();
            results
                .filter(|(by, dseq, ..)| *dseq > after && file.is_none_or(|file| file == *by))
                .filter_map(|(_, _, label, outcome, _)| Some((label.clone(), outcome.clone()?)))
                .collect()
        })
    }

    fn seen(&mut self, file: Uuid) -> Result<i64> {
        self.call("seen", |hub, _| {
            let times = hub.sights.entry(file).or_default();
            *times += 1;
            *times
        })
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
        self.call("decided", |hub, _| {
            let decided = conflicts.iter().filter(|id| hub.conflicts.get(id) == Some(&true));
            decided.copied().collect()
        })
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
        let plant = self.plant;
        self.call("pull", |hub, device| {
            if !hub.founded {
                let (cursor, everything, now) = (String::new(), false, hub.now);
                return Difference { cursor, everything, now, changes: Vec::new() };
            }
            let seen = cursor.filter(|cursor| !cursor.is_empty()).map(|cursor| {
                let parts: Vec<&str> = cursor.split(':').collect();
                let number = |text: &str| text.parse::<u64>().unwrap_or(0);
                let open: Vec<u64> =
                    parts[2].split(',').filter(|t| !t.is_empty()).map(number).collect();
                (number(parts[0]), number(parts[1]), open, number(parts[3]) as i64)
            });
            let everything = match &seen {
                None => true,
                Some((low, ..)) => hub.horizon > 0 && *low <= hub.horizon,
            };
            let mut changes: BTreeMap<Key, (bool, Change)> = BTreeMap::new();
            if everything {
                for (key, row) in &hub.rows {
                    let edited = hub.log.iter().rev().find(|e| e.key == *key).map_or(0, |e| e.at);
                    let change = Change {
                        key: *key,
                        now: Theirs::Whole(row.clone()),
                        edited,
                        columns: BTreeMap::new(),
                    };
                    changes.insert(*key, (true, change));
                }
            } else if let Some((_, end, open, seq)) = seen {
                for entry in &hub.log {
                    let new = match plant {
                        Some(Plant::SeqCursor) => entry.seq > seq,
                        _ => entry.xid >= end || open.contains(&entry.xid),
                    };
                    if !new || (plant == Some(Plant::SkippedTombstone) && entry.op == 'D') {
                        continue;
                    }
                    let (whole, change) = changes.entry(entry.key).or_insert_with(|| {
                        let now = Theirs::Columns(BTreeMap::new());
                        (
                            false,
                            Change {
                                key: entry.key,
                                now,
                                edited: entry.at,
                                columns: BTreeMap::new(),
                            },
                        )
                    });
                    *whole |= entry.op != 'U';
                    change.edited = change.edited.max(entry.at);
                    for column in &entry.cols {
                        let at = change.columns.entry(*column).or_insert(entry.at);
                        *at = entry.at.max(*at);
                    }
                }
            }
            for key in also {
                changes
                    .entry(*key)
                    .or_insert_with(|| {
                        let change = Change {
                            key: *key,
                            now: Theirs::Gone,
                            edited: hub.now,
                            columns: BTreeMap::new(),
                        };
                        (true, change)
                    })
                    .0 = true;
            }
            for (key, (whole, change)) in &mut changes {
                change.now = match hub.rows.get(key) {
                    None => Theirs::Gone,
                    Some(row) if *whole => Theirs::Whole(row.clone()),
                    Some(row) => Theirs::Columns(
                        change.columns.keys().map(|at| (*at, row[*at].clone())).collect(),
                    ),
                };
            }
            if plant == Some(Plant::SkippedTombstone) {
                changes.retain(|_, (_, change)| change.now != Theirs::Gone);
            }
            let changes: Vec<_> = changes.into_values().map(|(_, change)| change).collect();
            if std::env::var_os("TRACE").is_some() {
                println!("{device} pulls {changes:?} {everything}");
            }
            Difference { cursor: hub.snapshot(), everything, now: hub.now, changes }
        })
    }

    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference> {
        let mut difference = self.pull(Some(cursor), keys)?;
        difference.changes.retain(|change| keys.contains(&change.key));
        Ok(Difference { cursor: cursor.to_owned(), everything: false, ..difference })
    }

    fn push(&mut self, batch: &Batch) -> Result<Reply> {
        let plant = self.plant;
        let reply = self.call("push", |hub, device| push(hub, device, batch, plant));
        if std::env::var_os("TRACE").is_some() {
            let entries: Vec<&str> =
                batch.entries.iter().map(|entry| entry.text.as_str()).collect();
            println!("{} pushes {entries:#?} release {:?}: {reply:?}", self.device, batch.release);
        }
        reply
    }

    fn begin_file(&mut self, file: Uuid) -> Result<()> {
        self.call("begin_file", |hub, device| {
            let own = &mut hub.devices[device];
            own.former.extend(own.file.replace(file));
            (own.last, own.head) = (0, chain::START);
            own.holds.clear();
        })
    }
}

fn push(hub: &mut Kept, device: usize, batch: &Batch, plant: Option<Plant>) -> Reply {
    let own = &mut hub.devices[device];
    let chained = plant != Some(Plant::NoChain);
    if own.file.is_none() && !own.former.contains(&batch.file) {
        own.file = Some(batch.file);
    }
    if plant == Some(Plant::LostAcknowledgement) {
        own.before = Some(batch.from);
    } else if own.file != Some(batch.file)
        || (chained && (own.last, own.head) != (batch.from.dseq, batch.from.head))
    {
        return Reply::Forked;
    }
    let last = if chained { i64::MIN } else { own.last };
    for label in &batch.release {
        own.holds.remove(label);
    }
    let mut results = Vec::new();
    let mut head = batch.from.head;
    let groups = batch.entries.chunk_by(|one, other| one.label == other.label);
    for group in groups {
        let entries: Vec<&Entry> = group.iter().collect();
        let label = group[0].label.clone();
        if group[0].dseq <= last {
            results.push((label, Outcome::Applied));
            continue;
        }
        let outcome = hub.apply(device, &label, &entries, plant);
        if outcome == Outcome::Applied && !hub.done.insert(label.clone()) {
            hub.twice.push(label.clone());
        }
        let own = &mut hub.devices[device];
        match outcome {
            Outcome::Quarantined(_) | Outcome::Held(_) => {
                let origin = own.holds.get(&label).map_or(group[0].dseq, |(origin, _)| *origin);
                let keys = group.iter().map(|entry| entry.told.row).collect();
                own.holds.insert(label.clone(), (origin, keys));
            }
            _ => {
                own.holds.remove(&label);
            }
        }
        for (n, entry) in group.iter().enumerate() {
            head = chain::next(&head, &entry.text);
            let said = (n == 0).then(|| outcome.clone());
            if plant != Some(Plant::LostAcknowledgement) {
                own.results.push((batch.file, entry.dseq, label.clone(), said, head));
            }
        }
        results.push((label, outcome));
    }
    let own = &mut hub.devices[device];
    (own.last, own.head) = (batch.mark.dseq.max(own.last), head);
    for record in &batch.conflicts {
        *hub.conflicts.entry(record.id).or_default() |= record.stands != Stands::Open;
    }
    Reply::Done(results)
}
