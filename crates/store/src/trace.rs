//! What the connections of this program carry out, as it happens: for whoever has to end the program at each of its
//! statements, or to count them.

use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};
use std::sync::OnceLock;

/// A moment in the life of a statement. Its text is as it was written: no value that is bound stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment<'a> {
    /// It begins; of a trigger, a comment with its name.
    Begins(&'a str),
    /// It has ended. What ended a transaction is on the disk.
    Ended(&'a str),
}

static HEARER: OnceLock<fn(Moment<'_>)> = OnceLock::new();

/// Has every connection that this program opens from now on tell `hear`, on the thread that works with it. Returns
/// whether this was the first call: there is no second hearer.
pub fn trace(hear: fn(Moment<'_>)) -> bool {
    HEARER.set(hear).is_ok()
}

/// Lets a connection tell, where somebody wants to hear.
pub(crate) fn attend(db: &mut Connection) -> rusqlite::Result<()> {
    if HEARER.get().is_none() {
        return Ok(());
    }
    let both = TraceEventCodes::SQLITE_TRACE_STMT | TraceEventCodes::SQLITE_TRACE_PROFILE;
    db.trace_v2(both, Some(tell))
}

fn tell(event: TraceEvent<'_>) {
    let Some(hear) = HEARER.get() else { return };
    match event {
        TraceEvent::Stmt(_, sql) => hear(Moment::Begins(sql)),
        TraceEvent::Profile(statement, _) => hear(Moment::Ended(&statement.sql())),
        _ => {}
    }
}
