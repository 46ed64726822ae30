//! The desk in a process of its own, which stops where it is to be killed.

use crate::{scene::Run, story::Story};
use kit::desk::Side;
use std::{
    cell::Cell,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};
use store::Moment;

const PART: &str = "CRASHES_PART";
const MARK: &str = "@@";

/// A desk that tells a story. Dropped, it is killed.
pub struct Desk {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Desk {
    /// Starts the one of a run. It stops at those of its points, counted from 1; with 0 at each.
    pub fn start(run: &Run<'_>, stops: &[usize]) -> Self {
        let (story, path, url) = (run.story(), run.path(), run.url());
        let stops: Vec<_> = stops.iter().map(ToString::to_string).collect();
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["process::play", "--exact", "--nocapture"])
            .env(
                PART,
                format!(
                    "{story:?}
{}
{url}
{}
{}",
                    path.display(),
                    Side::Ours.organization(),
                    stops.join(" ")
                ),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("a process");
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, stdin, stdout }
    }

    /// Waits until it stops at its next point, and says at which; nothing when it has ended.
    pub fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.stdout.read_line(&mut line).expect("its output") > 0 {
            if let Some(said) = line.strip_prefix(MARK).and_then(|l| l.strip_suffix('\n')) {
                return Some(said.to_owned());
            }
            line.clear();
        }
        None
    }

    /// Lets it go on.
    pub fn go(&mut self) {
        let stdin = self.stdin.as_mut().expect("its input");
        stdin.write_all(b"\n").and_then(|()| stdin.flush()).expect("told");
    }

    /// Waits for its end, which is a good one.
    pub fn end(mut self) {
        assert_eq!(self.next(), None);
        let status = self.child.wait().expect("its end");
        assert!(status.success(), "{status}");
    }

    /// Kills it; nothing of it is left when this returns.
    pub fn kill(self) {}
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

thread_local! {
    /// Whether this is the thread that exchanges, and has begun to.
    static COUNTS: Cell<bool> = const { Cell::new(false) };
}
static PASSED: AtomicUsize = AtomicUsize::new(0);
static STOPS: std::sync::OnceLock<Vec<usize>> = std::sync::OnceLock::new();

/// Counts a point, says what it is, and stays there where it is one to stop at.
fn hear(moment: Moment<'_>) {
    if !COUNTS.get() {
        return;
    }
    let (Moment::Begins(sql) | Moment::Ended(sql)) = moment;
    if sql.starts_with("ANALYZE") {
        // Which tables SQLite looks at, and in which order, differs from run to run.
        return;
    }
    let point = match moment {
        Moment::Begins(sql) if sql.starts_with("-- ") => format!("trigger\t{}", line(sql)),
        Moment::Begins(sql) => format!("{}\t{}", kind(sql), line(sql)),
        // What only reads leaves the file as it is before the next one.
        Moment::Ended(sql) if kind(sql) == "read" => return,
        Moment::Ended(sql) => format!("{} done\t{}", kind(sql), line(sql)),
    };
    let n = PASSED.fetch_add(1, SeqCst) + 1;
    if STOPS.get().is_some_and(|stops| *stops == [0] || stops.contains(&n)) {
        say(&point);
        let _ = std::io::stdin().read(&mut [0]);
    }
}

fn kind(sql: &str) -> &'static str {
    let word = sql.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    match word.as_str() {
        "SELECT" | "PRAGMA" | "WITH" => "read",
        "BEGIN" => "begin",
        "COMMIT" | "END" => "commit",
        "ROLLBACK" => "rollback",
        "SAVEPOINT" | "RELEASE" => "savepoint",
        _ => "write",
    }
}

fn line(sql: &str) -> String {
    let words: Vec<_> = sql.split_whitespace().collect();
    words.join(" ").chars().take(100).collect()
}

fn say(what: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    // On a line of its own, whatever the test runner was about to say.
    let _ = write!(out, "\n{MARK}{what}\n");
    let _ = out.flush();
}

/// Not a test: what the other process does. Without a part to play, nothing.
#[test]
fn play() {
    let Ok(part) = std::env::var(PART) else { return };
    let parts: Vec<_> = part.split('\n').collect();
    let [story, path, url, organization, stops] = parts.as_slice() else {
        panic!("no such part: {part}")
    };
    let stops = stops.split_whitespace().map(|n| n.parse().expect("a number")).collect();
    STOPS.set(stops).expect("once");
    assert!(store::trace(hear), "the first hearer");
    let story = Story::find(story).expect("a story");
    let organization = organization.parse().expect("an id");
    COUNTS.set(true);
    story.tell(Path::new(path), organization, url).expect("done");
    COUNTS.set(false);
}
