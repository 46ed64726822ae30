//! Figures over periods. Computed, so there is nothing to create or change here.

use super::representative;
use crate::{Resource, resource::Rules};
use model::{
    Record,
    tables::{PerformanceMetric, Representative, TeamPerformance},
};
use store::{Children, View};

/// The organization's figures.
pub static PERFORMANCE_METRICS: Resource = Resource {
    plural: "performance_metrics",
    view: View::new(PerformanceMetric::TABLE, &[], &[]),
    create: &[],
    update: &[],
    sorted: ("period_start", true),
    sorts: &["created_at", "period"],
    rules: Rules::NONE,
};

/// The representatives' figures.
pub static TEAM_PERFORMANCE: Resource = Resource {
    plural: "team_performance",
    view: View::new(
        TeamPerformance::TABLE,
        &[representative("representative", "representative_id")],
        &[],
    ),
    create: &[],
    update: &[],
    sorted: ("period_start", true),
    sorts: &["created_at", "period", "tickets_handled", "customer_satisfaction"],
    rules: Rules::NONE,
};

/// A representative with all of their figures, up to 500 periods.
pub static REPRESENTATIVE_PERFORMANCE: View = View::new(
    Representative::TABLE,
    &[super::user("user", "user_id")],
    &[Children {
        name: "teamPerformance",
        table: TeamPerformance::TABLE,
        column: "representative_id",
        newest: "period_start",
        limit: 500,
    }],
);
