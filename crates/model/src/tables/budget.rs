//! What may be spent in a period, and what has been.

use crate::{Id, Instant, Json, Money, labels, table, tables::Organization};

labels! {
    /// What a budget is for.
    BudgetType "budget_type" { Refund "REFUND", Compensation "COMPENSATION", Discount "DISCOUNT", Credit "CREDIT" }
}

labels! {
    /// How long a budget lasts.
    BudgetPeriod "budget_period" { Daily "DAILY", Weekly "WEEKLY", Monthly "MONTHLY", Quarterly "QUARTERLY", Yearly "YEARLY" }
}

table! {
    /// What may be spent in a period, and what has been.
    Budget "budgets", "budget" {
        id: Id<Budget> = NewId;
        organization_id: Id<Organization>;
        r#type: BudgetType;
        period: BudgetPeriod;
        limit: Money<12>;
        spent: Money<12> = Int(0), as Delta;
        /// Always limit - spent.
        remaining: Money<12>, as Derived;
        /// [{percentage 0-100, enabled}].
        alert_thresholds: Json = Text("[]");
        auto_alerts_enabled: bool = Int(1);
        /// The most that one customer may be refunded from this budget.
        refund_limit_per_user: Option<Money<10>>;
        period_start: Instant;
        period_end: Instant;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
    }
    index {
        "budgets_org_id_idx" ("organization_id");
        "budgets_period_idx" ("period");
        "budgets_period_start_idx" ("period_start");
        "budgets_type_idx" ("type");
    }
}
