//! A rule: when all conditions hold, the action is taken.

use crate::{Id, Instant, Json, Text, labels, table, tables::Organization};

labels! {
    /// What a rule does.
    DecisionRuleAction "decision_rule_action" { AutoResolve "AUTO_RESOLVE", EscalateToHuman "ESCALATE_TO_HUMAN", RequestMoreInfo "REQUEST_MORE_INFO", RouteToSenior "ROUTE_TO_SENIOR", AutoApproveRefund "AUTO_APPROVE_REFUND", DenyRefund "DENY_REFUND", Custom "CUSTOM" }
}

table! {
    /// A rule: when all conditions hold, the action is taken.
    DecisionRule "decision_rules", "decision rule" {
        id: Id<DecisionRule> = NewId;
        organization_id: Id<Organization>;
        name: Text<255>;
        description: String;
        enabled: bool = Int(1);
        /// Lower comes first.
        priority: i32;
        /// [{field, operator eq ne gt gte lt lte in nin contains, value}]; all must hold.
        conditions: Json;
        action: DecisionRuleAction;
        action_params: Option<Json>;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        last_triggered_at: Option<Instant>;
    }
    index {
        "decision_rules_enabled_idx" ("enabled");
        "decision_rules_org_id_idx" ("organization_id");
        "decision_rules_priority_idx" ("priority");
    }
}
