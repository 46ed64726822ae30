//! The file on the disk: who may have it open, and whether it is a desk at all.

use crate::{
    fault::{damaged, full},
    migrate::APPLICATION_ID,
};
use model::{Code, Error, Result};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long to wait for another process before saying LOCKED.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A lock on the desk as a whole, in a file beside it: shared by all who work with it, held alone
/// by whoever makes, migrates or restores it. It ends with the process that holds it.
pub(crate) struct Lock {
    file: File,
    /// The name that goes with it.
    name: Option<PathBuf>,
}

impl Lock {
    /// What the file that is locked has after the desk's name.
    pub const TAIL: &str = "-lock";

    /// Among others.
    pub fn shared(desk: &Path) -> Result<Self> {
        Self::of_desk(desk, File::try_lock_shared, PATIENCE)
    }

    /// Alone.
    pub fn alone(desk: &Path) -> Result<Self> {
        Self::of_desk(desk, File::try_lock, PATIENCE)
    }

    /// Alone, if that can be had at once.
    pub fn alone_now(desk: &Path) -> Result<Self> {
        Self::of_desk(desk, File::try_lock, Duration::ZERO)
    }

    /// Another lock: on the exchange of one organization with its hub. Work in the file goes on.
    pub fn exchange(desk: &Path, organization: Uuid) -> Result<Self> {
        let refusal = || {
            "Another program syncs this file. Nothing was changed; that one goes on, or close it and try again."
                .to_owned()
        };
        let tail = format!("-sync-{}", organization.simple());
        let mut lock = Self::wait(desk, &tail, File::try_lock, Duration::ZERO, refusal)?;
        // Held alone, it can go where it is given back. Elsewhere nobody could tell that it has: see `tidy`.
        lock.name = cfg!(unix).then(|| tailed(desk, &tail));
        Ok(lock)
    }

    /// Removes the lock's file when nobody holds it, after something was refused.
    pub fn tidy(desk: &Path) {
        let path = tailed(desk, Self::TAIL);
        // Elsewhere nobody could tell that the file they just opened has lost its name meanwhile.
        if cfg!(unix)
            && let Ok(file) = OpenOptions::new().write(true).open(&path)
            && file.try_lock().is_ok()
            && named(&file, &path)
        {
            let _ = fs::remove_file(&path);
        }
    }

    fn of_desk(
        desk: &Path,
        lock: impl Fn(&File) -> std::result::Result<(), TryLockError>,
        patience: Duration,
    ) -> Result<Self> {
        let refusal = || {
            format!(
                "{} is in use by another program, which migrates or restores it or would be disturbed by that. Nothing was changed; close it and try again.",
                desk.display()
            )
        };
        Self::wait(desk, Self::TAIL, lock, patience, refusal)
    }

    fn wait(
        desk: &Path,
        tail: &str,
        lock: impl Fn(&File) -> std::result::Result<(), TryLockError>,
        patience: Duration,
        refusal: impl Fn() -> String,
    ) -> Result<Self> {
        let path = tailed(desk, tail);
        let start = Instant::now();
        loop {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .read(true)
                .open(&path)
                .map_err(|e| unwritable(desk, &e))?;
            match lock(&file) {
                Ok(()) if named(&file, &path) => return Ok(Self { file, name: None }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::new(Code::Locked, refusal()));
                }
                Err(TryLockError::Error(e)) => return Err(unwritable(desk, &e)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            let _ = fs::remove_file(name);
        }
        // Closing the file would do it too; said here so that it reads.
        let _ = self.file.unlock();
    }
}

/// Whether `path` still is the name of `file`: [`Lock::tidy`] may have come between.
#[cfg(unix)]
fn named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |m: &fs::Metadata| (m.dev(), m.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if id(&a) == id(&b))
}

#[cfg(not(unix))]
fn named(_: &File, _: &Path) -> bool {
    true
}

/// The file that SQLite or we keep beside a database under its name and a tail.
pub(crate) fn tailed(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    name.into()
}

/// What SQLite may keep beside a database. Left beside another file of that name, it would be
/// taken for that file's.
pub(crate) const TAILS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Removes a database that was not finished.
pub(crate) fn discard(part: &Path) {
    for tail in ["", TAILS[0], TAILS[1], TAILS[2]] {
        let _ = fs::remove_file(tailed(part, tail));
    }
}

/// Removes the empty WAL that SQLite leaves behind when a full disk has no room for its index.
/// For a file that had none before.
pub(crate) fn settle(desk: &Path) {
    let wal = tailed(desk, "-wal");
    if let Ok(_alone) = Lock::alone_now(desk)
        && fs::metadata(&wal).is_ok_and(|m| m.len() == 0)
    {
        let _ = fs::remove_file(&wal);
        let _ = fs::remove_file(tailed(desk, "-shm"));
    }
}

/// Gives a finished file its name, durably, unless the name is taken.
pub(crate) fn place(part: &Path, to: &Path) -> Result<()> {
    File::open(part).and_then(|f| f.sync_all()).map_err(|e| unwritable(to, &e))?;
    let done = match fs::hard_link(part, to) {
        Ok(()) => fs::remove_file(part),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Err(e),
        // No hard links here: the name is claimed first, so that nothing is overwritten.
        Err(_) => File::create_new(to)
            .and_then(|_| fs::rename(part, to).inspect_err(|_| drop(fs::remove_file(to)))),
    };
    sync_folder(to);
    done.map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => taken(to),
        _ => unwritable(to, &e),
    })
}

/// Refuses a name that is taken.
pub(crate) fn vacant(to: &Path) -> Result<()> {
    if fs::symlink_metadata(to).is_ok() { Err(taken(to)) } else { Ok(()) }
}

fn taken(to: &Path) -> Error {
    let message = format!("{} exists already; open it or choose another name.", to.display());
    Error::new(Code::Conflict, message)
}

/// Makes a rename durable. Not every system can; then there is nothing more to be done.
pub(crate) fn sync_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

/// The sentence for a folder that cannot be written to, or is not there.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let message = match error.kind() {
        ErrorKind::NotFound => {
            format!("There is no folder for {}. Create it or choose another.", path.display())
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            return Error::new(
                Code::Locked,
                format!(
                    "{} may not be written by this user. Nothing was changed; choose a folder you may write to.",
                    path.display()
                ),
            );
        }
        ErrorKind::StorageFull => return full(),
        _ => format!("{} cannot be opened: {error}. Nothing was changed.", path.display()),
    };
    Error::internal(message)
}

/// A WAL without a page, in bytes.
const WAL_HEADER: u64 = 32;

/// Refuses what is there but cannot be a desk, before anything touches it.
pub(crate) fn inspect(path: &Path) -> Result<()> {
    let mut file = File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => Error::new(
            Code::NotFound,
            format!(
                "There is no file {}. Create a desk there first, or choose another file.",
                path.display()
            ),
        ),
        _ => unwritable(path, &e),
    })?;
    let meta = file.metadata().map_err(|e| unwritable(path, &e))?;
    if meta.is_dir() {
        return Err(Error::new(
            Code::Validation,
            format!("{} is a folder; choose a file in it.", path.display()),
        ));
    }
    let no_desk = |why: &str| {
        let message = format!(
            "{} is not a desk: {why}. It was left as it is; choose a file made by Grounded Desk.",
            path.display()
        );
        Err(Error::new(Code::Validation, message))
    };
    if meta.len() == 0 {
        return no_desk("it is empty");
    }
    let mut header = [0u8; 100];
    let whole = file.read_exact(&mut header).is_ok();
    if !whole || !header.starts_with(b"SQLite format 3\0") {
        return no_desk("it is no SQLite file");
    }
    // A WAL may hold a newer header, and pages that are yet to come: whoever brings it to the file begins with the first
    // page, and may be at it now, or have been killed or have found the disk full.
    let is_rest_elsewhere =
        fs::metadata(tailed(path, "-wal")).is_ok_and(|wal| wal.len() > WAL_HEADER);
    if is_rest_elsewhere {
        return Ok(());
    }
    if header[68..72] != APPLICATION_ID.to_be_bytes() {
        return no_desk("it is an SQLite file of another program");
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        n => u64::from(n),
    };
    // The header's size counts only where it was written together with the change counter.
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    if header[24..28] == header[92..96] && meta.len() < page * pages {
        return Err(damaged(&format!(
            "its end is missing: {} of {} bytes",
            meta.len(),
            page * pages
        )));
    }
    Ok(())
}

/// Refuses a file that this user may read but not write.
pub(crate) fn writable(path: &Path) -> Result<()> {
    OpenOptions::new().write(true).open(path).map(drop).map_err(|e| unwritable(path, &e))
}
