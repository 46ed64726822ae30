//! What is exchanged and how it is merged, without input or output: clock, randomness, the desk's rows and
//! the hub are given. So a whole history of desks and a hub can be played from one number, and what is
//! played is what runs.

pub mod first;
#[cfg(test)]
mod kept;
pub mod merge;
pub mod outbox;
pub mod rebase;
pub mod resolve;
pub mod round;
pub mod sides;
pub mod take;
pub mod wire;
