//! What was told and is not settled, and what could not be taken over.

use super::{Key, Side};
use crate::fault::{damaged, fault};
use model::{Result, Table, tables};
use rusqlite::{Connection, Row};
use serde_json::Value as Json;
use uuid::Uuid;

/// Why a group that was told is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The hub had something else by then.
    Stale,
    /// The hub refuses it, for that reason.
    Quarantined(Json),
    /// It touches rows of a quarantined group, whose label this is.
    Held(String),
    /// Somebody decided that it is to be told again.
    Released,
    /// Somebody decided that it is not to be told, which the hub is yet to hear.
    Dropped,
    /// Nothing of it is news any more, which the hub is yet to hear.
    Silent,
    /// It was dropped, and the hub has heard that. It waits for nothing.
    GivenUp,
}

/// A group that was told and is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number in the log.
    pub group: i64,
    /// Its label.
    pub label: String,
    /// What it waits for.
    pub why: Why,
    /// How often the hub has refused it as stale.
    pub tries: u32,
}

/// What tells a group that was given up and waits for nothing.
pub(super) const GIVEN_UP: &str = "(why = 'dropped' AND about IS 'heard')";

impl Side<'_> {
    /// The groups that wait, oldest first: without those that were given up.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        let read = || {
            self.org
                .tx
                .prepare_cached(&format!(
                    "SELECT group_id, label, why, about, tries FROM desk_sync_waiting
                     WHERE organization_id = ?1 AND NOT {GIVEN_UP} ORDER BY group_id"
                ))?
                .query_map([self.organization()], raw)?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)?.into_iter().collect()
    }

    /// The groups that were given up and wait for nothing.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn given_up(&self) -> Result<Vec<i64>> {
        let read = || {
            self.org
                .tx
                .prepare_cached(&format!(
                    "SELECT group_id FROM desk_sync_waiting WHERE organization_id = ?1 AND {GIVEN_UP}"
                ))?
                .query_map([self.organization()], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)
    }

    /// Keeps a group as waiting, or what it waits for now.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn wait(&mut self, waiting: &Waiting) -> Result<()> {
        let (why, about) = match &waiting.why {
            Why::Stale => ("stale", None),
            Why::Quarantined(reason) => ("quarantined", Some(reason.to_string())),
            Why::Held(by) => ("held", Some(by.clone())),
            Why::Released => ("released", None),
            Why::Dropped => ("dropped", None),
            Why::Silent => ("dropped", Some("silent".to_owned())),
            Why::GivenUp => ("dropped", Some("heard".to_owned())),
        };
        self.org
            .tx
            .prepare_cached(
                "INSERT INTO desk_sync_waiting VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET label = excluded.label, why = excluded.why, about = excluded.about, tries = excluded.tries",
            )
            .and_then(|mut keep| {
                keep.execute((self.organization(), waiting.group, &waiting.label, why, about, waiting.tries))
            })
            .map(drop)
            .map_err(fault)
    }

    /// A group does not wait any more.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn settle(&mut self, group: i64) -> Result<()> {
        self.org
            .tx
            .prepare_cached(
                "DELETE FROM desk_sync_waiting WHERE organization_id = ?1 AND group_id = ?2",
            )
            .and_then(|mut settle| settle.execute((self.organization(), group)))
            .map(drop)
            .map_err(fault)
    }

    /// Which of these rows were changed here in a way that the hub is yet to carry out.
    ///
    /// # Errors
    /// NOT_FOUND when the organization is not connected.
    pub fn unsettled(&self, table: &Table, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let settled = self.link()?.settled;
        let find = || {
            let mut find = self.org.tx.prepare_cached(
                "SELECT 1 FROM desk_log AS l LEFT JOIN desk_groups AS g ON g.id = l.group_id
                 WHERE l.row_id = ?1 AND l.table_name = ?2 AND (NOT l.effect OR l.kind = 'insert')
                   AND (l.seq > ?3 AND g.operation IS NOT ?4 AND ifnull(g.organization_id = ?5, 1) OR l.group_id IN
                     (SELECT group_id FROM desk_sync_waiting WHERE organization_id = ?5 AND why <> 'dropped'))",
            )?;
            let mut found = Vec::new();
            for id in ids {
                let about = (id, table.name, settled, super::PULL, self.organization());
                if find.exists(about)? {
                    found.push(*id);
                }
            }
            Ok(found)
        };
        find().map_err(fault)
    }

    /// The rows that could not be taken over, and why. Those of tables that this version does not know are left out.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn unfit(&self) -> Result<Vec<(Key, String)>> {
        let read = || {
            self.org
                .tx
                .prepare_cached("SELECT table_name, row_id, why FROM desk_sync_unfit WHERE organization_id = ?1")?
                .query_map([self.organization()], |row| {
                    let table = tables::find(row.get_ref(0)?.as_str()?);
                    let (id, why): (Uuid, String) = (row.get(1)?, row.get(2)?);
                    Ok(table.map(|table| ((table.name, id), why)))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        Ok(read().map_err(fault)?.into_iter().flatten().collect())
    }

    /// Notes that a row could not be taken over, and why; or, with `None`, that it was.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn set_unfit(&mut self, key: Key, why: Option<&str>) -> Result<()> {
        let db = &self.org.tx;
        let write = || {
            match why {
            Some(why) => db
                .prepare_cached(
                    "INSERT INTO desk_sync_unfit VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET why = excluded.why",
                )?
                .execute((self.organization(), key.1, key.0, why)),
            None => db
                .prepare_cached(
                    "DELETE FROM desk_sync_unfit WHERE organization_id = ?1 AND row_id = ?2 AND table_name = ?3",
                )?
                .execute((self.organization(), key.1, key.0)),
        }
        };
        write().map(drop).map_err(fault)
    }
}

/// What waits when the organization is connected: to the hub that it parted from, or to another one. To both the file is a
/// new one, which has been refused nothing yet and of which nothing is held back.
pub(super) fn begin_again(
    db: &Connection,
    organization: Uuid,
    same_hub: bool,
) -> rusqlite::Result<()> {
    let all = [
        "DELETE FROM desk_sync_notes WHERE organization_id = ?1 AND NOT ?2",
        "DELETE FROM desk_sync_waiting WHERE organization_id = ?1 AND (NOT ?2 OR about IS 'silent' AND why = 'dropped')",
        "UPDATE desk_sync_waiting SET about = 'heard' WHERE organization_id = ?1 AND ?2 AND why = 'dropped'",
        // Of a row that is told as it is there are no edits to be told again.
        "UPDATE desk_sync_waiting SET why = iif(group_id < 0, 'released', 'stale'), about = NULL, tries = 0
         WHERE organization_id = ?1 AND ?2 AND why IN ('quarantined', 'held', 'released')",
    ];
    all.into_iter().try_for_each(|sql| db.execute(sql, (organization, same_hub)).map(drop))
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Result<Waiting>> {
    let (group, label, tries) = (row.get(0)?, row.get(1)?, row.get(4)?);
    let about: Option<String> = row.get(3)?;
    let why = match (row.get_ref(2)?.as_str()?, about) {
        ("stale", _) => Some(Why::Stale),
        ("released", _) => Some(Why::Released),
        ("dropped", None) => Some(Why::Dropped),
        ("dropped", Some(about)) if about == "silent" => Some(Why::Silent),
        ("dropped", Some(about)) if about == "heard" => Some(Why::GivenUp),
        ("held", Some(by)) => Some(Why::Held(by)),
        ("quarantined", Some(reason)) => serde_json::from_str(&reason).ok().map(Why::Quarantined),
        _ => None,
    };
    let waiting = why.map(|why| Waiting { group, label, why, tries });
    Ok(waiting.ok_or_else(|| damaged("an operation that waits for the hub")))
}
