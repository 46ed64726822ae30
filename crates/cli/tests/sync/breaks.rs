//! Connecting that is broken off, by Ctrl-C and without a word, and gone on with.

use crate::{Desk, Office, grounded, same, untouched};
use serde_json::Value as Json;
use std::{
    io::Read as _,
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// Connects again and again, each time for a little longer, until it comes to its end. How often it did not.
fn connect(desk: &Desk, url: &str, signal: &str) -> u64 {
    for times in 0..200 {
        let mut connect = heeding(desk.command(&["sync", "connect", url]));
        let mut child =
            connect.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        sleep(Duration::from_millis(100 + 150 * times));
        // It may have come to its end by now.
        let mut kill = Command::new("kill");
        let _ = kill.args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
        let ended = child.wait().expect("it ends");
        let mut said = String::new();
        child.stdout.take().expect("an output").read_to_string(&mut said).expect("text");
        // Or have said that it has, and be killed on its way out: then it is done.
        if ended.success() || (ended.code().is_none() && !said.is_empty()) {
            let told: Json = serde_json::from_str(&said).expect("JSON and nothing else");
            assert_eq!((&told["refused"], &told["unfit"]), (&0.into(), &0.into()), "{told}");
            return times;
        }
        assert_eq!(said, "", "nothing is printed of what is not done");
    }
    panic!("it never ended");
}

/// The same as run at a terminal: where the tests run in a shell's background, Ctrl-C is ignored by all that they start.
fn heeding(command: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return command;
    }
    let mut env = Command::new("env");
    env.arg("--default-signal=INT").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => env.env(name, value),
            None => env.env_remove(name),
        };
    }
    env.stdin(Stdio::null());
    env
}

fn goes_on(signal: &str) {
    let office = Office::new();
    let first = office.demo("first.db", "60");
    let broken = connect(&first, &office.device("first"), signal);
    assert!(broken > 1, "{broken}");
    same(&first.rows(), &office.rows());
    // No row was told twice.
    let twice = "SELECT count(*) FROM (SELECT FROM desk_sync.log WHERE op = 'I' GROUP BY tbl, pk HAVING count(*) > 1) t";
    assert_eq!(office.database.run(twice).trim(), "0");

    let second = office.desk("second.db");
    let broken = connect(&second, &office.device("second"), signal);
    assert!(broken > 0, "{broken}");
    same(&second.rows(), &office.rows());
    for desk in [&first, &second] {
        assert_eq!(desk.good(&["verify"])["sound"], true);
        assert_eq!(desk.once()["conflicts"], 0);
    }
}

#[test]
fn what_was_broken_off_by_ctrl_c_goes_on() {
    goes_on("-INT");
}

#[test]
fn what_was_killed_goes_on() {
    goes_on("-KILL");
}

#[test]
fn a_hub_that_was_parted_from_in_the_midst_is_told_the_rest() {
    let office = Office::new();
    let desk = office.demo("desk.db", "60");
    let url = office.device("one");
    let mut connect = desk.command(&["sync", "connect", &url]);
    let mut child = connect.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    while office.database.run("SELECT count(*) FROM desk_sync.log").trim() == "0" {
        sleep(Duration::from_millis(5));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    let before = desk.rows();
    desk.good(&["sync", "disconnect"]);
    grounded(&["hub", "revoke", &office.database.url(), "--name", "one"]);
    desk.connect(&office.device("two"));
    // The hub touches a row whose sum it is told.
    same(&untouched(before), &untouched(desk.rows()));
    same(&desk.rows(), &office.rows());
}
