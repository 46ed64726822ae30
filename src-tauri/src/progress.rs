//! Tells the window how far a long piece of work is.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use serde::Serialize;
use store::Progress;
use sync::session::{Phase, Step};
use tauri::{AppHandle, Emitter, Runtime};

use crate::state::lock;

/// A bar that moves ten times a second looks smooth.
const OFTEN: Duration = Duration::from_millis(100);

/// The event while something long is done.
#[derive(Clone, Copy, Serialize)]
struct SoFar {
    task: &'static str,
    done: u64,
    /// Not known of everything.
    total: Option<u64>,
}

/// Tells how far `task` is, now and then and at its end.
pub fn teller<R: Runtime>(
    app: AppHandle<R>,
    task: &'static str,
) -> impl Fn(Progress) + Send + Sync {
    let told = Mutex::new(None::<Instant>);
    move |Progress { done, total }| {
        let so_far = SoFar { task, done, total: Some(total) };
        tell(&app, &told, so_far, done >= total);
    }
}

/// Tells how far connecting to a hub is.
pub fn step_teller<R: Runtime>(app: AppHandle<R>) -> impl Fn(Step) + Send + Sync {
    let (told, at) = (Mutex::new(None::<Instant>), Mutex::new(None::<Phase>));
    move |Step { phase, done, total }| {
        let task = match phase {
            Phase::Rows => "rows",
            Phase::Index => "index",
            Phase::Telling => "telling",
        };
        let begins = lock(&at).replace(phase) != Some(phase);
        tell(&app, &told, SoFar { task, done, total }, begins || total == Some(done));
    }
}

fn tell<R: Runtime>(
    app: &AppHandle<R>,
    told: &Mutex<Option<Instant>>,
    so_far: SoFar,
    anyway: bool,
) {
    let mut told = lock(told);
    if told.is_some_and(|told| told.elapsed() < OFTEN) && !anyway {
        return;
    }
    *told = Some(Instant::now());
    if let Err(reason) = app.emit("progress", so_far) {
        tracing::warn!(%reason, "progress was not told");
    }
}
