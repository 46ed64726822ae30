use crate::{
    Org, Session,
    backup::{self, Backup},
    change::{Change, Noted, Written},
    connect::{Reader, Readers, connect, lock_up},
    deleted,
    fault::fault,
    file::{self, Lock, PATIENCE, tailed},
    meta, migrate, search, spans, sync,
    verify::{self, Progress, Verdict},
    watch::Watch,
};
use model::{Code, Instant, Result};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use uuid::Uuid;

/// An open desk: one connection that writes, several that read. Shared between threads by
/// reference; writers wait for each other.
pub struct Desk {
    path: PathBuf,
    device: Uuid,
    /// Before the connection that it shares.
    follower: search::Follower,
    writer: Arc<Mutex<Connection>>,
    readers: Readers,
    noted: Noted,
    watch: Mutex<Watch>,
    listener: Mutex<Option<Listener>>,
    backup: Option<PathBuf>,
    checked: Mutex<Option<(Instant, bool)>>,
    // Last, so that it is given back after the connections are closed.
    _lock: Lock,
}

/// When the file was last verified and found sound.
const LAST_CHECK: &str = "last_check";

/// The file's own identity.
const DEVICE: &str = "device";

type Listener = Arc<dyn Fn(&Change) + Send + Sync>;

/// How the file is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The newest migration the file has.
    pub schema_version: u32,
    /// SQLite's version.
    pub sqlite_version: &'static str,
    /// Organizations in the file.
    pub organizations: u64,
    /// When the file was last verified, and whether it was found sound.
    pub last_check: Option<(Instant, bool)>,
}

impl Desk {
    /// Opens a desk, bringing it to this version's schema after a verified backup.
    ///
    /// # Errors
    /// NOT_FOUND when there is no file, VALIDATION when it is not a desk or from a newer version,
    /// LOCKED when another process migrates or restores it or it may not be written, INTERNAL when
    /// it is damaged or the disk is full. The file is left as it was.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_telling(path, &mut |_| {})
    }

    /// As [`Desk::open`]. Where the file is of an older version, `tell` hears how far that takes: the backup
    /// in pages, what rows said before in entries of the log, then the search index in documents.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_telling(path: &Path, tell: &mut dyn FnMut(Progress)) -> Result<Self> {
        file::inspect(path)?;
        file::writable(path)?;
        let at_rest = !tailed(path, "-wal").exists();
        Self::start(path, tell).inspect_err(|_| {
            if at_rest {
                file::settle(path);
            }
            Lock::tidy(path);
        })
    }

    /// Makes a new desk, with no organization in it yet.
    ///
    /// # Errors
    /// CONFLICT when there is a file already, and as [`Desk::open`]. Nothing is left behind then.
    pub fn create(path: &Path) -> Result<Self> {
        // A WAL without its file would be taken for the new one's.
        for tail in ["", "-wal", "-journal"] {
            file::vacant(&tailed(path, tail))?;
        }
        Self::make(path).inspect_err(|_| Lock::tidy(path))
    }

    /// Under another name first: whoever is killed meanwhile leaves no half of a desk.
    fn make(path: &Path) -> Result<Self> {
        let alone = Lock::alone(path)?;
        let part = tailed(path, ".part");
        file::discard(&part);
        migrate::found(&part)
            .and_then(|()| file::place(&part, path))
            .inspect_err(|_| file::discard(&part))?;
        drop(alone);
        Self::start(path, &mut |_| {}).inspect_err(|_| {
            if Lock::alone(path).is_ok() {
                file::discard(path);
            }
        })
    }

    fn start(path: &Path, tell: &mut dyn FnMut(Progress)) -> Result<Self> {
        let start = std::time::Instant::now();
        let mut backup = None;
        let lock = loop {
            let lock = Lock::shared(path)?;
            // Looked at before anything is written: a file that is not ours stays untouched.
            if migrate::version(&migrate::open(path)?)? == migrate::SCHEMA_VERSION {
                break lock;
            }
            drop(lock);
            // Whoever is first migrates. The others see that in the next round, as they do when
            // someone restores an older file between our two locks.
            match Lock::alone_now(path) {
                Ok(alone) => backup = migrate::migrate(path, &alone, tell)?.or(backup),
                Err(e) if e.code == Code::Locked && start.elapsed() < PATIENCE => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                Err(e) => return Err(e),
            }
        };
        let mut writer = connect(path)?;
        sync::settle(&mut writer, tell)?;
        migrate::triggers(&mut writer)?;
        match spans::at_opening(&mut writer, tell) {
            // Whoever writes meanwhile does it.
            Err(e) if e.code == Code::Locked => {}
            done => done?,
        }
        match search::at_opening(&mut writer, tell) {
            // Whoever writes meanwhile does it.
            Err(e) if e.code == Code::Locked => {}
            done => done?,
        }
        if deleted::to_scrub(&writer).map_err(fault)? {
            // What a purge left to be done; work goes on without it as well.
            let _ = deleted::scrub(&writer);
        }
        let device = device(&writer).map_err(fault)?;
        let noted = Noted::default();
        let hook = Arc::clone(&noted);
        writer
            .update_hook(Some(move |_, _: &str, table: &str, row| lock_up(&hook).note(table, row)))
            .map_err(fault)?;
        let watch = Watch::new(&writer).map_err(fault)?;
        let writer = Arc::new(Mutex::new(writer));
        let follower = search::Follower::new(Arc::clone(&writer));
        follower.nudge();
        Ok(Self {
            path: path.to_owned(),
            device,
            follower,
            writer,
            readers: Readers::new(path),
            noted,
            watch: Mutex::new(watch),
            listener: Mutex::default(),
            backup,
            checked: Mutex::default(),
            _lock: lock,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The backup made before this opening migrated the file, if it did.
    pub fn migration_backup(&self) -> Option<&Path> {
        self.backup.as_deref()
    }

    /// Reads, all of it as of one moment, as `session`'s user.
    ///
    /// # Errors
    /// FORBIDDEN when the user may no longer work here, and whatever `work` refuses.
    pub fn read<T>(
        &self,
        session: &Session,
        work: impl FnOnce(&Org<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut db = self.reader()?;
        let org = Org::reading(&mut db, session)?;
        work(&org)
    }

    /// Reads as [`Desk::read`] does, with a search index that knows of all that was written before.
    ///
    /// # Errors
    /// As [`Desk::read`].
    pub fn searching<T>(
        &self,
        session: &Session,
        work: impl FnOnce(&Org<'_>) -> Result<T>,
    ) -> Result<T> {
        self.follower.catch_up(&*self.reader()?)?;
        self.read(session, work)
    }

    /// Writes, as `session`'s user, in one durable transaction: when this returns Ok it is on the
    /// disk, when it returns an error nothing was changed.
    ///
    /// # Errors
    /// FORBIDDEN when the user may no longer work here, LOCKED when others write for over 5 s, and
    /// whatever `work` refuses.
    pub fn write<T>(
        &self,
        session: &Session,
        operation: &'static str,
        work: impl FnOnce(&mut Org<'_>) -> Result<T>,
    ) -> Result<T> {
        self.writing(|db, device| {
            let mut org = Org::writing(db, session, device, operation)?;
            let done = work(&mut org)?;
            let scrubs = org.scrubs;
            org.commit()?;
            if scrubs {
                // It is purged by now. Where others are in the way, the next opening scrubs.
                let _ = deleted::scrub(db);
            }
            Ok(done)
        })
    }

    pub(crate) fn writing<T>(
        &self,
        work: impl FnOnce(&mut Connection, Uuid) -> Result<T>,
    ) -> Result<T> {
        let mut writer = lock_up(&self.writer);
        *lock_up(&self.noted) = Written::default();
        let done = work(&mut writer, self.device)?;
        let written = std::mem::take(&mut *lock_up(&self.noted));
        drop(writer);
        if let Some(entries) = written.entries {
            lock_up(&self.watch).own(entries);
            self.follower.nudge();
        }
        self.tell(&written.change);
        Ok(done)
    }

    /// How the file is doing, without looking at all of it.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn health(&self) -> Result<Health> {
        let db = self.reader()?;
        let read = || {
            let check = meta::text(&db, LAST_CHECK)?;
            Ok(Health {
                schema_version: migrate::SCHEMA_VERSION,
                sqlite_version: rusqlite::version(),
                organizations: db
                    .query_row("SELECT count(*) FROM organizations", [], |row| {
                        row.get::<_, i64>(0)
                    })?
                    .unsigned_abs(),
                last_check: lock_up(&self.checked).or_else(|| {
                    let (at, verdict) = check.as_deref()?.split_once(' ')?;
                    Some((Instant(at.parse().ok()?), verdict == "sound"))
                }),
            })
        };
        read().map_err(fault)
    }

    /// A value kept in the file under `key`, for the program's own memory (who was signed in last).
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn remembered(&self, key: &str) -> Result<Option<String>> {
        meta::text(&*self.reader()?, &format!("memory.{key}")).map_err(fault)
    }

    /// Keeps a value in the file, or forgets it.
    ///
    /// # Errors
    /// INTERNAL or LOCKED when the file cannot be written.
    pub fn remember(&self, key: &str, value: Option<&str>) -> Result<()> {
        let key = format!("memory.{key}");
        let db = lock_up(&self.writer);
        let done = match value {
            Some(value) => meta::keep(&db, &key, value),
            None => meta::forget(&db, &key),
        };
        done.map_err(fault)
    }

    /// Whom to tell after each commit which tables changed. Called on the thread that wrote.
    pub fn on_change(&self, listener: impl Fn(&Change) + Send + Sync + 'static) {
        *lock_up(&self.listener) = Some(Arc::new(listener));
    }

    /// Looks whether other processes wrote since the last look, and tells the listener.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn poll_others(&self) -> Result<Change> {
        // While this process writes, others cannot: the next look is soon enough.
        let Ok(db) = self.writer.try_lock() else { return Ok(Change::default()) };
        let change = lock_up(&self.watch).look(&db).map_err(fault)?;
        drop(db);
        self.tell(&change);
        Ok(change)
    }

    fn tell(&self, change: &Change) {
        let listener = lock_up(&self.listener).clone();
        if let Some(listener) = listener.filter(|_| !change.tables.is_empty()) {
            listener(change);
        }
    }

    /// Copies the desk to `to`, verified; work goes on meanwhile.
    ///
    /// # Errors
    /// CONFLICT when `to` exists, INTERNAL when it cannot be written or the copy is not sound.
    pub fn backup(&self, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Backup> {
        // On a connection of its own, so that nobody waits.
        let db = connect(&self.path)?;
        let part = backup::Part::beside(to)?;
        backup::copy(&db, part.path(), to, progress)
    }

    /// Checks everything about the file, and notes the result for [`Desk::health`]: in the file
    /// when it is sound, otherwise for as long as it is open.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read at all.
    pub fn verify(&self) -> Result<Verdict> {
        let db = self.reader()?;
        // That there is an index to look at; a damaged file is said to be that below.
        let _ = self.follower.catch_up(&db);
        let verdict = verify::all(&db);
        drop(db);
        let sound = verdict.as_ref().is_ok_and(|v| v.faults.is_empty());
        let now = Instant::now();
        *lock_up(&self.checked) = Some((now, sound));
        if sound {
            // A file that is not sound is better not written to. And when this cannot be noted, the
            // verdict still stands.
            let _ = meta::keep(&lock_up(&self.writer), LAST_CHECK, &format!("{} sound", now.0));
        }
        verdict
    }

    /// Lets SQLite look at what the tables hold, after much was written.
    ///
    /// # Errors
    /// INTERNAL or LOCKED when the file cannot be written.
    pub fn optimize(&self) -> Result<()> {
        lock_up(&self.writer).execute_batch("PRAGMA optimize = 0x10002").map_err(fault)
    }

    /// Closes a desk that was only just made, and removes its file again.
    pub fn discard(self) {
        let path = self.path.clone();
        drop(self);
        file::discard(&path);
        Lock::tidy(&path);
    }

    pub(crate) fn writer(&self) -> &Mutex<Connection> {
        &self.writer
    }

    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        self.readers.get()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if lock_up(&self.checked).is_some_and(|(_, sound)| !sound) {
            return;
        }
        // Cheap when there is nothing to do; a failure costs a plan, not data. Waits for nobody.
        let writer = lock_up(&self.writer);
        let _ = writer.busy_timeout(std::time::Duration::ZERO);
        let _ = writer.execute_batch("PRAGMA optimize");
    }
}

/// The file's own identity, made when it is opened first.
fn device(db: &Connection) -> rusqlite::Result<Uuid> {
    let text = match meta::text(db, DEVICE)? {
        Some(known) => known,
        None => {
            // Where someone else opens it first as well, one of the two ids stays.
            meta::keep_first(db, DEVICE, &Uuid::now_v7().to_string())?;
            meta::text(db, DEVICE)?.unwrap_or_default()
        }
    };
    Uuid::try_parse(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e))
    })
}
