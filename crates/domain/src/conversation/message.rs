//! A message: what the customer wrote, what is replied, what is noted.

use super::LONGEST;
use crate::{
    Input, Param, Shape,
    field::{Rule, optional, required},
    resource::Draft,
    resources::TICKETS,
    tickets::work,
};
use model::{
    Error, Id, Record, Result, Value,
    tables::{Message, MessageVisibility, Ticket, TicketStatus, User},
};
use store::{Org, Relation, View};
use uuid::Uuid;

/// A message with its author.
pub static MESSAGES: View = View::new(
    Message::TABLE,
    &[Relation {
        name: "author",
        column: "author_id",
        table: User::TABLE,
        key: "id",
        relations: &[],
    }],
    &[],
);

pub(crate) fn input() -> Shape {
    let body = required("body").rule(Rule::Length { blank: false, most: LONGEST });
    Shape::of([
        Param::row("ticketId", Ticket::NAME),
        Param::column(Message::TABLE, required("visibility"), true),
        Param::column(Message::TABLE, body, true),
        Param::column(Message::TABLE, optional("author_id"), true),
    ])
}

/// Adds a message to a ticket's conversation, which begins with it if there is none. What the customer
/// wrote wakes the ticket and ends its waiting; the first public word of someone who works here is the
/// response that was due.
pub(crate) fn add_message(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let ticket: Ticket = org.row(input.id("ticketId")?)?;
    let mut columns = std::mem::take(&mut input.columns);
    columns.retain(|(name, value)| *name != "author_id" || !value.is_null());
    org.check_references(Message::TABLE, &columns)?;
    let held = |name: &str| columns.iter().find(|(n, _)| *n == name).map(|(_, value)| value);
    let visibility = match held("visibility") {
        Some(Value::Text(label)) => MessageVisibility::from_label(label),
        _ => None,
    };
    let public = visibility == Some(MessageVisibility::Public);
    let by_customer = match held("author_id") {
        Some(Value::Id(author)) => {
            recorded(*author, &ticket, public)?;
            true
        }
        _ => false,
    };
    let conversation = begun(org, &ticket)?;
    columns.push(("conversation_id", conversation.into()));
    if by_customer {
        heard(org, &ticket)?;
    } else {
        columns.push(("author_id", org.user().uuid().into()));
        if public {
            work::responded(org, &ticket)?;
        }
        if let Some(visibility) = visibility {
            org.keep_draft(ticket.id, visibility.label(), "")?;
        }
    }
    let id = org.insert(Message::TABLE, columns)?;
    org.show(&MESSAGES, id)
}

/// Nobody's word but the customer's is recorded in their name.
fn recorded(author: Uuid, ticket: &Ticket, public: bool) -> Result<()> {
    if Id::from(author) != ticket.customer_id {
        return Err(Error::validation(
            "authorId",
            "authorId may only be the ticket's customer, to record what they wrote; leave it out for what you write.",
        ));
    }
    if !public {
        return Err(Error::validation(
            "visibility",
            "visibility must be PUBLIC for what the customer wrote; an INTERNAL note is one's own.",
        ));
    }
    Ok(())
}

/// The ticket's conversation, begun if there is none.
fn begun(org: &Org<'_>, ticket: &Ticket) -> Result<Uuid> {
    if let Some(conversation) = ticket.conversation_id {
        return Ok(conversation);
    }
    let conversation = Uuid::now_v7();
    org.update(Ticket::TABLE, ticket.id.uuid(), vec![("conversation_id", conversation.into())])?;
    Ok(conversation)
}

/// The customer was heard: whoever waited for that goes on.
fn heard(org: &Org<'_>, ticket: &Ticket) -> Result<()> {
    work::wake(org, ticket)?;
    if ticket.status == TicketStatus::Waiting {
        let on = vec![("status", TicketStatus::InProgress.label().into())];
        let row = org.expect(Ticket::TABLE, ticket.id.uuid(), None)?;
        TICKETS.revise(org, ticket.id.uuid(), &row, Draft::of(on))?;
    }
    Ok(())
}
