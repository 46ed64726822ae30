//! Whole rounds: desks' files and a hub in Postgres.
#![cfg(unix)]

use super::*;
use kit::{
    postgres::{Cluster, Database},
    schema::existing_system,
};
use std::collections::{BTreeMap, BTreeSet};
use sync::{
    connect::Address,
    desk::fill::fill,
    engine::{
        round::{Env, Exchange, Report},
        sides::{Hello, Hub as _},
    },
    hub,
    remote::Remote,
};
use tokio::runtime::Builder;

/// A hub with nothing in it.
struct Hub(Database);

impl Hub {
    fn new() -> Self {
        let database = Cluster::shared().database();
        database.run(&existing_system());
        block_on(hub::install(&database.url())).expect("installed");
        Self(database)
    }

    fn device(&self, name: &str) -> Remote {
        let added = block_on(hub::add_device(&self.0.url(), "ours", name)).expect("a device");
        let url = added["url"].as_str().expect("an address");
        Remote::connect(&Address::parse(url).expect("an address")).expect("connected")
    }
}

impl Drop for Hub {
    /// Roles would outlive the database.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = block_on(hub::remove(&self.0.url()));
        }
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// Rounds until there is nothing more.
fn rounds(desk: &mut File<&Desk>, hub: &mut Remote) -> Report {
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
fn same(one: &mut File<&Desk>, two: &mut File<&Desk>) {
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

#[test]
fn two_desks_meet_at_a_hub() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    fixture.desk.connect(own, "postgres://hub.test/desk", "one", 0).expect("connected");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    let mut hub_one = hub.device("one");
    let report = rounds(&mut one, &mut hub_one);
    assert_eq!((report.refused, report.conflicts, report.unfit), (0, 0, 0), "{report:?}");

    // A new desk gets all of it at once.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("two.db");
    let desk = Desk::create(&path).expect("a desk");
    desk.connect(own, "postgres://hub.test/desk", "two", 0).expect("connected");
    drop(desk);
    let mut hub_two = hub.device("two");
    hub_two.hello(&Hello::default()).expect("hello");
    let everything = hub_two.pull(None, &[]).expect("pulled");
    let filled = fill(&path, own, everything, &mut |_| {}).expect("filled");
    assert_eq!(filled.unfit, 0);
    let second = Desk::open(&path).expect("the new desk");
    let mut two = File::begin(&second, own).expect("nobody else");
    rounds(&mut two, &mut hub_two);
    rounds(&mut one, &mut hub_one);
    same(&mut two, &mut one);

    // Both work, on the same and on other things.
    let (ticket, escalation) = (ours("tickets", 1), ours("escalations", 1));
    let change = |desk: &Desk, table, id, column: &'static str, value: &str| {
        done(desk, |org| org.update(table, id, vec![(column, value.into())]));
    };
    change(one.desk(), tables::Ticket::TABLE, ticket.1, "subject", "one");
    change(two.desk(), tables::Ticket::TABLE, ticket.1, "description", "two");
    change(two.desk(), tables::Ticket::TABLE, ticket.1, "subject", "two");
    change(one.desk(), tables::Ticket::TABLE, ticket.1, "tags", "[\"Ours\",\"one\"]");
    change(two.desk(), tables::Ticket::TABLE, ticket.1, "tags", "[\"two\"]");
    done(one.desk(), |org| org.delete(tables::Escalation::TABLE, escalation.1));
    change(two.desk(), tables::Escalation::TABLE, escalation.1, "notes", "two");
    done(two.desk(), |org| {
        let given = vec![
            ("ticket_number", "N".into()),
            ("customer_id", ours("users", kit::desk::CUSTOMER).1.into()),
            ("assigned_to", ours("representatives", kit::desk::WORKER).1.into()),
            ("subject", "new".into()),
            ("description", "new".into()),
            ("category", "OTHER".into()),
        ];
        org.insert(tables::Ticket::TABLE, given)
    });
    // Sums add up.
    for desk in [one.desk(), two.desk()] {
        done(desk, |org| {
            let budget = ours("budgets", kit::desk::PURSE).1.into();
            let given = vec![("budget_id", budget), ("amount", Value::Int(700))];
            org.insert(tables::BudgetUsageRecord::TABLE, given)
        });
    }
    let mut conflicts = 0;
    for _ in 0..3 {
        conflicts += rounds(&mut one, &mut hub_one).conflicts;
        conflicts += rounds(&mut two, &mut hub_two).conflicts;
    }
    same(&mut two, &mut one);
    assert!(conflicts >= 2, "{conflicts}");
    let merged = row(&mut one, ticket).expect("a row");
    assert_eq!(merged[place("tickets", "subject")], "two".into());
    let tags = model::Type::Json.json(merged[place("tickets", "tags")].as_ref());
    assert_eq!(tags, serde_json::json!(["one", "two"]));
    assert_eq!(row(&mut two, escalation), None);
    let budget = row(&mut two, ours("budgets", kit::desk::PURSE)).expect("a row");
    assert_eq!(budget[place("budgets", "spent")], Value::Int(1_400));
    let idle = rounds(&mut one, &mut hub_one);
    assert_eq!(idle, Report::default());
    assert_eq!(one.desk().connected(own).expect("connected").pending, Default::default());
}
