//! The desk is killed: at each of its statements, within each commit, and between each two messages.

use crate::{
    count::{At as Point, counted},
    process::Desk,
    scene::{Run, Scene},
};
use rusqlite::Connection;
use std::{fs, path::Path};

/// What a kill leaves: the file and its WAL, and how far the hub was told.
#[derive(PartialEq, Eq)]
struct Left {
    file: Vec<u8>,
    wal: Vec<u8>,
    told: (usize, usize),
}

impl Left {
    fn of(run: &Run<'_>) -> Self {
        let (messages, answers) = run.relay.seen();
        let (file, wal) = files(&run.path());
        Self { file, wal, told: (messages.len(), answers) }
    }
}

fn files(path: &Path) -> (Vec<u8>, Vec<u8>) {
    let wal = fs::read(path.with_extension("db-wal")).unwrap_or_default();
    (fs::read(path).expect("the file"), wal)
}

/// The points of a run, and of each whether a kill there leaves just what one at the point before would: what only
/// reads does. Each is stopped at, and the files are compared byte by byte.
fn points(scene: &Scene) -> Vec<(String, bool)> {
    let run = scene.run(None);
    let mut desk = Desk::start(&run.path(), &run.url(), &[0]);
    let mut points = Vec::new();
    let mut before = None;
    while let Some(point) = desk.next() {
        let left = Left::of(&run);
        points.push((point, before.as_ref() == Some(&left)));
        before = Some(left);
        desk.go();
    }
    desk.end();
    points
}

/// Kills the desk before and after each of its statements.
#[test]
fn at_each_statement() {
    let scene = Scene::new();
    let usual = scene.usual();
    let points = points(&scene);
    let kind = |point: &str| point.split('\t').next().unwrap_or_default().to_owned();
    let all = ["read", "begin", "write", "write done", "trigger", "commit", "commit done"];
    counted("desk, statements", points.iter().map(|(point, _)| kind(point)), &all);
    let mut killed = 0;
    for (n, (point, as_before)) in (1..).zip(&points) {
        if *as_before && kind(point) == "read" {
            continue;
        }
        let _at = Point(format!("{n} of {}: {point}", points.len()));
        let run = scene.run(None);
        let mut desk = Desk::start(&run.path(), &run.url(), &[n]);
        assert_eq!(desk.next().as_deref(), Some(point.as_str()));
        desk.kill();
        run.end().is(&usual);
        killed += 1;
    }
    println!("desk: {killed} kills; where it only reads, the files are as at the point before");
}

/// Kills the desk before each of its messages is on its way, and before it gets each answer.
#[test]
fn between_each_two_messages() {
    let scene = Scene::new();
    let usual = scene.usual();
    for at in scene.messages("desk, messages") {
        let _at = Point(format!("{at:?}"));
        let run = scene.run(Some(at));
        let desk = Desk::start(&run.path(), &run.url(), &[]);
        run.relay.struck();
        desk.kill();
        run.relay.release();
        run.end().is(&usual);
    }
}

/// Within a commit pages are written to the end of the WAL. A kill between two of these writes leaves a WAL that ends there.
#[test]
fn within_each_commit() {
    let scene = Scene::new();
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
        let mut desk = Desk::start(&run.path(), &run.url(), &[begin, done]);
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
