//! The same things in the words of the engine and of the store.

use crate::engine::{
    merge::Lost,
    outbox::{Key, Kind, Logged, Settled},
    rebase::Conflict,
    sides::{First, HubId, Link, Mark, Record, Sending, Sight, Stands, Waiting, Why},
    take::Notes,
};
use model::{Error, Table, tables};
use store::sync as stored;

pub(super) fn table(key: Key) -> Result<&'static Table, Error> {
    tables::find(key.0).ok_or_else(|| Error::internal(format!("There is no table {}.", key.0)))
}

pub(super) fn logged(entry: stored::Logged) -> Logged {
    let stored::Logged { seq, group, table, row, kind, effect, pulled, old } = entry;
    let kind = match kind {
        stored::Kind::Insert => Kind::Insert,
        stored::Kind::Update => Kind::Update,
        stored::Kind::Delete => Kind::Delete,
    };
    Logged { seq, group, table, row, kind, effect, pulled, old }
}

fn mark(mark: stored::Mark) -> Mark {
    Mark { dseq: mark.dseq, head: mark.head }
}

fn stored_mark(mark: Mark) -> stored::Mark {
    stored::Mark { dseq: mark.dseq, head: mark.head }
}

pub(super) fn sending(sending: stored::Sending) -> Sending {
    Sending { mark: mark(sending.mark), settled: sending.settled, first: sending.first }
}

pub(super) fn stored_sending(sending: &Sending) -> stored::Sending {
    stored::Sending {
        mark: stored_mark(sending.mark),
        settled: sending.settled,
        first: sending.first,
    }
}

pub(super) fn link(link: stored::Link) -> Link {
    let stored::Link {
        file,
        hub,
        cursor,
        told,
        sending: on_its_way,
        settled,
        first,
        sight,
        renamed,
    } = link;
    let first = first.map(|stored::First { place, told, done }| First { place, told, done });
    let hub =
        hub.map(|stored::HubId { system, timeline, epoch }| HubId { system, timeline, epoch });
    let (told, sending) = (mark(told), on_its_way.map(sending));
    let sight = sight.map(|stored::Sight { session, times, at }| Sight { session, times, at });
    Link { file, hub, cursor, told, sending, settled, first, sight, renamed }
}

pub(super) fn stored_link(link: &Link) -> stored::Link {
    let Link { file, hub, cursor, told, sending, settled, first, sight, renamed } = link.clone();
    let first = first.map(|First { place, told, done }| stored::First { place, told, done });
    let hub =
        hub.map(|HubId { system, timeline, epoch }| stored::HubId { system, timeline, epoch });
    let sending = sending.as_ref().map(stored_sending);
    let sight = sight.map(|Sight { session, times, at }| stored::Sight { session, times, at });
    let told = stored_mark(told);
    stored::Link { file, hub, cursor, told, sending, settled, first, sight, renamed }
}

pub(super) fn waiting(waiting: stored::Waiting) -> Waiting {
    let stored::Waiting { group, label, why, tries } = waiting;
    let why = match why {
        stored::Why::Stale => Why::Stale,
        stored::Why::Quarantined(reason) => Why::Quarantined(reason),
        stored::Why::Held(by) => Why::Held(by),
        stored::Why::Released => Why::Released,
        stored::Why::Dropped => Why::Dropped,
        stored::Why::Silent => Why::Silent,
        stored::Why::GivenUp => Why::GivenUp,
    };
    Waiting { group, label, why, tries }
}

pub(super) fn stored_waiting(waiting: &Waiting) -> stored::Waiting {
    let Waiting { group, label, why, tries } = waiting.clone();
    let why = match why {
        Why::Stale => stored::Why::Stale,
        Why::Quarantined(reason) => stored::Why::Quarantined(reason),
        Why::Held(by) => stored::Why::Held(by),
        Why::Released => stored::Why::Released,
        Why::Dropped => stored::Why::Dropped,
        Why::Silent => stored::Why::Silent,
        Why::GivenUp => stored::Why::GivenUp,
    };
    stored::Waiting { group, label, why, tries }
}

/// Adds what was noted about a row.
pub(super) fn note(key: Key, noted: stored::Notes, notes: &mut Notes) {
    if let Some(from) = noted.row {
        notes.rows.insert(key, from);
    }
    for (place, stored::Note { from, base }) in noted.columns {
        notes.columns.insert((key, place), Settled { from, base });
    }
}

pub(super) fn stored_notes(key: Key, notes: &Notes) -> stored::Notes {
    let of_row = notes.columns.iter().filter(|((other, _), _)| *other == key);
    let columns = of_row.map(|((_, place), Settled { from, base })| {
        (*place, stored::Note { from: *from, base: base.clone() })
    });
    stored::Notes { row: notes.rows.get(&key).copied(), columns: columns.collect() }
}

pub(super) fn record(listed: stored::Listed) -> Record {
    let stands = match listed.resolved {
        Some((_, how)) => Stands::Resolved(how.label()),
        None if listed.reopened => Stands::Reopened,
        None => Stands::Open,
    };
    let stored::Record { id, key, what, mine_lost, at } = listed.record;
    let lost = if mine_lost { Lost::Mine } else { Lost::Theirs };
    let conflict = match what {
        stored::Disagreement::Column { column, base, mine, theirs } => {
            Conflict::Column { column, base, mine, theirs, lost }
        }
        stored::Disagreement::Deleted { image } => Conflict::Deleted { image, lost },
    };
    Record { id, key, conflict, at, stands }
}

pub(super) fn stored_record(record: &Record) -> stored::Record {
    let Record { id, key, conflict, at, stands: _ } = record.clone();
    let (what, lost) = match conflict {
        Conflict::Column { column, base, mine, theirs, lost } => {
            (stored::Disagreement::Column { column, base, mine, theirs }, lost)
        }
        Conflict::Deleted { image, lost } => (stored::Disagreement::Deleted { image }, lost),
    };
    stored::Record { id, key, what, mine_lost: lost == Lost::Mine, at }
}

/// How a conflict that stands so is resolved.
pub(super) fn resolution(stands: Stands) -> Option<stored::Resolution> {
    match stands {
        Stands::Resolved(how) => stored::Resolution::from_label(how),
        Stands::Open | Stands::Reopened => None,
    }
}
