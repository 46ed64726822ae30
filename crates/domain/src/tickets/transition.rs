//! The state machine of a ticket.

use crate::{Input, Param, field::optional, resource::Draft, resources::TICKETS};
use model::{
    Code, Error, Instant, Record, Result, Value,
    tables::{
        Ticket,
        TicketStatus::{self, Closed, InProgress, Open, Resolved, Waiting},
    },
};
use serde_json::json;
use store::Org;

/// Where a ticket may go from a status.
pub const fn steps(from: TicketStatus) -> &'static [TicketStatus] {
    match from {
        Open => &[InProgress, Resolved],
        InProgress => &[Waiting, Resolved],
        Waiting => &[InProgress],
        Resolved => &[Closed, Open],
        Closed => &[Open],
    }
}

pub(crate) fn input() -> [Param; 1] {
    [Param::column(Ticket::TABLE, optional("status"), false).required()]
}

/// Moves a ticket one step on.
pub(crate) fn transition(org: &mut Org<'_>, mut input: Input) -> Result<String> {
    let status = std::mem::take(&mut input.columns);
    TICKETS.act(org, &input, |ticket: &Ticket| {
        // An update may repeat what is so already; a step is one.
        if status.iter().any(|(_, to)| *to == ticket.status.label().into()) {
            return Err(refused(ticket.status, ticket.status));
        }
        Ok(status)
    })
}

/// Checks the step that a draft takes, if it takes one, and sets what it brings along. A new ticket
/// starts from OPEN.
pub(super) fn step(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    let from = draft.before("status").unwrap_or(Open);
    let to = draft.after("status").unwrap_or(from);
    if from == to {
        return Ok(());
    }
    if !steps(from).contains(&to) {
        return Err(refused(from, to));
    }
    match to {
        Resolved => {
            draft.set("resolved_at", org.now().0);
            if !draft.sets("actual_resolution_time") {
                let created = draft.before("created_at").unwrap_or(org.now());
                draft.set("actual_resolution_time", seconds(created, org.now()));
            }
        }
        Closed => draft.set("closed_at", org.now().0),
        Open => {
            draft.set("resolved_at", Value::Null);
            draft.set("closed_at", Value::Null);
        }
        InProgress | Waiting => {}
    }
    Ok(())
}

/// Whole seconds from one moment to a later one, as far as a column of seconds holds them.
pub(crate) fn seconds(from: Instant, to: Instant) -> i64 {
    (to.0.saturating_sub(from.0) / 1_000_000).clamp(0, i32::MAX.into())
}

fn refused(from: TicketStatus, to: TicketStatus) -> Error {
    let allowed: Vec<_> = steps(from).iter().map(|s| s.label()).collect();
    let (from, to) = (from.label(), to.label());
    let what = if from == to {
        format!("The ticket is {from} already")
    } else {
        format!("A ticket that is {from} cannot become {to}")
    };
    Error::new(
        Code::InvalidTransition,
        format!("{what}. From {from} it goes on to {}.", allowed.join(" or ")),
    )
    .at("status")
    .with(json!({"from": from, "to": to, "allowed": allowed}))
}
