//! What happens to tickets: one file a verb, and the rules that whoever changes a ticket runs.

mod assign;
mod bulk;
pub(crate) mod due;
mod merge;
mod queue;
mod snooze;
mod transition;
pub(crate) mod work;

pub(crate) use assign::{assign, route, unassign};
pub(crate) use bulk::{OUTPUT as BULK_OUTPUT, bulk_update, input as bulk_input};
pub(crate) use merge::{input as merge_input, merge};
pub(crate) use queue::{
    COUNTS, QUEUE, QUEUE_SORTS, count_queue, extra as queue_input, late, list_queue, narrowed,
};
pub(crate) use snooze::{input as snooze_input, snooze, wake};
pub use transition::steps;
pub(crate) use transition::{input as transition_input, seconds, transition};

use crate::{
    resource::{Draft, Rules, read},
    workload,
};
use model::{
    Record, Result, Value,
    tables::{Ticket, TicketStatus},
    tally::OPEN_TICKET,
};
use store::Org;

/// What creates, updates and all verbs run.
pub(crate) const RULES: Rules = Rules {
    create: |org, draft| {
        if !draft.sets("ticket_number") {
            let number = org.next_number(Ticket::TABLE, "ticket_number", "TICKET-")?;
            draft.set("ticket_number", number);
        }
        if !draft.sets("status") {
            draft.set("status", TicketStatus::Open.label());
        }
        check(org, draft)
    },
    update: |org, _, draft| check(org, draft),
    changed: Some(announce),
    ..Rules::NONE
};

/// The state machine, and room for whoever it is assigned to.
fn check(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    transition::step(org, draft)?;
    workload::room(org, draft, OPEN_TICKET)
}

/// Told of every ticket that was created (it was nothing before) or changed here, once it is written.
/// What hangs on a ticket's status or priority follows from here.
fn announce(org: &Org<'_>, before: Option<&[Value]>, after: &[Value]) -> Result<()> {
    let before = before.map(read).transpose()?;
    due::changed(org, before.as_ref(), &read(after)?)
}
