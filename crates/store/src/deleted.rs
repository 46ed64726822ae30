//! What deletes took: listed, brought back, purged.

use crate::{Org, Reversal, fault::fault, meta, sql::name};
use model::{Code, Error, Instant, Result, Table, tables};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;
use uuid::Uuid;

/// A row that was deleted and is still gone.
#[derive(Debug, Clone)]
pub struct Deleted {
    /// Its place in the log.
    pub seq: i64,
    /// Its table.
    pub table: &'static Table,
    /// Its id.
    pub id: Uuid,
    /// The operation that took it; `None` for what went past the desk.
    pub group: Option<i64>,
    /// That operation's name.
    pub operation: Option<String>,
    /// Who did it: id and name, as far as they are known here.
    pub actor: Option<(Uuid, Option<String>)>,
    /// When.
    pub at: Instant,
    /// How many rows went with it.
    pub with: u32,
}

/// The most that is counted of what went with a row.
const MOST: u32 = 10_000;

impl Org<'_> {
    /// Rows that were deleted by themselves and are still gone, of one table or of all, newest first, at
    /// most `limit` of them, from before `before` in the log. Purged ones are left out.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn deleted(
        &self,
        table: Option<&'static Table>,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<Deleted>> {
        let mut found = Vec::new();
        let among = tables::every().filter(|t| table.is_none_or(|only| only.name == t.name));
        // An organization that is gone has nobody left to look.
        for table in among.filter(|t| t.name != "organizations") {
            found.extend(self.deleted_of(table, limit, before).map_err(fault)?);
        }
        found.sort_by_key(|deleted| std::cmp::Reverse(deleted.seq));
        found.truncate(limit as usize);
        for deleted in &mut found {
            deleted.with = self.taken_along(deleted).map_err(fault)?;
        }
        Ok(found)
    }

    fn deleted_of(
        &self,
        table: &'static Table,
        limit: u32,
        before: Option<i64>,
    ) -> rusqlite::Result<Vec<Deleted>> {
        // Whose it was, the image tells; a usage record's organization is its budget's.
        let own = match table.has_organization() {
            true => "json_extract(l.old, '$.organization_id') = hex(?1)",
            false => "g.organization_id = ?1",
        };
        let query = format!(
            "SELECT l.seq, l.row_id, l.group_id, g.operation, g.actor_id, u.name, ifnull(g.at, l.at)
             FROM desk_log AS l LEFT JOIN desk_groups AS g ON g.id = l.group_id
             LEFT JOIN users AS u ON u.id = g.actor_id AND u.organization_id = ?1
             WHERE l.table_name = ?2 AND l.kind = 'delete' AND l.effect = 0 AND l.old IS NOT NULL AND l.seq < ?3 AND {own}
               AND NOT EXISTS (SELECT 1 FROM {} WHERE id = l.row_id)
               AND NOT EXISTS (SELECT 1 FROM desk_log AS n WHERE n.row_id = l.row_id AND n.seq > l.seq AND n.table_name = ?2)
             ORDER BY l.seq DESC LIMIT ?4",
            table.name
        );
        let before = before.unwrap_or(i64::MAX);
        self.tx
            .prepare_cached(&query)?
            .query_map((self.id().uuid(), table.name, before, limit), |row| {
                let actor: Option<Uuid> = row.get(4)?;
                let name: Option<String> = row.get(5)?;
                Ok(Deleted {
                    seq: row.get(0)?,
                    table,
                    id: row.get(1)?,
                    group: row.get(2)?,
                    operation: row.get(3)?,
                    actor: actor.map(|id| (id, name)),
                    at: Instant(row.get::<_, Option<i64>>(6)?.unwrap_or_default()),
                    with: 0,
                })
            })?
            .collect()
    }

    fn taken_along(&self, deleted: &Deleted) -> rusqlite::Result<u32> {
        let Some(group) = deleted.group else { return Ok(0) };
        self.tx
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE group_id = ?1 AND kind = 'delete' AND effect) FROM
                   (SELECT group_id, kind, effect FROM desk_log
                    WHERE seq >= ?1 AND seq < ifnull((SELECT id FROM desk_groups WHERE id > ?1 ORDER BY id LIMIT 1), ?3)
                    ORDER BY seq LIMIT ?2)",
            )?
            .query_row((group, MOST, i64::MAX), |row| row.get(0))
    }

    /// What bringing a row back comes to: the row, what went with it in the same operation, and the
    /// references to it that were cleared.
    ///
    /// # Errors
    /// NOT_FOUND when it never was there or was purged, CONFLICT when it is there.
    pub fn restoration(&self, table: &'static Table, id: Uuid) -> Result<Reversal> {
        if self.has(table, id)? {
            return Err(Error::new(
                Code::Conflict,
                format!("The {} is there. Nothing was changed.", table.noun),
            ));
        }
        if self.last_seen(table, id)?.is_none() {
            return Err(Error::not_found(table.noun));
        }
        let group: Option<Option<i64>> = self
            .tx
            .prepare_cached(
                "SELECT group_id FROM desk_log WHERE row_id = ?1 AND table_name = ?2 ORDER BY seq DESC LIMIT 1",
            )
            .and_then(|mut find| find.query_row((id, table.name), |row| row.get(0)).optional())
            .map_err(fault)?;
        match group.flatten() {
            Some(group) => self.reversal_of(group, Some((table.name, id))),
            None => Err(Error::new(
                Code::Conflict,
                format!(
                    "The {} was deleted past the desk: what went with it is not known. Nothing was changed.",
                    table.noun
                ),
            )),
        }
    }

    /// Carries out what [`Org::restoration`] planned, as an operation of its own. Returns how many rows
    /// changed.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled.
    pub fn restore(&mut self, plan: &Reversal) -> Result<usize> {
        self.put_back(plan)
    }

    /// The rows that a deleted row's deletion took along, itself first.
    ///
    /// # Errors
    /// CONFLICT when it is there, NOT_FOUND when it never was or was purged already.
    pub fn to_purge(&self, table: &'static Table, id: Uuid) -> Result<Vec<(&'static Table, Uuid)>> {
        if self.has(table, id)? {
            return Err(Error::new(
                Code::Conflict,
                format!("The {} is not deleted; delete it first. Nothing was changed.", table.noun),
            ));
        }
        if self.last_seen(table, id)?.is_none() {
            return Err(Error::not_found(table.noun));
        }
        let plan = match self.restoration(table, id) {
            Ok(plan) => plan,
            // Past the desk: only itself is known.
            Err(_) => return Ok(vec![(table, id)]),
        };
        let gone = plan.rows.iter().filter(|row| row.from.is_none());
        let mut rows = vec![(table, id)];
        rows.extend(gone.map(|row| (row.table, row.id)).filter(|row| row.1 != id));
        Ok(rows)
    }

    /// Every row that was deleted before a moment and is still gone, with what went with it.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn deleted_before(&self, before: Instant) -> Result<Vec<(&'static Table, Uuid)>> {
        let mut rows = Vec::new();
        for table in tables::every().filter(|t| t.name != "organizations") {
            let gone = self.deleted_of(table, u32::MAX, None).map_err(fault)?;
            for row in gone.into_iter().filter(|row| row.at < before) {
                rows.extend(self.to_purge(row.table, row.id)?);
            }
        }
        Ok(rows)
    }

    /// Purges deleted rows for good: the values in their histories, and the answers to requests that
    /// showed them. After the commit the file is written anew, so that no byte of them stays.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled.
    pub fn purge(&mut self, rows: &[(&'static Table, Uuid)]) -> Result<()> {
        // Whose a usage record was, its budget's image tells: it goes first.
        for (n, (table, id)) in rows.iter().rev().enumerate() {
            if n % 256 == 0 {
                self.progress(n, rows.len())?;
            }
            self.forget(table, *id)?;
        }
        let ids: HashSet<Uuid> = rows.iter().map(|(_, id)| *id).collect();
        self.forget_answers(&ids).map_err(fault)?;
        meta::keep(&self.tx, SCRUB, "1").map_err(fault)?;
        self.scrubs = true;
        Ok(())
    }

    /// Drops the answers in which one of these rows is mentioned.
    fn forget_answers(&self, ids: &HashSet<Uuid>) -> rusqlite::Result<()> {
        let own = self.id().uuid();
        let mut read = self
            .tx
            .prepare("SELECT id, result FROM desk_requests WHERE organization_id IN (?1, x'')")?;
        let mut rows = read.query([own])?;
        let mut found: Vec<Uuid> = Vec::new();
        while let Some(row) = rows.next()? {
            let mentions = |text: &str| {
                let mut ids_in = text.split('"').filter(|piece| piece.len() == 36);
                ids_in.any(|piece| Uuid::try_parse(piece).is_ok_and(|id| ids.contains(&id)))
            };
            if mentions(row.get_ref(1)?.as_str()?) {
                found.push(row.get(0)?);
            }
        }
        drop(rows);
        let mut forget = self
            .tx
            .prepare("DELETE FROM desk_requests WHERE organization_id IN (?1, x'') AND id = ?2")?;
        for id in found {
            forget.execute((own, id))?;
        }
        Ok(())
    }
}

/// Kept while what was purged may still have bytes in the file.
const SCRUB: &str = "scrub";

/// Whether a purge has left that to be done.
pub(crate) fn to_scrub(db: &Connection) -> rusqlite::Result<bool> {
    Ok(meta::text(db, SCRUB)?.is_some())
}

/// Writes the file anew, so that no byte of what was deleted is left in pages that are free or half
/// full, in the search index or in the WAL.
pub(crate) fn scrub(db: &Connection) -> rusqlite::Result<()> {
    let indexes: Vec<String> = db
        .prepare(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5 (%'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for index in indexes {
        db.execute(&format!("INSERT INTO {0} ({0}) VALUES ('optimize')", name(&index)), [])?;
    }
    // By way of the disk: the copy may be too large for the memory.
    db.execute_batch("PRAGMA temp_store = FILE")?;
    let written = db.execute_batch("VACUUM");
    db.execute_batch("PRAGMA temp_store = MEMORY")?;
    written?;
    let busy: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if !busy {
        meta::forget(db, SCRUB)?;
    }
    Ok(())
}
