//! Money asked back, and what was decided.

use crate::{
    Id, Instant, Money, Text, labels, table,
    tables::{Organization, Representative, User},
};

labels! {
    /// Why money is asked back.
    RefundReason "refund_reason" { AiBug "AI_BUG", ServiceDowntime "SERVICE_DOWNTIME", UxIssue "UX_ISSUE", BillingError "BILLING_ERROR", CustomerRequest "CUSTOMER_REQUEST", Other "OTHER" }
}

labels! {
    /// How far a refund is.
    RefundStatus "refund_status" { Pending "PENDING", Approved "APPROVED", Rejected "REJECTED", Completed "COMPLETED" }
}

table! {
    /// Money asked back, and what was decided.
    Refund "refunds", "refund" {
        id: Id<Refund> = NewId;
        organization_id: Id<Organization>;
        order_id: Text<255>;
        customer_id: Id<User>;
        amount: Money<10>;
        reason: RefundReason;
        status: RefundStatus = Text("PENDING"), as State;
        notes: Option<String>;
        /// The representative who decided.
        approved_by: Option<Id<Representative>>;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        processed_at: Option<Instant>;
    }
    index {
        "refunds_created_at_idx" ("created_at");
        "refunds_customer_id_idx" ("customer_id");
        "refunds_order_id_idx" ("order_id");
        "refunds_org_id_idx" ("organization_id");
        "refunds_status_idx" ("status");
    }
}
