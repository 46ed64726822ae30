//! Files of an earlier version.

use crate::{
    processes::Other,
    sample::{everything, folder, look, make_old, number, sound, untouched},
};
use model::Code;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use store::Desk;

/// The schema a file has, seen without the desk.
pub fn schema(path: &Path) -> i64 {
    number(&look(path), "SELECT max(version) FROM refinery_schema_history")
}

/// That a file is whole and of the earlier version, looked at without touching it.
pub fn is_old(path: &Path, tickets: i64) {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a file");
    let said: String = db.query_row("PRAGMA integrity_check", [], |r| r.get(0)).expect("checked");
    assert_eq!(said, "ok");
    assert_eq!(number(&db, "SELECT max(version) FROM refinery_schema_history"), 1);
    assert_eq!(number(&db, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'desk_%'"), 0);
    assert_eq!(number(&db, "SELECT count(*) FROM tickets"), tickets);
}

#[test]
fn an_old_file_is_backed_up_and_migrated() {
    for journal in ["DELETE", "WAL"] {
        let (folder, path) = folder();
        make_old(&path, 30, journal);
        let desk = Desk::open(&path).expect("migrated");
        let kept = desk.migration_backup().expect("a backup").to_owned();
        assert_eq!(kept.parent(), Some(folder.path()));
        is_old(&kept, 30);
        drop(desk);
        let names: Vec<_> = everything(folder.path()).into_keys().collect();
        let kept = kept.file_name().map(|n| n.to_string_lossy().into_owned());
        assert_eq!(
            names,
            [kept.as_deref(), Some("desk.db"), Some("desk.db-lock")].map(|n| n.unwrap_or_default())
        );
        let desk = sound(&path);
        assert_eq!(desk.migration_backup(), None, "migrated twice");
        assert_eq!(
            number(&look(&path), "SELECT n FROM desk_counts WHERE table_name = 'tickets'"),
            30
        );
    }
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    for journal in ["DELETE", "WAL"] {
        let (folder, path) = folder();
        make_old(&path, 30, journal);
        // In the way of a later migration, at its very end.
        look(&path).execute_batch("CREATE TABLE desk_counts (x)").expect("in the way");
        let error = untouched(folder.path(), || Desk::open(&path));
        assert_eq!(error.code, Code::Internal, "{error:?}");
        let needs = format!("has schema 1 and needs {}", store::SCHEMA_VERSION);
        for says in [needs.as_str(), "left as it is", "desk_counts already exists"] {
            assert!(error.message.contains(says), "{error:?} does not say: {says}");
        }
        look(&path).execute_batch("DROP TABLE desk_counts").expect("out of the way");
        sound(&path);
    }
}

#[test]
fn what_cannot_be_backed_up_is_not_migrated() {
    let (folder, path) = folder();
    make_old(&path, 3, "DELETE");
    let db = look(&path);
    db.execute_batch("PRAGMA foreign_keys = OFF; UPDATE tickets SET customer_id = randomblob(16)")
        .expect("torn");
    drop(db);
    let error = untouched(folder.path(), || Desk::open(&path));
    assert_eq!(error.code, Code::Internal, "{error:?}");
    assert!(error.message.contains("could not be backed up first"), "{error:?}");
}

#[test]
fn a_file_that_someone_writes_to_is_not_migrated() {
    let (folder, path) = folder();
    make_old(&path, 3, "WAL");
    let mut other = Other::start("hold", &[&path.display().to_string()]);
    assert_eq!(other.says().as_deref(), Some("holding"));
    let before = everything(folder.path()).into_keys().collect::<Vec<_>>();
    let error = Desk::open(&path).err().expect("refused");
    assert_eq!(error.code, Code::Locked, "{error:?}");
    assert_eq!(everything(folder.path()).into_keys().collect::<Vec<_>>(), before);
    other.end();
    assert_eq!(schema(&path), 1);
    sound(&path);
}

#[test]
fn of_several_who_open_an_old_file_one_migrates_it() {
    let (folder, path) = folder();
    make_old(&path, 500, "DELETE");
    let name = path.display().to_string();
    let mut all: Vec<_> = (0..4).map(|_| Other::start("open", &[&name])).collect();
    let mut backups = 0;
    for other in &mut all {
        assert_eq!(other.says().as_deref(), Some("start"));
        let said = other.says().expect("an answer");
        let backup = said.strip_prefix("opened ").unwrap_or_else(|| panic!("{said}"));
        backups += usize::from(!backup.is_empty());
    }
    assert_eq!(backups, 1);
    all.into_iter().for_each(|other| assert_eq!(other.end(), Vec::<String>::new()));
    let kept =
        everything(folder.path()).into_keys().filter(|n| n.contains("before-schema")).count();
    assert_eq!(kept, 1);
    sound(&path);
}

/// A file of an older version takes a while: how far it is, is told, the backup first and then the index.
#[test]
fn it_is_told_how_far_an_older_file_is() {
    let (_folder, path) = folder();
    make_old(&path, 3_000, "DELETE");
    let mut told = Vec::new();
    let desk = Desk::open_telling(&path, &mut |p| told.push((p.done, p.total))).expect("a desk");
    let pages = told.iter().take_while(|(done, total)| done < total).count();
    assert_eq!(told[pages].0, told[pages].1, "the backup ends: {told:?}");
    let documents = &told[pages + 1..];
    assert!(documents.len() > 1 && documents[0].0 == 0, "{told:?}");
    assert!(
        documents.is_sorted() && documents.iter().all(|(_, total)| *total >= 3_000),
        "{told:?}"
    );
    drop(desk);
    // What is ready is open at once.
    drop(Desk::open_telling(&path, &mut |p| panic!("{} of {}", p.done, p.total)).expect("a desk"));
}
