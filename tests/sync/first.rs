//! A first snapshot of a hub at which others go on working.
#![cfg(unix)]

use super::*;
use crate::hub::{Hub, rounds, same, told};
use kit::desk::CUSTOMER;
use model::Code;
use std::ops::ControlFlow;
use store::sync::Known;
use sync::{
    desk::fill::{Source, fill},
    engine::sides::{Hello, Hub as _},
    remote::{Remote, Take},
};

/// A hub at which something happens before the rows of each table are read, and which is lost in between.
struct Restless<'a> {
    remote: Remote,
    before: &'a (dyn Fn(&str) + Sync),
    lost: Option<&'static str>,
}

impl Source for Restless<'_> {
    fn cursor(&mut self) -> model::Result<String> {
        self.remote.cursor()
    }

    fn count(&mut self) -> model::Result<u64> {
        self.remote.count()
    }

    fn rows(&mut self, after: Option<Key>, take: Take<'_>) -> model::Result<()> {
        let mut last = "";
        self.remote.rows(after, &mut |table, rows| {
            if last != table.name {
                last = table.name;
                if self.lost == Some(last) {
                    self.lost = None;
                    return Err(Error::internal("Lost."));
                }
            }
            take(table, rows)?;
            (self.before)(last);
            Ok(())
        })
    }
}

#[test]
fn what_happens_at_the_hub_meanwhile_arrives_too() {
    restless(true);
}

/// Then everything is asked for again, and compared.
#[test]
fn it_arrives_also_where_the_hub_is_another_by_now() {
    restless(false);
}

fn restless(same_hub: bool) {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut remote = told(&fixture, &hub, "one");
    let (customer, ticket, gone) =
        (ours("users", CUSTOMER).1, ours("tickets", 1).1, ours("escalations", 1).1);
    let newcomer = Uuid::from_u128(0xcafe);
    let before = |table: &str| {
        drop(match table {
            // Its tickets come before it does.
            "users" => hub.run(&format!(
                "INSERT INTO users (id, organization_id, email, name, role) VALUES ('{newcomer}', '{own}', 'new@hub.test', 'New', 'CUSTOMER');
                 INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
                 SELECT '{own}', 'LATE-' || n, '{newcomer}', 'late', 'late', 'OTHER' FROM generate_series(1, 5) n;
                 UPDATE users SET name = 'Renamed' WHERE id = '{customer}'"
            )),
            // What was read is deleted, and what was not.
            "tickets" => hub.run(&format!(
                "UPDATE tickets SET subject = 'later', updated_at = now() WHERE id = '{ticket}';
                 DELETE FROM tickets WHERE ticket_number = 'LATE-3';
                 DELETE FROM escalations WHERE id = '{gone}'"
            )),
            "refunds" => hub.run("UPDATE budgets SET spent = spent + 1, remaining = remaining - 1"),
            _ => String::new(),
        });
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.db");
    let desk = Desk::create(&path).expect("a desk");
    desk.connect(own, "postgres://hub.test/desk", "two", Known::Nothing).expect("connected");
    let mut source = Restless { remote: hub.device("two"), before: &before, lost: Some("refunds") };
    let welcome = source.remote.hello(&Hello::default()).expect("hello");
    let mut file = File::begin(&desk, own).expect("nobody else");
    let recognize = |work: &mut dyn Work| {
        let mut link = work.link()?;
        link.hub = Some(welcome.hub.clone()).filter(|_| same_hub);
        work.keep(&link)
    };
    file.work(recognize).expect("kept");
    drop(file);
    drop(desk);
    let go_on = &mut |_| ControlFlow::Continue(());
    let lost = fill(&path, own, &mut source, go_on).map_err(|e| e.code);
    assert_eq!(lost, Err(Code::Internal));
    let filled = fill(&path, own, &mut source, go_on).expect("filled");
    assert!(filled.unfit >= 4, "{filled:?}");

    let second = Desk::open(&path).expect("it opens");
    sound(&second);
    let mut two = File::begin(&second, own).expect("nobody else");
    rounds(&mut two, &mut source.remote);
    assert_eq!(two.look(|look| look.unfit()).expect("looked"), []);
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    rounds(&mut one, &mut remote);
    same(&mut two, &mut one);
    let held = |key: Key| {
        second.observe(own, |side| side.row(tables::find(key.0).expect("a table"), key.1))
    };
    assert!(held(("users", newcomer)).expect("looked").is_some());
    assert!(held(("escalations", gone)).expect("looked").is_none());
}
