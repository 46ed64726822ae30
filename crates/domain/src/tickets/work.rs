//! What the desk knows of a ticket beyond its own row: due times, sleep, merging.

use model::{
    Id, Instant, Record, Result, Value,
    tables::{Ticket, TicketWork},
};
use store::{Changes, Filter, Org, Related, Test, View};

/// What the desk knows of a ticket.
pub static WORK: View = View::new(TicketWork::TABLE, &[], &[]);

/// What is known of a ticket by now.
pub(crate) fn known(org: &Org<'_>, ticket: &Ticket) -> Result<Option<TicketWork>> {
    match org.id_where(TicketWork::TABLE, "ticket_id", ticket.id.uuid())? {
        Some(id) => org.row(id.into()).map(Some),
        None => Ok(None),
    }
}

/// Notes something about a ticket.
pub(crate) fn note(org: &Org<'_>, ticket: &Ticket, mut changes: Changes) -> Result<()> {
    match known(org, ticket)? {
        Some(work) => org.update(TicketWork::TABLE, work.id.uuid(), changes),
        None => {
            let own = Id::<TicketWork>::about(&[ticket.id.uuid().as_bytes()]);
            changes.push(("id", own.uuid().into()));
            changes.push(("ticket_id", ticket.id.uuid().into()));
            org.insert(TicketWork::TABLE, changes).map(drop)
        }
    }
}

/// The first response was given now, unless it was before.
pub(crate) fn responded(org: &Org<'_>, ticket: &Ticket) -> Result<()> {
    match known(org, ticket)? {
        Some(work) if work.responded_at.is_some() => Ok(()),
        _ => note(org, ticket, vec![("responded_at", org.now().0.into())]),
    }
}

/// Ends a ticket's sleep, if it sleeps.
pub(crate) fn wake(org: &Org<'_>, ticket: &Ticket) -> Result<()> {
    match known(org, ticket)? {
        Some(work) if work.snoozed_until.is_some() => {
            note(org, ticket, vec![("snoozed_until", Value::Null)])
        }
        _ => Ok(()),
    }
}

/// The condition that a ticket sleeps, or does not, at a moment.
pub(crate) fn sleeps(now: Instant, exists: bool) -> Filter {
    let until = Filter { column: "snoozed_until", test: Test::Compare(">", now.0.into()) };
    related(vec![until], exists)
}

/// The condition that a ticket is late at a moment: its due time has passed, not counting the time that
/// it waits for the customer. What is resolved is not due.
pub(crate) fn late(now: Instant) -> Filter {
    let due = |test| Filter { column: "due_at", test };
    let now = || Value::Int(now.0);
    related(vec![due(Test::Compare("<", now())), due(Test::Less("waiting_since", now()))], true)
}

fn related(filter: Vec<Filter>, exists: bool) -> Filter {
    let related = Related { table: TicketWork::TABLE, column: "ticket_id", filter, exists };
    Filter { column: "id", test: Test::Related(related) }
}
