//! Rows of the hub's views, as columns are declared here.

use crate::{
    engine::{rebase::Row, sides::Theirs},
    pg,
};
use model::{Column, Error, Result, Table, Type, Value};
use std::collections::BTreeMap;

/// The columns of `t` at these places, as a list for SELECT. Labels come as text: their types are the hub's own,
/// and asking what they are would take a round trip.
pub(super) fn list(table: &Table, places: impl Iterator<Item = usize>) -> String {
    let mut list = String::new();
    for place in places {
        let column = &table.columns[place];
        list.push_str(", t.");
        list.push_str(&postgres_protocol::escape::escape_identifier(column.name));
        if matches!(column.ty, Type::Enum(_)) {
            list.push_str("::text");
        }
    }
    list
}

/// All columns but the key.
pub(super) fn rest(table: &Table) -> impl Iterator<Item = usize> {
    1..table.columns.len()
}

/// A whole row: its key and, from field `at` on, all other columns.
pub(super) fn whole(
    table: &Table,
    key: uuid::Uuid,
    row: &tokio_postgres::Row,
    at: usize,
) -> Theirs {
    let mut values: Row = Vec::with_capacity(table.columns.len());
    values.push(Value::Id(key));
    for place in rest(table) {
        match field(row, at + place - 1, &table.columns[place]) {
            Ok(value) => values.push(value),
            Err(why) => return Theirs::Unfit(why),
        }
    }
    Theirs::Whole(values)
}

/// Some columns of a row, from field `at` on.
pub(super) fn some(
    table: &Table,
    places: &[usize],
    row: &tokio_postgres::Row,
    at: usize,
) -> Theirs {
    let mut values = BTreeMap::new();
    for (n, place) in places.iter().enumerate() {
        match field(row, at + n, &table.columns[*place]) {
            Ok(value) => values.insert(*place, value),
            Err(why) => return Theirs::Unfit(why),
        };
    }
    Theirs::Columns(values)
}

/// A field that says nothing about a column.
pub(super) fn get<'a, T: tokio_postgres::types::FromSql<'a>>(
    row: &'a tokio_postgres::Row,
    at: usize,
) -> Result<T> {
    row.try_get(at)
        .map_err(|e| Error::internal(format!("The hub's answer is not understood: {e}.")))
}

/// A value, or a sentence on why this version cannot hold it.
fn field(row: &tokio_postgres::Row, at: usize, column: &Column) -> Result<Value, String> {
    pg::read(row, at, column).map_err(|why| unfit(column, &why))
}

/// Why a row cannot be held here.
pub(super) fn unfit(column: &Column, why: &pg::Unfit) -> String {
    format!("{}: {why}", column.json_name())
}

/// When a row says that it was changed last, in microseconds since 1970.
pub(super) fn updated_at(table: &Table, row: &Theirs) -> Option<i64> {
    let place = table.position("updated_at")?;
    let value = match row {
        Theirs::Whole(values) => values.get(place),
        Theirs::Columns(values) => values.get(&place),
        Theirs::Gone | Theirs::Unfit(_) => None,
    };
    match value {
        Some(Value::Int(at)) => Some(*at),
        _ => None,
    }
}
