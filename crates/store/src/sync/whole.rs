//! A file that holds rows only, made whole: what comes with each row elsewhere is made from all of them at once.

use super::{fill::park, fit};
use crate::{Progress, fault::fault, migrate, search, sql, triggers};
use model::{Code, Error, Result, tables};
use rusqlite::{Connection, Transaction};
use std::ops::ControlFlow;
use uuid::Uuid;

/// Takes away what costs with every row: it is made again from all of them at once.
pub(super) fn bare(db: &Connection) -> rusqlite::Result<()> {
    triggers::remove(db)?;
    let mut find = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1",
    )?;
    for table in tables::every() {
        let names: Vec<String> =
            find.query_map([table.name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        names.iter().try_for_each(|name| db.execute_batch(&format!("DROP INDEX \"{name}\"")))?;
    }
    Ok(())
}

/// Hears how far the search index is, in documents, and says whether to go on.
pub(super) type Tell<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Makes a file whole that holds rows only: nothing refers to what is not there; indexes, triggers, counts, openings
/// and the search index as if each row had come by itself. Returns how many rows had to go.
///
/// # Errors
/// CONFLICT when it is cancelled, and those of the database: then nothing was changed.
pub(super) fn whole(tx: &Transaction<'_>, organization: Uuid, tell: Tell<'_>) -> Result<u64> {
    let schema = migrate::schema()?;
    let mut make = || -> rusqlite::Result<Option<u64>> {
        let parked = astray(tx, organization)?;
        let made = migrate::made(tx)?;
        for (_, sql) in schema.iter().filter(|wanted| !made.contains(wanted)) {
            tx.execute_batch(sql)?;
        }
        // While nothing logs it: it follows from the row itself.
        tx.execute_batch(
            "UPDATE budgets SET remaining = \"limit\" - spent
             WHERE remaining <> \"limit\" - spent AND \"limit\" - spent BETWEEN -999999999999 AND 999999999999",
        )?;
        triggers::install(tx)?;
        tx.execute_batch(
            "DELETE FROM desk_openings;
             INSERT INTO desk_openings SELECT id, spent - ifnull((SELECT sum(amount) FROM budget_usage_records WHERE budget_id = b.id), 0) FROM budgets AS b;",
        )?;
        Ok(search::make(tx, tell)?.then_some(parked))
    };
    make().map_err(fault)?.ok_or_else(broken_off)
}

pub(super) fn broken_off() -> Error {
    Error::new(Code::Conflict, "It was cancelled. The rows that have arrived stay.")
}

/// Parks rows that refer to what is not there, parents before their children: so one pass finds all.
fn astray(db: &Connection, organization: Uuid) -> rusqlite::Result<u64> {
    let mut parked = 0;
    let is_there = db
        .prepare("SELECT 1 FROM organizations WHERE id = ?1")
        .and_then(|mut find| find.exists([organization]))?;
    for table in tables::every() {
        for (column, to) in table.references() {
            if is_there && column.name == "organization_id" {
                // Another one's rows are not taken at all.
                continue;
            }
            let (name, column_name) = (table.name, sql::name(column.name));
            let ids: Vec<Uuid> = db
                .prepare(&format!(
                    "SELECT id FROM {name} AS t WHERE {column_name} IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM {to} AS p WHERE p.id = t.{column_name})"
                ))?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let noun = tables::find(to).map_or(to, |to| to.noun);
            for id in &ids {
                db.execute(&format!("DELETE FROM {name} WHERE id = ?1"), [id])?;
                park(db, organization, (name, *id), &fit::absent(table, column, noun))?;
            }
            parked += ids.len() as u64;
        }
    }
    Ok(parked)
}
