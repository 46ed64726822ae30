//! Between the model's values and SQLite's, and the few words of SQL that all share.

use model::{Value, ValueRef, tables};
use rusqlite::{
    Connection,
    types::{ToSql, ToSqlOutput, ValueRef as Sql},
};
use std::{collections::HashMap, sync::LazyLock};
use uuid::Uuid;

/// The change log's newest entry, 0 when there is none.
pub(crate) fn last_entry(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT ifnull(max(seq), 0) FROM desk_log")?.query_row([], |row| row.get(0))
}

/// A model value as a bound parameter.
pub(crate) struct Bound<'a>(pub ValueRef<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match &self.0 {
            ValueRef::Null => ToSqlOutput::Borrowed(Sql::Null),
            ValueRef::Int(n) => ToSqlOutput::Borrowed(Sql::Integer(*n)),
            ValueRef::Text(s) => ToSqlOutput::Borrowed(Sql::Text(s.as_bytes())),
            ValueRef::Id(id) => ToSqlOutput::Borrowed(Sql::Blob(id.as_bytes())),
        })
    }
}

/// Binds model values.
pub(crate) fn bind<'a>(
    values: impl IntoIterator<Item = &'a Value>,
) -> rusqlite::ParamsFromIter<Vec<Bound<'a>>> {
    rusqlite::params_from_iter(values.into_iter().map(|v| Bound(v.as_ref())).collect())
}

/// Adds a value to those bound, and gives the parameter that stands for it.
pub(crate) fn parameter(values: &mut Vec<Value>, value: Value) -> String {
    values.push(value);
    format!("?{}", values.len())
}

/// A stored value as the model has it. Anything a STRICT table with our CHECKs cannot hold is damage.
pub(crate) fn value(sql: Sql<'_>) -> rusqlite::Result<ValueRef<'_>> {
    Ok(match sql {
        Sql::Null => ValueRef::Null,
        Sql::Integer(n) => ValueRef::Int(n),
        Sql::Text(bytes) => ValueRef::Text(std::str::from_utf8(bytes)?),
        Sql::Blob(bytes) => ValueRef::Id(Uuid::from_slice(bytes).map_err(|_| damage())?),
        Sql::Real(_) => return Err(damage()),
    })
}

fn damage() -> rusqlite::Error {
    rusqlite::Error::InvalidQuery
}

/// A name as SQL takes it: `limit` is a keyword.
pub(crate) fn name(column: &str) -> String {
    format!("\"{column}\"")
}

/// The condition that keeps a statement on `table` within the organization bound as `?1`.
pub(crate) fn scope(table: &model::Table, alias: &str) -> String {
    match table.name {
        "organizations" => format!("{alias}.id = ?1"),
        "budget_usage_records" => {
            format!("{alias}.budget_id IN (SELECT id FROM budgets WHERE organization_id = ?1)")
        }
        _ => format!("{alias}.organization_id = ?1"),
    }
}

/// The statement that inserts a row of `table`, its values bound in the order of the columns, unless one is in
/// its way.
pub(crate) fn insert_new(table: &model::Table) -> &'static str {
    static ALL: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
        let insert = |table: &model::Table| {
            let columns: Vec<_> = table.columns.iter().map(|c| name(c.name)).collect();
            let places = vec!["?"; columns.len()].join(", ");
            format!(
                "INSERT OR IGNORE INTO {} ({}) VALUES ({places})",
                table.name,
                columns.join(", ")
            )
        };
        tables::every().map(|table| (table.name, insert(table))).collect()
    });
    &ALL[table.name]
}

/// The statement that reads one row of `table` whole, by its id bound as `?1`.
pub(crate) fn whole(table: &model::Table) -> &'static str {
    static ALL: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
        let select = |table: &model::Table| {
            let columns: Vec<_> = table.columns.iter().map(|c| name(c.name)).collect();
            format!("SELECT {} FROM {} WHERE id = ?1", columns.join(", "), table.name)
        };
        tables::every().map(|table| (table.name, select(table))).collect()
    });
    &ALL[table.name]
}
