//! Time: undo and redo, what was deleted, what was done.

mod hold;
mod label;
pub(crate) mod undo;
