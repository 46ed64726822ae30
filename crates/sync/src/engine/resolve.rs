//! What somebody decides about a group that the hub refused. Groups that only wait for such a one follow it.

use super::{
    first,
    round::{openings, sums},
    sides::{Waiting, Why, Work},
};
use model::{Code, Error, Result};

/// Tells a refused group once more: what was in its way is gone.
///
/// # Errors
/// NOT_FOUND when no such group waits.
pub fn release(work: &mut dyn Work, group: i64) -> Result<()> {
    let waiting = find(work, group)?;
    work.wait(&Waiting { why: Why::Released, tries: 0, ..waiting })
}

/// Gives a refused group up: its rows become what the hub has, with the next round, under what other groups did
/// to them. The log keeps what they were.
///
/// # Errors
/// NOT_FOUND when no such group waits.
pub fn discard(work: &mut dyn Work, group: i64) -> Result<()> {
    let waiting = find(work, group)?;
    if let Some(key) = first::key(&waiting.label) {
        let why = "It is asked for, as what is here was given up.";
        work.set_unfit(key, Some(why))?;
        openings::ask(work, key)?;
    }
    sums::asking(work, |work| {
        for entry in work.entries_of(group)? {
            let key = (entry.table.name, entry.row);
            let mut notes = work.notes(&[key])?;
            // What was done before a delete is told again where there is no delete.
            notes.rows.retain(|_, from| *from != entry.seq);
            notes.columns.retain(|_, settled| settled.from != entry.seq);
            work.note(key, &notes)?;
            let why = "It is asked for once more, as what was done here was given up.";
            work.set_unfit(key, Some(why))?;
        }
        work.wait(&Waiting { why: Why::Dropped, tries: 0, ..waiting })
    })
}

fn find(work: &dyn Work, group: i64) -> Result<Waiting> {
    let found = work.waiting()?.into_iter().find(|waiting| waiting.group == group);
    found.filter(|w| matches!(w.why, Why::Quarantined(_))).ok_or_else(|| {
        let message =
            "No such operation waits to be decided about. `sync conflicts` lists those that do.";
        Error::new(Code::NotFound, message)
    })
}
