//! A desk that is changed through every door, and remembers every moment: what the log is held to.

use crate::snapshot::{Rows, Snapshot, Watcher};
use kit::{
    desk::{Fixture, Side, Who},
    rows::{self, Row, stored},
};
use model::{Table, Type, Value, tables};
use proptest::prelude::*;
use rusqlite::{params_from_iter, types::Value as Stored};
use std::{
    collections::BTreeSet,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};
use uuid::Uuid;

/// Past which door a change comes in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Door {
    /// The desk's own transaction.
    Org,
    /// Another program's connection.
    Sql,
    /// The sqlite3 shell of the system.
    Shell,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Insert,
    Update,
    Delete,
    Replace,
}

/// One change: which row, and what of `new` it takes.
#[derive(Debug, Clone)]
pub struct Step {
    door: Door,
    kind: Kind,
    new: Row,
    /// Which of the table's rows.
    pick: usize,
    /// One bit for each column that an update changes.
    columns: u32,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let doors = prop_oneof![4 => Just(Door::Org), 4 => Just(Door::Sql), 1 => Just(Door::Shell)];
    let kinds = prop_oneof![
        3 => Just(Kind::Insert),
        8 => Just(Kind::Update),
        3 => Just(Kind::Delete),
        1 => Just(Kind::Replace),
    ];
    let row = proptest::sample::select(tables::ALL.to_vec()).prop_flat_map(rows::row);
    let step = (doors, kinds, row, any::<u16>(), any::<u32>()).prop_map(
        |(door, kind, new, pick, columns)| Step { door, kind, new, pick: pick.into(), columns },
    );
    proptest::collection::vec(step, 1..40)
}

pub fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::Int(n) => n.to_string(),
        // As bytes, so that no character means anything to the shell.
        Value::Text(text) => format!("CAST(X'{}' AS TEXT)", hex(text.as_bytes())),
        Value::Id(id) => format!("X'{}'", hex(id.as_bytes())),
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A desk whose every moment is remembered.
pub struct History {
    pub fixture: Fixture,
    pub watcher: Watcher,
    pub moments: Vec<(i64, Snapshot)>,
    /// What was written, as `table.column`.
    pub touched: BTreeSet<String>,
}

impl History {
    pub fn new() -> Self {
        let fixture = Fixture::new();
        let watcher = Watcher::new(&fixture);
        let mut history = Self { fixture, watcher, moments: Vec::new(), touched: BTreeSet::new() };
        history.remember();
        history
    }

    pub fn remember(&mut self) {
        let seq = "SELECT ifnull(max(seq), 0) FROM desk_log";
        let seq = self.watcher.0.query_row(seq, [], |row| row.get(0)).expect("a place");
        self.moments.push((seq, self.watcher.snapshot()));
    }

    pub fn now(&self) -> &Snapshot {
        self.moments.last().map(|(_, snapshot)| snapshot).expect("a moment")
    }

    /// The rows of ours (or of both, past the desk), by id.
    pub fn rows(&self, table: &Table, door: Door) -> Vec<(Uuid, Vec<Stored>)> {
        let own = Stored::Blob(Side::Ours.organization().as_bytes().to_vec());
        let budgets = &self.now().0["budgets"];
        let ours = |row: &Vec<Stored>| match table.name {
            "organizations" => row[0] == own,
            "budget_usage_records" => {
                matches!(&row[1], Stored::Blob(id) if budgets.get(id).is_some_and(|b| b[1] == own))
            }
            _ => row[1] == own,
        };
        self.now().0[table.name]
            .values()
            .filter(|row| door != Door::Org || ours(row))
            .filter_map(|row| match &row[0] {
                Stored::Blob(id) => Some((Uuid::from_slice(id).ok()?, row.clone())),
                _ => None,
            })
            .collect()
    }

    /// A row of `table` in ours that `column` of `new` can refer to.
    pub fn parent(&self, from: &Table, column: &str, to: &str, pick: usize) -> Option<Uuid> {
        let to = tables::find(to)?;
        let mut parents = self.rows(to, Door::Org);
        if from.uniques.iter().any(|unique| unique.columns.contains(&column)) {
            let place = from.position(column)?;
            let taken: Vec<_> = self.now().0[from.name].values().map(|row| &row[place]).collect();
            parents.retain(|(_, row)| !taken.contains(&&row[0]));
        }
        let pick = pick % parents.len().max(1);
        parents.get(pick).map(|(id, _)| *id)
    }

    /// `new` with references to rows of ours; `None` where there is none to refer to.
    pub fn connected(&self, new: &Row, pick: usize) -> Option<Vec<Value>> {
        let mut values = new.values.clone();
        for (place, column) in new.table.columns.iter().enumerate() {
            let Some(to) = column.references.filter(|_| !values[place].is_null()) else { continue };
            values[place] = match self.parent(new.table, column.name, to, pick) {
                Some(id) => Value::Id(id),
                None if column.nullable => Value::Null,
                None => return None,
            };
        }
        Some(values)
    }

    pub fn run(&mut self, step: &Step) {
        let table = step.new.table;
        let rows = self.rows(table, step.door);
        let Some((id, _)) = rows.get(step.pick % rows.len().max(1)) else { return };
        let admin = Side::Ours.row("users", Who::Admin.number());
        match step.kind {
            Kind::Insert if table.name != "organizations" => {
                if let Some(values) = self.connected(&step.new, step.pick) {
                    self.insert(step.door, table, &values);
                }
            }
            Kind::Update => {
                let Some(values) = self.connected(&step.new, step.pick) else { return };
                let fixed = ["id", "organization_id", "budget_id"];
                let changes: Vec<_> = table
                    .columns
                    .iter()
                    .zip(values)
                    .enumerate()
                    .filter(|(place, _)| step.columns >> place & 1 == 1)
                    .map(|(_, (column, value))| (column.name, value))
                    .filter(|(name, _)| !fixed.contains(name))
                    // References are made for rows of ours.
                    .filter(|(name, _)| {
                        step.door == Door::Org
                            || table.column(name).is_some_and(|c| c.references.is_none())
                    })
                    // Who works through the desk keeps being let in.
                    .filter(|(name, _)| table.name != "users" || *name != "role")
                    .collect();
                self.update(step.door, table, *id, &changes);
            }
            Kind::Delete if table.name == "organizations" => {
                // Once in a while all of theirs goes.
                if step.columns.is_multiple_of(4) && step.door != Door::Org {
                    self.delete(step.door, table, Side::Theirs.organization());
                }
            }
            Kind::Delete if *id != admin => self.delete(step.door, table, *id),
            Kind::Replace => self.replace(step.door, table, *id, &step.new.values),
            Kind::Insert | Kind::Delete => {}
        }
        self.remember();
    }

    pub fn insert(&mut self, door: Door, table: &'static Table, values: &[Value]) {
        self.touched.extend(table.columns.iter().map(|c| format!("{}.{}", table.name, c.name)));
        if door == Door::Org {
            let all = table.columns.iter().map(|c| c.name).zip(values.iter().cloned()).collect();
            self.fixture.write(|org| org.insert(table, all));
            return;
        }
        let columns: Vec<_> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
        let sql = format!("INSERT INTO {} ({})", table.name, columns.join(", "));
        self.past(door, &format!("{sql} VALUES"), values, "").expect("inserted");
    }

    pub fn update(
        &mut self,
        door: Door,
        table: &'static Table,
        id: Uuid,
        changes: &[(&'static str, Value)],
    ) {
        if changes.is_empty() {
            return;
        }
        self.touched.extend(changes.iter().map(|(name, _)| format!("{}.{name}", table.name)));
        if door == Door::Org {
            self.fixture.write(|org| org.update(table, id, changes.to_vec()));
            return;
        }
        let names: Vec<_> = changes.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let values: Vec<_> = changes.iter().map(|(_, value)| value.clone()).collect();
        let sql = format!("UPDATE {} SET ({}) =", table.name, names.join(", "));
        self.past(door, &sql, &values, &format!("WHERE id = X'{}'", id.simple())).expect("updated");
    }

    pub fn delete(&mut self, door: Door, table: &'static Table, id: Uuid) {
        if door == Door::Org {
            self.fixture.write(|org| org.delete(table, id));
            return;
        }
        let sql = format!("DELETE FROM {} WHERE id = X'{}'", table.name, id.simple());
        self.past(door, &sql, &[], "").expect("deleted");
    }

    /// Writing over a row, by its id or a unique key, would delete it unseen.
    pub fn replace(&mut self, door: Door, table: &'static Table, id: Uuid, values: &[Value]) {
        let door = if door == Door::Org { Door::Sql } else { door };
        let mut values = values.to_vec();
        values[0] = Value::Id(id);
        let columns: Vec<_> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
        let sql = format!("INSERT OR REPLACE INTO {} ({}) VALUES", table.name, columns.join(", "));
        let refused = self.past(door, &sql, &values, "").expect_err("replaced a row");
        assert!(refused.contains("OR REPLACE"), "{refused}");
        assert_eq!(self.watcher.snapshot(), *self.now());
    }

    /// Past the desk: `sql (values) rest`.
    pub fn past(&self, door: Door, sql: &str, values: &[Value], rest: &str) -> Result<(), String> {
        if door == Door::Shell {
            let literals: Vec<_> = values.iter().map(literal).collect();
            let values = if values.is_empty() {
                String::new()
            } else {
                format!("({})", literals.join(", "))
            };
            return shell(self.fixture.path(), &format!("{sql} {values} {rest};"));
        }
        let places = vec!["?"; values.len()].join(", ");
        let places = if values.is_empty() { String::new() } else { format!("({places})") };
        let sql = format!("{sql} {places} {rest}");
        let done = self.watcher.0.execute(&sql, params_from_iter(values.iter().map(stored)));
        done.map(drop).map_err(|error| error.to_string())
    }

    /// Applies the log backwards and compares every moment that is remembered.
    pub fn assert_rewinds(&self) {
        let mut state = self.watcher.snapshot();
        assert_eq!(&state, self.now());
        let entries = self.entries();
        let mut entries = entries.iter().rev().peekable();
        for (seq, moment) in self.moments.iter().rev() {
            while let Some(entry) = entries.next_if(|entry| entry.seq > *seq) {
                undo(&mut state, entry);
            }
            assert_eq!(&state, moment, "at {seq}");
        }
        for entry in entries {
            undo(&mut state, entry);
        }
        assert!(state.0.values().all(Rows::is_empty), "before the first entry there was nothing");
    }

    pub fn entries(&self) -> Vec<Entry> {
        let sql = "SELECT seq, table_name, row_id, kind, effect, old, group_id, at FROM desk_log ORDER BY seq";
        let mut statement = self.watcher.0.prepare(sql).expect("a statement");
        let entries = statement.query_map([], |row| {
            let table: String = row.get(1)?;
            Ok(Entry {
                seq: row.get(0)?,
                table: tables::find(&table).expect("a table"),
                id: row.get(2)?,
                kind: row.get(3)?,
                effect: row.get(4)?,
                old: row.get(5)?,
                group: row.get(6)?,
                at: row.get(7)?,
            })
        });
        entries.and_then(Iterator::collect).expect("entries")
    }
}

pub struct Entry {
    pub seq: i64,
    pub table: &'static Table,
    pub id: Vec<u8>,
    pub kind: String,
    pub effect: bool,
    pub old: Option<String>,
    pub group: Option<i64>,
    pub at: Option<i64>,
}

/// Takes one entry back.
pub fn undo(state: &mut Snapshot, entry: &Entry) {
    let rows = state.0.get_mut(entry.table.name).expect("a table");
    let old: serde_json::Map<String, serde_json::Value> = entry
        .old
        .as_deref()
        .map(|old| serde_json::from_str(old).expect("JSON"))
        .unwrap_or_default();
    let value = |name: &str| {
        let column = entry.table.column(name).expect("a column");
        match (column.ty, &old[name]) {
            (_, serde_json::Value::Null) => Stored::Null,
            (Type::Uuid, json) => {
                let id = json.as_str().and_then(|hex| Uuid::try_parse(hex).ok()).expect("an id");
                Stored::Blob(id.as_bytes().to_vec())
            }
            (_, serde_json::Value::String(text)) => Stored::Text(text.clone()),
            (_, json) => Stored::Integer(json.as_i64().expect("a number")),
        }
    };
    match entry.kind.as_str() {
        "insert" => {
            assert!(rows.remove(&entry.id).is_some(), "an insert of a row that is not there");
        }
        "delete" => {
            let image = entry.table.columns.iter().map(|c| value(c.name)).collect();
            assert!(
                rows.insert(entry.id.clone(), image).is_none(),
                "a delete of a row still there"
            );
        }
        _ => {
            let row = rows.get_mut(&entry.id).expect("the row that was changed");
            for name in old.keys() {
                row[entry.table.position(name).expect("a column")] = value(name);
            }
        }
    }
}

pub fn shell(path: &Path, sql: &str) -> Result<(), String> {
    let mut shell = Command::new("sqlite3")
        .args(["-batch", "-bail"])
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the sqlite3 shell is installed");
    let script = format!(".timeout 5000\nPRAGMA foreign_keys = ON;\n{sql}\n");
    shell.stdin.take().expect("its input").write_all(script.as_bytes()).expect("written");
    let output = shell.wait_with_output().expect("it ended");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
