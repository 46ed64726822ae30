//! Files to try things on, and what is in them.

use domain::Caller;
use model::Error;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value as Json, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use store::Desk;
use tempfile::TempDir;
use uuid::Uuid;

pub const ADMIN: &str = "ada@acme.test";

/// A folder that goes away, and a path in it.
pub fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    (folder, path)
}

/// Calls an operation that must succeed. Every write has a request id, and so leaves one
/// request and one group in the file.
pub fn done(desk: &Desk, caller: &mut Caller, name: &str, mut input: Json) -> Json {
    if domain::find(name).is_some_and(|o| o.kind() == domain::Kind::Write) {
        input["requestId"] = json!(Uuid::now_v7());
    }
    let answer = domain::call(desk, caller, name, input).unwrap_or_else(|e| panic!("{name}: {e}"));
    serde_json::from_str(&answer).expect("JSON")
}

/// A closed desk at `path` with an organization, a customer and `tickets` tickets.
pub fn make(path: &Path, tickets: usize) {
    let desk = Desk::create(path).expect("a desk");
    let caller = &mut Caller::default();
    let admin = json!({"name": "Ada", "email": ADMIN});
    let acme = json!({"name": "Acme", "slug": "acme", "admin": admin});
    done(&desk, caller, "create_organization", acme);
    let caller = &mut sign_in(&desk);
    let eve = json!({"name": "Eve", "email": "eve@example.test", "role": "CUSTOMER"});
    done(&desk, caller, "create_user", eve);
    let items: Vec<_> = (0..tickets).map(|n| ticket(&desk, &format!("made {n}"))).collect();
    if !items.is_empty() {
        done(&desk, caller, "create_many", json!({"resource": "tickets", "items": items}));
    }
}

/// A closed desk as an earlier version left it: the first migration and its record, no more.
pub fn make_old(path: &Path, tickets: usize, journal: &str) {
    let (_folder, new) = folder();
    drop(Desk::create(&new).expect("a desk"));
    let new = look(&new);
    let history: String = new
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'refinery_schema_history'",
            [],
            |r| r.get(0),
        )
        .expect("the history's table");
    let record: [String; 3] = new
        .query_row(
            "SELECT name, applied_on, checksum FROM refinery_schema_history WHERE version = 1",
            [],
            |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?]),
        )
        .expect("the first migration's record");
    let old = Connection::open(path).expect("a file");
    old.query_row(&format!("PRAGMA journal_mode = {journal}"), [], |_| Ok(())).expect("journal");
    old.pragma_update(None, "application_id", 0x4744_534B).expect("id");
    old.execute_batch(include_str!("../../migrations/sqlite/V1__organization_schema.sql"))
        .expect("V1");
    old.execute_batch(&history).expect("history");
    old.execute("INSERT INTO refinery_schema_history VALUES (1, ?1, ?2, ?3)", record)
        .expect("record");
    old.execute_batch(&format!(
        "BEGIN;
         INSERT INTO organizations (id, name, slug, created_at, updated_at) VALUES (zeroblob(16), 'Acme', 'acme', 0, 0);
         INSERT INTO users (id, organization_id, email, name, role, created_at, updated_at)
         VALUES (zeroblob(16), zeroblob(16), '{ADMIN}', 'Ada', 'ADMIN', 0, 0);
         WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {tickets} - 1)
         INSERT INTO tickets (id, organization_id, customer_id, ticket_number, subject, description, category, created_at, updated_at)
         SELECT randomblob(16), zeroblob(16), zeroblob(16), 'TICKET-' || i, 'made ' || i, '', 'OTHER', 0, 0 FROM n;
         COMMIT;"
    ))
    .expect("rows");
}

/// The administrator, signed in.
pub fn sign_in(desk: &Desk) -> Caller {
    let mut caller = Caller::default();
    done(desk, &mut caller, "sign_in", json!({"email": ADMIN}));
    caller
}

/// What a ticket of that subject is made from.
pub fn ticket(desk: &Desk, subject: &str) -> Json {
    let customer: Uuid = look(desk.path())
        .query_row("SELECT id FROM users ORDER BY role DESC LIMIT 1", [], |row| row.get(0))
        .expect("a customer");
    json!({"customerId": customer, "subject": subject, "description": "?", "category": "OTHER"})
}

/// A reading connection that is not the desk's.
pub fn look(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(path, flags).expect("a database");
    db.busy_timeout(std::time::Duration::from_secs(5)).expect("patience");
    db
}

/// A number that SQL finds.
pub fn number(db: &Connection, sql: &str) -> i64 {
    db.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}"))
}

/// The subjects of the tickets that begin with `start`.
pub fn subjects(db: &Connection, start: &str) -> BTreeSet<String> {
    db.prepare("SELECT subject FROM tickets WHERE subject LIKE ?1 || '%'")
        .and_then(|mut s| s.query_map([start], |row| row.get(0))?.collect())
        .expect("subjects")
}

/// Opens the desk, finds it sound, and gives it back.
pub fn sound(path: &Path) -> Desk {
    let desk = Desk::open(path).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
    let verdict = desk.verify().expect("a verdict");
    assert_eq!(verdict.faults, Vec::<String>::new(), "{}", path.display());
    let chain = verdict.chain;
    let sealed = chain.entries + chain.unsealed;
    assert!(chain.earlier > 0 || sealed == verdict.entries, "{}: {chain:?}", path.display());
    desk
}

/// Everything in a folder: names and bytes.
pub fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let bytes = fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

/// That `work` is refused and leaves all of `folder` as it was: no byte changed, no file more.
pub fn untouched<T>(folder: &Path, work: impl FnOnce() -> Result<T, Error>) -> Error {
    let before = everything(folder);
    let Err(error) = work() else { panic!("{}: was not refused", folder.display()) };
    let after = everything(folder);
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>(),
        "other files than before: {error:?}"
    );
    // SQLite's index of the WAL is its scratch paper.
    for (name, bytes) in before.into_iter().filter(|(name, _)| !name.ends_with("-shm")) {
        assert!(after[&name] == bytes, "{name} was changed: {error:?}");
    }
    error
}

/// All of a file's rows but its own notes and the search index, which is made from them, and its schema, as text.
pub fn content(path: &Path) -> Vec<String> {
    let db = look(path);
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'desk_meta' AND name NOT LIKE 'desk_search%' AND name <> 'desk_words' ORDER BY 1")
        .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
        .expect("tables");
    let mut all = Vec::new();
    for table in ["sqlite_schema"].into_iter().chain(tables.iter().map(String::as_str)) {
        let mut rows = db.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let width = rows.column_count();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<_> = (0..width).map(|i| format!("{:?}", row.get_ref(i))).collect();
            all.push(format!("{table} {values:?}"));
        }
    }
    all
}
