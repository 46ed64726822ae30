//! Rows of one organization, written and read as values in the order of their declaration.

use crate::{Filter, Org, fault::fault, meta, select, sql};
use model::{Code, Default, Error, Id, Instant, Record, Result, Table, Value, ValueRef, tables};
use rusqlite::OptionalExtension;
use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};
use uuid::Uuid;

/// The statements that are the same for every row of a table, written once.
struct Texts {
    values: String,
    insert: String,
}

fn texts(table: &Table) -> &'static Texts {
    static ALL: LazyLock<HashMap<&str, Texts>> =
        LazyLock::new(|| tables::every().map(|t| (t.name, Texts::of(t))).collect());
    &ALL[table.name]
}

impl Texts {
    fn of(table: &Table) -> Self {
        let columns: Vec<_> = table.columns.iter().map(|c| sql::name(c.name)).collect();
        let (name, columns) = (table.name, columns.join(", "));
        let scope = sql::scope(table, "t");
        let places = vec!["?"; table.columns.len()].join(", ");
        Self {
            values: format!("SELECT {columns} FROM {name} AS t WHERE {scope} AND t.id = ?2"),
            // OR ROLLBACK: an error ends the whole transaction, so that no statement needs a journal.
            insert: format!("INSERT OR ROLLBACK INTO {name} ({columns}) VALUES ({places})"),
        }
    }
}

/// Columns and what they become.
pub type Changes = Vec<(&'static str, Value)>;

/// A row: a value for each column, in the order of their declaration.
pub type Values = Vec<Value>;

impl Org<'_> {
    /// The values of a row, in the order of its columns; `None` when this organization has none
    /// of that id.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn values(&self, table: &'static Table, id: Uuid) -> Result<Option<Vec<Value>>> {
        self.tx
            .prepare_cached(&texts(table).values)
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

    /// The rows that match, as rules see them: the oldest `most` of them.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn find<T: Record>(&self, filter: &[Filter], most: u32) -> Result<Vec<T>> {
        let table = T::TABLE;
        let columns =
            table.columns.iter().map(|c| sql::name(c.name)).collect::<Vec<_>>().join(", ");
        let mut values = vec![Value::Id(self.id().uuid())];
        let conditions = select::conditions("t", filter, &mut values);
        let query = format!(
            "SELECT {columns} FROM {} AS t WHERE {}{conditions} ORDER BY t.created_at, t.id LIMIT {most}",
            table.name,
            sql::scope(table, "t")
        );
        let read = || {
            let mut statement = self.tx.prepare_cached(&query)?;
            let rows = statement.query_map(sql::bind(&values), |row| {
                (0..table.columns.len())
                    .map(|i| Ok(sql::value(row.get_ref(i)?)?.to_owned()))
                    .collect::<rusqlite::Result<Vec<_>>>()
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = read().map_err(fault)?.into_iter().map(|values| {
            T::from_values(values)
                .ok_or_else(|| crate::fault::damaged(&format!("a row of {}", T::NAME)))
        });
        rows.collect()
    }

    /// The ids of the rows that match, newest first.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn ids(&self, table: &Table, filter: &[Filter]) -> Result<Vec<Uuid>> {
        let mut values = vec![Value::Id(self.id().uuid())];
        let conditions = select::conditions("t", filter, &mut values);
        let query = format!(
            "SELECT t.id FROM {} AS t WHERE {}{conditions} ORDER BY t.created_at DESC, t.id DESC",
            table.name,
            sql::scope(table, "t")
        );
        let read = || {
            let mut read = self.tx.prepare_cached(&query)?;
            let ids = read.query_map(sql::bind(&values), |row| row.get(0))?;
            ids.collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
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

    /// The id of the row whose unique `column` holds `value`.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn id_where(&self, table: &Table, column: &str, value: Uuid) -> Result<Option<Uuid>> {
        let query = format!(
            "SELECT t.id FROM {} AS t WHERE {} AND t.{} = ?2",
            table.name,
            sql::scope(table, "t"),
            sql::name(column)
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut find| {
                find.query_row((self.id().uuid(), value), |row| row.get(0)).optional()
            })
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
        self.run(&texts(table).insert, &values)?;
        Ok(id)
    }

    /// The values of a row that is there, and with `expected` still as of then.
    ///
    /// # Errors
    /// NOT_FOUND, STALE.
    pub fn expect(
        &self,
        table: &'static Table,
        id: Uuid,
        expected: Option<Instant>,
    ) -> Result<Vec<Value>> {
        let row = self.values(table, id)?.ok_or_else(|| Error::not_found(table.noun))?;
        let moved = table.position("updated_at").map(|i| row[i].as_ref());
        match (expected, moved) {
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

    /// Changes columns of a row, and moves `updated_at` unless nothing changes.
    ///
    /// # Errors
    /// NOT_FOUND, CONFLICT for a unique value that is taken.
    pub fn update(&self, table: &'static Table, id: Uuid, changes: Changes) -> Result<()> {
        let before = self.values(table, id)?.ok_or_else(|| Error::not_found(table.noun))?;
        self.change(table, &before, changes).map(drop)
    }

    /// Changes columns of a row whose values were read in this transaction and have not changed
    /// since; returns them as they are then. Otherwise as [`Org::update`].
    ///
    /// # Errors
    /// CONFLICT for a unique value that is taken.
    pub fn change(
        &self,
        table: &'static Table,
        before: &[Value],
        mut changes: Changes,
    ) -> Result<Values> {
        let held = |name: &str| table.position(name).map(|i| &before[i]);
        changes.retain(|(name, value)| held(name) != Some(value));
        let mut after = before.to_vec();
        let Some(id) = held("id").filter(|_| !changes.is_empty()) else { return Ok(after) };
        if let Some(Value::Int(last)) = held("updated_at") {
            changes.push(("updated_at", Value::Int(self.now().0.max(last + 1))));
        }
        let Value::Id(id) = *id else { return Ok(after) };
        for (name, value) in &changes {
            if let Some(place) = table.position(name) {
                after[place] = value.clone();
            }
        }
        self.set(table, id, changes)?;
        Ok(after)
    }

    /// Sets columns of a row that is there, and nothing else.
    pub(crate) fn set(&self, table: &'static Table, id: Uuid, changes: Changes) -> Result<()> {
        let mut query = format!("UPDATE OR ROLLBACK {} AS t SET ", table.name);
        let mut values = vec![Value::Id(self.id().uuid()), Value::Id(id)];
        for (i, (name, value)) in changes.into_iter().enumerate() {
            let _ =
                write!(query, "{}{} = ?{}", if i > 0 { ", " } else { "" }, sql::name(name), i + 3);
            values.push(value);
        }
        let _ = write!(query, " WHERE {} AND t.id = ?2", sql::scope(table, "t"));
        self.run(&query, &values).map(drop)
    }

    /// Deletes a row, with what the schema's foreign keys take along.
    ///
    /// # Errors
    /// NOT_FOUND.
    pub fn delete(&self, table: &'static Table, id: Uuid) -> Result<()> {
        let query = format!(
            "DELETE FROM {} AS t WHERE {} AND t.id = ?2",
            table.name,
            sql::scope(table, "t")
        );
        match self.run(&query, &[Value::Id(self.id().uuid()), Value::Id(id)])? {
            0 => Err(Error::not_found(table.noun)),
            _ => Ok(()),
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

    /// The next of this organization's numbers that start with `prefix` and go on with digits, like
    /// TICKET-1004. The last one given is kept, so that it costs the same at any size; numbers that
    /// came in some other way are stepped over.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn next_number(&self, table: &Table, column: &str, prefix: &str) -> Result<String> {
        let key = format!("last.{}.{column}.{}", table.name, self.id());
        let next = || -> rusqlite::Result<i64> {
            let last = meta::number(&self.tx, &key)?;
            let taken = format!(
                "SELECT 1 FROM {} AS t WHERE {} AND t.{column} = ?2",
                table.name,
                sql::scope(table, "t")
            );
            let mut taken = self.tx.prepare_cached(&taken)?;
            let next = last.unwrap_or(0) + 1;
            let next = match last {
                Some(_) if !taken.exists((self.id().uuid(), format!("{prefix}{next}")))? => next,
                _ => {
                    self.largest(table, column, prefix)?.unwrap_or(1_000).max(last.unwrap_or(0)) + 1
                }
            };
            meta::keep(&self.tx, &key, &next.to_string())?;
            Ok(next)
        };
        next().map(|n| format!("{prefix}{n}")).map_err(fault)
    }

    fn largest(&self, table: &Table, column: &str, prefix: &str) -> rusqlite::Result<Option<i64>> {
        let query = format!(
            "SELECT max(CAST(substr(t.{column}, length(?2) + 1) AS INTEGER)) FROM {} AS t
             WHERE {} AND t.{column} >= ?2 AND t.{column} < ?3 AND substr(t.{column}, length(?2) + 1) NOT GLOB '*[^0-9]*'
               AND length(t.{column}) <= length(?2) + 15",
            table.name,
            sql::scope(table, "t")
        );
        self.tx
            .prepare_cached(&query)?
            .query_row((self.id().uuid(), prefix, format!("{prefix}:")), |row| row.get(0))
    }
}
