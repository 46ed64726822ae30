//! The shell's own commands: which file is open. All else is an operation.

use std::{path::PathBuf, sync::Arc};

use model::{Error, Result};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::DialogExt;

use crate::{
    progress::teller,
    state::{Shell, Status},
};

type Desk<'a> = tauri::State<'a, Arc<Shell>>;

/// Which file is open, if any.
#[tauri::command]
pub async fn desk_status(desk: Desk<'_>) -> Result<Status> {
    with(&desk, |_| Ok(())).await
}

/// Opens the demo, after making it the first time.
#[tauri::command]
pub async fn desk_explore_demo<R: Runtime>(app: AppHandle<R>, desk: Desk<'_>) -> Result<Status> {
    let tell = teller(app, "demo");
    with(&desk, move |desk| desk.explore_demo(tell)).await
}

/// Breaks off the long operations that are under way: each changes nothing.
#[tauri::command]
pub fn desk_cancel(desk: Desk<'_>) {
    desk.cancel();
}

/// Makes an empty desk and opens it.
#[tauri::command]
pub async fn desk_new(desk: Desk<'_>, path: Option<PathBuf>) -> Result<Status> {
    with(&desk, |desk| desk.create(path)).await
}

/// Opens a file; asks for one when no path is given. `None` when the person cancels.
#[tauri::command]
pub async fn desk_open<R: Runtime>(
    app: AppHandle<R>,
    desk: Desk<'_>,
    path: Option<PathBuf>,
) -> Result<Option<Status>> {
    let tell = teller(app.clone(), "open");
    let path = match path {
        Some(path) => path,
        None => match blocking(move || Ok(pick(&app))).await? {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    with(&desk, move |desk| desk.open(&path, tell)).await.map(Some)
}

/// Closes the open file.
#[tauri::command]
pub async fn desk_close(desk: Desk<'_>) -> Result<Status> {
    with(&desk, |desk| {
        desk.close();
        Ok(())
    })
    .await
}

/// Does this to the shell away from the window's thread, and tells how it is then.
async fn with(
    desk: &Desk<'_>,
    work: impl FnOnce(&Shell) -> Result<()> + Send + 'static,
) -> Result<Status> {
    let shell = Arc::clone(desk);
    blocking(move || {
        // What was open the last time comes first, or it would replace what is opened now.
        shell.start();
        work(&shell)?;
        shell.status()
    })
    .await
}

/// Runs work that may wait for the disk on a thread that may. A panic there becomes
/// an error like any other, so that no promise in the window is left waiting.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|reason| {
        tracing::error!(%reason, "work ended by a panic");
        Err(Error::internal("Something went wrong inside the desk. Nothing was changed."))
    })
}

fn pick<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let dialog = app.dialog().file().set_title("Open a desk").add_filter("Desk", &["db"]);
    dialog.blocking_pick_file()?.into_path().ok()
}
