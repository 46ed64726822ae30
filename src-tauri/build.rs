//! Compiles the window's configuration and permissions into the app.

use std::{fs, io};

fn main() -> io::Result<()> {
    // Tauri embeds this folder and stops the build when it is missing; lints and
    // Rust tests have to work before the window was ever built.
    fs::create_dir_all("ui/dist")?;
    println!("cargo::rerun-if-changed=ui/dist");
    println!("cargo::rerun-if-changed=src-tauri/capabilities");

    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    tauri_build::try_build(attributes).map_err(io::Error::other)
}
