//! Getting in touch: is it the hub that it was, does the hub know this file as it is, and did what was last
//! sent arrive?

use super::{Clock, Exchange, Open, Report, first, losses::Losses, push};
use crate::{
    engine::sides::{Desk, Hello, Hub, Link, Mark, Outcome, Waiting, Welcome, Why, Work},
    hub::chain,
};
use model::{Code, Error, Record as _, Result, tables::Organization};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// The version of the exchange that this desk speaks.
pub const VERSION: i64 = 1;

/// Of a file that has told nothing.
pub const NOTHING: Mark = Mark { dseq: 0, head: chain::START };

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Greets the hub, and brings what is known of each other to the same.
    pub(super) fn greet(&mut self, report: &mut Report) -> Result<Clock> {
        let (link, pending) =
            self.desk.look(|look| Ok((look.link()?, look.end()? - look.link()?.settled)))?;
        let before = (self.env.now)();
        let cursor = link.since().map(str::to_owned);
        let welcome = self.hub.hello(&Hello { cursor, pending, known: link.witness() })?;
        let here = [before, (self.env.now)()];
        refuse(&welcome)?;
        let restored = recognize(&link, &welcome)?;
        report.restored |= restored;
        let others = welcome.file.is_some_and(|file| file != link.file);
        let lost = restored && (welcome.file.is_none() || link.renamed);
        if others || lost {
            self.fork(&welcome, restored, report)?;
        } else if link.sending.as_ref().is_some_and(|sending| sending.mark == welcome.told) {
            let results = self.hub.results(Some(link.file), link.told.dseq)?;
            let mut losses = Losses::new(self.env.id, welcome.now);
            self.desk.work(|work| {
                note_hub(work, &welcome)?;
                push::settle(work, &results, &mut losses, report)
            })?;
            report.conflicts += losses.count;
        } else if link.told == welcome.told {
            if link.sending.is_some() || link.hub.as_ref() != Some(&welcome.hub) {
                self.desk.work(|work| {
                    note_hub(work, &welcome)?;
                    // It never arrived: what is told now may be something else.
                    let mut link = work.link()?;
                    link.sending = None;
                    work.keep(&link)
                })?;
            }
        } else {
            self.fork(&welcome, restored, report)?;
        }
        self.begin(&welcome)?;
        Ok(Clock::compare(welcome.now, here))
    }

    /// This file is a copy, or a copy of it is the device now, or the hub has lost what it was told: from here on it is
    /// a device of its own. What the hub does not know is told under the new name, and of what it was told
    /// before, where it is an earlier state, what it has lost.
    fn fork(&mut self, welcome: &Welcome, restored: bool, report: &mut Report) -> Result<()> {
        let told = self.hub.results(None, 0)?;
        let file = (self.env.id)();
        self.desk.work(|work| {
            // In one transaction: what a restored hub has lost is looked for once.
            note_hub(work, welcome)?;
            begin_again(work, file, &told, restored.then_some(welcome.now))
        })?;
        report.forked |= !restored;
        self.hub.begin_file(file)
    }
}

/// Whether desk and hub can work together at all.
pub(crate) fn refuse(welcome: &Welcome) -> Result<()> {
    let (oldest, newest) = welcome.versions;
    if VERSION < oldest {
        return Err(Error::new(
            Code::Conflict,
            "The hub works with newer versions of this program only. Update it; what was done here is kept and told then.",
        ));
    }
    if VERSION > newest {
        return Err(Error::new(
            Code::Conflict,
            "The hub is older than this program. Bring it up to date with `grounded hub install`; what was done here is kept and told then.",
        ));
    }
    if welcome.deleted {
        return Err(Error::new(
            Code::Conflict,
            "The organization was deleted at the hub. What is here is kept; disconnect to go on without a hub.",
        ));
    }
    Ok(())
}

/// The installation that a hub's epoch tells of, in whatever database it is by now.
pub(crate) fn installation(epoch: &str) -> &str {
    epoch.split(':').next().unwrap_or(epoch)
}

/// Whether the hub is another one than it was, or an earlier state of it.
fn recognize(link: &Link, welcome: &Welcome) -> Result<bool> {
    let Some(hub) = link.hub.as_ref().filter(|hub| **hub != welcome.hub) else { return Ok(false) };
    let same = installation(&hub.epoch) == installation(&welcome.hub.epoch);
    if !same && welcome.told == NOTHING && link.told != NOTHING {
        // Was everything that was told lost, or is it there already? Nobody can tell.
        return Err(Error::new(
            Code::Conflict,
            "This is another hub than the one this file works with. Disconnect, then connect again.",
        ));
    }
    Ok(true)
}

/// Notes which hub it is. To the transactions of another one the cursor says nothing.
fn note_hub(work: &mut dyn Work, welcome: &Welcome) -> Result<()> {
    let mut link = work.link()?;
    if link.hub.as_ref() != Some(&welcome.hub) {
        if link.hub.replace(welcome.hub.clone()).is_some() {
            (link.cursor, link.sight) = (Some(String::new()), None);
            work.tell_conflicts_again()?;
        } else if link.cursor.is_none()
            && let Some(there) = welcome.organization
            && work.ids(Organization::TABLE)?.contains(&there)
        {
            // Both have it, and nobody knows what of it the other one had: a copy of this file may have told it.
            link.cursor = Some(String::new());
        }
        work.keep(&link)?;
    }
    Ok(())
}

fn begin_again(
    work: &mut dyn Work,
    file: Uuid,
    told: &[(String, Outcome)],
    restored_at: Option<i64>,
) -> Result<()> {
    let restored = restored_at.is_some();
    if restored {
        work.tell_conflicts_again()?;
    }
    let mut link = work.link()?;
    // Everything that is pending waits by name: a place in the log cannot say what the other one has told.
    let open = Open::read(work)?;
    let mut pending: BTreeSet<i64> = open.groups.keys().copied().collect();
    let mut after = match (restored_at, link.first) {
        (None, first) => {
            if let Some(first) = first.filter(|first| !first.done) {
                // A copy of this file goes on with it. What it has told and somebody has deleted since must not come back.
                let applied = |outcome: &Outcome| *outcome == Outcome::Applied;
                let known = first::known(work, first, first.told, told, applied)?;
                if known.told != first.told {
                    // What came of these rows meanwhile was left out; and they may have been told as they were at another time.
                    link.cursor = Some(String::new());
                }
                link.first = Some(known);
            }
            link.settled
        }
        (Some(now), None) => known_from(work, told, now)?,
        (Some(now), Some(known)) => {
            // What was told as rows stands in no log. Where the hub remembers of what came afterwards it has them all.
            let from = known_from(work, told, now)?.max(known.place);
            if from == known.place {
                link.first = Some(first::known(work, known, None, told, |_| true)?);
            }
            from
        }
    };
    loop {
        let (entries, upto) = work.entries(after, super::BATCH)?;
        // What was taken over before was told by others, or with what it was put together from.
        let ours = entries.iter().filter(|entry| entry.seq > link.settled || !entry.pulled);
        pending.extend(ours.map(|entry| entry.group));
        if upto == after {
            break;
        }
        after = upto;
    }
    for group in work.given_up()? {
        pending.remove(&group);
    }
    let applied: HashSet<&str> = told
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::Applied)
        .map(|(label, _)| label.as_str())
        .collect();
    for group in pending {
        let waits = open.groups.get(&group);
        let label = match waits {
            Some(waiting) => waiting.label.clone(),
            None => work.group(group)?.label,
        };
        match waits.map(|waiting| &waiting.why) {
            // The hub knows nothing about the new file.
            Some(Why::Dropped) => {
                let waiting = Waiting { group, label, why: Why::GivenUp, tries: 0 };
                work.wait(&waiting)?;
            }
            _ if applied.contains(label.as_str()) => {
                work.settle(group)?;
                if waits.is_none() && group <= link.settled {
                    continue;
                }
                // The other one may have merged it into something else before it was told.
                for entry in work.entries_of(group)? {
                    let why = "It is asked for once more, as a copy of this file has told it.";
                    work.set_unfit((entry.table.name, entry.row), Some(why))?;
                }
            }
            Some(Why::Silent) if !restored => work.settle(group)?,
            // Of a row that is told as it is.
            Some(Why::Quarantined(_) | Why::Held(_)) if group < 0 => {
                work.wait(&Waiting { group, label, why: Why::Released, tries: 0 })?;
            }
            // Also what was refused.
            _ => work.wait(&Waiting { group, label, why: Why::Stale, tries: 0 })?,
        }
    }
    link.renamed = !restored && (link.renamed || link.told != NOTHING);
    (link.file, link.told, link.sending, link.settled) = (file, NOTHING, None, after);
    work.keep(&link)
}

/// A hub remembers what became of groups for longer than that, in microseconds.
const REMEMBERS: i64 = 150 * 24 * 3_600 * 1_000_000;

/// The place in the log from which on the hub can tell what it knows: before the oldest group that it remembers, and before all
/// that it would remember. What is missing there is lost, also where it was told more before the first desk saw that.
fn known_from(work: &dyn Work, told: &[(String, Outcome)], now: i64) -> Result<i64> {
    let oldest = oldest(work, told)?;
    let (mut after, mut seen) = (0, None);
    while after < oldest {
        let (entries, upto) = work.entries(after, super::BATCH)?;
        for entry in entries.iter().filter(|entry| !entry.pulled && entry.group <= oldest) {
            if seen.replace(entry.group) != Some(entry.group)
                && work.group(entry.group)?.at >= now.saturating_sub(REMEMBERS)
            {
                return Ok(entry.group - 1);
            }
        }
        if upto == after {
            break;
        }
        after = upto;
    }
    Ok(oldest)
}

/// The place before the oldest group that the hub remembers.
fn oldest(work: &dyn Work, told: &[(String, Outcome)]) -> Result<i64> {
    let mut groups: Vec<(i64, &str)> = Vec::new();
    for (label, _) in told {
        groups.push((push::number(label)?, label));
    }
    groups.sort_unstable();
    let end = work.end()?;
    for (group, label) in groups.into_iter().filter(|(group, _)| *group <= end) {
        // Another copy of the file may have something else at that place.
        if !work.entries_of(group)?.is_empty() && work.group(group)?.label == label {
            return Ok(group - 1);
        }
    }
    Ok(0)
}
