//! Getting on where others are always quicker.

use super::{BATCH, Clock, Exchange, Open, Report};
use crate::engine::{
    outbox::{Key, Kind},
    sides::{Desk, Hub, Look},
};
use model::{Code, Result};
use std::collections::BTreeSet;

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Takes over the rows of what is told next, and keeps others from changing them until it is told.
    pub(super) fn hold(&mut self, clock: Clock, report: &mut Report) -> Result<()> {
        let (link, keys) = self.desk.look(|look| Ok((look.link()?, next(look)?)))?;
        let Some(cursor) = link.since().filter(|_| !keys.is_empty()) else { return Ok(()) };
        match self.hub.locked(cursor, &keys) {
            Ok(mut difference) => self.take(&mut difference, clock, report).map(drop),
            // Somebody else holds them: without, as before.
            Err(error) if error.code == Code::Locked => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// The rows that a batch says something about which others may change.
fn next(look: &dyn Look) -> Result<Vec<Key>> {
    let (open, settled) = (Open::read(look)?, look.link()?.settled);
    let (mut entries, _) = look.entries(settled, BATCH)?;
    for group in open.again() {
        entries.extend(look.entries_of(group)?);
    }
    let keys: BTreeSet<Key> = entries.iter().map(|entry| (entry.table.name, entry.row)).collect();
    let keys: Vec<Key> = keys.into_iter().collect();
    let told = open.pending(look, settled, &keys)?;
    let there = told.iter().filter(|told| told.kind != Kind::Insert);
    let rows: BTreeSet<Key> = there.map(|told| (told.table, told.row)).collect();
    Ok(rows.into_iter().take(BATCH).collect())
}
