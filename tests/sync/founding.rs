//! A hub that has nothing of the organization is told all of it.
#![cfg(unix)]

use super::*;
use crate::{
    hub::{Hub, filled, rounds, same},
    watched::Watched,
};
use kit::desk::CUSTOMER;
use model::Code;
use std::{cell::RefCell, path::Path};
use store::sync::Known;
use sync::{
    engine::{
        outbox::Kind,
        resolve,
        round::{Env, Exchange, Report},
        sides::{Batch, Waiting, Why},
    },
    remote::Remote,
};

/// Tells all rows, as far as that comes.
fn first(
    desk: &Desk,
    remote: &mut Remote,
    before: &dyn Fn(usize, &Batch),
    cut: Option<(usize, bool)>,
) -> model::Result<Report> {
    let mut file = File::begin(desk, Side::Ours.organization()).expect("nobody else");
    let mut hub = Watched { remote, pushes: 0, before, cut };
    let env = Env {
        now: &mut || model::Instant::now().0,
        id: &mut Uuid::now_v7,
        may_follow: &|_, _, _| true,
    };
    Exchange::new(&mut file, &mut hub, env).first(&mut |_| Ok(()))
}

fn connect(desk: &Desk, name: &str) {
    desk.connect(Side::Ours.organization(), "postgres://hub.test/desk", name, Known::Nothing)
        .expect("connected");
}

/// So many tickets more, each by an operation of its own that the hub need not hear of.
fn tickets(desk: &Desk, from: usize, count: usize) -> Vec<Uuid> {
    let customer = ours("users", CUSTOMER).1;
    done(desk, |org| {
        (from..from + count).map(|n| ticket(org, &format!("MANY-{n}"), customer)).collect()
    })
}

fn ticket(org: &Org<'_>, number: &str, customer: Uuid) -> model::Result<Uuid> {
    let given = vec![
        ("ticket_number", number.into()),
        ("customer_id", customer.into()),
        ("subject", "many".into()),
        ("description", "many".into()),
        ("category", "OTHER".into()),
    ];
    org.insert(tables::Ticket::TABLE, given)
}

/// What a new desk gets is what is here.
fn ends_alike(desk: &Desk, remote: &mut Remote, hub: &Hub) {
    let own = Side::Ours.organization();
    let (_folder, other, mut second) = filled(hub, "another");
    let mut here = File::begin(desk, own).expect("nobody else");
    let mut there = File::begin(&other, own).expect("nobody else");
    // What was told comes back once.
    rounds(&mut here, remote);
    rounds(&mut here, remote);
    let report = rounds(&mut here, remote);
    assert_eq!(report, Report::default());
    rounds(&mut there, &mut second);
    same(&mut here, &mut there);
}

#[test]
fn all_is_told_once_whatever_happens_meanwhile() {
    let hub = Hub::new();
    let fixture = fixture();
    let desk = &fixture.desk;
    let own = Side::Ours.organization();
    let many = tickets(desk, 0, 2_200);
    for id in &many[..50] {
        done(desk, |org| {
            org.update(tables::Ticket::TABLE, *id, vec![("subject", "edited".into())])
        });
    }
    connect(desk, "one");
    let mut remote = hub.device("one");
    // Ids rise with time: the first of them are told first.
    let (told, late, later, gone) = (many[3], many[2_000], many[2_001], many[2_002]);
    let twice = RefCell::new(Vec::new());
    let before = |push: usize, batch: &Batch| {
        let inserts = batch.entries.iter().filter(|entry| entry.told.kind == Kind::Insert);
        twice.borrow_mut().push(inserts.map(|entry| entry.told.row).collect::<Vec<_>>());
        if push != 1 {
            return;
        }
        hub.run(&format!(
            "INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
             VALUES ('{own}', 'THEIRS', '{}', 'theirs', 'theirs', 'OTHER');
             UPDATE tickets SET description = 'by the hub', updated_at = now() WHERE id = '{told}'",
            ours("users", CUSTOMER).1
        ));
        done(desk, |org| {
            let person = vec![
                ("email", "late@test.test".into()),
                ("name", "Late".into()),
                ("role", "CUSTOMER".into()),
            ];
            let person = org.insert(tables::User::TABLE, person)?;
            ticket(org, "LATE", person)?;
            org.update(tables::Ticket::TABLE, told, vec![("subject", "told, then edited".into())])?;
            org.update(tables::Ticket::TABLE, late, vec![("customer_id", person.into())])?;
            org.update(tables::Ticket::TABLE, later, vec![("subject", "edited first".into())])?;
            org.delete(tables::Ticket::TABLE, gone)?;
            let budget = ours("budgets", kit::desk::PURSE).1.into();
            let spent = vec![("budget_id", budget), ("amount", Value::Int(700))];
            org.insert(tables::BudgetUsageRecord::TABLE, spent)
        });
    };
    let nothing = |_: usize, _: &Batch| {};
    assert_eq!(
        first(desk, &mut remote, &nothing, Some((1, false))).unwrap_err().code,
        Code::Offline
    );
    assert_eq!(
        first(desk, &mut remote, &nothing, Some((1, true))).unwrap_err().code,
        Code::Offline
    );
    assert_eq!(
        first(desk, &mut remote, &nothing, Some((2, true))).unwrap_err().code,
        Code::Offline
    );
    let report = first(desk, &mut remote, &before, None).expect("told");
    assert_eq!((report.refused, report.stale, report.conflicts), (0, 0, 0), "{report:?}");
    let mut all = twice.into_inner().concat();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "a row was told twice");
    ends_alike(desk, &mut remote, &hub);
    let held = |what: &str| hub.run(&format!("SELECT count(*) FROM tickets WHERE {what}"));
    assert_eq!(held("subject = 'told, then edited' AND description = 'by the hub'"), "1");
    assert_eq!(held("subject = 'edited first'"), "1");
    assert_eq!(held("subject = 'edited'"), "49");
    assert_eq!(held("ticket_number LIKE 'MANY-%'"), "2199");
    assert_eq!(hub.run("SELECT count(*) FROM desk_sync.conflict"), "0");
}

#[test]
fn a_file_that_came_from_one_hub_founds_the_organization_at_another() {
    let fixture = fixture();
    let (one, two) = (Hub::new(), Hub::new());
    drop(hub::told(&fixture, &one, "one"));
    let (_folder, desk, remote) = filled(&one, "two");
    drop(remote);
    desk.disconnect(Side::Ours.organization()).expect("parted");
    connect(&desk, "one");
    let mut remote = two.device("one");
    first(&desk, &mut remote, &|_, _| {}, None).expect("told");
    ends_alike(&desk, &mut remote, &two);
}

#[test]
fn two_copies_of_a_file_found_it_together_and_nothing_is_lost_in_silence() {
    let hub = Hub::new();
    let fixture = fixture();
    tickets(&fixture.desk, 0, 600);
    let folder = tempfile::tempdir().expect("a folder");
    let path: &Path = &folder.path().join("copy.db");
    fixture.desk.backup(path, &mut |_| {}).expect("a copy");
    let copy = Desk::open(path).expect("it opens");
    let subject = |desk: &Desk, subject: &str| {
        let changes = vec![("subject", subject.into())];
        done(desk, |org| org.update(tables::Ticket::TABLE, ours("tickets", 1).1, changes));
    };
    subject(&fixture.desk, "one");
    subject(&copy, "two");
    tickets(&copy, 1_000, 3);
    connect(&fixture.desk, "one");
    connect(&copy, "two");
    let (mut one, mut two) = (hub.device("one"), hub.device("two"));
    let cut = first(&copy, &mut two, &|_, _| {}, Some((1, false)));
    assert_eq!(cut.unwrap_err().code, Code::Offline);
    first(&fixture.desk, &mut one, &|_, _| {}, None).expect("told");
    let report = first(&copy, &mut two, &|_, _| {}, None).expect("told");
    assert!(report.stale > 600 && report.refused == 0, "{report:?}");
    assert_eq!(report.conflicts, 1);
    ends_alike(&copy, &mut two, &hub);
    assert_eq!(hub.run("SELECT mine FROM desk_sync.conflict"), "\"two\"");
    assert_eq!(hub.run("SELECT count(*) FROM tickets WHERE subject = 'one'"), "1");
}

#[test]
fn what_the_hub_refuses_waits_to_be_decided() {
    let hub = Hub::new();
    let fixture = fixture();
    let desk = &fixture.desk;
    let own = Side::Ours.organization();
    let bad = tickets(desk, 0, 2);
    for id in &bad {
        done(desk, |org| org.update(tables::Ticket::TABLE, *id, vec![("subject", "bad".into())]));
    }
    hub.run("ALTER TABLE tickets ADD CONSTRAINT good CHECK (subject <> 'bad')");
    connect(desk, "one");
    let mut remote = hub.device("one");
    let report = first(desk, &mut remote, &|_, _| {}, None).expect("told");
    assert_eq!(report.refused, 2, "{report:?}");
    let mut file = File::begin(desk, own).expect("nobody else");
    rounds(&mut file, &mut remote);
    let waiting = |file: &mut File<&Desk>| -> Vec<Waiting> {
        file.look(|look| look.waiting()).expect("looked")
    };
    let all = waiting(&mut file);
    assert!(all.iter().all(|waiting| matches!(waiting.why, Why::Quarantined(_))), "{all:?}");
    // What is done to it meanwhile waits with it; also where everything is asked for it stays.
    done(desk, |org| {
        org.update(tables::Ticket::TABLE, bad[0], vec![("description", "more".into())])
    });
    let forget = |work: &mut dyn Work| {
        let mut link = work.link()?;
        link.cursor = None;
        work.keep(&link)
    };
    file.work(forget).expect("kept");
    rounds(&mut file, &mut remote);
    assert_eq!(waiting(&mut file).len(), 3);
    hub.run("ALTER TABLE tickets DROP CONSTRAINT good");
    let of = |row: Uuid| {
        all.iter().find(|w| w.label.ends_with(&row.to_string())).expect("it waits").group
    };
    file.work(|work| resolve::release(work, of(bad[0]))).expect("told again");
    file.work(|work| resolve::discard(work, of(bad[1]))).expect("given up");
    for _ in 0..3 {
        rounds(&mut file, &mut remote);
    }
    assert_eq!(waiting(&mut file), []);
    assert!(row(&mut file, ("tickets", bad[0])).is_some());
    assert_eq!(row(&mut file, ("tickets", bad[1])), None);
    drop(file);
    ends_alike(desk, &mut remote, &hub);
    assert_eq!(hub.run("SELECT description FROM tickets WHERE subject = 'bad'"), "more");
}

#[test]
fn a_hub_that_has_another_organization_of_that_slug_is_told_nothing() {
    let hub = Hub::new();
    let fixture = fixture();
    connect(&fixture.desk, "one");
    let mut remote = hub.device("one");
    let other = |_: usize, _: &Batch| {
        hub.run("INSERT INTO organizations (name, slug) VALUES ('Other', 'ours')");
    };
    let refused = first(&fixture.desk, &mut remote, &other, None).unwrap_err();
    assert_eq!(refused.code, Code::Conflict, "{refused:?}");
    let refused = first(&fixture.desk, &mut remote, &|_, _| {}, None).unwrap_err();
    assert_eq!(refused.code, Code::Conflict, "{refused:?}");
    assert_eq!(hub.run("SELECT count(*) FROM users"), "0");
    sound(&fixture.desk);
}
