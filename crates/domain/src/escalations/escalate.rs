//! Handing a ticket's conversation to a person.

use crate::{
    Input, Param,
    field::{Rule, optional, required},
    resource::read,
    resources::ESCALATIONS,
};
use model::{
    Code, Error, Record, Result, Value,
    tables::{Escalation, EscalationStatus, Ticket, TicketStatus},
};
use store::Org;
use uuid::Uuid;

/// What is given; the rest comes from the ticket.
pub(crate) fn input() -> Vec<Param> {
    let fields = [
        required("reason"),
        optional("issue_description").rule(Rule::NotBlank),
        optional("priority"),
        optional("assigned_to"),
        optional("notes"),
    ];
    fields.map(|field| Param::column(Escalation::TABLE, field, true)).into()
}

/// Escalates a ticket: its customer and conversation, and unless said otherwise its priority and
/// description. A ticket that has no conversation yet is given one.
pub(crate) fn escalate(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let (id, expected) = (input.uuid("id")?, input.instant("expectedUpdatedAt"));
    let row = org.expect(Ticket::TABLE, id, expected)?;
    let ticket: Ticket = read(&row)?;
    if ticket.status == TicketStatus::Closed {
        return Err(Error::new(
            Code::InvalidTransition,
            "The ticket is CLOSED. Reopen it before you escalate it.",
        )
        .at("id"));
    }
    let conversation = match ticket.conversation_id {
        Some(conversation) => conversation,
        None => {
            let new = Uuid::now_v7();
            org.change(Ticket::TABLE, &row, vec![("conversation_id", new.into())])?;
            new
        }
    };
    let given = |column| input.columns.iter().any(|(name, v)| *name == column && !v.is_null());
    let mut rest: Vec<(&'static str, Value)> = vec![
        ("conversation_id", conversation.into()),
        ("customer_id", ticket.customer_id.uuid().into()),
    ];
    if !given("issue_description") {
        rest.push(("issue_description", ticket.description.into()));
    }
    if !given("priority") {
        rest.push(("priority", ticket.priority.label().into()));
    }
    if given("assigned_to") {
        rest.push(("status", EscalationStatus::Assigned.label().into()));
    }
    input.columns.extend(rest);
    ESCALATIONS.create(org, input)
}
