//! What installing and removing does to a database.

use crate::{Device, Hub, block_on, id, seed};
use kit::{postgres::Cluster, schema::existing_system};
use model::{Code, tables};
use std::collections::HashSet;
use sync::hub;

/// Everything the catalogue says of the organization's tables, an entry a line.
const CATALOGUE: &str = "
    SELECT 'table', to_jsonb(c) - '{oid,relpages,reltuples,relallvisible,relfrozenxid,relminmxid,relfilenode,relhasindex}'::text[] FROM pg_class c WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', to_jsonb(a) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'constraint', to_jsonb(k) FROM pg_constraint k WHERE k.connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', to_jsonb(i) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'type', to_jsonb(t) FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace
    UNION ALL SELECT 'function', to_jsonb(p) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'policy', to_jsonb(p) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'schema', to_jsonb(n) FROM pg_namespace n WHERE nspname = 'public'
    UNION ALL SELECT 'default', to_jsonb(d) FROM pg_default_acl d
    UNION ALL SELECT 'database', to_jsonb(d) - 'datfrozenxid' FROM pg_database d WHERE datname = current_database()
    ORDER BY 1, 2";

const TRIGGERS: &str =
    "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
    WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal ORDER BY 1, 2";

#[test]
fn a_filled_hub_is_left_as_it_was() {
    let hub = Hub::bare();
    let (catalogue, dump) = (hub.run(CATALOGUE), hub.database.dump());
    for _ in 0..2 {
        block_on(hub::install(&hub.url())).expect("installed");
        assert_same(&hub.run(CATALOGUE), &catalogue);
        let triggers = hub.run(TRIGGERS);
        assert_eq!(triggers.lines().count(), 2 * tables::ALL.len() + 1, "{triggers}");
        assert!(triggers.lines().all(|line| line.ends_with("|A")), "{triggers}");
    }
    assert_eq!(hub.run("SELECT count(*) FROM desk_sync.log"), "0");
    block_on(hub.device("org-a", "one"));
    block_on(hub.device("not-yet", "two"));
    hub.run(&seed(include_str!("own.sql")));

    let removed = block_on(hub::remove(&hub.url())).expect("removed");
    assert_eq!(removed["devices"], 2);
    assert_same(&hub.run(CATALOGUE), &catalogue);
    assert_eq!(hub.run(TRIGGERS), "");
    assert_eq!(hub.database.dump(), dump);
    assert_eq!(hub.run("SELECT to_regnamespace('desk_sync') IS NULL"), "t");
    let left =
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'desk\\_' || current_database() || '%'";
    assert_eq!(hub.run(left), "");
}

/// Line by line, and only what differs is shown.
fn assert_same(now: &str, before: &str) {
    let differ = |one: &str, other: &str| -> Vec<String> {
        let other: HashSet<_> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).map(str::to_owned).collect()
    };
    let (new, gone) = (differ(now, before), differ(before, now));
    assert!(
        new.is_empty() && gone.is_empty(),
        "now:\n{}\nbefore:\n{}",
        new.join("\n"),
        gone.join("\n")
    );
}

#[test]
fn what_is_installed_can_be_seen() {
    let hub = Hub::new();
    let status = block_on(async {
        let _device = hub.device("org-a", "ada's laptop").await;
        hub::status(&hub.url()).await.expect("a status")
    });
    for table in tables::every() {
        assert_eq!(status["tables"][table.name], "logged", "{}", table.name);
    }
    let seen = &status["devices"][0];
    assert_eq!(seen["name"], "ada's laptop");
    assert_eq!(seen["organization"], id("01", 'a'));
    assert_eq!(seen["connections"], 1);
    // Somebody's own migration takes a trigger along; installing again mends it.
    hub.run(
        "DROP TRIGGER desk_sync_log ON tickets; ALTER TABLE users DISABLE TRIGGER desk_sync_log",
    );
    let status = block_on(hub::status(&hub.url())).expect("a status");
    assert_eq!(
        (&status["tables"]["tickets"], &status["tables"]["users"]),
        (&"not logged".into(), &"not logged".into())
    );
    block_on(hub::install(&hub.url())).expect("installed");
    let status = block_on(hub::status(&hub.url())).expect("a status");
    assert_eq!(
        (&status["tables"]["tickets"], &status["tables"]["users"]),
        (&"logged".into(), &"logged".into())
    );
}

#[test]
fn tables_of_another_shape_are_refused() {
    let hub = Cluster::shared().database();
    hub.run(&existing_system());
    hub.run("ALTER TABLE tickets DROP COLUMN sentiment");
    let error = block_on(hub::install(&hub.url())).expect_err("refused");
    assert_eq!(error.code, Code::Conflict, "{error}");
    assert!(error.message.contains("public.tickets has no sentiment"), "{error}");
    assert_eq!(hub.run(TRIGGERS).trim(), "");
    assert_eq!(hub.run(NOTHING).trim(), "t");
}

/// Whether nothing of a hub is there.
const NOTHING: &str = "SELECT to_regnamespace('desk_sync') IS NULL";

#[test]
fn who_may_not_make_a_hub_leaves_nothing_behind() {
    let hub = Cluster::shared().database();
    let name = hub.run("SELECT current_database()").trim().to_owned();
    let (empty, user) = (hub.run(CATALOGUE), format!("{name}_user"));
    hub.run(&format!("CREATE ROLE {user} LOGIN"));
    let url = hub.url().replace("postgres@", &format!("{user}@"));
    for (grant, lacks) in [
        (format!("ALTER ROLE {user} CREATEROLE"), "make roles for devices"),
        (format!("GRANT CREATE ON DATABASE {name} TO {user}"), "make a schema"),
        (format!("ALTER SCHEMA public OWNER TO {user}"), "make tables"),
    ] {
        let error = block_on(hub::install(&url)).expect_err("refused");
        assert_eq!(error.code, Code::Forbidden, "{error}");
        assert!(error.message.contains(lacks), "{error}");
        assert_eq!(hub.run(NOTHING).trim(), "t");
        if lacks == "make roles for devices" {
            assert_same(&hub.run(CATALOGUE), &empty);
        }
        hub.run(&grant);
    }
    // Another's tables: that is seen when all else is done.
    hub.run(&existing_system());
    let error = block_on(hub::install(&url)).expect_err("refused");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    assert_eq!(hub.run(NOTHING).trim(), "t");
    assert_eq!(hub.run(TRIGGERS).trim(), "");
    hub.run(&format!(
        "ALTER SCHEMA public OWNER TO postgres; DROP OWNED BY {user}; DROP ROLE {user}"
    ));
}

#[test]
fn what_has_no_hub_is_said_to_have_none() {
    let hub = Hub::bare();
    for error in [
        block_on(hub::status(&hub.url())).expect_err("none"),
        block_on(hub::remove(&hub.url())).expect_err("none"),
        block_on(hub::add_device(&hub.url(), "org-a", "one")).expect_err("none"),
        block_on(hub::revoke(&hub.url(), "one")).expect_err("none"),
    ] {
        assert_eq!(error.code, Code::NotFound);
        assert!(error.message.contains("grounded hub install"), "{error}");
    }
}

#[test]
fn a_revoked_device_is_out_at_once() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.tickets").await, 1);
        let taken = hub::add_device(&hub.url(), "org-a", "one").await.expect_err("taken");
        assert_eq!(taken.code, Code::Conflict);
        let revoked = hub::revoke(&hub.url(), "one").await.expect("revoked");
        assert_eq!(revoked["connections"], 1);
        device.client.query("SELECT 1", &[]).await.expect_err("closed");
        let error = sync::connect::connect(&device.url).await.expect_err("refused");
        assert_eq!(error.code, Code::Forbidden, "{error}");
        let error = hub::revoke(&hub.url(), "one").await.expect_err("none");
        assert_eq!(error.code, Code::NotFound);
        // The name is free again.
        device = hub.device("org-a", "one").await;
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.tickets").await, 1);
    });
}

/// A connection that outlives its role, as where it could not be ended.
#[test]
fn a_revoked_device_sees_nothing_on_an_open_connection() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        hub.run("UPDATE desk_sync.device SET revoked_at = now()");
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.tickets").await, 0);
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.log").await, 0);
        let error =
            device.client.query_one("SELECT desk_sync.hello()", &[]).await.expect_err("refused");
        assert_eq!(error.code().map(|c| c.code()), Some("42501"));
        hub.run("UPDATE desk_sync.device SET revoked_at = NULL");
    });
}

#[test]
fn two_hubs_of_one_cluster_do_not_touch_each_other() {
    let (one, other) = (Hub::new(), Hub::new());
    block_on(async {
        one.device("org-a", "one").await;
        let device = other.device("org-a", "one").await;
        // With the address of one database and the role of the other.
        let crossed = device.url.replace(
            &other.run("SELECT '/' || current_database()"),
            &one.run("SELECT '/' || current_database()"),
        );
        let stranger = Device::at(&crossed).await;
        assert_eq!(stranger.value::<i64>("SELECT count(*) FROM desk_sync.users").await, 0);
        drop(stranger);
        hub::remove(&one.url()).await.expect("removed");
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.users").await, 2);
    });
}

#[test]
fn tables_that_everybody_may_read_get_no_devices() {
    let hub = Hub::new();
    hub.run("GRANT SELECT (id) ON users TO PUBLIC");
    let error = block_on(hub::add_device(&hub.url(), "org-a", "one")).expect_err("refused");
    assert_eq!(error.code, Code::Conflict);
    assert!(error.message.contains("public.users"), "{error}");
    hub.run("REVOKE SELECT (id) ON users FROM PUBLIC");
    block_on(hub.device("org-a", "one"));
}

/// A restored dump has another cluster's transaction numbers in its log.
#[test]
fn a_hub_restored_from_a_dump_is_another_one() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        let before: serde_json::Value = device.value("SELECT desk_sync.hello()").await;
        // As if the database had been made anew and filled from a dump.
        hub.run("UPDATE desk_sync.meta SET database = 1");
        hub.run("INSERT INTO users (organization_id, email, name) SELECT id, 'x', 'x' FROM organizations");
        hub::install(&hub.url()).await.expect("installed");
        let after: serde_json::Value = device.value("SELECT desk_sync.hello()").await;
        assert_ne!(before["epoch"], after["epoch"]);
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.log").await, 0);
    });
}

#[test]
fn a_user_who_is_no_superuser_can_do_it_all() {
    let cluster = Cluster::shared();
    let hub = cluster.database();
    let owner = hub.run("SELECT current_database() || '_owner'").trim().to_owned();
    hub.run(&format!("CREATE ROLE {owner} LOGIN CREATEROLE; ALTER SCHEMA public OWNER TO {owner}; GRANT CREATE ON DATABASE {} TO {owner}",
        hub.run("SELECT current_database()").trim()));
    let url = hub.url().replace("postgres@", &format!("{owner}@"));
    block_on(async {
        hub::install(&url).await.expect("installed");
        hub.run(&seed(include_str!("seed.sql")));
        let added = hub::add_device(&url, "org-a", "one").await.expect("a device");
        let device = Device::at(added["url"].as_str().expect("an address")).await;
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.users").await, 2);
        let revoked = hub::revoke(&url, "one").await.expect("revoked");
        assert_eq!(revoked["connections"], 1);
        hub::add_device(&url, "org-b", "two").await.expect("a device");
        hub::status(&url).await.expect("a status");
        hub::remove(&url).await.expect("removed");
    });
    hub.run(&format!(
        "REASSIGN OWNED BY {owner} TO postgres; DROP OWNED BY {owner}; DROP ROLE {owner}"
    ));
}

/// The hub's own list of tables, and the desk's tables in it, against the declarations.
#[test]
fn the_hub_knows_the_tables_as_they_are_declared() {
    let hub = Hub::new();
    for (place, table) in (1..).zip(tables::every()) {
        let own = tables::OWN.iter().any(|own| own.name == table.name);
        let columns: Vec<_> = table.columns.iter().map(|column| column.name).collect();
        let refs: serde_json::Map<_, _> =
            table.references().map(|(c, to)| (c.name.to_owned(), to.into())).collect();
        let known = hub.database.json(&format!(
            "SELECT jsonb_build_array(home, cols, refs) FROM desk_sync.shape WHERE place = {place} AND tbl = '{}'",
            table.name
        ));
        let home = if own { "desk_sync" } else { "public" };
        assert_eq!(known, serde_json::json!([home, columns, refs]), "{}", table.name);
        let types = hub.run(&format!(
            "SELECT string_agg(format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN '' ELSE '?' END, ' ' ORDER BY attnum)
             FROM pg_attribute WHERE attrelid = '{home}.{}'::regclass AND attnum > 0",
            table.name
        ));
        let declared: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.ty.postgres() + if column.nullable { "?" } else { "" })
            .collect();
        assert_eq!(types.replace("desk_sync.", ""), declared.join(" "), "{}", table.name);
    }
}

#[test]
fn removing_a_copy_leaves_the_original_its_devices() {
    let hub = Hub::new();
    let copy = Cluster::shared().database();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        let dump = hub.database.program("pg_dump").arg(hub.url()).output().expect("pg_dump runs");
        copy.run(&String::from_utf8(dump.stdout).expect("UTF-8"));
        hub::remove(&copy.url()).await.expect("removed");
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.users").await, 2);
        sync::connect::connect(&device.url).await.expect("still a device");
    });
}
