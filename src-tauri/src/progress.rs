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
    total: u64,
}

/// The event while a file is connected to a hub. Not of every phase the total is known.
#[derive(Clone, Copy, Serialize)]
struct Joining {
    phase: &'static str,
    done: u64,
    total: Option<u64>,
}

/// Tells how far `task` is, now and then and at its end.
pub fn teller<R: Runtime>(
    app: AppHandle<R>,
    task: &'static str,
) -> impl Fn(Progress) + Send + Sync {
    let told = Mutex::default();
    move |Progress { done, total }| {
        if done >= total || is_due(&told) {
            tell(&app, "progress", SoFar { task, done, total });
        }
    }
}

/// Tells how far connecting to a hub is, now and then and when another phase begins.
pub fn step_teller<R: Runtime>(app: AppHandle<R>) -> impl Fn(Step) + Send + Sync {
    let (told, at) = (Mutex::default(), Mutex::new(None::<Phase>));
    move |Step { phase, done, total }| {
        let name = match phase {
            Phase::Rows => "rows",
            Phase::Index => "index",
            Phase::Telling => "telling",
        };
        let begins = lock(&at).replace(phase) != Some(phase);
        if begins || total == Some(done) || is_due(&told) {
            tell(&app, "joining", Joining { phase: name, done, total });
        }
    }
}

/// Whether it is long enough ago that something was told.
fn is_due(told: &Mutex<Option<Instant>>) -> bool {
    let mut told = lock(told);
    let due = told.is_none_or(|told| told.elapsed() >= OFTEN);
    if due {
        *told = Some(Instant::now());
    }
    due
}

fn tell<R: Runtime>(app: &AppHandle<R>, event: &str, so_far: impl Serialize + Clone) {
    if let Err(reason) = app.emit(event, so_far) {
        tracing::warn!(%reason, "progress was not told");
    }
}
