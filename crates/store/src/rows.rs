//! Rows of one organization, written and read as values in the order of their declaration.

use crate::{Org, fault::fault, sql};
use model::{Code, Default, Error, Id, Instant, Record, Result, Table, Value, ValueRef, tables};
use rusqlite::OptionalExtension;
use std::fmt::Write as _;
use uuid::Uuid;

/// Columns and what they become.
pub type Changes = Vec<(&'static str, Value)>;

impl Org<'_> {
    /// The values of a row, in the order of its columns; `None` when this organization has none
    /// of that id.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn values(&self, table: &'static Table, id: Uuid) -> Result<Option<Vec<Value>>> {
        let columns =
            table.columns.iter().map(|c| sql::name(c.name)).collect::<Vec<_>>().join(", ");
        let query = format!(
            "SELECT {columns} FROM {} AS t WHERE {} AND t.id = ?2",
            table.name,
            sql::scope(table, "t")
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut find| {
                find.query_row((self.id().uuid(), id), |row| {
                    (0..table.columns.len())
                        .map(|i| Ok(sql::value(row.get_ref(i)?)?.to_owned()))
                        .collect()
                })
                .optional()
            })
            .map_err(fault)
    }

    /// A row as rules see it.
    ///
    /// # Errors
    /// NOT_FOUND when this organization has none of that id.
    pub fn row<T: Record>(&self, id: Id<T>) -> Result<T> {
        let values =
            self.values(T::TABLE, id.uuid())?.ok_or_else(|| Error::not_found(T::TABLE.noun))?;
        T::from_values(values)
            .ok_or_else(|| crate::fault::damaged(&format!("a row of {}", T::NAME)))
    }

    /// Whether this organization has that row.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn has(&self, table: &Table, id: Uuid) -> Result<bool> {
        let query = format!(
            "SELECT 1 FROM {} AS t WHERE {} AND t.id = ?2",
            table.name,
            sql::scope(table, "t")
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut s| s.exists((self.id().uuid(), id)))
            .map_err(fault)
    }

    /// Inserts a row; what `given` leaves out takes its default. Returns its id.
    ///
    /// # Errors
    /// NOT_FOUND for a reference that this organization does not have, VALIDATION for a column
    /// that needs a value, CONFLICT for a unique one that is taken.
    pub fn insert(&self, table: &'static Table, given: Changes) -> Result<Uuid> {
        let mut row: Vec<Option<Value>> = vec![None; table.columns.len()];
        for (name, value) in given {
            if let Some(place) = table.position(name) {
                row[place] = Some(value);
            }
        }
        if let Some(place) = table.position("organization_id") {
            // Whatever was given: there is one organization here.
            row[place] = Some(Value::Id(self.id().uuid()));
        }
        let mut id = Uuid::nil();
        let mut values = Vec::with_capacity(row.len());
        for (column, value) in table.columns.iter().zip(row) {
            let value = match value {
                Some(value) => value,
                None => match column.default {
                    Default::NewId => Value::Id(Uuid::now_v7()),
                    Default::Now => Value::Int(self.now().0),
                    Default::Int(n) => Value::Int(n),
                    Default::Text(s) => s.into(),
                    Default::None => Value::Null,
                },
            };
            if value.is_null() && !column.nullable {
                return Err(Error::validation(column.json_name(), "is required."));
            }
            if column.name == "id"
                && let Value::Id(own) = value
            {
                id = own;
            }
            values.push(value);
        }
        // OR ROLLBACK: an error ends the whole transaction, so that no statement needs a journal.
        let mut query = format!("INSERT OR ROLLBACK INTO {} (", table.name);
        for (i, column) in table.columns.iter().enumerate() {
            let _ = write!(query, "{}{}", if i > 0 { ", " } else { "" }, sql::name(column.name));
        }
        query += ") VALUES (?";
        query += &", ?".repeat(table.columns.len() - 1);
        query += ")";
        self.run(&query, &values)?;
        Ok(id)
    }

    /// Changes columns of a row, and moves `updated_at` unless nothing changes. With `expected`,
    /// only if the row is still as of then.
    ///
    /// # Errors
    /// NOT_FOUND, STALE, and as [`Org::insert`].
    pub fn update(
        &self,
        table: &'static Table,
        id: Uuid,
        mut changes: Changes,
        expected: Option<Instant>,
    ) -> Result<()> {
        let before = self.current(table, id, expected)?;
        let held = |name: &str| table.position(name).map(|i| &before[i]);
        changes.retain(|(name, value)| held(name) != Some(value));
        if changes.is_empty() {
            return Ok(());
        }
        if let Some(Value::Int(last)) = held("updated_at") {
            changes.push(("updated_at", Value::Int(self.now().0.max(last + 1))));
        }
        let mut query = format!("UPDATE OR ROLLBACK {} AS t SET ", table.name);
        let mut values = vec![Value::Id(self.id().uuid()), Value::Id(id)];
        for (i, (name, value)) in changes.into_iter().enumerate() {
            let _ =
                write!(query, "{}{} = ?{}", if i > 0 { ", " } else { "" }, sql::name(name), i + 3);
            values.push(value);
        }
        let _ = write!(query, " WHERE {} AND t.id = ?2", sql::scope(table, "t"));
        self.run(&query, &values).map(|_| ())
    }

    /// Deletes a row, with what the schema's foreign keys take along.
    ///
    /// # Errors
    /// NOT_FOUND, STALE.
    pub fn delete(&self, table: &'static Table, id: Uuid, expected: Option<Instant>) -> Result<()> {
        self.current(table, id, expected)?;
        let query = format!(
            "DELETE FROM {} AS t WHERE {} AND t.id = ?2",
            table.name,
            sql::scope(table, "t")
        );
        self.run(&query, &[Value::Id(self.id().uuid()), Value::Id(id)]).map(|_| ())
    }

    fn current(
        &self,
        table: &'static Table,
        id: Uuid,
        expected: Option<Instant>,
    ) -> Result<Vec<Value>> {
        let row = self.values(table, id)?.ok_or_else(|| Error::not_found(table.noun))?;
        let at = table.position("updated_at").map(|i| row[i].as_ref());
        match (expected, at) {
            (Some(expected), Some(ValueRef::Int(at))) if at != expected.0 => Err(Error::new(
                Code::Stale,
                format!(
                    "The {} was changed at {}, after you read it. Read it again.",
                    table.noun,
                    Instant(at)
                ),
            )),
            _ => Ok(row),
        }
    }

    /// Checks that every reference among `changes` is this organization's.
    ///
    /// # Errors
    /// NOT_FOUND naming the field, the same whether the row is another organization's or nobody's.
    pub fn check_references(&self, table: &'static Table, changes: &Changes) -> Result<()> {
        for (column, to) in table.references() {
            let Some((_, Value::Id(id))) = changes.iter().find(|(name, _)| *name == column.name)
            else {
                continue;
            };
            let Some(to) = tables::find(to) else { continue };
            if to.name != "organizations" && !self.has(to, *id)? {
                return Err(Error::not_found(to.noun).at(column.json_name()));
            }
        }
        Ok(())
    }

    /// The newest value of `column` among this organization's rows whose text starts with `prefix`
    /// and goes on with digits only: the last number given, for making the next one.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn last_number(&self, table: &Table, column: &str, prefix: &str) -> Result<Option<i64>> {
        let c = sql::name(column);
        let query = format!(
            "SELECT max(CAST(substr(t.{c}, length(?2) + 1) AS INTEGER)) FROM {} AS t
             WHERE {} AND t.{c} >= ?2 AND t.{c} < ?3 AND substr(t.{c}, length(?2) + 1) NOT GLOB '*[^0-9]*'
               AND length(t.{c}) <= length(?2) + 15",
            table.name,
            sql::scope(table, "t")
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut s| {
                s.query_row((self.id().uuid(), prefix, format!("{prefix}:")), |row| row.get(0))
            })
            .map_err(fault)
    }
}
