//! A whole table, read once from end to end.

use crate::{
    Org,
    fault::fault,
    select::Plan,
    sql::{self, Bound},
};
use model::{Error, Result, Table, ValueRef};

impl Org<'_> {
    /// Gives every row of a table to `each`, oldest first, as a JSON object without relations. One
    /// at a time, however many there are; what `each` refuses ends it.
    ///
    /// # Errors
    /// INTERNAL when the database refuses, and whatever `each` refuses.
    pub fn each<E: From<Error>>(
        &self,
        table: &'static Table,
        each: &mut dyn FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let plan = Plan::bare(table);
        let query = format!(
            "SELECT {} FROM {} AS t WHERE {} ORDER BY t.created_at, t.id",
            plan.columns.trim_start_matches(", "),
            table.name,
            sql::scope(table, "t")
        );
        let mut statement = self.tx.prepare_cached(&query).map_err(fault)?;
        let organization = Bound(ValueRef::Id(self.id().uuid()));
        let mut rows = statement.query([organization]).map_err(fault)?;
        let mut json = String::with_capacity(2_048);
        while let Some(row) = rows.next().map_err(fault)? {
            json.clear();
            plan.write(0, row, 0, &mut json).map_err(fault)?;
            json.push('}');
            each(&json)?;
        }
        Ok(())
    }
}
