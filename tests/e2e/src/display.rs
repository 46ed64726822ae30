//! A virtual display that nobody else uses.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use crate::{Result, group::Group};

/// Xvfb on the first free display number; it ends with this value.
pub struct Display {
    _server: Group,
    name: String,
}

impl Display {
    /// Starts a display of this size in pixels.
    pub fn start(width: u32, height: u32, log: &Path) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        // The server takes a free number by itself and writes it to descriptor 1.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"]);
        command.arg(format!("{width}x{height}x24")).stdout(Stdio::piped());
        let mut server = Group::start(&mut command, log)?;
        let output = server.leader().stdout.take().ok_or("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        match number.trim() {
            "" => Err(format!("Xvfb did not start; see {}", log.display()).into()),
            number => Ok(Self { _server: server, name: format!(":{number}") }),
        }
    }

    /// The value for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
