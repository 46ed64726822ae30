//! What was done, group by group.

use crate::{Entry, Org, fault::fault};
use model::{Code, Error, Instant, Result, Table, tables};
use rusqlite::Row;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Which groups are asked for; `None` is any.
#[derive(Debug, Clone, Default)]
pub struct Among {
    /// By whom.
    pub actor: Option<Uuid>,
    /// Which changed a row of that table.
    pub table: Option<&'static Table>,
    /// By which operation.
    pub operation: Option<String>,
    /// Before that moment.
    pub before: Option<Instant>,
    /// At that moment or after it.
    pub after: Option<Instant>,
}

/// What one operation did.
#[derive(Debug, Clone)]
pub struct Activity {
    /// The group's id.
    pub group: i64,
    /// When.
    pub at: Instant,
    /// The operation's name.
    pub operation: String,
    /// Who did it: id and name, as far as they are known here.
    pub actor: Option<(Uuid, Option<String>)>,
    /// How many rows it changed, by table, without sums that only moved along.
    pub tables: Vec<(&'static Table, u32)>,
    /// The first of them.
    pub first: Option<(&'static Table, Uuid)>,
    /// The operation that it undid or redid, 0 where it is never undone itself.
    pub origin: Option<i64>,
    /// Whether it is undone now.
    pub undone: bool,
}

/// One change that a group made.
#[derive(Debug, Clone)]
pub struct GroupEntry {
    /// The row's table.
    pub table: &'static Table,
    /// The row's id.
    pub id: Uuid,
    /// The change; of what was purged without values.
    pub entry: Entry,
    /// Whether the row was purged.
    pub purged: bool,
}

/// How many groups are looked at for one page, and how many entries for one group.
const GROUPS: u32 = 5_000;
const ENTRIES: u32 = 10_000;

/// Entries that only moved a sum along with another row.
const SUMS: &str = "effect AND kind = 'update' AND table_name IN ('budgets', 'representatives')";

impl Org<'_> {
    /// What was done, newest first, at most `limit` of it, going on after a page's cursor; and the next
    /// page's.
    ///
    /// # Errors
    /// VALIDATION for what is no cursor.
    pub fn activity(
        &self,
        among: &Among,
        limit: u32,
        cursor: Option<&str>,
    ) -> Result<(Vec<Activity>, Option<String>)> {
        let place = match cursor.map(|text| text.split_once('.')) {
            None => (among.before.map_or(i64::MAX, |at| at.0), 0),
            Some(place) => place
                .and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)))
                .ok_or_else(|| {
                    Error::validation("cursor", "cursor must be the nextCursor of this same list.")
                })?,
        };
        self.groups(among, limit, place).map_err(fault)
    }

    fn groups(
        &self,
        among: &Among,
        limit: u32,
        (at, id): (i64, i64),
    ) -> rusqlite::Result<(Vec<Activity>, Option<String>)> {
        let mut read = self.tx.prepare_cached(
            "SELECT g.id, g.at, g.operation, g.actor_id, u.name, g.origin, g.undone FROM desk_groups AS g
             LEFT JOIN users AS u ON u.id = g.actor_id AND u.organization_id = ?1
             WHERE g.organization_id = ?1 AND (g.at, g.id) < (?2, ?3) AND g.at >= ?4
             ORDER BY g.at DESC, g.id DESC LIMIT ?5",
        )?;
        let from = among.after.map_or(i64::MIN, |at| at.0);
        let mut rows = read.query((self.id().uuid(), at, id, from, GROUPS))?;
        let (mut found, mut seen, mut last) = (Vec::new(), 0, None);
        while let Some(row) = rows.next()? {
            if found.len() == limit as usize {
                return Ok((found, last));
            }
            seen += 1;
            let mut group = activity(row)?;
            let at = (group.at.0, group.group);
            last = Some(format!("{}.{}", at.0, at.1));
            let actor = group.actor.as_ref().map(|(id, _)| *id);
            if among.actor.is_some_and(|wanted| actor != Some(wanted))
                || among.operation.as_ref().is_some_and(|wanted| *wanted != group.operation)
            {
                continue;
            }
            self.what(&mut group)?;
            let touches = |t: &Table| group.tables.iter().any(|(other, _)| other.name == t.name);
            if among.table.is_none_or(touches) {
                found.push(group);
            }
        }
        Ok((found, last.filter(|_| seen == GROUPS)))
    }

    /// Counts what a group changed.
    fn what(&self, group: &mut Activity) -> rusqlite::Result<()> {
        let mut read = self.tx.prepare_cached(&format!(
            "SELECT table_name, row_id FROM desk_log WHERE seq >= ?1 AND group_id = ?1
               AND seq < ifnull((SELECT id FROM desk_groups WHERE id > ?1 ORDER BY id LIMIT 1), ?3) AND NOT ({SUMS})
             ORDER BY seq LIMIT ?2"
        ))?;
        let mut rows = read.query((group.group, ENTRIES, i64::MAX))?;
        let mut changed: BTreeMap<&str, HashSet<Uuid>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let Some(table) = tables::find(row.get_ref(0)?.as_str()?) else { continue };
            let id = row.get(1)?;
            group.first.get_or_insert((table, id));
            changed.entry(table.name).or_default().insert(id);
        }
        group.tables = changed
            .into_iter()
            .filter_map(|(name, ids)| Some((tables::find(name)?, u32::try_from(ids.len()).ok()?)))
            .collect();
        Ok(())
    }

    /// The changes of a group in their order, at most `limit` of them, after that place in the log. Of
    /// purged rows as well, as far as they are known.
    ///
    /// # Errors
    /// NOT_FOUND when this organization has no such group.
    pub fn group_entries(
        &self,
        group: i64,
        limit: u32,
        after: Option<i64>,
    ) -> Result<Vec<GroupEntry>> {
        let own = "SELECT 1 FROM desk_groups WHERE organization_id = ?1 AND id = ?2";
        let own = self
            .tx
            .prepare_cached(own)
            .and_then(|mut find| find.exists((self.id().uuid(), group)))
            .map_err(fault)?;
        if !own {
            return Err(Error::not_found("operation").at("group"));
        }
        let keys: Vec<(i64, String, Uuid)> = self
            .tx
            .prepare_cached(
                "SELECT seq, table_name, row_id FROM desk_log WHERE seq > ?2 AND seq >= ?1 AND group_id = ?1
                   AND seq < ifnull((SELECT id FROM desk_groups WHERE id > ?1 ORDER BY id LIMIT 1), ?4)
                 ORDER BY seq LIMIT ?3",
            )
            .and_then(|mut read| {
                read.query_map((group, after.unwrap_or(0), limit, i64::MAX), |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect()
            })
            .map_err(fault)?;
        let mut entries = Vec::with_capacity(keys.len());
        for (seq, table, id) in keys {
            let Some(table) = tables::find(&table) else { continue };
            let entry = match self.history(table, id, 1, Some(seq + 1)) {
                Ok(entry) => entry.into_iter().next().map(|entry| (entry, false)),
                Err(error) if error.code == Code::NotFound => {
                    self.purged(table, id, seq).map_err(fault)?.map(|entry| (entry, true))
                }
                Err(error) => return Err(error),
            };
            entries.extend(entry.map(|(entry, purged)| GroupEntry { table, id, entry, purged }));
        }
        Ok(entries)
    }
}

fn activity(row: &Row<'_>) -> rusqlite::Result<Activity> {
    let actor: Option<Uuid> = row.get(3)?;
    let name: Option<String> = row.get(4)?;
    Ok(Activity {
        group: row.get(0)?,
        at: Instant(row.get(1)?),
        operation: row.get(2)?,
        actor: actor.map(|id| (id, name)),
        tables: Vec::new(),
        first: None,
        origin: row.get(5)?,
        undone: row.get::<_, i64>(6)? != 0,
    })
}
