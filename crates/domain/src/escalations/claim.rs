//! Taking an escalation oneself.

use super::refused;
use crate::{Input, resources::ESCALATIONS};
use model::{
    Code, Error, Result,
    tables::{
        Escalation,
        EscalationStatus::{Assigned, Pending, Resolved},
        Representative, User,
    },
};
use store::Org;

/// The acting representative takes an escalation that nobody has.
pub(crate) fn claim(org: &mut Org<'_>, input: Input) -> Result<String> {
    ESCALATIONS.act(org, &input, |escalation: &Escalation| {
    let me = org.representative().ok_or_else(|| {
        Error::forbidden("Who claims an escalation needs a representative's row; your user has none. Create one, or assign the escalation to someone with update_escalation.")
    })?;
        if escalation.status == Resolved {
            return Err(refused(Resolved, Assigned));
        }
        if let Some(other) = escalation.assigned_to.filter(|other| *other != me) {
            let other: Representative = org.row(other)?;
            let other: User = org.row(other.user_id)?;
            return Err(Error::new(
                Code::InvalidTransition,
                format!("{} has this escalation already. Claim one that nobody has, or have it assigned to you.", other.name),
            )
            .at("assignedTo"));
        }
        let mut changes = vec![("assigned_to", me.uuid().into())];
        if escalation.status == Pending {
            changes.push(("status", Assigned.label().into()));
        }
        Ok(changes)
    })
}
