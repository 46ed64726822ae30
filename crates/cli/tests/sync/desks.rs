//! Two desks and a hub that meet, part, and disagree.

use crate::{Desk, Office, grounded, same};
use serde_json::json;

#[test]
fn a_desk_pushes_and_another_gets_the_same() {
    let office = Office::new();
    let a = office.demo("a.db", "20");
    let joined = a.connect(&office.device("a"));
    assert_eq!((&joined["connected"], &joined["conflicts"]), (&json!(true), &json!(0)), "{joined}");
    assert_eq!(joined["refused"], 0, "{joined}");
    same(&a.rows(), &office.rows());

    let b = office.desk("b.db");
    let joined = b.connect(&office.device("b"));
    assert!(joined["pulled"].as_u64() > Some(20), "{joined}");
    same(&b.rows(), &office.rows());
    for desk in [&a, &b] {
        let idle = desk.once();
        for what in ["pulled", "pushed", "stale", "refused", "conflicts", "unfit"] {
            assert_eq!(idle[what], 0, "{idle}");
        }
        assert_eq!(desk.good(&["verify"])["sound"], true);
    }
}

/// Two desks that have the same twenty tickets.
fn pair(office: &Office) -> (Desk, Desk) {
    let a = office.demo("a.db", "20");
    a.connect(&office.device("a"));
    let b = office.desk("b.db");
    b.connect(&office.device("b"));
    (a, b)
}

/// Both exchange until there is nothing left, and hold what the hub holds.
pub fn settle(office: &Office, desks: [&Desk; 2]) {
    for _ in 0..2 {
        desks.iter().for_each(|desk| drop(desk.once()));
    }
    for desk in desks {
        same(&desk.rows(), &office.rows());
        assert_eq!(desk.good(&["verify"])["sound"], true);
    }
}

fn a_ticket(desk: &Desk) -> String {
    let listed = desk.good(&["call", "list_tickets", "--input", r#"{"limit": 1}"#]);
    listed["items"][0]["id"].as_str().expect("a ticket").to_owned()
}

fn retitle(desk: &Desk, ticket: &str, subject: &str) {
    let input = json!({"id": ticket, "subject": subject}).to_string();
    desk.good(&["call", "update_ticket", "--input", &input]);
}

#[test]
fn who_edits_the_same_is_asked_and_all_end_alike() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let ticket = a_ticket(&a);
    retitle(&a, &ticket, "as A has it");
    retitle(&b, &ticket, "as B has it");
    let waits = b.good(&["sync", "status"]);
    assert_eq!(waits["pending"]["operations"], 1, "{waits}");
    settle(&office, [&a, &b]);

    let listed = b.good(&["sync", "conflicts"]);
    let conflict = &listed["conflicts"][0];
    assert_eq!(listed["conflicts"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(conflict["mine"], "as B has it", "{listed}");
    assert_eq!(conflict["theirs"], "as A has it", "{listed}");
    assert_eq!(a.good(&["sync", "conflicts"])["conflicts"], json!([]));
    let id = conflict["id"].as_str().expect("an id");
    assert!(!b.run(&["sync", "resolve", id, "never"]).status.success());
    b.good(&["sync", "resolve", id, "theirs"]);
    settle(&office, [&a, &b]);
    let input = json!({"id": ticket}).to_string();
    let subject = || a.good(&["call", "get_ticket", "--input", &input])["subject"].clone();
    assert_eq!(subject(), "as A has it");
    assert_eq!(b.good(&["sync", "conflicts"])["conflicts"], json!([]));
    let at_the_hub = || {
        let how = office.database.run("SELECT resolution #>> '{}' FROM desk_sync.conflict");
        how.trim().to_owned()
    };
    assert_eq!(at_the_hub(), "theirs");

    // The decision is undone: it is to be decided again.
    b.good(&["call", "undo"]);
    settle(&office, [&a, &b]);
    assert_eq!(subject(), "as B has it");
    assert_eq!(b.good(&["sync", "conflicts"])["conflicts"][0]["id"], json!(id));
    assert_eq!(at_the_hub(), "");
    b.good(&["sync", "resolve", id, "keep"]);
    settle(&office, [&a, &b]);
    assert_eq!((subject(), at_the_hub()), (json!("as B has it"), "kept".into()));
}

#[test]
fn a_priority_that_both_set_is_one_thing_to_decide() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let ask = json!({"filter": {"status": ["OPEN"], "priority": ["LOW", "NORMAL"]}, "limit": 1});
    let listed = a.good(&["call", "list_tickets", "--input", &ask.to_string()]);
    let ticket = listed["items"][0]["id"].as_str().expect("an open ticket");
    // When it is due follows from that, in a row of its own.
    for (desk, priority) in [(&a, "HIGH"), (&b, "URGENT")] {
        let input = json!({"id": ticket, "priority": priority}).to_string();
        desk.good(&["call", "update_ticket", "--input", &input]);
    }
    settle(&office, [&a, &b]);
    let listed = b.good(&["sync", "conflicts"]);
    assert_eq!(listed["conflicts"].as_array().map(Vec::len), Some(1), "{listed:#}");
    assert_eq!(listed["conflicts"][0]["column"], "priority", "{listed:#}");
    let due = |desk: &Desk| {
        let input = json!({"id": ticket}).to_string();
        desk.good(&["call", "ticket_timeline", "--input", &input])["work"]["dueAt"].clone()
    };
    assert!(due(&a).is_string());
    assert_eq!(due(&a), due(&b));
}

#[test]
fn what_others_write_at_the_hub_arrives() {
    let office = Office::new();
    let (a, b) = pair(&office);
    office.database.run("UPDATE public.tickets SET subject = 'by the server', updated_at = now()");
    settle(&office, [&a, &b]);
    let listed = b.good(&["call", "list_tickets", "--input", r#"{"limit": 1}"#]);
    assert_eq!(listed["items"][0]["subject"], "by the server");
}

#[test]
fn a_killed_exchange_goes_on() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let ticket = a_ticket(&a);
    for round in 0..12 {
        retitle(&a, &ticket, &format!("round {round}"));
        let mut child = a.command(&["sync", "once"]).spawn().expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(4 * round));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
    }
    settle(&office, [&a, &b]);
    let input = json!({"id": ticket}).to_string();
    assert_eq!(b.good(&["call", "get_ticket", "--input", &input])["subject"], "round 11");
}

#[test]
fn parting_keeps_everything_and_a_revoked_device_is_told() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let before = a.rows();
    grounded(&["hub", "revoke", &office.database.url(), "--name", "a"]);
    let refused = a.run(&["sync", "once"]);
    assert!(!refused.status.success());
    assert!(crate::text(&refused.stderr).contains("revoked"), "{}", crate::text(&refused.stderr));
    let stands = a.good(&["sync", "status"]);
    assert!(stands["lastError"].is_string(), "{stands}");
    assert!(!stands["hub"].as_str().expect("a hub").contains("password"), "{stands}");
    a.good(&["sync", "disconnect"]);
    same(&a.rows(), &before);
    assert!(!a.run(&["sync", "once"]).status.success());
    b.once();

    // A device that is revoked gets a new address, which is all that has to be told to a file that is still connected.
    let ticket = a_ticket(&b);
    retitle(&b, &ticket, "while revoked");
    grounded(&["hub", "revoke", &office.database.url(), "--name", "b"]);
    assert!(!b.run(&["sync", "once"]).status.success());
    let joined = b.connect(&office.device("b again"));
    assert_eq!(joined["pushed"], 1, "{joined}");
    same(&b.rows(), &office.rows());
}

#[test]
fn what_another_hub_does_not_have_is_kept_when_a_file_goes_over_to_it() {
    let (old, new) = (Office::new(), Office::new());
    let a = old.demo("a.db", "20");
    let founder = new.desk("founder.db");
    std::fs::copy(&a.path, &founder.path).expect("a copy");
    a.connect(&old.device("a"));
    founder.connect(&new.device("founder"));

    // The old hub has a ticket and a subject of somebody else's that the new one has not.
    let ticket = a_ticket(&a);
    let copied = a.good(&["call", "get_ticket", "--input", &json!({"id": ticket}).to_string()]);
    let input = json!({
        "customerId": copied["customerId"], "subject": "Made at the old hub",
        "description": "It is nowhere else.", "category": "OTHER",
    });
    let made = a.good(&["call", "create_ticket", "--input", &input.to_string()]);
    retitle(&a, &ticket, "as the old hub has it");
    a.once();
    let b = old.desk("b.db");
    b.connect(&old.device("b"));
    b.good(&["sync", "disconnect"]);

    let joined = b.connect(&new.device("b"));
    assert_eq!((&joined["refused"], &joined["unfit"]), (&json!(0), &json!(0)), "{joined}");
    settle(&new, [&b, &founder]);
    let conflicts = b.good(&["sync", "conflicts"]);
    let all = conflicts["conflicts"].as_array().expect("conflicts");
    let of = |row: &serde_json::Value| {
        let found = all.iter().find(|conflict| conflict["row"] == *row);
        found.unwrap_or_else(|| panic!("none of {row}: {conflicts:#}"))["id"].clone()
    };
    let (gone, edited) = (of(&made["id"]), of(&json!(ticket)));
    let (gone, edited) = (gone.as_str().expect("an id"), edited.as_str().expect("an id"));
    b.good(&["sync", "resolve", edited, "mine"]);
    let refused = b.run(&["sync", "resolve", gone, "mine"]);
    assert!(crate::text(&refused.stderr).contains("restore_row"), "{refused:?}");
    let input = json!({"table": "tickets", "id": made["id"]}).to_string();
    b.good(&["call", "restore_row", "--input", &input]);
    b.good(&["sync", "resolve", gone, "keep"]);
    settle(&new, [&b, &founder]);
    let there = new.database.json(
        "SELECT json_agg(subject ORDER BY subject) FROM tickets WHERE subject LIKE '%old hub%'",
    );
    assert_eq!(there, json!(["Made at the old hub", "as the old hub has it"]));
}

#[test]
fn what_the_hub_refuses_outlasts_disconnecting() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let user = json!({"email": "new@acme.test", "name": "New", "role": "REPRESENTATIVE"});
    let user = a.good(&["call", "create_user", "--input", &user.to_string()]);
    settle(&office, [&a, &b]);
    let both = json!({"userId": user["id"], "role": "JUNIOR_SUPPORT"}).to_string();
    for desk in [&a, &b] {
        desk.good(&["call", "create_representative", "--input", &both]);
        desk.once();
    }
    let refused = |desk: &Desk| desk.good(&["sync", "conflicts"])["refused"].clone();
    let before = refused(&b);
    assert_eq!(before[0]["operation"], "create_representative", "{before}");
    b.good(&["sync", "disconnect"]);
    let joined = b.connect(&office.device("b2"));
    assert_eq!(joined["refused"], 1, "{joined}");
    assert_eq!(refused(&b), before);
    b.good(&["sync", "resolve", before[0]["id"].as_str().expect("an id"), "theirs"]);
    settle(&office, [&a, &b]);
}

#[test]
fn a_hub_that_was_restored_while_a_file_was_parted_from_it_is_told_again() {
    let office = Office::new();
    let (a, b) = (office.demo("a.db", "20"), office.desk("b.db"));
    let url = office.device("a");
    a.connect(&url);
    b.connect(&office.device("b"));
    let ticket = a_ticket(&a);
    retitle(&a, &ticket, "before the backup");
    settle(&office, [&a, &b]);
    office.database.back_up();
    retitle(&a, &ticket, "after it");
    settle(&office, [&a, &b]);
    a.good(&["sync", "disconnect"]);
    office.database.restore();
    let joined = a.connect(&url);
    assert_eq!((&joined["restored"], &joined["conflicts"]), (&json!(true), &json!(0)), "{joined}");
    settle(&office, [&a, &b]);
    let subject = format!("SELECT to_json(subject) FROM tickets WHERE id = '{ticket}'");
    assert_eq!(office.database.json(&subject), "after it");
}
