//! Exchanging with hubs in the background: a thread for each organization of the open file that is connected. No work
//! in the window waits for one of them.

use std::{
    collections::{HashMap, hash_map::Entry},
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
};

use model::{Code, Error, Instant, Result};
use serde::Serialize;
use store::{Desk, sync::Connection};
use sync::session::{self, Session, Signal, Watched};
use uuid::Uuid;

use crate::{passwords::Passwords, state::lock};

/// How an exchange is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// In one word.
    pub state: Word,
    /// Since when.
    pub since: String,
    /// Why, where something is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// One word for how an exchange is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Word {
    /// Something is exchanged, or the hub is to be reached.
    Syncing,
    /// The hub is in touch, and there is nothing to exchange.
    Synced,
    /// The hub cannot be reached; it is tried again by itself.
    Offline,
    /// Another program exchanges this file.
    Elsewhere,
    /// The hub asks for a password that is not known.
    Password,
    /// The hub does not let the device in, or is none: somebody has to do something.
    Stopped,
}

/// The exchanges of an open file. They end with it.
pub struct Exchanges {
    links: Mutex<Links>,
    passwords: Arc<Passwords>,
    /// Told after each change of how an exchange is.
    tell: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct Links {
    /// By organization.
    running: HashMap<Uuid, Link>,
    /// How many want none to begin.
    held: u32,
}

/// One of them.
struct Link {
    signal: Signal,
    standing: Arc<Mutex<Standing>>,
    thread: JoinHandle<()>,
}

impl Exchanges {
    /// None yet.
    pub fn new(passwords: Arc<Passwords>, tell: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { links: Mutex::default(), passwords, tell }
    }

    /// Begins with every connection of the file that was not begun with yet. One that stopped stays so until
    /// somebody wants it: it would only stop again.
    pub fn begin(&self, desk: &Arc<Desk>) -> Result<()> {
        let connections = desk.connections()?;
        let mut links = lock(&self.links);
        if links.held > 0 {
            return Ok(());
        }
        for connection in connections {
            if let Entry::Vacant(free) = links.running.entry(connection.organization) {
                free.insert(self.start(Arc::clone(desk), connection)?);
            }
        }
        Ok(())
    }

    /// How an organization's exchange is; `None` where there is none.
    pub fn standing(&self, organization: Uuid) -> Option<Standing> {
        lock(&self.links).running.get(&organization).map(|link| lock(&link.standing).clone())
    }

    /// Something was written in the file.
    pub fn written(&self) {
        lock(&self.links).running.values().for_each(|link| link.signal.written());
    }

    /// Exchanges now, whatever it was waiting for, and also where it had stopped.
    pub fn now(&self, desk: &Arc<Desk>, organization: Uuid) -> Result<()> {
        let mut links = lock(&self.links);
        match links.running.get(&organization) {
            Some(link) if link.thread.is_finished() => drop(links.running.remove(&organization)),
            Some(link) => link.signal.ask(),
            None => {}
        }
        drop(links);
        self.begin(desk)?;
        (self.tell)();
        Ok(())
    }

    /// Does something that nothing may be exchanged meanwhile for, and goes on. What is on its way over the network
    /// is not waited for.
    pub fn apart<T>(&self, desk: &Arc<Desk>, does: impl FnOnce() -> Result<T>) -> Result<T> {
        lock(&self.links).held += 1;
        self.end();
        let done = does();
        lock(&self.links).held -= 1;
        let begun = self.begin(desk);
        (self.tell)();
        done.and_then(|done| begun.map(|()| done))
    }

    /// Ends all of them. The lock is not held meanwhile: what they write last asks for it.
    pub fn end(&self) {
        let ended = std::mem::take(&mut lock(&self.links).running);
        ended.values().for_each(|link| link.signal.end());
        ended.into_values().for_each(Link::end);
    }

    fn start(&self, desk: Arc<Desk>, connection: Connection) -> Result<Link> {
        let signal = Signal::default();
        let standing =
            Arc::new(Mutex::new(Standing { state: Word::Syncing, since: now(), message: None }));
        let teller = Teller { standing: Arc::clone(&standing), tell: Arc::clone(&self.tell) };
        let (passwords, heard) = (Arc::clone(&self.passwords), signal.clone());
        let work = move || {
            let done = panic::catch_unwind(AssertUnwindSafe(|| {
                watch(&desk, &connection, &passwords, &heard, &teller)
            }));
            let error = match done {
                Ok(Ok(())) => return,
                Ok(Err(error)) => error,
                Err(_) => Error::internal(
                    "Something went wrong inside the desk. What is here is safe; sync again.",
                ),
            };
            tracing::warn!(code = ?error.code, "the exchange with a hub stopped");
            teller.set(Word::Stopped, Some(&error));
        };
        let thread = thread::Builder::new().name("exchange".into()).spawn(work);
        Ok(Link { signal, standing, thread: thread.map_err(Error::internal)? })
    }
}

impl Drop for Exchanges {
    fn drop(&mut self) {
        self.end();
    }
}

impl Link {
    fn end(self) {
        self.signal.end();
        // Whoever holds the last of it may be that thread. It has said how it ended.
        if self.thread.thread().id() != thread::current().id() {
            let _ = self.thread.join();
        }
    }
}

/// Exchanges until it is ended.
fn watch(
    desk: &Desk,
    connection: &Connection,
    passwords: &Passwords,
    signal: &Signal,
    teller: &Teller,
) -> Result<()> {
    let password = passwords.find(&connection.url);
    let address = session::address(&connection.url, password.as_deref())?;
    let organization = connection.organization;
    let session =
        Session { desk, organization, address: &address, may_follow: &domain::may_follow };
    let mut refused = false;
    let done = session.watch(signal, &mut |told| match told {
        Watched::Begins => teller.begins(),
        Watched::Done(_) => teller.set(Word::Synced, None),
        Watched::Failed { error, .. } => {
            let word = match error.code {
                Code::Locked => Word::Elsewhere,
                // Where none was known, one is what is missing.
                Code::Forbidden if !address.has_password() => Word::Password,
                Code::Forbidden | Code::NotFound | Code::Validation => Word::Stopped,
                _ => Word::Offline,
            };
            refused = word == Word::Password;
            teller.set(word, Some(error));
        }
    });
    if refused { Ok(()) } else { done }
}

/// Keeps how an exchange is, and tells when that changes.
struct Teller {
    standing: Arc<Mutex<Standing>>,
    tell: Arc<dyn Fn() + Send + Sync>,
}

impl Teller {
    /// While the hub cannot be reached, trying once more changes nothing about that.
    fn begins(&self) {
        let state = lock(&self.standing).state;
        if !matches!(state, Word::Offline | Word::Elsewhere) {
            self.set(Word::Syncing, None);
        }
    }

    fn set(&self, state: Word, error: Option<&Error>) {
        let message = error.map(|error| error.message.clone());
        let mut standing = lock(&self.standing);
        if standing.state == state && standing.message == message {
            return;
        }
        let since = if standing.state == state { standing.since.clone() } else { now() };
        *standing = Standing { state, since, message };
        drop(standing);
        (self.tell)();
    }
}

fn now() -> String {
    Instant::now().to_string()
}
