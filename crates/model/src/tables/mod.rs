//! The 13 tables of the organization, parents before children.

use crate::{Record, Table};

mod agent_configuration;
mod budget;
mod budget_usage_record;
mod customer_profile;
mod decision_rule;
mod escalation;
mod organization;
mod performance_metric;
mod refund;
mod representative;
mod team_performance;
mod ticket;
mod user;

pub use agent_configuration::{AgentConfiguration, AgentStatus, AgentType};
pub use budget::{Budget, BudgetPeriod, BudgetType};
pub use budget_usage_record::BudgetUsageRecord;
pub use customer_profile::{AccountStanding, AccountTier, BillingCycle, CustomerProfile};
pub use decision_rule::{DecisionRule, DecisionRuleAction};
pub use escalation::{Escalation, EscalationPriority, EscalationReason, EscalationStatus};
pub use organization::{Organization, OrganizationPlan, OrganizationStatus};
pub use performance_metric::{MetricPeriod, PerformanceMetric};
pub use refund::{Refund, RefundReason, RefundStatus};
pub use representative::{Representative, RepresentativeRole, RepresentativeStatus};
pub use team_performance::{PerformanceTrend, TeamPerformance};
pub use ticket::{Ticket, TicketCategory, TicketPriority, TicketStatus};
pub use user::{User, UserRole};

/// Every table, in an order in which rows can be inserted: parents first.
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

/// The declaration of the table of that name.
pub fn find(name: &str) -> Option<&'static Table> {
    ALL.into_iter().find(|t| t.name == name)
}

/// A table and the column of it that refers to another table.
pub type Referrer = (&'static Table, &'static crate::Column);

/// The columns that refer to `table`.
pub fn referrers(table: &Table) -> impl Iterator<Item = Referrer> {
    ALL.into_iter().flat_map(move |t| {
        t.references().filter(move |(_, to)| *to == table.name).map(move |(c, _)| (t, c))
    })
}
