//! The shell's own commands: which file is open. All else is an operation.

use serde::Serialize;

/// What the window needs to know about the file before anyone signs in.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    state: State,
    path: Option<String>,
    organizations: u64,
    version: &'static str,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Closed,
}

/// Which file is open, if any.
#[tauri::command(async)]
pub fn desk_status() -> Status {
    Status {
        state: State::Closed,
        path: None,
        organizations: 0,
        version: env!("CARGO_PKG_VERSION"),
    }
}
