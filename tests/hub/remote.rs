//! A hub as a desk reaches it: hello, telling, what became of it, and connections that break.

use crate::{
    Hub, block_on, entry, id,
    relay::{Cut, Relay},
};
use kit::postgres::Cluster;
use model::{Code, Value, tables};
use serde_json::{Value as Json, json};
use std::time::Duration;
use sync::{
    connect::Address,
    engine::{
        merge::Lost,
        outbox::{Kind, Told},
        rebase::Conflict,
        sides::{
            Batch, Entry, Hello, Hub as _, Mark, Outcome, Record, Reply, Sight, Stands, Witness,
        },
    },
    hub::{self, chain},
    remote::Remote,
};
use uuid::Uuid;

pub const START: Mark = Mark { dseq: 0, head: chain::START };

impl Hub {
    /// The address of a new device of that organization.
    pub fn device_url(&self, slug: &str, name: &str) -> String {
        let added = block_on(hub::add_device(&self.url(), slug, name)).expect("a device");
        added["url"].as_str().expect("an address").to_owned()
    }

    /// A new device of that organization, connected.
    pub fn remote(&self, slug: &str, name: &str) -> Remote {
        remote(&self.device_url(slug, name))
    }

    pub fn port(&self) -> u16 {
        self.database.cluster().port()
    }
}

pub fn remote(url: &str) -> Remote {
    Remote::connect(&Address::parse(url).expect("an address")).expect("connected")
}

/// A batch of groups of one entry each, as a desk makes it.
pub fn batch(file: Uuid, from: Mark, groups: &[(&str, Json)]) -> Batch {
    let mut mark = from;
    let entries = groups
        .iter()
        .map(|(label, entry)| {
            mark.dseq += 1;
            let mut text = entry.clone();
            text["dseq"] = json!(mark.dseq);
            text["group"] = json!(label);
            text["at"] = json!(1_767_225_600_000_000i64);
            let text = text.to_string();
            mark.head = chain::next(&mark.head, &text);
            let told = Told {
                seq: mark.dseq,
                group: mark.dseq,
                table: "tickets",
                row: Uuid::nil(),
                kind: Kind::Update,
                columns: Vec::new(),
            };
            Entry { dseq: mark.dseq, label: (*label).to_owned(), told, at: 0, text }
        })
        .collect();
    Batch { file, from, mark, entries, release: Vec::new(), conflicts: Vec::new() }
}

fn subject(base: &str, new: &str) -> Json {
    entry("update", "tickets", &id("05", 'a'), json!({"subject": {"base": base, "new": new}}))
}

#[test]
fn a_hub_says_who_it_is() {
    let hub = Hub::new();
    let url = hub.device_url("org-a", "one");
    let mut remote = remote(&url);
    let welcome = remote
        .hello(&Hello { cursor: Some("7:7:".into()), pending: 5, known: None })
        .expect("hello");
    assert_eq!(welcome.organization, id("01", 'a').parse().ok());
    assert_eq!((welcome.deleted, welcome.slug.as_str(), welcome.file), (false, "org-a", None));
    assert_eq!((welcome.told, welcome.versions), (START, (1, 1)));
    assert!(welcome.now > 1_700_000_000_000_000);
    assert_eq!(block_on(hub::status(&hub.url())).expect("a status")["devices"][0]["pending"], 5);
    assert_eq!(remote.hello(&Hello::default()).expect("hello").hub, welcome.hub);

    hub.run("DELETE FROM organizations WHERE slug = 'org-a'");
    let welcome = remote.hello(&Hello::default()).expect("hello");
    assert!(welcome.deleted && welcome.organization.is_some());
    let waiting = hub.remote("org-e", "two").hello(&Hello::default()).expect("hello");
    assert_eq!((waiting.organization, waiting.slug.as_str()), (None, "org-e"));

    block_on(hub::revoke(&hub.url(), "one")).expect("revoked");
    assert_eq!(remote.hello(&Hello::default()).unwrap_err().code, Code::Forbidden);
    assert_eq!(remote.pull(None, &[]).unwrap_err().code, Code::Forbidden);

    let bare = Cluster::shared().database();
    let mut none = self::remote(&bare.url());
    assert_eq!(none.hello(&Hello::default()).unwrap_err().code, Code::NotFound);
}

#[test]
fn what_is_told_has_an_outcome() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    let file = Uuid::new_v4();
    let first = batch(
        file,
        START,
        &[
            ("g1", subject("secret-a", "1")),
            ("g2", subject("secret-a", "2")),
            ("g3", subject("1", &"x".repeat(501))),
            ("g4", subject("1", "3")),
            (
                "g5",
                entry(
                    "update",
                    "tickets",
                    &Uuid::nil().to_string(),
                    json!({"subject": {"base": "", "new": ""}}),
                ),
            ),
        ],
    );
    let Reply::Done(done) = remote.push(&first).expect("pushed") else { panic!("forked") };
    let expected = |done: &[(String, Outcome)]| {
        assert_eq!(done[0], ("g1".into(), Outcome::Applied));
        assert_eq!(done[1], ("g2".into(), Outcome::Stale));
        let ("g3", Outcome::Quarantined(why)) = (done[2].0.as_str(), &done[2].1) else {
            panic!("{done:?}")
        };
        assert_eq!((&why["sqlstate"], why.get("outcome")), (&json!("22001"), None));
        assert_eq!(done[3], ("g4".into(), Outcome::Held("g3".into())));
        assert_eq!(done[4], ("g5".into(), Outcome::Gone(vec![("tickets", Uuid::nil())])));
    };
    expected(&done);
    expected(&remote.results(None, 0).expect("results"));
    assert_eq!(remote.results(None, 3).expect("results").len(), 2);
    // The same again: what became of it then.
    let Reply::Done(again) = remote.push(&first).expect("pushed") else { panic!("forked") };
    assert_eq!(again, done);

    let mut second = batch(file, first.mark, &[("g4", subject("1", "3"))]);
    second.release = vec!["g3".into(), "g4".into()];
    let key = ("tickets", id("05", 'a').parse().expect("an id"));
    let place = tables::find("tickets").and_then(|t| t.position("subject")).expect("a column");
    second.conflicts = vec![Record {
        id: Uuid::new_v4(),
        key,
        conflict: Conflict::Column {
            column: place,
            base: Value::Null,
            mine: "2".into(),
            theirs: "1".into(),
            lost: Lost::Mine,
        },
        at: 1,
        stands: Stands::Open,
    }];
    let Reply::Done(done) = remote.push(&second).expect("pushed") else { panic!("forked") };
    assert_eq!(done, [("g4".into(), Outcome::Applied)]);
    assert_eq!(
        hub.run("SELECT col, kind, base, mine, theirs FROM desk_sync.conflict"),
        "subject|scalar|null|\"2\"|\"1\""
    );
    assert_eq!(remote.hello(&Hello::default()).expect("hello").told, second.mark);

    // It is decided, which another desk with the same one does not change, and that is undone.
    let mut tell = |stands| {
        let mut third = Batch { from: second.mark, entries: Vec::new(), ..second.clone() };
        third.release.clear();
        third.conflicts[0].stands = stands;
        assert_eq!(remote.push(&third).expect("pushed"), Reply::Done(Vec::new()));
        hub.run("SELECT resolution, resolved_at IS NULL FROM desk_sync.conflict")
    };
    assert_eq!(tell(Stands::Resolved("mine")), "\"mine\"|f");
    assert_eq!(tell(Stands::Open), "\"mine\"|f");
    assert_eq!(tell(Stands::Reopened), "|t");
    assert_eq!(tell(Stands::Resolved("other")), "\"other\"|f");
    // To a hub that has lost it.
    hub.run("DELETE FROM desk_sync.conflict");
    assert_eq!(tell(Stands::Reopened), "|t");
}

/// A copy of a file has told something meanwhile: whoever is the device next learns it.
#[test]
fn a_file_learns_what_its_twin_told() {
    let hub = Hub::new();
    let url = hub.device_url("org-a", "one");
    let (mut one, mut twin) = (remote(&url), remote(&url));
    let file = Uuid::new_v4();
    let first = batch(file, START, &[("g1", subject("secret-a", "1"))]);
    one.push(&first).expect("pushed");
    twin.push(&batch(file, first.mark, &[("g2", subject("1", "2"))])).expect("pushed");
    let other = batch(file, first.mark, &[("g3", subject("1", "3"))]);
    assert_eq!(one.push(&other).expect("answered"), Reply::Forked);
    one.begin_file(Uuid::new_v4()).expect("begun");
    assert_eq!(one.results(None, 1).expect("results"), [("g2".into(), Outcome::Applied)]);
    assert_eq!(twin.push(&other).expect("answered"), Reply::Forked);
    let strange = hub.remote("org-a", "two").results(None, 0).expect("results");
    assert_eq!(strange, []);
}

#[test]
fn of_a_push_that_broke_off_the_hub_knows() {
    let hub = Hub::new();
    let relay = Relay::to(hub.port());
    let mut remote = remote(&relay.through(&hub.device_url("org-a", "one"), hub.port()));
    let file = Uuid::new_v4();
    remote.hello(&Hello::default()).expect("hello");
    let mut from = START;
    for (n, cut) in [Cut::Before, Cut::After].into_iter().enumerate() {
        relay.cut(cut);
        let told = batch(
            file,
            from,
            &[("g", entry("update", "budgets", &id("08", 'a'), json!({"spent": {"delta": "1"}})))],
        );
        assert_eq!(remote.push(&told).unwrap_err().code, Code::Offline);
        let welcome = remote.hello(&Hello::default()).expect("hello");
        let arrived = welcome.told == told.mark;
        assert_eq!(arrived, n == 1);
        assert_eq!(remote.results(None, from.dseq).expect("results").len(), n);
        remote.push(&told).expect("pushed");
        from = told.mark;
    }
    assert_eq!(
        hub.run(&format!("SELECT spent FROM budgets WHERE id = '{}'", id("08", 'a'))),
        "7.00"
    );
}

#[test]
fn a_connection_that_died_is_opened_anew() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    remote.hello(&Hello::default()).expect("hello");
    let end = "SELECT count(pg_terminate_backend(pid, 1000)) FROM pg_stat_activity WHERE usename LIKE 'desk\\_%' AND datname = current_database()";
    assert_eq!(hub.run(end), "1");
    let cursor = remote.pull(None, &[]).expect("pulled").cursor;
    // With another hub in its place nothing goes on before hello was said.
    hub.run("UPDATE desk_sync.meta SET epoch = gen_random_uuid()");
    hub.run(end);
    assert_eq!(remote.pull(Some(&cursor), &[]).unwrap_err().code, Code::Offline);
    remote.hello(&Hello::default()).expect("hello");
    remote.pull(None, &[]).expect("pulled");
}

#[test]
fn who_knows_more_than_the_hub_begins_a_new_epoch() {
    const DAY: i64 = 24 * 3_600 * 1_000_000;
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    let file = Uuid::new_v4();
    let welcome = remote.hello(&Hello::default()).expect("hello");
    let mut at = welcome.hub;
    let now = welcome.now;
    let (session, times) = remote.seen().expect("seen");
    assert_eq!((times, remote.seen()), (1, Ok((session, 2))));
    // Whether the hub begins a new one for somebody who knows that of it.
    let mut begins = |file: Uuid, told: i64, sight: Option<Sight>| {
        let known = Some(Witness { hub: at.clone(), sight, file, told });
        let hub = remote.hello(&Hello { known, ..Hello::default() }).expect("hello").hub;
        let begins = std::mem::replace(&mut at, hub) != at;
        // Who was told of it says no more.
        let known = Some(Witness { hub: at.clone(), sight: None, file, told: 0 });
        let again = remote.hello(&Hello { known, ..Hello::default() }).expect("hello").hub;
        assert_eq!(again, at);
        begins
    };
    let sight = |times, at| Some(Sight { session, times, at });
    assert!(!begins(file, 0, None));
    assert!(!begins(file, 0, sight(1, now)), "it is of before what the hub has");
    assert!(!begins(file, 0, sight(2, now)));
    assert!(begins(file, 0, sight(3, now)), "the hub was taken back within a session");
    let other = Some(Sight { session: Uuid::new_v4(), times: 1, at: now });
    assert!(begins(file, 0, other), "the hub was taken back to before the session");
    assert!(
        begins(file, 1, None),
        "the hub has acknowledged something to a file that it does not know"
    );
    // It does not keep them for ever: longer than they are asked for.
    hub.run("UPDATE desk_sync.sight SET at = now() - interval '170 days'; SELECT desk_sync.compact('1 day')");
    assert!(!begins(file, 0, sight(2, now)));
    hub.run("UPDATE desk_sync.sight SET at = now() - interval '181 days'; SELECT desk_sync.compact('1 day')");
    assert!(begins(file, 0, sight(2, now)));
    assert!(!begins(file, 0, sight(2, now - 151 * DAY)));
    // Nobody counts in another device's session.
    assert_eq!(remote.hello(&Hello::default()).expect("hello").hub, at);
    let (session, _) = remote.seen().expect("seen");
    block_on(async {
        let two = hub.device("org-b", "two").await;
        let seen = format!("SELECT desk_sync.seen('{session}')");
        assert_eq!(two.value::<Option<i64>>(&seen).await, None);
    });
    assert_eq!(remote.seen(), Ok((session, 2)));
}

#[test]
fn a_push_wakes_those_that_wait() {
    let hub = Hub::new();
    let (mut one, mut two, mut other) =
        (hub.remote("org-a", "one"), hub.remote("org-a", "two"), hub.remote("org-b", "three"));
    assert_eq!(two.wait(Duration::from_millis(20)), Ok(false));
    assert_eq!(other.wait(Duration::from_millis(20)), Ok(false));
    let sleeper = std::thread::spawn(move || (two.wait(Duration::from_secs(20)), two));
    std::thread::sleep(Duration::from_millis(200));
    one.push(&batch(Uuid::new_v4(), START, &[("g1", subject("secret-a", "1"))])).expect("pushed");
    let (woken, mut two) = sleeper.join().expect("slept");
    assert_eq!(woken, Ok(true));
    assert_eq!(two.wait(Duration::from_millis(20)), Ok(false));
    assert_eq!(other.wait(Duration::from_millis(20)), Ok(false));
}
