//! Telling a hub all rows that it has none of: batch by batch, each exactly once, whatever breaks off in between.
//!
//! They are told as they were when it began, so that they fit together whatever is done here meanwhile: that is told
//! afterwards, from the log. What others do at the hub meanwhile is pulled in between, but for the rows that are yet to be
//! told: nobody else can know of these, unless a copy of the file tells them too.

use super::{
    BATCH, Clock, Exchange, Pushed, Report,
    greet::NOTHING,
    losses::Losses,
    openings::{self, Telling},
    push, table,
};
use crate::{
    engine::{
        first,
        merge::Lost,
        outbox::{Key, Kind},
        rebase::{Conflict, Write},
        sides::{
            Batch, Desk, Difference, First, Hub, Link, Look, Mark, Outcome, Reply, Sending, Theirs,
            Waiting, Welcome, Why, Work, Written,
        },
    },
    hub::chain,
};
use model::{Error, Record as _, Result, tables::Organization};
use std::collections::{HashMap, HashSet};

/// After so many batches it is pulled what others did, and what was told comes back.
const PULL: usize = 10;

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Greets the hub, and where it has nothing of the organization tells it all rows. `tell` hears, batch by batch, of
    /// how many rows more the hub knows, and breaks it off by an error.
    ///
    /// # Errors
    /// Those of [`round`](Self::round), and of `tell`. What was told is told, and the next time goes on.
    pub fn first(&mut self, tell: &mut dyn FnMut(u64) -> Result<()>) -> Result<Report> {
        let mut report = Report::default();
        let done = self.greeted(&mut report).and_then(|()| self.tell_all(&mut report, tell));
        if done.is_err() {
            self.clock = None;
        }
        done.map(|()| report)
    }

    pub(super) fn tell_all(
        &mut self,
        report: &mut Report,
        tell: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let mut batches = 0;
        while self.desk.look(|look| Ok(look.link()?.first.is_some_and(|first| !first.done)))? {
            let Some(clock) = self.clock else { return Ok(()) };
            let now = (self.env.now)();
            let Some(batch) = self.desk.work(|work| next(work, clock, now))? else { continue };
            let pushed = match self.hub.push(&batch)? {
                Reply::Forked => {
                    self.clock = Some(self.greet(report)?);
                    continue;
                }
                Reply::Done(results) => {
                    let mut losses = Losses::new(self.env.id, clock.hub);
                    let settle =
                        |work: &mut dyn Work| push::settle(work, &results, &mut losses, report);
                    let pushed = self.desk.work(settle)?;
                    report.conflicts += losses.count;
                    is_taken(&results)?;
                    pushed
                }
            };
            let rows = batch.entries.iter().filter(|entry| entry.told.kind == Kind::Insert);
            tell(rows.count() as u64)?;
            batches += 1;
            // From a restored hub each time everything comes, until all is told.
            if pushed == Pushed::Stale
                || (batches % PULL == 1
                    && !self.desk.look(|look| Ok(look.link()?.is_restored()))?)
            {
                self.pull(clock, report)?;
            }
        }
        Ok(())
    }

    /// Begins with it, where the hub has nothing of the organization and this file has it.
    pub(super) fn begin(&mut self, welcome: &Welcome) -> Result<()> {
        let (link, own) =
            self.desk.look(|look| Ok((look.link()?, look.ids(Organization::TABLE)?)))?;
        let going = link.first.filter(|first| !first.done);
        match welcome.organization {
            Some(there) if going.is_some() && !own.contains(&there) => {
                Err(first::refused("it has another one of the same slug"))
            }
            // Where it was begun and nothing has arrived yet it goes on.
            None if link.told == NOTHING
                && welcome.told == NOTHING
                && !own.is_empty()
                && going.is_none_or(|first| first.told.is_some()) =>
            {
                self.desk.work(anew)
            }
            _ => Ok(()),
        }
    }
}

/// Begins with all rows as they are now. What was told before, or waits, is none the hub knows of.
pub(super) fn anew(work: &mut dyn Work) -> Result<()> {
    let mut link = work.link()?;
    for waiting in work.waiting()? {
        work.settle(waiting.group)?;
    }
    for key in work.unfit()? {
        work.set_unfit(key, None)?;
    }
    let place = work.end()?;
    link.first = Some(First { place, told: None, done: false });
    (link.told, link.settled, link.sending) = (NOTHING, place, None);
    work.keep(&link)?;
    work.forget_notes(place)
}

/// The next batch, noted as under way; `None` when all rows are told. The organization goes alone: without it there is
/// no use in telling the others.
fn next(work: &mut dyn Work, clock: Clock, now: i64) -> Result<Option<Batch>> {
    let mut link = work.link()?;
    let Some(first) = link.first else { return Ok(None) };
    if link.sending.is_some() {
        return Err(Error::internal("A batch is under way whose fate is not known yet."));
    }
    let most = if first.told.is_none() { 1 } else { BATCH };
    let (mut last, mut rows, mut telling) = (first.told, Vec::new(), Telling::new(first));
    while rows.is_empty() {
        let keys = work.keys(first.place, last, most)?;
        let Some(end) = keys.last() else {
            link.first = Some(First { done: true, ..first });
            work.keep(&link)?;
            return Ok(None);
        };
        last = Some(*end);
        for key in keys {
            rows.extend(telling.row(work, key)?);
        }
    }
    let mut mark = link.told;
    let mut entries = Vec::with_capacity(rows.len());
    for (group, told) in rows {
        for told in told {
            let entry = push::entry(told, mark.dseq + 1, &group, false, clock, now)?;
            mark = Mark { dseq: entry.dseq, head: chain::next(&mark.head, &entry.text) };
            entries.push(entry);
        }
    }
    let from = link.told;
    link.sending = Some(Sending { mark, settled: link.settled, first: last });
    work.keep(&link)?;
    let (release, conflicts) = (Vec::new(), Vec::new());
    Ok(Some(Batch { file: link.file, from, mark, entries, release, conflicts }))
}

/// Whether the organization was taken, where it was told.
fn is_taken(results: &[(String, Outcome)]) -> Result<()> {
    for (label, outcome) in results {
        let is_root = first::key(label).is_some_and(|key| key.0 == Organization::TABLE.name);
        if let (true, Outcome::Quarantined(why)) = (is_root, outcome) {
            return Err(first::refused(why["reason"].as_str().unwrap_or("it refuses it")));
        }
    }
    Ok(())
}

/// The batch has arrived: so far it is told. Nothing is where not even the organization was taken.
pub(super) fn arrived(link: &mut Link, sending: &Sending, results: &[(String, Outcome)]) {
    if let (Some(first), Some(told)) = (link.first.as_mut(), sending.first)
        && is_taken(results).is_ok()
    {
        first.told = Some(told);
    }
}

/// How far it is after `from` by what the hub says became of rows, whoever told them: up to the first of which it says
/// nothing, or not that.
pub(super) fn known(
    look: &dyn Look,
    first: First,
    from: Option<Key>,
    told: &[(String, Outcome)],
    is_that: impl Fn(&Outcome) -> bool,
) -> Result<First> {
    let told = told.iter().filter(|(_, outcome)| is_that(outcome));
    let there: HashSet<Key> = told.filter_map(|(label, _)| first::key(label)).collect();
    let mut last = from;
    loop {
        let keys = look.keys(first.place, last, BATCH)?;
        let end = keys.last().copied();
        for key in keys {
            if !there.contains(&key) && first.row(look, key)?.is_some() {
                return Ok(First { told: last, done: false, ..first });
            }
            last = Some(key);
        }
        if end.is_none() {
            return Ok(First { told: last, done: false, ..first });
        }
    }
}

/// What became of such a row.
pub(super) fn settle(
    work: &mut dyn Work,
    key: Key,
    waiting: Waiting,
    outcome: &Outcome,
    losses: &mut Losses<'_>,
    report: &mut Report,
) -> Result<Pushed> {
    match outcome {
        Outcome::Applied => {
            report.pushed += 1;
            work.settle(waiting.group)?;
        }
        Outcome::Stale => {
            // A copy of this file was first: its row is asked for, and compared.
            report.stale += 1;
            openings::ask(work, key)?;
            work.wait(&Waiting { why: Why::Stale, ..waiting })?;
            return Ok(Pushed::Stale);
        }
        Outcome::Gone(_) => {
            report.stale += 1;
            openings::ask(work, key)?;
            work.settle(waiting.group)?;
            bury(work, key, losses)?;
        }
        Outcome::Quarantined(_) if key.0 == Organization::TABLE.name => {}
        Outcome::Quarantined(why) => {
            report.refused += 1;
            work.wait(&Waiting { why: Why::Quarantined(why.clone()), ..waiting })?;
        }
        Outcome::Held(by) => {
            report.refused += 1;
            work.wait(&Waiting { why: Why::Held(by.clone()), ..waiting })?;
        }
    }
    Ok(Pushed::Done)
}

/// A copy of this file was first, and somebody has deleted the row since: it goes here too, and is kept as it was.
fn bury(work: &mut dyn Work, key: Key, losses: &mut Losses<'_>) -> Result<()> {
    let Some(image) = work.row(key)? else { return Ok(()) };
    if let Written::Done(cascaded) = work.write(key, &Write::Delete)? {
        for (key, image) in std::iter::once((key, image)).chain(cascaded) {
            losses.record(work, key, Conflict::Deleted { image, lost: Lost::Mine })?;
        }
    }
    Ok(())
}

/// What is kept from what is taken over.
pub(super) struct Kept {
    first: Option<First>,
    /// Rows that the hub refused, or that wait with such a one: it has none of them.
    refused: Vec<Key>,
    /// Rows that the hub had already, and their groups.
    known: HashMap<Key, i64>,
}

impl Kept {
    pub fn read(look: &dyn Look) -> Result<Self> {
        let mut kept =
            Self { first: look.link()?.first, refused: Vec::new(), known: HashMap::new() };
        for waiting in look.waiting()? {
            let Some(key) = first::key(&waiting.label) else { continue };
            match waiting.why {
                Why::Stale => drop(kept.known.insert(key, waiting.group)),
                Why::Dropped | Why::Silent | Why::GivenUp => {}
                Why::Quarantined(_) | Why::Held(_) | Why::Released => kept.refused.push(key),
            }
        }
        Ok(kept)
    }

    /// The rows that the hub is to be asked for.
    pub fn asked(&self) -> impl Iterator<Item = Key> {
        self.known.keys().copied()
    }

    /// Whether the hub does not have a row that is here only because it was not told it.
    pub fn is_untold(&self, look: &dyn Look, key: Key) -> Result<bool> {
        Ok(self.refused.contains(&key) || self.is_to_tell(look, key)?)
    }

    fn is_to_tell(&self, look: &dyn Look, key: Key) -> Result<bool> {
        self.first.map_or(Ok(false), |first| first.is_to_tell(look, key))
    }

    /// Leaves out what is yet to be told, and keeps what is here of what the hub has otherwise.
    pub fn compare(
        &self,
        work: &mut dyn Work,
        difference: &mut Difference,
        losses: &mut Losses<'_>,
    ) -> Result<()> {
        let Some(first) = self.first else { return Ok(()) };
        let mut changes = Vec::with_capacity(difference.changes.len());
        for change in std::mem::take(&mut difference.changes) {
            if !self.is_to_tell(work, change.key)? || work.row(change.key)?.is_none() {
                changes.push(change);
            }
        }
        difference.changes = changes;
        for change in &difference.changes {
            let Some(group) = self.known.get(&change.key) else { continue };
            let mine = first.row(work, change.key)?;
            match (mine, &change.now) {
                (Some(mine), Theirs::Whole(theirs)) => {
                    for conflict in first::differences(table(change.key)?, &mine, theirs) {
                        losses.record(work, change.key, conflict)?;
                    }
                }
                (Some(image), Theirs::Gone) => {
                    let conflict = Conflict::Deleted { image, lost: Lost::Mine };
                    losses.record(work, change.key, conflict)?;
                }
                _ => {}
            }
            work.settle(*group)?;
        }
        Ok(())
    }
}
