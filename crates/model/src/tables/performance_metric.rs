//! The organization's figures over one period.

use crate::{Decimal, Id, Instant, labels, table, tables::Organization};

labels! {
    /// The span figures are for.
    MetricPeriod "metric_period" { Hour "HOUR", Day "DAY", Week "WEEK", Month "MONTH", Quarter "QUARTER", Year "YEAR" }
}

table! {
    /// The organization's figures over one period.
    PerformanceMetric "performance_metrics", "performance metric" {
        id: Id<PerformanceMetric> = NewId;
        organization_id: Id<Organization>;
        period: MetricPeriod, as Derived;
        period_start: Instant, as Derived;
        period_end: Instant, as Derived;
        total_chats: i32 = Int(0), as Derived;
        active_chats: i32 = Int(0), as Derived;
        /// Seconds.
        avg_response_time: i32 = Int(0), as Derived;
        /// Percent.
        first_contact_resolution: Decimal<5, 2> = Int(0), as Derived;
        customer_satisfaction: Decimal<3, 2> = Int(0), as Derived;
        /// Percent.
        escalation_rate: Decimal<5, 2> = Int(0), as Derived;
        /// Percent.
        ai_resolution_rate: Decimal<5, 2> = Int(0), as Derived;
        tickets_resolved: i32 = Int(0), as Derived;
        created_at: Instant = Now, as Derived;
    }
    index {
        "performance_metrics_org_id_idx" ("organization_id");
        "performance_metrics_period_idx" ("period");
        "performance_metrics_period_start_idx" ("period_start");
    }
}
