//! Sums that rows keep in other rows: declared once, kept by triggers, so that whatever changes the
//! rows (an operation, a foreign key, an undo) moves the sum with them.

use crate::{
    Value,
    tables::{self, EscalationStatus, TicketStatus},
};
use uuid::Uuid;

/// A sum over the rows of one table, kept in a column of the row that they refer to.
#[derive(Debug)]
pub struct Tally {
    /// The table that is summed over.
    pub table: &'static str,
    /// Its column that refers to the row with the sum.
    pub by: &'static str,
    /// The table with the sum.
    pub to: &'static str,
    /// The column with the sum.
    pub sum: &'static str,
    /// A column beside it that sinks by what the sum rises.
    pub rest: Option<&'static str>,
    /// The column that is added, or 1 for each row.
    pub amount: Option<&'static str>,
    /// A column and its labels: only rows that have one of them count.
    pub only: Option<(&'static str, &'static [&'static str])>,
}

impl Tally {
    /// What a row of the summed table, given by its values in order, adds to the sum of which row;
    /// `None` when it does not count.
    pub fn part(&self, row: &[Value]) -> Option<(Uuid, i64)> {
        let table = tables::find(self.table)?;
        let held = |column| table.position(column).and_then(|place| row.get(place));
        if let Some((column, labels)) = self.only {
            let Some(Value::Text(label)) = held(column) else { return None };
            if !labels.contains(&label.as_str()) {
                return None;
            }
        }
        match (held(self.by), self.amount.map(held)) {
            (Some(Value::Id(to)), None) => Some((*to, 1)),
            (Some(Value::Id(to)), Some(Some(Value::Int(amount)))) => Some((*to, *amount)),
            _ => None,
        }
    }
}

/// Whether rows add up in that column, or it sinks by what they add up to.
pub fn is_sum(table: &str, column: &str) -> bool {
    ALL.iter().any(|t| t.to == table && (t.sum == column || t.rest == Some(column)))
}

/// The statuses in which a ticket is work for its assignee.
pub const OPEN_TICKET: &[&str] =
    &[TicketStatus::Open.label(), TicketStatus::InProgress.label(), TicketStatus::Waiting.label()];

/// The statuses in which an escalation is work for its assignee.
pub const OPEN_ESCALATION: &[&str] = &[
    EscalationStatus::Pending.label(),
    EscalationStatus::Assigned.label(),
    EscalationStatus::InProgress.label(),
];

/// Every tally.
pub const ALL: [&Tally; 3] = [
    &Tally {
        table: "tickets",
        by: "assigned_to",
        to: "representatives",
        sum: "active_chats",
        rest: None,
        amount: None,
        only: Some(("status", OPEN_TICKET)),
    },
    &Tally {
        table: "escalations",
        by: "assigned_to",
        to: "representatives",
        sum: "active_chats",
        rest: None,
        amount: None,
        only: Some(("status", OPEN_ESCALATION)),
    },
    &Tally {
        table: "budget_usage_records",
        by: "budget_id",
        to: "budgets",
        sum: "spent",
        rest: Some("remaining"),
        amount: Some("amount"),
        only: None,
    },
];
