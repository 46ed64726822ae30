//! The desk's migrations against the declarations.

use kit::{
    document,
    rows::{self, Row, stored},
    schema,
};
use model::{Default, Table, Type, tables};
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

pub fn insert_with(
    db: &Connection,
    row: &Row,
    values: impl Iterator<Item = Stored>,
) -> rusqlite::Result<()> {
    let columns: Vec<_> = row.table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({places})", row.table.name, columns.join(", "));
    db.prepare_cached(&sql)?.execute(params_from_iter(values)).map(drop)
}

#[test]
fn columns_are_as_declared() {
    let file = File::new();
    for table in tables::every() {
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
    for table in tables::every() {
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
    for table in tables::every() {
        for column in table.columns {
            let Type::Enum(e) = column.ty else { continue };
            let labels = e.labels.join("', '");
            let clause = format!("CONSTRAINT {} CHECK ({} IN ('{labels}'))", e.name, column.name);
            assert!(file.sql(table).contains(&clause), "{}: no {clause}", table.name);
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
