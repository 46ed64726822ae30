//! The hub's migration against the contract.

use kit::{
    postgres::{Cluster, Database},
    schema::{Schema, existing_system},
};
use model::{Type, Value};
use sync::pg::Param;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::Client;

/// The catalogue of schema public in the shape of the contract. What the contract has no word
/// for (a partial index, ON UPDATE, a deferrable key) is put where it makes a difference.
const CATALOGUE: &str = "
WITH tables AS (
    SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
), keys AS (
    SELECT k.*, (SELECT json_agg(a.attname ORDER BY place)
        FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS columns
    FROM pg_constraint k
)
SELECT json_build_object(
    'enums', (SELECT json_object_agg(typname, labels) FROM (
        SELECT t.typname, json_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
        FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
        WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname) e),
    'tables', (SELECT json_object_agg(t.relname, json_build_object(
        'primary_key', (SELECT columns FROM keys
            WHERE conrelid = t.oid AND contype = 'p' AND conname = t.relname || '_pkey'),
        'columns', (SELECT json_agg(json_build_object(
                'name', a.attname,
                'type', format_type(a.atttypid, a.atttypmod),
                'nullable', NOT a.attnotnull,
                'default', pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
            WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
        'unique', (SELECT coalesce(json_agg(json_build_object(
                'name', conname || CASE WHEN contype = 'u' THEN '' ELSE ' ' || pg_get_constraintdef(oid) END,
                'columns', columns) ORDER BY conname), '[]')
            FROM keys WHERE conrelid = t.oid AND contype NOT IN ('p', 'f')),
        'foreign_keys', (SELECT coalesce(json_agg(json_build_object(
                'name', conname,
                'columns', columns,
                'references_table', confrelid::regclass::text,
                'on_delete', substring(pg_get_constraintdef(oid) FROM '\\(id\\) ON DELETE (.*)$')) ORDER BY conname), '[]')
            FROM keys WHERE conrelid = t.oid AND contype = 'f'),
        'indexes', (SELECT coalesce(json_agg(json_build_object(
                'name', x.relname,
                'columns', (SELECT json_agg(pg_get_indexdef(i.indexrelid, place, true) ORDER BY place)
                    FROM generate_series(1, i.indnatts) AS place)
                ) ORDER BY x.relname), '[]')
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = t.oid AND NOT EXISTS (SELECT 1 FROM keys WHERE conindid = i.indexrelid AND contype IN ('p', 'u')))
        )) FROM tables t))";

#[test]
fn the_declarations_are_the_contract() {
    let differences = Schema::declared().differences(&Schema::contract());
    assert!(differences.is_empty(), "declared / contract:\n{}", differences.join("\n"));
}

#[test]
fn an_empty_postgres_becomes_the_contract() {
    let hub = Cluster::shared().database();
    migrate(&hub);
    let catalogue: Schema = serde_json::from_value(hub.json(CATALOGUE)).expect("a schema");
    let differences = catalogue.differences(&Schema::contract());
    assert!(differences.is_empty(), "Postgres / contract:\n{}", differences.join("\n"));
    let differences = catalogue.differences(&Schema::declared());
    assert!(differences.is_empty(), "Postgres / declared:\n{}", differences.join("\n"));
}

/// Beyond what the contract file says: the dump has everything.
#[test]
fn a_migrated_hub_is_what_the_existing_system_makes() {
    let (ours, theirs) = (Cluster::shared().database(), Cluster::shared().database());
    migrate(&ours);
    theirs.run(&existing_system());
    block_on(sync::hub::remove(&ours.url())).expect("the hub is removed");
    assert_eq!(ours.dump(), theirs.dump());
}

#[test]
fn desks_that_migrate_at_once_take_turns() {
    let hub = Cluster::shared().database();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| migrate(&hub));
        }
    });
    assert_eq!(hub.run("SELECT count(*) = max(version) FROM desk_sync.schema_history").trim(), "t");
}

#[test]
fn a_user_called_like_the_schema_does_not_move_the_tables() {
    let hub = Cluster::shared().database();
    hub.run("CREATE ROLE desk_sync LOGIN SUPERUSER");
    let url = hub.url().replace("postgres@", "desk_sync@");
    let migrated = block_on(sync::hub::install(&url));
    let place = hub.run("SELECT to_regclass('public.tickets') IS NOT NULL");
    hub.run(
        "REASSIGN OWNED BY desk_sync TO postgres; DROP OWNED BY desk_sync; DROP ROLE desk_sync",
    );
    migrated.expect("migrated");
    assert_eq!(place.trim(), "t");
}

#[test]
fn a_hub_that_cannot_be_used_is_said_so_without_its_password() {
    let hub = Cluster::shared().database();
    hub.run("CREATE ROLE guest LOGIN PASSWORD 'seCret'");
    let there = hub.url().replace("postgres@", "guest:seCret@");
    let nobody = "postgres://guest:seCret@127.0.0.1:1/desk";
    for (address, code, words) in [
        (nobody, "OFFLINE", "127.0.0.1:1"),
        ("postgres://guest:seCret@hub.invalid/desk", "OFFLINE", "hub.invalid"),
        ("postgres://guest:seCret@hub.invalid/desk?sslmode=disable", "VALIDATION", "TLS only"),
        (&(there.clone() + "?sslmode=verify-full"), "OFFLINE", "does not offer TLS"),
        ("postgres://guest:seCret@localhost/desk?seCret=1", "VALIDATION", "postgres://user@"),
        ("postgres://guest:seCret@localhost", "VALIDATION", "postgres://user@"),
        (&there, "FORBIDDEN", "may not make roles"),
    ] {
        let error = block_on(sync::hub::install(address)).expect_err(address);
        let said = serde_json::to_value(&error).expect("JSON");
        assert_eq!(said["code"], code, "{said}");
        assert!(error.message.contains(words), "{said}");
        assert!(!format!("{said} {error:?}").contains("seCret"), "{said}");
    }
    hub.run("DROP ROLE guest");
}

#[test]
fn a_hub_migrated_by_a_newer_version_is_left_alone() {
    let hub = Cluster::shared().database();
    migrate(&hub);
    hub.run("INSERT INTO desk_sync.schema_history SELECT 999, 'later', applied_on, checksum FROM desk_sync.schema_history LIMIT 1");
    let error = block_on(sync::hub::install(&hub.url())).expect_err("refused");
    assert_eq!(error.code, model::Code::Conflict, "{error}");
}

/// The existing system's writers would queue up behind a migration that waits.
#[test]
fn a_busy_hub_is_not_waited_for_long() {
    let hub = Cluster::shared().database();
    hub.run(&existing_system());
    let error = block_on(async {
        let writer = sync_client(&hub).await;
        writer
            .batch_execute(
                "BEGIN; INSERT INTO organizations (name, slug) VALUES ('a', 'a'); LOCK users",
            )
            .await
            .expect("a writer");
        sync::hub::install(&hub.url()).await.expect_err("users is locked")
    });
    assert_eq!(error.code, model::Code::Locked, "{error}");
    assert_eq!(hub.run("SELECT to_regnamespace('desk_sync') IS NULL").trim(), "t");
    migrate(&hub);
}

/// Says what a column of a type takes, by trying.
pub struct Judge {
    hub: Client,
    runtime: Runtime,
    _database: Database,
}

impl Judge {
    pub fn new() -> Self {
        let database = Cluster::shared().database();
        migrate(&database);
        let runtime = runtime();
        let hub = runtime.block_on(sync_client(&database));
        Self { hub, runtime, _database: database }
    }

    pub fn takes(&self, ty: Type, value: &Value) -> bool {
        let probe = Param { ty, value: value.as_ref() };
        self.runtime.block_on(async {
            let table = format!("BEGIN; CREATE TEMPORARY TABLE probe (value {})", ty.postgres());
            self.hub.batch_execute(&table).await.expect("a table");
            let taken = self.hub.execute("INSERT INTO probe VALUES ($1)", &[&probe]).await;
            self.hub.batch_execute("ROLLBACK").await.expect("rolled back");
            taken.is_ok()
        })
    }
}

pub fn migrate(hub: &Database) {
    block_on(sync::hub::install(&hub.url())).expect("the hub is installed");
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    runtime().block_on(work)
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

pub async fn sync_client(hub: &Database) -> Client {
    let (client, connection) =
        tokio_postgres::connect(&hub.url(), tokio_postgres::NoTls).await.expect("connected");
    tokio::spawn(connection);
    client
}
