//! docs/SCHEMA.md, written from the declarations.

use crate::schema::{self, Schema};
use model::{Class, Column, Table, Type, tables};
use std::fmt::Write as _;

const HEAD: &str = "\
# The schema

<!-- Generated from crates/model/src/tables. After a change there: UPDATE=1 cargo test -p tests --test schema -->

The same tables stand in SQLite (`migrations/sqlite`) and in Postgres (`migrations/postgres`), under the
same names. Where the two store a value differently, it is the same value:

| Postgres | SQLite | holds |
|---|---|---|
| `uuid` | `BLOB` | 16 bytes |
| `character varying(n)`, `text` | `TEXT` | at most n characters, none of them NUL |
| an enum | `TEXT` | one of the labels, by a CHECK named after the enum |
| `integer` | `INTEGER` | 32 bits |
| `boolean` | `INTEGER` | 0 or 1 |
| `numeric(p,s)` | `INTEGER` | the number times 10^s, at most p digits |
| `timestamp without time zone` | `INTEGER` | microseconds since 1970-01-01T00:00:00Z, in UTC |
| `jsonb` | `TEXT` | a JSON document |

Defaults are given as Postgres has them; a row made on a desk gets a UUID v7, so that new rows lie side by side.

A foreign key cascades where its column must have a value: the row goes with its parent. Where it may be
empty, it is emptied. In SQLite every foreign key column has an index: where Postgres has none,
`{table}_{column}_idx`.

How two edits of one column are merged when desks meet, its *merge class*:

| class | merged |
|---|---|
";

const OWN: &str = "\
\n## The desk's own tables

Only in SQLite; the Postgres types are those they would have. They are declared like the others, and so logged,
guarded and scoped like them. What the file keeps for itself besides (the log, counters, drafts, the search index) is in
tables whose names begin with `desk_`; the migrations say what each is for.";

/// The whole document.
pub fn schema() -> String {
    let mut page = HEAD.to_owned();
    for class in [
        Class::Scalar,
        Class::Set,
        Class::State,
        Class::Delta,
        Class::Json,
        Class::Fact,
        Class::Derived,
        Class::Follows,
    ] {
        let (name, meaning) = merged(class);
        line(&mut page, &format!("| {name} | {meaning} |"));
    }
    let declared = Schema::declared();
    let columns: usize = tables::ALL.iter().map(|table| table.columns.len()).sum();
    let keys: usize = declared.tables.values().map(|table| table.foreign_keys.len()).sum();
    let uniques: usize = declared.tables.values().map(|table| table.unique.len()).sum();
    let indexes: usize = declared.tables.values().map(|table| table.indexes.len()).sum();
    line(
        &mut page,
        &format!(
            "\n{} tables, {columns} columns, {} enums, {keys} foreign keys, {uniques} uniques, {indexes} inherited indexes.",
            tables::ALL.len(),
            declared.enums.len(),
        ),
    );
    line(&mut page, "\n## Tables");
    for table in tables::ALL {
        section(&mut page, table);
    }
    line(&mut page, OWN);
    for table in tables::OWN {
        section(&mut page, table);
    }
    line(&mut page, "\n## JSON fields\n\n| column | holds |\n|---|---|");
    for table in tables::every() {
        for column in table.columns.iter().filter(|column| column.ty == Type::Json) {
            let holds = Some(column.doc.trim()).filter(|doc| !doc.is_empty());
            let holds = holds.unwrap_or("any document");
            line(&mut page, &format!("| `{}.{}` | {holds} |", table.name, column.name));
        }
    }
    line(&mut page, "\n## Enums\n\n| enum | labels |\n|---|---|");
    for (name, labels) in schema::enums(tables::every()) {
        let labels: Vec<_> = labels.iter().map(|label| format!("`{label}`")).collect();
        line(&mut page, &format!("| `{name}` | {} |", labels.join(", ")));
    }
    page
}

fn section(page: &mut String, table: &'static Table) {
    let text = table.doc.trim();
    line(page, &format!("\n### {}\n\n{text}\n", table.name));
    line(page, "| column | Postgres | SQLite | null | default | merge | |");
    line(page, "|---|---|---|---|---|---|---|");
    for column in table.columns {
        line(
            page,
            &format!(
                "| `{}` | {} | {} | {} | {} | {} | {} |",
                column.name,
                column.ty.postgres(),
                sqlite(column.ty),
                if column.nullable { "yes" } else { "" },
                schema::default(column).map(|d| format!("`{d}`")).unwrap_or_default(),
                merged(column.class).0,
                meaning(column),
            ),
        );
    }
    let facts = schema::declared(table);
    line(page, "\nPrimary key: `id`.");
    for key in &facts.unique {
        line(page, &format!("\nUnique: `{}` ({}).", key.name, key.columns.join(", ")));
    }
    list(
        page,
        "Foreign keys",
        facts.foreign_keys.iter().map(|key| {
            format!(
                "`{}`: {} → {}, ON DELETE {}",
                key.name,
                key.columns.join(", "),
                key.references_table,
                key.on_delete,
            )
        }),
    );
    list(
        page,
        "Referred to by",
        tables::referrers(table).map(|(from, column)| {
            format!(
                "{}.{}, ON DELETE {}",
                from.name,
                column.name,
                schema::on_delete(column.on_delete())
            )
        }),
    );
    list(
        page,
        "Indexes",
        facts.indexes.iter().map(|key| format!("`{}` ({})", key.name, key.columns.join(", "))),
    );
}

fn meaning(column: &Column) -> String {
    let references = column.references.map(|to| format!("→ [{to}](#{to})"));
    [references, Some(column.doc.trim().to_owned()).filter(|doc| !doc.is_empty())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(". ")
}

fn list(page: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<_> = items.map(|item| format!("- {item}")).collect();
    if !items.is_empty() {
        line(page, &format!("\n{title}:\n\n{}", items.join("\n")));
    }
}

/// How SQLite stores a value of that type.
pub fn sqlite(ty: Type) -> &'static str {
    match ty {
        Type::Uuid => "BLOB",
        Type::Text { .. } | Type::Enum(_) | Type::Json => "TEXT",
        Type::Integer | Type::Boolean | Type::Decimal { .. } | Type::Instant => "INTEGER",
    }
}

fn merged(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Scalar => ("scalar", "the newer edit stands"),
        Class::Set => ("set", "members added and removed on both sides; adding wins"),
        Class::State => ("state", "only by steps the state machine has"),
        Class::Delta => ("delta", "both differences are added"),
        Class::Json => ("json", "key by key at the top level"),
        Class::Fact => ("fact", "written once, never changed"),
        Class::Derived => ("derived", "computed again from other values"),
        Class::Follows => {
            ("follows", "set with another column's edit: the newer stands, without a conflict")
        }
    }
}

fn line(page: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{text}");
}
