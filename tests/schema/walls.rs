//! Who may use whom. A crate that is not named here fails the test: say first where it stands.

use serde_json::Value as Json;
use std::{collections::BTreeSet, env, process::Command};

/// A crate, and the crates of ours it may use.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("model", &[]),
    ("store", &["model"]),
    ("domain", &["model", "store"]),
    ("sync", &["model", "store"]),
    ("cli", &["model", "store", "domain", "sync"]),
    ("grounded-desk", &["model", "store", "domain", "sync"]),
    ("xtask", &[]),
    ("tests", &["model", "store", "domain"]),
    ("e2e", &[]),
    ("benches", &["model", "store", "domain", "sync"]),
];

/// What only some crates may name, and which. Beside them only tests and benchmarks may.
const ONLY: [(&str, &[&str]); 6] = [
    ("rusqlite", &["store"]),
    ("tokio-postgres", &["sync"]),
    ("postgres", &["sync"]),
    ("refinery", &["store", "sync"]),
    ("tauri", &["grounded-desk"]),
    ("clap", &["cli"]),
];

/// Crates that ship to nobody.
const WORKSHOP: [&str; 3] = ["tests", "benches", "e2e"];

#[test]
fn every_crate_keeps_to_its_side() {
    let mut breaches = Vec::new();
    for (package, uses) in dependencies() {
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == package) else {
            breaches.push(format!("{package} is not in the list of crates"));
            continue;
        };
        let ours = |name: &str| MAY_USE.iter().any(|(ours, _)| *ours == name);
        for used in uses {
            if ours(&used) && !may.contains(&used.as_str()) {
                breaches.push(format!("{package} uses {used}"));
            }
            let only = ONLY.iter().find(|(name, _)| {
                used == *name || used.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
            });
            if let Some((_, owners)) = only
                && !owners.contains(&package.as_str())
                && !WORKSHOP.contains(&package.as_str())
            {
                breaches.push(format!("{package} names {used}, which only {owners:?} may"));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Each package of the workspace, and what it needs beside its own tests.
fn dependencies() -> Vec<(String, BTreeSet<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--manifest-path"])
        .arg(kit::root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |json: &Json| json.as_str().expect("a string").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let all = package["dependencies"].as_array().expect("dependencies").iter();
            let needed = all.filter(|dependency| dependency["kind"] != "dev");
            (text(&package["name"]), needed.map(|dependency| text(&dependency["name"])).collect())
        })
        .collect()
}
