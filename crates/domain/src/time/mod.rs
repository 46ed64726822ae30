//! Time: undo and redo, what was deleted, what was done.

pub(crate) mod activity;
pub(crate) mod deleted;
mod hold;
pub(crate) mod label;
pub(crate) mod undo;

use crate::Input;
use model::{Error, Result};

/// The place in the log that a cursor names.
fn place(input: &Input) -> Result<Option<i64>> {
    let bad = || Error::validation("cursor", "cursor must be the nextCursor of this same list.");
    input.text("cursor").map(|text| text.parse().map_err(|_| bad())).transpose()
}
