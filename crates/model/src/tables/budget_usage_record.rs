//! One spending from a budget. Its organization is its budget's.

use crate::{
    Id, Instant, Money, table,
    tables::{Budget, Refund, Representative},
};

table! {
    /// One spending from a budget. Its organization is its budget's.
    BudgetUsageRecord "budget_usage_records", "usage record" {
        id: Id<BudgetUsageRecord> = NewId, as Fact;
        budget_id: Id<Budget>, as Fact;
        amount: Money<10>, as Fact;
        refund_id: Option<Id<Refund>>, as Fact;
        reason: Option<String>, as Fact;
        approved_by: Option<Id<Representative>>, as Fact;
        created_at: Instant = Now, as Fact;
    }
    index {
        "budget_usage_records_budget_id_idx" ("budget_id");
        "budget_usage_records_created_at_idx" ("created_at");
        "budget_usage_records_refund_id_idx" ("refund_id");
    }
}
