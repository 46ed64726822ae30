//! One representative's figures over one period.

use crate::{
    Decimal, Id, Instant, labels, table,
    tables::{MetricPeriod, Organization, Representative},
};

labels! {
    /// Where figures are going.
    PerformanceTrend "performance_trend" { Up "UP", Down "DOWN", Stable "STABLE" }
}

table! {
    /// One representative's figures over one period.
    TeamPerformance "team_performance", "team performance row" {
        id: Id<TeamPerformance> = NewId;
        organization_id: Id<Organization>;
        representative_id: Id<Representative>;
        period: MetricPeriod, as Derived;
        period_start: Instant, as Derived;
        period_end: Instant, as Derived;
        tickets_handled: i32 = Int(0), as Derived;
        /// Seconds.
        avg_response_time: i32 = Int(0), as Derived;
        /// Percent.
        resolution_rate: Decimal<5, 2> = Int(0), as Derived;
        customer_satisfaction: Decimal<3, 2> = Int(0), as Derived;
        trend: PerformanceTrend = Text("STABLE"), as Derived;
        created_at: Instant = Now, as Derived;
    }
    index {
        "team_performance_org_id_idx" ("organization_id");
        "team_performance_period_idx" ("period");
        "team_performance_period_start_idx" ("period_start");
        "team_performance_rep_id_idx" ("representative_id");
    }
}
