//! Customer profiles: what is known of a customer.

use super::user;
use crate::{
    Field, Resource,
    field::{Rule, optional, required},
    resource::{Draft, Rules},
};
use model::{
    Record, Result,
    tables::{AccountStanding, CustomerProfile},
};
use store::{Org, Role, View};

/// What an update takes; a create takes the user besides.
const FIELDS: [Field; 14] = [
    optional("tier"),
    optional("standing"),
    optional("lifetime_value").at_least(0),
    optional("last_billing_date"),
    optional("next_billing_date"),
    optional("billing_cycle"),
    optional("billing_amount").at_least(0),
    optional("token_balance").at_least(0),
    optional("token_limit").at_least(0),
    optional("active_sites").at_least(0),
    optional("sites_limit").at_least(1),
    optional("context").rule(Rule::Object),
    optional("preferences").rule(Rule::Object),
    optional("metadata").rule(Rule::Object),
];

const CREATE: [Field; 15] = {
    let mut fields = [required("user_id"); 15];
    let mut i = 0;
    while i < FIELDS.len() {
        fields[i + 1] = FIELDS[i];
        i += 1;
    }
    fields
};

/// Customer profiles.
pub static CUSTOMER_PROFILES: Resource = Resource {
    plural: "customer_profiles",
    view: View::new(CustomerProfile::TABLE, &[user("user", "user_id")], &[]),
    create: &CREATE,
    update: &FIELDS,
    sorted: ("created_at", true),
    sorts: &["updated_at", "tier", "standing", "lifetime_value", "joined_at", "next_billing_date"],
    rules: Rules { create, ..Rules::NONE },
};

/// Everybody creates customers; how one stands is the lead's to say.
fn create(org: &Org<'_>, draft: &mut Draft) -> Result<()> {
    match draft.text("standing") {
        Some(standing) if standing != AccountStanding::Good.label() => {
            org.require(Role::TeamLead, "set a customer's standing")
        }
        _ => Ok(()),
    }
}
