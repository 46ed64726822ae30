//! A machine without a display gets a sentence, not a panic from inside GTK.

use std::{
    env,
    panic::{self, AssertUnwindSafe},
};

const NO_DISPLAY: &str = "\
Grounded Desk has no display to open its window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it from a desktop session, or on a virtual display: xvfb-run -a grounded-desk
Without any display the same desk is at hand on the command line: grounded --help";

/// Refuses early where there is certainly no display.
pub fn check() -> Result<(), String> {
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if needs_one && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return Err(NO_DISPLAY.into());
    }
    Ok(())
}

/// Runs the app; a toolkit that panics (a display that is named but does not answer)
/// becomes an error like any other.
pub fn guarded(run: impl FnOnce() -> tauri::Result<()>) -> Result<(), String> {
    panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(done) => done.map_err(|reason| reason.to_string()),
        Err(payload) => Err(reason(&*payload)),
    }
}

fn reason(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("an unexpected fault")
        .to_owned()
}
