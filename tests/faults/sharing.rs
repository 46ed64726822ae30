//! Several processes and one file.

use crate::{
    processes::Other,
    sample::{done, folder, look, make, number, sign_in, sound, subjects, ticket},
};
use model::Code;
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs::File,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use store::Desk;

/// Runs what must be refused with LOCKED, after some 5 seconds.
fn locked<T>(work: impl FnOnce() -> model::Result<T>) {
    let start = Instant::now();
    let Err(error) = work() else { panic!("was not refused") };
    let waited = start.elapsed();
    assert_eq!(error.code, Code::Locked, "{error:?}");
    assert!(error.message.contains("Nothing was changed"), "{error:?}");
    let patience = Duration::from_millis(4_500)..Duration::from_secs(9);
    assert!(patience.contains(&waited), "LOCKED after {waited:?}");
}

#[test]
fn four_writers_lose_nothing() {
    const EACH: usize = 20;
    let (_folder, path) = folder();
    make(&path, 0);
    let name = path.display().to_string();
    let names = ["a", "b", "c", "d"];
    let writers: Vec<_> =
        names.iter().map(|w| Other::start("write", &[&name, w, &EACH.to_string()])).collect();
    for writer in writers {
        assert_eq!(writer.end(), ["ready", "done"]);
    }
    let _desk = sound(&path);
    let db = look(&path);
    let wanted: BTreeSet<_> =
        names.iter().flat_map(|w| (0..EACH).map(move |n| format!("{w} {n}"))).collect();
    assert_eq!(subjects(&db, ""), wanted);
    let numbers = number(&db, "SELECT count(DISTINCT ticket_number) FROM tickets");
    assert_eq!(numbers, i64::try_from(wanted.len()).expect("few"));
    assert_eq!(
        number(&db, "SELECT count(*) FROM desk_groups"),
        number(&db, "SELECT count(*) FROM desk_requests")
    );
}

#[test]
fn a_writer_waits_and_then_says_locked() {
    let (_folder, path) = folder();
    make(&path, 1);
    let desk = Desk::open(&path).expect("a desk");
    let mut caller = sign_in(&desk);
    let mut other = Other::start("hold", &[&path.display().to_string()]);
    assert_eq!(other.says().as_deref(), Some("holding"));
    let input = ticket(&desk, "late");
    locked(|| domain::call(&desk, &mut caller, "create_ticket", input.clone()));
    // Reading and opening wait for no writer.
    let start = Instant::now();
    done(&desk, &mut caller, "list_tickets", json!({}));
    drop(Desk::open(&path).expect("opened meanwhile"));
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    other.end();
    done(&desk, &mut caller, "create_ticket", input);
    assert_eq!(subjects(&look(&path), "late").len(), 1);
}

#[test]
fn nobody_opens_what_is_being_restored() {
    let (_folder, path) = folder();
    make(&path, 1);
    let lock = format!("{}-lock", path.display());
    let mut other = Other::start("lock", &[&lock]);
    assert_eq!(other.says().as_deref(), Some("holding"));
    locked(|| Desk::open(&path));
    other.end();
    sound(&path);
}

#[test]
fn nobody_restores_what_is_open() {
    let (folder, path) = folder();
    make(&path, 1);
    let kept = folder.path().join("kept.db");
    sound(&path).backup(&kept, &mut |_| {}).expect("a backup");
    let mut other = Other::start("open", &[&path.display().to_string()]);
    assert_eq!(other.says().as_deref(), Some("start"));
    assert_eq!(other.says().as_deref(), Some("opened "));
    let before = std::fs::read(&path).expect("a desk");
    locked(|| store::restore(&kept, &path));
    assert!(before == std::fs::read(&path).expect("a desk"), "changed");
    other.end();
    store::restore(&kept, &path).expect("restored");
    sound(&path);
}

#[test]
fn a_lock_that_was_removed_holds_nobody_up() {
    let (_folder, path) = folder();
    make(&path, 1);
    let lock = format!("{}-lock", path.display());
    let old = File::open(&lock).expect("the lock's file");
    old.lock().expect("held");
    std::fs::remove_file(&lock).expect("removed");
    sound(&path);
}

#[test]
fn what_others_change_is_told() {
    let (_folder, path) = folder();
    make(&path, 0);
    let desk = Desk::open(&path).expect("a desk");
    let told = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&told);
    desk.on_change(move |change| hear.lock().expect("heard").push(change.tables.clone()));
    assert!(desk.poll_others().expect("looked").tables.is_empty());
    let other = Other::start("write", &[&path.display().to_string(), "x", "3"]);
    assert_eq!(other.end(), ["ready", "done"]);
    let wanted = BTreeSet::from(["ticket_work", "tickets"]);
    assert_eq!(desk.poll_others().expect("looked").tables, wanted);
    assert!(desk.poll_others().expect("looked").tables.is_empty());
    assert_eq!(*told.lock().expect("heard"), [wanted]);
}

/// A restored file is not in WAL mode yet; the first to open it changes that, all at once or not.
#[test]
fn several_open_a_restored_file_at_once() {
    let (folder, path) = folder();
    make(&path, 3);
    let kept = folder.path().join("kept.db");
    sound(&path).backup(&kept, &mut |_| {}).expect("a backup");
    store::restore(&kept, &path).expect("restored");
    let name = path.display().to_string();
    let writers: Vec<_> =
        ["a", "b", "c", "d"].iter().map(|w| Other::start("write", &[&name, w, "2"])).collect();
    for writer in writers {
        assert_eq!(writer.end(), ["ready", "done"]);
    }
    drop(sound(&path));
    assert_eq!(number(&look(&path), "SELECT count(*) FROM tickets"), 3 + 8);
}
