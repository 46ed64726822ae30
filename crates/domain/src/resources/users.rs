//! Users: customers and those who work here.

use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Code, Error, Record, Result, Value,
    tables::{User, UserRole},
};
use store::{Filter, Org, Role, Test, View};

/// Users.
pub static USERS: Resource = Resource {
    plural: "users",
    view: View::new(User::TABLE, &[], &[]),
    create: &[
        required("name").rule(Rule::NotBlank),
        required("email").rule(Rule::Email),
        required("role"),
    ],
    update: &[
        optional("name").rule(Rule::NotBlank),
        optional("email").rule(Rule::Email),
        optional("role"),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "name", "email", "role"],
    rules: Rules { create, update, delete, ..Rules::NONE },
};

/// Customers are everybody's to create; who works here is the administrator's.
fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    match draft.text("role").and_then(UserRole::from_label) {
        Some(UserRole::Customer) => Ok(()),
        _ => org.require(Role::Admin, "create a user who is not a customer"),
    }
}

fn update(org: &Org<'_>, id: uuid::Uuid, draft: &mut Draft) -> Result<()> {
    match draft.text("role").and_then(UserRole::from_label) {
        Some(UserRole::Admin) | None => Ok(()),
        Some(_) => keep_an_admin(org, id),
    }
}

fn delete(org: &Org<'_>, id: uuid::Uuid) -> Result<()> {
    keep_an_admin(org, id)
}

/// An organization without an administrator could never be put right again.
fn keep_an_admin(org: &Org<'_>, id: uuid::Uuid) -> Result<()> {
    let user: User = org.row(id.into())?;
    if user.role != UserRole::Admin {
        return Ok(());
    }
    if has_more_admins(org, 1)? {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        "This is the organization's last administrator. Make someone else ADMIN first.",
    ))
}

/// Whether the organization has more than that many administrators.
pub(crate) fn has_more_admins(org: &Org<'_>, than: usize) -> Result<bool> {
    let admins =
        [Filter { column: "role", test: Test::In(vec![Value::from(UserRole::Admin.label())]) }];
    let than = u32::try_from(than).unwrap_or(u32::MAX - 1);
    Ok(org.count_where(User::TABLE, &admins, than + 1)? > than)
}
