//! Committed files that are made from the code.

use std::{env, fs, path::Path};

/// Holds a committed file to what the code makes of it now. With `UPDATE=1` in the environment
/// the file is rewritten instead.
///
/// # Panics
/// When the file is missing or stale, with the first line that differs.
pub fn check(path: &str, made: &str) {
    let file = crate::root().join(path);
    if env::var_os("UPDATE").is_some_and(|update| update == "1") {
        write(&file, made);
        return;
    }
    let committed = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if committed == made {
        return;
    }
    let line = committed.lines().zip(made.lines()).take_while(|(old, new)| old == new).count();
    panic!(
        "{path} is stale from line {}: it has\n  {}\nand should have\n  {}\nRun the same test with UPDATE=1 in the environment, and commit the file.",
        line + 1,
        committed.lines().nth(line).unwrap_or("(its end)"),
        made.lines().nth(line).unwrap_or("(its end)"),
    );
}

fn write(file: &Path, made: &str) {
    if fs::read_to_string(file).is_ok_and(|committed| committed == made) {
        return;
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    }
    fs::write(file, made).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
}
