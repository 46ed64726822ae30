//! The desk is killed: at each of its statements, within each commit, and between each two messages.

use crate::{
    count::{At as Point, counted},
    process::Desk,
    scene::{Run, Scene},
    story::Story,
};
use rusqlite::Connection;
use std::{collections::BTreeMap, ffi::OsString, fs, path::Path};

/// What a kill leaves: files, and how far the hub was told.
#[derive(PartialEq, Eq)]
struct Left {
    files: BTreeMap<OsString, Vec<u8>>,
    told: (usize, usize),
}

impl Left {
    fn of(run: &Run<'_>) -> Self {
        let (messages, answers) = run.relay.seen();
        let all = fs::read_dir(run.folder.path()).expect("a folder");
        let files = all.map(|file| {
            let file = file.expect("a file");
            (file.file_name(), fs::read(file.path()).unwrap_or_default())
        });
        // SQLite's index of the WAL is made anew by whoever comes next.
        let files = files.filter(|(name, _)| !name.to_string_lossy().ends_with("-shm")).collect();
        Self { files, told: (messages.len(), answers) }
    }
}

fn files(path: &Path) -> (Vec<u8>, Vec<u8>) {
    let wal = fs::read(path.with_extension("db-wal")).unwrap_or_default();
    (fs::read(path).expect("the file"), wal)
}

/// The points of a run, and of each whether a kill there leaves just what one at the point before would. Each is
/// stopped at, and the files are compared byte by byte.
fn points(scene: &Scene) -> Vec<(String, bool)> {
    let run = scene.run(None);
    let mut desk = Desk::start(&run, &[0]);
    let mut points = Vec::new();
    let mut before = None;
    while let Some(point) = desk.next() {
        let mut left = Left::of(&run);
        if run.story() == Story::Snapshot {
            // It is read by a thread of its own, which is never stopped.
            left.told = (0, 0);
        }
        points.push((point, before.as_ref() == Some(&left)));
        before = Some(left);
        desk.go();
    }
    desk.end();
    points
}

fn kind(point: &str) -> &str {
    point.split('\t').next().unwrap_or_default()
}

/// Kills the desk before and after each of its statements, where that leaves something else than at the point before.
fn statements(story: Story, is_as_before: impl Fn(&(String, bool)) -> bool) {
    let scene = Scene::new(story);
    let usual = scene.usual();
    let points = points(&scene);
    let all = ["read", "begin", "write", "write done", "trigger", "commit", "commit done"];
    let kinds = points.iter().map(|(point, _)| kind(point).to_owned());
    counted(&format!("desk, {story:?}, statements"), kinds, &all);
    let mut killed = 0;
    for (n, point) in (1..).zip(&points).filter(|(_, point)| !is_as_before(point)) {
        let _at = Point(format!("{n} of {}: {}", points.len(), point.0));
        let run = scene.run(None);
        let mut desk = Desk::start(&run, &[n]);
        assert_eq!(desk.next().as_ref(), Some(&point.0));
        desk.kill();
        run.end().is(&usual);
        killed += 1;
    }
    println!("desk, {story:?}: {killed} kills; elsewhere the files are as at the point before");
}

#[test]
fn at_each_statement() {
    // A trigger is a part of the statement that it belongs to.
    let quiet = |point: &str| ["read", "trigger"].contains(&kind(point));
    statements(Story::Exchange, |(point, as_before)| *as_before && quiet(point));
}

/// Making a desk takes a thousand statements, most of them in one transaction.
#[test]
fn at_each_statement_of_a_snapshot() {
    statements(Story::Snapshot, |(_, as_before)| *as_before);
}

/// Of the thousands that look up what is to be told, those that leave something new.
#[test]
fn at_each_statement_of_a_first_push() {
    statements(Story::First, |(_, as_before)| *as_before);
}

/// Kills the desk before each of its questions reaches the hub, and before it gets each answer.
fn messages(story: Story) {
    let scene = Scene::new(story);
    let usual = scene.usual();
    for at in scene.messages(false, &format!("desk, {story:?}, messages")) {
        let _at = Point(format!("{at:?}"));
        let run = scene.run(Some(at));
        let desk = Desk::start(&run, &[]);
        run.relay.struck();
        desk.kill();
        run.relay.release();
        run.end().is(&usual);
    }
}

#[test]
fn between_each_two_messages() {
    messages(Story::Exchange);
}

#[test]
fn between_each_two_messages_of_a_snapshot() {
    messages(Story::Snapshot);
}

#[test]
fn between_each_two_messages_of_a_first_push() {
    messages(Story::First);
}

/// Within a commit pages are written to the end of the WAL. A kill between two of these writes leaves a WAL that ends there.
#[test]
fn within_each_commit() {
    let scene = Scene::new(Story::Exchange);
    let points = points(&scene);
    let place = |after: usize, what: &str| {
        let found = points[after..].iter().position(|(point, _)| point.starts_with(what));
        found.map(|at| after + at + 1)
    };
    let (mut cuts, mut passed) = (Vec::new(), 0);
    while let Some(begin) = place(passed, "commit\t") {
        let done = place(begin, "commit done\t").expect("its end");
        passed = done;
        let run = scene.run(None);
        let mut desk = Desk::start(&run, &[begin, done]);
        desk.next().expect("the commit");
        let (file, before) = files(&run.path());
        desk.go();
        desk.next().expect("its end");
        let (same, after) = files(&run.path());
        desk.kill();
        assert!(file == same && after.starts_with(&before), "only the WAL grows in a commit");
        let (old, new) = (content(&file, &before), content(&file, &after));
        for end in ends(&after).filter(|end| *end > before.len()) {
            let _at = Point(format!("commit {begin}, a WAL of {end} bytes"));
            let cut = content(&file, &after[..end]);
            assert!(cut == if end == after.len() { new.clone() } else { old.clone() });
            cuts.push(if end == after.len() { "last write" } else { "write" }.to_owned());
        }
    }
    counted("desk, within commits", cuts.into_iter(), &["write", "last write"]);
}

/// Where writes to a WAL end: after its header, and of each frame after its header and after its page.
fn ends(wal: &[u8]) -> impl Iterator<Item = usize> {
    let page = wal.get(8..12).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let frames = (32..wal.len()).step_by(24 + page);
    std::iter::once(32).chain(frames.flat_map(move |at| [at + 24, at + 24 + page]))
}

/// Everything that a file with that WAL holds, which is sound.
fn content(file: &[u8], wal: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    fs::write(&path, file).expect("a copy");
    fs::write(path.with_extension("db-wal"), wal).expect("a copy");
    let db = Connection::open(&path).expect("a database");
    let list = |sql: &str| -> Vec<String> {
        let mut rows = db.prepare(sql).expect("a question");
        let width = rows.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            Ok((0..width).map(|n| format!("{:?}", row.get_ref(n))).collect::<String>())
        };
        rows.query_map([], row).and_then(Iterator::collect).expect("rows")
    };
    assert_eq!(list("PRAGMA integrity_check"), [r#"Ok(Text([111, 107]))"#]);
    assert_eq!(list("PRAGMA foreign_key_check"), Vec::<String>::new());
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
        .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
        .expect("tables");
    tables.iter().flat_map(|table| list(&format!("SELECT * FROM \"{table}\""))).collect()
}
