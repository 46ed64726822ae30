//! An organization: the tenant that owns every other row.

use crate::{Id, Instant, Json, Text, labels, table};

labels! {
    /// What an organization pays for.
    OrganizationPlan "organization_plan" { Free "FREE", Starter "STARTER", Professional "PROFESSIONAL", Enterprise "ENTERPRISE" }
}

labels! {
    /// Whether an organization may work.
    OrganizationStatus "organization_status" { Active "ACTIVE", Suspended "SUSPENDED", Trial "TRIAL", Cancelled "CANCELLED" }
}

table! {
    /// An organization: the tenant that owns every other row.
    Organization "organizations", "organization" {
        id: Id<Organization> = NewId;
        name: Text<255>;
        /// The short name in addresses, unique on the whole hub.
        slug: Text<255>;
        plan: OrganizationPlan = Text("FREE");
        status: OrganizationStatus = Text("TRIAL");
        /// autoEscalationEnabled, aiResolutionEnabled, refundAutoApprovalEnabled, maxRefundPerUser, businessHours {timezone, days, startTime, endTime}, sla {URGENT|HIGH|NORMAL|LOW: {response, resolution}} in business minutes.
        settings: Json = Text("{}"), as Json;
        metadata: Option<Json>, as Json;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        trial_ends_at: Option<Instant>;
        suspended_at: Option<Instant>;
    }
    unique {
        "organizations_slug_unique" ("slug");
    }
}
