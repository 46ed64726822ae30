//! Whether a desk is sound: the database's own checks, and what must always hold here.

use crate::{
    chain::{self, Chain},
    fault::{damaged, fault},
    migrate, search, spans,
    sql::name,
    triggers,
};
use model::{Class, Result, tables};
use rusqlite::Connection;

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Units done.
    pub done: u64,
    /// Units in all.
    pub total: u64,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Rows looked at, all tables together.
    pub rows: u64,
    /// Entries of the change log.
    pub entries: u64,
    /// How far the log is what was sealed.
    pub chain: Chain,
    /// Each thing that is wrong, as a sentence. Empty is sound.
    pub faults: Vec<String>,
}

/// The database's own checks of structure and references; INTERNAL when they find anything.
pub(crate) fn sound(db: &Connection) -> Result<()> {
    let mut faults = Vec::new();
    structure(db, &mut faults).map_err(fault)?;
    match faults.first() {
        None => Ok(()),
        Some(first) => Err(damaged(first)),
    }
}

fn structure(db: &Connection, faults: &mut Vec<String>) -> rusqlite::Result<()> {
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    let said = check
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    faults.extend(said.into_iter().filter(|s| s != "ok").map(|s| format!("integrity_check: {s}")));
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let said = check
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
        })?
        .take(20)
        .collect::<rusqlite::Result<Vec<_>>>()?;
    faults.extend(said.into_iter().map(|(t, row, to)| {
        format!(
            "foreign_key_check: row {} of {t} refers to a row of {to} that does not exist",
            row.unwrap_or(0)
        )
    }));
    Ok(())
}

/// Everything: structure, triggers, tenancy, counters, the log and its chain.
pub(crate) fn all(db: &Connection) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let schema = migrate::schema()?;
    let check = |verdict: &mut Verdict| -> rusqlite::Result<()> {
        structure(db, &mut verdict.faults)?;
        let made = migrate::made(db)?;
        for (name, _) in schema.iter().filter(|wanted| !made.contains(wanted)) {
            verdict.faults.push(format!("{name} is missing or is not as this version makes it"));
        }
        let present = triggers::present(db)?;
        let mut wanted = triggers::all();
        wanted.sort();
        for (name, _) in wanted.iter().filter(|w| !present.contains(w)) {
            verdict.faults.push(format!(
                "trigger {name} is missing or was changed: changes past it were not logged"
            ));
        }
        let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
        for table in tables::every() {
            verdict.rows +=
                u64::try_from(count(&format!("SELECT count(*) FROM {}", table.name))?).unwrap_or(0);
            for (column, to) in table.references() {
                if !table.has_organization()
                    || to == "organizations"
                    || !tables::find(to).is_some_and(|t| t.has_organization())
                {
                    continue;
                }
                let strays = count(&format!(
                    "SELECT count(*) FROM {0} AS t JOIN {to} AS p ON p.id = t.{1} WHERE p.organization_id <> t.organization_id",
                    table.name,
                    name(column.name)
                ))?;
                if strays > 0 {
                    verdict.faults.push(format!(
                        "{strays} rows of {} refer by {} into another organization",
                        table.name, column.name
                    ));
                }
            }
            if let Some(status) = table.columns.iter().find(|c| c.class == Class::State) {
                let off = count(&format!(
                    "SELECT count(*) FROM (
                       SELECT organization_id, {0} AS status, count(*) AS n FROM {1} GROUP BY 1, 2
                       UNION ALL SELECT organization_id, status, -n FROM desk_counts WHERE table_name = '{1}')
                     GROUP BY organization_id, status HAVING sum(n) <> 0",
                    status.name, table.name
                ))
                .or_else(|e| if e == rusqlite::Error::QueryReturnedNoRows { Ok(0) } else { Err(e) })?;
                if off > 0 {
                    verdict.faults.push(format!("the counts of {} by status are off", table.name));
                }
            }
        }
        let off = count("SELECT count(*) FROM budgets WHERE remaining <> \"limit\" - spent")?;
        if off > 0 {
            verdict.faults.push(format!("{off} budgets whose remaining is not limit - spent"));
        }
        let off = count(
            "SELECT count(*) FROM budgets AS b LEFT JOIN desk_openings AS o ON o.budget_id = b.id
             WHERE b.spent IS NOT o.opening + ifnull((SELECT sum(amount) FROM budget_usage_records WHERE budget_id = b.id), 0)",
        )?;
        if off > 0 {
            verdict
                .faults
                .push(format!("{off} budgets whose spent is not its opening and its records"));
        }
        verdict.faults.extend(search::check(db)?);
        verdict.faults.extend(spans::check(db)?);
        verdict.entries = u64::try_from(count("SELECT count(*) FROM desk_log")?).unwrap_or(0);
        let torn = count(
            "SELECT count(*) FROM (SELECT DISTINCT group_id FROM desk_log WHERE group_id IS NOT NULL
             EXCEPT SELECT id FROM desk_groups)",
        )?;
        if torn > 0 {
            verdict
                .faults
                .push(format!("{torn} groups of log entries have no operation they belong to"));
        }
        verdict.chain = chain::check(db, &mut verdict.faults)?;
        Ok(())
    };
    match check(&mut verdict) {
        Err(e) if verdict.faults.is_empty() => Err(fault(e)),
        // What is broken already explains why the rest could not be looked at.
        _ => Ok(verdict),
    }
}
