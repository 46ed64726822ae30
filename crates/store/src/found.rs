//! Founding an organization: the one write that no session can stand for yet.

use crate::{Desk, Org, Request, Session, fault::fault};
use model::{
    Code, Error, Id, Result,
    tables::{self, Organization, User},
};
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

/// What a bulk write may keep in memory, in KiB.
pub(crate) const BULK_KIB: i64 = 262_144;

impl Desk {
    /// Founds an organization: `work` gets the right to write its first rows, as the user who will
    /// be its first administrator. Open while the file holds no organization, and to any
    /// administrator after. With `request`, once.
    ///
    /// # Errors
    /// FORBIDDEN, and whatever `work` refuses.
    pub fn found(
        &self,
        session: Option<&Session>,
        operation: &'static str,
        request: Option<&Request>,
        work: impl FnOnce(&mut Org<'_>) -> Result<String>,
    ) -> Result<String> {
        self.writing(|db, device| {
            let mut tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
            if let Some(request) = request
                && let Some(answer) = request.answered(&tx, None)?
            {
                return Ok(answer);
            }
            if holds_any(&tx)? {
                let refused = || Error::forbidden("The file holds an organization already; only its administrator may found another.");
                let org = Org::within(tx, session.ok_or_else(refused)?)?;
                org.require(crate::Role::Admin, "found an organization")?;
                tx = org.tx;
            }
            let founder = Session { organization: Id::new(), user: Id::new() };
            let mut org = Org::founding(tx, &founder, device, operation)?;
            let done = work(&mut org)?;
            if let Some(request) = request {
                request.answer(&org.tx, None, &done, org.now())?;
            }
            org.commit()?;
            Ok(done)
        })
    }

    /// Founds the file's first organization under ids that are given, for rows that must come out
    /// the same each time (the demo). Otherwise as [`Desk::found`].
    ///
    /// # Errors
    /// CONFLICT when the file holds an organization, and whatever `work` refuses.
    pub fn found_as(
        &self,
        organization: Id<Organization>,
        admin: Id<User>,
        operation: &'static str,
        work: impl FnOnce(&mut Org<'_>) -> Result<()>,
    ) -> Result<Session> {
        self.writing(|db, device| {
            let pages = db.pragma_query_value(None, "cache_size", |row| row.get::<_, i64>(0));
            let pages = pages.map_err(fault)?;
            // Much is written at once: pages that do not fit would go to the disk many times.
            db.pragma_update(None, "cache_size", -BULK_KIB).map_err(fault)?;
            let founded = Self::found_in(db, device, (organization, admin), operation, work);
            // Only memory hangs on it.
            let _ = db.pragma_update(None, "cache_size", pages);
            founded
        })
    }

    fn found_in(
        db: &mut Connection,
        device: Uuid,
        (organization, user): (Id<Organization>, Id<User>),
        operation: &'static str,
        work: impl FnOnce(&mut Org<'_>) -> Result<()>,
    ) -> Result<Session> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        if holds_any(&tx)? {
            return Err(Error::new(
                Code::Conflict,
                "The file holds an organization already. Nothing was changed; choose another file.",
            ));
        }
        let founder = Session { organization, user };
        let mut org = Org::founding(tx, &founder, device, operation)?;
        org.arriving()?;
        // Indexes are made faster from all rows at once than row by row. Within the transaction:
        // nobody sees the file without them.
        let indexes = drop_indexes(&org.tx).map_err(fault)?;
        work(&mut org)?;
        org.tx.execute_batch(&indexes).map_err(fault)?;
        org.commit()?;
        Ok(founder)
    }
}

/// Whether the file holds an organization.
fn holds_any(db: &Connection) -> Result<bool> {
    db.prepare("SELECT 1 FROM organizations").and_then(|mut s| s.exists([])).map_err(fault)
}

/// Drops the indexes that neither a constraint nor a trigger looks rows up by; returns the statements
/// that make them again.
fn drop_indexes(db: &Connection) -> rusqlite::Result<String> {
    let columns: Vec<_> = tables::every()
        .flat_map(|t| t.references())
        .filter(|(_, to)| *to != "organizations")
        .map(|(column, _)| format!("'{}'", column.name))
        .collect();
    let mut find = db.prepare(&format!(
        "SELECT name, sql FROM sqlite_schema AS s WHERE type = 'index' AND sql IS NOT NULL
           AND (SELECT name FROM pragma_index_info(s.name) WHERE seqno = 0) NOT IN ({}) ORDER BY rowid",
        columns.join(", ")
    ))?;
    let found = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let indexes: Vec<(String, String)> = found.collect::<rusqlite::Result<_>>()?;
    drop(find);
    let mut again = String::new();
    for (name, sql) in indexes {
        db.execute_batch(&format!("DROP INDEX \"{name}\""))?;
        again += &sql;
        again += ";\n";
    }
    Ok(again)
}
