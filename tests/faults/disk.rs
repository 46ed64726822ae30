//! Disks that are full, files and folders that may not be written.
//!
//! A small disk is a tmpfs in a mount namespace that only the other process sees, made as root or
//! as a user. Where neither may be made, a limit on the size of files stands in for it.

use crate::{
    processes::{Other, program, say},
    sample::{done, folder, look, make, make_old, number, sign_in, sound, ticket, untouched},
};
use model::{Code, Error};
use std::{
    fs::{self, File, Permissions},
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Command,
};
use store::Desk;

#[test]
fn a_full_disk_changes_nothing() {
    let (folder, _) = folder();
    let name = folder.path().display().to_string();
    let small = "mount -t tmpfs -o size=12m tmpfs \"$0\" && exec \"$@\"";
    for namespace in [&["-m"][..], &["-U", "-r", "-m"]] {
        let command = || {
            let mut command = Command::new("unshare");
            command.args(namespace).args(["sh", "-c", small, &name]);
            command
        };
        if command().arg("true").status().is_ok_and(|s| s.success()) {
            let mut command = command();
            command.arg(program());
            assert_eq!(Other::within(command, "full", &[&name, "disk"]).end(), ["done"]);
            return;
        }
    }
    prepare(folder.path());
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\""]).arg(program());
    assert_eq!(Other::within(command, "full", &[&name, "limit"]).end(), ["done"]);
}

fn prepare(folder: &Path) {
    for (name, tickets) in [("desk.db", 50), ("open.db", 0)] {
        make(&folder.join(name), tickets);
        fs::remove_file(folder.join(format!("{name}-lock"))).expect("the lock's file");
    }
    sound(&folder.join("open.db")).backup(&folder.join("kept.db"), &mut |_| {}).expect("a backup");
    make_old(&folder.join("old.db"), 50, "DELETE");
    make_old(&folder.join("old-wal.db"), 50, "WAL");
}

/// Played by a process whose disk is small, or whose files must be.
pub fn full(folder: &Path, how: &str) {
    let disk = how == "disk";
    if disk {
        prepare(folder);
    }
    let at = |name: &str| folder.join(name);
    let desk = Desk::open(&at("open.db")).expect("a desk");
    let mut caller = sign_in(&desk);
    if disk {
        let mut filler = File::create(at("filler")).expect("a file");
        while filler.write_all(&[0; 4096]).is_ok() {}
        while filler.write_all(&[0]).is_ok() {}
    }
    let refused = |error: Error, what: &str| {
        let said = if disk {
            &["The disk is full"][..]
        } else {
            &["could not be read or written", "cannot be opened"]
        };
        assert_eq!(error.code, Code::Internal, "{what}: {error:?}");
        assert!(said.iter().any(|s| error.message.contains(s)), "{what}: {error:?}");
    };
    // What is open already. Its answer is large, so that there is no room for it even in the WAL.
    let mut large = ticket(&desk, "large");
    large["description"] = serde_json::json!("x".repeat(1_000_000));
    for _ in 0..3 {
        let error =
            domain::call(&desk, &mut caller, "create_ticket", large.clone()).expect_err("refused");
        refused(error, "a write");
    }
    done(&desk, &mut caller, "list_tickets", serde_json::json!({}));
    let backup = || desk.backup(&at("new.db"), &mut |_| {});
    refused(untouched(folder, backup), "a backup");
    refused(untouched(folder, || Desk::create(&at("new.db"))), "a new desk");
    refused(untouched(folder, || store::restore(&at("kept.db"), &at("desk.db"))), "a restore");
    refused(untouched(folder, || Desk::open(&at("old.db"))), "a migration");
    refused(untouched(folder, || Desk::open(&at("old-wal.db"))), "a migration from WAL");
    if disk {
        refused(untouched(folder, || Desk::open(&at("desk.db"))), "opening");
        fs::remove_file(at("filler")).expect("room");
        assert!(desk.verify().expect("a verdict").faults.is_empty());
        domain::call(&desk, &mut caller, "create_ticket", large).expect("room again");
        let db = look(desk.path());
        assert_eq!(number(&db, "SELECT count(*) FROM tickets"), 1);
        drop(desk);
        for name in ["open.db", "desk.db", "old.db", "old-wal.db"] {
            sound(&at(name));
        }
    }
    say("done");
}

/// Root may write what nobody may; without its capabilities it is as any other user.
fn as_a_user() -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all"]);
    if command.arg("true").status().is_ok_and(|s| s.success()) {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set=-all", "--inh-caps=-all"]).arg(program());
        return command;
    }
    Command::new(program())
}

#[test]
fn what_may_not_be_written_is_left_alone() {
    let (folder, path) = folder();
    make(&path, 2);
    let old = folder.path().join("old.db");
    make_old(&old, 2, "DELETE");
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode")
    };
    let locked = |part: &str, path: &Path| {
        let name = path.display().to_string();
        let error = untouched(folder.path(), || {
            let said = Other::within(as_a_user(), part, &[&name]).end();
            let last = said.last().expect("an answer");
            Err::<(), _>(
                serde_json::from_str::<Error>(last).unwrap_or_else(|_| panic!("{part}: {said:?}")),
            )
        });
        assert_eq!(error.code, Code::Locked, "{part}: {error:?}");
        assert!(error.message.contains("may not be written by this user"), "{part}: {error:?}");
    };
    for with_lock in [true, false] {
        if !with_lock {
            fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
        }
        mode(&path, 0o444);
        locked("open", &path);
        mode(&path, 0o644);
        mode(folder.path(), 0o555);
        locked("open", &path);
        locked("open", &old);
        locked("create", &folder.path().join("new.db"));
        mode(folder.path(), 0o755);
    }
    drop(sound(&path));
}
