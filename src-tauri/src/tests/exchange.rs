//! Windows that exchange with a hub, which is a real one.
#![cfg(unix)]

use std::{
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use kit::postgres::{Cluster, Database};
use serde_json::{Value, json};
use tauri::async_runtime::block_on;

use super::{Shell, folder, wait_for};

/// A hub with nothing in it.
struct Hub(Database);

impl Hub {
    fn new() -> Self {
        let database = Cluster::shared().database();
        block_on(sync::hub::install(&database.url())).unwrap();
        Self(database)
    }

    fn device(&self, name: &str) -> String {
        let added = block_on(sync::hub::add_device(&self.0.url(), "acme", name)).unwrap();
        added["url"].as_str().unwrap().to_owned()
    }

    /// Whether anybody gets in from now on. Who is in goes out.
    fn open(&self, open: bool) {
        let name = self.0.url().rsplit('/').next().unwrap().to_owned();
        let admin = Cluster::shared().database();
        admin.run(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {open}"));
        admin.run(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ));
    }
}

impl Drop for Hub {
    /// Roles would outlive the database.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = block_on(sync::hub::remove(&self.0.url()));
        }
    }
}

impl Shell {
    fn status(&self) -> Value {
        self.invoke("sync_status", json!({})).unwrap()
    }

    /// Waits until the exchange stands like this, with nothing left to tell where it is synced.
    fn stands(&self, state: &str) -> Value {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let status = self.status();
            let idle = state != "synced" || status["pending"]["operations"] == 0;
            if status["standing"]["state"] == state && idle {
                return status;
            }
            assert!(Instant::now() < end, "not {state}: {status}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn customer(&self, name: &str) -> String {
        let email = format!("{}@example.com", name.to_lowercase());
        let input = json!({ "name": name, "email": email, "role": "CUSTOMER" });
        self.call("create_user", input).unwrap()["id"].as_str().unwrap().to_owned()
    }

    fn rename(&self, user: &str, name: &str) {
        self.call("update_user", json!({ "id": user, "name": name })).unwrap();
    }

    fn name(&self, user: &str) -> Value {
        self.call("get_user", json!({ "id": user }))
            .map_or(Value::Null, |mut user| user["name"].take())
    }

    /// Waits until somebody's name is this.
    fn knows(&self, user: &str, name: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        while self.name(user) != name {
            assert!(Instant::now() < end, "{name} is not known: {}", self.status());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Two windows with the same organization, in touch.
fn pair(hub: &Hub, folder: &Path) -> (Shell, Shell) {
    let (a, b) = (Shell::start(&folder.join("a")), Shell::start(&folder.join("b")));
    a.found();
    a.invoke("sync_connect", json!({ "url": hub.device("a") })).unwrap();
    a.stands("synced");
    let joined = b.invoke("sync_connect", json!({ "url": hub.device("b") })).unwrap();
    assert_eq!((&joined["state"], &joined["organizations"]), (&json!("open"), &json!(1)));
    b.call("sign_in", json!({ "email": "ada@example.com" })).unwrap();
    b.stands("synced");
    (a, b)
}

#[test]
fn what_is_done_in_one_window_appears_in_another() {
    let (hub, folder) = (Hub::new(), folder());
    let (a, b) = pair(&hub, folder.path());
    let changes = b.changes();
    let start = Instant::now();
    let cleo = a.customer("Cleo");
    wait_for(&changes, "users");
    b.knows(&cleo, "Cleo");
    // Woken by the write and by the hub: nobody waited for the next look.
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    let status = a.stands("synced");
    assert_eq!((&status["pending"]["operations"], &status["conflicts"]), (&json!(0), &json!(0)));
    // The scheme's colon, and none before a password.
    let user = status["hub"].as_str().unwrap().split('@').next().unwrap();
    assert_eq!(user.matches(':').count(), 1, "{status}");
    assert!(status["lastSuccess"].is_string(), "{status}");
}

#[test]
fn work_goes_on_without_the_hub_and_is_told_later() {
    let (hub, folder) = (Hub::new(), folder());
    let (a, b) = pair(&hub, folder.path());
    let cleo = a.customer("Cleo");
    b.knows(&cleo, "Cleo");
    hub.open(false);
    let offline = a.stands("offline");
    let start = Instant::now();
    a.rename(&cleo, "Cleo A");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    // Each desk measures its clock by the hub's, on a busy machine not to the millisecond.
    std::thread::sleep(Duration::from_secs(1));
    b.rename(&cleo, "Cleo B");
    let asked = json!({ "table": "users", "ids": [cleo, "00000000-0000-7000-8000-000000000000"] });
    assert_eq!(a.invoke("sync_unsettled", asked.clone()).unwrap(), json!([cleo]));
    // However often it is tried, it is offline since then.
    a.invoke("sync_now", json!({})).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let still = a.stands("offline");
    assert_eq!(still["pending"]["operations"], 1, "{still}");
    assert_eq!(still["standing"]["since"], offline["standing"]["since"]);

    hub.open(true);
    a.invoke("sync_now", json!({})).unwrap();
    a.stands("synced");
    assert_eq!(a.invoke("sync_unsettled", asked).unwrap(), json!([]));
    b.invoke("sync_now", json!({})).unwrap();
    b.stands("synced");
    // The newer edit stands; the other one is there to be decided about, and is decided.
    a.knows(&cleo, "Cleo B");
    let listed = b.invoke("sync_conflicts", json!({})).unwrap();
    let conflict = &listed["conflicts"][0];
    assert_eq!(
        (&conflict["base"], &conflict["mine"], &conflict["theirs"]),
        (&json!("Cleo"), &json!("Cleo B"), &json!("Cleo A")),
        "{listed}"
    );
    assert_eq!(b.status()["conflicts"], 1);
    let decision = json!({ "id": conflict["id"], "decision": "theirs" });
    b.invoke("sync_resolve", decision.clone()).unwrap();
    assert_eq!(b.status()["conflicts"], 0);
    a.knows(&cleo, "Cleo A");
    assert_eq!(b.invoke("sync_resolve", decision).unwrap_err()["code"], "CONFLICT");
}

#[test]
fn an_address_is_checked_before_anything_is_made() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    let connect = |url: &str| shell.invoke("sync_connect", json!({ "url": url })).unwrap_err();
    let refused = connect("example.com");
    assert_eq!((&refused["code"], &refused["field"]), (&json!("VALIDATION"), &json!("url")));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert_eq!(connect(&format!("postgres://x:y@127.0.0.1:{port}/z"))["code"], "OFFLINE");
    let hub = Hub::new();
    // The hub has no organization yet, and there is none here to tell it of.
    assert_eq!(connect(&hub.device("early"))["code"], "NOT_FOUND");
    assert_eq!(shell.invoke("desk_status", json!({})).unwrap()["state"], "closed");
    assert_eq!(std::fs::read_dir(folder.path().join("data")).unwrap().count(), 0);
    assert_eq!(shell.status(), Value::Null);
}

#[test]
fn parting_keeps_everything_and_a_revoked_device_is_told_once() {
    let (hub, folder) = (Hub::new(), folder());
    let (a, b) = pair(&hub, folder.path());
    a.invoke("sync_disconnect", json!({})).unwrap();
    assert_eq!(a.status(), Value::Null);
    let cleo = a.customer("Cleo");
    assert_eq!(a.name(&cleo), "Cleo");
    assert_eq!(a.invoke("sync_now", json!({})).unwrap_err()["code"], "NOT_FOUND");

    block_on(sync::hub::revoke(&hub.0.url(), "b")).unwrap();
    let stopped = b.stands("stopped");
    assert!(stopped["standing"]["message"].as_str().unwrap().contains("revoked"), "{stopped}");
    // Looking at it does not try it again.
    assert_eq!(b.status()["standing"], stopped["standing"]);
}

#[test]
fn a_hub_that_never_answers_holds_nobody_up() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    shell.found();
    let status = shell.invoke("desk_status", json!({})).unwrap();
    let path = status["path"].as_str().unwrap().to_owned();
    let session = shell.call("session", json!({})).unwrap();
    let own = session["organization"]["id"].as_str().unwrap().parse().unwrap();
    // It takes connections, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://x@127.0.0.1:{}/z", silent.local_addr().unwrap().port());
    store::Desk::open(Path::new(&path))
        .unwrap()
        .connect(own, &url, "x", store::sync::Known::Nothing)
        .unwrap();
    shell.stands("syncing");
    let start = Instant::now();
    shell.customer("Cleo");
    shell.invoke("desk_close", json!({})).unwrap();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    // Nobody holds the right to exchange it any more.
    let desk = store::Desk::open(Path::new(&path)).unwrap();
    drop(store::sync::Exchange::begin(&desk, own).unwrap());
}
