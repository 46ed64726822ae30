//! The end of an escalation.

use super::refused;
use crate::{Input, Param, field::optional, resources::ESCALATIONS};
use model::{
    Record, Result,
    tables::{Escalation, EscalationStatus::Resolved},
};
use store::Org;

pub(crate) fn input() -> [Param; 1] {
    [Param::column(Escalation::TABLE, optional("notes"), false)]
}

/// Resolves an escalation, with what is to be noted.
pub(crate) fn resolve(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let mut changes = std::mem::take(&mut input.columns);
    ESCALATIONS.act(org, &input, |escalation: &Escalation| {
        if escalation.status == Resolved {
            return Err(refused(Resolved, Resolved));
        }
        changes.push(("status", Resolved.label().into()));
        Ok(changes)
    })
}
