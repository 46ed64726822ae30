//! Rust and Node, which are there already, in the versions that are needed.

use crate::{
    Result,
    process::{ask, cargo, command, find, run},
};

const NODE: u32 = 20;

/// Node in a version that the window's tools run on.
pub fn node() -> Result {
    let version = ask(command("node").arg("--version"))
        .ok_or_else(|| format!("Node {NODE} or newer is needed: https://nodejs.org"))?;
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    match major {
        Some(NODE..) => {
            println!("    node {version}");
            Ok(())
        }
        _ => Err(format!("Node {NODE} or newer is needed, this is {version}: https://nodejs.org")),
    }
}

/// rustfmt and clippy, which a minimal Rust installation lacks.
pub fn rust_components() -> Result {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if ask(cargo().args([subcommand, "--version"])).is_some() {
            continue;
        }
        if find("rustup").is_none() {
            return Err(format!(
                "cargo {subcommand} is missing: install {component} for this Rust."
            ));
        }
        run(command("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}
