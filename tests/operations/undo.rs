//! Undo and redo: what an operation did goes back and comes again; what others did since stays, and is
//! told.

use crate::snapshot::{Snapshot, Watcher};
use kit::desk::{CUSTOMER, Fixture, Side, WORKER, Who};
use model::{Code, tables};
use rusqlite::types::Value as Stored;
use serde_json::{Value as Json, json};

/// All rows, but when each was changed last: that moves on with every change, undoing included.
pub fn rows(fixture: &Fixture) -> Snapshot {
    let mut all = Watcher::new(fixture).snapshot();
    for (name, rows) in &mut all.0 {
        let Some(place) = tables::find(name).and_then(|t| t.position("updated_at")) else {
            continue;
        };
        rows.values_mut().for_each(|row| row[place] = Stored::Null);
    }
    all
}

/// Rows that are not the same, and how they are in each.
pub fn assert_same(one: &Snapshot, other: &Snapshot, what: &str) {
    let mut off = String::new();
    for (name, rows) in &one.0 {
        let others = &other.0[name];
        for id in rows.keys().chain(others.keys()) {
            if rows.get(id) != others.get(id) {
                off += &format!("\n{name}: {:?}\n    not {:?}", rows.get(id), others.get(id));
            }
        }
    }
    assert!(off.is_empty(), "{what}: {off}");
}

/// Does it, undoes it, and does it again: each time all is as it was.
fn there_and_back(fixture: &Fixture, who: Who, name: &str, input: Json) {
    let before = rows(fixture);
    fixture.done(who, name, input);
    let after = rows(fixture);
    assert!(before != after, "{name} did nothing");
    for _ in 0..2 {
        let undone = fixture.done(who, "undo", json!({}));
        assert_eq!(undone["operation"], name);
        assert_eq!(undone["skipped"], json!([]), "{name}");
        assert_same(&rows(fixture), &before, &format!("{name} undone"));
        let redone = fixture.done(who, "redo", json!({}));
        assert_eq!(redone["changed"], undone["changed"], "{name}");
        assert_eq!(redone["skipped"], json!([]), "{name}");
        assert_same(&rows(fixture), &after, &format!("{name} redone"));
    }
}

pub fn ticket() -> uuid::Uuid {
    Side::Ours.some("tickets")
}

fn subject(fixture: &Fixture, id: &Json) -> Json {
    fixture.done(Who::Admin, "get_ticket", json!({"id": id}))["subject"].clone()
}

#[test]
fn what_every_operation_does_goes_back_and_comes_again() {
    let mut walked = 0;
    for way in kit::inputs::ways() {
        let kind = way.operation.kind();
        // Who founds or deletes an organization is not there to undo it.
        let beyond = ["create_organization", "delete_organization", "undo", "redo"];
        if kind != domain::Kind::Write || beyond.contains(&way.operation.name) {
            continue;
        }
        let fixture = Fixture::new();
        way.prepare(&fixture);
        let before = rows(&fixture);
        fixture.done(Who::Chief, way.operation.name, way.full());
        let after = rows(&fixture);
        if before == after {
            continue;
        }
        for _ in 0..2 {
            let undone = fixture.done(Who::Chief, "undo", json!({}));
            assert_eq!(undone["skipped"], json!([]), "{}", way.name);
            assert_same(&rows(&fixture), &before, &format!("{} undone", way.name));
            let redone = fixture.done(Who::Chief, "redo", json!({}));
            assert_eq!(redone["skipped"], json!([]), "{}", way.name);
            assert_same(&rows(&fixture), &after, &format!("{} redone", way.name));
        }
        assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
        walked += 1;
    }
    assert!(walked > 25, "only {walked} operations walked");
}

#[test]
fn deletes_bring_back_what_they_took() {
    for (table, name) in [
        ("users", "delete_user"),
        ("representatives", "delete_representative"),
        ("tickets", "delete_ticket"),
        ("refunds", "delete_refund"),
        ("budgets", "delete_budget"),
    ] {
        let fixture = Fixture::new();
        let numbers = if table == "users" { vec![CUSTOMER, WORKER] } else { vec![] };
        for id in
            numbers.into_iter().map(|n| Side::Ours.row(table, n)).chain([Side::Ours.some(table)])
        {
            there_and_back(&fixture, Who::Admin, name, json!({"id": id}));
            fixture.done(Who::Admin, "undo", json!({}));
        }
    }
}

#[test]
fn the_stack_is_ones_own_and_survives_a_restart() {
    let mut fixture = Fixture::new();
    let change = |fixture: &Fixture, who, subject: &str| {
        fixture.done(who, "update_ticket", json!({"id": ticket(), "subject": subject}))
    };
    let error = fixture.refused(Who::Junior, "undo", json!({}));
    assert_eq!(error.code, Code::Stale);
    let error = fixture.refused(Who::Junior, "redo", json!({}));
    assert_eq!(error.code, Code::Stale);
    for text in ["One", "Two", "Three"] {
        change(&fixture, Who::Junior, text);
        fixture = fixture.reopened();
    }
    // Somebody else's work is not in it.
    let other = json!({"name": "New", "email": "new@example.test", "role": "CUSTOMER"});
    fixture.done(Who::Senior, "create_user", other);
    for text in ["Two", "One", "Ours subject"] {
        fixture.done(Who::Junior, "undo", json!({}));
        fixture = fixture.reopened();
        assert_eq!(subject(&fixture, &json!(ticket())), text);
    }
    assert_eq!(fixture.refused(Who::Junior, "undo", json!({})).code, Code::Stale);
    for text in ["One", "Two"] {
        fixture.done(Who::Junior, "redo", json!({}));
        fixture = fixture.reopened();
        assert_eq!(subject(&fixture, &json!(ticket())), text);
    }
    // Something new ends what can be redone; what was before it can still be undone.
    change(&fixture, Who::Junior, "Four");
    assert_eq!(fixture.refused(Who::Junior, "redo", json!({})).code, Code::Stale);
    fixture.done(Who::Junior, "undo", json!({}));
    fixture.done(Who::Junior, "redo", json!({}));
    assert_eq!(subject(&fixture, &json!(ticket())), "Four");
    assert_eq!(fixture.refused(Who::Junior, "redo", json!({})).code, Code::Stale);
    for text in ["Two", "One", "Ours subject"] {
        fixture.done(Who::Junior, "undo", json!({}));
        assert_eq!(subject(&fixture, &json!(ticket())), text);
    }
    assert_eq!(fixture.refused(Who::Junior, "undo", json!({})).code, Code::Stale);
}

#[test]
fn what_somebody_changed_since_stays_and_is_told() {
    let fixture = Fixture::new();
    let change = |who, change: Json| {
        let mut input = json!({"id": ticket()});
        for (field, value) in change.as_object().into_iter().flatten() {
            input[field] = value.clone();
        }
        fixture.done(who, "update_ticket", input)
    };
    change(Who::Junior, json!({"subject": "Mine"}));
    change(Who::Senior, json!({"priority": "URGENT"}));
    let undone = fixture.done(Who::Junior, "undo", json!({}));
    assert_eq!(undone["changed"], 0);
    let skipped = &undone["skipped"][0];
    assert_eq!(skipped["table"], "tickets");
    assert_eq!(skipped["id"], json!(ticket()));
    assert_eq!(skipped["label"], "Ours 1 Mine");
    assert_eq!(skipped["by"]["id"], json!(Side::Ours.row("users", Who::Senior.number())));
    assert!(skipped["at"].is_string());
    assert_eq!(subject(&fixture, &json!(ticket())), "Mine");
    // Nothing was undone, so there is nothing to do again.
    let redone = fixture.done(Who::Junior, "redo", json!({}));
    assert_eq!((&redone["changed"], &redone["skipped"]), (&json!(0), &json!([])));
    // Once the other has taken theirs back, one's own goes back too.
    fixture.done(Who::Senior, "undo", json!({}));
    let undone = fixture.done(Who::Junior, "undo", json!({}));
    assert_eq!((&undone["changed"], &undone["skipped"]), (&json!(1), &json!([])));
    assert_eq!(subject(&fixture, &json!(ticket())), "Ours subject");
}

#[test]
fn a_row_that_others_refer_to_by_now_is_not_taken_from_them() {
    let fixture = Fixture::new();
    let user = json!({"name": "New", "email": "new@example.test", "role": "CUSTOMER"});
    let user = fixture.done(Who::Junior, "create_user", user)["id"].clone();
    let asked =
        json!({"customerId": user, "subject": "S", "description": "D", "category": "OTHER"});
    let asked = fixture.done(Who::Senior, "create_ticket", asked)["id"].clone();
    let undone = fixture.done(Who::Junior, "undo", json!({}));
    assert_eq!(undone["changed"], 0);
    assert_eq!(undone["skipped"][0]["label"], "New");
    assert_eq!(subject(&fixture, &asked), "S");
}

#[test]
fn a_colleague_comes_back_without_the_work_that_others_took() {
    let fixture = Fixture::new();
    let worker = Side::Ours.row("representatives", WORKER);
    let lead = Side::Ours.row("representatives", Who::Lead.number());
    let mut tickets = Vec::new();
    for n in 0..3 {
        let asked = json!({"customerId": Side::Ours.some("users"), "subject": format!("S{n}"),
            "description": "D", "category": "OTHER", "assignedTo": worker});
        tickets.push(fixture.done(Who::Junior, "create_ticket", asked)["id"].clone());
    }
    let active = |id| {
        fixture.done(Who::Admin, "get_representative", json!({"id": id}))["activeChats"].clone()
    };
    let assignee =
        |id: &Json| fixture.done(Who::Admin, "get_ticket", json!({"id": id}))["assignedTo"].clone();
    let before = active(worker).as_i64().expect("a number");
    fixture.done(Who::Lead, "delete_representative", json!({"id": worker}));
    fixture.done(Who::Lead, "update_ticket", json!({"id": tickets[1], "assignedTo": lead}));
    fixture.done(Who::Lead, "undo", json!({}));
    fixture.done(Who::Lead, "redo", json!({}));
    let group = &fixture.done(Who::Lead, "undo", json!({}))["group"];
    assert!(group.is_i64());
    let undone = fixture.done(Who::Lead, "undo", json!({}));
    assert_eq!(undone["operation"], "delete_representative");
    assert_eq!(undone["skipped"], json!([]));
    assert_eq!(active(worker), json!(before));
    fixture.done(Who::Lead, "redo", json!({}));
    fixture.done(Who::Junior, "update_ticket", json!({"id": tickets[1], "assignedTo": lead}));
    let undone = fixture.done(Who::Lead, "undo", json!({}));
    assert_eq!(undone["skipped"].as_array().map(Vec::len), Some(1), "{undone}");
    assert_eq!(undone["skipped"][0]["id"], tickets[1]);
    assert_eq!(active(worker), json!(before - 1));
    assert_eq!(assignee(&tickets[0]), json!(worker));
    assert_eq!(assignee(&tickets[1]), json!(lead));
}

#[test]
fn others_operations_are_the_leads_to_undo() {
    let fixture = Fixture::new();
    let change = |who, subject: &str| {
        fixture.done(who, "update_ticket", json!({"id": ticket(), "subject": subject}));
        Watcher::new(&fixture)
            .0
            .query_row("SELECT max(id) FROM desk_groups", [], |r| r.get::<_, i64>(0))
            .expect("a group")
    };
    let group = change(Who::Senior, "Theirs to undo");
    let named = json!({"group": group});
    assert_eq!(fixture.refused(Who::Junior, "undo", named.clone()).code, Code::Forbidden);
    assert_eq!(fixture.refused(Who::Lead, "redo", named.clone()).code, Code::Stale);
    let undone = fixture.done(Who::Lead, "undo", named.clone());
    assert_eq!((&undone["group"], &undone["changed"]), (&json!(group), &json!(1)));
    assert_eq!(fixture.refused(Who::Lead, "undo", named.clone()).code, Code::Stale);
    fixture.done(Who::Lead, "redo", named.clone());
    assert_eq!(subject(&fixture, &json!(ticket())), "Theirs to undo");
    // Another organization's is one that does not exist; what arrived was nobody's operation.
    let nobodys = fixture.refused(Who::Admin, "undo", json!({"group": 987_654_321}));
    let foreign = fixture.call_in(Side::Theirs, Who::Admin, "undo", named);
    assert_eq!(foreign.expect_err("refused"), nobodys);
    assert_eq!(nobodys.code, Code::NotFound);
    assert_eq!(fixture.refused(Who::Admin, "undo", json!({"group": 1})), nobodys);
}

#[test]
fn what_takes_a_role_takes_it_to_undo() {
    let fixture = Fixture::new();
    fixture.done(Who::Lead, "delete_ticket", json!({"id": ticket()}));
    let lead = Side::Ours.row("representatives", Who::Lead.number());
    fixture.done(
        Who::Admin,
        "update_representative",
        json!({"id": lead, "role": "JUNIOR_SUPPORT"}),
    );
    assert_eq!(fixture.refused(Who::Lead, "undo", json!({})).code, Code::Forbidden);
}

#[test]
fn undoing_gives_nobody_more_than_they_take() {
    let fixture = Fixture::new();
    let worker = Side::Ours.row("representatives", WORKER);
    let create = || {
        let asked = json!({"customerId": Side::Ours.some("users"), "subject": "S",
            "description": "D", "category": "OTHER", "assignedTo": worker});
        fixture.done(Who::Junior, "create_ticket", asked)["id"].clone()
    };
    let held = fixture.done(Who::Admin, "get_representative", json!({"id": worker}));
    let active = held["activeChats"].as_i64().expect("a number");
    fixture.done(Who::Lead, "update_representative", json!({"id": worker, "maxChats": active + 1}));
    let first = create();
    fixture.done(Who::Senior, "update_ticket", json!({"id": first, "assignedTo": null}));
    create();
    let undone = fixture.done(Who::Senior, "undo", json!({}));
    assert_eq!(undone["changed"], 0);
    assert_eq!(undone["skipped"][0]["id"], first);
    let now = fixture.done(Who::Admin, "get_representative", json!({"id": worker}));
    assert_eq!(now["activeChats"], json!(active + 1));
}

#[test]
fn two_programs_that_undo_at_once_undo_two_things() {
    let fixture = Fixture::new();
    for n in 0..6 {
        fixture.done(
            Who::Junior,
            "update_ticket",
            json!({"id": ticket(), "subject": format!("S{n}")}),
        );
    }
    let path = fixture.path();
    let undone: Vec<i64> = std::thread::scope(|scope| {
        let undo = || {
            let desk = store::Desk::open(path).expect("a desk");
            let mut caller = kit::desk::caller(Side::Ours, Who::Junior);
            let mut groups = Vec::new();
            for _ in 0..3 {
                let answer = domain::call(&desk, &mut caller, "undo", json!({})).expect("undone");
                let answer: Json = serde_json::from_str(&answer).expect("JSON");
                assert_eq!((&answer["changed"], &answer["skipped"]), (&json!(1), &json!([])));
                groups.extend(answer["group"].as_i64());
            }
            groups
        };
        let programs = [scope.spawn(undo), scope.spawn(undo)];
        programs.into_iter().flat_map(|program| program.join().expect("done")).collect()
    });
    let different: std::collections::BTreeSet<_> = undone.iter().collect();
    assert_eq!(different.len(), 6);
    assert_eq!(subject(&fixture, &json!(ticket())), "Ours subject");
    assert_eq!(fixture.refused(Who::Junior, "undo", json!({})).code, Code::Stale);
}
