//! What tests share.

pub mod desk;
pub mod document;
pub mod generated;
pub mod inputs;
#[cfg(unix)]
pub mod postgres;
pub mod rows;
pub mod schema;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
