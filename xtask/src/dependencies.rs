//! Which dependencies may come in: licences that fit ours, one registry, one SQLite.

use std::fs;

use crate::{
    Result,
    process::{ask, cargo},
    root,
};

/// Licences that a program under MIT or Apache-2.0 may be shipped with.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// Crates that must never be in the tree, and why.
const BANNED: &[(&str, &str)] =
    &[("openssl-sys", "TLS goes through rustls"), ("sqlx", "there is one way to SQLite: rusqlite")];

/// Crates that must be there in one version only, since they link a C library.
const SINGLE: &[&str] = &["libsqlite3-sys", "webkit2gtk-sys"];

/// Checks the lock file and the licence of every crate on every platform.
pub fn check() -> Result {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|reason| format!("Cargo.lock: {reason}"))?;
    let mut problems = check_lock(&lock);
    problems.extend(check_licences(&licences()?));
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort();
    problems.dedup();
    Err(format!("\n    {}", problems.join("\n    ")))
}

fn check_lock(lock: &str) -> Vec<String> {
    let values = |key: &'static str| {
        lock.lines().filter_map(move |line| line.strip_prefix(key)?.strip_prefix(" = "))
    };
    let names: Vec<_> = values("name").map(|name| name.trim_matches('"')).collect();
    let count = |wanted: &str| names.iter().filter(|name| **name == wanted).count();
    let sources = values("source")
        .filter(|source| !source.starts_with("\"registry+"))
        .map(|source| format!("{source} is not the registry"));
    let banned = BANNED
        .iter()
        .filter(|(name, _)| count(name) > 0)
        .map(|(name, why)| format!("{name} came in: {why}"));
    let twice = SINGLE
        .iter()
        .filter(|name| count(name) > 1)
        .map(|name| format!("{name} is there in more than one version"));
    sources.chain(banned).chain(twice).collect()
}

/// Lines of a licence expression, a tab and a crate.
fn licences() -> Result<String> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "--workspace", "--target=all", "--edges=normal,build"]);
    tree.args(["--prefix=none", "--format={l}\t{p}"]);
    ask(&mut tree).ok_or_else(|| "`cargo tree --locked` failed: is Cargo.lock up to date?".into())
}

fn check_licences(lines: &str) -> Vec<String> {
    lines
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(licence, _)| !is_allowed(licence))
        .map(|(licence, name)| match licence {
            "" => format!("{name} names no licence"),
            licence => format!("{name} is under {licence}"),
        })
        .collect()
}

/// Whether an SPDX expression can be met: in `A OR B` by either, in `A AND B` by both.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut depth = 0;
    let mut parts = vec![(None, String::new())];
    for word in expression.replace('(', "( ").replace(')', " )").split_whitespace() {
        depth += i32::from(word == "(") - i32::from(word == ")");
        match word {
            "AND" | "OR" if depth == 0 => parts.push((Some(word.to_owned()), String::new())),
            _ => {
                let part = &mut parts.last_mut().expect("starts with one").1;
                part.push_str(if part.is_empty() { "" } else { " " });
                part.push_str(word);
            }
        }
    }
    if let [(_, only)] = parts.as_slice() {
        return match only.strip_prefix("( ").and_then(|inner| inner.strip_suffix(" )")) {
            Some(inner) => is_allowed(inner),
            None => LICENCES.contains(&only.as_str()),
        };
    }
    // AND binds tighter than OR: one run of parts that are all allowed is enough.
    let mut any = false;
    let mut all = true;
    for (operator, part) in &parts {
        if operator.as_deref() == Some("OR") {
            any |= all;
            all = true;
        }
        all &= is_allowed(part);
    }
    any || all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_by_either_or_by_both() {
        for allowed in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND ISC",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
            "GPL-2.0 AND MIT OR Zlib",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR LGPL-3.0) AND MIT"] {
            assert!(!is_allowed(refused), "{refused}");
        }
    }

    #[test]
    fn the_lock_file_knows_one_registry_and_one_sqlite() {
        let lock = "name = \"libsqlite3-sys\"\nsource = \"registry+x\"\n\
                    name = \"libsqlite3-sys\"\nsource = \"git+https://example.org/a\"\n";
        assert_eq!(check_lock(lock).len(), 2);
    }
}
