//! A hub that cannot be reached, or does not want the device: one sentence with the way out, and the file as it was.

use crate::{Desk, Office, grounded, same, text};
use kit::postgres::{Cluster, Database};
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Instant,
};

/// Connecting is refused with all of these words, in one line, and makes no file.
fn refused(desk: &Desk, url: &str, words: &[&str]) {
    let began = Instant::now();
    let output = desk.run(&["sync", "connect", url]);
    let said = text(&output.stderr);
    assert!(!output.status.success(), "{url} is let in");
    assert_eq!(
        (text(&output.stdout).as_str(), said.trim().lines().count()),
        ("", 1),
        "{url}: {said}"
    );
    for word in words {
        assert!(said.contains(word), "{url}: {word:?} is not in {said}");
    }
    assert!(!said.contains("secret"), "{url}: {said}");
    assert!(began.elapsed().as_secs() < 30, "{url}: it tries on and on");
    assert!(!desk.path.exists(), "{url} makes a file");
}

/// The address with another part.
fn with(url: &str, part: &str, other: &str) -> String {
    assert!(url.contains(part), "{part} is not in {url}");
    url.replacen(part, other, 1)
}

#[test]
fn who_cannot_connect_is_told_the_way_out() {
    let office = Office::new();
    let desk = office.desk("new.db");
    let device = office.device("one");
    for wrong in ["", "desk.db", "mysql://a@b/c", "postgres://", "postgres://a@localhost"] {
        refused(&desk, wrong, &["postgres://user@localhost:5432/database"]);
    }
    refused(&desk, "postgres://a@db.example.com/x?sslmode=disable", &["TLS", "verify-full"]);
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    refused(&desk, &format!("postgres://a@{closed}/x"), &["cannot be reached", "refused"]);
    refused(&desk, "postgres://a:secret@db.invalid/x", &["cannot be reached"]);
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("its address");
    refused(&desk, &format!("postgres://a@{address}/x"), &["does not answer"]);

    let name = office.database.url().rsplit('/').next().expect("a name").to_owned();
    let nowhere = with(&device, &format!("/{name}"), "/nowhere");
    refused(&desk, &nowhere, &["no such database"]);
    let plain = Cluster::shared().database();
    refused(&desk, &plain.url(), &["no hub", "grounded hub install"]);
    let text = "There is no organization";
    refused(&desk, &device, &[text, "grounded hub add-device"]);
    // Somebody who is no device: the hub's owner.
    refused(&desk, &office.database.url(), &["grounded hub add-device"]);
}

#[test]
fn what_was_done_here_stays_where_the_hub_is_lost() {
    let office = Office::new();
    let desk = office.demo("a.db", "5");
    let before = desk.rows();
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let output = desk.run(&["sync", "connect", &format!("postgres://a@{closed}/x")]);
    assert!(!output.status.success());
    assert_eq!(desk.rows(), before);
    assert!(text(&desk.run(&["sync", "status"]).stderr).contains("not connected"));
    assert_eq!(desk.good(&["verify"])["sound"], true);
}

/// A hub with passwords and TLS, as one on another machine has them.
struct Guarded {
    hub: Database,
    folder: tempfile::TempDir,
}

impl Guarded {
    fn new() -> Self {
        let cluster = Arc::new(Cluster::start());
        let hub = cluster.database();
        let folder = tempfile::tempdir().expect("a folder");
        // An authority, and what it says about the server, as docs/HUB.md tells.
        let certificate = |arguments: &[&str]| {
            let made = Command::new("openssl")
                .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
                .args(["-nodes", "-days", "2"])
                .args(arguments)
                .current_dir(folder.path())
                .output()
                .expect("openssl runs");
            assert!(made.status.success(), "{}", text(&made.stderr));
        };
        certificate(&["-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem"]);
        let issued = ["-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=localhost"];
        let server =
            ["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE"];
        certificate(
            &[&issued[..], &server, &["-keyout", "key.pem", "-out", "server.pem"]].concat(),
        );
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
        cluster.put("server.key", &read("key.pem"));
        cluster.put("server.crt", &read("server.pem"));
        cluster.put(
            "pg_hba.conf",
            "local all all trust\nhost all postgres all trust\nhostssl all all all scram-sha-256\n",
        );
        hub.run("ALTER SYSTEM SET ssl = on");
        hub.run("SELECT pg_reload_conf()");
        // It does so when it comes to it.
        let began = Instant::now();
        while hub.run("SHOW ssl").trim() != "on" {
            assert!(began.elapsed().as_secs() < 20, "TLS stays off");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Self { hub, folder }
    }

    fn device(&self) -> String {
        grounded(&["hub", "install", &self.hub.url()]);
        let add = ["hub", "add-device", &self.hub.url(), "--org", "acme-corp", "--name", "one"];
        let url = grounded(&add)["url"].as_str().expect("an address").to_owned();
        with(&url, "127.0.0.1", "localhost")
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

#[test]
fn only_the_right_password_and_certificate_are_taken() {
    let guarded = Guarded::new();
    let device = guarded.device();
    let (user, host) = device.split_once('@').expect("a user");
    let (user, _) = user.rsplit_once(':').expect("a password");
    let new = Desk { path: Path::new(&guarded.path("new.db")).to_owned() };
    let trusted = format!("?sslmode=verify-full&sslrootcert={}", guarded.path("ca.pem"));
    refused(&new, &device, &["refuses", "no encryption"]);
    refused(&new, &format!("{user}:secret@{host}{trusted}"), &["the user or the password"]);
    refused(&new, &format!("{user}@{host}{trusted}"), &["asks for a password"]);
    refused(&new, &format!("{device}?sslmode=verify-full"), &["not trusted", "sslrootcert"]);
    let missing = guarded.path("none.pem");
    refused(&new, &format!("{device}?sslmode=verify-full&sslrootcert={missing}"), &["none.pem"]);
    let key = guarded.path("key.pem");
    refused(&new, &format!("{device}?sslmode=verify-full&sslrootcert={key}"), &["no certificate"]);
    let other = with(&device, "localhost", "127.0.0.1");
    refused(&new, &format!("{other}{trusted}"), &["not trusted", "the host as the certificate"]);

    let desk = Desk { path: Path::new(&guarded.path("desk.db")).to_owned() };
    desk.good(&["demo", "--now", crate::NOW, "--tickets", "3"]);
    let joined = desk.good(&["sync", "connect", &format!("{device}{trusted}")]);
    assert_eq!(joined["connected"], true);
    // The password comes from the environment from then on; a wrong one is refused, and what waits goes on waiting.
    let password = |password: &str| {
        let mut once = desk.command(&["sync", "once"]);
        once.env("GROUNDED_SYNC_PASSWORD", password).output().expect("it runs")
    };
    let (_, right) =
        device.split_once('@').and_then(|(user, _)| user.rsplit_once(':')).expect("one");
    assert!(password(right).status.success());
    let wrong = password("secret");
    assert!(!wrong.status.success());
    assert!(text(&wrong.stderr).contains("the user or the password"), "{}", text(&wrong.stderr));
    let asked = Desk { path: Path::new(&guarded.path("asked.db")).to_owned() };
    let address = format!("{user}@{host}{trusted}");
    let said = at_a_terminal(&asked, &address, "guessed");
    assert!(said.contains("the user or the password") && !asked.path.exists(), "{said}");
    let said = at_a_terminal(&asked, &address, right);
    assert!(said.contains("\"connected\": true"), "{said}");
    assert!(!said.contains(right), "{said}");
    same(&asked.rows(), &desk.rows());
    grounded(&["hub", "remove", &guarded.hub.url()]);
    let gone = password(right);
    assert!(!gone.status.success());
    assert_eq!(text(&gone.stderr).trim().lines().count(), 1, "{}", text(&gone.stderr));
}

/// Connects at a terminal of its own, and types that password when it is asked for. What stood there then.
fn at_a_terminal(desk: &Desk, address: &str, password: &str) -> String {
    let binary = env!("CARGO_BIN_EXE_grounded");
    let line = format!("'{binary}' sync connect '{address}'");
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .env("GROUNDED_DATA", &desk.path)
        .env("GROUNDED_KEYRING", "off")
        .env_remove("GROUNDED_SYNC_PASSWORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script runs");
    let mut keys = terminal.stdin.take().expect("a keyboard");
    let mut screen = terminal.stdout.take().expect("a screen");
    let (mut said, mut part) = (Vec::new(), [0; 512]);
    while let Ok(read @ 1..) = screen.read(&mut part) {
        let before = text(&said).contains("Password for");
        said.extend(&part[..read]);
        if !before && text(&said).contains("Password for") {
            // Who types sooner than anybody can sees what they type: the terminal is told after that.
            std::thread::sleep(std::time::Duration::from_millis(500));
            writeln!(keys, "{password}").expect("typed");
        }
    }
    terminal.wait().expect("it ends");
    text(&said)
}
