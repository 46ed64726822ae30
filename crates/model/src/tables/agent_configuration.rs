//! An AI agent and how it is set up.

use crate::{Decimal, Id, Instant, Json, Text, labels, table, tables::Organization};

labels! {
    /// What an agent is for.
    AgentType "agent_type" { ResponseRecommendation "RESPONSE_RECOMMENDATION", CustomerSpend "CUSTOMER_SPEND", SentimentAnalysis "SENTIMENT_ANALYSIS", EscalationPredictor "ESCALATION_PREDICTOR", Custom "CUSTOM" }
}

labels! {
    /// Whether an agent works.
    AgentStatus "agent_status" { Active "ACTIVE", Paused "PAUSED", Disabled "DISABLED" }
}

table! {
    /// An AI agent and how it is set up.
    AgentConfiguration "agent_configurations", "agent" {
        id: Id<AgentConfiguration> = NewId;
        organization_id: Id<Organization>;
        name: Text<255>;
        r#type: AgentType;
        description: String;
        enabled: bool = Int(1);
        status: AgentStatus = Text("ACTIVE");
        assertions: i32 = Int(0), as Delta;
        /// Percent.
        accuracy: Decimal<5, 2> = Int(0);
        /// Milliseconds.
        avg_latency: i32 = Int(0);
        /// An array of strings.
        data_sources: Json = Text("[]");
        thresholds: Json = Text("{}");
        metadata: Option<Json>, as Json;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        last_run_at: Option<Instant>;
    }
    index {
        "agent_configurations_org_id_idx" ("organization_id");
        "agent_configurations_status_idx" ("status");
        "agent_configurations_type_idx" ("type");
    }
}
