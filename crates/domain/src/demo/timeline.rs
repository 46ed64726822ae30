//! What happens in the demo, told in the order of its time: rows, and every change of them, are
//! written at their own past moment, so that history and time travel find them there.

use super::budgets::{Budgets, Spending};
use crate::tickets::due;
use model::{Id, Instant, Result, Table};
use std::collections::BTreeMap;
use store::{Changes, Org};
use uuid::Uuid;

/// Something that someone did.
pub(super) struct Event {
    pub at: Instant,
    /// The user who did it.
    pub actor: Uuid,
    /// The operation it is logged as.
    pub operation: &'static str,
    pub writes: Vec<Write>,
}

/// What an event does.
pub(super) enum Write {
    Insert(&'static Table, Changes),
    Update(&'static Table, Uuid, Changes),
    /// From the budget of that moment; what comes of it is known only then.
    Spend(Spending),
    /// What is due of a ticket, as it stands then.
    Due(Uuid),
    /// A refund that was granted, if it was, is paid.
    Complete(Uuid),
}

/// Events that are still to come. Those of one moment keep the order they were added in.
#[derive(Default)]
pub(super) struct Timeline {
    events: BTreeMap<(Instant, u64), Event>,
    added: u64,
    pub budgets: Budgets,
}

impl Timeline {
    pub fn add(&mut self, event: Event) {
        self.added += 1;
        self.events.insert((event.at, self.added), event);
    }

    /// Lets everything happen up to a moment.
    pub fn play(&mut self, org: &mut Org<'_>, until: Instant) -> Result<()> {
        while let Some(next) = self.events.first_entry().filter(|e| e.key().0 <= until) {
            let event = next.remove();
            org.at(event.at, Id::from(event.actor), event.operation)?;
            for write in event.writes {
                match write {
                    Write::Insert(table, row) => {
                        org.insert(table, row)?;
                    }
                    Write::Update(table, id, changes) => org.update(table, id, changes)?,
                    Write::Due(ticket) => due::changed(org, None, &org.row(ticket.into())?)?,
                    Write::Spend(spending) => self.budgets.spend(org, spending)?,
                    Write::Complete(refund) => self.budgets.complete(org, refund)?,
                }
            }
        }
        Ok(())
    }
}
