//! Whole rounds: desks' files and a hub in Postgres.
#![cfg(unix)]

use super::*;
use crate::hub::{Hub, connect, filled, rounds, same, told};
use store::sync::Decision;
use store::sync::Known;
use sync::engine::round::Report;

#[test]
fn two_desks_meet_at_a_hub() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut hub_one = told(&fixture, &hub, "one");
    // A new desk gets all of it at once.
    let (_folder, second, mut hub_two) = filled(&hub, "two");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
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

#[test]
fn how_json_is_written_is_no_edit() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut hub_one = told(&fixture, &hub, "json-one");
    let (_folder, second, mut hub_two) = filled(&hub, "json-two");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    let mut two = File::begin(&second, own).expect("nobody else");
    for (desk, settings) in [(&fixture.desk, "\"a\":1"), (&second, "\"b\":2")] {
        let settings = format!("{{\"maxRefundPerUser\":100,{settings}}}");
        done(desk, |org| {
            org.update(tables::Organization::TABLE, own, vec![("settings", settings.into())])
        });
    }
    let mut conflicts = 0;
    for _ in 0..2 {
        conflicts += rounds(&mut one, &mut hub_one).conflicts;
        conflicts += rounds(&mut two, &mut hub_two).conflicts;
    }
    assert_eq!(conflicts, 0);
    same(&mut one, &mut two);
    let settings = row(&mut one, ("organizations", own)).expect("a row")
        [place("organizations", "settings")]
    .clone();
    let settings = model::Type::Json.json(settings.as_ref());
    assert_eq!(settings, serde_json::json!({"maxRefundPerUser": 100, "a": 1, "b": 2}));
    // And none to take over again and again.
    let before = (end(one.desk()), end(two.desk()));
    rounds(&mut one, &mut hub_one);
    rounds(&mut two, &mut hub_two);
    assert_eq!((end(one.desk()), end(two.desk())), before);
}

#[test]
fn a_copied_file_becomes_a_device_of_its_own() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut remote = told(&fixture, &hub, "copied");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("copy.db");
    fixture.desk.backup(&path, &mut |_| {}).expect("a copy");
    let copy = Desk::open(&path).expect("the copy");
    let name = |desk: &Desk, number, name: &str| {
        let user = ours("users", number).1;
        done(desk, |org| org.update(tables::User::TABLE, user, vec![("name", name.into())]));
    };
    name(&fixture.desk, 2, "original");
    name(&copy, 3, "copy");
    let mut original = File::begin(&fixture.desk, own).expect("nobody else");
    let mut copied = File::begin(&copy, own).expect("another file");
    assert!(!rounds(&mut original, &mut remote).forked);
    let report = rounds(&mut copied, &mut remote);
    assert!(report.forked && report.refused == 0, "{report:?}");
    let file = |desk: &mut File<&Desk>| desk.look(|look| look.link()).expect("a link").file;
    assert_ne!(file(&mut original), file(&mut copied));
    // Both edits stand. The original finds that another file took its place.
    assert!(rounds(&mut original, &mut remote).forked);
    rounds(&mut copied, &mut remote);
    same(&mut original, &mut copied);
    for (number, name) in [(2, "original"), (3, "copy")] {
        let held = row(&mut copied, ours("users", number)).expect("a row");
        assert_eq!(held[place("users", "name")], name.into());
    }
}

#[test]
fn a_restored_hub_is_told_again_what_it_has_lost() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let address = hub.add("restored");
    fixture
        .desk
        .connect(own, "postgres://hub.test/desk", "restored", Known::Nothing)
        .expect("connected");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    rounds(&mut one, &mut connect(&address));
    hub.back_up();

    let (mine, theirs) = (ours("users", 2), ours("users", 3));
    let before = row(&mut one, theirs).expect("a row");
    done(one.desk(), |org| org.update(tables::User::TABLE, mine.1, vec![("name", "mine".into())]));
    done(one.desk(), |org| {
        let budget = ours("budgets", kit::desk::PURSE).1.into();
        let given = vec![("budget_id", budget), ("amount", Value::Int(700))];
        org.insert(tables::BudgetUsageRecord::TABLE, given)
    });
    let outside = format!("UPDATE users SET name = 'theirs' WHERE id = '{}'", theirs.1);
    hub.run(&outside);
    rounds(&mut one, &mut connect(&address));
    let name = place("users", "name");
    assert_eq!(row(&mut one, theirs).expect("a row")[name], "theirs".into());

    hub.restore();
    let mut remote = connect(&address);
    let report = rounds(&mut one, &mut remote);
    assert!(report.restored && !report.forked && report.refused == 0, "{report:?}");
    // What was done here is there again, once.
    let budget = ours("budgets", kit::desk::PURSE).1;
    let told = format!(
        "SELECT u.name, b.spent FROM users u, budgets b WHERE u.id = '{}' AND b.id = '{budget}'",
        mine.1
    );
    assert_eq!(hub.run(&told), "mine|7.00");
    // What others did went, and is kept.
    assert_eq!(row(&mut one, theirs).expect("a row")[name], before[name]);
    let lost = one.desk().observe(own, |side| side.conflicts(false, 10)).expect("read");
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(one.look(|look| look.lost()).expect("read").len(), 1);
    // It is back: nobody has to decide about it.
    hub.run(&outside);
    rounds(&mut one, &mut remote);
    assert_eq!(row(&mut one, theirs).expect("a row")[name], "theirs".into());
    assert!(one.look(|look| look.lost()).expect("read").is_empty());
    let (_folder, second, _) = filled(&hub, "second");
    let mut two = File::begin(&second, own).expect("nobody else");
    same(&mut one, &mut two);
}

#[test]
fn a_ticket_that_two_desks_delete_leaves_its_assignee_once() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut hub_one = told(&fixture, &hub, "first");
    let (_folder, second, mut hub_two) = filled(&hub, "second");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    let mut two = File::begin(&second, own).expect("nobody else");
    let worker = ours("representatives", kit::desk::WORKER);
    let ticket = done(one.desk(), |org| {
        let given = vec![
            ("ticket_number", "N".into()),
            ("customer_id", ours("users", kit::desk::CUSTOMER).1.into()),
            ("assigned_to", worker.1.into()),
            ("subject", "new".into()),
            ("description", "new".into()),
            ("category", "OTHER".into()),
        ];
        org.insert(tables::Ticket::TABLE, given)
    });
    let load = |desk: &mut File<&Desk>| {
        row(desk, worker).expect("a row")[place("representatives", "active_chats")].clone()
    };
    rounds(&mut one, &mut hub_one);
    rounds(&mut two, &mut hub_two);
    let Value::Int(with) = load(&mut two) else { panic!("a number") };
    for desk in [one.desk(), two.desk()] {
        done(desk, |org| org.delete(tables::Ticket::TABLE, ticket));
    }
    for _ in 0..2 {
        rounds(&mut one, &mut hub_one);
        rounds(&mut two, &mut hub_two);
    }
    same(&mut one, &mut two);
    assert_eq!(load(&mut one), Value::Int(with - 1));
}

#[test]
fn what_others_did_at_the_hub_comes() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut remote = told(&fixture, &hub, "others");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    let [junior, senior] = [Who::Junior, Who::Senior]
        .map(|who| (ours("representatives", who.number()), ours("users", who.number())));
    let customer = ours("users", kit::desk::CUSTOMER);
    // Two change places, a customer goes with all that is theirs, and a label comes that nobody here knows.
    let free = ours("users", kit::desk::FREE);
    hub.run(&format!(
        "BEGIN;
         UPDATE representatives SET user_id = '{free}' WHERE id = '{junior}';
         UPDATE representatives SET user_id = '{junior_user}' WHERE id = '{senior}';
         UPDATE representatives SET user_id = '{senior_user}' WHERE id = '{junior}';
         DELETE FROM users WHERE id = '{customer}';
         COMMIT;",
        free = free.1,
        junior = junior.0.1,
        senior = senior.0.1,
        junior_user = junior.1.1,
        senior_user = senior.1.1,
        customer = customer.1,
    ));
    hub.run("ALTER TYPE account_tier ADD VALUE 'PLATINUM'");
    let profile = id(7);
    hub.run(&format!(
        "INSERT INTO customer_profiles (id, organization_id, user_id, tier) VALUES ('{profile}', '{own}', '{}', 'PLATINUM')",
        free.1
    ));
    let report = rounds(&mut one, &mut remote);
    assert!(report.unfit > 0 && report.conflicts == 0, "{report:?}");
    let user = |desk: &mut File<&Desk>, key| {
        row(desk, key).expect("a row")[place("representatives", "user_id")].clone()
    };
    assert_eq!(user(&mut one, junior.0), senior.1.1.into());
    assert_eq!(user(&mut one, senior.0), junior.1.1.into());
    assert_eq!(row(&mut one, customer), None);
    assert_eq!(row(&mut one, ours("tickets", 1)), None);
    let profile = ("customer_profiles", profile);
    assert_eq!(one.look(|look| look.unfit()).expect("read"), [profile]);
    // Until it says something that is known.
    hub.run(&format!("UPDATE customer_profiles SET tier = 'PRO' WHERE id = '{}'", profile.1));
    assert_eq!(rounds(&mut one, &mut remote).unfit, 0);
    assert!(row(&mut one, profile).is_some());
    assert!(one.look(|look| look.unfit()).expect("read").is_empty());
    assert_eq!(rounds(&mut one, &mut remote), Report::default());
}

#[test]
fn what_is_decided_about_a_conflict_reaches_everybody() {
    let hub = Hub::new();
    let own = Side::Ours.organization();
    let fixture = fixture();
    let mut hub_one = told(&fixture, &hub, "decides");
    let (_folder, second, mut hub_two) = filled(&hub, "hears");
    let mut one = File::begin(&fixture.desk, own).expect("nobody else");
    let mut two = File::begin(&second, own).expect("nobody else");
    let ticket = ours("tickets", 1);
    let subject = |desk: &Desk, subject: &str| {
        let changes = vec![("subject", subject.into())];
        done(desk, |org| org.update(tables::Ticket::TABLE, ticket.1, changes));
    };
    subject(one.desk(), "mine");
    subject(two.desk(), "theirs");
    rounds(&mut two, &mut hub_two);
    assert_eq!(rounds(&mut one, &mut hub_one).conflicts, 1);
    let open = |desk: &Desk| desk.observe(own, |side| side.conflicts(false, 10)).expect("read");
    let [conflict] = open(one.desk()).try_into().expect("one conflict");
    assert!(conflict.record.mine_lost);
    assert_eq!(hub.run("SELECT id FROM desk_sync.conflict"), conflict.record.id.to_string());
    let session = admin(one.desk(), Side::Ours);
    let decide = |org: &mut Org<'_>| org.decide(conflict.record.id, &Decision::Mine);
    one.desk().write(&session, "resolve_conflict", decide).expect("decided");
    assert!(open(one.desk()).is_empty());
    rounds(&mut one, &mut hub_one);
    rounds(&mut two, &mut hub_two);
    rounds(&mut one, &mut hub_one);
    same(&mut one, &mut two);
    let held = row(&mut two, ticket).expect("a row");
    assert_eq!(held[place("tickets", "subject")], "mine".into());
}
