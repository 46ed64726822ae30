//! The queue: the tickets that want something, as a list with what is due when.

use super::work;
use crate::{
    Input, Param,
    resources::{TICKETS, representative, user},
};
use model::{
    Record, Result, Type, Value,
    tables::{Ticket, TicketWork},
    tally::OPEN_TICKET,
};
use serde_json::json;
use store::{Beside, Filter, Org, Relation, Test, View};

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

/// The order that tickets are due in; what is due at no time comes last, the oldest first.
static DUE: Beside =
    Beside { table: TicketWork::TABLE, column: "ticket_id", by: "due_at", rest: "created_at" };

/// What a queue can be sorted by beyond a list.
pub(crate) const QUEUE_SORTS: &[&str] = &["due_at"];

/// The condition that a ticket is still to be done. Nothing else is due, late, or asleep.
fn open() -> Filter {
    let labels = OPEN_TICKET.iter().map(|label| Value::from(*label));
    Filter { column: "status", test: Test::In(labels.collect()) }
}

/// What a queue takes beyond a list.
pub(crate) fn extra() -> [Param; 2] {
    [Param::plain("snoozed", Type::Boolean), Param::plain("late", Type::Boolean)]
}

/// A page of the queue. Who sleeps is left out, or alone wanted.
pub(crate) fn list_queue(org: &Org<'_>, mut input: Input) -> Result<String> {
    let given = |name: &str| input.number(name) == Some(1);
    let (snoozed, late) = (given("snoozed"), given("late"));
    let filter = narrowed(org, input.filters(), Some(snoozed), late);
    let mut select = TICKETS.select(&QUEUE, filter, input);
    if select.sort.column != DUE.by {
        return org.page(&select);
    }
    if done(&select.filter) {
        select.sort.column = DUE.rest;
        return org.page(&select);
    }
    org.page_beside(select, &DUE)
}

/// Whether a filter asks only for what is done, of which nothing is due.
fn done(filter: &[Filter]) -> bool {
    let open = |value: &Value| matches!(value, Value::Text(label) if OPEN_TICKET.contains(&label.as_str()));
    filter.iter().any(|f| match &f.test {
        Test::In(among) => f.column == "status" && !among.iter().any(open),
        _ => false,
    })
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
            filter.push(open());
        }
        filter.push(work::late(org.now()));
    }
    filter.extend(snoozed.map(|snoozed| work::sleeps(org.now(), snoozed)));
    filter
}

/// How many tickets the queue holds that are late, counted no further than `most`.
pub(crate) fn late(org: &Org<'_>, most: u32) -> Result<u32> {
    org.count_where(Ticket::TABLE, &narrowed(org, Vec::new(), Some(false), true), most)
}

pub(crate) const COUNTS: &str = "QueueCounts";

/// No part of the queue is counted further.
const MOST: u32 = 1_000;

/// How many tickets of the queue are the acting representative's, late, or asleep; and when these numbers
/// change though nothing is written: a due time passes, a sleep ends.
pub(crate) fn count_queue(org: &Org<'_>, _: Input) -> Result<String> {
    let amount = |count: u32| json!({"count": count.min(MOST), "atLeast": count > MOST});
    let count = |filter: Vec<Filter>, snoozed| {
        let filter = narrowed(org, filter, Some(snoozed), false);
        org.count_where(Ticket::TABLE, &filter, MOST + 1).map(amount)
    };
    let mine = match org.representative() {
        Some(me) => {
            let me = Filter { column: "assigned_to", test: Test::In(vec![me.uuid().into()]) };
            Some(count(vec![me, open()], false)?)
        }
        None => None,
    };
    let next = |column| org.next(TicketWork::TABLE, column, org.now());
    let until = [next("due_at")?, next("snoozed_until")?].into_iter().flatten().min();
    Ok(json!({
        "mine": mine,
        "late": amount(late(org, MOST + 1)?),
        "snoozed": count(vec![open()], true)?,
        "until": until.map(|at| at.to_string()),
    })
    .to_string())
}
