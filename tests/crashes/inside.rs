//! Points within the hub's functions: each is made anew with a question after each of its statements, whether the server is to
//! stop there.

use crate::{
    scene::{Run, Scene},
    story::Story,
};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    thread::sleep,
    time::{Duration, Instant},
};

/// Counts the points that are passed: where a transaction may write by a sequence, which no rollback takes back; where
/// it only reads by a setting of the session.
const POINT: &str = "
CREATE SCHEMA crash;
GRANT USAGE ON SCHEMA crash TO PUBLIC;
CREATE SEQUENCE crash.writing;
CREATE TABLE crash.passed (nth text, place text);
CREATE FUNCTION crash.point(place text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    nth text;
    stop text := current_setting('crash.stop', true);
BEGIN
    IF coalesce(stop, '') = '' THEN
        RETURN false;
    ELSIF current_setting('transaction_read_only') = 'on' THEN
        nth := coalesce(nullif(current_setting('crash.reading', true), ''), '0')::integer + 1;
        PERFORM set_config('crash.reading', nth, false);
        nth := 'r' || nth;
    ELSE
        nth := 'w' || nextval('crash.writing');
    END IF;
    IF stop = 'list' THEN
        RAISE LOG 'crash point % %', nth, place;
    ELSIF stop = nth THEN
        EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/stopped');
        PERFORM pg_sleep(60);
    END IF;
    RETURN false;
END $$;
";

/// Puts the questions into all functions of the hub from which the runs begin. Gives how many places there are.
pub fn watch(scene: &Scene) -> usize {
    scene.prepare(POINT);
    let functions = scene.prepare(
        "SELECT coalesce(json_agg(json_build_array(p.proname, pg_get_functiondef(p.oid))), '[]')
         FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
         WHERE p.pronamespace = 'desk_sync'::regnamespace AND l.lanname = 'plpgsql'
           AND p.proname NOT IN ('attach', 'detach', 'put_trigger', 'make_trigger', 'compact', 'notice_restore')",
    );
    let functions: Vec<(String, String)> = serde_json::from_str(&functions).expect("functions");
    let mut places = 0;
    for (name, definition) in functions {
        let (head, rest) = definition.split_once("AS $function$").expect("a body");
        let (body, _) = rest.rsplit_once("$function$").expect("its end");
        let (body, here) = questioned(&name, body);
        places += here;
        scene.prepare(&format!("{head} AS $function${body}$function$"));
    }
    places
}

/// A function's body with a question before its first statement and after each.
fn questioned(name: &str, body: &str) -> (String, usize) {
    let mut out = String::new();
    let mut count = 0;
    let mut ask = |out: &mut String, line: usize| {
        count += 1;
        out.push_str(&format!(" IF crash.point('{name} {line}') THEN NULL; END IF; "));
    };
    let (mut line, mut depth, mut begun, mut word) = (1, 0, false, String::new());
    let mut rest = body;
    while let Some(next) = rest.chars().next() {
        // What is quoted or a comment is as it is.
        let skip = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if next == '\'' {
            rest[1..].find('\'').map_or(rest.len(), |at| at + 2)
        } else {
            0
        };
        if skip > 0 {
            line += rest[..skip].matches('\n').count();
            out.push_str(&rest[..skip]);
            rest = &rest[skip..];
            word.clear();
            continue;
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
        match next {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\n' => line += 1,
            ';' if begun && depth == 0 => ask(&mut out, line),
            _ => {}
        }
        if next.is_alphanumeric() || next == '_' {
            word.push(next);
        } else {
            word.clear();
        }
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if !begun && ends && word == "BEGIN" {
            begun = true;
            ask(&mut out, line);
        }
    }
    // Nothing comes after the last END.
    (out, count)
}

/// The points of a run, by number and place.
pub fn passed(scene: &Scene) -> Vec<(String, String)> {
    let run = scene.run(None);
    run.ask([&set("list")]);
    run.tell().expect("exchanged");
    run.ask([&set("")]);
    let log = std::fs::read_to_string(scene.cluster.socket().join("log")).expect("the log");
    let lines = log.lines().filter_map(|line| line.split_once("crash point ")?.1.split_once(' '));
    lines.map(|(nth, place)| (nth.to_owned(), place.to_owned())).collect()
}

/// How many places these are.
pub fn places(passed: &[(String, String)]) -> usize {
    passed.iter().map(|(_, place)| place).collect::<BTreeSet<_>>().len()
}

/// Of each place the first and the last time that it is passed, in a first push only the last; with `CRASHES=all`
/// every time.
pub fn ends(story: Story, passed: &[(String, String)]) -> Vec<&(String, String)> {
    let all = std::env::var("CRASHES").is_ok_and(|which| which == "all");
    let is_end = |(at, pass): &(usize, &(String, String))| {
        let other = |others: &[(String, String)]| others.iter().any(|(_, place)| *place == pass.1);
        let is_first = story != Story::First && !other(&passed[..*at]);
        all || is_first || !other(&passed[at + 1..])
    };
    passed.iter().enumerate().filter(is_end).map(|(_, pass)| pass).collect()
}

/// Functions that a story goes through.
pub fn wanted(story: Story) -> &'static [&'static str] {
    match story {
        Story::First => {
            &["me", "hello", "asking", "push", "apply_many", "try_group", "write", "log_tickets"]
        }
        _ => &[
            "me",
            "hello",
            "asking",
            "pulse",
            "changes",
            "push",
            "try_group",
            "apply_group",
            "write",
            "free_number",
            "log_tickets",
        ],
    }
}

fn set(stop: &str) -> String {
    format!("ALTER DATABASE run SET crash.stop = '{stop}'")
}

/// From the next connection on the hub stops at that point.
pub fn stop_at(run: &Run<'_>, nth: &str) {
    let _ = std::fs::remove_file(mark(run.scene()));
    run.ask([&set(nth)]);
}

/// No more.
pub fn go_on(run: &Run<'_>) {
    run.ask([&set("")]);
}

/// Waits until the hub has stopped.
pub fn stopped(scene: &Scene) {
    let limit = Instant::now() + Duration::from_secs(30);
    while !mark(scene).exists() {
        assert!(Instant::now() < limit, "it does not come to its point");
        sleep(Duration::from_millis(1));
    }
}

fn mark(scene: &Scene) -> PathBuf {
    scene.cluster.socket().join("data/stopped")
}
