//! Two tickets about one thing become one.

use super::{due, work};
use crate::{Input, Param, resources::TICKETS};
use model::{
    Code, Error, Json, Record, Result,
    tables::{Escalation, Message, RefundOrigin, Ticket, TicketStatus, TicketWork},
};
use serde_json::json;
use store::{Changes, Org};
use uuid::Uuid;

pub(crate) fn input() -> [Param; 1] {
    [Param::row("into", Ticket::NAME)]
}

/// Merges a ticket into another, which goes on with all that was said, escalated and asked back in both
/// and with the tags of both. The one that was merged is closed, whatever its status was.
pub(crate) fn merge(org: &mut Org<'_>, input: Input) -> Result<String> {
    let (id, into) = (input.id("id")?, input.id("into")?);
    org.expect(Ticket::TABLE, input.uuid("id")?, input.instant("expectedUpdatedAt"))?;
    let duplicate: Ticket = org.row(id)?;
    let goes_on: Ticket = org.row(into).map_err(|e| e.at("into"))?;
    check(org, &duplicate, &goes_on)?;
    let mut changes = united(&duplicate, &goes_on);
    if let Some(conversation) = join(org, &duplicate, &goes_on)? {
        changes.push(("conversation_id", conversation.into()));
    }
    org.redirect(RefundOrigin::TABLE, "ticket_id", id.uuid(), into.uuid())?;
    // Whatever was merged into the one goes on in the other too.
    org.redirect(TicketWork::TABLE, "merged_into", id.uuid(), into.uuid())?;
    org.update(Ticket::TABLE, into.uuid(), changes)?;
    close(org, &duplicate)?;
    work::note(org, &duplicate, vec![("merged_into", into.uuid().into())])?;
    org.show(&TICKETS.view, into.uuid())
}

/// A ticket that was merged goes nowhere else, and nothing goes into it: so there are neither chains
/// nor circles.
fn check(org: &Org<'_>, duplicate: &Ticket, goes_on: &Ticket) -> Result<()> {
    let refused = |why: String| Err(Error::new(Code::Conflict, why).at("into"));
    if duplicate.id == goes_on.id {
        return refused("A ticket cannot be merged into itself.".into());
    }
    let merged = |ticket: &Ticket| -> Result<Option<Ticket>> {
        match work::known(org, ticket)?.and_then(|work| work.merged_into) {
            Some(into) => org.row(into).map(Some),
            None => Ok(None),
        }
    };
    let (number, other) = (&duplicate.ticket_number, &goes_on.ticket_number);
    if let Some(into) = merged(duplicate)? {
        return refused(format!("{number} was merged into {} already.", into.ticket_number));
    }
    match merged(goes_on)? {
        Some(into) if into.id == duplicate.id => refused(format!(
            "{other} was merged into {number}: merging {number} into it would go in a circle."
        )),
        Some(into) => refused(format!(
            "{other} was merged into {0} itself. Merge {number} into {0}.",
            into.ticket_number
        )),
        None => Ok(()),
    }
}

/// The tags of both, first those of the one that goes on.
fn united(duplicate: &Ticket, goes_on: &Ticket) -> Changes {
    let tags = |ticket: &Ticket| -> Vec<String> {
        let tags = ticket.tags.as_ref().map(Json::value).unwrap_or_default();
        serde_json::from_value(tags).unwrap_or_default()
    };
    let held = tags(goes_on);
    let mut all = held.clone();
    all.extend(tags(duplicate).into_iter().filter(|tag| !held.contains(tag)));
    if all == held { Vec::new() } else { vec![("tags", json!(all).to_string().into())] }
}

/// One conversation of the two: that of the ticket which goes on, or, if it has none, the other's,
/// which is returned then.
fn join(org: &Org<'_>, duplicate: &Ticket, goes_on: &Ticket) -> Result<Option<Uuid>> {
    match (duplicate.conversation_id, goes_on.conversation_id) {
        (None, None) => Ok(None),
        (Some(theirs), None) => Ok(Some(theirs)),
        (None, Some(own)) => {
            let change = vec![("conversation_id", own.into())];
            org.update(Ticket::TABLE, duplicate.id.uuid(), change)?;
            Ok(None)
        }
        (Some(theirs), Some(own)) if theirs == own => Ok(None),
        (Some(theirs), Some(own)) => {
            for table in [Message::TABLE, Escalation::TABLE, Ticket::TABLE] {
                org.redirect(table, "conversation_id", theirs, own)?;
            }
            Ok(None)
        }
    }
}

/// A merge closes from any status.
fn close(org: &Org<'_>, duplicate: &Ticket) -> Result<()> {
    if duplicate.status == TicketStatus::Closed {
        return Ok(());
    }
    let closed =
        vec![("status", TicketStatus::Closed.label().into()), ("closed_at", org.now().0.into())];
    org.update(Ticket::TABLE, duplicate.id.uuid(), closed)?;
    due::changed(org, Some(duplicate), &org.row(duplicate.id)?)
}
