//! A schema as plain data, in the shape of `tests/contract/postgres-schema.json`, so that the
//! contract, the declarations and a database's catalogue can be laid side by side.

use model::{Default, OnDelete, Type, Value, tables};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Enums and tables by name.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Labels, in order.
    pub enums: BTreeMap<String, Vec<String>>,
    /// The tables.
    pub tables: BTreeMap<String, Table>,
}

/// A table.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The primary key's columns.
    pub primary_key: Vec<String>,
    /// In order.
    pub columns: Vec<Column>,
    /// Unique constraints.
    pub unique: Vec<Key>,
    /// Foreign keys to `id`.
    pub foreign_keys: Vec<ForeignKey>,
    /// Indexes that no constraint owns.
    pub indexes: Vec<Key>,
}

/// A column, as Postgres prints it.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The expression of its default.
    pub default: Option<String>,
}

/// A unique constraint or an index.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// A foreign key.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table they refer to.
    pub references_table: String,
    /// `CASCADE` or `SET NULL`.
    pub on_delete: String,
}

impl Schema {
    /// The existing system's schema.
    ///
    /// # Panics
    /// When the committed file is not of this shape.
    pub fn contract() -> Self {
        serde_json::from_str(include_str!("../contract/postgres-schema.json")).expect("a schema")
    }

    /// What `crates/model` declares.
    pub fn declared() -> Self {
        let enums = enums(tables::ALL.into_iter());
        let tables = tables::ALL.iter().map(|table| (table.name.to_owned(), declared(table)));
        Self { enums, tables: tables.collect() }
    }

    /// What this has and `other` has not or has otherwise, and the other way round.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let (ours, theirs) = (self.entries(), other.entries());
        let names: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
        let said = |entry: Option<&String>| entry.map_or("missing", String::as_str).to_owned();
        names
            .into_iter()
            .filter(|name| ours.get(*name) != theirs.get(*name))
            .map(|name| format!("{name}: {} / {}", said(ours.get(name)), said(theirs.get(name))))
            .collect()
    }

    /// Every fact under a name of its own.
    fn entries(&self) -> BTreeMap<String, String> {
        let mut entries = BTreeMap::new();
        for (name, labels) in &self.enums {
            entries.insert(format!("enum {name}"), labels.join(" "));
        }
        for (name, table) in &self.tables {
            entries.insert(format!("{name}: primary key"), table.primary_key.join(" "));
            for (place, c) in table.columns.iter().enumerate() {
                let fact = format!("{place} {} null={} default={:?}", c.ty, c.nullable, c.default);
                entries.insert(format!("{name}.{}", c.name), fact);
            }
            for key in &table.unique {
                entries.insert(format!("{name}: unique {}", key.name), key.columns.join(" "));
            }
            for key in &table.indexes {
                entries.insert(format!("{name}: index {}", key.name), key.columns.join(" "));
            }
            for key in &table.foreign_keys {
                let fact =
                    format!("{:?} -> {} {}", key.columns, key.references_table, key.on_delete);
                entries.insert(format!("{name}: foreign key {}", key.name), fact);
            }
        }
        entries
    }
}

/// What `crates/model` declares of a table, the desk's own included.
pub(crate) fn declared(table: &model::Table) -> Table {
    let keys = |keys: &[model::Index]| {
        keys.iter().map(|k| Key { name: k.name.into(), columns: owned(k.columns) }).collect()
    };
    let mut foreign_keys: Vec<_> = table
        .references()
        .map(|(column, to)| ForeignKey {
            name: column.foreign_key(table).unwrap_or_default(),
            columns: vec![column.name.into()],
            references_table: to.into(),
            on_delete: on_delete(column.on_delete()).into(),
        })
        .collect();
    foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
    Table {
        primary_key: vec!["id".into()],
        columns: table
            .columns
            .iter()
            .map(|column| Column {
                name: column.name.into(),
                ty: column.ty.postgres(),
                nullable: column.nullable,
                default: default(column),
            })
            .collect(),
        unique: keys(table.uniques),
        foreign_keys,
        indexes: keys(table.indexes),
    }
}

/// The words of SQL for it.
pub fn on_delete(action: OnDelete) -> &'static str {
    match action {
        OnDelete::Cascade => "CASCADE",
        OnDelete::SetNull => "SET NULL",
    }
}

/// A column's default, as Postgres prints it.
pub fn default(column: &model::Column) -> Option<String> {
    match column.default {
        Default::None => None,
        Default::NewId => Some("gen_random_uuid()".into()),
        Default::Now => Some("now()".into()),
        Default::Int(n) => {
            let json = column.ty.json(Value::Int(n).as_ref());
            Some(json.as_str().map_or_else(|| json.to_string(), str::to_owned))
        }
        Default::Text(text) => Some(format!("'{text}'::{}", column.ty.postgres())),
    }
}

/// The enums of these tables' columns, by name.
pub(crate) fn enums(
    tables: impl Iterator<Item = &'static model::Table>,
) -> BTreeMap<String, Vec<String>> {
    let columns = tables.flat_map(|table| table.columns);
    columns
        .filter_map(|column| match column.ty {
            Type::Enum(e) => Some((e.name.to_owned(), owned(e.labels))),
            _ => None,
        })
        .collect()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The existing system's migration, as its tool writes it: every key and index a statement apart.
pub fn existing_system() -> String {
    let contract = Schema::contract();
    let mut sql = String::new();
    let mut keys = String::new();
    let quoted = |names: &[String]| format!("\"{}\"", names.join("\", \""));
    for (name, labels) in &contract.enums {
        let _ =
            writeln!(sql, "CREATE TYPE \"public\".\"{name}\" AS ENUM('{}');", labels.join("', '"));
    }
    for (name, table) in &contract.tables {
        let mut lines: Vec<_> = table
            .columns
            .iter()
            .map(|column| {
                let mut line = format!("\"{}\" {}", column.name, column.ty);
                if table.primary_key.contains(&column.name) {
                    line += " PRIMARY KEY";
                }
                if let Some(default) = &column.default {
                    let _ = write!(line, " DEFAULT {default}");
                }
                line + if column.nullable { "" } else { " NOT NULL" }
            })
            .collect();
        lines.extend(
            table
                .unique
                .iter()
                .map(|key| format!("CONSTRAINT \"{}\" UNIQUE({})", key.name, quoted(&key.columns))),
        );
        let _ = writeln!(sql, "CREATE TABLE \"{name}\" (\n\t{}\n);", lines.join(",\n\t"));
        for key in &table.foreign_keys {
            let _ = writeln!(
                keys,
                "ALTER TABLE \"{name}\" ADD CONSTRAINT \"{}\" FOREIGN KEY ({}) REFERENCES \"public\".\"{}\"(\"id\") ON DELETE {} ON UPDATE no action;",
                key.name,
                quoted(&key.columns),
                key.references_table,
                key.on_delete,
            );
        }
        for key in &table.indexes {
            let columns = quoted(&key.columns);
            let _ = writeln!(
                keys,
                "CREATE INDEX \"{}\" ON \"{name}\" USING btree ({columns});",
                key.name
            );
        }
    }
    sql + &keys
}
