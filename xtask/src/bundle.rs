//! `cargo xtask bundle`: a package to install.

use std::process::Command;

use crate::{
    Result, packages,
    process::{cargo, run},
    root, target, tools, window,
};

/// The Tauri command line, needed for nothing else and therefore fetched only here.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Builds the release app and packs it for this system, with the command line beside it.
pub fn bundle() -> Result {
    tools::node()?;
    packages::ensure(&[packages::RUN, packages::BUNDLE])?;
    window::install()?;
    window::build()?;
    run(cargo().args(["build", "--release", "--package", "cli"]))?;
    let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
    let mut tauri = Command::new(npx);
    tauri.current_dir(root()).args(["--yes", TAURI_CLI, "build"]);
    if cfg!(target_os = "linux") {
        tauri.args(["--config", &with_command_line()]);
    }
    run(&mut tauri)?;
    println!("\nThe packages are in {}", target().join("release").join("bundle").display());
    Ok(())
}

/// What the packages hold beside the app, as Tauri's configuration. It does not stand in
/// tauri.conf.json because the file is only there after a build.
fn with_command_line() -> String {
    let grounded = target().join("release").join("grounded");
    let files = format!(r#"{{ "files": {{ "/usr/bin/grounded": {:?} }} }}"#, grounded.display());
    format!(r#"{{ "bundle": {{ "linux": {{ "deb": {files}, "rpm": {files} }} }} }}"#)
}
