//! What is printed where.

use model::Error;
use serde_json::Value as Json;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

/// Why a command ended early.
pub enum Failure {
    /// Something was refused or went wrong.
    Refused(Error),
    /// Nobody reads standard output any more.
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Refused(Error::internal(format!("The output cannot be written: {error}."))),
        }
    }
}

/// Standard output, buffered.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Prints a result: for a person on lines of their own, for a program in one.
pub fn print(json: &str) -> Result<(), Failure> {
    let mut out = stdout();
    if io::stdout().is_terminal()
        && let Ok(value) = serde_json::from_str::<Json>(json)
    {
        writeln!(out, "{value:#}")?;
    } else {
        writeln!(out, "{json}")?;
    }
    Ok(out.flush()?)
}

/// Prints an error, as one JSON object on a line.
pub fn refuse(error: &Error) {
    let text = serde_json::to_string(error).unwrap_or_else(|_| error.message.clone());
    // With nowhere to say it, the exit code must do.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a message for a person, where one is watching.
pub fn tell(message: &str) {
    if io::stderr().is_terminal() {
        let _ = writeln!(io::stderr(), "{message}");
    }
}
