//! Backups and their return.

use crate::{
    processes::Other,
    sample::{
        done, everything, folder, look, make, make_old, number, sign_in, sound, subjects, ticket,
        untouched,
    },
};
use model::Code;
use rusqlite::Connection;
use serde_json::json;
use std::{collections::BTreeSet, fs};
use store::Desk;

/// Large enough for several steps, with a write between any two of them.
#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let (folder, path) = folder();
    make(&path, 0);
    let desk = Desk::open(&path).expect("a desk");
    let mut caller = sign_in(&desk);
    let items: Vec<_> = (0..200)
        .map(|n| {
            let mut item = ticket(&desk, &format!("long {n}"));
            item["description"] = json!("x".repeat(100_000));
            item
        })
        .collect();
    done(&desk, &mut caller, "create_many", json!({"resource": "tickets", "items": items}));
    let other = Other::start("write", &[&path.display().to_string(), "other", "10"]);
    let to = folder.path().join("kept.db");
    let (mut steps, mut last) = (0, 0);
    let backup = desk
        .backup(&to, &mut |p| {
            assert!(
                p.done >= last && p.done <= p.total,
                "it began anew at {} of {}",
                p.done,
                p.total
            );
            (steps, last) = (steps + 1, p.done);
            let late = ticket(&desk, &format!("late {steps}"));
            done(&desk, &mut caller, "create_ticket", late);
        })
        .expect("a backup");
    assert!(steps > 2, "{steps} steps");
    assert_eq!(other.end(), ["ready", "done"]);
    assert_eq!(backup.bytes, fs::metadata(&to).expect("a file").len());
    let names: Vec<_> =
        everything(folder.path()).into_keys().filter(|n| n.contains("kept")).collect();
    assert_eq!(names, ["kept.db"], "a backup is one file");
    assert_eq!(subjects(&look(&to), "late"), BTreeSet::new(), "of a later moment");
    drop(sound(&to));
    assert_eq!(subjects(&look(&to), "long").len(), 200);
    assert_eq!(subjects(&look(&path), "late").len(), steps);
    drop(desk);
    sound(&path);
}

#[test]
fn a_backup_overwrites_nothing() {
    let (folder, path) = folder();
    make(&path, 1);
    let desk = Desk::open(&path).expect("a desk");
    for name in ["kept.db", "kept.part", "kept.db-wal", "kept.db.part"] {
        fs::write(folder.path().join(name), "mine").expect("a file");
    }
    let backup = |name: &str| desk.backup(&folder.path().join(name), &mut |_| {});
    let error = untouched(folder.path(), || backup("kept.db"));
    assert_eq!(error.code, Code::Conflict, "{error:?}");
    backup("kept.other").expect("another name");
    for name in ["kept.db", "kept.part", "kept.db-wal", "kept.db.part"] {
        assert_eq!(fs::read(folder.path().join(name)).expect("a file"), b"mine", "{name}");
    }
    let error = untouched(folder.path(), || backup("no/such/folder.db"));
    assert_eq!(error.code, Code::Internal, "{error:?}");
    // Taken only while the backup is made.
    let late = folder.path().join("late.db");
    let error =
        desk.backup(&late, &mut |_| fs::write(&late, "mine").expect("a file")).expect_err("taken");
    assert_eq!(error.code, Code::Conflict, "{error:?}");
    assert_eq!(fs::read(&late).expect("a file"), b"mine");
    let parts = everything(folder.path()).into_keys().filter(|n| n.starts_with("late")).count();
    assert_eq!(parts, 1);
}

#[test]
fn a_restore_keeps_what_was_there() {
    let (folder, path) = folder();
    make(&path, 2);
    let kept = folder.path().join("kept.db");
    let desk = sound(&path);
    desk.backup(&kept, &mut |_| {}).expect("a backup");
    let mut caller = sign_in(&desk);
    done(&desk, &mut caller, "create_ticket", ticket(&desk, "later"));
    drop(desk);
    // Killed, so that its last write is only in the WAL.
    let mut other = Other::start("write", &[&path.display().to_string(), "last", "1"]);
    assert_eq!((other.says().as_deref(), other.says().as_deref()), (Some("ready"), Some("done")));
    other.kill();
    assert!(path.with_extension("db-wal").exists());
    let aside = store::restore(&kept, &path).expect("restored").expect("kept");
    assert_eq!(
        subjects(&look(&aside), ""),
        ["last 0", "later", "made 0", "made 1"].map(String::from).into()
    );
    drop(sound(&path));
    assert_eq!(subjects(&look(&path), ""), ["made 0", "made 1"].map(String::from).into());
    sound(&aside);
    // Where there was nothing, nothing is kept; and the backup may be one that cannot be written.
    let new = folder.path().join("new.db");
    let mut mode = fs::metadata(&kept).expect("a file").permissions();
    mode.set_readonly(true);
    fs::set_permissions(&kept, mode).expect("read-only");
    assert_eq!(store::restore(&kept, &new).expect("restored"), None);
    drop(sound(&new));
}

#[test]
fn a_damaged_desk_is_kept_as_it_was() {
    let (folder, path) = folder();
    make(&path, 2);
    let kept = folder.path().join("kept.db");
    sound(&path).backup(&kept, &mut |_| {}).expect("a backup");
    for (bytes, wal) in [(vec![b'x'; 9000], Some("its WAL")), (Vec::new(), None)] {
        fs::write(&path, &bytes).expect("damaged");
        let tail = path.with_extension("db-wal");
        wal.inspect(|wal| fs::write(&tail, wal).expect("a WAL"));
        let aside = store::restore(&kept, &path).expect("restored").expect("kept");
        assert_eq!(fs::read(&aside).expect("kept"), bytes);
        if let Some(wal) = wal {
            let aside = format!("{}-wal", aside.display());
            assert_eq!(fs::read(aside).expect("kept"), wal.as_bytes());
        }
        sound(&path);
        assert!(!tail.exists() || fs::metadata(&tail).is_ok_and(|m| m.len() == 0));
    }
}

#[test]
fn what_cannot_be_restored_changes_nothing() {
    let (folder, path) = folder();
    make(&path, 40);
    let bad = folder.path().join("bad.db");
    sound(&path).backup(&bad, &mut |_| {}).expect("a backup");
    fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
    let whole = fs::read(&bad).expect("a backup");
    let refused = |code: Code, says: &str| {
        let error = untouched(folder.path(), || store::restore(&bad, &path));
        assert_eq!(error.code, code, "{error:?}");
        assert!(error.message.contains(says), "{error:?} does not say: {says}");
    };
    fs::write(&bad, "no database").expect("a file");
    refused(Code::Validation, "no SQLite file");
    fs::write(&bad, "").expect("a file");
    refused(Code::Validation, "is empty");
    fs::write(&bad, &whole[..whole.len() / 2]).expect("cut off");
    refused(Code::Internal, "damaged");
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8].fill(0xFF);
    fs::write(&bad, bytes).expect("damaged");
    refused(Code::Internal, "damaged");
    fs::write(&bad, &whole).expect("a backup");
    look(&bad)
        .execute_batch("INSERT INTO refinery_schema_history VALUES (999, '', '', '')")
        .expect("newer");
    refused(Code::Validation, "newer Grounded Desk");
    fs::remove_file(&bad).expect("removed");
    refused(Code::NotFound, "There is no file");
    Connection::open(&bad).and_then(|db| db.execute_batch("CREATE TABLE t (x)")).expect("foreign");
    refused(Code::Validation, "another program");
    drop(sound(&path));
}

#[test]
fn an_older_backup_is_restored_and_migrated() {
    let (folder, path) = folder();
    make(&path, 1);
    let old = folder.path().join("old.db");
    make_old(&old, 7, "DELETE");
    store::restore(&old, &path).expect("restored");
    let desk = sound(&path);
    assert!(desk.migration_backup().is_some());
    assert_eq!(number(&look(&path), "SELECT count(*) FROM tickets"), 7);
}
