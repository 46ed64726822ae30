//! The change log: whatever happened to the 13 tables, by the desk or past it, applied backwards
//! it gives every earlier moment.

use crate::moments::{Door, Entry, History, steps};
use kit::{
    desk::{Side, Who},
    rows,
};
use model::{Table, Value, tables};
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeSet;
use uuid::Uuid;

#[test]
fn the_log_applied_backwards_gives_every_earlier_moment() {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let mut history = History::new();
        for step in &steps {
            history.run(step);
        }
        history.assert_rewinds();
        let faults = history.fixture.desk.verify().expect("a verdict").faults;
        // Amounts here are any; all else must hold.
        let other: Vec<_> =
            faults.iter().filter(|f| !f.contains("remaining") && !f.contains("opening")).collect();
        prop_assert!(other.is_empty(), "{:?}", other);
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// What chance could leave out: every column, past every door.
#[test]
fn every_one_of_the_174_columns_is_logged_past_every_door() {
    let all: Vec<_> = tables::ALL.iter().flat_map(|t| t.columns).collect();
    assert_eq!(all.len(), 174);
    for door in [Door::Org, Door::Sql, Door::Shell] {
        let mut history = History::new();
        for table in tables::ALL.into_iter().filter(|table| table.name != "organizations") {
            let row = rows::example(&rows::row(table));
            let values = history.connected(&row, 0).expect("rows to refer to");
            history.insert(door, table, &values);
            history.remember();
            let Value::Id(id) = values[0] else { panic!("an id") };
            each_column(&mut history, door, table, id);
        }
        let own = Side::Ours.organization();
        each_column(&mut history, door, tables::ALL[0], own);
        let touched = history.touched.len();
        // The organization's id stands in every row; it is made once.
        assert_eq!(touched + usize::from(!history.touched.contains("organizations.id")), 174);
        for table in tables::ALL.into_iter().rev() {
            let rows = history.rows(table, Door::Org);
            let keep = [Side::Ours.row("users", Who::Admin.number()), own];
            for (id, _) in rows.into_iter().filter(|(id, _)| !keep.contains(id)).take(2) {
                // A cascade may have taken it.
                if history.rows(table, Door::Org).iter().any(|(left, _)| *left == id) {
                    history.delete(door, table, id);
                    history.remember();
                }
            }
        }
        history.assert_rewinds();
        for entry in history.entries().iter().filter(|entry| entry.seq > history.moments[0].0) {
            assert_eq!(entry.group.is_some(), door == Door::Org, "who did it");
            assert_eq!(entry.at.is_none(), door == Door::Org, "when it was done");
        }
    }
}

/// Changes each column of a row by itself, to some value and then to another.
fn each_column(history: &mut History, door: Door, table: &'static Table, id: Uuid) {
    let mut runner = TestRunner::deterministic();
    for column in table.columns {
        if ["id", "organization_id", "budget_id"].contains(&column.name) {
            continue;
        }
        for pick in 0..2 {
            use proptest::strategy::ValueTree as _;
            let new = rows::value(table, column).new_tree(&mut runner).expect("a value").current();
            let new = match column.references {
                Some(to) => {
                    history.parent(table, column.name, to, pick).map_or(Value::Null, Value::Id)
                }
                None => new,
            };
            if new.is_null() && !column.nullable {
                continue;
            }
            history.update(door, table, id, &[(column.name, new)]);
            history.remember();
        }
    }
}

/// A delete's effects are marked as such, the delete itself is not.
#[test]
fn cascades_and_cleared_references_are_effects() {
    for door in [Door::Org, Door::Sql, Door::Shell] {
        for (table, expected) in [
            (
                "users",
                // The customer of every row: with them go these, and the record loses its refund.
                vec![
                    "customer_profiles delete",
                    "escalations delete",
                    "refunds delete",
                    "tickets delete",
                    "ticket_work delete",
                    "refund_origins delete",
                    "messages update",
                    "budget_usage_records update",
                ],
            ),
            (
                "representatives",
                vec![
                    "tickets update",
                    "escalations update",
                    "refunds update",
                    "budget_usage_records update",
                    "team_performance delete",
                ],
            ),
            ("budgets", vec!["budget_usage_records delete", "budget_alerts delete"]),
            ("tickets", vec!["ticket_work delete", "refund_origins delete"]),
        ] {
            let mut history = History::new();
            let number = match table {
                "users" => kit::desk::CUSTOMER,
                "representatives" => kit::desk::WORKER,
                _ => 1,
            };
            let start = history.moments[0].0;
            let id = Side::Ours.row(table, number);
            history.delete(door, tables::find(table).expect("a table"), id);
            history.remember();
            let entries = history.entries();
            let new: Vec<_> = entries.iter().filter(|entry| entry.seq > start).collect();
            let (effects, own): (Vec<&Entry>, Vec<&Entry>) =
                new.into_iter().partition(|entry| entry.effect);
            assert_eq!(own.len(), 1, "{table}");
            assert_eq!((own[0].table.name, own[0].kind.as_str()), (table, "delete"));
            let found: BTreeSet<_> =
                effects.iter().map(|e| format!("{} {}", e.table.name, e.kind)).collect();
            assert_eq!(found, expected.into_iter().map(str::to_owned).collect(), "{table}");
            history.assert_rewinds();
        }
    }
}

/// Whatever the shell tries, a row is never written over unseen.
#[test]
fn nothing_replaces_a_row() {
    let history = History::new();
    for sql in [
        "INSERT OR REPLACE INTO organizations SELECT * FROM organizations",
        "REPLACE INTO tickets SELECT * FROM tickets",
        "UPDATE OR REPLACE organizations SET slug = 'same'",
        "UPDATE OR REPLACE representatives SET user_id = (SELECT id FROM users LIMIT 1)",
        "UPDATE OR REPLACE tickets SET id = zeroblob(16)",
        "INSERT OR REPLACE INTO organizations SELECT randomblob(16), name, slug, plan, status, settings, metadata, created_at, updated_at, trial_ends_at, suspended_at FROM organizations",
    ] {
        for door in [Door::Sql, Door::Shell] {
            assert!(history.past(door, sql, &[], "").is_err(), "{sql}");
            assert_eq!(history.watcher.snapshot(), *history.now(), "{sql}");
        }
    }
    history.assert_rewinds();
}
