//! The 13 tables of the organization and the desk's own, parents before children.

use crate::{Record, Table};

mod agent_configuration;
mod budget;
mod budget_alert;
mod budget_usage_record;
mod customer_profile;
mod decision_rule;
mod escalation;
mod message;
mod organization;
mod performance_metric;
mod refund;
mod refund_origin;
mod representative;
mod saved_view;
mod team_performance;
mod ticket;
mod ticket_work;
mod user;

pub use agent_configuration::{AgentConfiguration, AgentStatus, AgentType};
pub use budget::{Budget, BudgetPeriod, BudgetType};
pub use budget_alert::BudgetAlert;
pub use budget_usage_record::BudgetUsageRecord;
pub use customer_profile::{AccountStanding, AccountTier, BillingCycle, CustomerProfile};
pub use decision_rule::{DecisionRule, DecisionRuleAction};
pub use escalation::{Escalation, EscalationPriority, EscalationReason, EscalationStatus};
pub use message::{Message, MessageVisibility};
pub use organization::{Organization, OrganizationPlan, OrganizationStatus};
pub use performance_metric::{MetricPeriod, PerformanceMetric};
pub use refund::{Refund, RefundReason, RefundStatus};
pub use refund_origin::RefundOrigin;
pub use representative::{Representative, RepresentativeRole, RepresentativeStatus};
pub use saved_view::SavedView;
pub use team_performance::{PerformanceTrend, TeamPerformance};
pub use ticket::{Ticket, TicketCategory, TicketPriority, TicketStatus};
pub use ticket_work::TicketWork;
pub use user::{User, UserRole};

/// The tables shared with Postgres, in an order in which rows can be inserted: parents first.
pub const ALL: [&Table; 13] = [
    Organization::TABLE,
    User::TABLE,
    Representative::TABLE,
    CustomerProfile::TABLE,
    Ticket::TABLE,
    Escalation::TABLE,
    Refund::TABLE,
    Budget::TABLE,
    BudgetUsageRecord::TABLE,
    AgentConfiguration::TABLE,
    DecisionRule::TABLE,
    PerformanceMetric::TABLE,
    TeamPerformance::TABLE,
];

/// The desk's own tables, which Postgres does not have. Parents first, and after all of [`ALL`].
pub const OWN: [&Table; 5] =
    [Message::TABLE, TicketWork::TABLE, RefundOrigin::TABLE, SavedView::TABLE, BudgetAlert::TABLE];

/// Every table of an organization, the shared ones and the desk's own, parents first.
pub fn every() -> impl DoubleEndedIterator<Item = &'static Table> {
    ALL.into_iter().chain(OWN)
}

/// The declaration of the table of that name, shared or the desk's own.
pub fn find(name: &str) -> Option<&'static Table> {
    every().find(|t| t.name == name)
}

/// A table and the column of it that refers to another table.
pub type Referrer = (&'static Table, &'static crate::Column);

/// The columns that refer to `table`.
pub fn referrers(table: &Table) -> impl Iterator<Item = Referrer> {
    every().flat_map(move |t| {
        t.references().filter(move |(_, to)| *to == table.name).map(move |(c, _)| (t, c))
    })
}
