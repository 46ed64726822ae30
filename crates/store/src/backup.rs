//! Copies of a desk, verified before they are called one, and their return.

use crate::{
    fault::fault,
    file::{self, Lock, unwritable},
    migrate, verify,
};
use model::{Code, Error, Result};
use rusqlite::{Connection, OpenFlags, backup::StepResult};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};

/// A backup that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A path in the same folder, told from the desk's by `what`.
pub(crate) fn beside(path: &Path, what: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}.{what}.db"))
}

/// Copies the whole database to `to`, verifies the copy, and only then gives it its name.
/// Never overwrites.
pub(crate) fn copy(
    db: &Connection,
    to: &Path,
    progress: &mut dyn FnMut(verify::Progress),
) -> Result<Backup> {
    if to.exists() {
        return Err(Error::new(
            Code::Conflict,
            format!("{} exists already; choose another name.", to.display()),
        ));
    }
    let part = to.with_extension("part");
    let made = write(db, &part, progress).and_then(|()| {
        File::open(&part).and_then(|f| f.sync_all()).map_err(|e| unwritable(to, &e))?;
        fs::rename(&part, to).map_err(|e| unwritable(to, &e))?;
        sync_folder(to);
        let bytes = fs::metadata(to).map_err(|e| unwritable(to, &e))?.len();
        Ok(Backup { path: to.to_owned(), bytes })
    });
    if made.is_err() {
        let _ = fs::remove_file(&part);
    }
    made
}

fn write(db: &Connection, part: &Path, progress: &mut dyn FnMut(verify::Progress)) -> Result<()> {
    let _ = fs::remove_file(part);
    let mut copy = Connection::open(part).map_err(fault)?;
    {
        let backup = rusqlite::backup::Backup::new(db, &mut copy).map_err(fault)?;
        loop {
            let step = backup.step(2_048).map_err(fault)?;
            let p = backup.progress();
            let total = u64::try_from(p.pagecount).unwrap_or(0);
            let left = u64::try_from(p.remaining).unwrap_or(0);
            progress(verify::Progress { done: total - left.min(total), total });
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
    // Alone in its file: a copy that needs a WAL beside it is not whole.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(fault)?;
    verify::sound(&copy)
}

/// Puts a backup in the desk's place. What was there is kept beside it; its path is returned.
///
/// # Errors
/// LOCKED while any program has the desk open, VALIDATION when `from` is not a desk, INTERNAL when
/// it is damaged. Nothing is changed then.
pub fn restore(from: &Path, to: &Path) -> Result<Option<PathBuf>> {
    file::inspect(from)?;
    let source =
        Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fault)?;
    if migrate::version(&source)?.is_none() {
        return Err(Error::new(
            Code::Validation,
            format!("{} is empty; choose a backup made by Grounded Desk.", from.display()),
        ));
    }
    verify::sound(&source)?;
    let _alone = Lock::alone(to)?;
    let part = beside(to, "restoring");
    let _ = fs::remove_file(&part);
    copy(&source, &part, &mut |_| {})?;
    let kept = if to.exists() {
        // What is still in the WAL belongs to the file that is set aside.
        if let Ok(old) = Connection::open(to) {
            let _ = old.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
        let kept = beside(to, &format!("before-restore-{}", migrate::stamp()));
        fs::rename(to, &kept).map_err(|e| unwritable(to, &e))?;
        for tail in ["-wal", "-shm"] {
            let tailed = |p: &Path| PathBuf::from(format!("{}{tail}", p.display()));
            if tailed(to).exists() {
                fs::rename(tailed(to), tailed(&kept)).map_err(|e| unwritable(to, &e))?;
            }
        }
        Some(kept)
    } else {
        None
    };
    fs::rename(&part, to).map_err(|e| unwritable(to, &e))?;
    sync_folder(to);
    Ok(kept)
}

/// Makes a rename durable. Not every system can; then there is nothing more to be done.
fn sync_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}
