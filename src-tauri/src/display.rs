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
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    if !needs_one || set("WAYLAND_DISPLAY").is_some() {
        return Ok(());
    }
    let display = set("DISPLAY").ok_or(NO_DISPLAY)?;
    if is_silent(&display) {
        return Err(format!(
            "The display {display} (DISPLAY) does not answer: nothing runs there.\n\
             Start it from a desktop session, or on a virtual display: xvfb-run -a grounded-desk\n\
             Without any display the same desk is at hand on the command line: grounded --help"
        ));
    }
    Ok(())
}

/// Whether certainly nobody listens at a display of this machine, like `:1`. Others are left for the
/// toolkit to find out.
#[cfg(unix)]
fn is_silent(display: &str) -> bool {
    use std::os::unix::net::UnixStream;
    let Some(number) = display.strip_prefix(':') else { return false };
    let number = number.split('.').next().unwrap_or(number);
    let socket = format!("/tmp/.X11-unix/X{number}");
    #[cfg(target_os = "linux")]
    {
        use std::os::{linux::net::SocketAddrExt, unix::net::SocketAddr};
        // Linux servers listen under this name as well, wherever the file may be.
        let named = SocketAddr::from_abstract_name(&socket);
        if named.and_then(|named| UnixStream::connect_addr(&named)).is_ok() {
            return false;
        }
    }
    UnixStream::connect(socket).is_err()
}

#[cfg(not(unix))]
fn is_silent(_: &str) -> bool {
    false
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
