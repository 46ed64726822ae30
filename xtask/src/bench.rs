//! `cargo xtask bench`: the numbers.

use crate::{
    Result, packages,
    process::{cargo, run},
    tools, window,
};

/// Runs the benchmarks in the release profile.
pub fn bench(arguments: &[String]) -> Result {
    tools::node()?;
    packages::ensure(&[packages::RUN])?;
    window::install()?;
    window::build()?;
    run(cargo().args(["bench", "--workspace"]).args(arguments))
}
