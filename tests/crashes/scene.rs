//! What is told again and again: a hub and a desk's file right before an exchange.

use crate::{
    count::counted,
    relay::{At, Relay},
    state::{self, End},
};
use kit::{
    desk::{CUSTOMER, FREE, Fixture, PURSE, Side, UNCLAIMED, Who},
    postgres::{Cluster, Database},
    schema::existing_system,
};
use model::{Error, Id, Record as _, Table, Value, tables};
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Desk, Org, SignIn, sync::Known};
use sync::{
    connect::Address,
    engine::round::Report,
    hub,
    session::{self, Session},
};
use tempfile::TempDir;
use tokio::runtime::Builder;
use tokio_postgres::SimpleQueryMessage;
use uuid::Uuid;

/// What the desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// It exchanges what both sides have done.
    Exchange,
    /// It connects a new file, which is filled with what the hub has.
    Snapshot,
}

impl Story {
    /// Does it, as the command line would.
    pub fn tell(self, path: &Path, organization: Uuid, url: &str) -> Result<(), Error> {
        match self {
            Self::Exchange => exchange(&Desk::open(path)?, organization, url).map(drop),
            Self::Snapshot => {
                let address = Address::parse(url)?;
                let go_on = &mut |_| ControlFlow::Continue(());
                session::connect(path, &address, &domain::may_follow, go_on).map(drop)
            }
        }
    }

    /// At which message of the desk others come between.
    fn middle(self) -> &'static [u8] {
        match self {
            Self::Exchange => b"desk_sync.push(",
            // Some tables are read by then.
            Self::Snapshot => b"FROM desk_sync.refunds t",
        }
    }
}

/// A hub and a desk's file, from which each run begins: others have worked at the hub, and somebody at the desk.
pub struct Scene {
    pub cluster: Arc<Cluster>,
    /// Where the hub's state stands, untouched.
    origin: Database,
    /// Of the desk, and of one that is yet to come.
    roles: [String; 2],
    file: Vec<u8>,
}

/// One telling.
pub struct Run<'a> {
    scene: &'a Scene,
    story: Story,
    pub folder: TempDir,
    pub relay: Relay,
}

/// The database that a run has.
const HUB: &str = "run";

impl Scene {
    pub fn new() -> Self {
        let cluster = Arc::new(Cluster::start_in(&memory()));
        let origin = cluster.database();
        origin.run(&existing_system());
        block_on(hub::install(&origin.url())).expect("installed");
        let roles = ["one", "two"].map(|name| {
            let added = block_on(hub::add_device(&origin.url(), "ours", name)).expect("a device");
            let url = Address::parse(added["url"].as_str().expect("an address"));
            url.expect("an address").user().expect("a role").to_owned()
        });
        let url = origin.url().replace("postgres@", &format!("{}@", roles[0]));

        let fixture = Fixture::new();
        let own = Side::Ours.organization();
        fixture
            .desk
            .connect(own, "postgres://hub.test/desk", "one", Known::Nothing)
            .expect("connected");
        quiet(&fixture.desk, &url);
        work(&fixture.desk);
        origin.run(&before());
        let kept = fixture.path().with_extension("kept");
        fixture.desk.backup(&kept, &mut |_| {}).expect("a copy");
        let file = std::fs::read(&kept).expect("the copy");
        Self { cluster, origin, roles, file }
    }

    /// Does something in the hub from which the runs begin.
    pub fn prepare(&self, sql: &str) -> String {
        self.origin.run(sql)
    }

    /// Another run, from the beginning. What goes by `relay` is held back there.
    pub fn run(&self, story: Story, at: Option<At>) -> Run<'_> {
        let origin = self.origin.url();
        let (server, name) = origin.rsplit_once('/').expect("an address");
        let epoch: String = block_on(async {
            let admin = Address::parse(&format!("{server}/postgres")).expect("an address");
            let admin = admin.connect().await.expect("connected");
            for sql in [
                format!("DROP DATABASE IF EXISTS {HUB} WITH (FORCE)"),
                // Past the WAL, which is gone through again after each kill.
                format!("CREATE DATABASE {HUB} TEMPLATE {name} STRATEGY FILE_COPY"),
                "CHECKPOINT".to_owned(),
            ] {
                admin.batch_execute(&sql).await.expect("a copy of the hub");
            }
            let oid = "SELECT oid::text FROM pg_database WHERE datname = $1";
            admin.query_one(oid, &[&HUB]).await.expect("its number").get(0)
        });
        let folder = tempfile::tempdir_in(memory()).expect("a folder");
        let path = folder.path().join("desk.db");
        if story == Story::Exchange {
            std::fs::write(&path, &self.file).expect("a copy");
            // To the desk it is the hub that it knows.
            let known = "UPDATE desk_links SET hub_epoch = substr(hub_epoch, 1, instr(hub_epoch, ':')) || ?1";
            let file = rusqlite::Connection::open(&path).expect("a database");
            assert_eq!(file.execute(known, [epoch]), Ok(1));
        }
        let url = format!("{server}/{HUB}");
        let relay = Relay::to(self.cluster.port(), at, story.middle(), move || {
            block_on(async {
                let admin = Address::parse(&url).expect("an address");
                let admin = admin.connect().await.expect("connected");
                admin.batch_execute(BETWEEN).await.expect("written");
            });
        });
        Run { scene: self, story, folder, relay }
    }

    /// Where the relay can hold back in a run: at `every` message, or at those that end a question, before which the hub
    /// carries out nothing that lasts; and at every answer.
    pub fn messages(&self, story: Story, every: bool, of: &str) -> Vec<At> {
        let run = self.run(story, None);
        run.tell().expect("done");
        let (messages, answers) = run.relay.seen();
        let kind = |m: &str| m.split(' ').next().unwrap_or_default().to_owned();
        // How the desk takes its leave asks for nothing.
        let asks =
            |m: &str| m != "terminate" && (every || ["startup", "query", "sync"].contains(&m));
        let held: Vec<_> =
            (1..).zip(messages.iter().map(|m| kind(m))).filter(|(_, m)| asks(m)).collect();
        let kinds = held.iter().map(|(_, kind)| kind.clone());
        let kinds = kinds.chain((0..answers).map(|_| "answer".to_owned()));
        counted(of, kinds, &["startup", "query", "sync", "answer"]);
        held.iter().map(|(n, _)| At::Message(*n)).chain((1..=answers).map(At::Answer)).collect()
    }

    /// The end where nobody is killed.
    pub fn usual(&self, story: Story) -> End {
        let run = self.run(story, None);
        run.tell().expect("done");
        run.end()
    }
}

impl Run<'_> {
    pub fn scene(&self) -> &Scene {
        self.scene
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    /// The hub's address for the desk, by way of the relay.
    pub fn url(&self) -> String {
        format!(
            "postgres://{}@127.0.0.1:{}/{HUB}",
            self.scene.roles[usize::from(self.story == Story::Snapshot)],
            self.relay.port()
        )
    }

    /// The desk's part, in this process.
    pub fn tell(&self) -> Result<(), Error> {
        self.story.tell(&self.path(), Side::Ours.organization(), &self.url())
    }

    /// Asks the hub, past all desks: of each question each row as text.
    pub fn ask<const N: usize>(&self, questions: [&str; N]) -> [Vec<String>; N] {
        let url = format!("postgres://postgres@127.0.0.1:{}/{HUB}", self.scene.cluster.port());
        block_on(async {
            let admin =
                Address::parse(&url).expect("an address").connect().await.expect("connected");
            let mut answers = [const { Vec::new() }; N];
            for (question, answer) in questions.iter().zip(&mut answers) {
                *answer = rows(&admin.simple_query(question).await.expect("asked"));
            }
            answers
        })
    }

    /// Finds the file sound, goes on until there is nothing more, and tells how all stands.
    pub fn end(&self) -> End {
        if self.story == Story::Snapshot {
            // Whoever opens it now finds a desk; a copy, as what is half filled is made whole by that.
            if self.path().exists() {
                let copy = tempfile::tempdir_in(memory()).expect("a folder");
                for tail in ["", "-wal"] {
                    let name = format!("desk.db{tail}");
                    let _ = std::fs::copy(self.folder.path().join(&name), copy.path().join(&name));
                }
                drop(state::sound(&copy.path().join("desk.db")));
            }
            self.tell().expect("connected");
        }
        let desk = state::sound(&self.path());
        quiet(&desk, &self.url());
        state::end(self, &desk)
    }
}

fn rows(messages: &[SimpleQueryMessage]) -> Vec<String> {
    let row = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => {
            let fields = (0..row.len()).map(|n| row.get(n).unwrap_or("null"));
            Some(fields.collect::<Vec<_>>().join(" "))
        }
        _ => None,
    };
    messages.iter().filter_map(row).collect()
}

/// One exchange, as the command line has it.
fn exchange(desk: &Desk, organization: Uuid, url: &str) -> Result<Report, Error> {
    let address = Address::parse(url).expect("an address");
    Session { desk, organization, address: &address, may_follow: &domain::may_follow }.once()
}

/// Exchanges until there is nothing more.
fn quiet(desk: &Desk, url: &str) {
    for _ in 0..8 {
        let done = exchange(desk, Side::Ours.organization(), url);
        let done = done.expect("exchanged");
        // What cannot be taken over is asked for each time.
        if done == (Report { unfit: done.unfit, ..Report::default() }) {
            return;
        }
    }
    panic!("there is always something more");
}

/// Ordinary work by our administrator.
fn done<T>(desk: &Desk, work: impl FnOnce(&Org<'_>) -> Result<T, Error>) -> T {
    let user = Id::from(ours("users", Who::Admin.number()));
    let session = desk.sign_in(&SignIn::User(user)).expect("signed in");
    desk.write(&session, "test", |org| work(org)).expect("done")
}

fn ours(table: &str, number: u16) -> Uuid {
    Side::Ours.row(table, number)
}

/// What was done here, and waits to be told.
fn work(desk: &Desk) {
    let update = |table: &'static Table, id, column: &'static str, value: Value| {
        done(desk, |org| org.update(table, id, vec![(column, value)]));
    };
    let (tickets, profiles) = (tables::Ticket::TABLE, tables::CustomerProfile::TABLE);
    // Others edit the same.
    update(tickets, ours("tickets", 1), "subject", "here".into());
    update(tickets, ours("tickets", 1), "tags", "[\"here\"]".into());
    update(tables::User::TABLE, ours("users", FREE), "name", "here".into());
    // Others edit what goes.
    done(desk, |org| org.delete(tables::Escalation::TABLE, ours("escalations", UNCLAIMED)));
    done(desk, |org| {
        let given = vec![
            ("id", ours("tickets", 70).into()),
            // The hub has given it to another one by then.
            ("ticket_number", "TICKET-7".into()),
            ("customer_id", ours("users", CUSTOMER).into()),
            ("subject", "new".into()),
            ("description", "new".into()),
            ("category", "OTHER".into()),
        ];
        org.insert(tickets, given)
    });
    // Sums add up.
    done(desk, |org| {
        let budget = ours("budgets", PURSE).into();
        let record = ours("budget_usage_records", 70).into();
        let given = vec![("id", record), ("budget_id", budget), ("amount", Value::Int(700))];
        org.insert(tables::BudgetUsageRecord::TABLE, given)
    });
    // Refused, as the hub has another one for that user by then; and held back, as it changes that.
    let profile = ours("customer_profiles", 70);
    done(desk, |org| {
        let given = vec![("id", profile.into()), ("user_id", ours("users", FREE).into())];
        org.insert(profiles, given)
    });
    update(profiles, profile, "tier", "PRO".into());
}

/// What others have done at the hub before the exchange, among it to rows that the desk has changed: later or earlier
/// than the desk, however long it then takes to ask the hub what time it is.
fn before() -> String {
    let own = Side::Ours.organization();
    format!(
        "BEGIN;
         UPDATE tickets SET subject = 'there', tags = '[\"there\"]', updated_at = now() + interval '1 minute' WHERE id = '{ticket}';
         UPDATE users SET name = 'there', updated_at = now() - interval '1 day' WHERE id = '{free}';
         UPDATE escalations SET notes = 'there', updated_at = now() WHERE id = '{escalation}';
         INSERT INTO users (id, organization_id, email, name, role) VALUES ('{new}', '{own}', 'new@example.test', 'New', 'CUSTOMER');
         INSERT INTO budget_usage_records (id, budget_id, amount) VALUES ('{record}', '{purse}', 3.00);
         UPDATE budgets SET spent = spent + 3.00, remaining = remaining - 3.00, updated_at = now() WHERE id = '{purse}';
         DELETE FROM customer_profiles WHERE id = '{profile}';
         DELETE FROM representatives WHERE id = '{junior}';
         COMMIT;",
        ticket = ours("tickets", 1),
        free = ours("users", FREE),
        escalation = ours("escalations", UNCLAIMED),
        new = ours("users", 71),
        record = ours("budget_usage_records", 71),
        purse = ours("budgets", PURSE),
        profile = ours("customer_profiles", 1),
        junior = ours("representatives", Who::Junior.number()),
    )
}

/// What others do between the desk's first pull and its first push: take a number and the place of a row that the desk
/// brings, and edit what it has edited. What they have done is on the disk; no test stops them.
const BETWEEN: &str = "
    SET crash.stop TO '';
    SET synchronous_commit TO on;
    INSERT INTO public.customer_profiles (id, organization_id, user_id, joined_at, created_at, updated_at)
    SELECT '00000000-0000-4000-8000-000000000001', organization_id, id, '2026-01-01', '2026-01-01', '2026-01-01'
    FROM public.users WHERE email = 'Ours20@example.test';
    UPDATE public.tickets SET ticket_number = 'TICKET-7', updated_at = now() WHERE ticket_number = 'Ours 2';
    UPDATE public.tickets SET subject = 'between', updated_at = now() + interval '1 minute' WHERE ticket_number = 'Ours 1';";

/// A folder in memory where the system has a place for that: nothing here has to last.
fn memory() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}
