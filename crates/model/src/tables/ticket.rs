//! A customer's request, from opening to closing.

use crate::{
    Decimal, Id, Instant, Json, Text, labels, table,
    tables::{Organization, Representative, User},
};
use uuid::Uuid;

labels! {
    /// How far a ticket is.
    TicketStatus "ticket_status" { Open "OPEN", InProgress "IN_PROGRESS", Waiting "WAITING", Resolved "RESOLVED", Closed "CLOSED" }
}

labels! {
    /// How urgent a ticket is.
    TicketPriority "ticket_priority" { Low "LOW", Normal "NORMAL", High "HIGH", Urgent "URGENT" }
}

labels! {
    /// What a ticket is about.
    TicketCategory "ticket_category" { TechnicalIssue "TECHNICAL_ISSUE", BillingPayment "BILLING_PAYMENT", AccountManagement "ACCOUNT_MANAGEMENT", FeatureRequest "FEATURE_REQUEST", BugReport "BUG_REPORT", Other "OTHER" }
}

table! {
    /// A customer's request, from opening to closing.
    Ticket "tickets", "ticket" {
        id: Id<Ticket> = NewId;
        organization_id: Id<Organization>;
        ticket_number: Text<50>;
        /// Ties the ticket to its messages, escalations and refunds; not a foreign key.
        conversation_id: Option<Uuid>;
        customer_id: Id<User>;
        assigned_to: Option<Id<Representative>>;
        subject: Text<500>;
        description: String;
        status: TicketStatus = Text("OPEN"), as State;
        priority: TicketPriority = Text("NORMAL");
        category: TicketCategory;
        /// An array of strings.
        tags: Option<Json>, as Set;
        ai_handled: bool = Int(0);
        /// -1.00 (angry) to 1.00 (happy).
        sentiment: Option<Decimal<3, 2>>;
        /// Seconds.
        estimated_resolution_time: Option<i32>;
        /// Seconds from opening to resolving.
        actual_resolution_time: Option<i32>;
        /// 1.0 to 5.0.
        customer_satisfaction_score: Option<Decimal<2, 1>>;
        internal_notes: Option<String>;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        resolved_at: Option<Instant>;
        closed_at: Option<Instant>;
    }
    index {
        "tickets_assigned_to_idx" ("assigned_to");
        "tickets_created_at_idx" ("created_at");
        "tickets_customer_id_idx" ("customer_id");
        "tickets_org_id_idx" ("organization_id");
        "tickets_priority_idx" ("priority");
        "tickets_status_idx" ("status");
        "tickets_ticket_number_idx" ("ticket_number");
    }
}
