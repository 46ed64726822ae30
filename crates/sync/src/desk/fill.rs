//! Filling a new file with all that a hub has, which is faster than exchanging it row by row.
//!
//! The hub's snapshot is noted first and the rows are read after it, statement by statement, each as of its own moment:
//! so nothing there has to stand still for as long as it takes, and whatever breaks off goes on at the row where it was. What
//! changed meanwhile, and perhaps came in two states, is what the exchange pulls from that snapshot on. A row that came
//! before what it refers to was there is not held yet: it waits, and the exchange asks for it as well.
//!
//! One thread reads and another one writes, a few thousand rows apart.

use crate::{
    engine::outbox::Key,
    remote::Take,
    session::{Phase, Step, Tell, step},
};
use model::{Code, Error, Result, Table};
use std::{
    path::Path,
    sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    thread,
    time::Duration,
};
use store::{
    Progress,
    sync::{Arriving, Filling},
};
use uuid::Uuid;

/// How many times some rows may have been read and not written yet: as many as a statement gives, so that the hub works on
/// the next one meanwhile.
const AHEAD: usize = 10;
/// How often it is told how far it is, at least.
const TICK: Duration = Duration::from_millis(200);

/// Where the rows come from.
pub trait Source: Send {
    /// The snapshot of this moment. Asked before any row.
    ///
    /// # Errors
    /// NOT_FOUND when there is no such organization there, OFFLINE when nobody answers.
    fn cursor(&mut self) -> Result<String>;

    /// How many rows there are now.
    ///
    /// # Errors
    /// OFFLINE when nobody answers, LOCKED when it takes too long.
    fn count(&mut self) -> Result<u64>;

    /// Gives the rows that come after that one, table by table, parents first, and by their ids.
    ///
    /// # Errors
    /// Those of `take`; OFFLINE when nobody answers.
    fn rows(&mut self, after: Option<Key>, take: Take<'_>) -> Result<()>;
}

/// What the thread that reads hands to the one that writes.
enum Read {
    /// How many rows there are.
    Total(u64),
    Rows(&'static Table, Vec<Arriving>),
}

/// What came of filling a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Rows that are there.
    pub rows: u64,
    /// Rows that this file cannot hold. The exchange asks for them again.
    pub unfit: u64,
}

/// Fills a file, which is connected and holds nothing yet, with everything that the hub has. Nobody else has it open
/// meanwhile. When this is killed, the same again goes on: what is there stays as it is, and what changed at the
/// hub since is brought by the exchange, which goes on from where the first one was.
///
/// # Errors
/// As [`Filling::begin`], [`Filling::arrive`] and [`Filling::finish`], and those of the source; CONFLICT when it is
/// cancelled.
pub fn fill(
    path: &Path,
    organization: Uuid,
    source: &mut impl Source,
    tell: Tell<'_>,
) -> Result<Filled> {
    let mut filling = Filling::begin(path, organization, &source.cursor()?)?;
    let (rows, unfit) = filling.held()?;
    let mut filled = Filled { rows, unfit };
    let mut total = None;
    let mut tell_rows = |filled: Filled, total| {
        let done = filled.rows + filled.unfit;
        step::tell(tell, Step { phase: Phase::Rows, done, total })
    };
    tell_rows(filled, total)?;
    let after = filling.last();
    thread::scope(|scope| {
        let (send, arrived) = sync_channel(AHEAD);
        let reader = scope.spawn(move || {
            // Only whoever waits wants to know.
            if let Ok(total) = source.count() {
                pass(&send, Read::Total(total))?;
            }
            source.rows(after, &mut |table, rows| {
                let rows = rows.into_iter();
                let rows = rows.map(|(id, row)| Arriving::new(table, organization, id, row));
                pass(&send, Read::Rows(table, rows.collect()))
            })
        });
        loop {
            match arrived.recv_timeout(TICK) {
                Ok(Read::Total(count)) => total = Some(count),
                Ok(Read::Rows(table, rows)) => {
                    let unfit = filling.arrive(table, &rows)?;
                    filled.rows += rows.len() as u64 - unfit;
                    filled.unfit += unfit;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // Where this breaks off the other thread has nobody to read for any more, and ends.
            tell_rows(filled, total)?;
        }
        reader.join().map_err(|_| Error::internal("Reading the hub's rows ended by a panic."))?
    })?;
    let parked = filling
        .finish(&mut |Progress { done, total }| {
            tell(Step { phase: Phase::Index, done, total: Some(total).filter(|n| *n > 0) })
        })
        .map_err(|e| if e.code == Code::Conflict { step::cancelled() } else { e })?;
    filled.rows -= parked;
    filled.unfit += parked;
    Ok(filled)
}

/// Hands it on, unless nobody waits for it any more.
fn pass(to: &SyncSender<Read>, read: Read) -> Result<()> {
    to.send(read).map_err(|_| step::cancelled())
}
