//! Which rows there are, in the order in which a hub is told all of them.

use super::{Key, Side};
use crate::{fault::fault, sql};
use model::{Result, Table, tables, tally::Tally};
use rusqlite::OptionalExtension as _;
use uuid::Uuid;

impl Side<'_> {
    /// The rows that are there, or were there at some time after that place of the log, in the order of their tables,
    /// parents first, and of their ids: those after that one, at most so many.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn keys(&self, since: i64, after: Option<Key>, most: usize) -> Result<Vec<Key>> {
        let from = after.map_or("organizations", |(table, _)| table);
        let mut keys = Vec::with_capacity(most);
        for table in tables::every().skip_while(|table| table.name != from) {
            let after = after.filter(|(of, _)| *of == table.name).map(|(_, id)| id);
            let ids = self.some(table, since, after, most - keys.len()).map_err(fault)?;
            keys.extend(ids.into_iter().map(|id| (table.name, id)));
            if keys.len() == most {
                break;
            }
        }
        Ok(keys)
    }

    /// The ids of the rows that count in a sum now.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn counting(&self, tally: &Tally) -> Result<Vec<Uuid>> {
        let Some(table) = tables::find(tally.table) else { return Ok(Vec::new()) };
        let only = tally.only.map_or_else(String::new, |(column, labels)| {
            // Labels are declared; none has a quote.
            format!(" AND t.{} IN ('{}')", sql::name(column), labels.join("', '"))
        });
        let query = format!(
            "SELECT t.id FROM {} AS t WHERE t.{} IS NOT NULL{only} AND {}",
            table.name,
            sql::name(tally.by),
            sql::scope(table, "t")
        );
        let read = || {
            let mut read = self.org.tx.prepare_cached(&query)?;
            let ids = read.query_map([self.organization()], |row| row.get(0))?;
            ids.collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
    }

    /// How many rows there are up to that one, in that order, and how many in all.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn counted(&self, upto: Option<Key>) -> Result<(u64, u64)> {
        let (mut before, mut all, mut past) = (0, 0, upto.is_none());
        for table in tables::every() {
            let last = upto.filter(|(of, _)| *of == table.name).map(|(_, id)| id);
            let count = format!(
                "SELECT count(*), count(*) FILTER (WHERE t.id <= ?2) FROM {} AS t WHERE {}",
                table.name,
                sql::scope(table, "t")
            );
            let (count, among): (i64, i64) = self
                .org
                .tx
                .prepare_cached(&count)
                .and_then(|mut count| {
                    count.query_row((self.organization(), last), |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })
                })
                .map_err(fault)?;
            all += count.unsigned_abs();
            before += match last {
                Some(_) => among.unsigned_abs(),
                None if past => 0,
                None => count.unsigned_abs(),
            };
            past |= last.is_some();
        }
        Ok((before, all))
    }

    fn some(
        &self,
        table: &'static Table,
        since: i64,
        after: Option<Uuid>,
        most: usize,
    ) -> rusqlite::Result<Vec<Uuid>> {
        let db = &self.org.tx;
        let after = after.unwrap_or(Uuid::nil());
        // Along the key: by the organization all of its rows would be sorted each time.
        let live = format!(
            "SELECT t.id FROM {0} AS t INDEXED BY sqlite_autoindex_{0}_1 WHERE t.id > ?2 AND {1} ORDER BY t.id LIMIT ?3",
            table.name,
            sql::scope(table, "t")
        );
        let mut ids: Vec<Uuid> = db
            .prepare_cached(&live)?
            .query_map((self.organization(), after, most as i64), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let log = "SELECT 1 FROM desk_log WHERE seq > ?1 LIMIT 1";
        let quiet: Option<i64> =
            db.prepare_cached(log)?.query_row([since], |row| row.get(0)).optional()?;
        if quiet.is_some() {
            let gone: Vec<Uuid> = db
                .prepare_cached(
                    "SELECT DISTINCT row_id FROM desk_log WHERE seq > ?1 AND table_name = ?2 AND kind = 'delete' AND row_id > ?3",
                )?
                .query_map((since, table.name, after), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            ids.extend(gone);
            ids.sort_unstable();
            ids.dedup();
            ids.truncate(most);
        }
        Ok(ids)
    }
}
