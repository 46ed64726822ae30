//! The file on the disk: who may have it open, and whether it is a desk at all.

use model::{Code, Error, Result};
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::Read,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long to wait for another process before saying LOCKED.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A lock on the desk as a whole, in a file beside it: shared by all who work with it, held alone
/// by whoever migrates or restores. It ends with the process that holds it.
pub(crate) struct Lock(File);

impl Lock {
    /// Among others.
    pub fn shared(desk: &Path) -> Result<Self> {
        Self::wait(desk, File::try_lock_shared)
    }

    /// Alone.
    pub fn alone(desk: &Path) -> Result<Self> {
        Self::wait(desk, File::try_lock)
    }

    /// From alone to among others.
    pub fn share(self, desk: &Path) -> Result<Self> {
        drop(self);
        Self::shared(desk)
    }

    fn wait(
        desk: &Path,
        lock: impl Fn(&File) -> std::result::Result<(), TryLockError>,
    ) -> Result<Self> {
        let path = lock_path(desk);
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).read(true).open(&path);
        let file = file.map_err(|e| unwritable(desk, &e))?;
        let start = Instant::now();
        loop {
            match lock(&file) {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::new(
                        Code::Locked,
                        format!(
                            "{} is in use by another program, which migrates or restores it or would be disturbed by that. Nothing was changed; close it and try again.",
                            desk.display()
                        ),
                    ));
                }
                Err(TryLockError::Error(e)) => return Err(unwritable(desk, &e)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do it too; said here so that it reads.
        let _ = self.0.unlock();
    }
}

fn lock_path(desk: &Path) -> PathBuf {
    let mut name = desk.as_os_str().to_owned();
    name.push("-lock");
    name.into()
}

/// The sentence for a folder that cannot be written to, or is not there.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("There is no folder for {}. Create it or choose another.", path.display())
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            return Error::new(
                Code::Locked,
                format!(
                    "{} may not be written by this user. Nothing was changed; choose a folder you may write to.",
                    path.display()
                ),
            );
        }
        std::io::ErrorKind::StorageFull => {
            "The disk is full. Nothing was changed; free some space and try again.".into()
        }
        _ => format!("{} cannot be opened: {error}. Nothing was changed.", path.display()),
    };
    Error::internal(message)
}

/// Refuses what is there but cannot be a desk, before anything touches it.
pub(crate) fn inspect(path: &Path) -> Result<()> {
    let mut file = File::open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::new(
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
    if meta.permissions().readonly() {
        return Err(unwritable(path, &std::io::ErrorKind::PermissionDenied.into()));
    }
    if meta.len() == 0 {
        return Ok(());
    }
    let mut header = [0u8; 100];
    let whole = file.read_exact(&mut header).is_ok();
    if !whole || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::new(
            Code::Validation,
            format!(
                "{} is not a desk: it is no SQLite file. It was left as it is.",
                path.display()
            ),
        ));
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        n => u64::from(n),
    };
    // The header's size counts only where it was written together with the change counter.
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    if header[24..28] == header[92..96] && meta.len() < page * pages {
        return Err(crate::fault::damaged(&format!(
            "its end is missing: {} of {} bytes",
            meta.len(),
            page * pages
        )));
    }
    Ok(())
}
