//! What the log captures of writers that know nothing of it, and that they notice nothing.

use crate::{Hub, block_on, id};
use model::{Type, tables};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What the log holds since the last look: `table op key columns`, `a` or `b` in front.
fn seen(hub: &Hub) -> BTreeSet<String> {
    let lines = hub.run(
        "WITH new AS (DELETE FROM desk_sync.log RETURNING *)
         SELECT right(org::text, 1) || ' ' || tbl || ' ' || op || coalesce(' ' || left(pk::text, 2), '') || coalesce(' ' || array_to_string(cols, ','), '') FROM new",
    );
    lines.lines().map(str::to_owned).collect()
}

fn set(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn home(table: &str) -> &'static str {
    if tables::OWN.iter().any(|own| own.name == table) { "desk_sync" } else { "public" }
}

#[test]
fn every_column_of_every_table_is_told() {
    let hub = Hub::new();
    for table in tables::every() {
        let key = hub.run(&format!(
            "SELECT id FROM {}.{} WHERE id::text LIKE '%0a' ORDER BY id LIMIT 1",
            home(table.name),
            table.name
        ));
        for column in &table.columns[1..] {
            if column.name == "organization_id" || column.name == "budget_id" {
                continue;
            }
            let name = format!("\"{}\"", column.name);
            let other = match column.ty {
                _ if column.references.is_some() && column.nullable => "NULL".into(),
                Type::Uuid if column.references.is_some() => continue,
                Type::Uuid => "gen_random_uuid()".into(),
                Type::Text { .. } => "'other'".into(),
                Type::Enum(e) => format!(
                    "(CASE WHEN {name} = '{}' THEN '{}' ELSE '{}' END)::{}.{}",
                    e.labels[0],
                    e.labels[1],
                    e.labels[0],
                    if e.name == "message_visibility" { "desk_sync" } else { "public" },
                    e.name
                ),
                Type::Integer => format!("coalesce({name}, 0) + 1"),
                Type::Boolean => format!("NOT {name}"),
                Type::Decimal { .. } => format!("coalesce({name}, 0) + 0.1"),
                Type::Instant => {
                    format!("coalesce({name}, '2026-01-01') + interval '1 microsecond'")
                }
                Type::Json => "'{\"other\": 1}'".into(),
            };
            seen(&hub);
            let place = format!("{}.{}", home(table.name), table.name);
            if other == "NULL" {
                let parent = column.references.expect("a reference");
                hub.run(&format!("UPDATE {place} SET {name} = (SELECT id FROM {}.{parent} WHERE id::text LIKE '%0a' LIMIT 1) WHERE id = '{key}'", home(parent)));
                seen(&hub);
            }
            hub.run(&format!("UPDATE {place} SET {name} = {other} WHERE id = '{key}'"));
            assert_eq!(
                seen(&hub),
                set(&[&format!("a {} U {} {}", table.name, &key[..2], column.name)])
            );
            // The same again is no change.
            hub.run(&format!("UPDATE {place} SET {name} = {name} WHERE id = '{key}'"));
            assert_eq!(seen(&hub), set(&[]), "{place}.{name}");
        }
    }
}

/// The same script as a role that owns nothing, on a database with a hub and on one without.
#[test]
fn who_knows_nothing_of_desks_notices_nothing() {
    let (with, without) = (Hub::new(), Hub::bare());
    let api = with.run("SELECT 'api_' || current_database()");
    let script = include_str!("unaware.sql").replace("API", &api);
    with.run(&format!("CREATE ROLE {api} LOGIN"));
    let answers: Vec<_> = [&without, &with]
        .iter()
        .map(|hub| {
            hub.run(&format!("GRANT ALL ON ALL TABLES IN SCHEMA public TO {api}"));
            let answer = hub.run(&script);
            let url = hub.url().replace("postgres@", &format!("{api}@"));
            let backup = hub
                .database
                .program("pg_dump")
                .args(["--schema=public", &url])
                .output()
                .expect("pg_dump runs");
            assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
            answer
        })
        .collect();
    assert_eq!(answers[0], answers[1]);
    let log = seen(&with);
    for expected in [
        "a users I 21",
        "a users U 21 name",
        "a tickets I 51",
        "a tickets D 51",
        "a tickets I 52",
        "a tickets U 52 subject",
        "a performance_metrics I c1",
        "a performance_metrics U c1 total_chats",
        "a escalations D 06",
        "a refunds D 07",
        "a agent_configurations T",
        "b agent_configurations T",
        "a budgets D 08",
        "a budget_usage_records D 09",
        "a budget_usage_records D 91",
        "a representatives D 03",
        "a customer_profiles D 04",
    ] {
        assert!(log.contains(expected), "{expected} is not in {log:#?}");
    }
    for never in ["a users I 29", "a tickets I 59"] {
        assert!(!log.contains(never), "{never} was rolled back");
    }
    for hub in [&with, &without] {
        hub.run(&format!("DROP OWNED BY {api}"));
    }
    with.run(&format!("DROP ROLE {api}"));
}

#[test]
fn what_goes_with_its_parent_is_told_too() {
    let hub = Hub::new();
    // Records and budget by one statement, in either order.
    hub.run(&format!("INSERT INTO budget_usage_records (id, budget_id, amount) VALUES ('91000000-0000-4000-8000-00000000000a', '{}', 1)", id("08", 'a')));
    seen(&hub);
    hub.run(&format!(
        "WITH gone AS (DELETE FROM budget_usage_records WHERE id::text LIKE '91%') DELETE FROM budgets WHERE id = '{}'",
        id("08", 'a')
    ));
    assert_eq!(
        seen(&hub),
        set(&[
            "a budgets D 08",
            "a budget_usage_records D 09",
            "a budget_usage_records D 91",
            "a budget_alerts D 12"
        ])
    );
    hub.run(&format!("DELETE FROM organizations WHERE id = '{}'", id("01", 'b')));
    let gone = seen(&hub);
    for table in tables::every() {
        assert!(
            gone.iter().any(|line| line.starts_with(&format!("b {} D", table.name))),
            "{} {gone:?}",
            table.name
        );
        assert_eq!(
            hub.run(&format!(
                "SELECT count(*) FROM {}.{} WHERE id::text LIKE '%b'",
                home(table.name),
                table.name
            )),
            "0"
        );
    }
    assert_eq!(hub.run("SELECT count(*) FROM desk_sync.tombstone WHERE org::text LIKE '%b'"), "19");
    assert!(gone.iter().all(|line| line.starts_with('b')));
}

#[test]
fn rows_that_change_hands_leave_one_log_and_enter_another() {
    let hub = Hub::new();
    seen(&hub);
    hub.run("UPDATE budgets SET organization_id = '01000000-0000-4000-8000-00000000000b' WHERE id::text LIKE '%0a'");
    assert_eq!(
        seen(&hub),
        set(&[
            "a budgets D 08",
            "b budgets I 08",
            "a budget_usage_records D 09",
            "b budget_usage_records I 09"
        ])
    );
    hub.run("UPDATE budget_usage_records SET budget_id = '08000000-0000-4000-8000-00000000000b' WHERE id::text LIKE '%0a'");
    assert_eq!(seen(&hub), set(&["b budget_usage_records I 09"]));
}

#[test]
fn truncating_tells_each_organization() {
    let hub = Hub::new();
    seen(&hub);
    // Alone, as it can be without a hub: nothing of ours refers to it.
    hub.run("TRUNCATE tickets");
    let told = seen(&hub);
    for line in ["a tickets T", "b tickets T", "a ticket_work D 0f", "b refund_origins D 10"] {
        assert!(told.contains(line), "{line} {told:?}");
    }
    hub.run("TRUNCATE organizations CASCADE");
    let told = seen(&hub);
    for line in [
        "a organizations T",
        "b budget_usage_records T",
        "a team_performance T",
        "a messages D 0e",
        "b saved_views D 11",
    ] {
        assert!(told.contains(line), "{line} {told:?}");
    }
}

/// Rows that a replication brings are changes like any others.
#[test]
fn a_replica_session_is_logged_as_well() {
    let hub = Hub::new();
    seen(&hub);
    hub.run("SET session_replication_role TO replica; UPDATE users SET name = 'replicated' WHERE id::text LIKE '02000%a'");
    assert_eq!(seen(&hub), set(&["a users U 02 name"]));
}

#[test]
fn a_shorter_log_leads_to_the_same() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        hub.run("DELETE FROM desk_sync.log");
        let update = |column: &str, base: Json, new: Json| {
            crate::set("tickets", &id("05", 'a'), column, base, new)
        };
        device.push_one("g1", update("subject", json!("secret-a"), json!("1"))).await;
        device.push_one("g2", update("description", json!("secret-a"), json!("2"))).await;
        hub.run("UPDATE users SET name = 'x' WHERE id::text LIKE '02000%a'; UPDATE users SET email = 'x' WHERE id::text LIKE '02000%a'; DELETE FROM decision_rules WHERE id::text LIKE '%a'");
        compact(&hub, "merged", 2).await;
        // One device's own stay its own; what others had a part in is nobody's.
        assert_eq!(
            hub.run(
                "SELECT array_to_string(cols, ','), dseq FROM desk_sync.log WHERE tbl = 'tickets'"
            ),
            "description,subject,updated_at|2"
        );
        hub.run("UPDATE tickets SET category = 'BUG_REPORT' WHERE id::text LIKE '%a'");
        device.push_one("g3", update("subject", json!("1"), json!("3"))).await;
        compact(&hub, "merged", 2).await;
        assert_eq!(hub.run("SELECT array_to_string(cols, ','), device IS NULL FROM desk_sync.log WHERE tbl = 'tickets'"), "category,description,subject,updated_at|t");

        // What was deleted long ago is forgotten, and cursors of before are told so.
        let before: Json = device.value("SELECT desk_sync.hello()").await;
        assert_eq!(before["horizon"], "0");
        hub.run("UPDATE desk_sync.tombstone SET at = now() - interval '181 days'");
        compact(&hub, "forgotten", 1).await;
        let after: Json = device.value("SELECT desk_sync.hello()").await;
        assert_ne!(after["horizon"], "0");
        assert_eq!(hub.run("SELECT count(*) FROM desk_sync.tombstone"), "0");
    });
}

/// What a transaction anywhere in the cluster may not have seen yet is left for the next time.
async fn compact(hub: &Hub, what: &str, expected: i64) {
    let mut done = 0;
    for _ in 0..200 {
        let compacted = sync::hub::compact(&hub.url()).await.expect("compacted");
        done += compacted[what].as_i64().unwrap_or_default();
        if done == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{what}: {done} of {expected}");
}
