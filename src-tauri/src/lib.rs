//! The shell: a window around the desk, and nothing that a rule could live in.
//!
//! The window speaks to the desk through operations, each a command by its own
//! name; `adapter` is the only way from one to the other.

mod adapter;
mod commands;
mod display;
mod events;
mod exchange;
mod hub;
mod logging;
mod passwords;
mod place;
mod progress;
mod state;
#[cfg(test)]
mod tests;

use std::{process::ExitCode, sync::Arc, thread, time::Duration};

use serde::Serialize;
use tauri::{
    AppHandle, Builder, Emitter, Manager, Runtime,
    plugin::{self, TauriPlugin},
};

use place::Places;
use state::Shell;

/// How often to look for what other processes wrote.
const POLL: Duration = Duration::from_secs(1);

/// The event after commits.
#[derive(Clone, Serialize)]
struct Changed {
    tables: Vec<&'static str>,
}

/// Runs the app until its window is closed.
pub fn run() -> ExitCode {
    if let Err(reason) = display::check() {
        eprintln!("{reason}");
        return ExitCode::FAILURE;
    }
    let app = Builder::<tauri::Wry>::new()
        // First, so that a second start ends before it opens the file.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| show(app)))
        .plugin(log())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init());
    match display::guarded(|| with_desk(app, Places::of).run(tauri::generate_context!())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            tracing::error!(%reason, "the app ended");
            eprintln!("Grounded Desk could not go on: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// The app with the desk in it, on any runtime: what tests run without a display.
fn with_desk<R: Runtime>(
    app: Builder<R>,
    places: impl Fn(&AppHandle<R>) -> tauri::Result<Places> + Send + 'static,
) -> Builder<R> {
    app.invoke_handler(adapter::handler()).plugin(desk(places))
}

/// A plugin and not the app's set-up hook, because windows exist before that is called.
fn desk<R: Runtime>(
    places: impl Fn(&AppHandle<R>) -> tauri::Result<Places> + Send + 'static,
) -> TauriPlugin<R> {
    plugin::Builder::new("desk")
        .setup(move |app, _| {
            let window = app.clone();
            let changes = events::coalesce(move |tables| {
                let event = Changed { tables: tables.into_iter().collect() };
                if let Err(reason) = window.emit("changed", event) {
                    tracing::warn!(%reason, "a change was not told");
                }
            })?;
            let shell = Arc::new(Shell::new(places(app)?, changes));
            app.manage(Arc::clone(&shell));
            // The file opens while the window loads.
            let tell = progress::teller(app.clone(), "open");
            thread::Builder::new().name("desk".into()).spawn(move || {
                shell.start_telling(tell);
                loop {
                    thread::sleep(POLL);
                    if let Err(error) = shell.poll() {
                        tracing::warn!(code = ?error.code, "others' changes were not read");
                    }
                }
            })?;
            Ok(())
        })
        .build()
}

fn log<R: Runtime>() -> TauriPlugin<R> {
    plugin::Builder::new("log")
        .setup(|app, _| {
            match logging::start(&app.path().app_log_dir()?) {
                Ok(guard) => _ = app.manage(guard),
                // The desk works without a log.
                Err(problem) => eprintln!("No log is written: {problem}"),
            }
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
            Ok(())
        })
        .build()
}

/// Brings the window to the front, where a second start expects it.
fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window("main") else { return };
    for done in [window.show(), window.unminimize(), window.set_focus()] {
        if let Err(reason) = done {
            tracing::warn!(%reason, "the window did not come to the front");
        }
    }
}
