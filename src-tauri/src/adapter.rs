//! The one way from a window's call to an operation.

use tauri::{Runtime, ipc::Invoke};

use crate::commands;

/// Answers every command of the window.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![commands::desk_status]
}
