//! `cargo xtask bench`: the numbers.

use crate::{
    Result, packages,
    process::{cargo, run},
    tools, window,
};

/// Runs the benchmarks in the release profile.
pub fn bench(arguments: &[String]) -> Result {
    tools::node()?;
    packages::ensure(&[packages::RUN, packages::TEST])?;
    window::install()?;
    window::build()?;
    // One of them starts the window itself.
    run(cargo().args([
        "build",
        "--release",
        "--bin",
        "grounded-desk",
        "--features",
        "tauri/custom-protocol",
    ]))?;
    run(cargo().args(["bench", "--workspace"]).args(arguments))
}
