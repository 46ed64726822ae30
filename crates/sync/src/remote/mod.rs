//! The real hub: an organization's Postgres, over one connection that is opened when it is needed.

mod changes;
mod hello;
mod pull;
mod push;
mod rows;
mod snapshot;
mod together;

pub use snapshot::{Sent, Take};

use crate::{
    connect::{Address, reason, refused},
    engine::{
        outbox::Key,
        sides::{Batch, Difference, Hello, Hub, HubId, Outcome, Reply, Welcome},
    },
    signal::{Ear, Signal},
};
use futures_util::future::{Either, select};
use model::{Code, Error, Result};
use serde_json::Value as Json;
use std::{pin::pin, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc::UnboundedReceiver,
    time::timeout,
};
use tokio_postgres::{Client, error::SqlState, types::Type};
use uuid::Uuid;

/// A hub in Postgres. Its calls block, so it is for a thread of its own, and never for one that runs async work.
///
/// A connection that died is opened anew by the next call. What only reads is then asked again at once; a push
/// never is, as nobody knows whether it was carried out.
#[derive(Debug)]
pub struct Remote {
    address: Address,
    runtime: Runtime,
    line: Option<Line>,
    /// The hub that said hello last.
    hub: Option<HubId>,
    /// What this device said to it then. A push that was on its way before is refused when it arrives after it.
    session: Option<Uuid>,
    /// Ends what is on its way.
    signal: Signal,
}

/// An open connection.
#[derive(Debug)]
struct Line {
    client: Client,
    heard: UnboundedReceiver<()>,
    /// The channel that it listens to.
    listens: Option<String>,
    /// Whether a transaction is open that holds locks.
    holds: bool,
}

impl Remote {
    /// Connects.
    ///
    /// # Errors
    /// OFFLINE when nobody answers, FORBIDDEN for a device that was revoked or a wrong password, NOT_FOUND when
    /// there is no such database.
    pub fn connect(address: &Address) -> Result<Self> {
        Self::connect_unless(address, &Signal::default())
    }

    /// As [`Remote::connect`]; whatever it does over the network, then and later, ends when the signal does.
    ///
    /// # Errors
    /// As [`Remote::connect`], and OFFLINE once it was ended.
    pub fn connect_unless(address: &Address, signal: &Signal) -> Result<Self> {
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
        let line = runtime.block_on(signal.unless_ended(Line::open(address)))?;
        let (address, signal) = (address.clone(), signal.clone());
        Ok(Self { address, runtime, line: Some(line), hub: None, session: None, signal })
    }

    /// Sleeps until another device has pushed something, at most so long. Whether one has: also when that was
    /// before the call, since the one before it.
    ///
    /// # Errors
    /// OFFLINE when the connection ends meanwhile, and those of [`Hub::hello`].
    pub fn wait(&mut self, most: Duration) -> Result<bool> {
        let mut ear = self.signal.hear();
        self.wait_or(most, &mut ear)
    }

    /// As [`Remote::wait`]; what is said to the ear that it has not heard yet ends the sleep as well.
    pub(crate) fn wait_or(&mut self, most: Duration, ear: &mut Ear) -> Result<bool> {
        let channel = self.ask(async |client| hello::channel(client).await)?;
        let Self { runtime, line, .. } = self;
        let Some(open) = line else { return Err(lost()) };
        let heard = runtime.block_on(async {
            open.listen(channel).await?;
            let told = {
                let (told, word) = (pin!(open.heard.recv()), pin!(ear.word()));
                match timeout(most, select(told, word)).await {
                    Ok(Either::Left((told, _))) => told.map(|()| true),
                    Ok(Either::Right(_)) | Err(_) => Some(false),
                }
            };
            while open.heard.try_recv().is_ok() {}
            told.ok_or_else(lost)
        });
        if heard.is_err() {
            *line = None;
        }
        heard
    }

    /// Asks what can be asked twice.
    fn ask<T>(&mut self, does: impl AsyncFn(&Client) -> Result<T>) -> Result<T> {
        let reused = self.line.is_some();
        match self.once(&does) {
            Err(error) if error.code == Code::Offline && reused => self.once(&does),
            done => done,
        }
    }

    /// The cursor of this moment: what a desk has that has read all rows after this and then pulls
    /// from it.
    ///
    /// # Errors
    /// NOT_FOUND while the hub has no such organization, and those of [`Hub::pull`].
    pub fn cursor(&mut self) -> Result<String> {
        let cursor = self.ask(async |client| pull::cursor(client).await)?;
        cursor.ok_or_else(|| Error::new(Code::NotFound, "The hub has no such organization yet."))
    }

    /// Does something once, over the connection that is open or a new one.
    fn once<T>(&mut self, does: impl AsyncFnOnce(&Client) -> Result<T>) -> Result<T> {
        let Self { address, runtime, line, hub, signal, .. } = self;
        runtime.block_on(signal.unless_ended(async {
            let open = match line.take().filter(|line| !line.client.is_closed()) {
                Some(mut open) => {
                    open.release().await?;
                    open
                }
                None => {
                    let open = Line::open(address).await?;
                    if let Some(hub) = hub {
                        hello::is_still(&open.client, hub).await?;
                    }
                    open
                }
            };
            let done = does(&open.client).await;
            if done.is_ok() {
                *line = Some(open);
            } else {
                // It may have left a transaction open, which ends with the connection: now, not with the next call.
                drop(open);
                tokio::task::yield_now().await;
            }
            done
        }))
    }
}

impl Line {
    async fn open(address: &Address) -> Result<Self> {
        let (client, heard) = address.attend().await?;
        Ok(Self { client, heard, listens: None, holds: false })
    }

    /// Ends the transaction that holds locks, if there is one.
    async fn release(&mut self) -> Result<()> {
        if std::mem::take(&mut self.holds) {
            self.client.batch_execute("ROLLBACK").await.map_err(|e| failed(&e))?;
        }
        Ok(())
    }

    /// Listens to the channel: another one once the hub has got the organization.
    async fn listen(&mut self, channel: String) -> Result<()> {
        if self.listens.as_ref() != Some(&channel) {
            let listen =
                format!("LISTEN {}", postgres_protocol::escape::escape_identifier(&channel));
            self.client.batch_execute(&listen).await.map_err(|e| failed(&e))?;
            self.listens = Some(channel);
        }
        Ok(())
    }
}

impl Hub for Remote {
    fn hello(&mut self, told: &Hello) -> Result<Welcome> {
        // It may be another hub by now: that is for the caller to see.
        self.hub = None;
        let session = Uuid::new_v4();
        let welcome = self.ask(async |client| hello::hello(client, told, session).await)?;
        (self.hub, self.session) = (Some(welcome.hub.clone()), Some(session));
        Ok(welcome)
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>> {
        self.ask(async |client| push::results(client, file, after).await)
    }

    fn seen(&mut self) -> Result<(Uuid, i64)> {
        let session =
            self.session.ok_or_else(|| Error::internal("The hub was not greeted yet."))?;
        Ok((session, self.ask(async |client| hello::seen(client, session).await)?))
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
        self.ask(async |client| push::decided(client, conflicts).await)
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
        self.ask(async |client| pull::pull(client, cursor, also).await)
    }

    /// The locks go with the next call that is no push; LOCKED when others hold the rows for too long.
    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference> {
        let read = self.ask(async |client| pull::locked(client, cursor, keys).await);
        if let (Ok(_), Some(line)) = (&read, &mut self.line) {
            line.holds = true;
        }
        read
    }

    fn push(&mut self, batch: &Batch) -> Result<Reply> {
        let text = push::text(batch, self.session);
        match &mut self.line {
            // Only where they are still held: over another connection it would be another push.
            Some(line) if line.holds => {
                if line.client.is_closed() {
                    self.line = None;
                    return Err(lost());
                }
                line.holds = false;
                self.once(async |client: &Client| {
                    let reply = push::push(client, &text).await?;
                    client.batch_execute("COMMIT").await.map_err(|e| failed(&e))?;
                    Ok(reply)
                })
            }
            _ => self.once(async |client: &Client| push::push(client, &text).await),
        }
    }

    fn begin_file(&mut self, file: Uuid) -> Result<()> {
        self.once(async |client: &Client| {
            let begin = "SELECT desk_sync.begin_file($1)";
            let begun = client.query_typed(begin, &[(&file, Type::UUID)]).await;
            begun.map(drop).map_err(|e| failed(&e))
        })
    }
}

/// A hub's refusal, as an error of ours.
fn failed(error: &tokio_postgres::Error) -> Error {
    match error.code() {
        Some(&SqlState::INVALID_SCHEMA_NAME) => {
            let message = "This database is no hub. Make it one with `grounded hub install URL`.";
            Error::new(Code::NotFound, message)
        }
        Some(
            &SqlState::UNDEFINED_FUNCTION
            | &SqlState::UNDEFINED_TABLE
            | &SqlState::UNDEFINED_COLUMN,
        ) => {
            let message = "The hub is older than this program. Bring it up to date with `grounded hub install URL`.";
            Error::new(Code::Conflict, message)
        }
        Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Error::forbidden(format!(
            "The hub does not let this device in: {}. `grounded hub add-device` makes an address for a new one.",
            reason(error)
        )),
        Some(&SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE) => {
            let message = "This device has greeted the hub anew since, from another program. Nothing was changed; try again.";
            Error::new(Code::Locked, message)
        }
        _ => refused(error),
    }
}

fn lost() -> Error {
    Error::new(Code::Offline, "The hub was lost: the connection ended.")
}

/// A member of the hub's answer, by its path.
fn member<T>(answer: &Json, path: &str, read: impl FnOnce(&Json) -> Option<T>) -> Result<T> {
    let found = answer.pointer(path).and_then(read);
    found.ok_or_else(|| Error::internal(format!("The hub's answer lacks {path}.")))
}
