//! The ticket that a refund was asked for in.

use crate::{
    Id, Instant, table,
    tables::{Organization, Refund, Ticket},
};

table! {
    /// The ticket that a refund was asked for in.
    RefundOrigin "refund_origins", "refund's origin" {
        id: Id<RefundOrigin> = NewId, as Fact;
        organization_id: Id<Organization>, as Fact;
        refund_id: Id<Refund>, as Fact;
        ticket_id: Id<Ticket>;
        created_at: Instant = Now, as Fact;
        updated_at: Instant = Now, as Derived;
    }
    unique { "refund_origins_refund_id_unique" ("refund_id") }
}
