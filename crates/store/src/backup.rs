//! Copies of a desk, verified before they are called one, and their return.

use crate::{
    fault::fault,
    file::{self, Lock, TAILS, tailed, unwritable},
    migrate, verify,
};
use model::{Code, Error, Result};
use rusqlite::{
    Connection,
    ErrorCode::{DatabaseCorrupt, NotADatabase},
    backup::StepResult,
    config::DbConfig,
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

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

/// The name under which one backup is written: its own, as others may back up to the same place at the
/// same time. It is locked for as long as it is written.
pub(crate) struct Part {
    path: PathBuf,
    lock: Option<Lock>,
}

impl Part {
    const TAIL: &str = ".part";

    /// One beside `to`. Those that a killed program left in that folder are removed first.
    pub fn beside(to: &Path) -> Result<Self> {
        file::vacant(to)?;
        if let Some(folder) = to.parent() {
            Self::tidy(folder);
        }
        let path = tailed(to, &format!(".{}{}", Uuid::now_v7().simple(), Self::TAIL));
        let lock = Lock::alone(&path).map_err(|mut error| {
            // Nobody knows it by that name.
            error.message = error.message.replace(&*path.to_string_lossy(), &to.to_string_lossy());
            error
        })?;
        Ok(Self { path, lock: Some(lock) })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what nobody writes any more. Only what is named as above and has its lock beside it can be
    /// a part; the lock of one that is being written is held.
    fn tidy(folder: &Path) {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let Ok(files) = fs::read_dir(folder) else { return };
        for path in files.filter_map(|file| Some(file.ok()?.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let Some(name) = name.strip_suffix(Lock::TAIL) else { continue };
            let own = name.strip_suffix(Self::TAIL).and_then(|name| name.rsplit_once('.'));
            if !own.is_some_and(|(_, id)| id.len() == 32 && Uuid::try_parse(id).is_ok()) {
                continue;
            }
            let path = path.with_file_name(name);
            if let Ok(lock) = Lock::alone_now(&path) {
                file::discard(&path);
                drop(Self { path, lock: Some(lock) });
            }
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        drop(self.lock.take());
        // No other backup ever waits for this lock, so that its file need not stay.
        let _ = fs::remove_file(tailed(&self.path, Lock::TAIL));
    }
}

/// Copies the whole database to `to`, verifies the copy, and only then gives it its name.
/// Never overwrites. What is not finished is called `part`.
pub(crate) fn copy(
    db: &Connection,
    part: &Path,
    to: &Path,
    progress: &mut dyn FnMut(verify::Progress),
) -> Result<Backup> {
    file::vacant(to)?;
    file::discard(part);
    let made = write(db, part, progress).and_then(|()| {
        file::place(part, to)?;
        let bytes = fs::metadata(to).map_err(|e| unwritable(to, &e))?.len();
        Ok(Backup { path: to.to_owned(), bytes })
    });
    if made.is_err() {
        file::discard(part);
    }
    made
}

fn write(db: &Connection, part: &Path, progress: &mut dyn FnMut(verify::Progress)) -> Result<()> {
    // One moment of the source for all of the copy, which otherwise began anew at each write of others.
    let moment = db.unchecked_transaction().map_err(fault)?;
    moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(fault)?;
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
    drop(moment);
    // Alone in its file: a copy that needs a WAL beside it is not whole.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(fault)?;
    verify::sound(&copy)?;
    copy.close().map_err(|(_, e)| fault(e))
}

/// Puts a backup in the desk's place. What was there is kept beside it; its path is returned.
///
/// # Errors
/// LOCKED while any program has the desk open, VALIDATION when `from` is not a desk, INTERNAL when
/// it is damaged or the disk is full. Nothing is changed then.
pub fn restore(from: &Path, to: &Path) -> Result<Option<PathBuf>> {
    file::inspect(from)?;
    if to.is_dir() {
        return Err(Error::new(
            Code::Validation,
            format!("{} is a folder; choose a file in it.", to.display()),
        ));
    }
    let source = migrate::open(from)?;
    migrate::version(&source)?;
    verify::sound(&source)?;
    let at_rest = !tailed(to, "-wal").exists();
    let alone = Lock::alone(to)?;
    let done = replace(&source, to);
    drop(alone);
    if done.is_err() {
        if at_rest {
            file::settle(to);
        }
        Lock::tidy(to);
    }
    done
}

/// The new file takes the old one's name in one step, so that there is always one of them.
fn replace(source: &Connection, to: &Path) -> Result<Option<PathBuf>> {
    let part = tailed(to, ".part");
    file::discard(&part);
    let kept = keep(to, &part)?;
    let put = || {
        write(source, &part, &mut |_| {})?;
        File::open(&part).and_then(|f| f.sync_all()).map_err(|e| unwritable(to, &e))?;
        // Left only by a file that is damaged; they were kept with it.
        for tail in TAILS {
            let _ = fs::remove_file(tailed(to, tail));
        }
        fs::rename(&part, to).map_err(|e| unwritable(to, &e))
    };
    put().inspect_err(|_| {
        file::discard(&part);
        if let Some(kept) = &kept {
            file::discard(kept);
        }
    })?;
    file::sync_folder(to);
    Ok(kept)
}

/// Copies the old file, byte by byte: it may be damaged.
fn keep(desk: &Path, part: &Path) -> Result<Option<PathBuf>> {
    let kept = beside(desk, &format!("before-restore-{}", migrate::stamp()));
    if !desk.exists() {
        return Ok(None);
    }
    // What is still in the WAL belongs to the file. Where it cannot be brought in, it stays.
    let settle = || {
        let old = Connection::open(desk)?;
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        old.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        old.close().map_err(|(_, e)| e)
    };
    match settle() {
        Err(e) if !matches!(e.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)) => {
            return Err(fault(e));
        }
        _ => {}
    }
    let copy = |from: &Path, to: &Path| {
        let done = fs::copy(from, part).map_err(|e| unwritable(to, &e));
        done.and_then(|_| file::place(part, to)).inspect_err(|_| file::discard(part))
    };
    for tail in TAILS.into_iter().filter(|tail| tailed(desk, tail).exists()) {
        copy(&tailed(desk, tail), &tailed(&kept, tail)).inspect_err(|_| file::discard(&kept))?;
    }
    copy(desk, &kept).inspect_err(|_| file::discard(&kept))?;
    Ok(Some(kept))
}
