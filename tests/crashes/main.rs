//! Kills at every point of an exchange, counted out and not by chance, on both sides: real processes, a real
//! Postgres, SIGKILL. After each, the same exchange again ends where it would have ended without.
//!
//! The points are what is seen when nobody is killed: at the desk the statements that SQLite begins and
//! ends, and within a commit each write to the WAL; between the two each message of the protocol and each answer; in the
//! hub each statement of its functions.
#![cfg(unix)]

mod count;
mod desk;
mod hub;
mod inside;
mod process;
mod relay;
mod scene;
mod state;
mod story;
mod work;
