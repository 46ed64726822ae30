//! What a desk keeps, as far as the engine reads it, for its tests: rows, and the log that their writing leaves.

use super::{
    outbox::{Key, Kind, Logged},
    rebase::Row,
};
use model::{Table, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// A desk's rows and log.
#[derive(Debug, Default)]
pub struct Kept {
    pub rows: HashMap<Key, Row>,
    pub log: Vec<Logged>,
}

impl Kept {
    /// Makes the row, sets columns of it, or deletes it where `columns` is `None`. Whether that left an entry:
    /// what changes nothing leaves none.
    pub fn write(
        &mut self,
        table: &'static Table,
        row: Uuid,
        columns: Option<&[(usize, Value)]>,
        pulled: bool,
    ) -> bool {
        let key = (table.name, row);
        let (kind, old) = match (self.rows.remove(&key), columns) {
            (None, None) => return false,
            (None, Some(columns)) => {
                let mut values = vec![Value::Null; table.columns.len()];
                columns.iter().for_each(|(place, value)| values[*place] = value.clone());
                self.rows.insert(key, values);
                (Kind::Insert, Vec::new())
            }
            (Some(mut values), Some(columns)) => {
                let mut old = Vec::new();
                for (place, value) in columns {
                    let was = std::mem::replace(&mut values[*place], value.clone());
                    if was != *value {
                        old.push((*place, was));
                    }
                }
                self.rows.insert(key, values);
                if old.is_empty() {
                    return false;
                }
                (Kind::Update, old)
            }
            (Some(values), None) => (Kind::Delete, values.into_iter().enumerate().collect()),
        };
        let seq = self.next();
        self.log.push(Logged { seq, group: seq, table, row, kind, effect: false, pulled, old });
        true
    }

    /// The place in the log that the next entry gets.
    pub fn next(&self) -> i64 {
        self.log.len() as i64 + 1
    }
}
