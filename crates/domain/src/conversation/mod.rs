//! What is said about a ticket: messages, drafts of new ones, and all of it beside the ticket's history.
//! Nothing here sends anything: a message is kept, and shown.

mod draft;
mod message;
mod timeline;

pub(crate) use draft::{input as draft_input, save_draft};
pub use message::MESSAGES;
pub(crate) use message::{add_message, input as message_input};
pub(crate) use timeline::{OUTPUT as TIMELINE, input as timeline_input, ticket_timeline};

/// The most characters of one message.
pub(crate) const LONGEST: u32 = 100_000;
