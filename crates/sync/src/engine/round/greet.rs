//! Getting in touch: is it the hub that it was, does the hub know this file as it is, and did what was last
//! sent arrive?

use super::{Clock, Exchange, Open, Report, losses::Losses, push};
use crate::{
    engine::sides::{Desk, Hello, Hub, HubId, Link, Mark, Outcome, Waiting, Welcome, Why, Work},
    hub::chain,
};
use model::{Code, Error, Result};
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
        let welcome = self.hub.hello(&Hello { cursor: link.cursor.clone(), pending })?;
        let here = before + ((self.env.now)() - before) / 2;
        refuse(&welcome)?;
        let link = self.recognize(link, &welcome, report)?;
        if welcome.file.is_some_and(|file| file != link.file) {
            self.fork(report)?;
        } else if link.sending.as_ref().is_some_and(|sending| sending.mark == welcome.told) {
            let results = self.hub.results(Some(link.file), link.told.dseq)?;
            let mut losses = Losses::new(self.env.id, welcome.now);
            self.desk.work(|work| push::settle(work, &results, &mut losses, report))?;
            report.conflicts += losses.count;
        } else if link.told == welcome.told {
            if link.sending.is_some() {
                // It never arrived: what is told now may be something else.
                self.desk.work(|work| {
                    let mut link = work.link()?;
                    link.sending = None;
                    work.keep(&link)
                })?;
            }
        } else {
            self.fork(report)?;
        }
        Ok(Clock::compare(welcome.now, here))
    }

    /// Notes which hub it is. One that was restored to an earlier state gets told again what it has lost.
    fn recognize(&mut self, link: Link, welcome: &Welcome, report: &mut Report) -> Result<Link> {
        if link.hub.as_ref() == Some(&welcome.hub) {
            return Ok(link);
        }
        report.restored |= link.hub.is_some();
        let installation = |hub: &HubId| hub.epoch.split(':').next().map(str::to_owned);
        let same =
            link.hub.as_ref().is_none_or(|hub| installation(hub) == installation(&welcome.hub));
        if !same && welcome.told == NOTHING && link.told != NOTHING {
            // Was everything that was told lost, or is it there already? Nobody can tell.
            return Err(Error::new(
                Code::Conflict,
                "This is another hub than the one this file works with. Disconnect, then connect again.",
            ));
        }
        self.desk.work(|work| {
            let mut link = work.link()?;
            let lost = link.hub.is_some() && welcome.told != link.told;
            link.hub = Some(welcome.hub.clone());
            // Its transactions are not those that the cursor speaks of.
            link.cursor = None;
            if lost && link.sending.as_ref().is_none_or(|sending| sending.mark != welcome.told) {
                let known = match welcome.told {
                    NOTHING => Some((NOTHING, 0)),
                    told => work
                        .sent_before(told.dseq)?
                        .filter(|sent| sent.mark == told)
                        .map(|sent| (sent.mark, sent.settled)),
                };
                if let Some((mark, settled)) = known {
                    (link.told, link.settled, link.sending) = (mark, settled, None);
                }
            }
            work.keep(&link)?;
            Ok(link)
        })
    }

    /// This file is a copy, or a copy of it is the device now: from here on it is a device of its own. What was
    /// not told yet is told under the new name, but for what the other one has told already.
    fn fork(&mut self, report: &mut Report) -> Result<()> {
        let told = self.hub.results(None, 0)?;
        let file = (self.env.id)();
        self.desk.work(|work| begin_again(work, file, &told))?;
        report.forked = true;
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

fn begin_again(work: &mut dyn Work, file: Uuid, told: &[(String, Outcome)]) -> Result<()> {
    let mut link = work.link()?;
    // Everything that is pending waits by name: a place in the log cannot say what the other one has told.
    let open = Open::read(work)?;
    let mut pending: Vec<i64> = open.groups.keys().copied().collect();
    let mut after = link.settled;
    loop {
        let (entries, upto) = work.entries(after, super::BATCH)?;
        pending.extend(entries.iter().map(|entry| entry.group));
        if upto == after {
            break;
        }
        after = upto;
    }
    pending.sort_unstable();
    pending.dedup();
    for group in pending {
        let label = work.group(group)?.label;
        let applied =
            |(other, outcome): &(String, Outcome)| *other == label && *outcome == Outcome::Applied;
        let dropped = open.groups.get(&group).is_some_and(|waiting| waiting.why == Why::Dropped);
        if dropped || told.iter().any(applied) {
            work.settle(group)?;
            // The other one may have merged it into something else before it was told.
            for entry in work.entries_of(group)? {
                let why = "It is asked for once more, as a copy of this file has told it.";
                work.set_unfit((entry.table.name, entry.row), Some(why))?;
            }
        } else {
            // Also what was refused: the hub knows nothing about the new file.
            work.wait(&Waiting { group, label, why: Why::Stale, tries: 0 })?;
        }
    }
    (link.file, link.told, link.sending, link.settled) = (file, NOTHING, None, after);
    work.keep(&link)
}
