//! Refunds: money asked back, and who may grant it.

use super::{representative, user};
use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Error, Money, Record, Result, Value,
    tables::{Organization, Refund, RefundStatus},
};
use store::{Org, Role, View};

/// Refunds.
pub static REFUNDS: Resource = Resource {
    plural: "refunds",
    view: View::new(
        Refund::TABLE,
        &[user("customer", "customer_id"), representative("approver", "approved_by")],
        &[],
    ),
    create: &[
        required("order_id").rule(Rule::NotBlank),
        required("customer_id"),
        required("amount").at_least(1),
        required("reason"),
        optional("status"),
        optional("notes"),
        optional("approved_by"),
    ],
    update: &[optional("status"), optional("notes"), optional("approved_by")],
    sorted: ("created_at", true),
    sorts: &["updated_at", "amount", "status", "processed_at", "order_id"],
    rules: Rules { create, update, ..Rules::NONE },
};

fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    if draft.sets("approved_by") {
        org.require(Role::SeniorSupport, "name who approved a refund")?;
    }
    let amount = draft.int("amount").and_then(Money::from_scaled).unwrap_or(Money::ZERO);
    decide(org, None, amount, draft)
}

fn update(org: &Org<'_>, id: uuid::Uuid, draft: &mut Draft) -> Result<()> {
    let before: Refund = org.row(id.into())?;
    decide(org, Some(&before), before.amount, draft)
}

/// Who decides, and what a decision sets.
fn decide(
    org: &Org<'_>,
    before: Option<&Refund>,
    amount: Money<10>,
    draft: &mut Draft,
) -> Result<()> {
    let granted = |status| matches!(status, RefundStatus::Approved | RefundStatus::Completed);
    let held = before.map_or(RefundStatus::Pending, |b| b.status);
    let status = draft.text("status").and_then(RefundStatus::from_label).unwrap_or(held);
    let renamed = granted(status) && draft.get("approved_by").is_some();
    if status == held && !renamed {
        return Ok(());
    }
    may_decide(org, amount)?;
    if status != held && granted(status) {
        draft.set("processed_at", org.now().0);
    }
    let named = match draft.get("approved_by") {
        Some(value) => !value.is_null(),
        None => before.is_some_and(|b| b.approved_by.is_some()),
    };
    if granted(status) && !named {
        let approver = org.representative().ok_or_else(|| {
            Error::forbidden("Who approves a refund needs a representative's row; your user has none. Create one, or name the approver in approvedBy.")
        })?;
        draft.set("approved_by", Value::Id(approver.uuid()));
    }
    Ok(())
}

/// A senior decides up to the organization's maxRefundPerUser, a team lead any amount.
fn may_decide(org: &Org<'_>, amount: Money<10>) -> Result<()> {
    org.require(Role::SeniorSupport, "decide on a refund")?;
    if org.role() >= Role::TeamLead {
        return Ok(());
    }
    let organization: Organization = org.row(org.id())?;
    let limit = organization.settings.value()["maxRefundPerUser"].to_string();
    let limit = Money::<12>::parse(limit.trim_matches('"')).unwrap_or(Money::ZERO);
    if amount.exact() <= limit.exact() {
        return Ok(());
    }
    Err(Error::forbidden(format!(
        "A refund of {amount} is above the {limit} that one of your role may decide on; a TEAM_LEAD decides."
    )))
}
