//! What was done here and goes with a row that is gone: kept as it was, for somebody to look at.

use super::{Open, table};
use crate::engine::{
    first,
    merge::Lost,
    outbox::{Key, Kind, Told},
    rebase::{Conflict, Row},
    sides::{Record, Stands, Work},
};
use model::{Result, Value};
use uuid::Uuid;

/// Keeps conflicts.
pub(super) struct Losses<'a> {
    id: &'a mut dyn FnMut() -> Uuid,
    /// When they are found, by the hub's clock.
    now: i64,
    /// How many were kept.
    pub count: usize,
}

impl<'a> Losses<'a> {
    pub fn new(id: &'a mut dyn FnMut() -> Uuid, now: i64) -> Self {
        Self { id, now, count: 0 }
    }

    /// Keeps a conflict.
    pub fn record(&mut self, work: &mut dyn Work, key: Key, conflict: Conflict) -> Result<()> {
        let id = (self.id)();
        self.record_as(work, id, key, conflict)
    }

    /// Keeps a conflict under an id that follows from what it is about.
    pub fn record_as(
        &mut self,
        work: &mut dyn Work,
        id: Uuid,
        key: Key,
        conflict: Conflict,
    ) -> Result<()> {
        self.count += 1;
        work.record(&Record { id, key, conflict, at: self.now, stands: Stands::Open })
    }

    /// A row is gone on both sides, that others deleted; what was done to it here before was told then, and is to be
    /// told again to a hub that has lost it. Kept as the row was.
    pub fn note_late(&mut self, work: &mut dyn Work, key: Key, told: &[Told]) -> Result<()> {
        let Some(first) = told.first().filter(|_| told.iter().all(|t| t.kind != Kind::Delete))
        else {
            return Ok(());
        };
        let history = work.history(key, first.seq)?;
        let Some(last) = history.iter().rev().find(|entry| entry.kind == Kind::Delete) else {
            return Ok(());
        };
        if !last.pulled {
            return Ok(());
        }
        let mut image = vec![Value::Null; table(key)?.columns.len()];
        last.old.iter().for_each(|(place, value)| image[*place] = value.clone());
        self.record(work, key, Conflict::Deleted { image, lost: Lost::Mine })
    }

    /// A row was deleted as the hub has it gone, itself or with its parent. What was done to it here and the
    /// hub does not know of is not told any more, and kept.
    pub fn note(
        &mut self,
        work: &mut dyn Work,
        open: &Open,
        settled: i64,
        key: Key,
        image: Row,
    ) -> Result<()> {
        // A row that the hub has none of yet is in no log.
        let waits = open.groups.get(&first::group(key)).is_some_and(|w| w.why.is_pending());
        let untold = waits || work.link()?.first.is_some_and(|first| first.is_before(key));
        let from = open.rows.get(&key).copied().unwrap_or(i64::MAX).min(settled + 1);
        let own = work.history(key, from)?.into_iter().any(|entry| {
            !entry.effect && !entry.pulled && open.is_pending(settled, entry.seq, entry.group)
        });
        if !own && !untold {
            return Ok(());
        }
        let mut notes = work.notes(&[key])?;
        notes.nothing_before(key, work.next()?);
        work.note(key, &notes)?;
        self.record(work, key, Conflict::Deleted { image, lost: Lost::Mine })
    }
}
