//! A hub, a desk that has filled it, and what is said about them.

use benches::folder;
use domain::demo::{self, Demo};
use kit::postgres::{Cluster, Database};
use model::{Instant as At, tables};
use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Desk, SCHEMA_VERSION};
use sync::{
    connect::Address,
    hub,
    session::{self, Session},
};
use tempfile::TempDir;
use tokio::runtime::Builder;

/// The moment at which the demo's history ends.
const NOW: i64 = 1_773_156_600_000_000;

/// A hub in a Postgres of its own, and the file whose organization it gets.
pub struct Office {
    /// Where the hub is.
    database: Database,
    /// For files that go away.
    pub folder: TempDir,
    /// The organization's file; a copy of it, as it is connected.
    pub desk: PathBuf,
    /// The device that it is connected as.
    first: Address,
    /// How many rows it has.
    pub rows: u64,
}

/// What one measurement came to.
pub struct Figure {
    /// What it was about.
    pub what: String,
    /// How many rows, or what else there was to do.
    pub count: u64,
    /// How long it took.
    pub ours: Duration,
    /// How long the least takes that would do the same, where that was measured.
    pub least: Option<Duration>,
}

impl Office {
    /// An empty hub, and a demo with so many tickets, which is kept for the next run.
    pub fn new(tickets: u32) -> Self {
        let database = Arc::new(Cluster::start()).database();
        wait(hub::install(&database.url())).expect("installed");
        let demo = folder().join(format!("demo-{SCHEMA_VERSION}-{tickets}.db"));
        if !demo.exists() {
            eprintln!("making {tickets} tickets ...");
            let what = Demo { tickets, now: At(NOW), ..Demo::default() };
            demo::create(&demo, what, &mut |_| ControlFlow::Continue(())).expect("a demo");
        }
        let source = Desk::open(&demo).expect("the demo; delete target/bench to make it anew");
        let folder = tempfile::tempdir_in(folder()).expect("a folder");
        let desk = folder.path().join("first.db");
        source.backup(&desk, &mut |_| {}).expect("a copy");
        let rows = rows(&source);
        let first = device(&database, "first");
        Self { database, folder, desk, first, rows }
    }

    /// The address of a new device.
    pub fn device(&self, name: &str) -> Address {
        device(&self.database, name)
    }

    /// The first desk's address.
    pub fn first(&self) -> Address {
        self.first.clone()
    }

    /// The hub's own address, past all devices.
    pub fn superuser(&self) -> Address {
        Address::parse(&self.database.url()).expect("an address")
    }

    /// The first desk tells the hub everything.
    pub fn first_push(&self) -> Vec<Figure> {
        let address = self.first();
        let begun = Instant::now();
        let go_on = &mut |_| ControlFlow::Continue(());
        let joined = session::connect(&self.desk, &address, &domain::may_follow, go_on);
        let organization = joined.expect("connected").organization;
        let desk = Desk::open(&self.desk).expect("a desk");
        let session = Session {
            desk: &desk,
            organization,
            address: &address,
            may_follow: &domain::may_follow,
        };
        let done = session.once().expect("told");
        assert_eq!((done.refused, done.conflicts, done.unfit), (0, 0, 0), "{done:?}");
        let ours = begun.elapsed();
        vec![Figure { what: "first push, rows".into(), count: self.rows, ours, least: None }]
    }
}

/// The address of a new device.
fn device(database: &Database, name: &str) -> Address {
    let added = wait(hub::add_device(&database.url(), "acme-corp", name));
    let url = added.expect("a device")["url"].as_str().expect("an address").to_owned();
    Address::parse(&url).expect("an address")
}

/// All rows of a file.
fn rows(desk: &Desk) -> u64 {
    let (organization, _) = desk.organizations().expect("read")[0];
    let count = |table| desk.observe(organization, |side| side.ids(table));
    tables::every().map(|table| count(table).expect("read").len() as u64).sum()
}

/// Runs async work to its end.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// What was measured, in the order in which it was.
pub struct Report {
    only: Option<String>,
    figures: Vec<Figure>,
    /// What is no count in a time.
    said: Vec<String>,
}

impl Report {
    /// With a word, of what has it in its name only.
    pub fn new(only: Option<String>) -> Self {
        Self { only, figures: Vec::new(), said: Vec::new() }
    }

    /// Measures it, where it is wanted.
    pub fn add(&mut self, name: &str, measure: impl FnOnce() -> Vec<Figure>) {
        if self.wants(name) {
            self.need(name, measure);
        }
    }

    /// The same of what is told in words.
    pub fn say(&mut self, name: &str, measure: impl FnOnce() -> Vec<String>) {
        if self.wants(name) {
            eprintln!("{name} ...");
            self.said.extend(measure());
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|word| name.contains(word.as_str()))
    }

    /// Measures what the others need.
    pub fn need(&mut self, name: &str, measure: impl FnOnce() -> Vec<Figure>) {
        eprintln!("{name} ...");
        self.figures.extend(measure());
    }

    /// Prints it. The share is how much of the least's rate is reached.
    pub fn print(&self) {
        println!(
            "\n{:<44} {:>9} {:>9} {:>10} {:>9} {:>7}",
            "what", "count", "s", "a second", "least s", "share"
        );
        for Figure { what, count, ours, least } in &self.figures {
            let seconds = ours.as_secs_f64();
            let rate = *count as f64 / seconds;
            let least = least.map(|least| least.as_secs_f64());
            let share =
                least.map_or("-".into(), |least| format!("{:.0} %", 100.0 * least / seconds));
            let least = least.map_or("-".into(), |least| format!("{least:.2}"));
            println!("{what:<44} {count:>9} {seconds:>9.2} {rate:>10.0} {least:>9} {share:>7}");
        }
        self.said.iter().for_each(|said| println!("{said}"));
    }
}
