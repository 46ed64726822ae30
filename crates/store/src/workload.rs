//! Who has how much to do.

use crate::{Org, fault::fault, sql::name};
use model::{
    Id, Result,
    tables::{Representative, RepresentativeStatus},
    tally::Tally,
};
use uuid::Uuid;

impl Org<'_> {
    /// The ONLINE representative with the most free places, of several the best rated; `None` when
    /// nobody who is ONLINE has one.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn most_free(&self) -> Result<Option<Id<Representative>>> {
        let query = "SELECT id FROM representatives
             WHERE organization_id = ?1 AND status = ?2 AND active_chats < max_chats
             ORDER BY max_chats - active_chats DESC, rating DESC, id LIMIT 1";
        let find = || {
            let mut find = self.tx.prepare_cached(query)?;
            let mut rows = find.query((self.id().uuid(), RepresentativeStatus::Online.label()))?;
            rows.next()?.map(|row| row.get::<_, Uuid>(0)).transpose()
        };
        Ok(find().map_err(fault)?.map(Id::from))
    }

    /// How many rows count in each sum of `tally`: whose sum, their status, how many.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn tallied(&self, tally: &Tally) -> Result<Vec<(Uuid, String, i64)>> {
        let Some((status, labels)) = tally.only else { return Ok(Vec::new()) };
        let (by, status) = (name(tally.by), name(status));
        // As the partial index has it.
        let query = format!(
            "SELECT {by}, {status}, count(*) FROM {} WHERE organization_id = ?1
               AND {by} IS NOT NULL AND {status} IN ('{}') GROUP BY {by}, {status}",
            tally.table,
            labels.join("', '")
        );
        let read = || {
            let mut read = self.tx.prepare_cached(&query)?;
            let rows = read
                .query_map([self.id().uuid()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
    }
}
