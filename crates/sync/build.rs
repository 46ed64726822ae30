//! Without this a new migration would silently be left out: the macro that embeds the folder
//! tells cargo only of the files it found.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations/postgres");
}
