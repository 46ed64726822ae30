//! What a hub has lost that was restored to an earlier state, and that was not done here.
//!
//! What was done here is told again. What others did may be told again by their desks, or by nobody: who did it
//! is not known here. So it goes, as the hub has it, and is kept as it was. Every desk that had it keeps it under the same id;
//! where it comes back, or somebody has decided about it at one of them, nobody has to any more.

use super::{Exchange, losses::Losses, table};
use crate::engine::{
    merge::{self, Lost as Side},
    outbox::{Key, Part, Told},
    rebase::{Conflict, Row},
    sides::{Desk, Hub, HubId, Link, Work},
    take, wire,
};
use model::{Class, Column, Result};
use std::collections::HashSet;
use uuid::Uuid;

/// The namespace of the ids.
const LOST: Uuid = Uuid::from_u128(0x5f0c_6c1e_3f0b_4e3b_9a53_6d1c_9b5e_7a21);

/// What is known to be lost, while a difference is taken over.
pub(super) struct Lost {
    hub: Option<HubId>,
    /// Whether the difference is the first one since the hub was restored.
    now: bool,
    /// Conflicts about it that nobody has decided yet.
    open: HashSet<Uuid>,
}

impl Lost {
    pub fn begin(work: &dyn Work, link: &Link, everything: bool) -> Result<Self> {
        let open = work.lost()?.into_iter().collect();
        Ok(Self { hub: link.hub.clone(), now: everything && link.is_restored(), open })
    }

    /// A row was taken over, with these conflicts: notes what of it is lost, or is back.
    pub fn note(
        &mut self,
        work: &mut dyn Work,
        losses: &mut Losses<'_>,
        key: Key,
        (here, there): (&Option<Row>, &Option<Row>),
        told: &[Told],
        conflicts: &[Conflict],
    ) -> Result<()> {
        match (here, there) {
            (Some(image), None) if self.now && told.is_empty() => {
                let conflict = Conflict::Deleted { image: image.clone(), lost: Side::Mine };
                losses.record_as(work, self.id(key, "", ""), key, conflict)
            }
            (Some(here), None) if self.now => {
                // Where it is told again, it is there as it was then.
                let there = take::as_told(table(key)?, here, told);
                self.columns(work, losses, key, (here, &there), is_retold(here, told))
            }
            (Some(here), Some(there)) if self.now => {
                let (after, told) = (work.row(key)?, is_retold(here, told));
                let stands = |place: usize, column: &Column| {
                    let after = after.as_ref().map(|row| &row[place]);
                    // What is told of a row that was deleted and brought back is not told again where the hub has it still.
                    let gone = after.is_none_or(|after| merge::same(column, after, &there[place]));
                    (told(place, column) && !gone)
                        || conflicts.iter().any(|conflict| is_kept(conflict, place, here))
                };
                self.columns(work, losses, key, (here, there), stands)
            }
            (None, Some(there)) if !self.open.is_empty() => {
                self.withdraw(work, self.id(key, "", ""))?;
                self.back(work, key, there)
            }
            (Some(_), Some(there)) if !self.open.is_empty() => self.back(work, key, there),
            _ => Ok(()),
        }
    }

    /// A row cannot be held as the hub has it now: it is taken over later, when nobody can tell any more what of it is lost.
    pub fn note_unfit(
        &self,
        work: &mut dyn Work,
        losses: &mut Losses<'_>,
        key: Key,
        there: &Row,
        told: &[Told],
    ) -> Result<()> {
        match work.row(key)?.filter(|_| self.now) {
            Some(here) => self.columns(work, losses, key, (&here, there), is_retold(&here, told)),
            None => Ok(()),
        }
    }

    fn columns(
        &self,
        work: &mut dyn Work,
        losses: &mut Losses<'_>,
        key: Key,
        (here, there): (&Row, &Row),
        stands: impl Fn(usize, &Column) -> bool,
    ) -> Result<()> {
        for (place, column) in table(key)?.columns.iter().enumerate() {
            let (mine, theirs) = (&here[place], &there[place]);
            // Sums follow their rows, and what is computed what it is computed from.
            let follows = matches!(column.class, Class::Delta | Class::Derived);
            if follows || merge::same(column, mine, theirs) || stands(place, column) {
                continue;
            }
            let value = wire::value(column, mine).to_string();
            let (base, mine, theirs) = (theirs.clone(), mine.clone(), theirs.clone());
            let lost = Side::Mine;
            let conflict = Conflict::Column { column: place, base, mine, theirs, lost };
            losses.record_as(work, self.id(key, column.name, &value), key, conflict)?;
        }
        Ok(())
    }

    /// Values of that row that were lost are there again.
    fn back(&mut self, work: &mut dyn Work, key: Key, row: &Row) -> Result<()> {
        for (column, value) in table(key)?.columns.iter().zip(row) {
            let value = wire::value(column, value).to_string();
            self.withdraw(work, self.id(key, column.name, &value))?;
        }
        Ok(())
    }

    fn withdraw(&mut self, work: &mut dyn Work, id: Uuid) -> Result<()> {
        if self.open.remove(&id) { work.withdraw(id) } else { Ok(()) }
    }

    /// The id of what is lost: the same at every desk.
    fn id(&self, key: Key, column: &str, value: &str) -> Uuid {
        let Some(HubId { system, timeline, epoch }) = &self.hub else { return Uuid::nil() };
        let (table, row) = key;
        let name = [system, epoch, &timeline.to_string(), table, &row.to_string(), column, value];
        Uuid::new_v5(&LOST, name.join("\n").as_bytes())
    }
}

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Asks which of the conflicts that other desks keep too are decided there. Most desks never have one.
    pub(super) fn hear_of_decisions(&mut self) -> Result<()> {
        let open = self.desk.look(|look| look.lost())?;
        if open.is_empty() {
            return Ok(());
        }
        let decided = self.hub.decided(&open)?;
        if decided.is_empty() {
            return Ok(());
        }
        self.desk.work(|work| decided.iter().try_for_each(|id| work.decided(*id)))
    }
}

/// Whether that conflict keeps a value of the row.
fn is_kept(conflict: &Conflict, place: usize, here: &Row) -> bool {
    matches!(conflict, Conflict::Column { column, mine, .. } if *column == place && *mine == here[place])
}

/// Whether a value of the row is told again: it is, unless somebody had typed over what is told.
fn is_retold<'a>(here: &'a Row, told: &'a [Told]) -> impl Fn(usize, &Column) -> bool + 'a {
    move |place, column| {
        let last = told.iter().flat_map(|told| &told.columns).rfind(|(other, _)| *other == place);
        last.is_some_and(|(_, part)| match part {
            Part::Edit { new, .. } => merge::same(column, new, &here[place]),
            Part::Added(_) => true,
        })
    }
}
