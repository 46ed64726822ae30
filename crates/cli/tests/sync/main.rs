//! Desks and a hub, with the real binary and a real Postgres.
#![cfg(unix)]

mod breaks;
mod desks;
mod keyring;
mod refusals;
mod restored;
mod together;

use kit::postgres::{Cluster, Database};
use model::tables;
use serde_json::Value as Json;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::Arc,
};
use tempfile::TempDir;

const NOW: &str = "2026-03-10T15:30:00Z";

/// A hub in a database of its own, and a folder for desks.
struct Office {
    database: Database,
    folder: TempDir,
}

/// A desk's file.
struct Desk {
    path: PathBuf,
}

impl Office {
    /// The hub has the 13 tables, and nothing in them.
    fn new() -> Self {
        Self::within(&Cluster::shared())
    }

    fn within(cluster: &Arc<Cluster>) -> Self {
        let database = cluster.database();
        let office = Self { database, folder: tempfile::tempdir().expect("a folder") };
        grounded(&["hub", "install", &office.database.url()]);
        office
    }

    /// The address of a new device.
    fn device(&self, name: &str) -> String {
        self.device_of("acme-corp", name)
    }

    fn device_of(&self, slug: &str, name: &str) -> String {
        let url = self.database.url();
        let added = grounded(&["hub", "add-device", &url, "--org", slug, "--name", name]);
        added["url"].as_str().expect("an address").to_owned()
    }

    /// A file that is not there yet.
    fn desk(&self, name: &str) -> Desk {
        Desk { path: self.folder.path().join(name) }
    }

    /// A new file with the demo in it.
    fn demo(&self, name: &str, tickets: &str) -> Desk {
        let desk = self.desk(name);
        desk.good(&["demo", "--now", NOW, "--tickets", tickets]);
        desk
    }

    /// All rows of the 18 tables, by table, as the hub has them.
    fn rows(&self) -> BTreeMap<&'static str, Vec<Json>> {
        let all = tables::every().map(|table| {
            let columns: Vec<_> = table.columns.iter().map(column).collect();
            let query = format!(
                "SELECT coalesce(json_agg(row_to_json(r) ORDER BY r.id), '[]') FROM (SELECT {} FROM {}.{}) r",
                columns.join(", "),
                if tables::ALL.iter().any(|own| own.name == table.name) { "public" } else { "desk_sync" },
                table.name
            );
            let rows = self.database.json(&query);
            (table.name, rows.as_array().expect("rows").clone())
        });
        all.collect()
    }
}

impl Drop for Office {
    /// Roles would outlive the database.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            grounded(&["hub", "remove", &self.database.url()]);
        }
    }
}

/// A column as text that is the same in both databases.
fn column(column: &model::Column) -> String {
    let name = column.name;
    match column.ty {
        model::Type::Instant => {
            format!("(extract(epoch FROM \"{name}\") * 1000000)::bigint AS \"{name}\"")
        }
        model::Type::Decimal { .. } => format!("\"{name}\"::text AS \"{name}\""),
        _ => format!("\"{name}\""),
    }
}

impl Desk {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.env("GROUNDED_DATA", &self.path);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// Runs it, and reads what it printed.
    fn good(&self, arguments: &[&str]) -> Json {
        good(self.run(arguments), arguments)
    }

    fn connect(&self, url: &str) -> Json {
        self.good(&["sync", "connect", url])
    }

    fn once(&self) -> Json {
        self.good(&["sync", "once"])
    }

    /// All rows of the 18 tables, by table, as the hub would show them.
    fn rows(&self) -> BTreeMap<&'static str, Vec<Json>> {
        let desk = store::Desk::open(&self.path).expect("a desk");
        let own = desk.organizations().expect("organizations");
        let [(organization, _)] = own.as_slice() else { panic!("{own:?}") };
        let all = tables::every().map(|table| {
            let rows = desk.observe(*organization, |side| {
                let mut ids = side.ids(table)?;
                ids.sort_unstable();
                ids.into_iter()
                    .map(|id| Ok(side.row(table, id)?.expect("a row")))
                    .collect::<model::Result<Vec<_>>>()
            });
            let rows = rows.expect("rows").into_iter().map(|row| {
                let values = table.columns.iter().zip(&row);
                let values =
                    values.map(|(c, v)| (c.name.to_owned(), sync::engine::wire::value(c, v)));
                Json::Object(values.collect())
            });
            (table.name, rows.collect())
        });
        all.collect()
    }
}

/// Runs the binary without a desk.
fn grounded(arguments: &[&str]) -> Json {
    good(command(arguments).output().expect("it runs"), arguments)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grounded"));
    command.args(arguments).stdin(Stdio::null()).env_remove("GROUNDED_SYNC_PASSWORD");
    // The keyring of whoever runs the tests is theirs.
    command.env("GROUNDED_KEYRING", "off");
    command
}

fn good(output: Output, arguments: &[&str]) -> Json {
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Both hold the same, table by table.
fn same(a: &BTreeMap<&'static str, Vec<Json>>, b: &BTreeMap<&'static str, Vec<Json>>) {
    for (table, rows) in a {
        let others = &b[table];
        assert_eq!(rows.len(), others.len(), "{table}");
        for (row, other) in rows.iter().zip(others) {
            assert_eq!(row, other, "{table}");
        }
    }
}

/// The rows but for when they were touched last.
fn untouched(rows: BTreeMap<&'static str, Vec<Json>>) -> BTreeMap<&'static str, Vec<Json>> {
    let mut rows = rows;
    for row in rows.values_mut().flatten().filter_map(Json::as_object_mut) {
        row.remove("updated_at");
    }
    rows
}
