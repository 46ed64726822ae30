//! The queue: the tickets that want something, as a list with what is due when.

use super::work;
use crate::{
    Input, Param,
    resources::{TICKETS, representative, user},
};
use model::{
    Record, Result, Type, Value,
    tables::{Ticket, TicketStatus, TicketWork},
};
use store::{Filter, Org, Relation, Test, View};

/// A ticket with all that a queue shows of it.
pub static QUEUE: View = View::new(
    Ticket::TABLE,
    &[
        user("customer", "customer_id"),
        representative("assignee", "assigned_to"),
        Relation {
            name: "work",
            column: "id",
            table: TicketWork::TABLE,
            key: "ticket_id",
            relations: &[],
        },
    ],
    &[],
);

/// What a queue takes beyond a list.
pub(crate) fn extra() -> [Param; 2] {
    [Param::plain("snoozed", Type::Boolean), Param::plain("late", Type::Boolean)]
}

/// A page of the queue. Who sleeps is left out, or alone wanted.
pub(crate) fn list_queue(org: &Org<'_>, mut input: Input) -> Result<String> {
    let given = |name: &str| input.number(name) == Some(1);
    let (snoozed, late) = (given("snoozed"), given("late"));
    let filter = narrowed(org, input.filters(), Some(snoozed), late);
    TICKETS.page(org, &QUEUE, filter, input)
}

/// A filter of tickets, narrowed to those that sleep or to those that do not, where it is said which, and
/// to late ones.
pub(crate) fn narrowed(
    org: &Org<'_>,
    mut filter: Vec<Filter>,
    snoozed: Option<bool>,
    late: bool,
) -> Vec<Filter> {
    if late {
        // What is late is open: said so, as one index leads from there to the newest.
        if !filter.iter().any(|f| f.column == "status") {
            let open = [TicketStatus::Open, TicketStatus::InProgress, TicketStatus::Waiting];
            let open = open.map(|status| Value::from(status.label()));
            filter.push(Filter { column: "status", test: Test::In(open.into()) });
        }
        filter.push(work::late(org.now()));
    }
    filter.extend(snoozed.map(|snoozed| work::sleeps(org.now(), snoozed)));
    filter
}

/// How many tickets are late, counted no further than `most`.
pub(crate) fn late(org: &Org<'_>, most: u32) -> Result<u32> {
    org.count_where(Ticket::TABLE, &[work::late(org.now())], most)
}
