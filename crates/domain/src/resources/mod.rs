//! One file a resource: what its operations take, how its rows are shown, and its own rules.

mod agents;
mod budgets;
mod customer_profiles;
mod decision_rules;
mod escalations;
mod organizations;
mod performance;
mod refunds;
mod representatives;
mod saved_views;
mod tickets;
mod users;

pub use agents::AGENTS;
pub use budgets::BUDGETS;
pub use customer_profiles::CUSTOMER_PROFILES;
pub use decision_rules::DECISION_RULES;
pub use escalations::ESCALATIONS;
pub use organizations::ORGANIZATIONS;
pub(crate) use organizations::{create_organization, organization_input};
pub use performance::{PERFORMANCE_METRICS, REPRESENTATIVE_PERFORMANCE, TEAM_PERFORMANCE};
pub use refunds::REFUNDS;
pub use representatives::REPRESENTATIVES;
pub use saved_views::SAVED_VIEWS;
pub(crate) use saved_views::{COUNTS as SAVED_VIEW_COUNTS, count_saved_views};
pub use tickets::TICKETS;
pub use users::USERS;
pub(crate) use users::has_more_admins;

use crate::Resource;
use model::{
    Record,
    tables::{Representative, User},
};
use store::Relation;

/// The resources that rows can be created of by `create_many`.
pub static CREATABLE: [&Resource; 9] = [
    &USERS,
    &REPRESENTATIVES,
    &CUSTOMER_PROFILES,
    &TICKETS,
    &ESCALATIONS,
    &REFUNDS,
    &BUDGETS,
    &AGENTS,
    &DECISION_RULES,
];

/// The user of a representative.
static OWN_USER: [Relation; 1] = [user("user", "user_id")];

pub(crate) const fn user(name: &'static str, column: &'static str) -> Relation {
    Relation { name, column, table: User::TABLE, key: "id", relations: &[] }
}

/// A representative with its user.
pub(crate) const fn representative(name: &'static str, column: &'static str) -> Relation {
    Relation { name, column, table: Representative::TABLE, key: "id", relations: &OWN_USER }
}
