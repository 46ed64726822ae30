//! `cargo xtask test`: everything that is checked, here and on the build server alike.

use std::process::Command;

use crate::{
    Result, dependencies, packages,
    process::{cargo, run},
    run::build_app,
    steps::Steps,
    tools, window,
};

/// Runs all checks to the end and sums them up.
pub fn test() -> Result {
    let mut steps = Steps::default();
    let in_cargo = |arguments: &[&str]| run(without_progress(cargo().args(arguments)));

    steps.step("tools", || {
        tools::node()?;
        tools::rust_components()?;
        packages::ensure(&[packages::RUN, packages::TEST])
    });
    steps.step("window: packages", window::install);
    steps.step("window: lint", || window::script("lint"));
    steps.step("window: types", || window::script("check"));
    steps.step("window: tests", || window::script("test"));
    steps.step("window: build", window::build);
    steps.step("rust: format", || in_cargo(&["fmt", "--all", "--check"]));
    steps.step("rust: dependencies", dependencies::check);
    steps.step("rust: lint", || {
        in_cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
    });
    // The display and the driver of the journey are its own; see tests/e2e.
    steps.step("rust: tests", || in_cargo(&["test", "--workspace", "--no-fail-fast"]));
    steps.step("app: build", build_app);
    steps.step("app: end to end", || in_cargo(&["test", "--workspace", "--test", "journey"]));
    steps.finish()
}

fn without_progress(command: &mut Command) -> &mut Command {
    command.env("CARGO_TERM_PROGRESS_WHEN", "never")
}
