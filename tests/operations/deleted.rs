//! What deletes took: it is listed, comes back with all that hung on it, and is purged for good.

use crate::snapshot::{Snapshot, Watcher};
use kit::desk::{CUSTOMER, Fixture, Side, WORKER, Who};
use model::{Code, tables};
use rusqlite::types::Value as Stored;
use serde_json::{Value as Json, json};

fn ticket() -> uuid::Uuid {
    Side::Ours.some("tickets")
}

fn rows(fixture: &Fixture) -> Snapshot {
    let mut all = Watcher::new(fixture).snapshot();
    for (name, rows) in &mut all.0 {
        if let Some(place) = tables::find(name).and_then(|t| t.position("updated_at")) {
            rows.values_mut().for_each(|row| row[place] = Stored::Null);
        }
    }
    all
}

#[test]
fn a_customer_comes_back_with_everything_and_is_gone_again_when_that_is_undone() {
    for (table, name, number) in [
        ("users", "delete_user", CUSTOMER),
        ("users", "delete_user", WORKER),
        ("representatives", "delete_representative", WORKER),
        ("budgets", "delete_budget", 1),
        ("refunds", "delete_refund", 1),
        ("tickets", "delete_ticket", 1),
    ] {
        let fixture = Fixture::new();
        let id = Side::Ours.row(table, number);
        let before = rows(&fixture);
        fixture.done(Who::Chief, name, json!({"id": id}));
        let after = rows(&fixture);
        let listed = fixture.done(Who::Junior, "list_deleted", json!({}));
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "{listed}");
        let item = &listed["items"][0];
        assert_eq!((&item["table"], &item["id"]), (&json!(table), &json!(id)));
        assert_eq!(item["operation"], name);
        assert_eq!(item["actor"]["id"], json!(Side::Ours.row("users", Who::Chief.number())));
        let lost = |snapshot: &Snapshot| snapshot.0.values().map(|rows| rows.len()).sum::<usize>();
        assert_eq!(item["with"], json!(lost(&before) - lost(&after) - 1), "{name}");

        let restored = fixture.done(Who::Lead, "restore_row", json!({"table": table, "id": id}));
        assert_eq!(restored["skipped"], json!([]));
        assert!(rows(&fixture) == before, "{name} was not restored");
        assert_eq!(fixture.done(Who::Junior, "list_deleted", json!({}))["items"], json!([]));
        let again = fixture.refused(Who::Lead, "restore_row", json!({"table": table, "id": id}));
        assert_eq!(again.code, Code::Conflict);
        fixture.done(Who::Lead, "undo", json!({}));
        assert!(rows(&fixture) == after, "the restoration was not undone");
        fixture.done(Who::Lead, "redo", json!({}));
        assert!(rows(&fixture) == before, "the restoration was not redone");
        assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
    }
}

#[test]
fn lists_of_deleted_rows_go_on_where_they_ended() {
    let fixture = Fixture::new();
    let mut gone = Vec::new();
    for n in 0..5 {
        let user = json!({"name": format!("N{n}"), "email": "n@example.test", "role": "CUSTOMER"});
        let id = fixture.done(Who::Junior, "create_user", user)["id"].clone();
        fixture.done(Who::Admin, "delete_user", json!({"id": id}));
        gone.insert(0, id);
        if n == 2 {
            fixture.done(Who::Admin, "delete_ticket", json!({"id": ticket()}));
            gone.insert(0, json!(ticket()));
        }
    }
    let mut paged = Vec::new();
    let mut cursor = Json::Null;
    loop {
        let mut input = json!({"limit": 2});
        if cursor.is_string() {
            input["cursor"] = cursor;
        }
        let page = fixture.done(Who::Junior, "list_deleted", input);
        let items = page["items"].as_array().cloned().unwrap_or_default();
        paged.extend(items.into_iter().map(|item| item["id"].clone()));
        cursor = page["nextCursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(paged, gone);
    let tickets = fixture.done(Who::Junior, "list_deleted", json!({"table": "tickets"}));
    assert_eq!(tickets["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(tickets["items"][0]["label"], "Ours 1 Ours subject");
    let theirs = fixture.call_in(Side::Theirs, Who::Admin, "list_deleted", json!({}));
    assert_eq!(theirs.expect("a list")["items"], json!([]));
}

/// Whether a text stands anywhere in the file or beside it.
fn holds(fixture: &Fixture, text: &str) -> bool {
    let folder = fixture.path().parent().expect("a folder");
    let files = std::fs::read_dir(folder).expect("files");
    files.filter_map(|file| std::fs::read(file.ok()?.path()).ok()).any(|bytes| {
        bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
    })
}

#[test]
fn purging_leaves_no_byte() {
    let fixture = Fixture::new();
    let secret = "Xylophonequartz";
    let asked = json!({"customerId": Side::Ours.row("users", CUSTOMER), "subject": secret,
        "description": format!("{secret} {}", "padding ".repeat(2_000)), "category": "OTHER",
        "requestId": uuid::Uuid::now_v7()});
    let id = fixture.done(Who::Chief, "create_ticket", asked)["id"].clone();
    fixture.done(
        Who::Chief,
        "update_ticket",
        json!({"id": id, "internalNotes": format!("{secret} again")}),
    );
    fixture.done(Who::Chief, "update_ticket", json!({"id": id, "internalNotes": null}));
    let named = json!({"table": "tickets", "id": id});
    let error = fixture.refused(Who::Chief, "purge", named.clone());
    assert_eq!(error.code, Code::Conflict, "what is not deleted is not purged");
    fixture.done(Who::Chief, "delete_ticket", json!({"id": id, "requestId": uuid::Uuid::now_v7()}));
    assert!(holds(&fixture, secret));
    assert_eq!(fixture.refused(Who::Lead, "purge", named.clone()).code, Code::Forbidden);
    let purged = fixture.done(Who::Chief, "purge", named.clone());
    assert!(purged["purged"].as_i64().is_some_and(|n| n >= 1), "{purged}");
    let found = holds(&fixture, secret);
    assert!(!found, "a byte of it is left");
    let verdict = fixture.desk.verify().expect("a verdict");
    assert_eq!(verdict.faults, Vec::<String>::new());
    // It is as if it never was.
    for name in ["purge", "restore_row"] {
        assert_eq!(fixture.refused(Who::Chief, name, named.clone()).code, Code::NotFound);
    }
    assert_eq!(fixture.done(Who::Chief, "list_deleted", json!({}))["items"], json!([]));
    let undone = fixture.done(Who::Chief, "undo", json!({}));
    assert_eq!(undone["changed"], 0, "{undone}");
    assert_eq!(undone["skipped"][0]["reason"], "What it was has been purged.");
}

#[test]
fn what_went_before_a_moment_is_purged_together() {
    let fixture = Fixture::new();
    let delete = |name: &str, id| fixture.done(Who::Chief, name, json!({"id": id}));
    delete("delete_user", Side::Ours.row("users", CUSTOMER));
    delete("delete_budget", Side::Ours.some("budgets"));
    let last = fixture.done(Who::Junior, "list_activity", json!({"limit": 1}));
    let now = last["items"][0]["at"].clone();
    // Only what went before it.
    fixture.done(Who::Chief, "purge", json!({"before": now}));
    let left = fixture.done(Who::Junior, "list_deleted", json!({}));
    assert_eq!(left["items"].as_array().map(Vec::len), Some(1), "{left}");
    assert_eq!(left["items"][0]["table"], "budgets");
    fixture.done(Who::Chief, "purge", json!({"before": "2100-01-01T00:00:00Z"}));
    assert_eq!(fixture.done(Who::Junior, "list_deleted", json!({}))["items"], json!([]));
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
    for input in [
        json!({}),
        json!({"table": "tickets"}),
        json!({"table": "tickets", "id": ticket(), "before": now}),
    ] {
        assert_eq!(fixture.refused(Who::Chief, "purge", input).code, Code::Validation);
    }
}

/// Whose representative has no place for it by now, or is gone, comes back as nobody's.
#[test]
fn a_ticket_comes_back_without_an_assignee_who_cannot_take_it() {
    let worker = Side::Ours.row("representatives", WORKER);
    let lead = |fixture: &Fixture, name: &str, input: Json| fixture.done(Who::Lead, name, input);
    for undo in [false, true] {
        for gone in [false, true] {
            let fixture = Fixture::new();
            let load = || {
                let found = fixture.call(Who::Lead, "get_representative", json!({"id": worker}));
                found.map_or(Json::Null, |r| r["activeChats"].clone())
            };
            let mut taken = vec![];
            for n in 0..2 {
                let asked = json!({"customerId": Side::Ours.some("users"), "subject": format!("S{n}"),
                    "description": "D", "category": "OTHER", "assignedTo": worker});
                taken.push(lead(&fixture, "create_ticket", asked)["id"].clone());
            }
            let before = load().as_i64().expect("a load");
            lead(&fixture, "delete_ticket", json!({"id": taken[0]}));
            let newest = lead(&fixture, "list_activity", json!({"limit": 1}));
            let group = &newest["items"][0]["group"];
            match gone {
                true => lead(&fixture, "delete_representative", json!({"id": worker})),
                false => lead(
                    &fixture,
                    "update_representative",
                    json!({"id": worker, "maxChats": before - 1}),
                ),
            };
            let held = load();
            let report = match undo {
                true => lead(&fixture, "undo", json!({"group": group})),
                false => lead(&fixture, "restore_row", json!({"table": "tickets", "id": taken[0]})),
            };
            let why = if gone { "gone by now" } else { "who has no free place for it" };
            let reason = format!("It came back without its assignedTo, {why}.");
            assert_eq!(report["skipped"].as_array().map(Vec::len), Some(1), "{report}");
            assert_eq!(report["skipped"][0]["reason"], reason);
            assert_eq!(report["skipped"][0]["id"], taken[0]);
            let back = lead(&fixture, "get_ticket", json!({"id": taken[0]}));
            assert_eq!((&back["assignedTo"], &back["subject"]), (&Json::Null, &json!("S0")));
            assert_eq!(load(), held, "nobody has it");
            match undo {
                true => lead(&fixture, "redo", json!({"group": group})),
                false => lead(&fixture, "undo", json!({})),
            };
            assert_eq!(load(), held);
            let there = fixture.refused(Who::Lead, "get_ticket", json!({"id": taken[0]}));
            assert_eq!(there.code, Code::NotFound);
            assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
        }
    }
}
