//! `cargo xtask run | test | simulate | bench | bundle`: all set-up, build and test commands in one
//! place. It has no dependencies, so that it is there within seconds on a fresh clone.

mod bench;
mod bundle;
mod dependencies;
mod packages;
mod process;
mod run;
mod simulate;
mod steps;
mod test;
mod tools;
mod window;

use std::{env, path::PathBuf, process::ExitCode};

/// What went wrong, as a sentence for the person at the terminal.
pub type Result<T = ()> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  run [-- ARGS]    install what is missing, build the window and open it
  test             formatting, lints, Rust and window tests, end to end in the real window
  simulate [--seeds N] [--from N] [--faults usual|copies|all] [--hub model|postgres]
                   desks and a hub played from numbers; 10,000 if none is given
  bench [ARGS]     the benchmarks; ARGS go to cargo bench
  bundle           an installable package for this system

Nothing but Rust and Node is needed beforehand. On Debian and Ubuntu missing system
packages are installed by apt; elsewhere they are named.";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.filter(|argument| argument != "--").collect();
    let done = match command.as_str() {
        "run" => run::run(&rest),
        "test" => test::test(),
        "simulate" => simulate::simulate(&rest),
        "bench" => bench::bench(&rest),
        "bundle" => bundle::bundle(),
        "" | "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("There is no command {other:?}.\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\n{reason}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the project, from wherever cargo was called.
pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// Where cargo builds to.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
