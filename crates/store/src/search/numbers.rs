//! The numbers of documents. Each is its organization's small number above, its time below: descending
//! numbers are newest first, and an organization is one stretch of numbers.

use crate::meta;
use model::Instant;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;
use uuid::Uuid;

const TIME_BITS: u32 = 45;

/// Time is counted in steps of 2^14 microseconds, some 16 ms: the fewer steps there are between two
/// documents, the smaller the index. Rows of the same step take the next free numbers.
const STEP_BITS: u32 = 14;

/// The documents of 2^27 steps, some 25 days, have a word of their own. What is looked for is looked
/// for block by block, which bounds what one step of a search can cost.
const BLOCK_BITS: u32 = 27;

/// The most numbers that a document had to be moved on, as its own was taken.
const MOVED: &str = "search.moved";

/// How far a free number is looked for step by step.
const NEAR: i64 = 64;

/// The first and last number of an organization.
pub(super) fn stretch(organization: i64) -> (i64, i64) {
    (organization << TIME_BITS, ((organization + 1) << TIME_BITS) - 1)
}

/// Where the documents of that moment begin, within an organization's numbers.
pub(super) fn moment(at: i64) -> i64 {
    // What follows year 12,000 lies at its end, with room to be moved on.
    ((at.saturating_sub(Instant::MIN.0)) >> STEP_BITS).clamp(0, (1 << TIME_BITS) - (1 << 40))
}

/// The first number of the block that a number lies in.
pub(super) fn block(number: i64) -> i64 {
    number >> BLOCK_BITS << BLOCK_BITS
}

/// Which block a number lies in.
pub(super) fn block_of(number: i64) -> i64 {
    number >> BLOCK_BITS
}

/// How far documents were moved on at most.
pub(super) fn moved(db: &Connection) -> rusqlite::Result<i64> {
    Ok(meta::number(db, MOVED)?.unwrap_or(0))
}

/// The small number of an organization that has documents.
pub(super) fn organization(db: &Connection, id: Uuid) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT number FROM desk_organizations WHERE organization_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Gives documents their numbers.
pub(super) struct Numbers<'c> {
    db: &'c Connection,
    organizations: HashMap<Uuid, i64>,
    /// The last number given to documents that began here.
    last: HashMap<i64, i64>,
    moved: i64,
    kept: i64,
}

impl<'c> Numbers<'c> {
    /// For documents beside those that are there.
    pub fn new(db: &'c Connection) -> rusqlite::Result<Self> {
        let moved = moved(db)?;
        Ok(Self { db, organizations: HashMap::new(), last: HashMap::new(), moved, kept: moved })
    }

    /// For an index that is made anew.
    pub fn anew(db: &'c Connection) -> Self {
        Self { db, organizations: HashMap::new(), last: HashMap::new(), moved: 0, kept: -1 }
    }

    /// The number that a document of that moment has, where it is not taken.
    pub fn own(&mut self, organization: Uuid, at: i64) -> rusqlite::Result<i64> {
        Ok(stretch(self.organization(organization)?).0 + moment(at))
    }

    fn organization(&mut self, id: Uuid) -> rusqlite::Result<i64> {
        if let Some(number) = self.organizations.get(&id) {
            return Ok(*number);
        }
        let number = match organization(self.db, id)? {
            Some(number) => number,
            None => self.db.query_row(
                "INSERT INTO desk_organizations (organization_id) VALUES (?1) RETURNING number",
                [id],
                |row| row.get(0),
            )?,
        };
        self.organizations.insert(id, number);
        Ok(number)
    }

    /// The first number from its moment on that no document has.
    pub fn free(&mut self, organization: Uuid, at: i64) -> rusqlite::Result<i64> {
        let own = self.own(organization, at)?;
        let from = self.last.get(&own).map_or(own, |last| last + 1);
        let taken =
            self.db.prepare_cached("SELECT 1 FROM desk_documents WHERE id = ?1")?.exists([from])?;
        let number = if taken { self.after(from)? } else { from };
        self.last.insert(own, number);
        self.note(own, number);
        Ok(number)
    }

    /// A free number after one that is taken.
    fn after(&self, taken: i64) -> rusqlite::Result<i64> {
        let free = |from: i64, steps: i64| {
            self.db
                .prepare_cached(
                    "SELECT id + 1 FROM desk_documents AS d WHERE id BETWEEN ?1 AND ?2
                     AND NOT EXISTS (SELECT 1 FROM desk_documents WHERE id = d.id + 1) ORDER BY id LIMIT 1",
                )?
                .query_row((from, from.saturating_add(steps)), |row| row.get::<_, i64>(0))
                .optional()
        };
        if let Some(near) = free(taken, NEAR)? {
            return Ok(near);
        }
        // Much was written at once and this belongs behind it: no need to walk along all of that.
        let newest: i64 = self
            .db
            .prepare_cached("SELECT max(id) FROM desk_documents WHERE id BETWEEN ?1 AND ?2")?
            .query_row((taken, taken + self.moved), |row| row.get(0))?;
        free(newest, i64::MAX)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
    }

    /// That a document got another number than its own.
    pub fn note(&mut self, own: i64, number: i64) {
        self.moved = self.moved.max(number - own);
    }

    /// Keeps what the numbers are to be read by.
    pub fn keep(&self) -> rusqlite::Result<()> {
        match self.moved > self.kept {
            true => meta::keep(self.db, MOVED, &self.moved.to_string()),
            false => Ok(()),
        }
    }
}
