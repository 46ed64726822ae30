//! Other programs: asked quietly, or run with their output shown.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{Result, root};

/// A program called from the root of the project.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this.
pub fn cargo() -> Command {
    command(&env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// npm in the window's folder.
pub fn npm() -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// Runs it with its output shown, after saying what is run.
pub fn run(command: &mut Command) -> Result {
    let line = line(command);
    println!("    $ {line}");
    let status =
        command.status().map_err(|reason| format!("`{line}` could not be started: {reason}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` ended with {status}.")) }
}

/// What it prints, or `None` when it is missing or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program lies on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| file.is_file())
}

fn line(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
