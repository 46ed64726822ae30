//! What the desk knows of a ticket beyond the inherited schema.

use crate::{
    Id, Instant, table,
    tables::{Organization, Ticket},
};

table! {
    /// What the desk knows of a ticket beyond the inherited schema: its due times, its sleep, its merging.
    TicketWork "ticket_work", "ticket's work" {
        id: Id<TicketWork> = NewId;
        organization_id: Id<Organization>;
        ticket_id: Id<Ticket>;
        /// When the first reply is due, by the priority, in business hours.
        response_due_at: Option<Instant>, as Follows;
        /// When the first reply was given.
        responded_at: Option<Instant>, as Fact;
        /// When it is to be resolved; while it waits for the customer the time stands still.
        due_at: Option<Instant>, as Follows;
        /// Since when it waits for the customer.
        waiting_since: Option<Instant>, as Follows;
        /// Out of the queue until then.
        snoozed_until: Option<Instant>;
        /// The ticket that goes on in its place.
        merged_into: Option<Id<Ticket>>;
        created_at: Instant = Now, as Fact;
        updated_at: Instant = Now, as Derived;
    }
    unique { "ticket_work_ticket_id_unique" ("ticket_id") }
}
