//! Which operation is next to be undone or redone.

use crate::{Org, fault::fault};
use model::{Instant, Result};
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

/// An operation that was done, by the id of its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The group's id.
    pub group: i64,
    /// The operation's name.
    pub operation: String,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// When.
    pub at: Instant,
    /// Whether it is undone now.
    pub undone: bool,
    latest: Latest,
}

/// What reversing an operation once more would reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Latest {
    /// The entries of that group.
    Group(i64),
    /// Nothing: the last reversal found nothing that it could change back. What was before it is to be
    /// reversed after that: the group's entries, or the operation's own (0).
    Nothing(i64),
}

const COLUMNS: &str =
    "SELECT id, operation, actor_id, at, undone, ifnull(latest, id) FROM desk_groups AS g
    WHERE organization_id = ?1 AND origin IS NULL";

fn done(row: &Row<'_>) -> rusqlite::Result<Done> {
    Ok(Done {
        group: row.get(0)?,
        operation: row.get(1)?,
        actor: row.get(2)?,
        at: Instant(row.get(3)?),
        undone: row.get(4)?,
        latest: match row.get(5)? {
            group @ 1.. => Latest::Group(group),
            nothing => Latest::Nothing(-nothing),
        },
    })
}

impl Org<'_> {
    /// The acting user's newest operation that is not undone.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn undoable(&self) -> Result<Option<Done>> {
        let newest = format!("{COLUMNS} AND actor_id = ?2 AND undone = 0 ORDER BY id DESC LIMIT 1");
        self.tx
            .prepare_cached(&newest)
            .and_then(|mut find| {
                find.query_row((self.id().uuid(), self.user().uuid()), done).optional()
            })
            .map_err(fault)
    }

    /// The acting user's operation that was undone last, as long as they did nothing new since.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn redoable(&self) -> Result<Option<Done>> {
        let last = format!(
            "{COLUMNS} AND actor_id = ?2 AND undone > 0 AND undone >
               (SELECT max(id) FROM desk_groups WHERE organization_id = ?1 AND actor_id = ?2 AND origin IS NULL)
             ORDER BY undone DESC, id LIMIT 1"
        );
        self.tx
            .prepare_cached(&last)
            .and_then(|mut find| {
                find.query_row((self.id().uuid(), self.user().uuid()), done).optional()
            })
            .map_err(fault)
    }

    /// An operation of this organization that can be undone or redone, whoever did it.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn operation(&self, group: i64) -> Result<Option<Done>> {
        self.tx
            .prepare_cached(&format!("{COLUMNS} AND id = ?2"))
            .and_then(|mut find| find.query_row((self.id().uuid(), group), done).optional())
            .map_err(fault)
    }

    /// Marks an operation as undone, or as done again, by what this operation changed so far.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub(super) fn turned(&mut self, done: &Done) -> Result<()> {
        let by = match (self.group()?, done.latest) {
            (Some(group), _) => Some(group),
            (None, Latest::Group(group)) => Some(-group),
            // Where nothing was to be changed back either, it is as it was before that.
            (None, Latest::Nothing(before)) => Some(before).filter(|group| *group != 0),
        };
        self.tx
            .prepare_cached(
                "UPDATE desk_groups SET undone = iif(undone, 0, (SELECT group_id FROM desk_context)), latest = ?2
                 WHERE id = ?1",
            )
            .and_then(|mut mark| mark.execute((done.group, by)))
            .map_err(fault)?;
        self.turn_decision(done.group, !done.undone)?;
        self.reverses(done.group);
        Ok(())
    }
}

impl Done {
    /// The group whose entries are to be reversed.
    pub(super) fn latest(&self) -> Option<i64> {
        match self.latest {
            Latest::Group(group) => Some(group),
            Latest::Nothing(_) => None,
        }
    }
}
