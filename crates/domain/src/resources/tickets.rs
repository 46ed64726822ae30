//! Tickets: what customers ask.

use super::{representative, user};
use crate::{
    Resource,
    field::{Rule, optional, required},
    tickets::RULES,
};
use model::{Record, tables::Ticket};
use store::View;

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
    rules: RULES,
};
