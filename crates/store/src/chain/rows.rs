//! Rows as they were, for their digests: from the row of now, back through its entries.

use super::encode::{Left, digest, image};
use crate::{rewind, sql};
use model::Table;
use rusqlite::{Connection, types::ValueRef as Sql};

/// A row after one of its entries.
pub(super) enum State {
    /// Each column as it is encoded; empty for NULL.
    Row(Vec<Vec<u8>>),
    /// There is none.
    Gone,
    /// What it was was purged, or its log says nothing sensible.
    Unknown,
}

impl State {
    /// As it is now.
    pub fn now(db: &Connection, table: &Table, id: &[u8]) -> rusqlite::Result<Self> {
        let mut select = db.prepare_cached(sql::whole(table))?;
        let mut rows = select.query([id])?;
        let Some(row) = rows.next()? else { return Ok(Self::Gone) };
        let column = |place| {
            let mut encoded = Vec::new();
            image::column(&mut encoded, place, row.get_ref(place)?);
            Ok(encoded)
        };
        (0..table.columns.len()).map(column).collect::<rusqlite::Result<_>>().map(Self::Row)
    }

    /// Its digest; `None` where it is unknown.
    pub fn left(&self) -> Option<Left> {
        match self {
            Self::Row(columns) => Some(Some(digest(&columns.concat()))),
            Self::Gone => Some(None),
            Self::Unknown => None,
        }
    }

    /// To before an entry.
    pub fn back(&mut self, table: &Table, kind: &[u8], old: Option<&[u8]>) {
        let values = old
            .and_then(|text| std::str::from_utf8(text).ok())
            .and_then(|text| rewind::old(table, text));
        let before = std::mem::replace(self, Self::Unknown);
        *self = match (kind, before, values) {
            (b"insert", _, _) => Self::Gone,
            (b"delete", _, Some(values)) => put(vec![Vec::new(); table.columns.len()], values),
            (b"update", Self::Row(columns), Some(values)) => put(columns, values),
            _ => Self::Unknown,
        };
    }
}

fn put(mut columns: Vec<Vec<u8>>, values: Vec<(usize, model::Value)>) -> State {
    for (place, value) in values {
        columns[place].clear();
        let value = match &value {
            model::Value::Null => Sql::Null,
            model::Value::Int(n) => Sql::Integer(*n),
            model::Value::Text(text) => Sql::Text(text.as_bytes()),
            model::Value::Id(id) => Sql::Blob(id.as_bytes()),
        };
        image::column(&mut columns[place], place, value);
    }
    State::Row(columns)
}
