//! The end of filling a file, or what stands for it where filling was broken off.

use super::{FILLING, Filling, mark::Mark};
use crate::{
    Progress,
    fault::fault,
    meta,
    sync::{
        Side,
        whole::{Tell, broken_off, whole},
    },
    triggers,
};
use model::{Error, Id, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    ffi::c_int,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// How often it is asked whether to go on, in steps of SQLite and otherwise.
const STEPS: c_int = 100_000;
const TICK: Duration = Duration::from_millis(100);

impl Filling {
    /// All rows are there: makes the file whole and lets the exchange go on from the cursor. `tell` hears how far the
    /// search index is, in documents, and says whether to go on; several times a second, also while there is nothing new to
    /// tell. Rows that refer to one that could not be held cannot be either: how many.
    ///
    /// # Errors
    /// CONFLICT when it is cancelled, INTERNAL when the disk is full or the file cannot be written; then it can be
    /// finished later.
    pub fn finish(mut self, tell: Tell<'_>) -> Result<u64> {
        // From here on it is believed.
        self.db.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
        let parked = self.watched(tell)?;
        // Only plans hang on it.
        let _ = self.db.execute_batch("PRAGMA optimize = 0x10002");
        Ok(parked)
    }

    /// Ends it on another thread, as making an index tells nothing while it lasts: this one listens to whoever may
    /// cancel it.
    fn watched(&mut self, tell: Tell<'_>) -> Result<u64> {
        let cancelled = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&cancelled);
        let stop = move || told.load(Ordering::Relaxed);
        self.db.progress_handler(STEPS, Some(stop.clone())).map_err(fault)?;
        let (send, far) = mpsc::channel();
        let filling = &mut *self;
        let done = thread::scope(|scope| {
            let maker = scope.spawn(move || {
                filling.end(&mut |progress| {
                    // The other side listens until this one ends.
                    let _ = send.send(progress);
                    if stop() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                })
            });
            let mut progress = Progress { done: 0, total: 0 };
            while !maker.is_finished() {
                if tell(progress).is_break() {
                    cancelled.store(true, Ordering::Relaxed);
                    break;
                }
                progress = match far.recv_timeout(TICK) {
                    Ok(newer) => far.try_iter().last().unwrap_or(newer),
                    Err(_) => progress,
                };
            }
            maker.join().map_err(|_| Error::internal("Making the file whole ended by a panic."))?
        });
        self.db.progress_handler(0, None::<fn() -> bool>).map_err(fault)?;
        if done.is_err() && cancelled.load(Ordering::Relaxed) { Err(broken_off()) } else { done }
    }

    fn end(&mut self, tell: Tell<'_>) -> Result<u64> {
        let tx =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let parked = whole(&tx, self.organization, tell)?;
        let mut side = Side::begin(tx, Id::from(self.organization), None)?;
        let mut link = side.link()?;
        (link.cursor, link.settled) = (Some(self.mark.cursor.clone()), side.end()?);
        side.keep(&link)?;
        meta::forget(&side.org.tx, FILLING).map_err(fault)?;
        side.org.tx.commit().map_err(fault)?;
        Ok(parked)
    }
}

/// Makes whole what a filling that was killed left, so that the file opens like any other. Filling can go on from there,
/// or the exchange brings what is missing.
pub(crate) fn settle(db: &mut Connection, tell: &mut dyn FnMut(Progress)) -> Result<()> {
    let broken_off = |db: &Connection| {
        let mark = Mark::read(db).map_err(fault)?.transpose()?;
        let bare = mark.is_some() && !triggers::current(db).map_err(fault)?;
        Ok::<_, Error>(mark.filter(|_| bare))
    };
    if broken_off(db)?.is_none() {
        return Ok(());
    }
    // Outside of the transaction, where the switch does something: a row that goes takes none along unseen.
    db.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    let done = (|| {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        // Another process may have done it meanwhile.
        if let Some(mark) = broken_off(&tx)? {
            whole(&tx, mark.organization, &mut |progress| {
                tell(progress);
                ControlFlow::Continue(())
            })?;
        }
        tx.commit().map_err(fault)
    })();
    db.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    done
}
