//! Tells the window how far a long piece of work is.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use serde::Serialize;
use store::Progress;
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

/// Tells how far `task` is, now and then and at its end.
pub fn teller<R: Runtime>(
    app: AppHandle<R>,
    task: &'static str,
) -> impl Fn(Progress) + Send + Sync {
    let told = Mutex::new(None::<Instant>);
    move |Progress { done, total }| {
        let mut told = lock(&told);
        if told.is_some_and(|told| told.elapsed() < OFTEN) && done < total {
            return;
        }
        *told = Some(Instant::now());
        if let Err(reason) = app.emit("progress", SoFar { task, done, total }) {
            tracing::warn!(%reason, "progress was not told");
        }
    }
}
