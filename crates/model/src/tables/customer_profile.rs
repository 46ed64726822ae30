//! What is known of a customer: tier, standing, billing and usage.

use crate::{
    Id, Instant, Json, Money, labels, table,
    tables::{Organization, User},
};

labels! {
    /// What a customer pays for.
    AccountTier "account_tier" { Free "FREE", Starter "STARTER", Pro "PRO", Enterprise "ENTERPRISE" }
}

labels! {
    /// How a customer stands with us.
    AccountStanding "account_standing" { Good "GOOD", Warning "WARNING", Suspended "SUSPENDED", Closed "CLOSED" }
}

labels! {
    /// How often a customer is billed.
    BillingCycle "billing_cycle" { Monthly "MONTHLY", Quarterly "QUARTERLY", Yearly "YEARLY" }
}

table! {
    /// What is known of a customer: tier, standing, billing and usage.
    CustomerProfile "customer_profiles", "customer profile" {
        id: Id<CustomerProfile> = NewId;
        organization_id: Id<Organization>;
        user_id: Id<User>;
        tier: AccountTier = Text("FREE");
        standing: AccountStanding = Text("GOOD");
        joined_at: Instant = Now;
        lifetime_value: Money<12> = Int(0);
        last_billing_date: Option<Instant>;
        next_billing_date: Option<Instant>;
        billing_cycle: Option<BillingCycle>;
        billing_amount: Option<Money<10>>;
        token_balance: i32 = Int(0), as Delta;
        token_limit: i32 = Int(1000);
        active_sites: i32 = Int(0);
        sites_limit: i32 = Int(1);
        /// What the customer works with: browser, os, location.
        context: Option<Json>, as Json;
        preferences: Option<Json>, as Json;
        metadata: Option<Json>, as Json;
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
    }
    unique {
        "customer_profiles_user_id_unique" ("user_id");
    }
    index {
        "customer_profiles_org_id_idx" ("organization_id");
        "customer_profiles_tier_idx" ("tier");
        "customer_profiles_user_id_idx" ("user_id");
    }
}
