//! Filling a new file with all that a hub has, which is faster than exchanging it row by row.

use crate::{
    engine::sides::{Change, Difference, Theirs},
    session::{Phase, Step, Tell, step},
};
use model::{Code, Error, Result, tables};
use std::path::Path;
use store::{Progress, sync::Filling};
use uuid::Uuid;

/// Rows are taken in transactions of so many.
const AT_ONCE: usize = 10_000;

/// What came of filling a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Rows that are there.
    pub rows: usize,
    /// Rows that this file cannot hold. The exchange asks for them again.
    pub unfit: usize,
}

/// Fills a file, which is connected and holds nothing yet, with everything that the hub has. Nobody else has it open
/// meanwhile. When this is killed, the same again goes on: what is there stays as it is, and what changed at the
/// hub since is brought by the exchange, which goes on from where the first one was. `tell` hears how far it is, in
/// rows and then in documents of the search index.
///
/// # Errors
/// As [`Filling::begin`], [`Filling::arrive`] and [`Filling::finish`]; CONFLICT when it is cancelled; INTERNAL for a difference that is not everything.
pub fn fill(
    path: &Path,
    organization: Uuid,
    everything: Difference,
    tell: Tell<'_>,
) -> Result<Filled> {
    if !everything.everything {
        return Err(Error::internal("A new file takes everything that the hub has."));
    }
    let total = everything.changes.len() as u64;
    let mut filling = Filling::begin(path, organization, &everything.cursor)?;
    let mut filled = Filled::default();
    let mut changes = everything.changes;
    for table in tables::every() {
        let (of_table, others): (Vec<Change>, _) =
            changes.into_iter().partition(|change| change.key.0 == table.name);
        changes = others;
        let mut rows = Vec::with_capacity(of_table.len());
        for change in of_table {
            match change.now {
                Theirs::Whole(row) => rows.push(row),
                Theirs::Unfit(why) => {
                    filling.park(change.key, &why)?;
                    filled.unfit += 1;
                }
                Theirs::Gone => {}
                Theirs::Columns(_) => {
                    return Err(Error::internal("A new file takes rows with all their columns."));
                }
            }
        }
        for some in rows.chunks(AT_ONCE) {
            let unfit = filling.arrive(table, some)?.len();
            filled.rows += some.len() - unfit;
            filled.unfit += unfit;
            let done = (filled.rows + filled.unfit) as u64;
            step::tell(tell, Step { phase: Phase::Rows, done, total: Some(total) })?;
        }
    }
    let parked = filling
        .finish(&mut |Progress { done, total }| {
            tell(Step { phase: Phase::Index, done, total: Some(total) })
        })
        .map_err(|e| if e.code == Code::Conflict { step::cancelled() } else { e })?;
    filled.rows -= parked;
    filled.unfit += parked;
    Ok(filled)
}
