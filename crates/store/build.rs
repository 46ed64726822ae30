//! The migrations are embedded by a macro, which does not tell Cargo that it read them.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations/sqlite");
}
