//! The shell's own commands: which file is open, and what is saved beside it. All else is an operation.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{Code, Error, Result};
use serde_json::Value;
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::DialogExt;
use uuid::Uuid;

use crate::{
    progress::{step_teller, teller},
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

/// Saves a text as a file where the person says, and tells where that is. `None` when the person cancels.
///
/// Only the dialog names the place: the window has no say where files are written.
#[tauri::command]
pub async fn desk_save_text<R: Runtime>(
    app: AppHandle<R>,
    name: String,
    text: String,
) -> Result<Option<PathBuf>> {
    blocking(move || {
        let Some(path) = place(&app, &name) else { return Ok(None) };
        save(&path, &text)?;
        Ok(Some(path))
    })
    .await
}

/// How the exchange with the hub stands; `None` where there is none.
#[tauri::command]
pub async fn sync_status(desk: Desk<'_>) -> Result<Option<Value>> {
    ask(&desk, Shell::exchange).await
}

/// Connects the open file to a hub, or where it holds nothing a new one. The password is taken from the address,
/// else from what is given beside it.
#[tauri::command]
pub async fn sync_connect<R: Runtime>(
    app: AppHandle<R>,
    desk: Desk<'_>,
    url: String,
    password: Option<String>,
) -> Result<Status> {
    let tell = step_teller(app);
    with(&desk, move |desk| desk.join(&url, password.as_deref(), tell)).await
}

/// Exchanges now.
#[tauri::command]
pub async fn sync_now(desk: Desk<'_>) -> Result<()> {
    ask(&desk, Shell::exchange_now).await
}

/// Parts from the hub; everything in the file stays.
#[tauri::command]
pub async fn sync_disconnect(desk: Desk<'_>) -> Result<()> {
    ask(&desk, Shell::disconnect).await
}

/// What somebody has to decide: conflicts, and operations that the hub refused.
#[tauri::command]
pub async fn sync_conflicts(desk: Desk<'_>) -> Result<Value> {
    ask(&desk, Shell::conflicts).await
}

/// Decides one of them: `mine`, `theirs`, `keep`, or a value as JSON.
#[tauri::command]
pub async fn sync_resolve(desk: Desk<'_>, id: String, decision: String) -> Result<()> {
    ask(&desk, move |desk| desk.resolve(&id, &decision)).await
}

/// Which of these rows were changed here in a way that the hub is yet to hear of.
#[tauri::command]
pub async fn sync_unsettled(desk: Desk<'_>, table: String, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    ask(&desk, move |desk| desk.unsettled(&table, &ids)).await
}

/// Asks the shell something away from the window's thread.
async fn ask<T: Send + 'static>(
    desk: &Desk<'_>,
    work: impl FnOnce(&Shell) -> Result<T> + Send + 'static,
) -> Result<T> {
    let shell = Arc::clone(desk);
    blocking(move || work(&shell)).await
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

/// Asks where a file is to be saved; `name` is suggested.
fn place<R: Runtime>(app: &AppHandle<R>, name: &str) -> Option<PathBuf> {
    let name = Path::new(name).file_name().unwrap_or(OsStr::new("rows.csv")).to_string_lossy();
    let dialog = app.dialog().file().set_title("Save rows").set_file_name(name);
    dialog.add_filter("CSV", &["csv"]).blocking_save_file()?.into_path().ok()
}

/// Writes a text to a file, in place of what it held.
fn save(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|why| {
        let place = path.display();
        let says = format!("{place} could not be written: {why}. Choose another place.");
        Error::new(Code::Validation, says)
    })
}

fn pick<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let dialog = app.dialog().file().set_title("Open a desk").add_filter("Desk", &["db"]);
    dialog.blocking_pick_file()?.into_path().ok()
}

#[cfg(test)]
mod tests {
    use super::save;
    use std::fs;

    #[test]
    fn a_text_is_saved_or_it_is_said_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.csv");
        save(&path, "longer\r\n").unwrap();
        save(&path, "a\r\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\r\n");
        let missing = folder.path().join("missing/rows.csv");
        let error = save(&missing, "a").unwrap_err();
        assert!(error.message.contains("missing/rows.csv could not be written"), "{error:?}");
    }
}
