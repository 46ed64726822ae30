//! Keeping the index. The change log knows what changed; at the end of each write the index reads its
//! new entries and takes up the rows they name, all at once.

use super::documents::{Facet, SEARCHED, Searched};
use crate::{Org, fault::fault};
use model::{Instant, Result};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::{collections::HashMap, sync::LazyLock};
use uuid::Uuid;

/// A document's number: its organization's small number above, its time below. Descending numbers are
/// newest first, an organization is one stretch of numbers.
const TIME_BITS: u32 = 45;

/// Time is counted in steps of 2^14 microseconds, some 16 ms: the fewer steps there are between two
/// documents, the smaller the index. Rows of the same step take the next free numbers.
const STEP_BITS: u32 = 14;

/// The documents of 2^27 steps, some 25 days, have a word of their own. What is looked for is looked
/// for block by block, which bounds what one step of a search can cost.
const BLOCK_BITS: u32 = 27;

/// Up to here the log has been read.
const SEQ: &str = "search.seq";

/// The most numbers that a document had to be moved on, as its own was taken.
const MOVED: &str = "search.moved";

/// So many rows are taken up faster by beginning anew, where the index does not hold more than them.
const MANY: usize = 10_000;

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

/// The word that all documents of a block have.
pub(super) fn block_word(number: i64) -> String {
    Facet::Block.word(&format!("{:x}", number >> BLOCK_BITS))
}

pub(super) fn kept(db: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT CAST(value AS INTEGER) FROM desk_meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

fn keep(db: &Connection, key: &str, value: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO desk_meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2";
    db.prepare_cached(sql)?.execute((key, value.to_string())).map(drop)
}

/// How far documents were moved on at most.
pub(super) fn moved(db: &Connection) -> rusqlite::Result<i64> {
    Ok(kept(db, MOVED)?.unwrap_or(0))
}

fn last_entry(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT ifnull(max(seq), 0) FROM desk_log")?.query_row([], |row| row.get(0))
}

/// Takes up what the log says since the last time, within the caller's transaction.
pub(crate) fn follow(db: &Connection) -> rusqlite::Result<()> {
    let last = last_entry(db)?;
    match kept(db, SEQ)? {
        Some(seq) if seq == last => return Ok(()),
        Some(seq) if seq < last => {
            let changed = changed(db, seq)?;
            if changed.len() > MANY && few(db)? {
                return fill(db, &mut |_, _| true).map(drop);
            }
            take_up(db, &changed)?;
        }
        // Never filled, or the log is another one.
        _ => return fill(db, &mut |_, _| true).map(drop),
    }
    keep(db, SEQ, last)
}

/// Takes up what was written past the desk, if anything was; waits for nobody, as the next write does it too.
pub(crate) fn catch_up(db: &mut Connection) -> Result<()> {
    let behind = || Ok(kept(db, SEQ)? != Some(last_entry(db)?));
    if !behind().map_err(fault)? {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    follow(&tx).map_err(fault)?;
    tx.commit().map_err(fault)
}

/// Whether there are fewer documents than it takes to be faster than beginning anew.
fn few(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare(&format!("SELECT 1 FROM desk_documents LIMIT 1 OFFSET {MANY}"))?
        .exists([])
        .map(|many| !many)
}

/// The rows whose documents may have changed since that entry.
fn changed(db: &Connection, since: i64) -> rusqlite::Result<Vec<(&'static Searched, Uuid)>> {
    static QUERIES: LazyLock<Vec<(&Searched, String)>> = LazyLock::new(|| {
        let query = |s: &Searched| {
            let touched = s.columns().map(|c| format!(" OR instr(old, '\"{c}\":')"));
            // From its end: the index over rows would give them each once, by walking over the whole log.
            format!(
                "SELECT DISTINCT row_id FROM desk_log NOT INDEXED WHERE seq > ?1 AND table_name = '{}' AND (kind <> 'update'{})",
                s.table.name,
                touched.collect::<String>()
            )
        };
        SEARCHED.iter().map(|s| (s, query(s))).collect()
    });
    let mut all = Vec::new();
    for (searched, query) in QUERIES.iter() {
        let mut query = db.prepare_cached(query)?;
        let mut rows = query.query([since])?;
        while let Some(row) = rows.next()? {
            all.push((*searched, row.get(0)?));
        }
    }
    Ok(all)
}

/// A document to be written.
struct Due {
    number: i64,
    of: &'static Searched,
    row: Uuid,
    new: bool,
}

fn take_up(db: &Connection, changed: &[(&'static Searched, Uuid)]) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(
        "SELECT id, at FROM desk_documents WHERE row_id = ?1 AND table_name = ?2",
    )?;
    let mut numbers = Numbers::new(db)?;
    let mut due = Vec::new();
    for (of, row) in changed {
        let known = find
            .query_row((row, of.table.name), |r| Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?)))
            .optional()?;
        let live = place(db, of, *row)?;
        match (known, live) {
            (Some((number, at)), Some((_, now))) if at == now => {
                due.push(Due { number, of, row: *row, new: false });
            }
            (known, live) => {
                if let Some((number, _)) = known {
                    remove(db, number)?;
                }
                if let Some((organization, at)) = live {
                    let number = numbers.free(organization, at)?;
                    enter(db, number, of, *row, at)?;
                    due.push(Due { number, of, row: *row, new: true });
                }
            }
        }
    }
    numbers.keep()?;
    // In the order of the index, which otherwise is written out anew at each step back.
    due.sort_unstable_by_key(|d| d.number);
    let mut words = String::new();
    for Due { number, of, row, new } in due {
        write(db, number, of, row, new, &mut words)?;
    }
    Ok(())
}

/// The organization of a row and when it was created, if it is a document.
fn place(db: &Connection, of: &Searched, row: Uuid) -> rusqlite::Result<Option<(Uuid, i64)>> {
    let query = format!(
        "SELECT t.organization_id, t.created_at FROM {} AS t WHERE t.id = ?1 AND {}",
        of.table.name,
        of.condition()
    );
    db.prepare_cached(&query)?.query_row([row], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

fn enter(db: &Connection, number: i64, of: &Searched, row: Uuid, at: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO desk_documents (id, table_name, row_id, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((number, of.table.name, row, at))
    .map(drop)
}

fn remove(db: &Connection, number: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM desk_search WHERE rowid = ?1")?.execute([number])?;
    db.prepare_cached("DELETE FROM desk_documents WHERE id = ?1")?.execute([number]).map(drop)
}

/// Writes a row's words into the index.
fn write(
    db: &Connection,
    number: i64,
    of: &Searched,
    row: Uuid,
    new: bool,
    words: &mut String,
) -> rusqlite::Result<()> {
    let Some(document) = of.read(db, row)? else { return Ok(()) };
    document.index(of, &block_word(number), words);
    db.prepare_cached("UPDATE desk_documents SET status = ?2 WHERE id = ?1 AND status IS NOT ?2")?
        .execute((number, &document.status))?;
    let sql = match new {
        true => "INSERT INTO desk_search (rowid, words) VALUES (?1, ?2)",
        false => "INSERT OR REPLACE INTO desk_search (rowid, words) VALUES (?1, ?2)",
    };
    db.prepare_cached(sql)?.execute((number, &*words)).map(drop)
}

/// Gives documents their numbers.
struct Numbers<'c> {
    db: &'c Connection,
    organizations: HashMap<Uuid, i64>,
    /// The last number given to documents that began here.
    last: HashMap<i64, i64>,
    moved: i64,
}

impl<'c> Numbers<'c> {
    fn new(db: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self { db, organizations: HashMap::new(), last: HashMap::new(), moved: moved(db)? })
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
    fn free(&mut self, organization: Uuid, at: i64) -> rusqlite::Result<i64> {
        let own = stretch(self.organization(organization)?).0 + moment(at);
        let from = self.last.get(&own).map_or(own, |last| last + 1);
        let taken =
            self.db.prepare_cached("SELECT 1 FROM desk_documents WHERE id = ?1")?.exists([from])?;
        let number = match taken {
            false => from,
            true => self
                .db
                .prepare_cached(
                    "SELECT id + 1 FROM desk_documents AS d WHERE id >= ?1
                     AND NOT EXISTS (SELECT 1 FROM desk_documents WHERE id = d.id + 1) ORDER BY id LIMIT 1",
                )?
                .query_row([from], |row| row.get(0))?,
        };
        self.last.insert(own, number);
        self.moved = self.moved.max(number - own);
        Ok(number)
    }

    fn keep(&self) -> rusqlite::Result<()> {
        if self.moved > moved(self.db)? { keep(self.db, MOVED, self.moved) } else { Ok(()) }
    }
}

/// The small number of an organization that has documents.
pub(super) fn organization(db: &Connection, id: Uuid) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT number FROM desk_organizations WHERE organization_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Fills the index anew from the rows, oldest first, as long as it is told to go on. Returns how many
/// documents it has then.
fn fill(db: &Connection, go_on: &mut dyn FnMut(usize, usize) -> bool) -> rusqlite::Result<usize> {
    db.execute_batch(
        "INSERT INTO desk_search (desk_search) VALUES ('delete-all');
         DELETE FROM desk_documents;
         INSERT OR IGNORE INTO desk_organizations (organization_id) SELECT id FROM organizations ORDER BY created_at, id;",
    )?;
    let mut numbers = Numbers::new(db)?;
    numbers.moved = 0;
    let mut all: Vec<(i64, u8, Uuid, i64)> = Vec::new();
    for (of, searched) in SEARCHED.iter().enumerate() {
        let mut rows = db.prepare(&format!(
            "SELECT t.organization_id, t.created_at, t.id FROM {} AS t WHERE {}",
            searched.table.name,
            searched.condition()
        ))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let at = row.get(1)?;
            let own = stretch(numbers.organization(row.get(0)?)?).0 + moment(at);
            all.push((own, of.to_le_bytes()[0], row.get(2)?, at));
        }
    }
    all.sort_unstable_by_key(|(own, _, row, at)| (*own, *at, *row));
    let total = all.len();
    let (mut last, mut words) = (0, String::new());
    for (done, (own, of, row, at)) in all.into_iter().enumerate() {
        let (number, of) = (own.max(last + 1), &SEARCHED[usize::from(of)]);
        (last, numbers.moved) = (number, numbers.moved.max(number - own));
        enter(db, number, of, row, at)?;
        write(db, number, of, row, true, &mut words)?;
        if done % 1_024 == 0 && !go_on(done, total) {
            return Err(rusqlite::Error::StatementChangedRows(done));
        }
    }
    keep(db, MOVED, numbers.moved)?;
    keep(db, SEQ, last_entry(db)?)?;
    Ok(total)
}

impl Org<'_> {
    /// Makes the search index anew, of all organizations in the file. Returns how many documents it has.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled, INTERNAL when the database refuses.
    pub fn rebuild_search(&self) -> Result<usize> {
        let mut cancelled = None;
        let filled = fill(&self.tx, &mut |done, total| {
            self.progress(done, total).map_err(|e| cancelled = Some(e)).is_ok()
        });
        cancelled.map_or(filled.map_err(fault), Err)
    }
}

/// What is wrong with the index, as sentences: documents without rows, rows without documents.
pub(crate) fn check(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults = Vec::new();
    // What the log does not know of yet is taken up by the next write.
    let late = kept(db, SEQ)? != Some(last_entry(db)?);
    for s in SEARCHED.iter().filter(|_| !late) {
        let off: i64 = db.query_row(
            &format!(
                "SELECT (SELECT count(*) FROM {0} AS t WHERE {1}) + (SELECT count(*) FROM desk_documents WHERE table_name = '{0}')
                      - 2 * (SELECT count(*) FROM desk_documents AS d JOIN {0} AS t ON t.id = d.row_id AND {1}
                             JOIN desk_search_docsize AS i ON i.id = d.id WHERE d.table_name = '{0}')",
                s.table.name,
                s.condition()
            ),
            [],
            |row| row.get(0),
        )?;
        if off > 0 {
            faults.push(format!(
                "{off} {}s of the search index are not those of the tables; rebuild_search makes it anew",
                s.noun
            ));
        }
    }
    Ok(faults)
}
