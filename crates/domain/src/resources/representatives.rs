//! Representatives: who works here, with role, availability and load.

use super::user;
use crate::{
    Resource,
    field::{optional, required},
    resource::{Draft, Rules},
};
use model::{
    Record, Result,
    tables::{Representative, RepresentativeStatus, TeamPerformance},
};
use store::{Children, Org, Role, View};

/// Representatives.
pub static REPRESENTATIVES: Resource = Resource {
    plural: "representatives",
    view: View::new(
        Representative::TABLE,
        &[user("user", "user_id")],
        &[Children {
            name: "teamPerformance",
            table: TeamPerformance::TABLE,
            column: "representative_id",
            newest: "period_start",
            limit: 5,
        }],
    ),
    create: &[
        required("user_id"),
        optional("role"),
        optional("status"),
        optional("active_chats").at_least(0),
        optional("max_chats").between(1, 50),
        optional("rating").between(0, 500),
    ],
    update: &[
        optional("role"),
        optional("status"),
        optional("active_chats").at_least(0),
        optional("max_chats").between(1, 50),
        optional("rating").between(0, 500),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "role", "status", "active_chats", "rating"],
    rules: Rules {
        create: |org, draft| within_own_rank(org, None, draft).map(|()| seen(org, draft)),
        update: |org, id, draft| {
            let before: Representative = org.row(id.into())?;
            within_own_rank(org, Some(before.role), draft).map(|()| seen(org, draft))
        },
        delete: |org, id| {
            let before: Representative = org.row(id.into())?;
            rank(org, before.role)
        },
        ..Rules::NONE
    },
};

/// Nobody gives a rank above their own, nor changes one who has it.
fn within_own_rank(org: &Org<'_>, before: Option<Role>, draft: &Draft) -> Result<()> {
    before.map_or(Ok(()), |role| rank(org, role))?;
    draft.text("role").and_then(Role::from_label).map_or(Ok(()), |role| rank(org, role))
}

fn rank(org: &Org<'_>, role: Role) -> Result<()> {
    org.require(role, "manage a representative of that role")
}

/// Whoever comes ONLINE or goes AWAY was active just now.
fn seen(org: &Org<'_>, draft: &mut Draft) {
    let status = draft.text("status").and_then(RepresentativeStatus::from_label);
    if matches!(status, Some(RepresentativeStatus::Online | RepresentativeStatus::Away)) {
        draft.set("last_active_at", org.now().0);
    }
}
