//! The open desk and who is signed in: all that the shell holds.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, Once, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
        mpsc::Sender,
    },
};

use domain::{
    Caller,
    demo::{self, Demo},
};
use model::{Code, Error, Id, Result};
use serde::Serialize;
use serde_json::Value;
use store::{Desk, Progress, Session, SignIn};
use uuid::Uuid;

use crate::{exchange::Exchanges, passwords::Passwords, place::Places};

/// Tickets of the demo beside the sample's: enough to fill every screen, made in a moment.
const DEMO_TICKETS: u32 = 3_000;

/// What the window is told has changed when an exchange stands otherwise than before. No table is called that.
pub const EXCHANGE: &str = "sync";

/// Under which name the file remembers who was signed in.
const SIGNED_IN: &str = "window.user";

/// What the window needs to know about the file before anyone signs in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Whether operations can be called.
    pub state: State,
    /// The open file.
    pub path: Option<PathBuf>,
    /// How many organizations it holds; none yet in a new one.
    pub organizations: u64,
    /// The app's version.
    pub version: &'static str,
    /// Why the file of the last time could not be opened at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Error>,
}

/// Whether a desk is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// No file is open.
    Closed,
    /// A file is open.
    Open,
}

/// The shell's state, shared by all commands.
pub struct Shell {
    pub(crate) places: Places,
    changes: Sender<Vec<&'static str>>,
    pub(crate) passwords: Arc<Passwords>,
    slot: RwLock<Slot>,
    start: Once,
    /// How often it was asked to break off what is under way.
    pub(crate) cancelled: Arc<AtomicU64>,
}

#[derive(Default)]
struct Slot {
    open: Option<Arc<Open>>,
    message: Option<Error>,
}

/// A file that is open.
pub(crate) struct Open {
    pub desk: Arc<Desk>,
    pub caller: Mutex<Caller>,
    pub exchanges: Arc<Exchanges>,
}

impl Drop for Open {
    fn drop(&mut self) {
        // They hold the desk.
        self.exchanges.end();
    }
}

impl Shell {
    /// Nothing open yet. Table names go to `changes` after each commit.
    pub fn new(places: Places, changes: Sender<Vec<&'static str>>) -> Self {
        Self {
            places,
            changes,
            passwords: Arc::default(),
            slot: RwLock::default(),
            start: Once::new(),
            cancelled: Arc::default(),
        }
    }

    /// Opens the file of the last time. Whoever comes first does it; the others wait
    /// until it is done, so that no one sees the desk closed by mistake.
    pub fn start(&self) {
        self.start_telling(|_| {});
    }

    /// As [`Shell::start`]; `tell` hears how far the opening is, where that takes long.
    pub fn start_telling(&self, tell: impl FnMut(Progress)) {
        self.start.call_once(|| {
            let Some(path) = self.places.at_start() else { return };
            if let Err(error) = self.open(&path, tell) {
                tracing::warn!(code = ?error.code, "the desk could not be opened at the start");
                self.write().message = Some(error);
            }
        });
    }

    /// Which file is open, if any.
    pub fn status(&self) -> Result<Status> {
        self.start();
        let slot = self.read();
        let (state, path, organizations) = match &slot.open {
            Some(open) => {
                (State::Open, Some(open.desk.path().to_owned()), open.desk.health()?.organizations)
            }
            None => (State::Closed, None, 0),
        };
        let message = slot.message.clone();
        Ok(Status { state, path, organizations, version: env!("CARGO_PKG_VERSION"), message })
    }

    /// Opens a file in place of the one that is open. When it cannot be opened, the
    /// one before stays. `tell` hears how far it is, where a file of an older version is made ready.
    pub fn open(&self, path: &Path, mut tell: impl FnMut(Progress)) -> Result<()> {
        let desk = Desk::open_telling(path, &mut tell)?;
        self.put(desk);
        Ok(())
    }

    /// Makes a new, empty desk and opens it. An open desk that is still empty is
    /// taken as it is: someone went back and forth on the first screen.
    pub fn create(&self, path: Option<PathBuf>) -> Result<()> {
        if path.is_none() {
            let status = self.status()?;
            if status.state == State::Open && status.organizations == 0 {
                return Ok(());
            }
        }
        let path = path.unwrap_or_else(|| self.places.new_desk());
        make_folder_of(&path)?;
        let desk = Desk::create(&path)?;
        self.put(desk);
        Ok(())
    }

    /// Opens the demo, after making it the first time. The user still signs in.
    pub fn explore_demo(&self, mut progress: impl FnMut(Progress)) -> Result<()> {
        let path = self.places.demo();
        make_folder_of(&path)?;
        let demo = Demo { tickets: DEMO_TICKETS, ..Demo::default() };
        let made = demo::create(&path, demo, &mut |so_far| {
            progress(so_far);
            ControlFlow::Continue(())
        });
        match made {
            Ok((desk, _)) => {
                self.put(desk);
                Ok(())
            }
            // It was made before, and worked in: that work stays.
            Err(error) if error.code == Code::Conflict => self.open(&path, progress),
            Err(error) => Err(error),
        }
    }

    /// Closes the desk; the next start opens none by itself.
    pub fn close(&self) {
        self.swap(Slot::default());
        self.remember(None);
        tracing::info!("desk closed");
    }

    /// Calls an operation as whoever is signed in. `tell` hears how far a long one is.
    pub fn call(
        &self,
        operation: &str,
        input: Value,
        tell: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<String> {
        let open = self.current()?;
        let cancelled = Arc::clone(&self.cancelled);
        let asked = cancelled.load(Ordering::Relaxed);
        // Operations run side by side, so each works on its own copy of the caller.
        let mut caller = lock(&open.caller).clone().reporting(move |so_far| {
            tell(so_far);
            if cancelled.load(Ordering::Relaxed) == asked {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        let before = caller.session;
        let answer = domain::call(&open.desk, &mut caller, operation, input)?;
        if caller.session != before {
            remember_user(&open.desk, caller.session.as_ref());
            *lock(&open.caller) = Caller { report: None, ..caller };
        }
        Ok(answer)
    }

    /// Breaks off the long operations that are under way.
    pub fn cancel(&self) {
        self.cancelled.fetch_add(1, Ordering::Relaxed);
    }

    /// Looks for changes that other processes made to the file.
    pub fn poll(&self) -> Result<()> {
        let open = self.read().open.clone();
        open.map_or(Ok(()), |open| open.desk.poll_others().map(drop))
    }

    /// The open file.
    pub(crate) fn current(&self) -> Result<Arc<Open>> {
        self.start();
        self.read().open.clone().ok_or_else(|| {
            Error::new(
                Code::NotFound,
                "No desk is open. Open a file, start an organization or explore the demo.",
            )
        })
    }

    fn put(&self, desk: Desk) {
        let changes = self.changes.clone();
        // Nobody listens any more when the app is on its way out.
        let told = changes.clone();
        let tell = Arc::new(move || _ = told.send(vec![EXCHANGE]));
        let exchanges = Arc::new(Exchanges::new(Arc::clone(&self.passwords), tell));
        let waking = Arc::downgrade(&exchanges);
        desk.on_change(move |change| {
            let _ = changes.send(change.tables.iter().copied().collect());
            if let Some(exchanges) = waking.upgrade() {
                exchanges.written();
            }
        });
        tracing::info!("desk open");
        self.remember(Some(desk.path()));
        let caller = Mutex::new(recall_user(&desk));
        let desk = Arc::new(desk);
        // The one before ends first: it may be the same file.
        self.swap(Slot::default());
        if let Err(error) = exchanges.begin(&desk) {
            tracing::warn!(code = ?error.code, "no exchange was begun");
        }
        self.swap(Slot { open: Some(Arc::new(Open { desk, caller, exchanges })), message: None });
    }

    /// Closes a file with no organization in it, so that it can be filled.
    pub(crate) fn close_empty(&self) {
        let empty = |open: &Arc<Open>| open.desk.health().is_ok_and(|now| now.organizations == 0);
        if self.read().open.as_ref().is_some_and(empty) {
            self.swap(Slot::default());
        }
    }

    /// An exchange stands otherwise than before.
    pub(crate) fn exchange_changed(&self) {
        let _ = self.changes.send(vec![EXCHANGE]);
    }

    /// Puts this in the place of what is open, whose exchanges end.
    fn swap(&self, slot: Slot) {
        let before = std::mem::replace(&mut *self.write(), slot);
        if let Some(open) = before.open {
            open.exchanges.end();
        }
    }

    /// A desk that works but is not remembered is better than none.
    fn remember(&self, path: Option<&Path>) {
        if let Err(reason) = self.places.remember(path) {
            tracing::warn!(%reason, "the open file is not remembered");
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Slot> {
        self.slot.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Slot> {
        self.slot.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps who is signed in, so that the next start goes on there.
fn remember_user(desk: &Desk, session: Option<&Session>) {
    let user = session.map(|session| session.user().to_string());
    if let Err(error) = desk.remember(SIGNED_IN, user.as_deref()) {
        tracing::warn!(code = ?error.code, "who is signed in is not remembered");
    }
}

/// Whoever was signed in when the file was last used, if that user may still be.
fn recall_user(desk: &Desk) -> Caller {
    let user = desk.remembered(SIGNED_IN).ok().flatten();
    let user = user.and_then(|user| Uuid::parse_str(&user).ok());
    let session = user.and_then(|user| desk.sign_in(&SignIn::User(Id::from(user))).ok());
    session.map_or_else(Caller::default, Caller::signed_in)
}

/// Sees to it that a file can be made at `path`.
pub(crate) fn make_folder_of(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|reason| {
        let message = format!("The folder {} cannot be made: {reason}.", folder.display());
        match reason.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Error::new(Code::Locked, message)
            }
            _ => Error::internal(message),
        }
    })
}

/// A panic while holding a lock leaves these values whole: each is replaced at once.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
