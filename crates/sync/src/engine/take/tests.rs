//! Desks, a hub and writers that know nothing of desks, played from one number.

use super::{Notes, Pulled, row};
use crate::engine::{
    kept::Kept,
    merge::Rules,
    outbox::{Key, Kind, Part, Told, outgoing},
    rebase::{Conflict, Row, There, Write},
};
use model::{
    Record as _, Table, Value,
    tables::{Budget, SavedView, Ticket},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The columns that are played with: one of each class that is merged in a way of its own.
fn places() -> [(&'static Table, usize); 5] {
    [
        (SavedView::TABLE, "name"),
        (Budget::TABLE, "spent"),
        (Ticket::TABLE, "tags"),
        (Ticket::TABLE, "status"),
        (Ticket::TABLE, "subject"),
    ]
    .map(|(table, column)| (table, table.position(column).expect("a column")))
}

fn steps(from: &str, to: &str) -> bool {
    matches!((from, to), ("A", "B") | ("B", "C") | ("C", "A"))
}

/// A row of the hub: its values, the column's times, the commit that wrote it last.
#[derive(Debug, Clone)]
struct Held {
    row: Option<Row>,
    at: HashMap<usize, i64>,
    commit: i64,
}

#[derive(Debug, Default)]
struct Hub {
    rows: BTreeMap<Key, Held>,
    commit: i64,
    /// Per desk: the last entry it has of it.
    last: HashMap<usize, i64>,
    /// All that was ever added to sums.
    added: i64,
}

#[derive(Debug, Default)]
struct Desk {
    kept: Kept,
    /// When each entry was made.
    at: Vec<i64>,
    notes: Notes,
    pushed: i64,
    cursor: i64,
    conflicts: Vec<Conflict>,
    /// All that was added to sums here.
    added: i64,
}

fn table(key: Key) -> &'static Table {
    [SavedView::TABLE, Budget::TABLE, Ticket::TABLE]
        .into_iter()
        .find(|t| t.name == key.0)
        .expect("a table that is played with")
}

impl Desk {
    fn write(&mut self, key: Key, columns: Option<&[(usize, Value)]>, now: i64, pulled: bool) {
        if self.kept.write(table(key), key.1, columns, pulled) {
            self.at.push(now);
        }
    }

    fn outgoing(&self) -> Vec<Told> {
        outgoing(&self.kept.log[self.pushed as usize..], &self.kept.rows, &self.notes)
    }

    fn pull(&mut self, me: usize, hub: &Hub) {
        // First of all what the hub has of it: what is there already is not pending.
        self.acknowledge(hub.last.get(&me).copied().unwrap_or(0));
        let since = self.cursor;
        for (key, held) in hub.rows.iter().filter(|(_, held)| held.commit > since) {
            let told: Vec<Told> =
                self.outgoing().into_iter().filter(|t| (t.table, t.row) == *key).collect();
            let at = &self.at;
            let taken = row(
                Pulled {
                    table: table(*key),
                    key: *key,
                    here: self.kept.rows.get(key),
                    there: There {
                        row: held.row.as_ref(),
                        edited: &|place| held.at.get(&place).copied().unwrap_or(0),
                    },
                    told: &told,
                    fresh: false,
                    at: &|seq| at[seq as usize - 1],
                    next: self.kept.next(),
                },
                Rules { may_follow: &steps, trusted: true },
                &mut self.notes,
            );
            self.conflicts.extend(taken.conflicts);
            for write in taken.writes {
                let columns: Option<Vec<_>> = match write {
                    Write::Nothing => continue,
                    Write::Insert(row) => Some(row.into_iter().enumerate().collect()),
                    Write::Update(columns) => Some(columns.into_iter().collect()),
                    Write::Delete | Write::Follow => None,
                };
                self.write(*key, columns.as_deref(), 0, true);
            }
        }
        self.cursor = hub.commit;
    }

    /// Pushes at most `most` entries; the hub's word is lost where `deaf`. Whether everything went.
    fn push(&mut self, me: usize, hub: &mut Hub, most: usize, deaf: bool) -> bool {
        self.acknowledge(hub.last.get(&me).copied().unwrap_or(0));
        let told = self.outgoing();
        let all = told.len() <= most;
        let end = if all { self.kept.next() - 1 } else { told[most - 1].seq };
        for told in told.into_iter().take(most) {
            let at = self.at[told.seq as usize - 1];
            if !hub.take(&told, at) {
                return false;
            }
            hub.last.insert(me, told.seq);
        }
        hub.last.insert(me, end);
        if !deaf {
            self.acknowledge(end);
        }
        all
    }

    fn acknowledge(&mut self, seq: i64) {
        self.pushed = self.pushed.max(seq);
        self.notes.acknowledge(self.pushed);
    }
}

impl Hub {
    /// Carries an entry out where its bases hold.
    fn take(&mut self, told: &Told, at: i64) -> bool {
        let key = (told.table, told.row);
        let held = self.rows.get(&key);
        let fits = match (told.kind, held.map(|held| held.row.as_ref())) {
            (Kind::Insert, None) => true,
            (Kind::Insert, Some(_)) | (_, None | Some(None)) => false,
            (Kind::Update | Kind::Delete, Some(Some(row))) => {
                told.columns.iter().all(|(place, part)| match part {
                    Part::Edit { base, .. } => row[*place] == *base,
                    Part::Added(_) => true,
                })
            }
        };
        if !fits {
            return false;
        }
        self.commit += 1;
        let commit = self.commit;
        let blank = || Held { row: None, at: HashMap::new(), commit };
        let held = self.rows.entry(key).or_insert_with(blank);
        held.commit = commit;
        if told.kind == Kind::Delete {
            held.row = None;
            return true;
        }
        let width = table(key).columns.len();
        let row = held.row.get_or_insert_with(|| vec![Value::Null; width]);
        for (place, part) in &told.columns {
            held.at.insert(*place, at);
            match part {
                Part::Edit { new, .. } => row[*place] = new.clone(),
                Part::Added(n) => {
                    let held = if let Value::Int(held) = row[*place] { held } else { 0 };
                    row[*place] = Value::Int(held + n);
                    self.added += n;
                }
            }
        }
        true
    }

    fn write(&mut self, key: Key, place: usize, value: Value, now: i64) {
        self.commit += 1;
        let commit = self.commit;
        if let Some(held) = self.rows.get_mut(&key)
            && let Some(row) = &mut held.row
        {
            row[place] = value;
            held.at.insert(place, now);
            held.commit = commit;
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Edit { desk: usize, row: u8, column: usize, value: u8 },
    Delete { desk: usize, row: u8, column: usize },
    Pull(usize),
    Push { desk: usize, most: usize, deaf: bool },
    Elsewhere { row: u8, column: usize, value: u8 },
    Gone { row: u8, column: usize },
}

fn history() -> impl Strategy<Value = Vec<Step>> {
    let (desk, row, column) = (0..3usize, 0..2u8, 0..5usize);
    let step = prop_oneof![
        6 => (desk.clone(), row.clone(), column.clone(), 0..6u8)
            .prop_map(|(desk, row, column, value)| Step::Edit { desk, row, column, value }),
        1 => (desk.clone(), row.clone(), column.clone())
            .prop_map(|(desk, row, column)| Step::Delete { desk, row, column }),
        4 => desk.clone().prop_map(Step::Pull),
        4 => (desk, 1..4usize, any::<bool>()).prop_map(|(desk, most, deaf)| Step::Push { desk, most, deaf }),
        3 => (row.clone(), column.clone(), 0..6u8)
            .prop_map(|(row, column, value)| Step::Elsewhere { row, column, value }),
        1 => (row, column).prop_map(|(row, column)| Step::Gone { row, column }),
    ];
    prop::collection::vec(step, 0..60)
}

fn key(table: &Table, row: u8) -> Key {
    (table.name, Uuid::from_u128(u128::from(row)))
}

/// A value of that column; of a sum, what it becomes by adding.
fn value(table: &Table, place: usize, n: u8, held: &Value) -> Value {
    match (table.columns[place].name, held) {
        ("spent", Value::Int(held)) => Value::Int(held + i64::from(n)),
        ("spent", _) => Value::Int(0),
        ("tags", _) => {
            let all = ["[]", "[\"a\"]", "[\"b\"]", "[\"a\",\"b\"]", "[\"c\"]", "[\"b\",\"c\"]"];
            all[usize::from(n)].into()
        }
        _ => ["A", "B", "C", "A", "B", "C"][usize::from(n)].into(),
    }
}

fn play(history: &[Step]) {
    let mut hub = Hub::default();
    for (table, _) in places() {
        for row in 0..2 {
            let mut values = vec![Value::Null; table.columns.len()];
            for (other, place) in places() {
                if other.name == table.name {
                    values[place] = value(table, place, 0, &Value::Null);
                }
            }
            let held = Held { row: Some(values), at: HashMap::new(), commit: 0 };
            hub.rows.insert(key(table, row), held);
        }
    }
    let mut desks: [Desk; 3] = std::array::from_fn(|_| Desk { cursor: -1, ..Desk::default() });
    for (me, desk) in desks.iter_mut().enumerate() {
        desk.pull(me, &hub);
        desk.push(me, &mut hub, 1, false);
    }
    let mut elsewhere = 0;
    for (now, step) in (1..).zip(history) {
        match *step {
            Step::Edit { desk, row, column, value: n } => {
                let (table, place) = places()[column];
                let key = key(table, row);
                if let Some(held) = desks[desk].kept.rows.get(&key).map(|r| r[place].clone()) {
                    let new = value(table, place, n, &held);
                    if let (Value::Int(new), Value::Int(held)) = (&new, &held) {
                        desks[desk].added += new - held;
                    }
                    desks[desk].write(key, Some(&[(place, new)]), now, false);
                }
            }
            Step::Delete { desk, row, column } => {
                desks[desk].write(key(places()[column].0, row), None, now, false);
            }
            Step::Pull(desk) => desks[desk].pull(desk, &hub),
            Step::Push { desk, most, deaf } => {
                desks[desk].push(desk, &mut hub, most, deaf);
            }
            Step::Elsewhere { row, column, value: n } => {
                let (table, place) = places()[column];
                let key = key(table, row);
                if let Some(held) = hub.rows[&key].row.as_ref().map(|r| r[place].clone()) {
                    let new = value(table, place, n, &held);
                    if let (Value::Int(new), Value::Int(held)) = (&new, &held) {
                        elsewhere += new - held;
                    }
                    hub.write(key, place, new, now);
                }
            }
            Step::Gone { row, column } => {
                hub.commit += 1;
                let commit = hub.commit;
                let held = hub.rows.get_mut(&key(places()[column].0, row)).expect("a row");
                (held.row, held.commit) = (None, commit);
            }
        }
    }
    // Faults stop: a bounded number of rounds, and nobody has anything left to say.
    for _ in 0..4 {
        for (me, desk) in desks.iter_mut().enumerate() {
            let mut rounds = 0;
            while {
                desk.pull(me, &hub);
                !desk.push(me, &mut hub, 3, false)
            } {
                rounds += 1;
                assert!(rounds < 100, "it never ends: {:?}", desk.outgoing());
            }
        }
    }
    let live: HashMap<Key, Row> =
        hub.rows.iter().filter_map(|(key, held)| Some((*key, held.row.clone()?))).collect();
    for desk in &desks {
        assert_eq!(desk.kept.rows, live, "a desk and the hub differ");
        assert_eq!(desk.outgoing(), [], "a desk has something left to say");
    }
    let spent = places()[1].1;
    if [0, 1].iter().all(|row| live.contains_key(&key(Budget::TABLE, *row))) {
        let sum: i64 = [0, 1]
            .iter()
            .map(|row| match live[&key(Budget::TABLE, *row)][spent] {
                Value::Int(n) => n,
                _ => 0,
            })
            .sum();
        assert_eq!(sum, hub.added + elsewhere, "what was added is what there is");
        let mine: i64 = desks.iter().map(|desk| desk.added).sum();
        assert_eq!(hub.added, mine, "each difference arrived once");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Whatever they did, however their pushes broke off and the hub's word was lost: all end with what the
    /// hub has, nobody has anything left to say, and sums are what was added.
    #[test]
    fn desks_and_hub_end_alike(history in history()) {
        play(&history);
    }
}

/// To a hub that was restored is told again what somebody had typed over here since: that is what the row holds then.
#[test]
fn what_is_told_again_is_in_the_row_again() {
    let (table, place) = (Ticket::TABLE, Ticket::TABLE.position("subject").expect("a column"));
    let key = (table.name, Uuid::from_u128(1));
    let with = |subject: &str| {
        let mut row = vec![Value::Null; table.columns.len()];
        row[place] = subject.into();
        row
    };
    let edit = Part::Edit { base: "before".into(), new: "mine".into() };
    let told = Told {
        seq: 3,
        group: 3,
        table: key.0,
        row: key.1,
        kind: Kind::Update,
        columns: vec![(place, edit)],
    };
    let (here, there) = (with("of somebody else"), with("before"));
    let mut notes = Notes::default();
    let taken = row(
        Pulled {
            table,
            key,
            here: Some(&here),
            there: There { row: Some(&there), edited: &|_| 0 },
            told: &[told],
            fresh: false,
            at: &|seq| seq,
            next: 9,
        },
        Rules { may_follow: &steps, trusted: true },
        &mut notes,
    );
    assert_eq!(taken.writes, [Write::Update(BTreeMap::from([(place, "mine".into())]))]);
    assert_eq!(taken.conflicts, []);
    // Told from what is written now, as made from what the hub has.
    let note = &notes.columns[&(key, place)];
    assert_eq!((note.from, &note.base), (9, &Some("before".into())));
}
