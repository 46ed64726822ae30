//! What a device can learn of another organization: nothing.
//!
//! Every text of organization b holds "secret-b", and every id of it ends in `00000000000b`.

use crate::{Hub, block_on, entry, id};
use serde_json::{Value as Json, json};
use uuid::Uuid;

const MARKS: [&str; 3] = ["secret-b", "00000000000b", "org-b"];

fn assert_clean(what: &str, text: &str) {
    for mark in MARKS {
        assert!(!text.contains(mark), "{what} tells {mark}: {}", &text[..text.len().min(500)]);
    }
}

/// Everything that the catalogue names, the catalogue itself included, with statistics gathered.
#[test]
fn no_table_or_view_shows_another_organization() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        hub.device("org-b", "two").await;
        // Something in every table of the hub's own.
        hub.run(&format!(
            "UPDATE tickets SET subject = subject || '!';
            DELETE FROM decision_rules;
            INSERT INTO desk_sync.conflict (id, org, device, tbl, pk, kind, mine)
                SELECT gen_random_uuid(), id, gen_random_uuid(), 'tickets', id, 'scalar', to_jsonb(name) FROM organizations;
            INSERT INTO desk_sync.reservation (org, budget, device, granted) SELECT organization_id, id, id, 1 FROM budgets;
            INSERT INTO desk_sync.push_result SELECT id, 1, 'secret-b', '', 'applied', to_jsonb(name) FROM organizations WHERE id = '{}';
            ANALYZE",
            id("01", 'b')
        ));
        let relations = "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 't')";
        let (mut read, mut refused) = (Vec::new(), 0);
        for row in device.client.query(relations, &[]).await.expect("the catalogue") {
            let relation: String = row.get(0);
            for query in [
                format!("SELECT t::text FROM {relation} t"),
                format!("SELECT count(*)::text FROM {relation}"),
            ] {
                match device.client.query(&query, &[]).await {
                    Ok(rows) => {
                        for row in &rows {
                            // The names of devices' roles are in the catalogue, as are all roles of a cluster.
                            assert_clean(&relation, row.get(0));
                        }
                        read.push(relation.clone());
                    }
                    Err(error) => {
                        refused += 1;
                        assert_clean(&relation, &error.to_string());
                    }
                }
            }
        }
        assert!(refused > 40, "{refused}");
        for table in model::tables::every() {
            let name = format!("desk_sync.{}", table.name);
            assert!(read.contains(&name), "{name} is not to be read");
            assert!(!read.contains(&format!("public.{}", table.name)), "{} is", table.name);
            let rows: i64 = device.value(&format!("SELECT count(*) FROM {name}")).await;
            let all: i64 = hub
                .run(&format!(
                    "SELECT count(*) FROM {}.{}",
                    if model::tables::OWN.iter().any(|own| own.name == table.name) {
                        "desk_sync"
                    } else {
                        "public"
                    },
                    table.name
                ))
                .parse()
                .expect("a number");
            assert_eq!(rows * 2, all, "{name}");
        }
        for table in ["log", "tombstone", "conflict", "reservation"] {
            assert!(
                device.value::<i64>(&format!("SELECT count(*) FROM desk_sync.{table}")).await > 0,
                "{table}"
            );
        }
        for closed in ["device", "meta", "hold", "deleted_budget", "shape", "schema_history"] {
            assert!(!read.contains(&format!("desk_sync.{closed}")), "{closed}");
        }
    });
}

/// A function that a query calls row by row may see rows before the view's condition does.
#[test]
fn a_telltale_function_sees_no_other_rows() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        for query in [
            "SELECT count(*) FROM desk_sync.tickets WHERE (CASE WHEN subject LIKE '%-b' THEN 1 / (length(subject) - length(subject)) ELSE 1 END) = 1",
            "SELECT count(*) FROM desk_sync.messages WHERE (CASE WHEN body LIKE '%-b' THEN 1 / (length(body) - length(body)) ELSE 1 END) = 1",
            "SELECT count(*) FROM desk_sync.budget_usage_records WHERE (CASE WHEN reason LIKE '%-b' THEN 1 / (length(reason) - length(reason)) ELSE 1 END) = 1",
        ] {
            assert_eq!(device.value::<i64>(query).await, 1, "{query}");
        }
    });
}

#[test]
fn nothing_is_written_and_nothing_else_is_called() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        for table in model::tables::every() {
            for schema in ["public", "desk_sync"] {
                let name = format!("{schema}.{}", table.name);
                for write in [
                    format!("DELETE FROM {name}"),
                    format!("UPDATE {name} SET id = id"),
                    format!("INSERT INTO {name} SELECT * FROM {name}"),
                    format!("TRUNCATE {name}"),
                    format!("SELECT * FROM {name} FOR UPDATE"),
                    format!("DROP TRIGGER desk_sync_log ON {name}"),
                ] {
                    let error = device.client.batch_execute(&write).await.expect_err(&write);
                    assert_clean(&write, &format!("{error:?}"));
                }
            }
        }
        for act in [
            "SET ROLE postgres",
            "SET SESSION AUTHORIZATION postgres",
            "CREATE TABLE desk_sync.x ()",
            "CREATE SCHEMA x",
            "CREATE ROLE x",
            "DELETE FROM desk_sync.log",
            "INSERT INTO desk_sync.tombstone SELECT * FROM desk_sync.tombstone",
            "SELECT * FROM pg_authid",
            "SELECT desk_sync.compact()",
            "SELECT desk_sync.status()",
            "SELECT desk_sync.detach()",
            "SELECT desk_sync.me()",
            "SELECT desk_sync.asking()",
            "SELECT desk_sync.entries(desk_sync.my_org(), '1:1:')",
            "ALTER ROLE CURRENT_USER CREATEROLE",
            "SELECT pg_read_file('/etc/passwd')",
        ] {
            device.client.batch_execute(act).await.expect_err(act);
        }
        let callable = "SELECT string_agg(p.proname, ' ' ORDER BY p.proname) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_function_privilege(p.oid, 'EXECUTE')";
        assert_eq!(
            device.value::<String>(callable).await,
            "begin_file changes hello lock_rows my_file my_files my_org pulse push seen"
        );
        // A name of one's own before the functions' names changes nothing for them.
        device.client.batch_execute("CREATE TEMPORARY TABLE device (role name, org uuid); SET search_path = pg_temp, desk_sync, public").await.expect("a temporary table");
        assert_eq!(
            device.value::<Uuid>("SELECT desk_sync.my_org()").await.to_string(),
            id("01", 'a')
        );
    });
}

/// Every way to name a row of the other organization in a push, and every error that a table can raise.
#[test]
fn no_push_reaches_or_tells_of_another_organization() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let before = theirs(&hub);
        let kinds: [(&str, &str); 18] = [
            ("organizations", "01"),
            ("users", "02"),
            ("representatives", "03"),
            ("customer_profiles", "04"),
            ("tickets", "05"),
            ("escalations", "06"),
            ("refunds", "07"),
            ("budgets", "08"),
            ("budget_usage_records", "09"),
            ("agent_configurations", "0a"),
            ("decision_rules", "0b"),
            ("performance_metrics", "0c"),
            ("team_performance", "0d"),
            ("messages", "0e"),
            ("ticket_work", "0f"),
            ("refund_origins", "10"),
            ("saved_views", "11"),
            ("budget_alerts", "12"),
        ];
        let mut number = 0;
        let admin = sync::connect::connect(&hub.url()).await.expect("connected");
        let mut outcomes = std::collections::BTreeMap::<String, usize>::new();
        let mut try_it = async |device: &mut crate::Device, what: Json| {
            number += 1;
            let done = device.push(&[(&format!("g{number}"), vec![what.clone()])]).await;
            let outcome = done[0]["outcome"].as_str().expect("an outcome").to_owned();
            // Own ids that were sent may come back; nothing else.
            let told = done[0].to_string().replace(what["pk"].as_str().expect("a key"), "");
            assert_clean(&what.to_string(), &told);
            // None of these waits for another.
            admin.batch_execute("DELETE FROM desk_sync.hold").await.expect("released");
            *outcomes.entry(outcome.clone()).or_default() += 1;
            outcome
        };
        for (table, kind) in kinds {
            let declared = model::tables::find(table).expect("a table");
            let theirs = id(kind, 'b');
            let columns = |pairs: &[(&str, Json)]| {
                let mut columns = json!({});
                for (column, value) in pairs {
                    columns[*column] = json!({"new": value});
                }
                columns
            };
            // A whole row of its own under the other's key, so that the key alone is wrong.
            let whole = device
                .push(&[("copy", vec![entry("insert", table, &id(kind, 'a'), json!({}))])])
                .await;
            let mut copy = columns(&[]);
            for (column, value) in whole[0]["rows"][0]["row"].as_object().expect("its row") {
                copy[column] = json!({"new": value});
            }
            let outcome = try_it(&mut device, entry("insert", table, &theirs, copy)).await;
            assert_eq!(outcome, "quarantined", "{table}");
            for kind in ["update", "insert", "delete", "restore"] {
                let outcome = try_it(&mut device, entry(kind, table, &theirs, json!({}))).await;
                // A row that is not there is deleted already.
                assert!(outcome != "applied" || kind == "delete", "{kind} {table}");
                let outcome = try_it(
                    &mut device,
                    entry(
                        kind,
                        table,
                        &theirs,
                        columns(&[("organization_id", json!(id("01", 'b')))]),
                    ),
                )
                .await;
                assert_ne!(outcome, "stale", "{kind} {table}");
            }
            for (column, to) in declared.references() {
                let target = kinds.iter().find(|(name, _)| *name == to).expect("a table").1;
                for there in [id(target, 'b'), Uuid::new_v4().to_string()] {
                    let outcome = try_it(
                        &mut device,
                        entry(
                            "insert",
                            table,
                            &Uuid::new_v4().to_string(),
                            columns(&[(column.name, json!(there))]),
                        ),
                    )
                    .await;
                    assert_eq!(outcome, "quarantined", "{table}.{}", column.name);
                    let outcome = try_it(
                        &mut device,
                        entry(
                            "update",
                            table,
                            &id(kind, 'a'),
                            columns(&[(column.name, json!(there))]),
                        ),
                    )
                    .await;
                    assert_eq!(outcome, "quarantined", "{table}.{}", column.name);
                }
            }
            for unique in declared.uniques {
                for column in unique.columns {
                    let theirs: String = hub.run(&format!(
                        "SELECT {column} FROM {}.{table} WHERE id = '{theirs}'",
                        if model::tables::OWN.iter().any(|own| own.name == table) {
                            "desk_sync"
                        } else {
                            "public"
                        }
                    ));
                    if table != "organizations" {
                        try_it(
                            &mut device,
                            entry(
                                "update",
                                table,
                                &id(kind, 'a'),
                                columns(&[(column, json!(theirs))]),
                            ),
                        )
                        .await;
                    }
                }
            }
        }
        assert!(outcomes.len() >= 3, "{outcomes:?}");
        let after = theirs(&hub);
        assert_eq!(before, after);
        assert_eq!(hub.run("SELECT count(*) FROM desk_sync.log WHERE device IS NOT NULL AND org::text LIKE '%b'"), "0");
    });
}

/// Every row of organization b.
fn theirs(hub: &Hub) -> String {
    let tables = model::tables::every().map(|table| {
        let home = if model::tables::OWN.iter().any(|own| own.name == table.name) {
            "desk_sync"
        } else {
            "public"
        };
        format!("SELECT t::text FROM {home}.{} t WHERE id::text LIKE '%b'", table.name)
    });
    let rows = hub.run(&(tables.collect::<Vec<_>>().join(" UNION ALL ") + " ORDER BY 1"));
    assert_eq!(rows.lines().count(), 19);
    rows
}
