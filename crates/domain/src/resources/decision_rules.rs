//! Decision rules: conditions and what follows from them.

use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::Rules,
};
use model::{Record, tables::DecisionRule};
use store::View;

/// Decision rules; lists go by priority.
pub static DECISION_RULES: Resource = Resource {
    plural: "decision_rules",
    view: View::new(DecisionRule::TABLE, &[], &[]),
    create: &[
        required("name").rule(Rule::NotBlank),
        required("description").rule(Rule::NotBlank),
        required("priority").at_least(0),
        required("conditions").rule(Rule::Conditions),
        required("action"),
        optional("enabled"),
        optional("action_params").rule(Rule::Object),
    ],
    update: &[
        optional("name").rule(Rule::NotBlank),
        optional("description").rule(Rule::NotBlank),
        optional("priority").at_least(0),
        optional("conditions").rule(Rule::Conditions),
        optional("action"),
        optional("enabled"),
        optional("action_params").rule(Rule::Object),
    ],
    sorted: ("priority", false),
    sorts: &["created_at", "updated_at", "name", "last_triggered_at"],
    rules: Rules::NONE,
};
