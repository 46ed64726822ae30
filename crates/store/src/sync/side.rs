//! A transaction of the exchange: what can be seen and done in it.

use super::swap::Passing;
use crate::{Org, fault::fault, sql};
use model::{Id, Result, Table, Value, tables::Organization};
use rusqlite::Transaction;
use uuid::Uuid;

/// A transaction of the exchange, in one organization.
pub struct Side<'c> {
    pub(super) org: Org<'c>,
    /// Unique values that were taken from rows which are to get others.
    pub(super) passing: Vec<Passing>,
}

impl<'c> Side<'c> {
    /// Looks, and with `device` writes as well: as one group, made by that device.
    pub(super) fn begin(
        tx: Transaction<'c>,
        organization: Id<Organization>,
        device: Option<Uuid>,
    ) -> Result<Self> {
        let pull = device.map(|device| (device, super::PULL));
        Ok(Self { org: Org::exchanging(tx, organization, pull)?, passing: Vec::new() })
    }

    pub(super) fn commit(mut self) -> Result<()> {
        self.put_back()?;
        self.org.commit()
    }

    /// The organization.
    pub fn organization(&self) -> Uuid {
        self.org.id().uuid()
    }

    /// The newest place in the log.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn end(&self) -> Result<i64> {
        sql::last_entry(&self.org.tx).map_err(fault)
    }

    /// The place in the log that the next change gets.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn next(&self) -> Result<i64> {
        Ok(self.end()? + 1)
    }

    /// The values of a row as it is; `None` where the organization has none of that id.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn row(&self, table: &'static Table, id: Uuid) -> Result<Option<Vec<Value>>> {
        let mut row = self.org.values(table, id)?;
        for passing in self.passing.iter().filter(|p| p.holder == (table.name, id)) {
            if let Some(value) = row.as_mut().and_then(|row| row.get_mut(passing.place))
                && *value == passing.meanwhile
            {
                *value = passing.value.clone();
            }
        }
        Ok(row)
    }

    /// The ids of a table's rows.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn ids(&self, table: &'static Table) -> Result<Vec<Uuid>> {
        let query =
            format!("SELECT t.id FROM {} AS t WHERE {}", table.name, sql::scope(table, "t"));
        let read = || {
            let mut read = self.org.tx.prepare_cached(&query)?;
            let ids = read.query_map([self.organization()], |row| row.get(0))?;
            ids.collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
    }
}
