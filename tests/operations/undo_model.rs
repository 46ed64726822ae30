//! Random histories of operations, undone and done again: each moment comes back as it was.

use crate::{
    snapshot::Watcher,
    undo::{assert_same, rows},
};
use kit::desk::{CUSTOMER, FREE, Fixture, Side, WORKER, Who};
use model::Code;
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::types::Value as Stored;
use serde_json::{Value as Json, json};

/// One step of a random history.
#[derive(Debug, Clone)]
enum Step {
    /// An operation, by its place among those that can be done, on the row at a place.
    Do {
        who: Who,
        what: usize,
        pick: usize,
    },
    Undo(Who),
    Redo(Who),
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = prop_oneof![Just(Who::Lead), Just(Who::Chief)];
    let step = prop_oneof![
        6 => (who.clone(), any::<u8>(), any::<u8>())
            .prop_map(|(who, what, pick)| Step::Do { who, what: what.into(), pick: pick.into() }),
        3 => who.clone().prop_map(Step::Undo),
        2 => who.prop_map(Step::Redo),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 1..30)
}

/// The ids of our rows of a table.
fn ids(fixture: &Fixture, table: &str) -> Vec<uuid::Uuid> {
    let prefix = Side::Ours.organization();
    let rows = &Watcher::new(fixture).snapshot().0[table];
    let ours = rows.values().filter(|row| row[1] == Stored::Blob(prefix.as_bytes().to_vec()));
    ours.filter_map(|row| match &row[0] {
        Stored::Blob(id) => uuid::Uuid::from_slice(id).ok(),
        _ => None,
    })
    .collect()
}

/// An operation and its input; what cannot be done is refused and changes nothing.
fn operation(fixture: &Fixture, what: usize, pick: usize) -> (&'static str, Json) {
    let one = |table: &str| {
        let ids = ids(fixture, table);
        json!(ids.get(pick % ids.len().max(1)).copied().unwrap_or_default())
    };
    let text = format!("T{pick}");
    // Those who act stay.
    let user = Side::Ours.row("users", [FREE, CUSTOMER, WORKER][pick % 3]);
    let customer = one("users");
    match what % 18 {
        0 => (
            "create_ticket",
            json!({"customerId": customer, "subject": text, "description": "D",
            "category": "OTHER", "assignedTo": one("representatives")}),
        ),
        1 => ("update_ticket", json!({"id": one("tickets"), "subject": text})),
        2 => ("assign_ticket", json!({"id": one("tickets"), "assignedTo": one("representatives")})),
        3 => ("unassign_ticket", json!({"id": one("tickets")})),
        4 => (
            "transition_ticket",
            json!({"id": one("tickets"),
            "status": (["IN_PROGRESS", "RESOLVED", "CLOSED", "OPEN"][pick % 4])}),
        ),
        5 => (
            "bulk_update_tickets",
            json!({"ids": ids(fixture, "tickets"), "set": {"priority": "HIGH"},
            "addTags": [text]}),
        ),
        6 => ("delete_ticket", json!({"id": one("tickets")})),
        7 => ("delete_user", json!({"id": user})),
        8 => ("delete_representative", json!({"id": Side::Ours.row("representatives", WORKER)})),
        9 => (
            "create_refund",
            json!({"orderId": text, "customerId": customer, "amount": "5.00", "reason": "OTHER"}),
        ),
        10 => ("approve_refund", json!({"id": one("refunds")})),
        11 => ("complete_refund", json!({"id": one("refunds")})),
        12 => ("delete_refund", json!({"id": one("refunds")})),
        13 => ("update_budget", json!({"id": one("budgets"), "limit": format!("{pick}000.00")})),
        14 => ("escalate_ticket", json!({"id": one("tickets"), "reason": "OTHER"})),
        15 => (
            "add_message",
            json!({"ticketId": one("tickets"), "visibility": "INTERNAL", "body": text}),
        ),
        16 => (
            "merge_tickets",
            json!({"id": one("tickets"), "into": ids(fixture, "tickets").first()}),
        ),
        _ => (
            "update_customer_profile",
            json!({"id": one("customer_profiles"), "tokenBalance": pick}),
        ),
    }
}

/// What every history keeps: the log fits the rows, sums fit their records.
fn assert_sound(fixture: &Fixture) {
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, Vec::<String>::new());
}

#[test]
fn every_operation_of_a_random_history_goes_back_and_comes_again() {
    let mut done = std::collections::BTreeMap::<&str, u32>::new();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let history = |steps: Vec<Step>| {
        let mut fixture = Fixture::new();
        for step in steps {
            match step {
                Step::Reopen => fixture = fixture.reopened(),
                Step::Undo(who) | Step::Redo(who) => {
                    let name = if matches!(step, Step::Undo(_)) { "undo" } else { "redo" };
                    let before = Watcher::new(&fixture).snapshot();
                    match fixture.call(who, name, json!({})) {
                        Ok(report) => {
                            // Nothing happens to what was skipped.
                            let after = Watcher::new(&fixture).snapshot();
                            for row in report["skipped"].as_array().into_iter().flatten() {
                                let reason = row["reason"].as_str().unwrap_or_default();
                                if reason.starts_with("It came back without") {
                                    continue;
                                }
                                let table = &row["table"].as_str().unwrap_or_default();
                                let id: uuid::Uuid = row["id"]
                                    .as_str()
                                    .and_then(|id| id.parse().ok())
                                    .expect("an id");
                                let id = id.as_bytes().to_vec();
                                assert_eq!(
                                    before.0[*table].get(&id),
                                    after.0[*table].get(&id),
                                    "{row}"
                                );
                            }
                            if report["changed"] == 0 {
                                assert!(before == after, "{name} changed what it does not say");
                            }
                        }
                        Err(error) => {
                            let fine = [
                                Code::Stale,
                                Code::BudgetExceeded,
                                Code::LimitExceeded,
                                Code::Forbidden,
                            ];
                            assert!(fine.contains(&error.code), "{name}: {error:?}");
                        }
                    }
                }
                Step::Do { who, what, pick } => {
                    let (name, input) = operation(&fixture, what, pick);
                    let before = rows(&fixture);
                    let Ok(_) = fixture.call(who, name, input.clone()) else { continue };
                    let after = rows(&fixture);
                    if before == after {
                        continue;
                    }
                    *done.entry(name).or_default() += 1;
                    let report = fixture.done(who, "undo", json!({}));
                    assert_eq!(report["skipped"], json!([]), "{name} {input}");
                    assert_same(&rows(&fixture), &before, &format!("{name} {input} undone"));
                    let report = fixture.done(who, "redo", json!({}));
                    assert_eq!(report["skipped"], json!([]), "{name} {input}");
                    assert_same(&rows(&fixture), &after, &format!("{name} {input} redone"));
                }
            }
        }
        assert_sound(&fixture);
    };
    let cell = std::cell::RefCell::new(history);
    runner
        .run(&steps(), |steps| {
            (cell.borrow_mut())(steps);
            Ok(())
        })
        .expect("every history");
    assert!(done.len() > 8, "only {done:?}");
}
