//! When a ticket's first response and its resolution are due: so many business minutes, by priority.

use super::work;
use crate::hours::Hours;
use model::{
    Code, Error, Instant, Result, Value,
    tables::{
        Organization, Ticket, TicketPriority,
        TicketStatus::{self, Waiting},
        TicketWork,
    },
    tally::OPEN_TICKET,
};
use serde_json::Value as Json;
use std::rc::Rc;
use store::{Changes, Org};

/// The longest that an organization may take, in minutes: a year.
const LONGEST: i64 = 525_600;

/// What an organization promises: business hours, and business minutes by priority.
pub(crate) struct Promise {
    hours: Hours,
    sla: Json,
}

/// When something of a ticket is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Due {
    /// The first response.
    pub response: Option<Instant>,
    /// The resolution; nothing is due of what is resolved.
    pub resolution: Option<Instant>,
    /// Since when the customer's answer is waited for, and time stands still.
    pub waiting: Option<Instant>,
}

impl Promise {
    /// The organization's, out of its settings: `businessHours`, and
    /// `sla {"URGENT": {"response": minutes, "resolution": minutes}, ...}` where it is not as usual. Read
    /// once for all tickets of an operation; none that changes settings changes tickets.
    pub fn of(org: &Org<'_>) -> Result<Rc<Self>> {
        org.once(|org| {
            let organization: Organization = org.row(org.id())?;
            Ok(Self::read(&organization.settings.value()))
        })
    }

    fn read(settings: &Json) -> Self {
        Self { hours: Hours::read(settings), sla: settings["sla"].clone() }
    }

    /// Minutes to the first response and to the resolution.
    fn minutes(&self, priority: TicketPriority) -> (i64, i64) {
        let (response, resolution) = match priority {
            TicketPriority::Urgent => (60, 240),
            TicketPriority::High => (240, 480),
            TicketPriority::Normal => (480, 1_440),
            TicketPriority::Low => (960, 2_880),
        };
        let set = |what: &str, usual: i64| {
            let set = self.sla[priority.label()][what].as_i64();
            set.filter(|minutes| (1..=LONGEST).contains(minutes)).unwrap_or(usual)
        };
        (set("response", response), set("resolution", resolution))
    }

    /// What is due of a ticket that was opened at `at` and has this status since `now`.
    fn opened(
        &self,
        at: Instant,
        priority: TicketPriority,
        status: TicketStatus,
        now: Instant,
    ) -> Due {
        if !open(status) {
            return Due::default();
        }
        let (response, resolution) = self.minutes(priority);
        Due {
            response: self.hours.after(at, response),
            resolution: self.hours.after(at, resolution),
            waiting: (status == Waiting).then_some(now),
        }
    }

    /// What is due after a step or a change of priority, `now`.
    fn moved(&self, due: Due, before: &Ticket, after: &Ticket, now: Instant) -> Due {
        if !open(after.status) {
            return Due { resolution: None, waiting: None, ..due };
        }
        if !open(before.status) {
            let again = self.opened(now, after.priority, after.status, now);
            return Due { response: due.response.or(again.response), ..again };
        }
        let mut due = due;
        let (old, new) = (self.minutes(before.priority), self.minutes(after.priority));
        let shift = |due: Option<Instant>, by| due.and_then(|due| self.hours.shifted(due, by));
        due.response = shift(due.response, (new.0 - old.0) * 60_000_000);
        due.resolution = shift(due.resolution, (new.1 - old.1) * 60_000_000);
        match (due.waiting, after.status == Waiting) {
            (None, true) => due.waiting = Some(now),
            (Some(since), false) => {
                due.resolution = shift(due.resolution, self.hours.between(since, now));
                due.waiting = None;
            }
            _ => {}
        }
        due
    }
}

impl Due {
    fn of(work: &TicketWork) -> Self {
        Self {
            response: work.response_due_at,
            resolution: work.due_at,
            waiting: work.waiting_since,
        }
    }

    /// As columns of a ticket's work.
    pub fn columns(self) -> Changes {
        let value = |at: Option<Instant>| at.map_or(Value::Null, |at| Value::Int(at.0));
        vec![
            ("response_due_at", value(self.response)),
            ("due_at", value(self.resolution)),
            ("waiting_since", value(self.waiting)),
        ]
    }
}

fn open(status: TicketStatus) -> bool {
    OPEN_TICKET.contains(&status.label())
}

/// Keeps what is due in step with a ticket that was created or changed.
///
/// # Errors
/// CONFLICT when a ticket that was merged into another would open again.
pub(crate) fn changed(org: &Org<'_>, before: Option<&Ticket>, after: &Ticket) -> Result<()> {
    let Some(before) = before else {
        let promise = Promise::of(org)?;
        let due = promise.opened(after.created_at, after.priority, after.status, org.now());
        return work::note(org, after, due.columns());
    };
    if (before.status, before.priority) == (after.status, after.priority) {
        return Ok(());
    }
    let known = work::known(org, after)?;
    if let Some(into) = known.as_ref().and_then(|work| work.merged_into)
        && open(after.status)
    {
        let into: Ticket = org.row(into)?;
        return Err(Error::new(
            Code::Conflict,
            format!(
                "{} was merged into {1}, which goes on in its place. Work on {1}, or undo the merge.",
                after.ticket_number, into.ticket_number
            ),
        ));
    }
    if known.is_none() && !open(before.status) && !open(after.status) {
        // Nothing was due, and nothing is.
        return Ok(());
    }
    let promise = Promise::of(org)?;
    let due = match &known {
        Some(work) => Due::of(work),
        // From before the desk knew of due times.
        None => promise.opened(before.created_at, before.priority, before.status, org.now()),
    };
    let mut moved = promise.moved(due, before, after, org.now());
    if known.is_some_and(|work| work.responded_at.is_some()) {
        // What was answered is not due any more: it stays as it was promised.
        moved.response = due.response;
    }
    let mut changes = moved.columns();
    if !open(after.status) {
        changes.push(("snoozed_until", Value::Null));
    }
    work::note(org, after, changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_priority_has_its_minutes_unless_set() {
        let promise = Promise::read(&json!({"sla": {
            "HIGH": {"response": 5},
            "LOW": {"response": 0, "resolution": "soon"},
            "URGENT": {"response": LONGEST + 1, "resolution": 30},
        }}));
        for (priority, minutes) in [
            (TicketPriority::Urgent, (60, 30)),
            (TicketPriority::High, (5, 480)),
            (TicketPriority::Normal, (480, 1_440)),
            (TicketPriority::Low, (960, 2_880)),
        ] {
            assert_eq!(promise.minutes(priority), minutes, "{}", priority.label());
        }
    }
}
