//! Files that cannot be opened: each says why, and nothing is changed.

use crate::sample::{content, everything, folder, look, make, sound, untouched};
use model::Code;
use rusqlite::Connection;
use std::{fs, path::Path};
use store::Desk;

fn refused(folder: &Path, path: &Path, code: Code, says: &str) {
    let error = untouched(folder, || Desk::open(path));
    assert_eq!(error.code, code, "{error:?}");
    assert!(error.message.contains(says), "{error:?} does not say: {says}");
}

#[test]
fn what_is_not_there() {
    let (folder, path) = folder();
    refused(folder.path(), &path, Code::NotFound, "There is no file");
    let deeper = folder.path().join("no/such/desk.db");
    refused(folder.path(), &deeper, Code::NotFound, "There is no file");
    let error = untouched(folder.path(), || Desk::create(&deeper));
    assert_eq!(error.code, Code::Internal);
    assert!(error.message.contains("There is no folder"), "{error:?}");
}

#[test]
fn what_is_no_desk() {
    let (folder, path) = folder();
    refused(folder.path(), folder.path(), Code::Validation, "is a folder");
    for (bytes, says) in [
        (&b""[..], "is empty"),
        (b"SQLite format 3\0", "is no SQLite file"),
        (&[b'x'; 5000], "is no SQLite file"),
    ] {
        fs::write(&path, bytes).expect("a file");
        refused(folder.path(), &path, Code::Validation, says);
    }
}

#[test]
fn what_is_another_programs() {
    for journal in ["DELETE", "WAL"] {
        let (folder, path) = folder();
        let db = Connection::open(&path).expect("a file");
        db.query_row(&format!("PRAGMA journal_mode = {journal}"), [], |_| Ok(())).expect("journal");
        db.execute_batch("CREATE TABLE bookmarks (url TEXT)").expect("a table");
        drop(db);
        refused(folder.path(), &path, Code::Validation, "of another program");
        // Also where that program was killed and has left its WAL.
        let db = Connection::open(&path).expect("a file");
        db.execute_batch("INSERT INTO bookmarks VALUES ('a')").expect("a row");
        let left = everything(folder.path());
        drop(db);
        for (name, bytes) in left {
            fs::write(folder.path().join(name), bytes).expect("left");
        }
        let says = if journal == "WAL" { "but not a desk" } else { "of another program" };
        refused(folder.path(), &path, Code::Validation, says);
    }
}

#[test]
fn what_a_newer_version_wrote() {
    let (folder, path) = folder();
    make(&path, 1);
    fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
    let db = look(&path);
    db.execute("INSERT INTO refinery_schema_history VALUES (999, 'later', '', '0')", [])
        .expect("999");
    // Open elsewhere, with the news still in the WAL; then at rest.
    assert!(path.with_extension("db-wal").exists());
    refused(folder.path(), &path, Code::Validation, "newer Grounded Desk (schema 999");
    drop(db);
    refused(folder.path(), &path, Code::Validation, "newer Grounded Desk (schema 999");
}

#[test]
fn what_is_cut_off() {
    let (folder, path) = folder();
    make(&path, 20);
    fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
    let whole = fs::read(&path).expect("a desk");
    for left in [whole.len() / 2, whole.len() - 4096, whole.len() - 1, 4096, 5000, 200] {
        fs::write(&path, &whole[..left]).expect("cut off");
        refused(folder.path(), &path, Code::Internal, "The file is damaged (its end is missing");
    }
    fs::write(&path, &whole[..99]).expect("cut off");
    refused(folder.path(), &path, Code::Validation, "no SQLite file");
}

/// Overwrites a part of each page in turn. Whatever the page is for, opening or verifying says so,
/// and neither writes a byte to the file.
#[test]
fn what_is_damaged() {
    let (folder, path) = folder();
    make(&path, 60);
    // Once it is verified, the search index has read all there is, and reads on no more at an opening.
    drop(sound(&path));
    fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
    let whole = fs::read(&path).expect("a desk");
    let sound = content(&path);
    let pages = whole.len() / 4096;
    let mut found = [0, 0];
    for page in (0..pages).step_by(3) {
        for at in [if page == 0 { 100 } else { 0 }, 2048 - 256] {
            let mut bytes = whole.clone();
            let place = page * 4096 + at;
            let part = &mut bytes[place..place + if at < 2000 { 16 } else { 512 }];
            if part.iter().all(|b| *b == 0 || matches!(b, b' '..=b'~')) {
                // Unused room, or the middle of a long text, of which SQLite keeps no checksum.
                continue;
            }
            part.iter_mut().for_each(|b| *b ^= 0xA5);
            fs::write(&path, &bytes).expect("damaged");
            let desk = match Desk::open(&path) {
                Ok(desk) => desk,
                Err(e) => {
                    assert_eq!(e.code, Code::Internal, "page {page}: {e:?}");
                    assert!(e.message.contains("damaged"), "page {page}: {e:?}");
                    found[0] += 1;
                    continue;
                }
            };
            match desk.verify() {
                Ok(verdict) if verdict.faults.is_empty() => {
                    // Then it was room that nothing uses.
                    drop(desk);
                    let now = content(&path);
                    let other = now.iter().find(|row| !sound.contains(row));
                    assert!(now == sound, "page {page} at {at}: nobody knows of {other:?}");
                    continue;
                }
                Ok(_) => {}
                Err(e) => assert!(e.message.contains("damaged"), "page {page}: {e:?}"),
            }
            let known = desk.health().map_or(true, |h| h.last_check.is_some_and(|c| !c.1));
            assert!(known, "page {page} at {at}: found and forgotten");
            let copy = folder.path().join("copy.db");
            if desk.backup(&copy, &mut |_| {}).is_ok() {
                // Sound as a database; only what the desk asks beyond that is not.
                fs::remove_file(&copy).expect("removed");
            }
            drop(desk);
            found[1] += 1;
            assert!(fs::read(&path).expect("a file") == bytes, "page {page}: made worse");
            let names: Vec<_> = everything(folder.path()).into_keys().collect();
            assert_eq!(names, ["desk.db", "desk.db-lock"], "page {page}");
        }
    }
    assert!(found[0] > 0 && found[1] > pages / 6, "{found:?} of {pages}");
}

#[test]
fn a_new_desk_overwrites_nothing() {
    let (folder, path) = folder();
    make(&path, 1);
    fs::remove_file(folder.path().join("desk.db-lock")).expect("the lock's file");
    let error = untouched(folder.path(), || Desk::create(&path));
    assert_eq!(error.code, Code::Conflict, "{error:?}");
    // A WAL that was left would be taken for the new desk's.
    fs::rename(&path, folder.path().join("moved.db")).expect("moved");
    fs::write(folder.path().join("desk.db-wal"), "of the moved one").expect("a WAL");
    let error = untouched(folder.path(), || Desk::create(&path));
    assert_eq!(error.code, Code::Conflict, "{error:?}");
}
