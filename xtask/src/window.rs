//! The window's pages: their packages and their build, each only when something changed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    Result,
    process::{npm, run},
    root,
};

/// Installs exactly what the lock file says, unless that was done already.
pub fn install() -> Result {
    let ui = root().join("ui");
    let lock = read(&ui.join("package-lock.json"))?;
    // npm leaves no copy to compare with, so this one is kept inside what it belongs to.
    let stamp = ui.join("node_modules").join(".installed-from.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("    the window's packages are there");
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&stamp, lock).map_err(|reason| format!("{}: {reason}", stamp.display()))
}

/// Builds the pages into `ui/dist`, which the app carries inside itself.
pub fn build() -> Result {
    let ui = root().join("ui");
    let built = modified(&ui.join("dist").join("index.html"));
    let newest = newest(&ui).map_err(|reason| format!("{}: {reason}", ui.display()))?;
    if built.is_some_and(|built| built > newest) {
        println!("    the window is built already");
        return Ok(());
    }
    run(npm().args(["run", "build"]))
}

/// One of the scripts in the window's package.json.
pub fn script(name: &str) -> Result {
    run(npm().args(["run", name]))
}

/// When any source of the pages was last changed.
fn newest(ui: &Path) -> io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut folders: Vec<PathBuf> = vec![ui.into()];
    while let Some(folder) = folders.pop() {
        newest = newest.max(modified(&folder).unwrap_or(newest));
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let is_source = !["node_modules", "dist"].iter().any(|name| entry.file_name() == *name);
            if entry.file_type()?.is_dir() {
                if is_source {
                    folders.push(entry.path());
                }
            } else {
                newest = newest.max(entry.metadata()?.modified()?);
            }
        }
    }
    Ok(newest)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|reason| format!("{}: {reason}", path.display()))
}
