//! A history of several desks, the hub and people who know nothing of desks, from one number; and what must
//! hold when it is over.

mod checks;
mod deeds;

use crate::{
    chance::Chance,
    desk::{File, Model, may_follow},
    hub::{Cut, Deed, Kept, Plant, Remote},
    real::{Both, Real, SLUG},
    rows::{PLAYED, alike, editable, fresh, place, same, table, value},
    undo,
};
use deeds::{any, deed, int, their_deed};
use model::{Class, Value, tables};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashSet},
    rc::Rc,
};
use sync::engine::{
    merge::Lost,
    outbox::{Key, Kind, Logged},
    rebase::{Conflict, Row},
    resolve,
    round::{Env, Exchange, Report},
    sides::{Desk as _, HubId, Look as _, Why, Work},
};
use uuid::Uuid;

/// Which faults there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Faults {
    /// Cut connections, killed desks, clocks that are off or jump, logs that are compacted and trimmed, transactions
    /// that overlap and roll back.
    Usual,
    /// Files are copied as well, and both go on as the same device.
    Copies,
    /// Also files and the hub are restored to earlier states, and rows swap a unique value.
    All,
}

/// How often what happened, by name.
pub type Counts = Rc<RefCell<BTreeMap<&'static str, u64>>>;

/// A minute and a day, in microseconds.
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

struct Place {
    desk: Model,
    device: usize,
    /// How far its clock is off.
    offset: i64,
    backup: Option<File>,
    /// Groups that were given up.
    dropped: HashSet<i64>,
}

pub struct World {
    chance: Chance,
    hub: Rc<RefCell<Kept>>,
    organization: Uuid,
    places: Vec<Place>,
    now: i64,
    backup: Option<Kept>,
    timeline: i64,
    /// The hub as it was restored to an earlier state without saying so.
    silent: Option<HubId>,
    copies: bool,
    hard: bool,
    /// How many rounds there were.
    rounds: u128,
    plant: Option<Plant>,
    counts: Counts,
    /// Conflicts kept in files that were replaced by a backup.
    kept: Vec<Conflict>,
    /// Rows that were deleted by hand in such files.
    deleted: HashSet<Key>,
    /// The hub in Postgres that the same is done to.
    real: Option<Rc<RefCell<Real>>>,
}

/// Plays the history of that number.
pub fn play(
    seed: u64,
    faults: Faults,
    plant: Option<Plant>,
    counts: &Counts,
    real: Option<&Rc<RefCell<Real>>>,
) {
    let mut world = World::new(seed, faults, plant, counts, real);
    let steps = 20 + world.chance.below(60);
    for _ in 0..steps {
        world.step();
    }
    world.end();
}

/// In every history of so many the hub has nothing at first.
const FOUNDED: u64 = 5;

impl World {
    fn new(
        seed: u64,
        faults: Faults,
        plant: Option<Plant>,
        counts: &Counts,
        real: Option<&Rc<RefCell<Real>>>,
    ) -> Self {
        let mut chance = Chance(seed);
        let organization = chance.id();
        let desks = 2 + chance.below(3) as usize;
        let now = 1_800_000_000_000_000;
        let mut hub = Kept::new(organization, desks);
        hub.now = now;
        let xid = hub.begin();
        for name in PLAYED.iter().flat_map(|name| [name, name]) {
            let known = hub.rows.clone();
            let mut parent = |to: &str, chance: &mut Chance| any(&known, to, chance);
            let id = chance.id();
            if let Some(row) = fresh(table(name), id, organization, &mut chance, now, &mut parent)
                && *name != "budget_usage_records"
            {
                hub.write(xid, Deed::Insert((table(name).name, id), row));
            }
            // One after the other, so that the next ones find their parents.
            hub.commit(xid);
            let again = hub.begin();
            assert!(again > xid);
            hub.roll_back(again);
            hub.reopen(xid);
        }
        hub.commit(xid);
        // Or a file has it all, in which nothing is logged of it, and the hub has nothing yet.
        let mut own = BTreeMap::new();
        if seed.is_multiple_of(FOUNDED) {
            let mut nobody = |_: &str, _: &mut Chance| None;
            let root = table("organizations");
            own = std::mem::replace(&mut hub, Kept::new(organization, desks)).rows;
            let row = fresh(root, organization, organization, &mut chance, now, &mut nobody);
            own.extend(row.map(|mut row| {
                row[place(root, "slug")] = SLUG.into();
                ((root.name, organization), row)
            }));
            (hub.founded, hub.now) = (false, now);
        }
        if let Some(real) = real {
            real.borrow_mut().begin(&hub);
        }
        let hub = Rc::new(RefCell::new(hub));
        let mut places = Vec::new();
        for device in 0..desks {
            let mut desk = Model::new(File::new(chance.id()), &mut chance);
            desk.file.rows = std::mem::take(&mut own);
            let offset = [0, 0, MINUTE, -90 * MINUTE, 3 * DAY][chance.below(5) as usize];
            places.push(Place { desk, device, offset, backup: None, dropped: HashSet::new() });
        }
        let mut world = Self {
            chance,
            hub,
            organization,
            places,
            now,
            backup: None,
            timeline: 1,
            silent: None,
            rounds: 0,
            copies: faults >= Faults::Copies,
            hard: faults >= Faults::All,
            plant,
            counts: Rc::clone(counts),
            kept: Vec::new(),
            deleted: HashSet::new(),
            real: real.cloned(),
        };
        if world.hub.borrow().founded {
            for at in 0..desks {
                world.round(at, None, None);
            }
        } else {
            world.count("hub without the organization");
        }
        world
    }

    fn count(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }

    /// The same at the hub in Postgres, where there is one.
    fn really(&self, does: impl FnOnce(&mut Real)) {
        if let Some(real) = &self.real {
            does(&mut real.borrow_mut());
        }
    }

    fn tell_time(&self) {
        self.hub.borrow_mut().now = self.now;
        self.really(|real| real.tell_time(self.now));
    }

    fn step(&mut self) {
        self.now += self.chance.below(10) as i64 * MINUTE;
        self.tell_time();
        let at = self.chance.below(self.places.len() as u64) as usize;
        let part = self.chance.below(40);
        let has_it = |world: &Self| {
            let hub = world.hub.borrow();
            let root = ("organizations", hub.organization);
            hub.founded || world.places[at].desk.file.rows.contains_key(&root)
        };
        match part {
            // Nobody works on an organization that is not here, or not there.
            0..16 if !has_it(self) => drop(self.round(at, None, None)),
            16..24 if !self.hub.borrow().founded => {}
            0..16 => self.work_at(at),
            16..24 => self.elsewhere(),
            24..34 => {
                let cut = self.chance.one_in(3).then(|| {
                    let when = if self.chance.one_in(2) { Cut::Before } else { Cut::After };
                    (self.chance.below(6), when)
                });
                let crash = self.chance.one_in(4).then(|| self.chance.below(40));
                self.round(at, cut, crash);
            }
            34 => {
                let forget = self.chance.one_in(3);
                self.count(if forget { "log trimmed" } else { "log compacted" });
                self.hub.borrow_mut().compact(forget);
                self.really(|real| real.compact(forget));
            }
            35 => {
                let by = [-5 * DAY, -MINUTE, 2 * DAY, 400 * DAY][self.chance.below(4) as usize];
                self.places[at].offset = by;
                self.count("clock jumped");
            }
            36 if self.chance.one_in(3) => self.part(at),
            36 => self.places[at].backup = Some(self.places[at].desk.file.clone()),
            37 => {
                let unnoticed = self.is_unnoticed();
                if let Some(file) =
                    self.places[at].backup.take().filter(|_| self.hard && !unnoticed)
                {
                    let lost = std::mem::replace(&mut self.places[at].desk.file, file);
                    let by_hand = lost.log.iter().filter(|entry| {
                        entry.kind == Kind::Delete && !entry.effect && !entry.pulled
                    });
                    self.deleted.extend(by_hand.map(|entry| (entry.table.name, entry.row)));
                    self.kept.extend(lost.conflicts.into_iter().map(|(record, _)| record.conflict));
                    self.count("file restored");
                }
            }
            38 if self.copies && self.places.len() < 6 && self.chance.one_in(2) => {
                // A copy goes on beside it, as the same device.
                let desk = Model::new(self.places[at].desk.file.clone(), &mut self.chance);
                let Place { device, offset, ref dropped, .. } = self.places[at];
                let dropped = dropped.clone();
                self.places.push(Place { desk, device, offset, backup: None, dropped });
                self.count("file copied");
            }
            38 if self.hard => self.back_up(),
            39 if self.hard => self.restore(),
            _ => {}
        }
    }

    /// A backup of the hub is made.
    fn back_up(&mut self) {
        if self.real.is_some() {
            // There a database is copied, which nobody may be connected to.
            let open = self.hub.borrow().open();
            open.into_iter().for_each(|xid| self.commit(xid));
        }
        self.backup = Some(self.hub.borrow().clone());
        self.really(Real::back_up);
    }

    /// The hub is restored from it.
    fn restore(&mut self) {
        let Some(earlier) = self.backup.take() else { return };
        // By copying its files: then it says nothing of that, but somebody was there since. In Postgres a whole cluster would
        // have to be replaced.
        let is_witness = |place: &Place| {
            let link = &place.desk.file.link;
            link.hub == Some(self.hub.borrow().id())
                && link.sight.is_some_and(|sight| !earlier.knows(&sight))
        };
        let silent = self.real.is_none()
            && !self.is_unnoticed()
            && self.places.iter().any(is_witness)
            && self.chance.one_in(2);
        if !silent {
            self.timeline += 1;
        }
        let mut restored = Kept::restored(&earlier, &self.hub.borrow(), self.timeline);
        restored.now = self.now;
        if silent {
            self.silent = Some(restored.id());
            self.count("hub restored without a word");
        }
        *self.hub.borrow_mut() = restored;
        self.really(Real::restore);
        self.tell_time();
        self.count("hub restored");
    }

    /// A desk parts from the hub, and comes back to it.
    fn part(&mut self, at: usize) {
        if self.places[at].desk.file.link.hub.is_some() && !self.is_unnoticed() {
            self.places[at].desk.part(&mut self.chance);
            self.count("hub parted from");
        }
    }

    /// Whether nobody has noticed yet that the hub was restored. Who could must not forget it meanwhile.
    fn is_unnoticed(&self) -> bool {
        self.silent.as_ref().is_some_and(|silent| *silent == self.hub.borrow().id())
    }

    /// Somebody works at a desk.
    fn work_at(&mut self, at: usize) {
        let (chance, organization) = (&mut self.chance, self.organization);
        let place_ = &mut self.places[at];
        let now = self.now + place_.offset;
        let deeds = 1 + chance.below(3);
        place_.desk.operation(now, |desk| {
            for _ in 0..deeds {
                deed(desk, chance, organization, now);
            }
        });
    }

    /// Somebody who knows nothing of desks works at the hub, in transactions that overlap.
    fn elsewhere(&mut self) {
        let open = self.hub.borrow().open();
        let any = |chance: &mut Chance| open[chance.below(open.len() as u64) as usize];
        match (self.chance.below(6), open.first()) {
            (0, _) | (_, None) => {
                let xid = self.hub.borrow_mut().begin();
                self.really(|real| real.open(xid));
            }
            (1, Some(_)) => {
                let xid = any(&mut self.chance);
                self.commit(xid);
            }
            (2, Some(first)) if self.chance.one_in(3) => {
                self.hub.borrow_mut().roll_back(*first);
                self.really(|real| real.roll_back(*first));
            }
            (_, Some(_)) => {
                let xid = any(&mut self.chance);
                // In Postgres that takes a third value for the moment.
                let swaps = self.hard && self.real.is_none();
                let (chance, hub) = (&mut self.chance, &mut *self.hub.borrow_mut());
                if let Some(deed) = their_deed(hub, chance, self.organization, self.now, swaps) {
                    hub.write(xid, deed);
                }
            }
        }
    }

    fn commit(&mut self, xid: u64) {
        let deeds = self.hub.borrow().deeds(xid);
        self.hub.borrow_mut().commit(xid);
        self.really(|real| real.commit(xid, &deeds));
    }

    /// A round at a desk, which may break off.
    fn round(&mut self, at: usize, cut: Option<(u64, Cut)>, crash: Option<u64>) -> Option<Report> {
        if std::env::var_os("TRACE").is_some() {
            println!("round of {at}, cut {cut:?}, killed {crash:?}");
        }
        self.rounds += 1;
        let place = &mut self.places[at];
        let now = self.now + place.offset;
        place.desk.now = now;
        place.desk.crash = crash;
        let link = &place.desk.file.link;
        let believed = link.sending.iter().map(|s| s.mark).chain([link.told]).collect();
        let model = Remote {
            hub: Rc::clone(&self.hub),
            device: place.device,
            session: Uuid::from_u128(self.rounds),
            cut,
            plant: self.plant,
            believed,
            counts: Rc::clone(&self.counts),
        };
        let mut remote = Both { model, real: self.real.clone(), desk: at };
        let chance = &mut self.chance;
        let env = Env { now: &mut || now, id: &mut || chance.id(), may_follow: &may_follow };
        let done = Exchange::new(&mut place.desk, &mut remote, env).round();
        place.desk.crash = None;
        self.hub.borrow_mut().add_unfit(place.desk.file.unfit.keys());
        match done {
            Ok(report) => {
                for (what, n) in [
                    ("group applied", report.pushed),
                    ("group stale", report.stale),
                    ("group refused", report.refused),
                    ("group stuck", report.stuck),
                    ("row unfit", report.unfit),
                    ("fork found", usize::from(report.forked)),
                    ("restored hub found", usize::from(report.restored)),
                ] {
                    *self.counts.borrow_mut().entry(what).or_default() += n as u64;
                }
                Some(report)
            }
            Err(error) if error.message == "killed" => {
                self.count("desk killed");
                None
            }
            Err(error) if error.message == "cut" => None,
            Err(error) => panic!("a round failed: {error:?}"),
        }
    }

    /// Faults stop. Within a bounded number of rounds everybody has what the hub has.
    fn end(&mut self) {
        self.tell_time();
        let open = self.hub.borrow().open();
        for xid in open {
            self.commit(xid);
        }
        for round in 0_u32.. {
            assert!(round < 16, "the queues do not drain: {:#?}", self.waiting());
            for at in 0..self.places.len() {
                self.round(at, None, None);
                self.give_up(at, round);
            }
            if self.quiet() {
                break;
            }
        }
        self.check();
    }

    /// Somebody gives up what the hub refuses.
    fn give_up(&mut self, at: usize, round: u32) {
        let place = &mut self.places[at];
        let refused = |why: &Why| matches!(why, Why::Quarantined(_));
        let groups: Vec<i64> =
            place.desk.file.waiting.values().filter(|w| refused(&w.why)).map(|w| w.group).collect();
        for group in groups {
            let dropped = place.desk.work(|work: &mut dyn Work| resolve::discard(work, group));
            dropped.expect("a group that waits");
            place.dropped.insert(group);
            *self.counts.borrow_mut().entry("group given up").or_default() += 1;
        }
        // And decides about something that other desks keep as well.
        if let Some(id) = place.desk.lost().expect("conflicts").first().copied()
            && round < 3
            && self.chance.one_in(3)
        {
            let decided = place.desk.work(|work: &mut dyn Work| work.withdraw(id));
            decided.expect("a conflict");
            *self.counts.borrow_mut().entry("conflict decided").or_default() += 1;
        }
    }
}
