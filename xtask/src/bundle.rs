//! `cargo xtask bundle`: a package to install.

use std::process::Command;

use crate::{Result, packages, process::run, root, tools, window};

/// The Tauri command line, needed for nothing else and therefore fetched only here.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Builds the release app and packs it for this system.
pub fn bundle() -> Result {
    tools::node()?;
    packages::ensure(&[packages::RUN, packages::BUNDLE])?;
    window::install()?;
    window::build()?;
    let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
    run(Command::new(npx).current_dir(root()).args(["--yes", TAURI_CLI, "build"]))
}
