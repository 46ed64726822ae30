//! What somebody decides about a group that the hub refused. Groups that only wait for such a one follow it.

use super::{
    merge::Lost,
    outbox::Key,
    rebase::Conflict,
    sides::{Record, Waiting, Why, Work},
};
use model::{Code, Error, Result};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Tells a refused group once more: what was in its way is gone.
///
/// # Errors
/// NOT_FOUND when no such group waits.
pub fn release(work: &mut dyn Work, group: i64) -> Result<()> {
    let waiting = find(work, group)?;
    work.wait(&Waiting { why: Why::Released, tries: 0, ..waiting })
}

/// Gives a refused group up: its rows become what the hub has, with the next round, under what was done to
/// them later. The log keeps what they were. `id` and `now` are for a conflict, where an older group that waits did
/// something to such a row: that goes too, and is kept as it was.
///
/// # Errors
/// NOT_FOUND when no such group waits.
pub fn discard(
    work: &mut dyn Work,
    group: i64,
    id: &mut dyn FnMut() -> Uuid,
    now: i64,
) -> Result<()> {
    let waiting = find(work, group)?;
    let mut last: HashMap<Key, i64> = HashMap::new();
    for entry in work.entries_of(group)? {
        last.insert((entry.table.name, entry.row), entry.seq);
    }
    let mut older: HashSet<Key> = HashSet::new();
    for other in work.waiting()?.iter().filter(|other| other.group < group) {
        let entries = work.entries_of(other.group)?;
        older.extend(entries.iter().map(|entry| (entry.table.name, entry.row)));
    }
    for (key, seq) in last {
        let mut notes = work.notes(&[key])?;
        notes.nothing_before(key, seq + 1);
        work.note(key, &notes)?;
        work.set_unfit(
            key,
            Some("It is asked for once more, as what was done here was given up."),
        )?;
        if let Some(image) = work.row(key)?.filter(|_| older.contains(&key)) {
            let conflict = Conflict::Deleted { image, lost: Lost::Mine };
            work.record(&Record { id: id(), key, conflict, at: now })?;
        }
    }
    work.wait(&Waiting { why: Why::Dropped, tries: 0, ..waiting })
}

fn find(work: &dyn Work, group: i64) -> Result<Waiting> {
    let found = work.waiting()?.into_iter().find(|waiting| waiting.group == group);
    found.filter(|w| matches!(w.why, Why::Quarantined(_))).ok_or_else(|| {
        let message =
            "No such operation waits to be decided about. `sync conflicts` lists those that do.";
        Error::new(Code::NotFound, message)
    })
}
