//! A desk to look around in: the sample organization and, if wanted, many tickets more, with two
//! years of history that ends now. The same seed and the same moment give the same rows.

mod budgets;
mod calendar;
mod chance;
mod people;
mod sample;
mod stories;
mod talk;
mod texts;
mod timeline;
mod words;

use chance::Chance;
use chrono::TimeDelta;
use model::{Code, Error, Instant, Result};
use people::People;
use std::{ops::ControlFlow, path::Path};
use store::{Desk, Progress, Session};
use stories::Stories;
use timeline::Timeline;

/// What a demo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// How many tickets there are beside the sample's.
    pub tickets: u32,
    /// What chance starts from.
    pub seed: u64,
    /// The moment that its history ends.
    pub now: Instant,
}

impl Default for Demo {
    fn default() -> Self {
        Self { tickets: 0, seed: 1, now: Instant::now() }
    }
}

/// How far back the history goes.
const SPAN: TimeDelta = TimeDelta::days(730);

/// Opens or makes a desk and loads a demo into it. A file that holds an organization is left as it
/// is. Nothing stays of a demo that is cancelled; one that is killed leaves at most an empty desk.
///
/// # Errors
/// CONFLICT when the file holds an organization, INTERNAL when `progress` broke it off, and as
/// [`Desk::create`] and [`Desk::open`].
pub fn create(
    path: &Path,
    demo: Demo,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Desk, Session)> {
    let new = match Desk::create(path) {
        Err(e) if e.code == Code::Conflict => None,
        made => Some(made?),
    };
    let made = new.is_some();
    let desk = match new {
        Some(desk) => desk,
        None => Desk::open(path)?,
    };
    match load(&desk, demo, progress) {
        Ok(session) => Ok((desk, session)),
        Err(error) => {
            if made {
                desk.discard();
            }
            Err(error)
        }
    }
}

/// Loads a demo into a desk that holds no organization yet, in one transaction, and signs its
/// administrator in.
///
/// # Errors
/// CONFLICT when the desk holds an organization, INTERNAL when `progress` broke it off.
pub fn load(
    desk: &Desk,
    demo: Demo,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Session> {
    let (tickets, now) = (demo.tickets, demo.now);
    let founded = calendar::day(now.plus(-SPAN), 0).plus(TimeDelta::hours(14));
    let mut chance = Chance::new(demo.seed);
    let mut timeline = Timeline::default();
    let sample = sample::plan(&mut timeline, &mut chance, founded, now)?;
    let admin = sample.admin.uuid();
    let mut people = People::plan(&mut timeline, &mut chance, &sample, (founded, now), tickets);
    if tickets > 0 {
        budgets::plan(&mut timeline, &mut chance, (founded, now), admin, tickets);
    }
    let mut stories = Stories {
        timeline: &mut timeline,
        chance: &mut chance,
        people: &mut people,
        admin,
        founded,
        now,
        tickets,
    };
    let session =
        desk.found_as(sample.organization, sample.admin, "create_organization", |org| {
            for n in 0..tickets {
                let day = stories.day(n);
                stories.timeline.play(org, day)?;
                stories.tell(n, day);
                if n % 256 == 0 {
                    report(progress, n, tickets)?;
                }
            }
            stories.people.today(stories.timeline, stories.chance);
            stories.timeline.play(org, now)?;
            report(progress, tickets, tickets)
        })?;
    desk.optimize()?;
    Ok(session)
}

fn report(
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    done: u32,
    total: u32,
) -> Result<()> {
    match progress(Progress { done: done.into(), total: total.into() }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::internal("It was cancelled. Nothing was changed.")),
    }
}
