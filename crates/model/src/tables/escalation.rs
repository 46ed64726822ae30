//! A conversation handed to a person.

use crate::{
    Id, Instant, labels, table,
    tables::{Organization, Representative, User},
};
use uuid::Uuid;

labels! {
    /// How urgent an escalation is.
    EscalationPriority "escalation_priority" { Low "LOW", Normal "NORMAL", High "HIGH", Urgent "URGENT", Critical "CRITICAL" }
}

labels! {
    /// How far an escalation is.
    EscalationStatus "escalation_status" { Pending "PENDING", Assigned "ASSIGNED", InProgress "IN_PROGRESS", Resolved "RESOLVED" }
}

labels! {
    /// Why a conversation was escalated.
    EscalationReason "escalation_reason" { AiUnableToResolve "AI_UNABLE_TO_RESOLVE", CustomerRequest "CUSTOMER_REQUEST", NegativeSentiment "NEGATIVE_SENTIMENT", TechnicalIssue "TECHNICAL_ISSUE", BillingDispute "BILLING_DISPUTE", HighValueCustomer "HIGH_VALUE_CUSTOMER", Other "OTHER" }
}

table! {
    /// A conversation handed to a person.
    Escalation "escalations", "escalation" {
        id: Id<Escalation> = NewId;
        organization_id: Id<Organization>;
        /// The conversation that was escalated; not a foreign key.
        conversation_id: Uuid;
        customer_id: Id<User>;
        assigned_to: Option<Id<Representative>>;
        priority: EscalationPriority = Text("NORMAL");
        status: EscalationStatus = Text("PENDING"), as State;
        reason: EscalationReason;
        issue_description: String;
        /// Seconds from creation to assignment.
        wait_time: i32 = Int(0);
        notes: Option<String>;
        ai_summary: Option<String>;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        assigned_at: Option<Instant>;
        resolved_at: Option<Instant>;
    }
    index {
        "escalations_assigned_to_idx" ("assigned_to");
        "escalations_conversation_id_idx" ("conversation_id");
        "escalations_customer_id_idx" ("customer_id");
        "escalations_org_id_idx" ("organization_id");
        "escalations_priority_idx" ("priority");
        "escalations_status_idx" ("status");
    }
}
