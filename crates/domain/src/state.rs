//! The state machines, for who meets two changes of one status: what others did and what was done here.

use crate::{escalations, money, tickets};
use model::{
    Record,
    tables::{Escalation, EscalationStatus, Refund, RefundStatus, Ticket, TicketStatus},
};

/// Whether a row of that table whose status is the first may get the second. Where there is no state machine every
/// status follows every other.
pub fn may_follow(table: &str, from: &str, to: &str) -> bool {
    let step = if table == Ticket::TABLE.name {
        TicketStatus::from_label(from)
            .zip(TicketStatus::from_label(to))
            .map(|(from, to)| tickets::steps(from).contains(&to))
    } else if table == Refund::TABLE.name {
        RefundStatus::from_label(from)
            .zip(RefundStatus::from_label(to))
            .map(|(from, to)| money::next(from).contains(&to))
    } else if table == Escalation::TABLE.name {
        EscalationStatus::from_label(from)
            .zip(EscalationStatus::from_label(to))
            .map(|(from, to)| escalations::may_follow(from, to))
    } else {
        Some(true)
    };
    // A status that this version does not know is no step of it.
    step.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::may_follow;

    #[test]
    fn a_status_follows_where_the_rules_have_a_step() {
        for (table, from, to, may) in [
            ("tickets", "OPEN", "RESOLVED", true),
            ("tickets", "OPEN", "CLOSED", false),
            ("tickets", "OPEN", "FROZEN", false),
            ("refunds", "PENDING", "APPROVED", true),
            ("refunds", "REJECTED", "APPROVED", false),
            ("escalations", "PENDING", "RESOLVED", true),
            ("escalations", "RESOLVED", "PENDING", false),
            ("users", "ACTIVE", "INACTIVE", true),
        ] {
            assert_eq!(may_follow(table, from, to), may, "{table} {from} {to}");
        }
    }
}
