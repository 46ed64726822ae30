//! The desk's file. Nothing outside this crate speaks SQL to it.
//!
//! A [`Desk`] is an open file: one writing connection, several reading ones. Work happens inside
//! an [`Org`], a transaction that knows its organization and who acts; it is made only from a
//! [`Session`], and no row is read or written without one.
//!
//! Must never happen: a row of one organization reaching another; a change without its entry in
//! the log; something acknowledged that is not yet durable.

mod activity;
mod backup;
mod beside;
mod chain;
mod change;
mod connect;
mod conversations;
mod cursor;
mod deleted;
mod desk;
mod each;
mod fault;
mod figures;
mod file;
mod found;
mod history;
mod memo;
mod meta;
mod migrate;
mod money;
mod org;
mod past;
mod progress;
mod request;
mod reverse;
mod rewind;
mod rows;
pub mod search;
mod select;
mod session;
mod spans;
mod sql;
mod sums;
pub mod sync;
mod trace;
mod triggers;
mod verify;
mod watch;
mod workload;

pub use activity::{Activity, Among, GroupEntry};
pub use backup::{Backup, restore};
pub use beside::Beside;
pub use chain::Chain;
pub use change::Change;
pub use conversations::{Listed, Place};
pub use deleted::Deleted;
pub use desk::{Desk, Health};
pub use figures::TicketDay;
pub use history::{Entry, FieldChange};
pub use migrate::SCHEMA_VERSION;
pub use money::Spending;
pub use org::{Org, Role};
pub use past::Past;
pub use progress::Report;
pub use request::Request;
pub use reverse::{Done, Lost, Reversal, Reversed, Skip};
pub use rows::{Changes, Values};
pub use select::{Children, Filter, Page, Related, Relation, Select, Sort, Test, View};
pub use session::{Session, SignIn};
pub use trace::{Moment, trace};
pub use verify::{Progress, Verdict};
