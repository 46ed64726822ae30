//! Counts and sums for screens, bounded so that none grows with the table.

use crate::{Filter, Org, Related, Test, fault::fault, select, sql};
use model::{Instant, Result, Table, Value};

/// One day of tickets, by the day they were created.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TicketDay {
    /// Days since the first.
    pub day: i64,
    /// Tickets created that day.
    pub created: i64,
    /// How many of them are resolved or closed by now.
    pub resolved: i64,
    /// How many of those an agent handled.
    pub ai_resolved: i64,
    /// Their average satisfaction, 1.0 to 5.0.
    pub satisfaction: Option<f64>,
}

impl Org<'_> {
    /// The tickets of `days` days from `from` on, day by day, none left out.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn ticket_days(&self, from: Instant, days: i64) -> Result<Vec<TicketDay>> {
        const DAY: i64 = 86_400_000_000;
        let mut all: Vec<_> =
            (0..days).map(|day| TicketDay { day, ..TicketDay::default() }).collect();
        let mut read = || -> rusqlite::Result<()> {
            let mut query = self.tx.prepare_cached(
                "SELECT (created_at - ?2) / ?4, count(*), count(*) FILTER (WHERE status IN ('RESOLVED', 'CLOSED')),
                        count(*) FILTER (WHERE status IN ('RESOLVED', 'CLOSED') AND ai_handled), avg(customer_satisfaction_score) / 10.0
                 FROM tickets WHERE organization_id = ?1 AND created_at >= ?2 AND created_at < ?3 GROUP BY 1",
            )?;
            let mut rows = query.query((self.id().uuid(), from.0, from.0 + days * DAY, DAY))?;
            while let Some(row) = rows.next()? {
                let day: i64 = row.get(0)?;
                if let Some(place) = usize::try_from(day).ok().and_then(|d| all.get_mut(d)) {
                    *place = TicketDay {
                        day,
                        created: row.get(1)?,
                        resolved: row.get(2)?,
                        ai_resolved: row.get(3)?,
                        satisfaction: row.get(4)?,
                    };
                }
            }
            Ok(())
        };
        read().map_err(fault)?;
        Ok(all)
    }

    /// How many operations changed something since a moment, counted no further than `most`.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn operations_since(&self, since: Instant, most: u32) -> Result<u32> {
        self.tx
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM desk_groups WHERE organization_id = ?1 AND at >= ?2 LIMIT ?3)",
            )
            .and_then(|mut s| s.query_row((self.id().uuid(), since.0, most), |row| row.get(0)))
            .map_err(fault)
    }

    /// How many rows match, counted no further than `most`. Where there must be a row in another table, those
    /// are counted that its indexes lead to.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn count_where(&self, table: &Table, filter: &[Filter], most: u32) -> Result<u32> {
        let mut values = vec![Value::Id(self.id().uuid())];
        let leads = |f: &&Filter| matches!(&f.test, Test::Related(Related { exists: true, .. }));
        let leading = filter.iter().find(leads).filter(|_| !select::points(table, filter));
        let from = match leading {
            Some(Filter { column, test: Test::Related(related) }) => {
                related.from(table, column, &mut values)
            }
            _ => format!(" FROM {} AS k", table.name),
        };
        let others = filter.iter().filter(|f| !leading.is_some_and(|l| std::ptr::eq(l, *f)));
        let conditions = select::conditions("k", others, &mut values);
        let query = format!(
            "SELECT count(*) FROM (SELECT 1{from} WHERE {}{conditions}{} LIMIT {most})",
            sql::scope(table, "k"),
            select::spelled("k", table, filter)
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut s| s.query_row(sql::bind(&values), |row| row.get(0)))
            .map_err(fault)
    }

    /// The first moment after `now` that any row of a table holds in a column.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn next(&self, table: &Table, column: &str, now: Instant) -> Result<Option<Instant>> {
        let query = format!(
            "SELECT min(k.{0}) FROM {1} AS k WHERE {2} AND k.{0} > ?2",
            sql::name(column),
            table.name,
            sql::scope(table, "k")
        );
        self.tx
            .prepare_cached(&query)
            .and_then(|mut s| s.query_row((self.id().uuid(), now.0), |row| row.get(0)))
            .map(|next: Option<i64>| next.map(Instant))
            .map_err(fault)
    }
}
