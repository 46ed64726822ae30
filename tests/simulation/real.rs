//! A hub in Postgres beside the model of one: the same is done to both, and every answer compared. The desks go by what
//! Postgres says, so that what is played here is what happens in an office.
//!
//! The hub's clock is the history's. What the two may differ in, and is not compared: how their cursors are written, the times of
//! edits that nobody told (Postgres takes the row's own), which columns of a changed row travel (Postgres may send the whole row), and which
//! of several reasons is told why a group waits.

use crate::{
    hub::{self as model, Cut, Deed, Kept},
    rows::{self, PLAYED, table},
};
use ::model::{Code, Column, Error, Result, Type, Value, tables};
use kit::{
    postgres::{Cluster, Database},
    schema::existing_system,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};
use sync::{
    connect::Address,
    engine::{
        outbox::Key,
        rebase::Row,
        sides::{Batch, Difference, Hello, Hub, Outcome, Reply, Theirs, Welcome},
    },
    hub as hubs,
    remote::Remote,
};
use tokio::runtime::Runtime;
use tokio_postgres::Client;
use uuid::Uuid;

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

/// Both hubs, for a desk.
pub struct Both {
    pub model: model::Remote,
    /// Where there is none, the model alone.
    pub real: Option<Rc<RefCell<Real>>>,
    pub desk: usize,
}

impl Both {
    /// Does the same at both and compares, unless the connection breaks.
    fn call<T>(
        &mut self,
        asks: impl Fn(&mut dyn Hub) -> Result<T>,
        compare: impl FnOnce(&mut Real, &T, &T),
        translate: impl FnOnce(&mut dyn Hub, &mut Real) -> Result<T>,
    ) -> Result<T> {
        let Some(real) = self.real.clone() else { return asks(&mut self.model) };
        let real = &mut *real.borrow_mut();
        let cut = self.model.cut.filter(|(left, _)| *left == 0).map(|(_, cut)| cut);
        let expected = translate(&mut self.model, real);
        if cut == Some(Cut::Before) {
            return expected;
        }
        let answer = asks(real.line(self.desk, self.model.device));
        let answer = answer.unwrap_or_else(|e| panic!("Postgres fails: {e:?}"));
        if cut == Some(Cut::After) {
            real.lines.remove(&self.desk);
            return Err(Error::new(Code::Offline, "cut"));
        }
        let expected = expected.unwrap_or_else(|e| panic!("the model fails: {e:?}"));
        compare(real, &answer, &expected);
        Ok(answer)
    }
}

impl Hub for Both {
    fn hello(&mut self, told: &Hello) -> Result<Welcome> {
        self.call(
            |hub| hub.hello(told),
            |_, answer, expected| {
                assert_eq!(answer.file, expected.file, "which file it is");
                assert_eq!(answer.told, expected.told, "what it was told");
                assert_eq!((answer.organization, answer.deleted), (expected.organization, false));
                assert_eq!(answer.now, expected.now, "the time");
            },
            |model, _| model.hello(told),
        )
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>> {
        self.call(
            |hub| hub.results(file, after),
            |_, answer, expected| outcomes(answer, expected),
            |model, _| model.results(file, after),
        )
    }

    fn seen(&mut self, file: Uuid) -> Result<i64> {
        self.call(
            |hub| hub.seen(file),
            |_, answer, expected| assert_eq!(answer, expected, "how often it was seen"),
            |model, _| model.seen(file),
        )
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
        let sorted = |ids: &[Uuid]| ids.iter().copied().collect::<BTreeSet<_>>();
        self.call(
            |hub| hub.decided(conflicts),
            |_, answer, expected| assert_eq!(sorted(answer), sorted(expected), "what is decided"),
            |model, _| model.decided(conflicts),
        )
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
        let founded = self.real.as_ref().map(|real| real.borrow().founded);
        self.call(
            |hub| {
                let mut difference = hub.pull(cursor, also)?;
                let plays = |key| founded.is_none_or(|founded| played(key, founded));
                difference.changes.retain(|change| plays(change.key));
                Ok(difference)
            },
            |real, answer, expected| {
                if std::env::var_os("TRACE").is_some() {
                    println!("from {cursor:?}: {} = {}", answer.cursor, expected.cursor);
                }
                differences(answer, expected);
                real.cursors.insert(answer.cursor.clone(), expected.cursor.clone());
            },
            |model, real| {
                let known =
                    |cursor: &str| real.cursors.get(cursor).expect("a cursor it gave").clone();
                model.pull(cursor.map(known).as_deref(), also)
            },
        )
    }

    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference> {
        self.call(
            |hub| hub.locked(cursor, keys),
            |_, answer, expected| differences(answer, expected),
            |model, real| {
                let known = real.cursors.get(cursor).expect("a cursor it gave").clone();
                model.locked(&known, keys)
            },
        )
    }

    fn push(&mut self, batch: &Batch) -> Result<Reply> {
        self.call(
            |hub| hub.push(batch),
            |_, answer, expected| match (answer, expected) {
                (Reply::Done(answer), Reply::Done(expected)) => outcomes(answer, expected),
                (answer, expected) => assert_eq!(answer, expected),
            },
            |model, _| model.push(batch),
        )
    }

    fn begin_file(&mut self, file: Uuid) -> Result<()> {
        self.call(|hub| hub.begin_file(file), |_, (), ()| {}, |model, _| model.begin_file(file))
    }
}

/// The same became of the same groups. Why one is refused, each says in its own words.
fn outcomes(answer: &[(String, Outcome)], expected: &[(String, Outcome)]) {
    let plain = |all: &[(String, Outcome)]| -> Vec<(String, Outcome)> {
        let mut all = all.to_vec();
        for (_, outcome) in &mut all {
            match outcome {
                Outcome::Gone(keys) => keys.sort_unstable(),
                // Where it refers to a row that is not there and waits for another group as well, either may be told.
                Outcome::Quarantined(why) if why["sqlstate"] == "23503" => {
                    *outcome = Outcome::Held(String::new());
                }
                Outcome::Held(by) => by.clear(),
                Outcome::Quarantined(why) => *why = why["sqlstate"].clone(),
                _ => {}
            }
        }
        // One that was told again is there several times.
        all.sort_by_key(|(label, outcome)| (label.clone(), format!("{outcome:?}")));
        all
    };
    assert_eq!(plain(answer), plain(expected), "what became of it: Postgres, the model");
}

/// Postgres tells of the rows that the model tells of, as they are there.
fn differences(answer: &Difference, expected: &Difference) {
    assert_eq!(answer.everything, expected.everything, "everything");
    assert_eq!(answer.now, expected.now, "the time");
    let everything = answer.everything;
    let by_key = |difference: &Difference| -> BTreeMap<Key, Theirs> {
        let changes = difference.changes.iter();
        changes.map(|change| (change.key, change.now.clone())).collect()
    };
    let (answer, expected) = (by_key(answer), by_key(expected));
    for key in answer.keys().chain(expected.keys()) {
        match (answer.get(key), expected.get(key)) {
            (Some(Theirs::Gone), Some(Theirs::Gone)) => {}
            // What is not among everything is gone.
            (None, Some(Theirs::Gone)) if everything => {}
            (Some(Theirs::Whole(there)), Some(Theirs::Whole(here))) => alike(*key, there, here),
            (Some(Theirs::Whole(there)), Some(Theirs::Columns(here))) => {
                here.iter().for_each(|(at, value)| same(*key, *at, &there[*at], value));
            }
            (Some(Theirs::Columns(there)), Some(Theirs::Columns(here))) => {
                let columns =
                    |row: &BTreeMap<usize, Value>| row.keys().copied().collect::<Vec<_>>();
                assert_eq!(columns(there), columns(here), "the columns of {key:?}");
                there.iter().for_each(|(at, value)| same(*key, *at, value, &here[at]));
            }
            (there, here) => panic!("{key:?}: Postgres {there:?}, the model {here:?}"),
        }
    }
}

fn alike(key: Key, there: &Row, here: &Row) {
    for (at, (there, here)) in there.iter().zip(here).enumerate() {
        same(key, at, there, here);
    }
}

fn same(key: Key, at: usize, there: &Value, here: &Value) {
    let column = &table(key.0).columns[at];
    assert!(
        rows::same(column, there, here),
        "{key:?} {}: Postgres {there:?}, the model {here:?}",
        column.name
    );
}

/// Whether a row is in the model too. The organization is where a desk brings it; else it is there in Postgres only.
fn played(key: Key, founded: bool) -> bool {
    PLAYED.contains(&key.0) || (founded && key.0 == "organizations")
}

/// A deed as who knows nothing of desks writes it.
fn statement(deed: &Deed) -> String {
    let set = |key: Key, set: &str, changes: &str| {
        let touched = table(key.0).position("updated_at").map(|_| {
            ", updated_at = greatest(play.now() AT TIME ZONE 'UTC', updated_at + interval '1 microsecond')"
        });
        let touched = touched.unwrap_or_default();
        format!("UPDATE {} SET {set}{touched} WHERE id = '{}' AND {changes}", home(key.0), key.1)
    };
    match deed {
        Deed::Insert(key, row) => {
            let columns = table(key.0).columns;
            let names: Vec<_> = columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
            let values: Vec<_> = columns.iter().zip(row).map(|(c, v)| literal(c, v)).collect();
            // The desk's own tables have no foreign keys there.
            let there = rows::parents(table(key.0), row).into_iter().map(|(_, (parent, id))| {
                format!("EXISTS (SELECT FROM {} WHERE id = '{id}')", home(parent))
            });
            let there = there.collect::<Vec<_>>().join(" AND ");
            let there = if there.is_empty() { "true".into() } else { there };
            let (home, names, values) = (home(key.0), names.join(", "), values.join(", "));
            format!("INSERT INTO {home} ({names}) SELECT {values} WHERE {there}")
        }
        Deed::Set(key, at, value) => {
            let column = &table(key.0).columns[*at];
            let value = literal(column, value);
            let name = column.name;
            set(
                *key,
                &format!("\"{name}\" = {value}"),
                &format!("\"{name}\" IS DISTINCT FROM {value}"),
            )
        }
        Deed::Add(key, at, by) => {
            let column = &table(key.0).columns[*at];
            let by = literal(column, &Value::Int(*by));
            let name = column.name;
            set(
                *key,
                &format!("\"{name}\" = \"{name}\" + {by}, remaining = remaining - {by}"),
                &format!("{by} <> 0"),
            )
        }
        Deed::Delete(key) => format!("DELETE FROM {} WHERE id = '{}'", home(key.0), key.1),
        Deed::Swap(one, other, at) => {
            let name = table(one.0).columns[*at].name;
            format!("-- {} and {} swap {name}", one.1, other.1)
        }
    }
}

fn home(name: &str) -> String {
    let own = tables::ALL.iter().any(|table| table.name == name);
    format!("{}.{name}", if own { "public" } else { "desk_sync" })
}

fn instant(at: i64) -> String {
    format!("timestamp '1970-01-01' + {at} * interval '1 microsecond'")
}

fn literal(column: &Column, value: &Value) -> String {
    match (value, column.ty) {
        (Value::Null, _) => "NULL".into(),
        (Value::Id(id), _) => format!("'{id}'"),
        (Value::Text(text), Type::Json) => format!("'{}'::jsonb", text.replace('\'', "''")),
        (Value::Text(text), _) => format!("'{}'", text.replace('\'', "''")),
        (Value::Int(n), Type::Boolean) => (*n != 0).to_string(),
        (Value::Int(n), Type::Instant) => instant(*n),
        (Value::Int(_), Type::Decimal { .. }) => match column.ty.json(value.as_ref()) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
        (Value::Int(n), _) => n.to_string(),
    }
}
