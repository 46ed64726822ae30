//! Escalations: conversations handed to a person.

use super::{representative, user};
use crate::{
    Resource,
    escalations::RULES,
    field::{Rule, optional, required},
};
use model::{Record, tables::Escalation};
use store::View;

/// Escalations.
pub static ESCALATIONS: Resource = Resource {
    plural: "escalations",
    view: View::new(
        Escalation::TABLE,
        &[user("customer", "customer_id"), representative("assignee", "assigned_to")],
        &[],
    ),
    create: &[
        required("conversation_id"),
        required("customer_id"),
        required("reason"),
        required("issue_description").rule(Rule::NotBlank),
        optional("assigned_to"),
        optional("priority"),
        optional("status"),
        optional("wait_time").at_least(0),
        optional("notes"),
        optional("ai_summary"),
    ],
    update: &[
        optional("assigned_to"),
        optional("priority"),
        optional("status"),
        optional("wait_time").at_least(0),
        optional("notes"),
        optional("ai_summary"),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "priority", "status", "wait_time"],
    rules: RULES,
};
