//! What happens to escalations: one file a verb, and the rules that whoever changes an escalation runs.

mod claim;
mod escalate;
mod resolve;

pub(crate) use claim::claim;
pub(crate) use escalate::{escalate, input as escalate_input};
pub(crate) use resolve::{input as resolve_input, resolve};

use crate::{
    resource::{Draft, Rules},
    tickets::seconds,
    workload,
};
use model::{
    Code, Error, Id, Instant, Result,
    tables::{
        EscalationStatus::{self, Pending, Resolved},
        Representative,
    },
    tally::OPEN_ESCALATION,
};
use serde_json::json;
use store::Org;

/// What creates, updates and all verbs run.
pub(crate) const RULES: Rules =
    Rules { create, update: |org, _, draft| check(org, draft), ..Rules::NONE };

fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    if !draft.sets("status") {
        draft.set("status", Pending.label());
    }
    check(org, draft)
}

fn check(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    step(org, draft)?;
    wait(org, draft);
    workload::room(org, draft, OPEN_ESCALATION)
}

/// Whether a step leads from one status to the other: only onwards, over some or none.
pub(crate) fn may_follow(from: EscalationStatus, to: EscalationStatus) -> bool {
    to > from
}

/// An escalation goes from PENDING through ASSIGNED and IN_PROGRESS to RESOLVED, never back.
fn step(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    let from = draft.before("status").unwrap_or(Pending);
    let to = draft.after("status").unwrap_or(from);
    if from != to && !may_follow(from, to) {
        return Err(refused(from, to));
    }
    if to > from && to == Resolved {
        draft.set("resolved_at", org.now().0);
    }
    Ok(())
}

/// A new assignee says since when, and so how long it waited. Nobody types that.
fn wait(org: &Org<'_>, draft: &mut Draft) {
    let before: Option<Id<Representative>> = draft.before("assigned_to");
    let after = draft.after("assigned_to");
    if after.is_some() && before != after {
        draft.set("assigned_at", org.now().0);
    }
    let typed = draft.get("wait_time").is_some();
    let assigned: Option<Instant> = draft.after("assigned_at");
    match assigned.filter(|_| typed || draft.get("assigned_at").is_some()) {
        Some(assigned) => {
            let created = draft.before("created_at").unwrap_or(org.now());
            draft.set("wait_time", seconds(created, assigned));
        }
        // It waits still: what was typed is dropped.
        None if typed => draft.set("wait_time", i64::from(draft.before("wait_time").unwrap_or(0))),
        None => {}
    }
}

fn refused(from: EscalationStatus, to: EscalationStatus) -> Error {
    let later: Vec<_> =
        EscalationStatus::ALL.iter().filter(|s| **s > from).map(|s| s.label()).collect();
    let (from, to) = (from.label(), to.label());
    let onwards = if later.is_empty() {
        "Nothing comes after that; escalate anew.".to_owned()
    } else {
        format!("From {from} it goes on to {}.", later.join(" or "))
    };
    let what = if from == to {
        format!("The escalation is {from} already")
    } else {
        format!("An escalation that is {from} cannot become {to}")
    };
    Error::new(Code::InvalidTransition, format!("{what}. {onwards}"))
        .at("status")
        .with(json!({"from": from, "to": to, "allowed": later}))
}
