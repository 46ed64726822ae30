//! When the index reads the log: never while somebody waits for a write, always before a search.
//!
//! Work is acknowledged without it. A thread lets the index read on a little after the last write; a search
//! that is quicker does it itself; an operation that changes very much does it at its own end, all at once.
//! How far the index has read is kept with it, in one transaction: whatever is killed when, nothing is
//! left out.

use super::feed::{fill_telling, read_on, unread};
use crate::{Progress, connect::lock_up, fault::fault, file::PATIENCE};
use model::Result;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    ops::ControlFlow,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// More entries than these an operation does not leave to be read later.
const MUCH: i64 = 10_000;

/// So many entries are read in one transaction, which writers may have to wait for.
const STEP: i64 = 500;

/// How long it is quiet before the index reads on, and how long it waits for that at most.
const QUIET: Duration = Duration::from_millis(250);
const LATEST: Duration = Duration::from_secs(2);

/// How long a search waits for a writer, and how long it reads on itself; then it does with the index as it
/// is. In a file of 100,000 tickets the latter is enough for all that may be unread.
const WRITER: Duration = Duration::from_millis(100);
const READING: Duration = Duration::from_secs(1);

/// At the end of a write: reads all, where it is much or `now` says so.
pub(crate) fn at_commit(db: &Connection, now: bool) -> rusqlite::Result<()> {
    match unread(db)? {
        Some(0) => Ok(()),
        Some(unread) if unread <= MUCH && !now => Ok(()),
        _ => read_on(db, i64::MAX),
    }
}

/// At the opening: reads what is too much for a search to wait for. A file of before there was an index has
/// it made now, which `tell` hears of in documents.
pub(crate) fn at_opening(db: &mut Connection, tell: &mut dyn FnMut(Progress)) -> Result<()> {
    if unread(db).map_err(fault)?.is_some_and(|unread| unread <= MUCH) {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    // Looked at again: another process may have done it while this one waited for the lock.
    match unread(&tx).map_err(fault)? {
        None => fill_telling(&tx, &mut |progress| {
            tell(progress);
            ControlFlow::Continue(())
        })
        .map(drop),
        Some(_) => at_commit(&tx, true),
    }
    .map_err(fault)?;
    tx.commit().map_err(fault)
}

/// Lets the index read on beside the work.
pub(crate) struct Follower {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    writer: Arc<Mutex<Connection>>,
    state: Mutex<State>,
    woken: Condvar,
}

#[derive(Default)]
struct State {
    /// Since when there may be something to read, and when it was written last.
    due: Option<(Instant, Instant)>,
    closing: bool,
}

impl Follower {
    /// Begins to follow what `writer` writes.
    pub fn new(writer: Arc<Mutex<Connection>>) -> Self {
        let shared = Arc::new(Shared { writer, state: Mutex::default(), woken: Condvar::new() });
        let follow = Arc::clone(&shared);
        // Without the thread each search does it all by itself.
        let thread = std::thread::Builder::new().name("search".into());
        Self { shared, thread: thread.spawn(move || follow.run()).ok() }
    }

    /// Something was written.
    pub fn nudge(&self) {
        let now = Instant::now();
        let mut state = lock_up(&self.shared.state);
        let waits = state.due.is_some();
        state.due = Some((state.due.map_or(now, |(first, _)| first), now));
        drop(state);
        if !waits {
            self.shared.woken.notify_one();
        }
    }

    /// Has the index read all there is, as `reader` sees it, unless somebody writes for long or it is very
    /// much.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn catch_up(&self, reader: &Connection) -> Result<()> {
        let start = Instant::now();
        while unread(reader).map_err(fault)? != Some(0) && start.elapsed() < WRITER {
            let Ok(mut db) = self.shared.writer.try_lock() else {
                std::thread::sleep(Duration::from_millis(1));
                continue;
            };
            while step(&mut db)? == Step::More && start.elapsed() < READING {}
        }
        Ok(())
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        lock_up(&self.shared.state).closing = true;
        self.shared.woken.notify_one();
        if let Some(thread) = self.thread.take() {
            // It never panics; if it did, the file is closed all the same.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn run(&self) {
        while self.quiet() {
            loop {
                let done = step(&mut lock_up(&self.writer));
                if lock_up(&self.state).closing {
                    return;
                }
                match done {
                    Ok(Step::More) => {}
                    // What went wrong goes wrong in the next search as well, and is said there.
                    Ok(Step::Done | Step::Busy) | Err(_) => break,
                }
                // Others are let in between.
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }

    /// Waits until there is something to read and nobody writes; false when the desk is closed.
    fn quiet(&self) -> bool {
        let mut state = lock_up(&self.state);
        loop {
            if state.closing {
                return false;
            }
            let Some((first, last)) = state.due else {
                state = self.woken.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = (last + QUIET).min(first + LATEST).saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.due = None;
                return true;
            }
            let waited = self.woken.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[derive(PartialEq, Eq)]
enum Step {
    Done,
    More,
    /// Another process writes.
    Busy,
}

/// Reads a little, in a transaction that is not waited for until it is on the disk: if it gets lost, it is
/// lost whole, with how far it had read.
fn step(db: &mut Connection) -> Result<Step> {
    let read = |db: &mut Connection| -> rusqlite::Result<Step> {
        if unread(db)? == Some(0) {
            return Ok(Step::Done);
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        read_on(&tx, STEP)?;
        let more = unread(&tx)? != Some(0);
        tx.commit()?;
        Ok(if more { Step::More } else { Step::Done })
    };
    let pace = |db: &Connection, synchronous, patience| {
        db.pragma_update(None, "synchronous", synchronous)?;
        db.busy_timeout(patience)
    };
    pace(db, "NORMAL", Duration::from_millis(10)).map_err(fault)?;
    let done = read(db);
    pace(db, "FULL", PATIENCE).map_err(fault)?;
    match done {
        Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
            Ok(Step::Busy)
        }
        done => done.map_err(fault),
    }
}
