//! Exchanging what is new on both sides, once.

use super::{MayFollow, unconnected};
use crate::{
    connect::Address,
    desk::File,
    engine::{
        round::{Env, Exchange, Report},
        sides::Desk as _,
    },
    remote::Remote,
    signal::{Ear, Signal},
};
use model::{Code, Error, Instant, Result};
use serde_json::{Value as Json, json};
use std::{
    convert::Infallible,
    thread,
    time::{Duration, Instant as Moment},
};
use store::Desk;
use uuid::Uuid;

/// The shortest wait, for the hub as for a second try.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait of a desk that nothing happens to.
const IDLE: Duration = Duration::from_secs(30);
/// The longest wait after something went wrong.
const LONGEST: Duration = Duration::from_secs(60);

/// How often a hub's rows that others hold are tried once more.
const TRIES: u32 = 3;

/// What a watch tells as it goes on.
#[derive(Debug)]
pub enum Watched<'a> {
    /// There is something to exchange, or the hub is to be reached.
    Begins,
    /// An exchange went through; of most of those that nothing led to, the report is empty.
    Done(&'a Report),
    /// It broke off.
    Failed {
        /// Why.
        error: &'a Error,
        /// How often in a row.
        times: u32,
        /// After how long it is tried again.
        pause: Duration,
    },
}

/// An organization of an open file, the way to its hub, and the rules of the desk.
#[derive(Clone, Copy)]
pub struct Session<'a> {
    /// The file.
    pub desk: &'a Desk,
    /// The organization, which is connected.
    pub organization: Uuid,
    /// Where its hub is.
    pub address: &'a Address,
    /// The rules about statuses.
    pub may_follow: MayFollow<'a>,
}

impl Session<'_> {
    /// Takes over what is new at the hub and tells it what was done here, until there is nothing left to tell.
    ///
    /// # Errors
    /// OFFLINE when the hub cannot be reached, FORBIDDEN when it does not let the device in, LOCKED when another program
    /// is at it, and those of the exchange. What was done up to then is done, and the next time goes on.
    pub fn once(&self) -> Result<Report> {
        let done = self.rounds();
        self.note(&done);
        done
    }

    /// Exchanges whenever there is something new on either side, until the signal ends it, or the hub does not let the
    /// device in any more. `tell` hears how it goes.
    ///
    /// # Errors
    /// FORBIDDEN, NOT_FOUND and VALIDATION of the hub's or its address: waiting would not help.
    pub fn watch(&self, signal: &Signal, tell: &mut dyn FnMut(Watched<'_>)) -> Result<()> {
        let mut ear = signal.hear();
        let mut failed: u32 = 0;
        loop {
            let Err(error) = self.keep_up(signal, &mut ear, tell, &mut failed);
            if signal.has_ended() {
                return Ok(());
            }
            self.note(&Err::<(), _>(error.clone()));
            // Twice as long each time, and never all desks at once.
            let pause = jittered(FIRST * 2_u32.pow(failed.min(6))).min(LONGEST);
            failed += 1;
            tell(Watched::Failed { error: &error, times: failed, pause });
            if matches!(error.code, Code::Forbidden | Code::NotFound | Code::Validation) {
                return Err(error);
            }
            ear.sleep(pause)?;
            if signal.has_ended() {
                return Ok(());
            }
        }
    }

    /// One connection's exchanges, until it breaks.
    fn keep_up(
        &self,
        signal: &Signal,
        ear: &mut Ear,
        tell: &mut dyn FnMut(Watched<'_>),
        failed: &mut u32,
    ) -> Result<Infallible> {
        tell(Watched::Begins);
        let mut file = File::begin(self.desk, self.organization)?;
        let mut hub = Remote::connect_unless(self.address, signal)?;
        let (mut now, mut id) = (|| Instant::now().0, Uuid::now_v7);
        let env = Env { now: &mut now, id: &mut id, may_follow: self.may_follow };
        let mut exchange = Exchange::new(&mut file, &mut hub, env);
        let (mut pause, mut noted, mut before) = (FIRST, None::<Moment>, None);
        loop {
            let asked = ear.asked();
            let report = exchange.round()?;
            *failed = 0;
            let idle = report == Report::default();
            // Every look at an idle hub is not worth a write.
            if !idle || noted.is_none_or(|noted| noted.elapsed() > LONGEST) {
                self.note(&Ok::<(), Error>(()));
                noted = Some(Moment::now());
            }
            tell(Watched::Done(&report));
            pause = if idle { (pause * 2).min(IDLE) } else { FIRST };
            let (file, hub) = exchange.sides();
            let place = file.look(|look| Ok((look.link()?.settled, look.end()?)))?;
            let (settled, end) = place;
            // What was written while it went on. Never twice at one place: that would be without end.
            let mut news = settled < end && before != Some(place);
            before = Some(place);
            let until = Moment::now() + jittered(pause);
            // The hub wakes us, and who writes here; what other programs write here is looked for.
            while !news && Moment::now() < until {
                news = hub.wait_or(FIRST, ear)?
                    || file.look(|look| look.end())? != end
                    || ear.asked() != asked;
            }
            if news {
                tell(Watched::Begins);
            }
        }
    }

    fn rounds(&self) -> Result<Report> {
        let mut file = File::begin(self.desk, self.organization)?;
        let mut hub = Remote::connect(self.address)?;
        let (mut now, mut id) = (|| Instant::now().0, Uuid::now_v7);
        let env = Env { now: &mut now, id: &mut id, may_follow: self.may_follow };
        let mut exchange = Exchange::new(&mut file, &mut hub, env);
        let (mut all, mut busy) = (Report::default(), 0);
        loop {
            let report = match exchange.round() {
                // Others hold the same rows of the hub, which undid what was under way there: it passes.
                Err(error) if error.code == Code::Locked && busy < TRIES => {
                    busy += 1;
                    thread::sleep(jittered(FIRST));
                    continue;
                }
                done => done?,
            };
            add(&mut all, &report);
            // What the hub itself set in what was pushed comes with one round more.
            if !report.more && report.pushed == 0 {
                return Ok(all);
            }
        }
    }

    /// Notes how it went, for whoever looks. That the file is busy says nothing about the hub.
    pub(super) fn note<T>(&self, done: &Result<T>) {
        let keep = || -> Result<()> {
            let all = self.desk.connections()?;
            let mut own = all
                .into_iter()
                .find(|connection| connection.organization == self.organization)
                .ok_or_else(unconnected)?;
            match done {
                Ok(_) => {
                    own.last_success_at = Some(Instant::now().0);
                    own.last_error = None;
                }
                Err(error) if error.code == Code::Locked => return Ok(()),
                Err(Error { message, .. }) => own.last_error = Some(message.clone()),
            }
            self.desk.keep_connection(&own)
        };
        // What went wrong itself is what counts, not that it could not be noted.
        let _ = keep();
    }
}

/// Half of it to all of it, by chance.
fn jittered(most: Duration) -> Duration {
    most / 2 + (most / 2).mul_f64(f64::from(Uuid::new_v4().as_bytes()[0]) / 255.0)
}

/// Adds what a round did to what those before it did.
pub fn add(all: &mut Report, round: &Report) {
    all.pulled += round.pulled;
    all.pushed += round.pushed;
    all.stale += round.stale;
    all.refused += round.refused;
    all.stuck += round.stuck;
    all.conflicts += round.conflicts;
    // Each round asks for them once more.
    all.unfit = round.unfit;
    all.forked |= round.forked;
    all.restored |= round.restored;
    all.more = round.more;
}

/// What was exchanged, to be printed: rows pulled and unfit, operations pushed, stale and refused, edits in conflict.
pub fn report(report: &Report) -> Json {
    let Report {
        pulled,
        unfit,
        pushed,
        refused,
        stale,
        stuck,
        conflicts,
        forked,
        restored,
        more: _,
    } = report;
    json!({
        "pulled": pulled, "pushed": pushed, "stale": stale, "refused": refused + stuck, "conflicts": conflicts,
        "unfit": unfit, "forked": forked, "restored": restored,
    })
}
