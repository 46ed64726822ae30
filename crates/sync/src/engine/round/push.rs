//! Telling the hub what was done here, in batches of whole groups.

use super::{
    BATCH, Clock, Exchange, Open, Pushed, Report, first as round, losses::Losses,
    openings::Telling, sums, table,
};
use crate::{
    engine::{
        first,
        outbox::{self, Key, Kind, Told},
        rebase::Write,
        sides::{
            Batch, Desk, Entry, Group, Hub, Look, Mark, Outcome, Reply, Sending, Waiting, Why,
            Work, Written,
        },
        wire::{self, Envelope},
    },
    hub::chain,
};
use model::{Error, Result};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// A group that is refused as stale that often has its rows asked for as a whole.
const ASKS: u32 = 3;
/// And that often, it is left to somebody to decide.
const STUCK: u32 = 8;

/// What Postgres says of a row that refers to one that is not there.
const MISSING: &str = "23503";

/// How many conflicts go with a batch.
const CONFLICTS: usize = 100;

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Tells the next batch, and takes in what became of it.
    pub(super) fn push(&mut self, clock: Clock, report: &mut Report) -> Result<Pushed> {
        if !self.desk.look(|look| anything(look))? {
            return Ok(Pushed::Nothing);
        }
        let now = (self.env.now)();
        // Noted as under way before it is: whoever is killed meanwhile asks first what became of it.
        let Some(batch) = self.desk.work(|work| next(work, clock, now))? else {
            return Ok(Pushed::Nothing);
        };
        match self.hub.push(&batch)? {
            Reply::Forked => Ok(Pushed::Forked),
            Reply::Done(results) => {
                let mut losses = Losses::new(self.env.id, clock.hub);
                let done = self.desk.work(|work| {
                    work.told(&batch.conflicts)?;
                    for waiting in work.waiting()? {
                        let heard = batch.release.contains(&waiting.label);
                        match waiting.why {
                            Why::Silent if heard => work.settle(waiting.group)?,
                            Why::Dropped if heard => {
                                work.wait(&Waiting { why: Why::GivenUp, ..waiting })?;
                            }
                            _ => {}
                        }
                    }
                    settle(work, &results, &mut losses, report)
                });
                report.conflicts += losses.count;
                done
            }
        }
    }
}

/// Whether there is anything to tell, or to settle.
fn anything(look: &dyn Look) -> Result<bool> {
    let link = look.link()?;
    Ok(link.settled < look.end()?
        || !look.untold(1)?.is_empty()
        || look.waiting()?.iter().any(|w| !matches!(w.why, Why::Quarantined(_) | Why::Held(_))))
}

/// The next batch, noted as under way; `None` when there is nothing to tell.
fn next(work: &mut dyn Work, clock: Clock, now: i64) -> Result<Option<Batch>> {
    let mut link = work.link()?;
    if link.sending.is_some() {
        return Err(Error::internal("A batch is under way whose fate is not known yet."));
    }
    let open = Open::read(work)?;
    let conflicts = work.untold(CONFLICTS)?;
    let mut release = Vec::new();
    let (mut groups, mut keys, mut seen) = (HashSet::new(), Vec::new(), HashSet::new());
    let (mut count, mut logged, mut firsts) = (0, Vec::new(), Vec::new());
    let mut telling = link.first.map(Telling::new);
    for group in open.again() {
        if count >= BATCH {
            break;
        }
        if let Some(key) = first::key(&open.groups[&group].label) {
            count += 1;
            if let Some(telling) = &mut telling
                && let Some((_, told)) = telling.row(work, key)?
            {
                firsts.extend(told);
            }
        }
        for entry in work.entries_of(group)? {
            count += 1;
            let key: Key = (entry.table.name, entry.row);
            if seen.insert(key) {
                keys.push(key);
            }
            logged.push(entry);
        }
        if open.groups[&group].why == Why::Released {
            release.push(open.groups[&group].label.clone());
        }
        groups.insert(group);
    }
    let dropped = open.groups.values().filter(|waiting| !waiting.why.is_pending());
    release.extend(dropped.map(|waiting| waiting.label.clone()));
    let mut settled = link.settled;
    if count < BATCH {
        let (entries, upto) = work.entries(link.settled, BATCH - count)?;
        settled = upto;
        for entry in entries {
            let key: Key = (entry.table.name, entry.row);
            if seen.insert(key) {
                keys.push(key);
            }
            groups.insert(entry.group);
            logged.push(entry);
        }
    }
    let mut told = open.pending(work, link.settled, &keys)?;
    told.retain(|told| groups.contains(&told.group));
    let mut told = outbox::parents_first(sums::with(work, &open, link.settled, told, &logged)?);
    told.splice(0..0, firsts);
    let says: HashSet<i64> = told.iter().map(|told| told.group).collect();
    for group in open.again() {
        if groups.contains(&group) && !says.contains(&group) {
            // Nothing of it is news any more. The hub may still hold others back for it.
            let waiting = open.groups[&group].clone();
            release.push(waiting.label.clone());
            work.wait(&Waiting { why: Why::Silent, ..waiting })?;
        }
    }
    let entries = entries(work, &told, link.told, clock, now)?;
    let mut mark = link.told;
    for entry in &entries {
        mark = Mark { dseq: entry.dseq, head: chain::next(&mark.head, &entry.text) };
    }
    if entries.is_empty() && release.is_empty() && conflicts.is_empty() {
        // Nothing of it is for the hub.
        let more = settled > link.settled;
        link.settled = settled;
        work.keep(&link)?;
        work.forget_notes(settled)?;
        return if more && settled < work.end()? { next(work, clock, now) } else { Ok(None) };
    }
    let from = link.told;
    link.sending = Some(Sending { mark, settled, first: None });
    work.keep(&link)?;
    Ok(Some(Batch { file: link.file, from, mark, entries, release, conflicts }))
}

/// The entries, numbered on from `after`.
fn entries(
    look: &dyn Look,
    told: &[Told],
    after: Mark,
    clock: Clock,
    now: i64,
) -> Result<Vec<Entry>> {
    let mut groups: HashMap<i64, Group> = HashMap::new();
    let mut entries = Vec::with_capacity(told.len());
    for (dseq, told) in (after.dseq + 1..).zip(told) {
        let key = (told.table, told.row);
        if let std::collections::hash_map::Entry::Vacant(free) = groups.entry(told.group) {
            free.insert(match told.group {
                // The log knows nothing of it.
                ..0 => Group { label: first::label(key), at: now, actor: None },
                group => look.group(group)?,
            });
        }
        // It was here before: others may know that it was deleted.
        let restores = told.kind == Kind::Insert
            && told.group > 0
            && look.history(key, 0)?.first().is_some_and(|first| first.seq < told.seq);
        entries.push(entry(told.clone(), dseq, &groups[&told.group], restores, clock, now)?);
    }
    Ok(entries)
}

/// An entry, as it is sent.
pub(super) fn entry(
    told: Told,
    dseq: i64,
    group: &Group,
    restores: bool,
    clock: Clock,
    now: i64,
) -> Result<Entry> {
    let at = clock.at(group.at, now.saturating_add(clock.offset));
    let around = Envelope { dseq, label: &group.label, actor: group.actor, at, restores };
    let text = wire::text(table((told.table, told.row))?.columns, &told, around);
    Ok(Entry { dseq, label: group.label.clone(), told, at, text })
}

/// Takes in what became of the batch that is under way: it has arrived.
pub(super) fn settle(
    work: &mut dyn Work,
    results: &[(String, Outcome)],
    losses: &mut Losses<'_>,
    report: &mut Report,
) -> Result<Pushed> {
    let mut link = work.link()?;
    let Some(sending) = link.sending.take() else {
        return Err(Error::internal("A batch is answered that nobody sent."));
    };
    let open = Open::read(work)?;
    let refuses = |(_, outcome): &(String, Outcome)| matches!(outcome, Outcome::Gone(_));
    let before = match results.iter().any(refuses) {
        true => Some(sums::pending(work, &open, &link)?),
        false => None,
    };
    let mut pushed = Pushed::Done;
    for (label, outcome) in results {
        let group = number(label)?;
        let before = open.groups.get(&group);
        let wait = |why, tries| Waiting { group, label: label.clone(), why, tries };
        let tries = before.map_or(0, |waiting| waiting.tries);
        if let Some(key) = first::key(label) {
            let waiting = wait(Why::Released, tries);
            if round::settle(work, key, waiting, outcome, losses, report)? == Pushed::Stale {
                pushed = Pushed::Stale;
            }
            continue;
        }
        match outcome {
            Outcome::Applied => {
                report.pushed += 1;
                if before.is_some() {
                    work.settle(group)?;
                }
            }
            // What it refers to may have gone since the last pull, and with that here too.
            Outcome::Quarantined(why) if tries + 1 < STUCK && why["sqlstate"] == MISSING => {
                report.stale += 1;
                pushed = Pushed::Stale;
                work.wait(&wait(Why::Stale, tries + 1))?;
            }
            Outcome::Stale | Outcome::Gone(_) => {
                report.stale += 1;
                pushed = Pushed::Stale;
                if tries + 1 == ASKS {
                    for entry in work.entries_of(group)? {
                        let why = "It is asked for once more, as the hub has it otherwise.";
                        work.set_unfit((entry.table.name, entry.row), Some(why))?;
                    }
                }
                if tries + 1 < STUCK {
                    work.wait(&wait(Why::Stale, tries + 1))?;
                } else {
                    // It does not get on: somebody has to look at it, and the others go on without it.
                    report.stuck += 1;
                    let reason =
                        json!({"reason": "the hub has its rows otherwise, again and again"});
                    work.wait(&wait(Why::Quarantined(reason), tries + 1))?;
                }
                if let Outcome::Gone(keys) = outcome {
                    for key in keys {
                        buried(work, &open, losses, *key)?;
                    }
                }
            }
            Outcome::Quarantined(reason) => {
                report.refused += 1;
                work.wait(&wait(Why::Quarantined(reason.clone()), tries))?;
            }
            Outcome::Held(by) => {
                report.refused += 1;
                work.wait(&wait(Why::Held(by.clone()), tries))?;
            }
        }
    }
    if let Some(before) = before {
        let after = sums::pending(work, &open, &link)?;
        sums::ask(work, &before, &after)?;
    }
    let waiting = work.waiting()?;
    for held in waiting.iter().filter(|held| is_free(held, &waiting)) {
        pushed = Pushed::Stale;
        work.wait(&Waiting { why: Why::Released, ..held.clone() })?;
    }
    link.told = sending.mark;
    link.settled = link.settled.max(sending.settled);
    round::arrived(&mut link, &sending, results);
    work.keep(&link)?;
    work.forget_notes(link.settled)?;
    Ok(pushed)
}

/// Whether what held a group back is gone; or holds it back in a circle, as a group that was stale comes again
/// after one that it holds back itself.
fn is_free(held: &Waiting, waiting: &[Waiting]) -> bool {
    let mut at = held;
    for _ in 0..=waiting.len() {
        let Why::Held(by) = &at.why else { return false };
        match waiting.iter().find(|other| other.label == *by) {
            Some(other) => at = other,
            None => return true,
        }
    }
    true
}

/// The group's number, which its label begins with.
pub(super) fn number(label: &str) -> Result<i64> {
    let minus = usize::from(label.starts_with('-'));
    let end = label[minus..].find('-').map_or(label.len(), |end| end + minus);
    label[..end].parse().map_err(|_| Error::internal(format!("{label} is no label of a group.")))
}

/// A row that the hub has buried goes here too.
fn buried(work: &mut dyn Work, open: &Open, losses: &mut Losses<'_>, key: Key) -> Result<()> {
    let settled = work.link()?.settled;
    let Some(image) = work.row(key)? else {
        let told = open.pending(work, settled, &[key])?;
        losses.note_late(work, key, &told)?;
        let mut notes = work.notes(&[key])?;
        notes.nothing_before(key, work.next()?);
        return work.note(key, &notes);
    };
    if let Written::Done(cascaded) = work.write(key, &Write::Delete)? {
        losses.note(work, open, settled, key, image)?;
        for (key, image) in cascaded {
            losses.note(work, open, settled, key, image)?;
        }
    }
    Ok(())
}
