//! Messages of a conversation, drafts of new ones, and conversations that become one.

use crate::{Org, View, sql};
use model::{Error, Id, Instant, Result, Table, Value, tables::Ticket};
use uuid::Uuid;

/// The place of a row among those of its kind by time.
pub type Place = (Instant, Uuid);

/// A row as JSON, with its relations, and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Where it stands.
    pub place: Place,
    /// The row.
    pub json: String,
}

impl Org<'_> {
    /// The newest rows whose `column` holds `value`, newest first, older than `before` if given.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn newest(
        &self,
        view: &'static View,
        column: &str,
        value: Uuid,
        before: Option<Place>,
        limit: u32,
    ) -> Result<Vec<Listed>> {
        let (at, id) = before.unwrap_or((Instant(i64::MAX), Uuid::max()));
        let plan = view.plan();
        let query = format!(
            "SELECT t.created_at, t.id{} FROM {} AS t{} WHERE {} AND t.{} = ?2
               AND (t.created_at, t.id) < (?3, ?4) ORDER BY t.created_at DESC, t.id DESC LIMIT {limit}",
            plan.columns,
            view.table.name,
            plan.joins,
            sql::scope(view.table, "t"),
            sql::name(column)
        );
        let values = [Value::Id(self.id().uuid()), value.into(), at.0.into(), id.into()];
        let mut found = Vec::new();
        self.rows(&query, &values, |row| {
            let mut json = String::with_capacity(1_024);
            plan.write(0, row, 2, &mut json)?;
            json.push('}');
            found.push(Listed { place: (Instant(row.get(0)?), row.get(1)?), json });
            Ok(())
        })?;
        Ok(found)
    }

    /// Lets all rows of `table` whose `column` holds `from` hold `to`. Returns how many.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn redirect(
        &self,
        table: &'static Table,
        column: &'static str,
        from: Uuid,
        to: Uuid,
    ) -> Result<usize> {
        let column = sql::name(column);
        let query = format!(
            "UPDATE OR ROLLBACK {} AS t SET {column} = ?3 WHERE {} AND t.{column} = ?2",
            table.name,
            sql::scope(table, "t")
        );
        self.run(&query, &[Value::Id(self.id().uuid()), from.into(), to.into()])
    }

    /// What the acting user was writing in a ticket: visibility and text.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn drafts(&self, ticket: Id<Ticket>) -> Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        self.rows(
            "SELECT visibility, body FROM desk_drafts
             WHERE user_id = ?1 AND ticket_id = ?2 AND organization_id = ?3 ORDER BY visibility DESC",
            &[self.user().uuid().into(), ticket.uuid().into(), self.id().uuid().into()],
            |row| {
                found.push((row.get(0)?, row.get(1)?));
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Keeps what the acting user is writing in a ticket, in place of what was kept; nothing is kept of
    /// an empty text. Nobody's history: it is not logged.
    ///
    /// # Errors
    /// NOT_FOUND when there is no such ticket, INTERNAL when the database refuses.
    pub fn keep_draft(&self, ticket: Id<Ticket>, visibility: &str, body: &str) -> Result<()> {
        use model::Record as _;
        if !self.has(Ticket::TABLE, ticket.uuid())? {
            return Err(Error::not_found(Ticket::TABLE.noun));
        }
        let (user, ticket) = (self.user().uuid().into(), ticket.uuid().into());
        if body.is_empty() {
            let discard =
                "DELETE FROM desk_drafts WHERE user_id = ?1 AND ticket_id = ?2 AND visibility = ?3";
            return self.run(discard, &[user, ticket, visibility.into()]).map(drop);
        }
        self.run(
            "INSERT INTO desk_drafts (organization_id, user_id, ticket_id, visibility, body, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET body = ?5, at = ?6",
            &[
                self.id().uuid().into(),
                user,
                ticket,
                visibility.into(),
                body.into(),
                self.now().0.into(),
            ],
        )
        .map(drop)
    }
}
