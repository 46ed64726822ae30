//! How far connecting is, told to whoever waits for it, who may break it off.

use model::{Code, Error, Result};
use std::ops::ControlFlow;

/// What connecting is at. They come in this order; a phase that there is nothing to do in is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading the hub's rows into a new file: rows.
    Rows,
    /// Making the new file's search index: documents.
    Index,
    /// Telling a hub, which has nothing of the organization, the file's rows: rows.
    Telling,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// With what.
    pub phase: Phase,
    /// Units done of this phase, those of an earlier time included that this one goes on from.
    pub done: u64,
    /// Units in all, where it is known; of the hub's rows an estimate, which `done` may go beyond.
    pub total: Option<u64>,
}

/// Told at the beginning of each phase and several times a second. Says whether to go on.
pub type Tell<'a> = &'a mut dyn FnMut(Step) -> ControlFlow<()>;

/// Tells it.
///
/// # Errors
/// CONFLICT when it is not to go on.
pub(crate) fn tell(to: Tell<'_>, step: Step) -> Result<()> {
    match to(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(cancelled()),
    }
}

/// What breaking it off comes to.
pub(crate) fn cancelled() -> Error {
    let message = "It was cancelled. What was done stays; connect the same file again to go on.";
    Error::new(Code::Conflict, message)
}
