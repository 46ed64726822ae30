use crate::{
    Org, Session, SignIn,
    backup::{self, Backup},
    change::Change,
    fault::fault,
    file::{self, Lock, PATIENCE, tailed},
    migrate,
    org::Noted,
    request::Request,
    verify::{self, Progress, Verdict},
};
use model::{
    Code, Error, Id, Instant, Result,
    tables::{self, Organization, User},
};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// An open desk: one connection that writes, several that read. Shared between threads by
/// reference; writers wait for each other.
pub struct Desk {
    path: PathBuf,
    device: Uuid,
    writer: Mutex<Connection>,
    readers: r2d2::Pool<Readers>,
    noted: Noted,
    watch: Mutex<Watch>,
    listener: Mutex<Option<Listener>>,
    backup: Option<PathBuf>,
    checked: Mutex<Option<(Instant, bool)>>,
    // Last, so that it is given back after the connections are closed.
    _lock: Lock,
}

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

/// What a bulk write may keep in memory, in KiB.
const BULK_KIB: i64 = 262_144;

/// Sees what other processes write.
struct Watch {
    db: Connection,
    version: i64,
    seq: i64,
}

impl Desk {
    /// Opens a desk, bringing it to this version's schema after a verified backup.
    ///
    /// # Errors
    /// NOT_FOUND when there is no file, VALIDATION when it is not a desk or from a newer version,
    /// LOCKED when another process migrates or restores it or it may not be written, INTERNAL when
    /// it is damaged or the disk is full. The file is left as it was.
    pub fn open(path: &Path) -> Result<Self> {
        file::inspect(path)?;
        file::writable(path)?;
        let at_rest = !tailed(path, "-wal").exists();
        Self::start(path).inspect_err(|_| {
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
        Self::start(path).inspect_err(|_| {
            if Lock::alone(path).is_ok() {
                file::discard(path);
            }
        })
    }

    fn start(path: &Path) -> Result<Self> {
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
                Ok(alone) => backup = migrate::migrate(path, &alone)?.or(backup),
                Err(e) if e.code == Code::Locked && start.elapsed() < PATIENCE => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                Err(e) => return Err(e),
            }
        };
        let mut writer = connect(path)?;
        migrate::triggers(&mut writer)?;
        let device = device(&writer).map_err(fault)?;
        let noted = Noted::default();
        let hook = Arc::clone(&noted);
        writer
            .update_hook(Some(move |_, _: &str, table: &str, _| lock_up(&hook).note(table)))
            .map_err(fault)?;
        let readers = r2d2::Pool::builder()
            // All at once, and kept: none may still be opening when the desk is closed.
            .max_size(4)
            .idle_timeout(None)
            .max_lifetime(None)
            .connection_timeout(PATIENCE)
            .build(Readers(path.to_owned()))
            .map_err(|e| {
                Error::internal(format!("The desk could not be opened for reading: {e}."))
            })?;
        let watch = Watch::new(connect(path)?).map_err(fault)?;
        Ok(Self {
            path: path.to_owned(),
            device,
            writer: Mutex::new(writer),
            readers,
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
            org.commit()?;
            Ok(done)
        })
    }

    /// Founds an organization: `work` gets the right to write its first rows, as the user who will
    /// be its first administrator. Open while the file holds no organization, and to any
    /// administrator after. With `request`, once.
    ///
    /// # Errors
    /// FORBIDDEN, and whatever `work` refuses.
    pub fn found(
        &self,
        session: Option<&Session>,
        operation: &'static str,
        request: Option<&Request>,
        work: impl FnOnce(&mut Org<'_>) -> Result<String>,
    ) -> Result<String> {
        self.writing(|db, device| {
            let mut tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
            if let Some(request) = request
                && let Some(answer) = request.answered(&tx, None)?
            {
                return Ok(answer);
            }
            let any = tx.prepare("SELECT 1 FROM organizations").and_then(|mut s| s.exists([])).map_err(fault)?;
            if any {
                let refused = || Error::forbidden("The file holds an organization already; only its administrator may found another.");
                let org = Org::within(tx, session.ok_or_else(refused)?)?;
                org.require(crate::Role::Admin, "found an organization")?;
                tx = org.tx;
            }
            let founder = Session { organization: Id::new(), user: Id::new() };
            let mut org = Org::founding(tx, &founder, device, operation)?;
            let done = work(&mut org)?;
            if let Some(request) = request {
                request.answer(&org.tx, None, &done, org.now())?;
            }
            org.commit()?;
            Ok(done)
        })
    }

    /// Founds the file's first organization under ids that are given, for rows that must come out
    /// the same each time (the demo). Otherwise as [`Desk::found`].
    ///
    /// # Errors
    /// CONFLICT when the file holds an organization, and whatever `work` refuses.
    pub fn found_as(
        &self,
        organization: Id<Organization>,
        admin: Id<User>,
        operation: &'static str,
        work: impl FnOnce(&mut Org<'_>) -> Result<()>,
    ) -> Result<Session> {
        self.writing(|db, device| {
            let pages = db.pragma_query_value(None, "cache_size", |row| row.get::<_, i64>(0));
            let pages = pages.map_err(fault)?;
            // Much is written at once: pages that do not fit would go to the disk many times.
            db.pragma_update(None, "cache_size", -BULK_KIB).map_err(fault)?;
            let founded = Self::found_in(db, device, (organization, admin), operation, work);
            // Only memory hangs on it.
            let _ = db.pragma_update(None, "cache_size", pages);
            founded
        })
    }

    fn found_in(
        db: &mut Connection,
        device: Uuid,
        (organization, user): (Id<Organization>, Id<User>),
        operation: &'static str,
        work: impl FnOnce(&mut Org<'_>) -> Result<()>,
    ) -> Result<Session> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let any = tx.prepare("SELECT 1 FROM organizations").and_then(|mut s| s.exists([]));
        if any.map_err(fault)? {
            return Err(Error::new(
                Code::Conflict,
                "The file holds an organization already. Nothing was changed; choose another file.",
            ));
        }
        let founder = Session { organization, user };
        let mut org = Org::founding(tx, &founder, device, operation)?;
        // Indexes are made faster from all rows at once than row by row. Within the transaction:
        // nobody sees the file without them.
        let indexes = drop_indexes(&org.tx).map_err(fault)?;
        work(&mut org)?;
        org.tx.execute_batch(&indexes).map_err(fault)?;
        org.commit()?;
        Ok(founder)
    }

    fn writing<T>(&self, work: impl FnOnce(&mut Connection, Uuid) -> Result<T>) -> Result<T> {
        let mut writer = lock_up(&self.writer);
        *lock_up(&self.noted) = Change::default();
        let done = work(&mut writer, self.device)?;
        let change = std::mem::take(&mut *lock_up(&self.noted));
        drop(writer);
        self.tell(&change);
        Ok(done)
    }

    /// Signs a user in. Customers cannot.
    ///
    /// # Errors
    /// NOT_FOUND when there is no such user or organization, FORBIDDEN for a customer.
    pub fn sign_in(&self, who: &SignIn) -> Result<Session> {
        let mut db = self.reader()?;
        let session = find_user(&db, who)?;
        // Checks the role as every transaction does.
        Org::reading(&mut db, &session)?;
        Ok(session)
    }

    /// The slug of the file's only organization.
    ///
    /// # Errors
    /// NOT_FOUND when there is none yet, or several to choose from.
    pub fn only_organization(&self) -> Result<String> {
        only_organization(&*self.reader()?).map(|(_, slug)| slug)
    }

    /// Who can sign in: representatives and administrators of the file's organizations, as
    /// `{id, name, email, role, organization}`.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn sign_ins(&self) -> Result<Vec<serde_json::Value>> {
        let db = self.reader()?;
        let read = || {
            db.prepare_cached(
                "SELECT u.id, u.name, u.email, CASE u.role WHEN 'ADMIN' THEN 'ADMIN' ELSE ifnull(r.role, 'JUNIOR_SUPPORT') END, o.name
                 FROM organizations AS o CROSS JOIN users AS u ON u.organization_id = o.id AND u.role IN ('ADMIN', 'REPRESENTATIVE')
                 LEFT JOIN representatives AS r ON r.user_id = u.id ORDER BY o.created_at, u.role, u.created_at, u.id LIMIT 500",
            )?
            .query_map([], |row| {
                Ok(serde_json::json!({
                    "id": row.get::<_, Uuid>(0)?.to_string(),
                    "name": row.get::<_, String>(1)?,
                    "email": row.get::<_, String>(2)?,
                    "role": row.get::<_, String>(3)?,
                    "organization": row.get::<_, String>(4)?,
                }))
            })?
            .collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
    }

    /// How the file is doing, without looking at all of it.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn health(&self) -> Result<Health> {
        let db = self.reader()?;
        let read = || {
            let check: Option<String> = db
                .query_row("SELECT value FROM desk_meta WHERE key = 'last_check'", [], |row| {
                    row.get(0)
                })
                .optional()?;
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
        self.reader()?
            .query_row(
                "SELECT value FROM desk_meta WHERE key = ?1",
                [format!("memory.{key}")],
                |row| row.get(0),
            )
            .optional()
            .map_err(fault)
    }

    /// Keeps a value in the file, or forgets it.
    ///
    /// # Errors
    /// INTERNAL or LOCKED when the file cannot be written.
    pub fn remember(&self, key: &str, value: Option<&str>) -> Result<()> {
        let key = format!("memory.{key}");
        let db = lock_up(&self.writer);
        let done = match value {
            Some(value) => db.execute(
                "INSERT INTO desk_meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
                [&key, value],
            ),
            None => db.execute("DELETE FROM desk_meta WHERE key = ?1", [&key]),
        };
        done.map(|_| ()).map_err(fault)
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
        let change = lock_up(&self.watch).look().map_err(fault)?;
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
        // By a name of its own: others may back up to here at the same time.
        let part = tailed(to, &format!(".{}.part", Uuid::now_v7().simple()));
        backup::copy(&db, &part, to, progress)
    }

    /// Checks everything about the file, and notes the result for [`Desk::health`]: in the file
    /// when it is sound, otherwise for as long as it is open.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read at all.
    pub fn verify(&self) -> Result<Verdict> {
        let db = self.reader()?;
        let verdict = verify::all(&db);
        drop(db);
        let sound = verdict.as_ref().is_ok_and(|v| v.faults.is_empty());
        let now = Instant::now();
        *lock_up(&self.checked) = Some((now, sound));
        if sound {
            // A file that is not sound is better not written to. And when this cannot be noted, the
            // verdict still stands.
            let _ = lock_up(&self.writer).execute(
                "INSERT INTO desk_meta VALUES ('last_check', ?1) ON CONFLICT DO UPDATE SET value = ?1",
                [format!("{} sound", now.0)],
            );
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
        for tail in ["", "-wal", "-shm", "-lock"] {
            let mut name = path.as_os_str().to_owned();
            name.push(tail);
            // What is not there, or cannot go, harms nobody: it holds nothing.
            let _ = std::fs::remove_file(name);
        }
    }

    fn reader(&self) -> Result<r2d2::PooledConnection<Readers>> {
        self.readers.get().map_err(|_| {
            Error::new(Code::Locked, "All readers of the desk are busy. Try again in a moment.")
        })
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

/// A panic while holding one of our locks left nothing half done: the transaction rolled back.
fn lock_up<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn find_user(db: &Connection, who: &SignIn) -> Result<Session> {
    let found = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        db.query_row(sql, values, |row| {
            Ok(Session {
                user: Id::from(row.get::<_, Uuid>(0)?),
                organization: Id::from(row.get::<_, Uuid>(1)?),
            })
        })
        .optional()
        .map_err(fault)
    };
    let session = match who {
        SignIn::User(id) => {
            found("SELECT id, organization_id FROM users WHERE id = ?1", &[&id.uuid()])?
        }
        SignIn::Email { email, organization } => {
            let organization =
                organization.as_deref().map(|slug| by_slug(db, slug)).transpose()?.map(Id::uuid);
            // Emails are not unique in the existing system: who works here comes before customers.
            found(
                "SELECT id, organization_id FROM users WHERE email = ?1 COLLATE NOCASE AND (?2 IS NULL OR organization_id = ?2)
                 ORDER BY role = 'CUSTOMER', created_at, id LIMIT 1",
                &[email, &organization],
            )?
        }
        SignIn::FirstAdmin { organization } => {
            let organization = match organization {
                Some(slug) => by_slug(db, slug)?,
                None => only_organization(db)?.0,
            };
            found(
                "SELECT u.id, u.organization_id FROM users AS u LEFT JOIN representatives AS r ON r.user_id = u.id
                 WHERE u.organization_id = ?1 AND (u.role = 'ADMIN' OR (u.role = 'REPRESENTATIVE' AND r.role = 'ADMIN'))
                 ORDER BY u.role <> 'ADMIN', u.created_at, u.id LIMIT 1",
                &[&organization.uuid()],
            )?
        }
    };
    session.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no such {} here.", tables::find("users").map_or("user", |t| t.noun)),
        )
    })
}

fn by_slug(db: &Connection, slug: &str) -> Result<Id<Organization>> {
    db.query_row("SELECT id FROM organizations WHERE slug = ?1", [slug], |row| {
        row.get::<_, Uuid>(0)
    })
    .optional()
    .map_err(fault)?
    .map(Id::from)
    .ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no organization with the slug \"{slug}\" in this file."),
        )
    })
}

fn only_organization(db: &Connection) -> Result<(Id<Organization>, String)> {
    let slugs = db
        .prepare("SELECT id, slug FROM organizations ORDER BY created_at, id LIMIT 20")
        .and_then(|mut s| {
            s.query_map([], |row| Ok((row.get::<_, Uuid>(0)?, row.get::<_, String>(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .map_err(fault)?;
    match slugs.as_slice() {
        [] => Err(Error::new(
            Code::NotFound,
            "This file holds no organization yet. Create one with create_organization, or load the demo.",
        )),
        [(id, slug)] => Ok((Id::from(*id), slug.clone())),
        many => {
            let names = many.iter().map(|(_, s)| s.as_str()).collect::<Vec<_>>().join(", ");
            Err(Error::new(
                Code::NotFound,
                format!("This file holds several organizations; say which by its slug: {names}."),
            ))
        }
    }
}

/// Drops the indexes that neither a constraint nor a trigger looks rows up by; returns the statements
/// that make them again.
fn drop_indexes(db: &Connection) -> rusqlite::Result<String> {
    let columns: Vec<_> = tables::ALL
        .into_iter()
        .flat_map(|t| t.references())
        .filter(|(_, to)| *to != "organizations")
        .map(|(column, _)| format!("'{}'", column.name))
        .collect();
    let mut find = db.prepare(&format!(
        "SELECT name, sql FROM sqlite_schema AS s WHERE type = 'index' AND sql IS NOT NULL
           AND (SELECT name FROM pragma_index_info(s.name) WHERE seqno = 0) NOT IN ({}) ORDER BY rowid",
        columns.join(", ")
    ))?;
    let found = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let indexes: Vec<(String, String)> = found.collect::<rusqlite::Result<_>>()?;
    drop(find);
    let mut again = String::new();
    for (name, sql) in indexes {
        db.execute_batch(&format!("DROP INDEX \"{name}\""))?;
        again += &sql;
        again += ";\n";
    }
    Ok(again)
}

/// The file's own identity, made when it is opened first.
fn device(db: &Connection) -> rusqlite::Result<Uuid> {
    let known = "SELECT 1 FROM desk_meta WHERE key = 'device'";
    if !db.prepare(known)?.exists([])? {
        db.execute(
            "INSERT OR IGNORE INTO desk_meta VALUES ('device', ?1)",
            [Uuid::now_v7().to_string()],
        )?;
    }
    db.query_row("SELECT value FROM desk_meta WHERE key = 'device'", [], |row| {
        let text: String = row.get(0)?;
        Uuid::try_parse(&text).map_err(|e| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e))
        })
    })
}

/// A connection set up as all of ours are.
fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        // Plans do not change with the values that are bound: measured 4 times faster on one row.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "temp_store", "MEMORY")?;
        db.pragma_update(None, "journal_size_limit", 64 << 20)?;
        db.pragma_update(None, "trusted_schema", false)?;
        db.set_prepared_statement_cache_capacity(128);
        Ok(db)
    };
    open().map_err(fault)
}

/// Makes the pool's connections.
struct Readers(PathBuf);

impl r2d2::ManageConnection for Readers {
    type Connection = Connection;
    type Error = rusqlite::Error;

    fn connect(&self) -> rusqlite::Result<Connection> {
        let db = connect(&self.0).map_err(|e| rusqlite::Error::InvalidParameterName(e.message))?;
        db.pragma_update(None, "query_only", true)?;
        Ok(db)
    }

    fn is_valid(&self, _: &mut Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    fn has_broken(&self, db: &mut Connection) -> bool {
        !db.is_autocommit()
    }
}

impl Watch {
    fn new(db: Connection) -> rusqlite::Result<Self> {
        let mut watch = Self { db, version: 0, seq: 0 };
        watch.look()?;
        Ok(watch)
    }

    fn look(&mut self) -> rusqlite::Result<Change> {
        let mut change = Change::default();
        let version = self.db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if std::mem::replace(&mut self.version, version) == version {
            return Ok(change);
        }
        let last: i64 =
            self.db.query_row("SELECT ifnull(max(seq), 0) FROM desk_log", [], |row| row.get(0))?;
        let mut read = self.db.prepare_cached(
            "SELECT DISTINCT table_name FROM desk_log WHERE seq > ?1 AND seq <= ?2",
        )?;
        let mut rows = read.query([self.seq, last])?;
        while let Some(row) = rows.next()? {
            change.note(row.get_ref(0)?.as_str()?);
        }
        self.seq = last;
        Ok(change)
    }
}
