//! Kills at any moment: what was acknowledged is there, what was not is there whole or not at all.

use crate::{
    migration::{is_old, schema},
    processes::{Other, say},
    sample::{everything, folder, look, make, make_old, number, sign_in, sound, subjects, ticket},
};
use domain::Caller;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use std::{
    collections::BTreeSet,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};
use store::Desk;
use uuid::Uuid;

/// A part of `most`, at random.
fn up_to(most: Duration) -> Duration {
    let random = Uuid::new_v4().as_u64_pair().1 % 1_000;
    most * u32::try_from(random).unwrap_or_default() / 1_000
}

/// What the killed process did: says what it is about to call and what that changes, calls it, and
/// says what was answered.
pub fn work(path: &Path, run: &str) {
    let desk = Desk::open(path).expect("a desk");
    let mut caller = sign_in(&desk);
    say("ready");
    let mut live: Vec<(String, String)> = Vec::new();
    for n in 0.. {
        let subject = format!("{run}.{n}.");
        let pick = Uuid::new_v4().as_u64_pair().1;
        let some = usize::try_from(pick >> 8).unwrap_or_default() % live.len().max(1);
        let (name, mut input, add, remove) = match pick % 4 {
            1 if !live.is_empty() => {
                let (id, old) = live.swap_remove(some);
                ("update_ticket", json!({"id": id, "subject": subject}), vec![subject], vec![old])
            }
            2 if live.len() > 3 => {
                let (id, old) = live.swap_remove(some);
                ("delete_ticket", json!({"id": id}), vec![], vec![old])
            }
            3 => {
                let all: Vec<_> = (0..5).map(|i| format!("{subject}{i}")).collect();
                let items: Vec<_> = all.iter().map(|s| ticket(&desk, s)).collect();
                ("create_many", json!({"resource": "tickets", "items": items}), all, vec![])
            }
            _ => ("create_ticket", ticket(&desk, &subject), vec![subject], vec![]),
        };
        input["requestId"] = json!(Uuid::now_v7());
        say(json!({"name": name, "input": input, "add": add, "remove": remove}));
        let answer = domain::call(&desk, &mut caller, name, input).expect("done");
        say(json!({"answer": answer}));
        let answer: Json = serde_json::from_str(&answer).expect("JSON");
        let ids = match answer["ids"].as_array() {
            Some(ids) => ids.clone(),
            None => vec![answer["id"].clone()],
        };
        live.extend(ids.iter().map(|id| id.as_str().unwrap_or_default().to_owned()).zip(add));
    }
}

/// A call, and its answer when it was given.
struct Call {
    said: Json,
    answer: Option<String>,
}

impl Call {
    fn apply(&self, subjects: &mut BTreeSet<String>) {
        let list = |key: &str| -> Vec<String> {
            serde_json::from_value(self.said[key].clone()).expect("subjects")
        };
        list("remove").iter().for_each(|s| assert!(subjects.remove(s), "{s}"));
        subjects.extend(list("add"));
    }

    fn repeat(&self, desk: &Desk, caller: &mut Caller) -> String {
        let name = self.said["name"].as_str().unwrap_or_default();
        domain::call(desk, caller, name, self.said["input"].clone()).expect("done once")
    }

    fn is_kept(&self, db: &Connection) -> bool {
        let id = self.said["input"]["requestId"].as_str().and_then(|id| Uuid::parse_str(id).ok());
        db.prepare("SELECT 1 FROM desk_requests WHERE id = ?1")
            .and_then(|mut s| s.exists([id]))
            .expect("asked")
    }
}

fn calls(said: &[String]) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for line in said.iter().filter(|line| *line != "ready") {
        let said: Json = serde_json::from_str(line).expect("JSON");
        match (said["answer"].as_str(), calls.last_mut()) {
            (Some(answer), Some(call)) => call.answer = Some(answer.to_owned()),
            _ => calls.push(Call { said, answer: None }),
        }
    }
    calls
}

/// What the log says must be what the rows are, and each operation one group and one request.
fn log_agrees(db: &Connection) {
    let groups = number(db, "SELECT count(*) FROM desk_groups");
    assert_eq!(groups, number(db, "SELECT count(*) FROM desk_requests"));
    assert_eq!(
        number(db, "SELECT count(*) FROM desk_context WHERE group_id IS NULL AND depth = 0"),
        1
    );
    let off = "SELECT count(*) FROM (
        SELECT row_id, sum(kind = 'insert') - sum(kind = 'delete') AS n FROM desk_log WHERE table_name = 'tickets' GROUP BY 1
        EXCEPT SELECT row_id, (SELECT count(*) FROM tickets WHERE id = row_id) FROM desk_log)";
    assert_eq!(number(db, off), 0, "the log and the rows differ");
    let unlogged = "SELECT count(*) FROM tickets WHERE id NOT IN (SELECT row_id FROM desk_log)";
    assert_eq!(number(db, unlogged), 0, "rows without an entry");
    assert_eq!(number(db, "SELECT count(*) FROM desk_log WHERE group_id IS NULL"), 0);
}

#[test]
fn a_hundred_kills_lose_nothing_acknowledged() {
    let (folder, path) = folder();
    make(&path, 0);
    let name = path.display().to_string();
    let mut wanted = BTreeSet::new();
    let (mut acknowledged, mut half, mut kept) = (0, 0, 0);
    for run in 0..100 {
        let mut other = Other::start("work", &[&name, &format!("run {run}")]);
        let mut said = Vec::new();
        // Every fifth while it opens the file.
        if run % 5 == 0 {
            sleep(up_to(Duration::from_millis(120)));
        } else {
            let lines = Uuid::new_v4().as_u64_pair().1 % 14;
            said.extend((0..=lines).filter_map(|_| other.says()));
            sleep(up_to(Duration::from_millis(8)));
        }
        said.extend(other.kill());
        let calls = calls(&said);
        let desk = sound(&path);
        let db = look(&path);
        let mut caller = sign_in(&desk);
        for call in &calls {
            match &call.answer {
                Some(answer) => {
                    acknowledged += 1;
                    assert!(call.is_kept(&db), "run {run}: lost: {}", call.said);
                    assert_eq!(call.repeat(&desk, &mut caller), *answer, "run {run}: done twice");
                    call.apply(&mut wanted);
                }
                // The one it was about: by its request's record, done or not.
                None => {
                    half += 1;
                    if call.is_kept(&db) {
                        kept += 1;
                        call.apply(&mut wanted);
                    }
                }
            }
        }
        assert_eq!(subjects(&db, ""), wanted, "run {run}");
        log_agrees(&db);
    }
    println!("{acknowledged} acknowledged, {half} interrupted, {kept} of these done");
    assert!(acknowledged > 100, "the kills came too soon: {acknowledged} were acknowledged");
    assert!(half > 10, "the kills came between the calls: {half} were interrupted");
    let names: Vec<_> =
        everything(folder.path()).into_keys().filter(|n| !n.starts_with("desk.db-")).collect();
    assert_eq!(names, ["desk.db"]);
}

/// Kills `part` at `times` moments of the time it takes, after its "start"; `fresh` prepares each.
fn kills(times: u32, part: &str, args: &[&str], fresh: impl Fn(), check: impl Fn(Option<&str>)) {
    // The shorter of two, as the first is slow.
    let whole = [0, 1].map(|_| {
        fresh();
        let mut other = Other::start(part, args);
        assert_eq!(other.says().as_deref(), Some("start"));
        let start = Instant::now();
        let last = other.says();
        let whole = start.elapsed();
        other.kill();
        check(last.as_deref());
        whole
    });
    let whole = whole[0].min(whole[1]);
    let mut early = 0;
    for turn in 0..times {
        fresh();
        let mut other = Other::start(part, args);
        assert_eq!(other.says().as_deref(), Some("start"));
        sleep(whole * turn / times + up_to(whole / times));
        let said = other.kill();
        early += usize::from(said.is_empty());
        check(said.last().map(String::as_str));
    }
    assert!(early > 2, "{part}: only {early} kills came in time");
}

#[test]
fn a_kill_while_migrating() {
    for journal in ["DELETE", "WAL"] {
        let (_template, old) = folder();
        make_old(&old, 2_000, journal);
        let (folder, path) = folder();
        let fresh = || {
            for name in everything(folder.path()).into_keys() {
                std::fs::remove_file(folder.path().join(name)).expect("removed");
            }
            std::fs::copy(&old, &path).expect("copied");
        };
        kills(10, "open", &[&path.display().to_string()], fresh, |said| {
            let done = said.is_some_and(|s| s.starts_with("opened "));
            let before =
                everything(folder.path()).into_keys().filter(|n| n.contains("before-schema"));
            for name in before.filter(|n| n.ends_with(".db")) {
                is_old(&folder.path().join(name), 2_000);
            }
            let version = schema(&path);
            assert!(
                version == i64::from(store::SCHEMA_VERSION) || (version == 1 && !done),
                "{version} {said:?}"
            );
            drop(sound(&path));
            assert_eq!(number(&look(&path), "SELECT count(*) FROM tickets"), 2_000);
        });
    }
}

#[test]
fn a_kill_while_making_a_desk() {
    let (folder, path) = folder();
    for _ in 0..10 {
        let other = Other::start("create", &[&path.display().to_string()]);
        sleep(up_to(Duration::from_millis(150)));
        other.kill();
        if path.exists() {
            drop(sound(&path));
        } else {
            drop(Desk::create(&path).expect("a desk, in spite of what was left"));
        }
        let left = everything(folder.path()).into_keys().filter(|n| n.contains("part")).count();
        assert_eq!(left, 0);
        std::fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn a_kill_while_backing_up() {
    let (folder, path) = folder();
    make(&path, 0);
    enlarge(&path);
    let to = folder.path().join("kept.db");
    let args = [path.display().to_string(), to.display().to_string()];
    let fresh = || drop(std::fs::remove_file(&to));
    kills(20, "backup", &args.each_ref().map(String::as_str), fresh, |said| {
        assert!(to.exists() || said != Some("done"));
        if to.exists() {
            whole(&to, "large");
        }
        drop(sound(&path));
    });
    // The next one tidies what they left, and nothing that is somebody else's.
    let parts = || everything(folder.path()).into_keys().filter(|n| n.contains(".part"));
    let id = Uuid::now_v7().simple();
    let mine = [format!("kept.db.{id}.part"), "kept.db.part".into(), "kept.part-lock".into()];
    for name in &mine {
        std::fs::write(folder.path().join(name), "mine").expect("a file");
    }
    fresh();
    let mut writing = Other::start("slow backup", &args.each_ref().map(String::as_str));
    assert_eq!(writing.says().as_deref(), Some("start"));
    let held: Vec<_> = parts().filter(|n| !mine.contains(n)).collect();
    assert!(held.iter().any(|n| n.ends_with(".part-lock")), "{held:?}");
    let desk = Desk::open(&path).expect("a desk");
    let other = folder.path().join("other.db");
    desk.backup(&other, &mut |_| {}).expect("a backup");
    assert!(held.iter().all(|name| parts().any(|n| n == *name)), "it is being written");
    writing.kill();
    assert!(held.iter().all(|name| parts().any(|n| n == *name)), "nobody tidied yet");
    std::fs::remove_file(&other).expect("removed");
    desk.backup(&other, &mut |_| {}).expect("a backup");
    let left: BTreeSet<_> = parts().collect();
    assert_eq!(left, BTreeSet::from(mine));
    whole(&other, "large");
}

#[test]
fn a_kill_while_restoring() {
    let (folder, path) = folder();
    let [old, new] = ["old.db", "new.db"].map(|name| folder.path().join(name));
    make(&old, 3);
    make(&new, 0);
    enlarge(&new);
    let args = [path.display().to_string(), new.display().to_string()];
    let fresh = || {
        std::fs::copy(&old, &path).expect("copied");
    };
    kills(20, "restore", &args.each_ref().map(String::as_str), fresh, |said| {
        let restored = !subjects(&look(&path), "large").is_empty();
        assert!(restored || said != Some("done"));
        whole(&path, if restored { "large" } else { "made" });
        for name in everything(folder.path()).into_keys().filter(|n| n.contains("before-restore")) {
            let aside = folder.path().join(name);
            if aside.extension().is_some_and(|e| e == "db") {
                whole(&aside, "made");
            }
            std::fs::remove_file(aside).expect("removed");
        }
    });
}

/// Some megabytes, in few rows.
fn enlarge(path: &Path) {
    let desk = Desk::open(path).expect("a desk");
    let mut caller = sign_in(&desk);
    let items: Vec<_> = (0..40)
        .map(|n| {
            let mut item = ticket(&desk, &format!("large {n}"));
            item["description"] = json!("x".repeat(200_000));
            item
        })
        .collect();
    let input = json!({"resource": "tickets", "items": items});
    domain::call(&desk, &mut caller, "create_many", input).expect("large");
}

/// That a file is sound and has all of the tickets of that kind, and no others.
fn whole(path: &Path, kind: &str) {
    drop(sound(path));
    let db = look(path);
    let all = if kind == "large" { 40 } else { 3 };
    assert_eq!(
        (subjects(&db, kind).len(), subjects(&db, "").len()),
        (all, all),
        "{}",
        path.display()
    );
}
