//! A round: greet the hub, take over what is new there, tell it what was done here. Whatever breaks off
//! goes on with the next round.

mod first;
mod greet;
mod hold;
mod images;
mod losses;
mod lost;
pub(super) mod openings;
mod pull;
mod push;
pub(super) mod sums;

pub(crate) use greet::{installation, refuse};

use super::{
    outbox::{self, Key, Kind, Logged, Told},
    sides::{Desk, Hub, Look, Sight, Waiting, Why},
};
use model::{Result, Table, tables};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// How many entries a batch has, if its first group has no more.
pub const BATCH: usize = 500;
/// How often a round goes back to pulling because the hub had moved on.
const TURNS: usize = 12;
/// After so many times, others are kept from changing what is told next.
const HOLD: usize = 3;

/// What a round needs to know beside the two sides.
pub struct Env<'a> {
    /// This machine's time, in microseconds since 1970.
    pub now: &'a mut dyn FnMut() -> i64,
    /// A fresh id.
    pub id: &'a mut dyn FnMut() -> Uuid,
    /// Whether a row of that table whose status is the first may get the second.
    pub may_follow: &'a dyn Fn(&str, &str, &str) -> bool,
}

/// What a round did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows taken over.
    pub pulled: usize,
    /// Rows of them that this file cannot hold now.
    pub unfit: usize,
    /// Groups that the hub carried out.
    pub pushed: usize,
    /// Groups that the hub refused for good, or that wait for such a one.
    pub refused: usize,
    /// Groups that the hub refused as it had moved on, and that were told again.
    pub stale: usize,
    /// Groups of them that were told so often that somebody has to decide.
    pub stuck: usize,
    /// Edits that do not stand.
    pub conflicts: usize,
    /// Whether the file turned out to be a copy, and is a device of its own now.
    pub forked: bool,
    /// Whether the hub was found in an earlier state, or to be another one.
    pub restored: bool,
    /// Whether there is more to tell: the next round goes on.
    pub more: bool,
}

/// What the clock here is by the hub's.
#[derive(Debug, Clone, Copy, Default)]
struct Clock {
    /// To be added to this machine's time.
    offset: i64,
    /// Whether times noted here tell anything.
    trusted: bool,
    /// The hub's time at the greeting.
    hub: i64,
}

/// How far a clock may be off before what it noted is not believed: a day, in microseconds.
const OFF: i64 = 24 * 3_600 * 1_000_000;

impl Clock {
    /// By the hub's time at some moment between these two of this machine: as near to it as that allows. How long the hub took
    /// to answer, or to come back, says nothing about a clock.
    fn compare(hub: i64, here: [i64; 2]) -> Self {
        let [a, b] = here.map(|here| hub.saturating_sub(here));
        let offset = 0.clamp(a.min(b), a.max(b));
        Self { offset, trusted: offset.abs() <= OFF, hub }
    }

    /// When that was, by the hub's clock: never later than its now.
    fn at(self, here: i64, now: i64) -> i64 {
        here.saturating_add(self.offset).min(now.max(self.hub))
    }
}

/// A desk and its hub, in touch.
pub struct Exchange<'a, D, H> {
    desk: &'a mut D,
    hub: &'a mut H,
    env: Env<'a>,
    clock: Option<Clock>,
}

impl<'a, D: Desk, H: Hub> Exchange<'a, D, H> {
    /// Not in touch yet: the first round greets the hub.
    pub fn new(desk: &'a mut D, hub: &'a mut H, env: Env<'a>) -> Self {
        Self { desk, hub, env, clock: None }
    }

    /// The two sides, between rounds.
    pub fn sides(&mut self) -> (&mut D, &mut H) {
        (self.desk, self.hub)
    }

    /// One round.
    ///
    /// # Errors
    /// Those of the two sides; CONFLICT when this file does not belong to that hub. What was done up to then
    /// is done, and the next round, which greets the hub first, goes on.
    pub fn round(&mut self) -> Result<Report> {
        let mut report = Report::default();
        let done = self.exchange(&mut report);
        if done.is_err() {
            self.clock = None;
        }
        done.map(|()| report)
    }

    /// Greets the hub, where it was not yet.
    fn greeted(&mut self, report: &mut Report) -> Result<()> {
        if self.clock.is_none() {
            self.clock = Some(self.greet(report)?);
        }
        Ok(())
    }

    fn exchange(&mut self, report: &mut Report) -> Result<()> {
        self.greeted(report)?;
        self.tell_all(report, &mut |_| Ok(()))?;
        self.turns(report)?;
        self.be_seen(report)
    }

    /// Where something was taken over or told, both sides note that. By it this file knows later whether the hub still has what it
    /// had then.
    fn be_seen(&mut self, report: &Report) -> Result<()> {
        let nothing = report.pulled == 0 && report.pushed == 0;
        let Some(clock) = self.clock else { return Ok(()) };
        if nothing && self.desk.look(|look| Ok(look.link()?.sight.is_some()))? {
            return Ok(());
        }
        let (session, times) = self.hub.seen()?;
        self.desk.work(|work| {
            let mut link = work.link()?;
            link.sight = Some(Sight { session, times, at: clock.hub });
            work.keep(&link)
        })
    }

    fn turns(&mut self, report: &mut Report) -> Result<()> {
        for turn in 0..TURNS {
            let Some(clock) = self.clock else { return Ok(()) };
            self.pull(clock, report)?;
            if turn == 0 {
                self.hear_of_decisions()?;
            }
            if turn >= HOLD {
                self.hold(clock, report)?;
            }
            loop {
                match self.push(clock, report)? {
                    Pushed::Nothing => return Ok(()),
                    Pushed::Done => {}
                    Pushed::Stale => break,
                    Pushed::Forked => {
                        self.clock = Some(self.greet(report)?);
                        break;
                    }
                }
            }
        }
        report.more = true;
        Ok(())
    }
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pushed {
    /// There was none.
    Nothing,
    /// Nothing of it is to be told again.
    Done,
    /// Some of it is, once the desk has pulled.
    Stale,
    /// The file is not what the hub takes it for.
    Forked,
}

/// The table of a row.
fn table(key: Key) -> Result<&'static Table> {
    tables::find(key.0)
        .ok_or_else(|| model::Error::internal(format!("There is no table {}.", key.0)))
}

/// Groups that were told before and are not settled.
struct Open {
    groups: BTreeMap<i64, Waiting>,
    /// By row, the first entry of theirs.
    rows: HashMap<Key, i64>,
}

impl Open {
    fn read(look: &dyn Look) -> Result<Self> {
        let mut open = Self { groups: BTreeMap::new(), rows: HashMap::new() };
        for waiting in look.waiting()? {
            if !waiting.why.is_pending() {
                open.groups.insert(waiting.group, waiting);
                continue;
            }
            for entry in look.entries_of(waiting.group)? {
                let first = open.rows.entry((entry.table.name, entry.row)).or_insert(entry.seq);
                *first = entry.seq.min(*first);
            }
            open.groups.insert(waiting.group, waiting);
        }
        Ok(open)
    }

    /// The groups to be told again, oldest first.
    fn again(&self) -> BTreeSet<i64> {
        // Of a row that the hub had already it is only to be seen what it has.
        let ready = self.groups.values().filter(|waiting| match waiting.why {
            Why::Stale => waiting.group > 0,
            Why::Released => true,
            _ => false,
        });
        ready.map(|waiting| waiting.group).collect()
    }

    /// Whether the hub is still to be told of an entry.
    fn is_pending(&self, settled: i64, seq: i64, group: i64) -> bool {
        seq > settled || self.groups.get(&group).is_some_and(|w| w.why.is_pending())
    }

    /// What is pending on these rows, in the order of the log.
    fn pending(&self, look: &dyn Look, settled: i64, keys: &[Key]) -> Result<Vec<Told>> {
        let (mut entries, mut live): (Vec<Logged>, _) = (Vec::new(), HashMap::new());
        for key in keys {
            let from = self.rows.get(key).map_or(settled + 1, |first| (settled + 1).min(*first));
            let history = look.history(*key, from)?;
            if history.is_empty() {
                continue;
            }
            if let Some(row) = look.row(*key)? {
                live.insert(*key, row);
            }
            entries.extend(history);
        }
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        entries.sort_by_key(|entry| entry.seq);
        let mut told = outbox::outgoing(&entries, &live, &look.notes(keys)?);
        told.retain(|told| self.is_pending(settled, told.seq, told.group));
        // What was done to a row before it went here, as the hub knows by now, is no news: an operation that was refused as stale may
        // come after the one that took the row.
        let mut gone: HashMap<Key, i64> = HashMap::new();
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Delete && !entry.pulled) {
            if !self.is_pending(settled, entry.seq, entry.group) {
                gone.insert((entry.table.name, entry.row), entry.seq);
            }
        }
        told.retain(|told| gone.get(&(told.table, told.row)).is_none_or(|gone| told.seq > *gone));
        let effects: HashSet<i64> = entries.iter().filter(|e| e.effect).map(|e| e.seq).collect();
        // What followed rows in a sum is told with those rows.
        for told in told.iter_mut().filter(|told| effects.contains(&told.seq)) {
            let sums = sums::places(told.table);
            if told.columns.iter().any(|(place, _)| sums.contains_key(place)) {
                told.columns.clear();
            }
        }
        told.retain(|told| told.kind != Kind::Update || !told.columns.is_empty());
        outbox::follow_on(&mut told);
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_that_takes_its_time_makes_no_clock_wrong() {
        const HOUR: i64 = 3_600 * 1_000_000;
        for (hub, here, offset) in [
            (100 * HOUR, [99 * HOUR, 101 * HOUR], 0),
            (100 * HOUR, [100 * HOUR, 100 * HOUR], 0),
            (100 * HOUR, [90 * HOUR, 91 * HOUR], 9 * HOUR),
            (100 * HOUR, [110 * HOUR, 111 * HOUR], -10 * HOUR),
            // Set back meanwhile.
            (100 * HOUR, [102 * HOUR, 101 * HOUR], -HOUR),
        ] {
            assert_eq!(Clock::compare(hub, here).offset, offset, "{hub} {here:?}");
        }
        assert!(!Clock::compare(0, [25 * HOUR, 26 * HOUR]).trusted);
    }
}
