//! What is told again and again: a hub and a desk's file right before an exchange.

use crate::{
    count::counted,
    relay::{At, Relay},
    state::{self, End},
    story::{Story, quiet},
    work::{BETWEEN, before, work},
};
use kit::{
    desk::{Fixture, Side},
    postgres::{Cluster, Database},
    schema::existing_system,
};
use model::Error;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use store::sync::Known;
use sync::{connect::Address, hub};
use tempfile::TempDir;
use tokio::runtime::Builder;
use tokio_postgres::SimpleQueryMessage;

/// A hub and a desk's file, from which each run begins: others have worked at the hub, and somebody at the desk.
pub struct Scene {
    story: Story,
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
    pub folder: TempDir,
    pub relay: Relay,
}

/// The database that a run has.
const HUB: &str = "run";

impl Scene {
    pub fn new(story: Story) -> Self {
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
        if story != Story::First {
            let (own, hub) = (Side::Ours.organization(), "postgres://hub.test/desk");
            fixture.desk.connect(own, hub, "one", Known::Nothing).expect("connected");
            quiet(&fixture.desk, &url);
            work(&fixture.desk);
            origin.run(&before());
        }
        let kept = fixture.path().with_extension("kept");
        fixture.desk.backup(&kept, &mut |_| {}).expect("a copy");
        let file = std::fs::read(&kept).expect("the copy");
        Self { story, cluster, origin, roles, file }
    }

    /// Does something in the hub from which the runs begin.
    pub fn prepare(&self, sql: &str) -> String {
        self.origin.run(sql)
    }

    /// Another run, from the beginning. What goes by `relay` is held back there.
    pub fn run(&self, at: Option<At>) -> Run<'_> {
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
        if self.story != Story::Snapshot {
            std::fs::write(&path, &self.file).expect("a copy");
        }
        if self.story == Story::Exchange {
            // To the desk it is the hub that it knows.
            let known = "UPDATE desk_links SET hub_epoch = substr(hub_epoch, 1, instr(hub_epoch, ':')) || ?1";
            let file = rusqlite::Connection::open(&path).expect("a database");
            assert_eq!(file.execute(known, [epoch]), Ok(1));
        }
        let url = format!("{server}/{HUB}");
        let relay = Relay::to(self.cluster.port(), at, self.story.middle(), move || {
            block_on(async {
                let admin = Address::parse(&url).expect("an address");
                let admin = admin.connect().await.expect("connected");
                admin.batch_execute(BETWEEN).await.expect("written");
            });
        });
        Run { scene: self, folder, relay }
    }

    /// Where the relay can hold back in a run: at `every` message, or at those that end a question, before which the hub
    /// carries out nothing that lasts; and at every answer.
    pub fn messages(&self, every: bool, of: &str) -> Vec<At> {
        let run = self.run(None);
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
    pub fn usual(&self) -> End {
        let run = self.run(None);
        run.tell().expect("done");
        run.end()
    }
}

impl Run<'_> {
    pub fn scene(&self) -> &Scene {
        self.scene
    }

    pub fn story(&self) -> Story {
        self.scene.story
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    /// The hub's address for the desk, by way of the relay.
    pub fn url(&self) -> String {
        format!(
            "postgres://{}@127.0.0.1:{}/{HUB}",
            self.scene.roles[usize::from(self.scene.story == Story::Snapshot)],
            self.relay.port()
        )
    }

    /// The desk's part, in this process.
    pub fn tell(&self) -> Result<(), Error> {
        self.scene.story.tell(&self.path(), Side::Ours.organization(), &self.url())
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
        if self.scene.story != Story::Exchange {
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

/// A folder in memory where the system has a place for that: nothing here has to last.
fn memory() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}
