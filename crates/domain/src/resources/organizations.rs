//! The organization itself.

use crate::{
    Field, Input, Param, Resource, Shape,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use chrono::TimeDelta;
use model::{
    Error, Record, Result, Value,
    tables::{Organization, OrganizationStatus, User, UserRole},
};
use store::{Org, View};

/// How long a trial lasts.
const TRIAL: TimeDelta = TimeDelta::days(14);

/// Organizations. A create is more than a row, see [`create_organization`].
pub static ORGANIZATIONS: Resource = Resource {
    plural: "organizations",
    view: View::new(Organization::TABLE, &[], &[]),
    create: &[
        required("name").rule(Rule::NotBlank),
        required("slug").rule(Rule::Slug),
        optional("plan"),
        optional("status").or("TRIAL"),
        optional("settings").rule(Rule::Object),
        optional("metadata").rule(Rule::Object),
    ],
    update: &[
        optional("name").rule(Rule::NotBlank),
        optional("plan"),
        optional("status"),
        optional("settings").rule(Rule::Object),
        optional("metadata").rule(Rule::Object),
    ],
    sorted: ("created_at", true),
    sorts: &[],
    rules: Rules {
        create: |org, draft| {
            stamp(org, None, draft);
            Ok(())
        },
        update: |org, id, draft| {
            let before: Organization = org.row(id.into())?;
            stamp(org, Some(before.status), draft);
            Ok(())
        },
        ..Rules::NONE
    },
};

/// TRIAL ends in 14 days, SUSPENDED says since when, ACTIVE clears both.
fn stamp(org: &Org<'_>, before: Option<OrganizationStatus>, draft: &mut Draft) {
    let after = draft.text("status").and_then(OrganizationStatus::from_label);
    match after.filter(|after| before != Some(*after)) {
        Some(OrganizationStatus::Trial) => draft.set("trial_ends_at", org.now().plus(TRIAL).0),
        Some(OrganizationStatus::Suspended) => draft.set("suspended_at", org.now().0),
        Some(OrganizationStatus::Active) => {
            draft.set("trial_ends_at", Value::Null);
            draft.set("suspended_at", Value::Null);
        }
        Some(OrganizationStatus::Cancelled) | None => {}
    }
}

const ADMIN: [Field; 2] =
    [required("name").rule(Rule::NotBlank), required("email").rule(Rule::Email)];

/// The organization's fields and its first user's.
pub(crate) fn organization_input() -> Shape {
    let own = ORGANIZATIONS.create.iter().map(|f| Param::column(Organization::TABLE, *f, true));
    let admin = Shape::of(ADMIN.iter().map(|f| Param::column(User::TABLE, *f, true)));
    Shape::of(own).and([Param::object("admin", admin).required()])
}

/// The organization and its first administrator, together.
pub(crate) fn create_organization(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let admin = input
        .objects
        .pop()
        .ok_or_else(|| Error::validation("admin", "admin is required."))?
        .1
        .columns;
    input.columns.push(("id", Value::Id(org.id().uuid())));
    let id = ORGANIZATIONS.insert(org, input)?;
    let mut user = admin;
    user.push(("id", Value::Id(org.user().uuid())));
    user.push(("role", UserRole::Admin.label().into()));
    org.insert(User::TABLE, user)?;
    org.show(&ORGANIZATIONS.view, id)
}
