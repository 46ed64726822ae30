//! The hub: an organization's Postgres, and how a desk and a hub exchange rows.
//!
//! The hub has the same 13 tables as the desk, under the same names. They may belong to the
//! existing system, which writes to them and knows nothing of desks: nothing here changes them.
//! What the desk needs beside them lives in a schema of its own, `desk_sync`.

pub mod connect;
pub mod desk;
pub mod engine;
pub mod hub;
mod migrate;
pub mod pg;
pub mod remote;
pub mod session;
mod signal;
