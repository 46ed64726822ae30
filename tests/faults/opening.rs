//! Files that cannot be opened: each says why, and nothing is changed.

use crate::sample::{
    content, done, everything, folder, look, make, sign_in, sound, ticket, untouched,
};
use model::Code;
use rusqlite::Connection;
use serde_json::json;
use std::{collections::BTreeMap, fs, path::Path};
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

/// The WAL is brought to the file page by page, and the first page tells how many there are in the end.
#[test]
fn what_was_not_brought_from_the_wal_to_its_end() {
    let (folder, path) = folder();
    make(&path, 1);
    let short = fs::read(&path).expect("a desk").len();
    let desk = sound(&path);
    let caller = &mut sign_in(&desk);
    let items: Vec<_> = (0..200).map(|n| ticket(&desk, &format!("made {n}"))).collect();
    done(&desk, caller, "create_many", json!({"resource": "tickets", "items": items}));
    let wal = fs::read(path.with_extension("db-wal")).expect("a WAL");
    // Frames of this WAL: what is left of an earlier one has other salts.
    let frames = wal[32..].chunks_exact(24 + 4096).filter(|frame| frame[8..16] == wal[16..24]);
    let mut pages: BTreeMap<u32, &[u8]> = BTreeMap::new();
    pages.extend(frames.map(|f| (u32::from_be_bytes([f[0], f[1], f[2], f[3]]), &f[24..])));
    let mut file = fs::read(&path).expect("a desk");
    for brought in 1..pages.len() {
        let (page, bytes) = pages.pop_first().expect("a page");
        let at = (page as usize - 1) * 4096;
        file.resize(file.len().max(at + 4096), 0);
        file[at..at + 4096].copy_from_slice(bytes);
        if brought == 1 {
            assert_eq!(file.len(), short, "its end is yet to come");
        } else if brought % 10 > 0 {
            continue;
        }
        let killed = folder.path().join(format!("{brought}.db"));
        fs::write(&killed, &file).expect("a copy");
        fs::write(killed.with_extension("db-wal"), &wal).expect("a copy");
        let desk = sound(&killed);
        let all = done(&desk, &mut sign_in(&desk), "count_tickets", json!({}));
        assert_eq!(all["total"], 201, "{all}");
    }
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
