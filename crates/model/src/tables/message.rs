//! A message of a conversation.

use crate::{
    Id, Instant, labels, table,
    tables::{Organization, User},
};
use uuid::Uuid;

labels! {
    /// Who may read a message.
    MessageVisibility "message_visibility" { Public "PUBLIC", Internal "INTERNAL" }
}

table! {
    /// A message of a conversation: what the customer wrote, what was replied, what was noted.
    Message "messages", "message" {
        id: Id<Message> = NewId, as Fact;
        organization_id: Id<Organization>, as Fact;
        /// The conversation of tickets, escalations and refunds; not a foreign key.
        conversation_id: Uuid;
        /// The customer, or who works here.
        author_id: Option<Id<User>>, as Fact;
        /// INTERNAL is a note that the customer never sees.
        visibility: MessageVisibility = Text("PUBLIC"), as Fact;
        body: String, as Fact;
        created_at: Instant = Now, as Fact;
        updated_at: Instant = Now, as Derived;
    }
}
