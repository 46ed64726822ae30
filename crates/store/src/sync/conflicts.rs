//! Conflicts: what somebody did and what does not stand, kept until somebody has looked at it.

use super::{Key, Side};
use crate::{
    fault::fault,
    rewind,
    sql::{self, Bound},
};
use model::{Instant, Result, Value, ValueRef, tables};
use rusqlite::{Connection, Params, Row};
use uuid::Uuid;

/// What a conflict is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// Both sides edited a column.
    Column {
        /// Its place.
        column: usize,
        /// What both had.
        base: Value,
        /// What was edited here.
        mine: Value,
        /// What the hub had got.
        theirs: Value,
    },
    /// One side deleted what the other one edited: the edited row, as it was.
    Deleted {
        /// Its values.
        image: Vec<Value>,
    },
}

/// A conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id, the same here and at the hub.
    pub id: Uuid,
    /// The row.
    pub key: Key,
    /// What it is about.
    pub what: Disagreement,
    /// Whether it is the edit made here that does not stand.
    pub mine_lost: bool,
    /// When it was found, in microseconds since 1970.
    pub at: i64,
}

/// How a conflict was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// It is as it was merged.
    Kept,
    /// What was edited here.
    Mine,
    /// What the hub had.
    Theirs,
    /// Something else.
    Other,
}

impl Resolution {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::Other => "other",
        }
    }

    /// The one of that name.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Kept, Self::Mine, Self::Theirs, Self::Other].into_iter().find(|r| r.label() == label)
    }
}

/// A conflict, and whether it is resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The conflict.
    pub record: Record,
    /// When it was resolved, in microseconds since 1970, and how.
    pub resolved: Option<(i64, Resolution)>,
    /// Whether it was resolved, and that was undone.
    pub reopened: bool,
}

const CONFLICT: &str = "SELECT id, table_name, row_id, kind, column_name, base, mine, theirs, image, lost, at, resolved_at, resolution
     FROM desk_conflicts WHERE organization_id = ?1";

impl Side<'_> {
    /// Keeps a conflict, once.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn record(&mut self, record: &Record) -> Result<()> {
        let table = super::table(record.key)?;
        let (kind, column, values, image) = match &record.what {
            Disagreement::Column { column, base, mine, theirs } => {
                let values = [base, mine, theirs].map(|value| Bound(value.as_ref()));
                ("column", Some(table.columns[*column].name), values, None)
            }
            Disagreement::Deleted { image } => {
                let null = || Bound(ValueRef::Null);
                ("deleted", None, [null(), null(), null()], Some(rewind::text(table, image)))
            }
        };
        let [base, mine, theirs] = values;
        let lost = if record.mine_lost { "mine" } else { "theirs" };
        self.org
            .tx
            .prepare_cached(
                "INSERT INTO desk_conflicts (organization_id, id, table_name, row_id, kind, column_name, base, mine, theirs, image, lost, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
            )
            .and_then(|mut keep| {
                keep.execute((
                    self.organization(), record.id, record.key.0, record.key.1, kind, column, base, mine, theirs, image, lost, record.at,
                ))
            })
            .map(drop)
            .map_err(fault)
    }

    /// The hub knows of a conflict as one that is open, or resolved in that way. Where it is otherwise by now, the hub is
    /// yet to hear of it.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn told(&mut self, id: Uuid, resolution: Option<Resolution>) -> Result<()> {
        self.org
            .tx
            .prepare_cached(
                "UPDATE desk_conflicts SET told = 1
                 WHERE id = ?1 AND organization_id = ?2 AND iif(resolved_at IS NULL, NULL, resolution) IS ?3",
            )
            .and_then(|mut tell| {
                tell.execute((id, self.organization(), resolution.map(Resolution::label)))
            })
            .map(drop)
            .map_err(fault)
    }

    /// Another hub, or an earlier state of it, knows of none of them.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn tell_conflicts_again(&mut self) -> Result<()> {
        self.org
            .tx
            .prepare_cached("UPDATE desk_conflicts SET told = 0 WHERE organization_id = ?1")
            .and_then(|mut untell| untell.execute([self.organization()]))
            .map(drop)
            .map_err(fault)
    }

    /// Conflicts that are not resolved and whose ids are of version 5: about what a restored hub has lost.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn lost(&self) -> Result<Vec<Uuid>> {
        let read = || {
            self.org
                .tx
                .prepare_cached(
                    "SELECT id FROM desk_conflicts WHERE organization_id = ?1 AND resolved_at IS NULL
                       AND substr(hex(id), 13, 1) = '5'",
                )?
                .query_map([self.organization()], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)
    }

    /// Nobody has to decide about a conflict: what it kept is as it was again, or somebody has decided it at another desk, of
    /// which the hub is `told`.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be written.
    pub fn withdraw(&mut self, id: Uuid, told: bool) -> Result<()> {
        let (at, how) = (Instant::now().0, Resolution::Kept.label());
        self.org
            .tx
            .prepare_cached(
                "UPDATE desk_conflicts SET resolved_at = ?3, resolution = ?4, told = ?5
                 WHERE id = ?1 AND organization_id = ?2 AND resolved_at IS NULL",
            )
            .and_then(|mut withdraw| withdraw.execute((id, self.organization(), at, how, told)))
            .map(drop)
            .map_err(fault)
    }

    /// Conflicts of which the hub does not know as they are now, oldest first, at most so many.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn untold(&self, most: usize) -> Result<Vec<Listed>> {
        let query = format!("{CONFLICT} AND told = 0 ORDER BY at, id LIMIT ?2");
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        list(&self.org.tx, &query, (self.organization(), most))
    }

    /// Conflicts, oldest first, at most so many: those that are not resolved, or all.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn conflicts(&self, all: bool, most: usize) -> Result<Vec<Listed>> {
        let open = if all { "" } else { "AND resolved_at IS NULL" };
        let query = format!("{CONFLICT} {open} ORDER BY at, id LIMIT ?2");
        list(&self.org.tx, &query, (self.organization(), i64::try_from(most).unwrap_or(i64::MAX)))
    }

    /// A conflict; `None` where the organization has none of that id.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn conflict(&self, id: Uuid) -> Result<Option<Listed>> {
        one(&self.org.tx, self.organization(), id)
    }
}

/// A conflict of an organization.
pub(super) fn one(db: &Connection, organization: Uuid, id: Uuid) -> Result<Option<Listed>> {
    let found = list(db, &format!("{CONFLICT} AND id = ?2"), (organization, id))?;
    Ok(found.into_iter().next())
}

fn list(db: &Connection, query: &str, values: impl Params) -> Result<Vec<Listed>> {
    let read = || {
        let mut read = db.prepare_cached(query)?;
        let found = read.query_map(values, raw)?;
        found.collect::<rusqlite::Result<Vec<_>>>()
    };
    // Those about what this version does not know are left to one that does.
    Ok(read().map_err(fault)?.into_iter().flatten().collect())
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Option<Listed>> {
    let value = |at| Ok::<_, rusqlite::Error>(sql::value(row.get_ref(at)?)?.to_owned());
    let Some(table) = tables::find(row.get_ref(1)?.as_str()?) else { return Ok(None) };
    let column: Option<String> = row.get(4)?;
    let what = match (row.get_ref(3)?.as_str()?, column) {
        ("column", Some(column)) => {
            let Some(column) = table.position(&column) else { return Ok(None) };
            Disagreement::Column { column, base: value(5)?, mine: value(6)?, theirs: value(7)? }
        }
        _ => {
            let text: Option<String> = row.get(8)?;
            let Some(old) = text.and_then(|text| rewind::old(table, &text)) else {
                return Ok(None);
            };
            let mut image = vec![Value::Null; table.columns.len()];
            old.into_iter().for_each(|(place, value)| image[place] = value);
            Disagreement::Deleted { image }
        }
    };
    let (at, resolved): (i64, Option<i64>) = (row.get(10)?, row.get(11)?);
    let how = row.get_ref(12)?.as_str_or_null()?.and_then(Resolution::from_label);
    let record = Record {
        id: row.get(0)?,
        key: (table.name, row.get(2)?),
        what,
        mine_lost: row.get_ref(9)?.as_str()? == "mine",
        at,
    };
    let reopened = resolved.is_none() && how.is_some();
    Ok(Some(Listed { record, resolved: resolved.zip(how), reopened }))
}
