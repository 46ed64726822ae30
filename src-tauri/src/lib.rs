//! The shell: a window around the desk, and nothing that a rule could live in.
//!
//! The window speaks to the desk through operations, each a command by its own
//! name; [`adapter`] is the only way from one to the other.

mod adapter;
mod commands;
mod display;
#[allow(dead_code, reason = "the desk is wired next")]
mod events;
mod logging;
#[allow(dead_code, reason = "the desk is wired next")]
mod place;

use std::process::ExitCode;

use tauri::{Builder, Manager, Runtime};

/// The app without its window: commands and state, on any runtime.
pub fn builder<R: Runtime>() -> Builder<R> {
    Builder::new().invoke_handler(adapter::handler())
}

/// Runs the app until its window is closed.
pub fn run() -> ExitCode {
    if let Err(reason) = display::check() {
        eprintln!("{reason}");
        return ExitCode::FAILURE;
    }
    let app = builder::<tauri::Wry>()
        // First, so that a second start ends before it opens the file.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| show(app)))
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            match logging::start(&app.path().app_log_dir()?) {
                Ok(guard) => _ = app.manage(guard),
                // The desk works without a log.
                Err(problem) => eprintln!("No log is written: {problem}"),
            }
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
            Ok(())
        });
    match display::guarded(|| app.run(tauri::generate_context!())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            tracing::error!(%reason, "the window could not be opened");
            eprintln!("Grounded Desk could not open its window: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Brings the window to the front, where a second start expects it.
fn show<R: Runtime>(app: &tauri::AppHandle<R>) {
    let Some(window) = app.get_webview_window("main") else { return };
    for done in [window.show(), window.unminimize(), window.set_focus()] {
        if let Err(reason) = done {
            tracing::warn!(%reason, "the window did not come to the front");
        }
    }
}
