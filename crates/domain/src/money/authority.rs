//! Who decides on a refund, and in whose name.

use crate::resource::Draft;
use model::{
    Error, Id, Money, Result, Value,
    tables::{Organization, Refund, Representative},
};
use store::{Org, Role};

/// A senior decides up to the organization's maxRefundPerUser, a team lead any amount.
pub(super) fn may_decide(org: &Org<'_>, amount: Money<10>) -> Result<()> {
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

/// The representative in whose name a refund is approved: who is named, else who acts, else who was
/// named before. `approved_by` points to a representative, so an administrator without a row must name one.
pub(super) fn approver(
    org: &Org<'_>,
    before: &Refund,
    draft: &Draft,
) -> Result<Id<Representative>> {
    let given = draft.get("approved_by");
    if let Some(Value::Id(named)) = given {
        return Ok((*named).into());
    }
    let earlier = before.approved_by.filter(|_| given.is_none());
    org.representative().or(earlier).ok_or_else(|| {
        Error::forbidden("Who approves a refund needs a representative's row; your user has none. Create one, or name the approver in approvedBy.")
    })
}
