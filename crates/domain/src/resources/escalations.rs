//! Escalations: conversations handed to a person.

use super::{representative, user};
use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Record,
    tables::{Escalation, EscalationStatus},
};
use store::{Org, View};

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
    rules: Rules {
        create: |org, draft| {
            stamp(org, None, draft);
            Ok(())
        },
        update: |org, id, draft| {
            let before: Escalation = org.row(id.into())?;
            stamp(org, Some(&before), draft);
            Ok(())
        },
        ..Rules::NONE
    },
};

/// A new assignee says since when; RESOLVED says when.
fn stamp(org: &Org<'_>, before: Option<&Escalation>, draft: &mut Draft) {
    let assignee = before.and_then(|b| b.assigned_to).map(|id| id.uuid().into());
    if draft.sets("assigned_to") && draft.get("assigned_to") != assignee.as_ref() {
        draft.set("assigned_at", org.now().0);
    }
    let resolved = EscalationStatus::Resolved;
    if draft.text("status") == Some(resolved.label()) && before.map(|b| b.status) != Some(resolved)
    {
        draft.set("resolved_at", org.now().0);
    }
}
