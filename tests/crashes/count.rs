//! How many points there are, and at which one a test is.

use std::collections::BTreeMap;

/// The point a test is at, told when it fails there.
pub struct At(pub String);

impl Drop for At {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("killed at {}", self.0);
        }
    }
}

/// Prints how many points there are of each kind.
///
/// # Panics
/// When there is none of a kind: then the tests look past something.
pub fn counted(of: &str, kinds: impl Iterator<Item = String>, wanted: &[&str]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    kinds.for_each(|kind| *counts.entry(kind).or_default() += 1);
    println!("{of}: {} points: {counts:?}", counts.values().sum::<usize>());
    for kind in wanted {
        assert!(counts.contains_key(*kind), "{of}: no {kind} among {counts:?}");
    }
}
