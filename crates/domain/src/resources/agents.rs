//! AI agents and how they are set up.

use crate::{
    Resource,
    field::{Rule, optional, required},
    resource::Rules,
};
use model::{Record, tables::AgentConfiguration};
use store::View;

/// Agents.
pub static AGENTS: Resource = Resource {
    plural: "agents",
    view: View::new(AgentConfiguration::TABLE, &[], &[]),
    create: &[
        required("name").rule(Rule::NotBlank),
        required("type"),
        required("description").rule(Rule::NotBlank),
        optional("enabled"),
        optional("status"),
        optional("data_sources").rule(Rule::Strings),
        optional("thresholds").rule(Rule::Object),
        optional("metadata").rule(Rule::Object),
    ],
    update: &[
        optional("name").rule(Rule::NotBlank),
        optional("description").rule(Rule::NotBlank),
        optional("enabled"),
        optional("status"),
        optional("data_sources").rule(Rule::Strings),
        optional("thresholds").rule(Rule::Object),
        optional("metadata").rule(Rule::Object),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "name", "type", "status", "accuracy"],
    rules: Rules::NONE,
};
