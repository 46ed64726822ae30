//! Who works on a ticket. That there is room for it is checked where every change of a ticket is.

use crate::{Input, resources::TICKETS};
use model::{Code, Error, Result, Value, tables::Ticket};
use store::Org;

/// Gives a ticket to a representative.
pub(crate) fn assign(org: &mut Org<'_>, input: Input) -> Result<String> {
    let to = input.uuid("assignedTo")?;
    TICKETS.act(org, &input, |_: &Ticket| Ok(vec![("assigned_to", to.into())]))
}

/// Takes a ticket from whoever has it.
pub(crate) fn unassign(org: &mut Org<'_>, input: Input) -> Result<String> {
    TICKETS.act(org, &input, |_: &Ticket| Ok(vec![("assigned_to", Value::Null)]))
}

/// Gives a ticket to the ONLINE representative with the most free places, of several the best rated.
pub(crate) fn route(org: &mut Org<'_>, input: Input) -> Result<String> {
    TICKETS.act(org, &input, |_: &Ticket| {
        let to = org.most_free()?.ok_or_else(|| {
            Error::new(
                Code::CapacityExceeded,
                "Nobody who is ONLINE has a free place. Assign the ticket yourself, or wait until someone is done.",
            )
        })?;
        Ok(vec![("assigned_to", to.uuid().into())])
    })
}
