//! A desk of any size, the same in every run, and SQLite with nothing of ours around it.

use domain::Caller;
use model::{
    Id, Record, Value,
    tables::{Organization, Representative, Ticket, User},
};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value as Json;
use std::{fs, path::PathBuf};
use store::{Desk, Session, SignIn};
use uuid::Uuid;

/// A desk made for measuring.
pub struct Data {
    /// It.
    pub desk: Desk,
    /// Its administrator.
    pub session: Session,
    /// Some of its tickets.
    pub tickets: Vec<Uuid>,
    /// A customer.
    pub customer: Uuid,
    /// The moment the newest of its tickets was created, in microseconds.
    pub newest: i64,
}

/// A folder to work in, on the disk.
///
/// # Panics
/// When it cannot be made.
pub fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder).expect("a folder to work in");
    folder
}

/// How many tickets to measure at: 10,000 and 100,000, and with GROUNDED_BENCH_MILLION set a million.
pub fn sizes() -> Vec<u32> {
    let mut sizes = vec![10_000, 100_000];
    if std::env::var_os("GROUNDED_BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    sizes
}

/// Two years of tickets, a sixth of them open.
const STATUSES: [&str; 12] = [
    "CLOSED",
    "RESOLVED",
    "CLOSED",
    "OPEN",
    "CLOSED",
    "RESOLVED",
    "CLOSED",
    "CLOSED",
    "IN_PROGRESS",
    "CLOSED",
    "RESOLVED",
    "OPEN",
];

const START: i64 = 1_700_000_000_000_000;

impl Data {
    /// The desk of that size, made when it is not there yet. Kept under target/bench.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn of(tickets: u32) -> Self {
        let folder = folder();
        let path = folder.join(format!("desk-{}-{tickets}.db", store::SCHEMA_VERSION));
        if path.exists() {
            let desk = Desk::open(&path)
                .expect("the desk of an earlier run; delete target/bench to make it anew");
            return Self::read(desk);
        }
        eprintln!("making {tickets} tickets ...");
        let part = path.with_extension("part");
        for leftover in ["", "-wal", "-shm", "-lock"] {
            let _ = fs::remove_file(format!("{}{leftover}", part.display()));
        }
        let desk = Desk::create(&part).expect("create");
        fill(&desk, tickets);
        desk.optimize().expect("optimize");
        drop(desk);
        fs::rename(&part, &path).expect("rename");
        Self::read(Desk::open(&path).expect("open"))
    }

    /// A copy of it to write to, in a folder that goes away.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn copy(&self, folder: &std::path::Path) -> Self {
        let to = folder.join("copy.db");
        self.desk.backup(&to, &mut |_| {}).expect("copy");
        Self::read(Desk::open(&to).expect("open"))
    }

    /// The desk of that file.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn open(path: &std::path::Path) -> Self {
        Self::read(Desk::open(path).expect("open"))
    }

    /// What an operation answers, as text, called by the administrator.
    ///
    /// # Panics
    /// When it is refused.
    pub fn call(&self, name: &str, input: Json) -> String {
        let mut caller = Caller::signed_in(self.session);
        domain::call(&self.desk, &mut caller, name, input)
            .unwrap_or_else(|e| panic!("{name}: {e:?}"))
    }

    /// The same, read.
    ///
    /// # Panics
    /// When it is refused.
    pub fn json(&self, name: &str, input: Json) -> Json {
        serde_json::from_str(&self.call(name, input)).expect("JSON")
    }

    fn read(desk: Desk) -> Self {
        let session = desk.sign_in(&SignIn::FirstAdmin { organization: None }).expect("sign in");
        let db = bare(&desk);
        let ids = |sql: &str| -> Vec<Uuid> {
            let mut query = db.prepare(sql).expect("SQL");
            let rows = query.query_map([], |row| row.get(0)).expect("rows");
            rows.collect::<rusqlite::Result<_>>().expect("ids")
        };
        let tickets = ids("SELECT id FROM tickets WHERE rowid % 97 = 0 LIMIT 1000");
        let customer = ids("SELECT id FROM users WHERE role = 'CUSTOMER' LIMIT 1")[0];
        let newest = db
            .query_row("SELECT max(created_at) FROM tickets", [], |row| row.get(0))
            .expect("newest");
        drop(db);
        Self { desk, session, tickets, customer, newest }
    }
}

/// SQLite as rusqlite gives it, set up for the same durability, on the same file.
///
/// # Panics
/// When the file cannot be opened.
pub fn bare(desk: &Desk) -> Connection {
    let db = Connection::open_with_flags(
        desk.path(),
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .expect("open");
    db.pragma_update(None, "journal_mode", "WAL").expect("WAL");
    db.pragma_update(None, "synchronous", "FULL").expect("FULL");
    db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
    db.pragma_update(None, "temp_store", "MEMORY").expect("temp store");
    db.pragma_update(None, "wal_autocheckpoint", 4_096).expect("WAL's length");
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).expect("QPSG");
    db
}

/// The same file without triggers: the tables and indexes, nothing kept beside them.
///
/// # Panics
/// When the file cannot be changed.
pub fn untriggered(data: &Data) -> Connection {
    let db = bare(&data.desk);
    let names: Vec<String> = {
        let mut query =
            db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").expect("SQL");
        query
            .query_map([], |row| row.get(0))
            .expect("rows")
            .collect::<rusqlite::Result<_>>()
            .expect("names")
    };
    for name in names {
        db.execute_batch(&format!("DROP TRIGGER \"{name}\"")).expect("drop");
    }
    db
}

/// A ticket, with every column a new one has.
pub const INSERT: &str = "INSERT OR ROLLBACK INTO tickets (id, organization_id, ticket_number, customer_id, subject, description,
    status, priority, category, tags, ai_handled, created_at, updated_at)
    VALUES (?1, ?2, ?3, ?4, 'Exports stop halfway', 'Since this morning every export stops at about half.', 'OPEN', 'NORMAL',
    'TECHNICAL_ISSUE', '[]', 0, ?5, ?5)";

/// What [`INSERT`] binds.
pub fn insert_values(data: &Data, n: i64) -> (Uuid, Uuid, String, Uuid, i64) {
    (
        Uuid::now_v7(),
        data.session.organization().uuid(),
        format!("BENCH-{n}"),
        data.customer,
        data.newest + n,
    )
}

fn fill(desk: &Desk, tickets: u32) {
    desk.found(None, "bench", None, |org| {
        let settings = Value::from("{\"maxRefundPerUser\":500}");
        org.insert(Organization::TABLE, vec![("id", org.id().uuid().into()), ("name", "Bench".into()), ("slug", "bench".into()), ("settings", settings)])?;
        person(org, org.user(), "Ada Admin", "ADMIN", 0)?;
        let mut representatives = Vec::new();
        for i in 0..20 {
            let user = Id::new();
            person(org, user, &format!("Rep {i}"), "REPRESENTATIVE", i)?;
            representatives.push(org.insert(Representative::TABLE, vec![("user_id", user.uuid().into())])?);
        }
        let mut customers = Vec::new();
        for i in 0..(tickets / 20).max(10) {
            let user = Id::new();
            person(org, user, &format!("Customer {i}"), "CUSTOMER", i64::from(i))?;
            customers.push(user.uuid());
        }
        for i in 0..tickets {
            let n = i as usize;
            let at = Value::Int(START + i64::from(i) * (2 * 365 * 86_400_000_000 / i64::from(tickets)));
            let assignee = if i % 4 == 0 { Value::Null } else { representatives[n % 20].into() };
            org.insert(
                Ticket::TABLE,
                vec![
                    ("ticket_number", format!("TICKET-{}", i + 1_001).into()),
                    ("customer_id", customers[n * 7 % customers.len()].into()),
                    ("assigned_to", assignee),
                    ("subject", format!("Export number {i} stops halfway through").into()),
                    ("description", "Since this morning every export stops at about half. We tried another browser, and it is the same there.".into()),
                    ("status", STATUSES[n % 12].into()),
                    ("priority", ["LOW", "NORMAL", "HIGH", "URGENT"][n % 4].into()),
                    ("category", "TECHNICAL_ISSUE".into()),
                    ("tags", "[\"export\",\"files\"]".into()),
                    ("created_at", at.clone()),
                    ("updated_at", at),
                ],
            )?;
        }
        Ok(String::new())
    })
    .expect("fill");
}

fn person(org: &store::Org<'_>, id: Id<User>, name: &str, role: &str, n: i64) -> model::Result<()> {
    let email = format!("{}@bench.test", name.to_lowercase().replace(' ', "."));
    let at = Value::Int(START + n);
    let row = vec![
        ("id", id.uuid().into()),
        ("name", name.into()),
        ("email", email.into()),
        ("role", role.into()),
        ("created_at", at.clone()),
        ("updated_at", at),
    ];
    org.insert(User::TABLE, row).map(|_| ())
}
