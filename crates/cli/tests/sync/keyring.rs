//! The password is in the keyring and nowhere else: a real Secret Service on a bus of its own.
#![cfg(target_os = "linux")]

use crate::{Desk, Office, grounded, text};
use kit::postgres::{Cluster, Database};
use serde_json::json;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

/// A hub that asks its devices for their passwords, unlike the other tests' one.
fn strict() -> Arc<Cluster> {
    let cluster = Arc::new(Cluster::start());
    let admin = cluster.database();
    let rules = admin.run("SHOW hba_file");
    let own = "local all postgres trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
    fs::write(rules.trim(), own).expect("the rules are written");
    admin.run("SELECT pg_reload_conf(), pg_sleep(0.3)");
    cluster
}

/// Runs commands one after the other in one session with a keyring that is open, below `home`.
fn in_session(desk: &Desk, home: &Path, script: &str) -> Output {
    let opened =
        "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ";
    Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &format!("{opened}{script}")])
        .env("GROUNDED", env!("CARGO_BIN_EXE_grounded"))
        .env("GROUNDED_DATA", &desk.path)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("GROUNDED_SYNC_PASSWORD")
        .env_remove("GROUNDED_KEYRING")
        .output()
        .expect("dbus-run-session runs: on Debian and Ubuntu, apt-get install dbus gnome-keyring")
}

/// A device's password, as its address has it.
fn password(url: &str) -> &str {
    let (user, _) = url.split_once('@').expect("a user");
    user.rsplit_once(':').expect("a password").1
}

#[test]
fn a_password_is_in_the_keyring_until_the_file_parts_from_the_hub() {
    let cluster = strict();
    let database: Database = cluster.database();
    grounded(&["hub", "install", &database.url()]);
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office { database, folder };
    let desk = office.demo("a.db", "5");
    let url = office.device("a");
    let home = tempfile::tempdir().expect("a home");

    // Connected with the password once, it is known from then on.
    let script =
        format!(r#"set -e; "$GROUNDED" sync connect '{url}' >/dev/null; "$GROUNDED" sync once"#);
    let done = in_session(&desk, home.path(), &script);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("\"pushed\""), "{}", text(&done.stdout));
    // In another session too; and once parted, not any more: the address alone does not let it in.
    let public = url.replacen(&format!(":{}@", password(&url)), "@", 1);
    let script = format!(
        r#"set -e; "$GROUNDED" sync once >/dev/null; "$GROUNDED" sync disconnect; ! "$GROUNDED" sync connect '{public}'"#
    );
    let done = in_session(&desk, home.path(), &script);
    assert!(done.status.success(), "{} {}", text(&done.stdout), text(&done.stderr));
    assert!(text(&done.stderr).contains("asks for a password"), "{}", text(&done.stderr));
    // Nothing of it is in any file of the desk's.
    for file in fs::read_dir(office.folder.path()).expect("a folder") {
        let path = file.expect("a file").path();
        let held = fs::read(&path).expect("it is read");
        let secret = password(&url).as_bytes();
        let found = held.windows(secret.len()).any(|part| part == secret);
        assert!(!found, "{} holds the password", path.display());
    }

    // Without a keyring it is said how to go on, and the environment does as well.
    let mut command = desk.command(&["sync", "connect", &url]);
    command.env_remove("GROUNDED_KEYRING").env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    let done = command.output().expect("it runs");
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("GROUNDED_SYNC_PASSWORD"), "{}", text(&done.stderr));
    let refused = desk.run(&["sync", "once"]);
    assert!(!refused.status.success());
    let said = text(&refused.stderr);
    assert!(said.contains("GROUNDED_SYNC_PASSWORD") && !said.contains(password(&url)), "{said}");
    let mut command = desk.command(&["sync", "once"]);
    let done = command.env("GROUNDED_SYNC_PASSWORD", password(&url)).output().expect("it runs");
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(crate::good(done, &["sync", "once"])["conflicts"], json!(0));
}
