//! The desk's migrations against the declarations.

use kit::{
    document, rows,
    rows::Row,
    schema::{self, Schema},
};
use model::{Default, Table, Type, Value, tables};
use rusqlite::{Connection, params_from_iter, types::Value as Stored};
use std::collections::BTreeSet;
use store::Desk;
use tempfile::TempDir;

/// A new desk's file, as any program would open it.
pub struct File {
    pub db: Connection,
    _folder: TempDir,
}

impl File {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        drop(Desk::create(&path).expect("a desk"));
        let db = Connection::open(path).expect("an SQLite file");
        db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
        // Thousands of small transactions, none of which has to last.
        db.pragma_update(None, "synchronous", "OFF").expect("no waiting");
        Self { db, _folder: folder }
    }

    fn list<const N: usize>(&self, sql: &str) -> Vec<[String; N]> {
        let mut statement = self.db.prepare(sql).expect(sql);
        let rows = statement.query_map([], |row| {
            let mut fields = [const { String::new() }; N];
            for (at, field) in fields.iter_mut().enumerate() {
                *field = row.get::<_, Option<String>>(at)?.unwrap_or_default();
            }
            Ok(fields)
        });
        rows.and_then(Iterator::collect).expect(sql)
    }

    /// The text that made a table, with single spaces.
    fn sql(&self, table: &Table) -> String {
        let [sql] = &self.list::<1>(&format!(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{}'",
            table.name
        ))[0];
        sql.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Name, uniqueness, origin and columns of a table's indexes.
    fn indexes(&self, table: &Table) -> Vec<(String, bool, String, Vec<String>)> {
        self.list::<3>(&format!(
            "SELECT name, CAST(\"unique\" AS TEXT), origin FROM pragma_index_list('{}') WHERE NOT partial",
            table.name
        ))
        .into_iter()
        .map(|[name, unique, origin]| {
            let columns =
                self.list::<1>(&format!("SELECT name FROM pragma_index_info('{name}') ORDER BY seqno"));
            (name, unique == "1", origin, columns.into_iter().map(|[column]| column).collect())
        })
        .collect()
    }
}

pub fn insert(db: &Connection, row: &Row) -> rusqlite::Result<()> {
    insert_with(db, row, row.values.iter().map(stored))
}

fn insert_with(
    db: &Connection,
    row: &Row,
    values: impl Iterator<Item = Stored>,
) -> rusqlite::Result<()> {
    let columns: Vec<_> = row.table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({places})", row.table.name, columns.join(", "));
    db.prepare_cached(&sql)?.execute(params_from_iter(values)).map(drop)
}

/// As the desk stores it.
fn stored(value: &Value) -> Stored {
    match value {
        Value::Null => Stored::Null,
        Value::Int(n) => Stored::Integer(*n),
        Value::Text(text) => Stored::Text(text.clone()),
        Value::Id(id) => Stored::Blob(id.as_bytes().to_vec()),
    }
}

#[test]
fn columns_are_as_declared() {
    let file = File::new();
    for table in tables::ALL {
        let strict =
            format!("SELECT CAST(strict AS TEXT) FROM pragma_table_list('{}')", table.name);
        assert_eq!(file.list(&strict), [["1".to_owned()]], "{} is not STRICT", table.name);
        let found = file.list::<6>(&format!(
            "SELECT name, type, CAST(\"notnull\" AS TEXT), CAST(pk AS TEXT), dflt_value, CAST(hidden AS TEXT)
             FROM pragma_table_xinfo('{}') ORDER BY cid",
            table.name
        ));
        let declared: Vec<_> = table
            .columns
            .iter()
            .map(|column| {
                let flag = |on: bool| u8::from(on).to_string();
                let default = match column.default {
                    // Given by the desk with the row.
                    Default::None | Default::NewId | Default::Now => String::new(),
                    Default::Int(n) => n.to_string(),
                    Default::Text(text) => format!("'{text}'"),
                };
                [
                    column.name.to_owned(),
                    document::sqlite(column.ty).to_owned(),
                    flag(!column.nullable),
                    flag(column.name == "id"),
                    default,
                    flag(false),
                ]
            })
            .collect();
        assert_eq!(found, declared, "{}", table.name);
    }
}

#[test]
fn foreign_keys_are_as_declared() {
    let file = File::new();
    for table in tables::ALL {
        let found: BTreeSet<_> = file
            .list::<5>(&format!(
                "SELECT \"from\", \"table\", \"to\", on_delete, on_update FROM pragma_foreign_key_list('{}')",
                table.name
            ))
            .into_iter()
            .collect();
        let declared = table.references().map(|(column, to)| {
            [column.name, to, "id", schema::on_delete(column.on_delete()), "NO ACTION"]
                .map(str::to_owned)
        });
        assert_eq!(found, declared.collect(), "{}", table.name);
        for (column, to) in table.references() {
            let key = column.foreign_key(table).expect("a reference");
            let clause =
                format!("CONSTRAINT {key} FOREIGN KEY ({}) REFERENCES {to} (id)", column.name);
            assert!(file.sql(table).contains(&clause), "{}: no {clause}", table.name);
        }
    }
}

#[test]
fn uniques_and_indexes_are_as_declared() {
    let file = File::new();
    for table in tables::ALL {
        let indexes = file.indexes(table);
        let owned = |columns: &[&str]| columns.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();

        let unique: BTreeSet<_> = indexes
            .iter()
            .filter(|index| index.1)
            .map(|(_, _, _, columns)| columns.clone())
            .collect();
        let mut declared: BTreeSet<_> =
            table.uniques.iter().map(|key| owned(key.columns)).collect();
        declared.insert(owned(&["id"]));
        assert_eq!(unique, declared, "{}: uniques", table.name);
        for key in table.uniques {
            let clause = format!("CONSTRAINT {} UNIQUE ({})", key.name, key.columns.join(", "));
            assert!(file.sql(table).contains(&clause), "{}: no {clause}", table.name);
        }

        let secondary = |name: &str| {
            indexes.iter().find(|(it, _, origin, _)| it == name && origin == "c").map(|it| &it.3)
        };
        for index in table.indexes {
            assert_eq!(secondary(index.name), Some(&owned(index.columns)), "{}", index.name);
        }
        for (column, _) in table.references() {
            if !table.indexes.iter().any(|index| index.columns[0] == column.name) {
                let name = format!("{}_{}_idx", table.name, column.name);
                assert_eq!(secondary(&name), Some(&owned(&[column.name])), "{name}");
            }
        }
    }
}

#[test]
fn an_enum_is_a_check_of_its_name() {
    let file = File::new();
    let contract = Schema::contract();
    for table in tables::ALL {
        for column in table.columns {
            let Type::Enum(e) = column.ty else { continue };
            let labels = contract.enums[e.name].join("', '");
            let clause = format!("CONSTRAINT {} CHECK ({} IN ('{labels}'))", e.name, column.name);
            assert!(file.sql(table).contains(&clause), "{}: no {clause}", table.name);
        }
    }
}

/// A column takes what its Postgres type takes: the edges of every type, and what lies just
/// beyond them, are put to both.
#[cfg(unix)]
#[test]
fn a_column_is_as_wide_as_in_postgres() {
    let (file, hub) = (File::new(), crate::postgres::Judge::new());
    let mut disagreements = Vec::new();
    for table in tables::ALL {
        let row = rows::example(&rows::row(table));
        for (place, column) in table.columns.iter().enumerate() {
            let mut try_it = |probe: Stored, expected: bool| {
                let mut values: Vec<_> = row.values.iter().map(stored).collect();
                values[place] = probe.clone();
                // The row's parents are missing, which is looked at only by a commit.
                file.db.execute_batch("BEGIN").expect("begun");
                let done = insert_with(&file.db, &row, values.into_iter());
                if !file.db.is_autocommit() {
                    file.db.execute_batch("ROLLBACK").expect("rolled back");
                }
                if done.is_ok() != expected {
                    let probe = format!("{probe:?}").chars().take(80).collect::<String>();
                    let name = format!("{}.{}", table.name, column.name);
                    disagreements.push(format!("{name} {done:?}, Postgres {expected}: {probe}"));
                }
            };
            for probe in probes(column.ty) {
                try_it(stored(&probe), hub.takes(column.ty, &probe));
            }
            for misfit in misfits(column.ty) {
                try_it(misfit, false);
            }
            try_it(Stored::Null, column.nullable);
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// Values of a type around its edges.
fn probes(ty: Type) -> Vec<Value> {
    let around = |edges: &[i64]| {
        let steps = edges.iter().flat_map(|edge| [-1, 0, 1].map(|step| edge.checked_add(step)));
        let mut probes: Vec<_> = steps.flatten().chain([0, 1, -1]).collect();
        probes.dedup();
        probes.into_iter().map(Value::Int).collect()
    };
    let text = |texts: Vec<String>| texts.into_iter().map(Value::Text).collect();
    match ty {
        Type::Uuid => [0, 1, u128::MAX].map(|n| Value::Id(uuid::Uuid::from_u128(n))).to_vec(),
        Type::Text { max } => {
            let max = max.map_or(100_000, usize::from);
            text(vec![
                String::new(),
                "x".repeat(max),
                "x".repeat(max + 1),
                "𝄞".repeat(max),
                "𝄞".repeat(max + 1),
                "x\0".into(),
                "\0".into(),
                "it's \"so\" \\ %_\n\u{7f}".into(),
            ])
        }
        Type::Enum(e) => {
            let mut labels: Vec<_> = e.labels.iter().map(|label| (*label).to_owned()).collect();
            let wrong =
                labels.iter().flat_map(|l| [l.to_lowercase(), format!("{l} "), l[1..].into()]);
            let wrong: Vec<_> = wrong.chain([String::new(), "OPENED".into()]).collect();
            labels.extend(wrong);
            text(labels)
        }
        Type::Integer => around(&[i32::MIN.into(), i32::MAX.into(), i64::MIN + 1, i64::MAX]),
        Type::Boolean => around(&[0, 1, i64::MAX]),
        Type::Decimal { precision, .. } => {
            let most = 10i64.pow(precision.into()) - 1;
            around(&[-most, most])
        }
        Type::Instant => around(&[model::Instant::MIN.0, 0, i64::MAX]),
        Type::Json => [
            "{}",
            "[]",
            "null",
            "\"\"",
            " 1.50 ",
            "-0",
            "1e400",
            "[[[{\"a\":[1,{}]}]]]",
            "{\"a\":1,\"a\":2}",
            r#""\\u0000""#,
            r#""\u00e4 \ud834\udd1e""#,
            "",
            "{",
            "{a:1}",
            "'a'",
            "[1,]",
            "NaN",
            "+1",
            "01",
            "0x1",
            "// a\n1",
            "1 2",
            "\"\t\"",
            r#""\u0000""#,
            r#"{"\\\u0000":1}"#,
        ]
        .map(Value::from)
        .to_vec(),
    }
}

/// What is not even stored like a value of the type.
fn misfits(ty: Type) -> Vec<Stored> {
    let bytes = |n: usize| Stored::Blob(vec![b'1'; n]);
    match ty {
        Type::Uuid => vec![bytes(0), bytes(15), bytes(17), Stored::Text("1".repeat(16))],
        Type::Text { .. } | Type::Enum(_) | Type::Json => vec![bytes(1), bytes(16)],
        Type::Integer | Type::Boolean | Type::Decimal { .. } | Type::Instant => {
            vec![bytes(8), Stored::Text("x".into()), Stored::Real(0.5)]
        }
    }
}

#[test]
fn a_reference_into_another_organization_is_refused() {
    let file = File::new();
    let two = rows::example(&(rows::organization(2), rows::organization(2)));
    let (mine, theirs) = two;
    for row in mine.iter().chain(&theirs) {
        insert(&file.db, row).expect("a sound organization");
    }
    // A user of theirs who is neither representative nor customer yet.
    let mut free = theirs.iter().find(|row| row.table.name == "users").expect("a user").clone();
    free.values[0] = Value::Id(uuid::Uuid::from_u128(1));
    insert(&file.db, &free).expect("another user");

    let mut tried = 0;
    for row in &mine {
        for (column, to) in row.table.references() {
            if ["organization_id", "budget_id"].contains(&column.name) {
                continue;
            }
            let parent = theirs.iter().rfind(|row| row.table.name == to).expect("a parent");
            let parent = if to == "users" { &free } else { parent };
            let refused = |done: rusqlite::Result<()>| {
                let said = done.expect_err("a reference into another organization").to_string();
                assert!(
                    said.contains("another organization"),
                    "{}.{}: {said}",
                    row.table.name,
                    column.name
                );
            };
            let update = format!("UPDATE {} SET {} = ? WHERE id = ?", row.table.name, column.name);
            let change = [stored(parent.get("id")), stored(row.get("id"))];
            refused(file.db.execute(&update, params_from_iter(change)).map(drop));

            let mut other = row.clone();
            other.values[0] = Value::Id(uuid::Uuid::from_u128(2));
            let place = row.table.position(column.name).expect("a column");
            other.values[place] = parent.get("id").clone();
            refused(insert(&file.db, &other));
            tried += 1;
        }
    }
    assert!(tried > 15, "only {tried} references tried");
}

/// Children may come before their parents within a transaction; that is no way around it.
#[test]
fn a_parent_that_comes_later_is_held_to_its_children() {
    let file = File::new();
    let rows = rows::example(&rows::organization(2));
    let home = &rows[0];
    let mut abroad = home.clone();
    abroad.values[0] = Value::Id(uuid::Uuid::from_u128(1));
    let slug = abroad.table.position("slug").expect("a column");
    abroad.values[slug] = Value::from("abroad");
    let mut tried = 0;
    for child in &rows {
        for (column, to) in child.table.references() {
            let parent = rows.iter().find(|row| row.get("id") == child.get(column.name));
            let (Some(parent), "users" | "representatives" | "refunds") = (parent, to) else {
                continue;
            };
            // All as it should be, but for the parent, which comes last and to another organization.
            let mut parent = parent.clone();
            parent.values[1] = abroad.values[0].clone();
            let others = rows.iter().filter(|row| row.get("id") != parent.get("id"));
            let mut order = others.chain([&abroad, &parent]).filter(|row| {
                [&home.values[0], &abroad.values[0], child.get("id"), parent.get("id")]
                    .contains(&row.get("id"))
                    || row.table.name == "budgets"
            });
            file.db.execute_batch("BEGIN").expect("begun");
            let done = order.try_for_each(|row| insert(&file.db, row));
            let said = done.expect_err("a reference into another organization").to_string();
            assert!(
                said.contains("another organization"),
                "{}.{}: {said}",
                child.table.name,
                column.name
            );
            tried += 1;
        }
    }
    assert!(tried > 12, "only {tried} references tried");
}

#[test]
fn what_ties_a_row_to_its_organization_never_changes() {
    let file = File::new();
    let rows = rows::example(&rows::organization(1));
    for row in &rows {
        insert(&file.db, row).expect("a sound organization");
    }
    for row in &rows {
        for column in ["id", "organization_id"] {
            if row.table.column(column).is_none() {
                continue;
            }
            let update = format!("UPDATE {} SET {column} = randomblob(16)", row.table.name);
            // Said by the guard at once: a foreign key would only object at the commit, if at all.
            let said = file.db.execute_batch(&update).expect_err(&update).to_string();
            assert!(said.contains("never changes"), "{}.{column}: {said}", row.table.name);
        }
    }
}

/// Any row a hub may hold can be stored, and comes back as it was.
#[test]
fn rows_come_back_from_sqlite() {
    use proptest::{prelude::*, test_runner::TestRunner};
    let file = File::new();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(48));
    let outcome = runner.run(&rows::organization(3), |organization| {
        file.db.execute_batch("BEGIN").expect("begun");
        for row in &organization {
            insert(&file.db, row).expect("stored");
        }
        for row in &organization {
            let query = format!("SELECT * FROM {} WHERE id = ?", row.table.name);
            let back = file.db.query_row(&query, [stored(row.get("id"))], |found| {
                (0..row.values.len()).map(|at| found.get(at)).collect::<Result<Vec<Stored>, _>>()
            });
            let sent: Vec<_> = row.values.iter().map(stored).collect();
            prop_assert_eq!(back.expect("the row"), sent);
        }
        file.db.execute_batch("ROLLBACK").expect("rolled back");
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}
