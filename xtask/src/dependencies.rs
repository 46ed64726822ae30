//! Which dependencies may come in: licences that fit ours, one registry, nothing twice that links C.
//! The rules stand in deny.toml.

use std::{env, fs};

use crate::{
    Result,
    process::{ask, cargo, command, run},
    root,
};

/// Pinned, because a newer one may read deny.toml differently.
const CARGO_DENY: &str = "0.20.2";

/// Crates that must be there in one version only, since they link a C library.
const SINGLE: &[&str] = &["libsqlite3-sys", "webkit2gtk-sys"];

/// Checks every crate on every platform.
pub fn check() -> Result {
    let deny = install()?;
    run(command(&deny).args(["check", "bans", "licenses", "sources"]))?;
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|reason| format!("Cargo.lock: {reason}"))?;
    match twice(&lock).as_slice() {
        [] => Ok(()),
        names => Err(format!("in more than one version: {}", names.join(", "))),
    }
}

/// Installs cargo-deny under target, once; it takes some minutes.
fn install() -> Result<String> {
    let tools = root().join("target/tools");
    let deny = tools.join("bin/cargo-deny").with_extension(env::consts::EXE_EXTENSION);
    let deny = deny.to_string_lossy().into_owned();
    let there = ask(command(&deny).arg("--version"));
    if there.as_deref() != Some(&format!("cargo-deny {CARGO_DENY}")) {
        let mut install = cargo();
        install
            .args(["install", "cargo-deny", "--locked", "--version", CARGO_DENY, "--root"])
            .arg(&tools);
        run(&mut install)?;
    }
    Ok(deny)
}

fn twice(lock: &str) -> Vec<&'static str> {
    let names: Vec<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = "))
        .map(|n| n.trim_matches('"'))
        .collect();
    SINGLE.iter().copied().filter(|name| names.iter().filter(|n| n == &name).count() > 1).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_crate_that_links_c_may_be_there_once() {
        let once = "[[package]]\nname = \"libsqlite3-sys\"\nversion = \"1\"\n";
        assert!(super::twice(once).is_empty());
        assert_eq!(super::twice(&once.repeat(2)), ["libsqlite3-sys"]);
    }
}
