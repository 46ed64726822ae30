//! The steps of a refund: PENDING to APPROVED or REJECTED, APPROVED to COMPLETED, and no other.

use super::{
    approve::approve,
    authority::{approver, may_decide},
};
use crate::{Input, resource::Draft, resources::REFUNDS};
use model::{
    Code, Error, Money, Record, Result,
    tables::{Refund, RefundStatus},
};
use serde_json::json;
use store::{Org, Role};
use uuid::Uuid;

/// The statuses that one step leads to.
pub(crate) const fn next(from: RefundStatus) -> &'static [RefundStatus] {
    match from {
        RefundStatus::Pending => &[RefundStatus::Approved, RefundStatus::Rejected],
        RefundStatus::Approved => &[RefundStatus::Completed],
        RefundStatus::Rejected | RefundStatus::Completed => &[],
    }
}

/// Refuses a step that there is not.
pub(super) fn step(from: RefundStatus, to: RefundStatus) -> Result<()> {
    if next(from).contains(&to) {
        return Ok(());
    }
    let labels: Vec<_> = next(from).iter().map(|s| s.label()).collect();
    let accepted = match labels.as_slice() {
        [] => "it stays as it is".to_owned(),
        labels => format!("it can become {}", labels.join(" or ")),
    };
    let message =
        format!("A refund that is {} cannot become {}; {accepted}.", from.label(), to.label());
    let details = json!({"from": from.label(), "to": to.label(), "allowed": labels});
    Err(Error::new(Code::InvalidTransition, message).at("status").with(details))
}

/// The steps that a status asked for takes: COMPLETED for one that is PENDING is approved and completed.
fn steps(from: RefundStatus, to: RefundStatus) -> Result<&'static [RefundStatus]> {
    use RefundStatus::{Approved, Completed, Pending, Rejected};
    if (from, to) == (Pending, Completed) {
        return Ok(&[Approved, Completed]);
    }
    step(from, to)?;
    Ok(match to {
        Approved => &[Approved],
        Rejected => &[Rejected],
        Completed => &[Completed],
        Pending => &[],
    })
}

/// A refund that is created with a status is created PENDING and then decided on.
pub(crate) fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    if draft.sets("approved_by") {
        org.require(Role::SeniorSupport, "name who approved a refund")?;
    }
    let status = draft.text("status").and_then(RefundStatus::from_label);
    let Some(status) = status.filter(|s| *s != RefundStatus::Pending) else { return Ok(()) };
    let amount = draft.int("amount").and_then(Money::from_scaled).unwrap_or(Money::ZERO);
    may_decide(org, amount)?;
    let mut decision = Draft::of(vec![("status", status.label().into())]);
    if let Some(named) = draft.get("approved_by") {
        decision.set("approved_by", named.clone());
    }
    draft.set("status", RefundStatus::Pending.label());
    draft.then(|org, id| {
        let created = org.expect(Refund::TABLE, id, None)?;
        REFUNDS.revise(org, id, &created, decision)
    });
    Ok(())
}

/// A status that is given is decided on; who approved what was granted can be put right.
pub(crate) fn update(org: &Org<'_>, id: Uuid, draft: &mut Draft) -> Result<()> {
    let before: Refund = org.row(id.into())?;
    let to = draft.text("status").and_then(RefundStatus::from_label).unwrap_or(before.status);
    if to != before.status {
        let steps = steps(before.status, to)?;
        may_decide(org, before.amount)?;
        for step in steps {
            match step {
                RefundStatus::Approved => approve(org, &before, draft)?,
                RefundStatus::Completed => draft.set("processed_at", org.now().0),
                RefundStatus::Rejected | RefundStatus::Pending => {}
            }
        }
    } else if draft.get("approved_by").is_some() && granted(to) {
        may_decide(org, before.amount)?;
        let named = approver(org, &before, draft)?;
        draft.set("approved_by", named.uuid());
    }
    Ok(())
}

fn granted(status: RefundStatus) -> bool {
    matches!(status, RefundStatus::Approved | RefundStatus::Completed)
}

/// Grants a refund that is PENDING: see [`update`].
pub(crate) fn approve_refund(org: &Org<'_>, input: Input) -> Result<String> {
    ask(org, input, RefundStatus::Approved)
}

/// Refuses a refund that is PENDING.
pub(crate) fn reject_refund(org: &Org<'_>, input: Input) -> Result<String> {
    ask(org, input, RefundStatus::Rejected)
}

/// The money of a refund that is APPROVED has gone out.
pub(crate) fn complete_refund(org: &Org<'_>, input: Input) -> Result<String> {
    ask(org, input, RefundStatus::Completed)
}

/// One step, with what is written beside it.
fn ask(org: &Org<'_>, mut input: Input, to: RefundStatus) -> Result<String> {
    let mut changes = std::mem::take(&mut input.columns);
    changes.push(("status", to.label().into()));
    REFUNDS.act(org, &input, |before: &Refund| step(before.status, to).map(|()| changes))
}
