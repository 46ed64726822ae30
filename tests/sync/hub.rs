//! A hub in Postgres, and desks' files that are exchanged with it.
#![cfg(unix)]

use super::*;
use kit::{
    postgres::{Cluster, Database},
    schema::existing_system,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};
use store::sync::Known;
use sync::{
    connect::Address,
    desk::fill::fill,
    engine::{
        round::{Env, Exchange, Report},
        sides::{Hello, Hub as _},
    },
    hub as hubs,
    remote::Remote,
};
use tokio::runtime::Builder;

/// A hub with nothing in it.
pub struct Hub(Database);

impl Hub {
    pub fn new() -> Self {
        let database = Cluster::shared().database();
        database.run(&existing_system());
        block_on(hubs::install(&database.url())).expect("installed");
        Self(database)
    }

    /// Does that there, past all desks.
    pub fn run(&self, sql: &str) -> String {
        self.0.run(sql).trim().to_owned()
    }

    pub fn device(&self, name: &str) -> Remote {
        connect(&self.add(name))
    }

    /// Where a new device finds it.
    pub fn add(&self, name: &str) -> Address {
        let added = block_on(hubs::add_device(&self.0.url(), "ours", name)).expect("a device");
        Address::parse(added["url"].as_str().expect("an address")).expect("an address")
    }

    /// Keeps it as it is, and throws everybody out.
    pub fn back_up(&self) {
        self.0.back_up();
    }

    /// Puts it back as it was kept.
    pub fn restore(&self) {
        self.0.restore();
    }
}

pub fn connect(address: &Address) -> Remote {
    Remote::connect(address).expect("connected")
}

impl Drop for Hub {
    /// Roles would outlive the database.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = block_on(hubs::remove(&self.0.url()));
        }
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// Rounds until there is nothing more.
pub fn rounds(desk: &mut File<&Desk>, hub: &mut Remote) -> Report {
    let env = Env {
        now: &mut || model::Instant::now().0,
        id: &mut Uuid::now_v7,
        may_follow: &|_, _, _| true,
    };
    let mut exchange = Exchange::new(desk, hub, env);
    let mut report = exchange.round().expect("a round");
    for _ in 0..20 {
        if !report.more {
            break;
        }
        report = exchange.round().expect("a round");
    }
    sound(desk.desk());
    report
}

/// That both have the same rows. JSON is compared as what it says: `jsonb` writes it in its own way.
pub fn same(one: &mut File<&Desk>, two: &mut File<&Desk>) {
    let (one, two) = (rows(one), rows(two));
    let keys: BTreeSet<&Key> = one.keys().chain(two.keys()).collect();
    for key in keys {
        let (Some(one), Some(two)) = (one.get(key), two.get(key)) else {
            panic!("only one has {key:?}");
        };
        let columns = tables::find(key.0).map_or(&[][..], |table| table.columns);
        for (column, (one, two)) in columns.iter().zip(one.iter().zip(two)) {
            let json = |value: &Value| column.ty.json(value.as_ref());
            assert_eq!(json(one), json(two), "{key:?} {}", column.name);
        }
    }
}

/// Every row of our organization.
fn rows(desk: &mut File<&Desk>) -> BTreeMap<Key, Row> {
    let all = |look: &dyn Look| {
        let mut rows = BTreeMap::new();
        for table in tables::every() {
            for id in look.ids(table)? {
                let key = (table.name, id);
                rows.extend(look.row(key)?.map(|row| (key, row)));
            }
        }
        Ok(rows)
    };
    desk.look(all).expect("looked")
}

/// A file of ours at that hub, which has all of it.
pub fn told(fixture: &Fixture, hub: &Hub, name: &str) -> Remote {
    let own = Side::Ours.organization();
    fixture.desk.connect(own, "postgres://hub.test/desk", name, Known::Nothing).expect("connected");
    let mut remote = hub.device(name);
    let mut file = File::begin(&fixture.desk, own).expect("nobody else");
    let report = rounds(&mut file, &mut remote);
    assert_eq!((report.refused, report.conflicts, report.unfit), (0, 0, 0), "{report:?}");
    remote
}

/// Another file, filled from the hub.
pub fn filled(hub: &Hub, name: &str) -> (tempfile::TempDir, Desk, Remote) {
    let own = Side::Ours.organization();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.db");
    let desk = Desk::create(&path).expect("a desk");
    desk.connect(own, "postgres://hub.test/desk", name, Known::Nothing).expect("connected");
    drop(desk);
    let mut remote = hub.device(name);
    remote.hello(&Hello::default()).expect("hello");
    let filled = fill(&path, own, &mut remote, &mut |_| ControlFlow::Continue(())).expect("filled");
    assert_eq!(filled.unfit, 0);
    (folder, Desk::open(&path).expect("the new desk"), remote)
}
