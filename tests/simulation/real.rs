//! A hub in Postgres beside the model of one: the same is done to both, and every answer compared. The desks go by what
//! Postgres says, so that what is played here is what happens in an office.
//!
//! The hub's clock is the history's. What the two may differ in, and is not compared: how their cursors are written, the times of
//! edits that nobody told (Postgres takes the row's own), which columns of a changed row travel (Postgres may send the whole row), and which
//! of several reasons is told why a group waits.

mod both;
mod sql;

pub use both::Both;

use crate::{
    hub::{Deed, Kept},
    rows::PLAYED,
};
use both::{alike, played};
use kit::{
    postgres::{Cluster, Database},
    schema::existing_system,
};
use sql::{instant, statement};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use sync::{
    connect::Address,
    engine::sides::{Hub, Theirs},
    hub as hubs,
    remote::Remote,
};
use tokio::runtime::Runtime;
use tokio_postgres::Client;

/// The most desks that are devices of their own.
const DEVICES: usize = 4;

/// Lets the hub tell the history's time: in what was installed, each clock is replaced by one that can be set.
const CLOCK: &str = r"
    CREATE SCHEMA play;
    CREATE TABLE play.clock (at timestamptz NOT NULL);
    INSERT INTO play.clock VALUES (now());
    GRANT USAGE ON SCHEMA play TO PUBLIC;
    CREATE FUNCTION play.now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT at FROM play.clock';
    DO $play$ DECLARE f record; BEGIN
        FOR f IN SELECT p.oid, pg_get_functiondef(p.oid) AS text FROM pg_proc p
            WHERE p.pronamespace = 'desk_sync'::regnamespace AND p.prokind = 'f' AND p.prosrc ~ '\m(clock_timestamp|now)\(\)'
        LOOP
            EXECUTE regexp_replace(f.text, '\m(clock_timestamp|now)\(\)', 'play.now()', 'g');
        END LOOP;
        FOR f IN SELECT a.attrelid::regclass AS home, a.attname AS name FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'desk_sync'::regnamespace AND pg_get_expr(d.adbin, d.adrelid) = 'now()'
        LOOP
            EXECUTE format('ALTER TABLE %s ALTER %I SET DEFAULT play.now()', f.home, f.name);
        END LOOP;
    END $play$;";

/// A hub as it was installed, but for its devices.
const RESET: &str = "
    DELETE FROM public.organizations;
    DELETE FROM desk_sync.messages; DELETE FROM desk_sync.saved_views;
    DELETE FROM desk_sync.log; DELETE FROM desk_sync.tombstone; DELETE FROM desk_sync.deleted_budget;
    DELETE FROM desk_sync.sight; DELETE FROM desk_sync.push_result; DELETE FROM desk_sync.hold; DELETE FROM desk_sync.conflict;
    UPDATE desk_sync.meta SET horizon = '0';
    UPDATE desk_sync.device SET org = NULL, file = NULL, former = '{}', last_seq = 0, head = decode(repeat('00', 32), 'hex'),
        cursor = NULL, session = NULL;";

/// The slug of the organization that the devices are for.
pub const SLUG: &str = "acme";

/// A hub in Postgres, for one history after the other.
pub struct Real {
    database: Database,
    runtime: Runtime,
    /// Who may do everything; nobody only while the database is replaced.
    admin: Option<Client>,
    addresses: Vec<Address>,
    /// Connections of desks that are open, by the desk: of which device.
    lines: HashMap<usize, (usize, Remote)>,
    /// Transactions under way, by the model's number; and connections that have none.
    open: HashMap<u64, Client>,
    idle: Vec<Client>,
    /// What the model calls the moments that Postgres gave cursors for.
    cursors: HashMap<String, String>,
    /// Whether the organization itself is played too: desks bring it.
    founded: bool,
}

impl Real {
    /// In a cluster of its own: another history's open transactions would be seen in its snapshots.
    pub fn start() -> Self {
        let database = Arc::new(Cluster::start()).database();
        database.run(&existing_system());
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let url = database.url();
        let mut addresses = Vec::new();
        runtime.block_on(hubs::install(&url)).expect("installed");
        for device in 0..DEVICES {
            let added = runtime.block_on(hubs::add_device(&url, SLUG, &device.to_string()));
            let added = added.expect("a device");
            let url = added["url"].as_str().expect("an address");
            addresses.push(Address::parse(url).expect("an address"));
        }
        database.run(CLOCK);
        let admin = runtime.block_on(sync::connect::connect(&url)).expect("connected");
        Self {
            database,
            runtime,
            admin: Some(admin),
            addresses,
            lines: HashMap::new(),
            open: HashMap::new(),
            idle: Vec::new(),
            cursors: HashMap::new(),
            founded: false,
        }
    }

    fn run(&self, sql: &str) {
        let admin = self.admin.as_ref().expect("connected");
        let done = self.runtime.block_on(admin.batch_execute(sql));
        done.unwrap_or_else(|e| panic!("{e:?}: {sql}"));
    }

    /// Keeps the database as it is. Nothing is under way.
    pub fn back_up(&mut self) {
        assert!(self.open.is_empty(), "transactions are under way");
        self.alone(Database::back_up);
    }

    /// Puts it back as it was kept, whatever is under way.
    pub fn restore(&mut self) {
        self.open.clear();
        self.alone(Database::restore);
    }

    fn alone(&mut self, does: impl FnOnce(&Database)) {
        self.lines.clear();
        self.idle.clear();
        self.admin = None;
        does(&self.database);
        let url = self.database.url();
        let admin = self.runtime.block_on(sync::connect::connect(&url));
        self.admin = Some(admin.expect("connected"));
    }

    /// A hub with nothing but these rows.
    pub fn begin(&mut self, kept: &Kept) {
        for (_, client) in self.open.drain() {
            drop(client);
        }
        self.cursors.clear();
        self.tell_time(kept.now);
        self.founded = !kept.founded;
        let mut sql = RESET.to_owned();
        if kept.founded {
            sql.push_str(&format!(
                "INSERT INTO public.organizations (id, name, slug) VALUES ('{}', 'Acme', '{SLUG}');",
                kept.organization
            ));
        }
        for name in PLAYED {
            let of_table = kept.rows.iter().filter(|(key, _)| key.0 == name);
            for (key, row) in of_table {
                sql.push_str(&statement(&Deed::Insert(*key, row.clone())));
                sql.push(';');
            }
        }
        self.run(&sql);
    }

    /// What time it is there from now on.
    pub fn tell_time(&self, now: i64) {
        self.run(&format!("UPDATE play.clock SET at = ({}) AT TIME ZONE 'UTC'", instant(now)));
    }

    /// Somebody who knows nothing of desks begins a transaction.
    pub fn open(&mut self, xid: u64) {
        let client = self.idle.pop().unwrap_or_else(|| {
            let url = self.database.url();
            self.runtime.block_on(sync::connect::connect(&url)).expect("connected")
        });
        let begin = "BEGIN; SET LOCAL idle_in_transaction_session_timeout TO 0; SELECT pg_current_xact_id()";
        self.runtime.block_on(client.batch_execute(begin)).expect("begun");
        self.open.insert(xid, client);
    }

    /// They do all of it and end the transaction. What the tables refuse is left out, as in the model.
    pub fn commit(&mut self, xid: u64, deeds: &[Deed]) {
        let Some(client) = self.open.remove(&xid) else { return };
        for deed in deeds {
            let sql = format!("SAVEPOINT one; {}", statement(deed));
            let done = self.runtime.block_on(client.batch_execute(&sql));
            if std::env::var_os("TRACE").is_some() {
                println!("xid {xid} {sql}: {done:?}");
            }
            if let Err(refused) = done {
                let state = refused.code().map(|code| code.code().to_owned());
                assert!(
                    state.as_deref().is_some_and(|s| s.starts_with("23")),
                    "{sql}: {refused:?}"
                );
                let back = self.runtime.block_on(client.batch_execute("ROLLBACK TO one"));
                back.expect("taken back");
            }
        }
        self.end(client, "COMMIT");
    }

    /// They take all of it back.
    pub fn roll_back(&mut self, xid: u64) {
        if let Some(client) = self.open.remove(&xid) {
            self.end(client, "ROLLBACK");
        }
    }

    fn end(&mut self, client: Client, how: &str) {
        self.runtime.block_on(client.batch_execute(how)).expect(how);
        self.idle.push(client);
    }

    /// Shortens the log; `forget` also what was deleted, however short ago.
    pub fn compact(&self, forget: bool) {
        if forget {
            // What became of what was pushed is kept for as long as tombstones are: that is another matter here.
            self.run("UPDATE desk_sync.push_result SET at = 'infinity'; SELECT desk_sync.compact('-1 day')");
        } else {
            self.run("SELECT desk_sync.compact('1000 years')");
        }
    }

    /// That it holds what the model holds.
    pub fn check(&mut self, kept: &Kept) {
        let device = self.lines.keys().next().copied().unwrap_or(0);
        let everything = self.line(device, device % DEVICES).pull(None, &[]).expect("pulled");
        let (founded, mut rows) = (self.founded, BTreeMap::new());
        for change in everything.changes.into_iter().filter(|change| played(change.key, founded)) {
            let Theirs::Whole(row) = change.now else { panic!("{:?} is not whole", change.key) };
            rows.insert(change.key, row);
        }
        for key in rows.keys().chain(kept.rows.keys()) {
            let (Some(there), Some(here)) = (rows.get(key), kept.rows.get(key)) else {
                panic!("{key:?}: Postgres {:?}, the model {:?}", rows.get(key), kept.rows.get(key));
            };
            alike(*key, there, here);
        }
    }

    fn line(&mut self, desk: usize, device: usize) -> &mut Remote {
        if self.lines.get(&desk).is_none_or(|(of, _)| *of != device) {
            let remote = Remote::connect(&self.addresses[device]).expect("connected");
            self.lines.insert(desk, (device, remote));
        }
        &mut self.lines.get_mut(&desk).expect("connected").1
    }
}
