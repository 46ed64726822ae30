//! What a desk asks, asked of both hubs, and the answers compared.

use super::Real;
use crate::{
    hub::{self as model, Cut},
    rows::{self, PLAYED, table},
};
use ::model::{Code, Error, Result, Value};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};
use sync::engine::{
    outbox::Key,
    rebase::Row,
    sides::{Batch, Difference, Hello, Hub, Outcome, Reply, Theirs, Welcome},
};
use uuid::Uuid;

/// Both hubs, for a desk.
pub struct Both {
    pub model: model::Remote,
    /// Where there is none, the model alone.
    pub real: Option<Rc<RefCell<Real>>>,
    pub desk: usize,
}

impl Both {
    /// Does the same at both and compares, unless the connection breaks.
    fn call<T>(
        &mut self,
        asks: impl Fn(&mut dyn Hub) -> Result<T>,
        compare: impl FnOnce(&mut Real, &T, &T),
        translate: impl FnOnce(&mut dyn Hub, &mut Real) -> Result<T>,
    ) -> Result<T> {
        let Some(real) = self.real.clone() else { return asks(&mut self.model) };
        let real = &mut *real.borrow_mut();
        let cut = self.model.cut.filter(|(left, _)| *left == 0).map(|(_, cut)| cut);
        let expected = translate(&mut self.model, real);
        if cut == Some(Cut::Before) {
            return expected;
        }
        let answer = asks(real.line(self.desk, self.model.device));
        let answer = answer.unwrap_or_else(|e| panic!("Postgres fails: {e:?}"));
        if cut == Some(Cut::After) {
            real.lines.remove(&self.desk);
            return Err(Error::new(Code::Offline, "cut"));
        }
        let expected = expected.unwrap_or_else(|e| panic!("the model fails: {e:?}"));
        compare(real, &answer, &expected);
        Ok(answer)
    }
}

impl Hub for Both {
    fn hello(&mut self, told: &Hello) -> Result<Welcome> {
        self.call(
            |hub| hub.hello(told),
            |_, answer, expected| {
                assert_eq!(answer.file, expected.file, "which file it is");
                assert_eq!(answer.told, expected.told, "what it was told");
                assert_eq!((answer.organization, answer.deleted), (expected.organization, false));
                assert_eq!(answer.now, expected.now, "the time");
            },
            |model, _| model.hello(told),
        )
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>> {
        self.call(
            |hub| hub.results(file, after),
            |_, answer, expected| outcomes(answer, expected),
            |model, _| model.results(file, after),
        )
    }

    fn seen(&mut self) -> Result<(Uuid, i64)> {
        self.call(
            |hub| hub.seen(),
            |_, answer, expected| assert_eq!(answer.1, expected.1, "how often they exchanged"),
            |model, _| model.seen(),
        )
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
        let sorted = |ids: &[Uuid]| ids.iter().copied().collect::<BTreeSet<_>>();
        self.call(
            |hub| hub.decided(conflicts),
            |_, answer, expected| assert_eq!(sorted(answer), sorted(expected), "what is decided"),
            |model, _| model.decided(conflicts),
        )
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
        let founded = self.real.as_ref().map(|real| real.borrow().founded);
        self.call(
            |hub| {
                let mut difference = hub.pull(cursor, also)?;
                let plays = |key| founded.is_none_or(|founded| played(key, founded));
                difference.changes.retain(|change| plays(change.key));
                Ok(difference)
            },
            |real, answer, expected| {
                if std::env::var_os("TRACE").is_some() {
                    println!("from {cursor:?}: {} = {}", answer.cursor, expected.cursor);
                }
                differences(answer, expected);
                real.cursors.insert(answer.cursor.clone(), expected.cursor.clone());
            },
            |model, real| {
                let known =
                    |cursor: &str| real.cursors.get(cursor).expect("a cursor it gave").clone();
                model.pull(cursor.map(known).as_deref(), also)
            },
        )
    }

    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference> {
        self.call(
            |hub| hub.locked(cursor, keys),
            |_, answer, expected| differences(answer, expected),
            |model, real| {
                let known = real.cursors.get(cursor).expect("a cursor it gave").clone();
                model.locked(&known, keys)
            },
        )
    }

    fn push(&mut self, batch: &Batch) -> Result<Reply> {
        self.call(
            |hub| hub.push(batch),
            |_, answer, expected| match (answer, expected) {
                (Reply::Done(answer), Reply::Done(expected)) => outcomes(answer, expected),
                (answer, expected) => assert_eq!(answer, expected),
            },
            |model, _| model.push(batch),
        )
    }

    fn begin_file(&mut self, file: Uuid) -> Result<()> {
        self.call(|hub| hub.begin_file(file), |_, (), ()| {}, |model, _| model.begin_file(file))
    }
}

/// The same became of the same groups. Why one is refused, each says in its own words.
fn outcomes(answer: &[(String, Outcome)], expected: &[(String, Outcome)]) {
    let plain = |all: &[(String, Outcome)]| -> Vec<(String, Outcome)> {
        let mut all = all.to_vec();
        for (_, outcome) in &mut all {
            match outcome {
                Outcome::Gone(keys) => keys.sort_unstable(),
                // Where it refers to a row that is not there and waits for another group as well, either may be told.
                Outcome::Quarantined(why) if why["sqlstate"] == "23503" => {
                    *outcome = Outcome::Held(String::new());
                }
                Outcome::Held(by) => by.clear(),
                Outcome::Quarantined(why) => *why = why["sqlstate"].clone(),
                _ => {}
            }
        }
        // One that was told again is there several times.
        all.sort_by_key(|(label, outcome)| (label.clone(), format!("{outcome:?}")));
        all
    };
    assert_eq!(plain(answer), plain(expected), "what became of it: Postgres, the model");
}

/// Postgres tells of the rows that the model tells of, as they are there.
fn differences(answer: &Difference, expected: &Difference) {
    assert_eq!(answer.everything, expected.everything, "everything");
    assert_eq!(answer.now, expected.now, "the time");
    let everything = answer.everything;
    let by_key = |difference: &Difference| -> BTreeMap<Key, Theirs> {
        let changes = difference.changes.iter();
        changes.map(|change| (change.key, change.now.clone())).collect()
    };
    let (answer, expected) = (by_key(answer), by_key(expected));
    for key in answer.keys().chain(expected.keys()) {
        match (answer.get(key), expected.get(key)) {
            (Some(Theirs::Gone), Some(Theirs::Gone)) => {}
            // What is not among everything is gone.
            (None, Some(Theirs::Gone)) if everything => {}
            (Some(Theirs::Whole(there)), Some(Theirs::Whole(here))) => alike(*key, there, here),
            (Some(Theirs::Whole(there)), Some(Theirs::Columns(here))) => {
                here.iter().for_each(|(at, value)| same(*key, *at, &there[*at], value));
            }
            (Some(Theirs::Columns(there)), Some(Theirs::Columns(here))) => {
                let columns =
                    |row: &BTreeMap<usize, Value>| row.keys().copied().collect::<Vec<_>>();
                assert_eq!(columns(there), columns(here), "the columns of {key:?}");
                there.iter().for_each(|(at, value)| same(*key, *at, value, &here[at]));
            }
            (there, here) => panic!("{key:?}: Postgres {there:?}, the model {here:?}"),
        }
    }
}

pub fn alike(key: Key, there: &Row, here: &Row) {
    for (at, (there, here)) in there.iter().zip(here).enumerate() {
        same(key, at, there, here);
    }
}

fn same(key: Key, at: usize, there: &Value, here: &Value) {
    let column = &table(key.0).columns[at];
    assert!(
        rows::same(column, there, here),
        "{key:?} {}: Postgres {there:?}, the model {here:?}",
        column.name
    );
}

/// Whether a row is in the model too. The organization is where a desk brings it; else it is there in Postgres only.
pub fn played(key: Key, founded: bool) -> bool {
    PLAYED.contains(&key.0) || (founded && key.0 == "organizations")
}
