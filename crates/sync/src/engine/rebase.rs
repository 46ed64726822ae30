//! Taking over a row from the hub, under what was done to it here meanwhile.
//!
//! The hub orders, desks rebase: after it, what is pending was done to the row as the hub has it now.

use super::merge::{self, Edit, Lost, Rules};
use model::{Class, Table, Value};
use std::collections::BTreeMap;

/// The values of a row, in the order of the declared columns.
pub type Row = Vec<Value>;

/// What was done to a row here that the hub does not know of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Pending {
    /// Nothing.
    #[default]
    Nothing,
    /// It was made, or brought back.
    Made,
    /// These columns, by their places, were edited.
    Edited(BTreeMap<usize, Own>),
    /// It was deleted.
    Deleted {
        /// As the hub had it.
        base: Row,
    },
}

/// A column that was edited here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// What the hub had.
    pub base: Value,
    /// When it was edited last.
    pub at: i64,
}

/// A row as the hub has it.
#[derive(Clone, Copy)]
pub struct There<'a> {
    /// Its values; `None` where it is deleted.
    pub row: Option<&'a Row>,
    /// When a column, by its place, was edited last.
    pub edited: &'a dyn Fn(usize) -> i64,
}

/// What is to be done to the row here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Nothing.
    Nothing,
    /// It comes.
    Insert(Row),
    /// These columns get these values.
    Update(BTreeMap<usize, Value>),
    /// It goes.
    Delete,
    /// It goes with a row that goes too, and comes back with that one.
    Follow,
}

/// Something that somebody did and that does not stand. Kept until somebody has looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Both sides edited a column.
    Column {
        /// Its place.
        column: usize,
        /// What both had.
        base: Value,
        /// What was edited here.
        mine: Value,
        /// What the hub had got.
        theirs: Value,
        /// Whose does not stand.
        lost: Lost,
    },
    /// One side deleted what the other one edited: the edited row, as it was.
    Deleted {
        /// Its values.
        image: Row,
        /// Whose edit is gone with it.
        lost: Lost,
    },
}

/// A row that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebased {
    /// What is to be done here.
    pub write: Write,
    /// What the hub is still to be told.
    pub pending: Pending,
    /// What does not stand.
    pub conflicts: Vec<Conflict>,
}

impl Rebased {
    fn quiet(write: Write, pending: Pending) -> Self {
        Self { write, pending, conflicts: Vec::new() }
    }

    fn with(self, conflict: Conflict) -> Self {
        Self { conflicts: vec![conflict], ..self }
    }
}

/// Takes over a row: `here` is the row as it is, `None` where there is none.
pub fn row(
    table: &'static Table,
    here: Option<&Row>,
    pending: &Pending,
    there: There<'_>,
    rules: Rules<'_>,
) -> Rebased {
    match (there.row, here, pending) {
        // A delete wins over what was edited not knowing of it.
        (None, None, _) => Rebased::quiet(Write::Nothing, Pending::Nothing),
        (None, Some(_), Pending::Nothing | Pending::Deleted { .. }) => {
            Rebased::quiet(Write::Delete, Pending::Nothing)
        }
        // What the hub tells is how it was before the row was made here.
        (None, Some(_), Pending::Made) => Rebased::quiet(Write::Nothing, Pending::Made),
        (None, Some(here), Pending::Edited(_)) => Rebased::quiet(Write::Delete, Pending::Nothing)
            .with(Conflict::Deleted { image: here.clone(), lost: Lost::Mine }),
        (Some(there), _, Pending::Deleted { base }) => {
            let again = Rebased::quiet(Write::Nothing, Pending::Deleted { base: there.clone() });
            match differs(table, base, there) {
                true => again.with(Conflict::Deleted { image: there.clone(), lost: Lost::Theirs }),
                false => again,
            }
        }
        (Some(there), None, _) => Rebased::quiet(Write::Insert(there.clone()), Pending::Nothing),
        (Some(_), Some(here), _) => columns(table, here, pending, there, rules),
    }
}

/// Whether somebody edited the row: what is computed from other rows tells nothing about that.
pub fn differs(table: &Table, one: &Row, other: &Row) -> bool {
    let columns = table.columns.iter().zip(one.iter().zip(other));
    columns.filter(|(c, _)| c.class != Class::Derived).any(|(_, (one, other))| one != other)
}

fn columns(
    table: &'static Table,
    here: &Row,
    pending: &Pending,
    there: There<'_>,
    rules: Rules<'_>,
) -> Rebased {
    let (mut write, mut still, mut conflicts) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let values = there.row.into_iter().flatten();
    for (place, ((column, mine), theirs)) in
        table.columns.iter().zip(here).zip(values.clone()).enumerate()
    {
        let own = match pending {
            Pending::Edited(columns) => columns.get(&place).cloned(),
            Pending::Made | Pending::Nothing | Pending::Deleted { .. } => None,
        };
        let value = match own {
            None => {
                // Two desks made the same row, under an id that follows from what it is. The hub's is first.
                if *pending == Pending::Made && mine != theirs && column.class != Class::Derived {
                    let (mine, theirs) = (mine.clone(), theirs.clone());
                    let (base, lost) = (Value::Null, Lost::Mine);
                    conflicts.push(Conflict::Column { column: place, base, mine, theirs, lost });
                }
                theirs.clone()
            }
            Some(Own { base, at }) => {
                let hub = Edit { value: theirs, at: (there.edited)(place) };
                let merged = merge::column(column, &base, hub, Edit { value: mine, at }, rules);
                if let Some(lost) = merged.lost {
                    let (mine, theirs) = (mine.clone(), theirs.clone());
                    conflicts.push(Conflict::Column { column: place, base, mine, theirs, lost });
                }
                if merged.value != *theirs {
                    still.insert(place, Own { base: theirs.clone(), at });
                }
                merged.value
            }
        };
        if value != *mine {
            write.insert(place, value);
        }
    }
    if still.keys().all(|place| table.columns[*place].class == Class::Derived) {
        // What is computed follows what it is computed from, and nothing of that is news to the hub.
        for (place, _) in std::mem::take(&mut still) {
            match values.clone().nth(place) {
                Some(theirs) if *theirs != here[place] => write.insert(place, theirs.clone()),
                _ => write.remove(&place),
            };
        }
    }
    Rebased {
        write: if write.is_empty() { Write::Nothing } else { Write::Update(write) },
        pending: if still.is_empty() { Pending::Nothing } else { Pending::Edited(still) },
        conflicts,
    }
}

#[cfg(test)]
mod tests;
