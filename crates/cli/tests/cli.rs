//! The real binary, from outside: what it prints where, and how it ends.

use serde_json::{Value as Json, json};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const NOW: &str = "2026-03-10T15:30:00Z";
const SAMPLE: &str = include_str!("../../../tests/contract/sample.json");

/// A folder with a desk in it.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn demo(options: &[&str]) -> Self {
        let bench = Self::empty();
        bench.good(&[&["demo", "--now", NOW], options].concat());
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grounded"));
        command.env("GROUNDED_DATA", self.path("desk.db")).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("it runs")
    }

    /// Runs it, and reads what it printed.
    fn good(&self, arguments: &[&str]) -> Json {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON on standard output")
    }

    /// Runs it, and reads how it was refused.
    fn bad(&self, arguments: &[&str]) -> Json {
        refused(&self.run(arguments), arguments)
    }

    fn call(&self, name: &str, input: &Json) -> Json {
        self.good(&["call", name, "--input", &input.to_string()])
    }

    fn export(&self, table: &str) -> Vec<Json> {
        self.good(&["export", table]).as_array().expect("an array").clone()
    }

    fn sqlite(&self, sql: &str) -> Option<String> {
        let output = Command::new("sqlite3").arg(self.path("desk.db")).arg(sql).output().ok()?;
        assert!(output.status.success(), "{}", text(&output.stderr));
        Some(text(&output.stdout).trim().to_owned())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn refused(output: &Output, arguments: &[&str]) -> Json {
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "{arguments:?} printed a result");
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    serde_json::from_str(&said).expect("one JSON object on standard error")
}

#[test]
fn the_demo_is_the_sample_exactly() {
    let bench = Bench::demo(&[]);
    let sample: Json = serde_json::from_str(SAMPLE).expect("JSON");
    // Under what name the sample's rows are found again, and which names they point to.
    let users = bench.export("users");
    let name =
        |id: &Json| users.iter().find(|u| u["id"] == *id).map_or(Json::Null, |u| u["name"].clone());
    let representatives = bench.export("representatives");
    let colleague = |id: &Json| {
        representatives.iter().find(|r| r["id"] == *id).map_or(Json::Null, |r| name(&r["userId"]))
    };
    for (key, table) in [
        ("users", "users"),
        ("representatives", "representatives"),
        ("customerProfiles", "customer_profiles"),
        ("tickets", "tickets"),
        ("escalations", "escalations"),
        ("refunds", "refunds"),
        ("budgets", "budgets"),
        ("agents", "agent_configurations"),
        ("decisionRules", "decision_rules"),
        ("performanceMetrics", "performance_metrics"),
        ("teamPerformance", "team_performance"),
    ] {
        let wanted = sample[key].as_array().expect("rows");
        let mut rows = bench.export(table);
        assert_eq!(rows.len(), wanted.len(), "{table}");
        for want in wanted {
            let want = want.as_object().expect("a row");
            let matches = |row: &Json| {
                want.iter().all(|(field, value)| match field.as_str() {
                    "user" => name(&row["userId"]) == *value,
                    "customer" => name(&row["customerId"]) == *value,
                    "assignee" => colleague(&row["assignedTo"]) == *value,
                    "approver" => colleague(&row["approvedBy"]) == *value,
                    "representative" => colleague(&row["representativeId"]) == *value,
                    "period_is" | "usageRecords" => true,
                    field => row[field] == *value,
                })
            };
            let found = rows.iter().position(matches);
            rows.remove(found.unwrap_or_else(|| panic!("{table} has no {want:?}: {rows:#?}")));
        }
    }
    let organization = &bench.export("organizations")[0];
    for (field, value) in sample["organization"].as_object().expect("a row") {
        assert_eq!(organization[field], *value, "{field}");
    }
    assert!(bench.export("budget_usage_records").is_empty());
    let profile = &bench.export("customer_profiles")[0];
    assert_eq!(profile["context"], sample["profileContext"]);
    assert_eq!(profile["lastBillingDate"], "2026-03-01T00:00:00.000000Z");
    assert_eq!(profile["nextBillingDate"], "2026-04-01T00:00:00.000000Z");
    assert_eq!(bench.export("budgets")[0]["periodStart"], "2026-03-01T00:00:00.000000Z");
    assert_eq!(
        bench.export("performance_metrics")[0]["periodStart"],
        "2026-03-09T00:00:00.000000Z"
    );
    assert_eq!(bench.export("team_performance")[0]["periodEnd"], "2026-03-09T00:00:00.000000Z");
}

#[test]
fn a_demo_is_the_same_for_the_same_seed() {
    let options = ["--tickets", "300", "--seed", "7"];
    let (one, two) = (Bench::demo(&options), Bench::demo(&options));
    for table in model::tables::ALL {
        assert_eq!(one.export(table.name), two.export(table.name), "{}", table.name);
    }
    let other = Bench::demo(&["--tickets", "300", "--seed", "8"]);
    assert_ne!(one.export("tickets"), other.export("tickets"));
}

#[test]
fn a_demo_has_people_history_and_sound_budgets() {
    let bench = Bench::demo(&["--tickets", "1000"]);
    let verdict = bench.good(&["verify"]);
    assert_eq!((&verdict["sound"], &verdict["faults"]), (&json!(true), &json!([])));
    let made = bench.good(&["reindex"]);
    let found = bench.good(&["call", "search", "--input", "{\"query\": \"\"}"]);
    assert!(made["documents"].as_u64() > Some(1_003), "{made}");
    assert_eq!(found["total"], 1_000, "counted no further");
    let tickets = bench.export("tickets");
    assert_eq!(tickets.len(), 1_003);
    let open = tickets
        .iter()
        .filter(|t| !["RESOLVED", "CLOSED"].contains(&t["status"].as_str().expect("a label")));
    // A day's work.
    assert!((10..=60).contains(&open.count()));
    // In time order, and never later than now.
    let now = json!("2026-03-10T15:30:00.000000Z");
    assert!(tickets.iter().all(|t| t["createdAt"].as_str() <= t["updatedAt"].as_str()
        && t["updatedAt"].as_str() <= now.as_str()));
    let cents = |value: &Json| {
        value.as_str().expect("a decimal").replace('.', "").parse::<i64>().expect("digits")
    };
    let records = bench.export("budget_usage_records");
    assert!(!records.is_empty());
    for budget in bench.export("budgets") {
        assert_eq!(cents(&budget["remaining"]), cents(&budget["limit"]) - cents(&budget["spent"]));
        let own = records.iter().filter(|r| r["budgetId"] == budget["id"]);
        let spent: i64 = own.map(|r| cents(&r["amount"])).sum();
        assert!(spent == cents(&budget["spent"]) || budget["spent"] == "4200.00");
    }
    for representative in bench.export("representatives") {
        assert!(representative["activeChats"].as_i64() <= representative["maxChats"].as_i64());
    }
    let closed = tickets.iter().find(|t| t["status"] == "CLOSED").expect("one that is closed");
    let history = bench.good(&["history", "tickets", closed["id"].as_str().expect("an id")]);
    let entries = history["items"].as_array().expect("entries");
    assert!(entries.len() >= 3);
    assert_eq!(entries.last().expect("the first")["kind"], "insert");
    assert_eq!(entries.last().expect("the first")["at"], closed["createdAt"]);
}

#[test]
fn a_demo_never_lands_on_an_organization() {
    let bench = Bench::demo(&[]);
    let before = bench.export("tickets");
    assert_eq!(bench.bad(&["demo"])["code"], "CONFLICT");
    assert_eq!(bench.export("tickets"), before);
    let notes = bench.path("notes.txt");
    fs::write(&notes, "not a desk").expect("written");
    let path = notes.to_str().expect("a path");
    assert_eq!(bench.bad(&["--data", path, "demo"])["code"], "VALIDATION");
    assert_eq!(fs::read(&notes).expect("read"), b"not a desk");
}

#[test]
fn operations_are_listed_with_their_schemas() {
    let list = Bench::empty().good(&["operations"]);
    let list = list.as_array().expect("an array");
    assert_eq!(list.len(), domain::operations().len());
    for operation in list {
        assert!(operation["name"].is_string() && operation["input"]["type"] == "object");
    }
}

#[test]
fn calls_work_from_nothing() {
    let bench = Bench::empty();
    assert_eq!(bench.bad(&["call", "list_tickets"])["code"], "NOT_FOUND");
    assert_eq!(bench.bad(&["call", "create_organization"])["code"], "VALIDATION");
    assert_eq!(fs::read_dir(bench.folder.path()).expect("a folder").count(), 0, "nothing is left");
    let acme =
        json!({"name": "Acme", "slug": "acme", "admin": {"name": "Ada", "email": "ada@acme.test"}});
    assert_eq!(bench.call("create_organization", &acme)["slug"], "acme");
    let session = bench.call("session", &json!({}));
    assert_eq!((&session["user"]["name"], &session["role"]), (&json!("Ada"), &json!("ADMIN")));
    let made =
        bench.call("create_user", &json!({"name": "Bo", "email": "bo@x.test", "role": "CUSTOMER"}));
    assert_eq!(bench.call("get_user", &json!({"id": made["id"]})), made);
    // With a second organization, one must say which.
    let other = json!({"name": "Other", "slug": "other", "admin": {"name": "Eve", "email": "eve@other.test"}});
    bench.call("create_organization", &other);
    assert_eq!(bench.bad(&["call", "list_users"])["code"], "NOT_FOUND");
    assert_eq!(bench.bad(&["call", "list_users", "--as", "ada@acme.test"])["code"], "NOT_FOUND");
    let users = bench.good(&["call", "list_users", "--org", "other"]);
    assert_eq!(users["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn one_works_as_whom_one_says() {
    let bench = Bench::demo(&[]);
    let session =
        bench.good(&["call", "session", "--as", "Alex.Rivera@acme.com", "--org", "acme-corp"]);
    assert_eq!(session["role"], "SENIOR_SUPPORT");
    assert_eq!(bench.bad(&["call", "session", "--as", "nobody@acme.com"])["code"], "NOT_FOUND");
    assert_eq!(bench.bad(&["call", "session", "--org", "nobody"])["code"], "NOT_FOUND");
    assert_eq!(
        bench.bad(&["call", "list_tickets", "--as", "john.doe@example.com"])["code"],
        "FORBIDDEN"
    );
    let refused = bench.bad(&[
        "call",
        "delete_user",
        "--as",
        "sarah.chen@acme.com",
        "--input",
        r#"{"id": "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"}"#,
    ]);
    assert_eq!(refused["code"], "FORBIDDEN");
}

#[test]
fn odd_input_is_refused_by_name() {
    let bench = Bench::demo(&[]);
    for input in ["", "{", "nonsense", "{\"limit\": }", "[1,]", "-"] {
        assert_eq!(
            bench.bad(&["call", "list_tickets", "--input", input])["code"],
            "VALIDATION",
            "{input}"
        );
    }
    for input in
        ["[]", "null", "3", "\"x\"", "{\"nope\": 1}", "{\"limit\": 0}", "{\"limit\": \"5\"}"]
    {
        assert_eq!(
            bench.bad(&["call", "list_tickets", "--input", input])["code"],
            "VALIDATION",
            "{input}"
        );
    }
    assert_eq!(bench.bad(&["call", "get_ticket"])["field"], "id");
    assert_eq!(bench.bad(&["call", "list_ticket"])["code"], "VALIDATION");
    assert_eq!(bench.bad(&["history", "tickets", "x"])["code"], "VALIDATION");
    let id = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    assert_eq!(bench.bad(&["history", "tickets", id])["code"], "NOT_FOUND");
}

#[test]
fn input_comes_from_standard_input_too() {
    let bench = Bench::demo(&[]);
    let mut child = bench
        .command(&["call", "list_tickets", "--input", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"{\"limit\": 1}\n").expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let page: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn wrong_usage_is_two_and_help_is_none() {
    let bench = Bench::demo(&[]);
    for arguments in [
        &["nope"][..],
        &[],
        &["call"],
        &["call", "health", "--nope"],
        &["demo", "--tickets", "-1"],
        &["demo", "--seed", "x"],
        &["export", "nothing"],
        &["export", "tickets", "--format", "xml"],
        &["history", "tickets"],
        &["backup"],
    ] {
        let output = bench.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    for arguments in [&["--help"][..], &["call", "--help"], &["--version"]] {
        assert!(bench.run(arguments).status.success());
    }
}

#[test]
fn a_backup_comes_back() {
    let bench = Bench::demo(&[]);
    let copy = bench.path("copy.db");
    let path = copy.to_str().expect("a path");
    let made = bench.good(&["backup", path]);
    assert_eq!(made["bytes"].as_u64(), fs::metadata(&copy).ok().map(|m| m.len()));
    assert_eq!(bench.bad(&["backup", path])["code"], "CONFLICT");
    let before = bench.export("tickets");
    bench.call("delete_ticket", &json!({"id": before[0]["id"]}));
    assert_eq!(bench.export("tickets").len(), 2);
    let restored = bench.good(&["restore", path]);
    assert!(restored["kept"].as_str().is_some_and(|kept| Path::new(kept).exists()));
    assert_eq!(bench.export("tickets"), before);
    let text = bench.path("text");
    fs::write(&text, "no desk").expect("written");
    assert_eq!(bench.bad(&["restore", text.to_str().expect("a path")])["code"], "VALIDATION");
    assert_eq!(bench.bad(&["restore", "not-there.db"])["code"], "NOT_FOUND");
    assert_eq!(bench.export("tickets"), before);
}

#[test]
fn csv_has_the_same_rows_as_json() {
    let bench = Bench::demo(&["--tickets", "50"]);
    for table in model::tables::ALL {
        let rows = bench.export(table.name);
        let output = bench.run(&["export", table.name, "--format", "csv"]);
        let mut csv = csv::Reader::from_reader(output.stdout.as_slice());
        let header: Vec<_> = csv.headers().expect("a header").iter().map(str::to_owned).collect();
        let names: Vec<_> = table.columns.iter().map(model::Column::json_name).collect();
        assert_eq!(header, names);
        let lines: Vec<_> = csv.records().map(|r| r.expect("a record")).collect();
        assert_eq!(lines.len(), rows.len(), "{}", table.name);
        for (line, row) in lines.iter().zip(&rows) {
            assert_eq!(row.as_object().map(|r| r.len()), Some(names.len()));
            for (cell, name) in line.iter().zip(&names) {
                let value = match &row[name] {
                    Json::Null => String::new(),
                    Json::String(text) => text.clone(),
                    json => json.to_string(),
                };
                assert_eq!(cell, value, "{} {name}", table.name);
            }
        }
    }
}

/// The cells of each record of CSV; `None` for what is no value.
fn records(text: &str) -> Vec<Vec<Option<String>>> {
    let mut records = vec![];
    let mut record: Vec<Option<String>> = vec![None];
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let cell = record.last_mut().expect("a cell");
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => {
                cell.get_or_insert_default().push('"');
            }
            '"' => {
                quoted = !quoted;
                cell.get_or_insert_default();
            }
            ',' if !quoted => record.push(None),
            '\n' if !quoted => records.push(std::mem::replace(&mut record, vec![None])),
            c => cell.get_or_insert_default().push(c),
        }
    }
    assert!(!quoted && record == [None], "the last record has its end");
    records
}

#[test]
fn csv_tells_no_value_from_an_empty_text() {
    let bench = Bench::demo(&[]);
    let id = bench.export("tickets")[0]["id"].clone();
    for notes in [json!(""), json!("a, \"b\"\nc"), json!(" "), Json::Null] {
        let input = json!({"id": id, "internalNotes": notes}).to_string();
        bench.good(&["call", "update_ticket", "--input", &input]);
        let csv = records(&text(&bench.run(&["export", "tickets", "--format", "csv"]).stdout));
        let rows = bench.export("tickets");
        assert_eq!(csv.len(), rows.len() + 1);
        for (record, row) in csv[1..].iter().zip(&rows) {
            assert_eq!(record.len(), csv[0].len());
            for (name, cell) in csv[0].iter().zip(record) {
                let name = name.as_deref().expect("a name");
                let value = match &row[name] {
                    Json::Null => None,
                    Json::String(text) => Some(text.clone()),
                    json => Some(json.to_string()),
                };
                assert_eq!(*cell, value, "{name}");
            }
        }
        assert_eq!(rows[0]["internalNotes"], notes);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let bench = Bench::demo(&["--tickets", "300"]);
    let mut child = bench
        .command(&["export", "tickets"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn what_is_written_past_the_desk_is_logged_and_checked() {
    let bench = Bench::demo(&[]);
    let id = bench.export("tickets")[0]["id"].as_str().expect("an id").to_owned();
    let blob = format!("x'{}'", id.replace('-', ""));
    let update = format!("UPDATE tickets SET priority = 'LOW' WHERE id = {blob}");
    // Where there is no sqlite3 shell there is nothing to try.
    if bench.sqlite(&update).is_none() {
        return;
    }
    assert_eq!(bench.sqlite("PRAGMA integrity_check").as_deref(), Some("ok"));
    let newest = bench.good(&["history", "tickets", &id])["items"][0].clone();
    assert_eq!((&newest["actor"], &newest["operation"]), (&Json::Null, &Json::Null));
    let changed = newest["changes"].as_array().expect("changes");
    assert!(changed.iter().any(|c| c["field"] == "priority" && c["to"] == "LOW"));
    assert_eq!(bench.good(&["verify"])["sound"], true);
    // What breaks a rule that always holds is found.
    bench.sqlite("UPDATE budgets SET remaining = 1").expect("the shell was there");
    let output = bench.run(&["verify"]);
    assert_eq!(output.status.code(), Some(1));
    let verdict: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(verdict["sound"], false);
    assert_eq!(verdict["faults"].as_array().map(Vec::len), Some(1));
    let error: Json = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!(error["code"], "INTERNAL");
}

#[test]
fn a_hub_that_is_none_is_refused_in_one_sentence() {
    let bench = Bench::empty();
    let add = [
        "hub",
        "add-device",
        "postgres://ada:seCret@127.0.0.1:1/desk",
        "--org",
        "acme",
        "--name",
        "laptop",
    ];
    for (arguments, code) in [
        (&["hub", "status", "postgres://127.0.0.1"][..], "VALIDATION"),
        (&["hub", "install", "postgres://ada@db.example.com/desk?sslmode=disable"], "VALIDATION"),
        (&["hub", "remove", "postgres://ada:seCret@127.0.0.1:1/desk"], "OFFLINE"),
        (&add, "OFFLINE"),
    ] {
        let said = bench.bad(arguments);
        assert_eq!(said["code"], code, "{said}");
        assert!(!said.to_string().contains("seCret"), "{said}");
    }
    // No desk was made on the way.
    assert!(!bench.path("desk.db").exists());
}
