//! What the desk can do. Every operation is written once, stands in one list
//! ([`operations`]), and passes one gate ([`call`]): known name, well-formed input, signed-in
//! user, role, rule, one transaction. The window, the command line and the tests all come in there.

mod call;
mod conversation;
mod create_many;
pub mod demo;
mod escalations;
mod field;
mod health;
mod history;
mod hours;
mod input;
mod money;
mod operation;
mod operations;
mod resource;
pub mod resources;
mod search;
mod session;
mod state;
pub mod tickets;
mod time;
mod today;
mod workload;

pub use call::{Caller, call};
pub use field::{Field, Rule};
pub use input::{Input, Param, Shape};
pub use operation::{Kind, Operation, Output, Verb, Who};
pub use operations::{find, operations};
pub use resource::Resource;
pub use state::may_follow;
