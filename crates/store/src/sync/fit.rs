//! Whether this file can hold a row as the hub has it. What a guard or a CHECK would refuse ends the whole
//! transaction, and with it the whole pull: so it is looked at before, and said in a sentence.

use super::{Key, Side};
use crate::{fault::fault, sql::Bound};
use model::{Column, Result, Table, Value, tables};
use rusqlite::OptionalExtension;
use uuid::Uuid;

/// The column that an organization hangs on, which never changes.
pub(super) fn home(table: &Table) -> &'static str {
    if table.has_organization() { "organization_id" } else { "budget_id" }
}

impl Side<'_> {
    /// Why a row cannot come; `None` where it can, but for unique values.
    pub(super) fn misfit(&self, table: &'static Table, row: &[Value]) -> Result<Option<String>> {
        if let Some(why) = shape(table, row, self.organization()) {
            return Ok(Some(why));
        }
        if let Some(Value::Id(id)) = row.first()
            && self.stranger(table, *id)?
        {
            return Ok(Some(format!("The {}'s id is taken in this file.", table.noun)));
        }
        for (column, value) in table.columns.iter().zip(row) {
            if let Some(why) = self.dangling(table, column, value)? {
                return Ok(Some(why));
            }
        }
        Ok(None)
    }

    /// Why a column cannot get a value; `None` where it can, but for unique values.
    pub(super) fn unheld(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
    ) -> Result<Option<String>> {
        match strange(table, column, value) {
            Some(why) => Ok(Some(why)),
            None => self.dangling(table, column, value),
        }
    }

    /// Whether a column refers to what is not there. The same is said of what another organization has and of
    /// what nobody has.
    fn dangling(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
    ) -> Result<Option<String>> {
        let (Some(to), Value::Id(id)) = (column.references.and_then(tables::find), value) else {
            return Ok(None);
        };
        let there = self.org.has(to, *id)?;
        Ok((!there).then(|| absent(table, column, to.noun)))
    }

    /// The row that has a unique value, where it is another one.
    pub(super) fn holder(&self, key: Key, column: &Column, value: &Value) -> Result<Option<Uuid>> {
        if value.is_null() {
            return Ok(None);
        }
        let query = format!("SELECT id FROM {} WHERE {} = ?1 AND id <> ?2", key.0, column.name);
        self.org
            .tx
            .prepare_cached(&query)
            .and_then(|mut find| {
                find.query_row((Bound(value.as_ref()), key.1), |row| row.get(0)).optional()
            })
            .map_err(fault)
    }

    /// Whether another organization of the file has a row of that id.
    fn stranger(&self, table: &'static Table, id: Uuid) -> Result<bool> {
        let query = format!("SELECT 1 FROM {} WHERE id = ?1", table.name);
        let taken = self.org.tx.prepare_cached(&query).and_then(|mut find| find.exists([id]));
        Ok(taken.map_err(fault)? && !self.org.has(table, id)?)
    }
}

/// Why no file holds such a row of that organization, whatever else is in it; `None` where it may.
pub(super) fn shape(table: &'static Table, row: &[Value], organization: Uuid) -> Option<String> {
    let own = Value::Id(organization);
    let of = if table.name == "organizations" { "id" } else { home(table) };
    let mut columns = table.columns.iter().zip(row);
    if columns.clone().any(|(c, v)| c.name == of && of != "budget_id" && *v != own) {
        return Some(format!("The {} is not this organization's.", table.noun));
    }
    columns.find_map(|(column, value)| strange(table, column, value))
}

/// Why a column holds no such value; `None` where it does.
fn strange(table: &Table, column: &Column, value: &Value) -> Option<String> {
    if column.holds(value.as_ref()) {
        return None;
    }
    let accepts = match value {
        Value::Null => "is required.".into(),
        _ => column.ty.accepts(),
    };
    Some(format!("The {}'s {} {accepts}", table.noun, column.json_name()))
}

/// The sentence for a reference to what is not there.
pub(super) fn absent(table: &Table, column: &Column, noun: &str) -> String {
    format!("The {}'s {} refers to a {noun} that is not here.", table.noun, column.json_name())
}

/// The unique columns of a table.
pub(super) fn uniques(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.uniques.iter().flat_map(|unique| unique.columns).filter_map(|name| table.column(name))
}

/// The sentence for a unique value that another row has.
pub(super) fn taken(table: &Table, column: &Column) -> String {
    format!(
        "Another {} here has this {} already; it must be unique.",
        table.noun,
        column.json_name()
    )
}
