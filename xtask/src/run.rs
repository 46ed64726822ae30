//! `cargo xtask run`: from a clone to a window.

use std::{env, process::Command};

use crate::{
    Result, packages,
    process::{cargo, run as call},
    target, tools, window,
};

/// Installs what is missing, builds the app and opens it.
pub fn run(arguments: &[String]) -> Result {
    println!("==> Tools");
    tools::node()?;
    packages::ensure(&[packages::RUN])?;
    println!("\n==> Window");
    window::install()?;
    window::build()?;
    println!("\n==> App");
    build_app()?;

    let app =
        target().join("debug").join("grounded-desk").with_extension(env::consts::EXE_EXTENSION);
    if !has_display() {
        return Err(format!(
            "Everything is built, but this terminal has no display to open the window on\n\
             (neither DISPLAY nor WAYLAND_DISPLAY is set). To go on:\n\
             \x20   from a desktop session:    cargo xtask run\n\
             \x20   on a virtual display:      xvfb-run -a {}    (package xvfb)\n\
             \x20   without any window:        cargo run --package cli -- --help",
            app.display()
        ));
    }
    println!("\n==> Grounded Desk");
    call(Command::new(app).args(arguments))
}

/// The app in the profile that the tests use too.
///
/// Selecting the whole workspace and then one binary gives the dependencies the
/// same features in every command, so that none of them is built twice.
pub fn build_app() -> Result {
    call(cargo().args(["build", "--workspace", "--bin", "grounded-desk"]))
}

fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
