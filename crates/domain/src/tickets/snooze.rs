//! Out of the queue until a moment, or until the customer writes.

use super::work;
use crate::{Input, Param, resources::TICKETS};
use model::{Error, Record, Result, Type, tables::Ticket};
use store::Org;

pub(crate) fn input() -> [Param; 1] {
    [Param::plain("until", Type::Instant).required()]
}

/// Lets a ticket sleep until a moment that is still to come.
pub(crate) fn snooze(org: &mut Org<'_>, input: Input) -> Result<String> {
    let ticket = found(org, &input)?;
    let until = input.instant("until").filter(|until| *until > org.now()).ok_or_else(|| {
        Error::validation("until", format!("until must be later than now, {}.", org.now()))
    })?;
    work::note(org, &ticket, vec![("snoozed_until", until.0.into())])?;
    org.show(&TICKETS.view, ticket.id.uuid())
}

/// Brings a ticket back at once. One that does not sleep stays as it is.
pub(crate) fn wake(org: &mut Org<'_>, input: Input) -> Result<String> {
    let ticket = found(org, &input)?;
    work::wake(org, &ticket)?;
    org.show(&TICKETS.view, ticket.id.uuid())
}

fn found(org: &Org<'_>, input: &Input) -> Result<Ticket> {
    org.expect(Ticket::TABLE, input.uuid("id")?, input.instant("expectedUpdatedAt"))?;
    org.row(input.id("id")?)
}
