//! Tickets: what customers ask.

use super::{representative, user};
use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Record, Result,
    tables::{Ticket, TicketStatus},
};
use store::{Org, View};

/// Tickets.
pub static TICKETS: Resource = Resource {
    plural: "tickets",
    view: View::new(
        Ticket::TABLE,
        &[user("customer", "customer_id"), representative("assignee", "assigned_to")],
        &[],
    ),
    create: &[
        required("customer_id"),
        required("subject").rule(Rule::NotBlank),
        required("description").rule(Rule::NotBlank),
        required("category"),
        optional("ticket_number").rule(Rule::NotBlank),
        optional("assigned_to"),
        optional("conversation_id"),
        optional("status"),
        optional("priority"),
        optional("tags").rule(Rule::Strings).or("[]"),
        optional("ai_handled"),
        optional("sentiment").between(-100, 100),
        optional("estimated_resolution_time").at_least(0),
        optional("internal_notes"),
    ],
    update: &[
        optional("assigned_to"),
        optional("subject").rule(Rule::NotBlank),
        optional("description").rule(Rule::NotBlank),
        optional("status"),
        optional("priority"),
        optional("category"),
        optional("tags").rule(Rule::Strings),
        optional("sentiment").between(-100, 100),
        optional("internal_notes"),
        optional("customer_satisfaction_score").between(10, 50),
        optional("estimated_resolution_time").at_least(0),
        optional("actual_resolution_time").at_least(0),
    ],
    sorted: ("created_at", true),
    sorts: &[
        "updated_at",
        "priority",
        "status",
        "ticket_number",
        "subject",
        "sentiment",
        "resolved_at",
    ],
    rules: Rules { create, update, ..Rules::NONE },
};

fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    if !draft.sets("ticket_number") {
        let number = org.next_number(Ticket::TABLE, "ticket_number", "TICKET-")?;
        draft.set("ticket_number", number);
    }
    stamp(org, None, draft);
    Ok(())
}

fn update(org: &Org<'_>, id: uuid::Uuid, draft: &mut Draft) -> Result<()> {
    if draft.sets("status") {
        let before: Ticket = org.row(id.into())?;
        stamp(org, Some(before.status), draft);
    }
    Ok(())
}

/// Entering RESOLVED or CLOSED says when.
fn stamp(org: &Org<'_>, before: Option<TicketStatus>, draft: &mut Draft) {
    let after = draft.text("status").and_then(TicketStatus::from_label);
    match after.filter(|after| before != Some(*after)) {
        Some(TicketStatus::Resolved) => draft.set("resolved_at", org.now().0),
        Some(TicketStatus::Closed) => draft.set("closed_at", org.now().0),
        _ => {}
    }
}
