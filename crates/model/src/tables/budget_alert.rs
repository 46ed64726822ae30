//! A budget's threshold that was passed.

use crate::{
    Decimal, Id, Instant, Money, table,
    tables::{Budget, Organization},
};

table! {
    /// A budget's threshold that was passed.
    BudgetAlert "budget_alerts", "budget alert" {
        id: Id<BudgetAlert> = NewId, as Fact;
        organization_id: Id<Organization>, as Fact;
        budget_id: Id<Budget>, as Fact;
        /// Of the limit, 0 to 100.
        percentage: Decimal<5, 2>, as Fact;
        /// What was spent then.
        spent: Money<12>, as Fact;
        /// What the limit was then.
        limit: Money<12>, as Fact;
        created_at: Instant = Now, as Fact;
    }
}
