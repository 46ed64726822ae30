//! What the rules of refunds and budgets ask of the rows, each by an index.

use crate::{Org, fault::fault};
use model::{
    Error, Id, Record as _, Result,
    tables::{Budget, Refund, User},
};
use rusqlite::{OptionalExtension, Params, Row};
use uuid::Uuid;

/// How a budget's spending is made up, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// What it held beyond its records when it was made or first came here.
    pub opening: i64,
    /// The sum of its usage records.
    pub used: i64,
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

impl Org<'_> {
    /// How a budget's spending is made up.
    ///
    /// # Errors
    /// NOT_FOUND when this organization has no such budget.
    pub fn spending(&self, budget: Id<Budget>) -> Result<Spending> {
        let found = self.one(
            "SELECT o.opening, ifnull((SELECT sum(amount) FROM budget_usage_records WHERE budget_id = b.id), 0)
             FROM budgets AS b JOIN desk_openings AS o ON o.budget_id = b.id WHERE b.organization_id = ?1 AND b.id = ?2",
            (self.id().uuid(), budget.uuid()),
            |row| Ok(Spending { opening: row.get(0)?, used: row.get(1)? }),
        )?;
        found.ok_or_else(|| Error::not_found(Budget::TABLE.noun))
    }

    /// What a customer's refunds took from a budget, in cents, also those that were deleted since.
    ///
    /// A deleted refund leaves its usage record behind, as the money is spent, but without a reference
    /// to itself (`ON DELETE SET NULL`): whose it was, the log tells, unless that was purged. Otherwise
    /// whoever deletes a refund could grant the same customer as much again.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn used_by(&self, budget: Id<Budget>, customer: Id<User>) -> Result<i64> {
        // A customer has few refunds, a budget many records, and of these few lost theirs.
        let used = self.one(
            "SELECT (SELECT ifnull(sum(r.amount), 0)
               FROM refunds AS f CROSS JOIN budget_usage_records AS r ON r.refund_id = f.id
               WHERE f.organization_id = ?1 AND f.customer_id = ?2 AND r.budget_id = ?3)
             + (SELECT ifnull(sum(r.amount), 0)
               FROM budget_usage_records AS r INDEXED BY budget_usage_records_refund_id_idx
               WHERE r.refund_id IS NULL AND r.budget_id = ?3 AND EXISTS (
                 SELECT 1 FROM desk_log AS lost INDEXED BY desk_log_row_id_idx
                 CROSS JOIN desk_log AS gone INDEXED BY desk_log_row_id_idx ON gone.row_id = unhex(json_extract(lost.old, '$.refund_id'))
                 WHERE lost.row_id = r.id AND lost.table_name = 'budget_usage_records' AND lost.kind <> 'insert'
                   AND gone.table_name = 'refunds' AND gone.kind = 'delete'
                   AND json_extract(gone.old, '$.organization_id') = hex(?1)
                   AND json_extract(gone.old, '$.customer_id') = hex(?2)))",
            (self.id().uuid(), customer.uuid(), budget.uuid()),
            |row| row.get(0),
        )?;
        Ok(used.unwrap_or(0))
    }

    /// What was spent from a budget day by day (UTC, days since 1970), in cents, earliest first.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn spent_by_day(&self, budget: Id<Budget>) -> Result<Vec<(i64, i64)>> {
        self.all(
            "SELECT (r.created_at - (r.created_at % ?3 + ?3) % ?3) / ?3 AS day, sum(r.amount) FROM budget_usage_records AS r
             WHERE r.budget_id = (SELECT id FROM budgets WHERE organization_id = ?1 AND id = ?2) GROUP BY day ORDER BY day",
            (self.id().uuid(), budget.uuid(), DAY),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// The refunds of an order that were not rejected, newest first, at most `most`. Upper and lower case and
    /// blanks around the order's id make no difference.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn refunds_of_order(&self, order: &str, most: u32) -> Result<Vec<Id<Refund>>> {
        self.all(
            "SELECT id FROM refunds WHERE organization_id = ?1
               AND trim(order_id, ' ' || char(9, 10, 11, 12, 13)) COLLATE NOCASE = trim(?2, ' ' || char(9, 10, 11, 12, 13))
               AND status <> 'REJECTED' ORDER BY created_at DESC, id DESC LIMIT ?3",
            (self.id().uuid(), order, most),
            |row| row.get::<_, Uuid>(0).map(Id::from),
        )
    }

    /// Of each type and period the budget that ends last.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn latest_budgets(&self) -> Result<Vec<Id<Budget>>> {
        self.all(
            "SELECT id FROM (SELECT id, type, period, row_number() OVER
                 (PARTITION BY type, period ORDER BY period_end DESC, created_at DESC, id DESC) AS place
               FROM budgets WHERE organization_id = ?1)
             WHERE place = 1 ORDER BY type, period",
            [self.id().uuid()],
            |row| row.get::<_, Uuid>(0).map(Id::from),
        )
    }

    fn one<T>(
        &self,
        query: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let found =
            self.tx.prepare_cached(query).and_then(|mut s| s.query_row(values, read).optional());
        found.map_err(fault)
    }

    fn all<T>(
        &self,
        query: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let rows =
            self.tx.prepare_cached(query).and_then(|mut s| s.query_map(values, read)?.collect());
        rows.map_err(fault)
    }
}
