//! Other processes: this test program again, playing a part.

use crate::{crash, sample};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};
use store::Desk;

const PART: &str = "FAULTS_PART";
const MARK: &str = "@@";
const READY: &str = "ready";

/// Another process. It ends when its standard input does; dropped, it is killed.
pub struct Other {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Other {
    /// Starts one that plays `part` with `args`.
    pub fn start(part: &str, args: &[&str]) -> Self {
        Self::within(Command::new(program()), part, args)
    }

    /// Starts one by way of another program, that is to end in running this one.
    pub fn within(mut command: Command, part: &str, args: &[&str]) -> Self {
        let mut child = command
            .args(["processes::play", "--exact", "--nocapture"])
            .env(PART, [&[part], args].concat().join("\n"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, stdin, stdout }
    }

    /// The next thing it says; nothing when it has ended.
    pub fn says(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.stdout.read_line(&mut line).expect("its output") > 0 {
            // A line without an end was cut off by a kill: it was not said.
            if let Some(said) = line.strip_prefix(MARK).and_then(|l| l.strip_suffix('\n')) {
                return Some(said.to_owned());
            }
            line.clear();
        }
        None
    }

    /// Tells it to go on.
    pub fn go(&mut self) {
        let stdin = self.stdin.as_mut().expect("its input");
        stdin.write_all(b"\n").and_then(|()| stdin.flush()).expect("told");
    }

    /// Lets it end, and all that it has said until then.
    pub fn end(mut self) -> Vec<String> {
        drop(self.stdin.take());
        let said: Vec<_> = std::iter::from_fn(|| self.says()).collect();
        let status = self.child.wait().expect("its end");
        assert!(status.success(), "{status}: {said:?}");
        said
    }

    /// Kills it, and all that it had said until then.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("killed");
        std::iter::from_fn(|| self.says()).collect()
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What processes of the same part say until each has ended. They go on together whenever all are [`ready`].
pub fn race(processes: usize, part: &str, args: &[&str]) -> Vec<String> {
    let mut racing: Vec<_> = (0..processes).map(|_| Other::start(part, args)).collect();
    let mut said = Vec::new();
    loop {
        let mut waiting = 0;
        for process in &mut racing {
            while let Some(what) = process.says() {
                if what == READY {
                    waiting += 1;
                    break;
                }
                said.push(what);
            }
        }
        if waiting == 0 {
            break;
        }
        assert_eq!(waiting, processes, "some ended before the others: {said:?}");
        racing.iter_mut().for_each(Other::go);
    }
    for process in racing {
        process.end();
    }
    said
}

/// This program.
pub fn program() -> std::path::PathBuf {
    std::env::current_exe().expect("this program")
}

/// Says something to the process that started this one.
pub fn say(what: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    // On a line of its own, whatever the test runner was about to say.
    let _ = write!(out, "\n{MARK}{what}\n");
    let _ = out.flush();
}

/// Waits for the others of a [`race`].
pub fn ready() {
    say(READY);
    let _ = std::io::stdin().read(&mut [0]);
}

fn wait() {
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

/// Not a test: what the other processes do. Without a part to play, nothing.
#[test]
fn play() {
    let Ok(all) = std::env::var(PART) else { return };
    let all: Vec<_> = all.split('\n').collect();
    let (part, args) = (all[0], &all[1..]);
    let path = Path::new(args[0]);
    match part {
        "open" => {
            say("start");
            match Desk::open(path) {
                Ok(desk) => {
                    let backup = desk.migration_backup().map(|p| p.display().to_string());
                    say(format!("opened {}", backup.unwrap_or_default()));
                    wait();
                }
                Err(e) => say(serde_json::to_string(&e).expect("JSON")),
            }
        }
        "create" => match Desk::create(path) {
            Ok(_) => say("created"),
            Err(e) => say(serde_json::to_string(&e).expect("JSON")),
        },
        "write" => {
            let desk = Desk::open(path).expect("a desk");
            let mut caller = sample::sign_in(&desk);
            say("ready");
            for n in 0..args[2].parse().expect("a number") {
                let ticket = sample::ticket(&desk, &format!("{} {n}", args[1]));
                sample::done(&desk, &mut caller, "create_ticket", ticket);
            }
            say("done");
            wait();
        }
        "hold" => {
            let db = sample::look(path);
            db.execute_batch("BEGIN IMMEDIATE").expect("the write lock");
            say("holding");
            wait();
        }
        "lock" => {
            let lock = std::fs::File::create(path).expect("a file");
            lock.lock().expect("the lock");
            say("holding");
            wait();
        }
        "backup" => {
            let desk = Desk::open(path).expect("a desk");
            say("start");
            desk.backup(Path::new(args[1]), &mut |_| {}).expect("a backup");
            say("done");
        }
        // Stays in the middle of it.
        "slow backup" => {
            let desk = Desk::open(path).expect("a desk");
            let mut steps = 0;
            let copied = desk.backup(Path::new(args[1]), &mut |_| {
                steps += 1;
                if steps == 1 {
                    say("start");
                    wait();
                }
            });
            copied.expect("a backup");
        }
        "restore" => {
            say("start");
            store::restore(Path::new(args[1]), path).expect("restored");
            say("done");
        }
        "approve" => crate::money::approve(path),
        "undo" => crate::undo::undo(path),
        "work" => crash::work(path, args[1]),
        #[cfg(unix)]
        "full" => crate::disk::full(path, args[1]),
        _ => panic!("no such part: {part}"),
    }
}
