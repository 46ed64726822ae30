//! Keeping the index. The change log knows what changed: the index reads its new entries and takes up the
//! rows they name. When that happens is `behind`'s matter; until then a search does not see them.

use super::{
    documents::{Document, SEARCHED, Searched, searched},
    numbers::Numbers,
};
use crate::{Org, Progress, fault::fault, meta, sql::last_entry};
use model::Result;
use rusqlite::{Connection, OptionalExtension};
use std::{collections::HashSet, ops::ControlFlow, sync::LazyLock};
use uuid::Uuid;

/// Up to here the log has been read.
const SEQ: &str = "search.seq";

/// So many rows are taken up faster by beginning anew, where the index does not hold more than them.
const MANY: usize = 10_000;

/// So many documents are held at once, to be written in their order.
const AT_ONCE: usize = 4_096;

/// How many entries of the log the index has not read; `None` where it has read none at all, or those of
/// another log.
pub(super) fn unread(db: &Connection) -> rusqlite::Result<Option<i64>> {
    let seq = meta::number(db, SEQ)?;
    let last = last_entry(db)?;
    Ok(seq.map(|seq| last - seq).filter(|unread| *unread >= 0))
}

/// Reads up to `entries` more of the log, within the caller's transaction.
pub(super) fn read_on(db: &Connection, entries: i64) -> rusqlite::Result<()> {
    let Some(unread) = unread(db)? else {
        return fill(db, &mut |_, _| ControlFlow::Continue(())).map(drop);
    };
    let last = last_entry(db)?;
    let (from, to) = (last - unread, last - (unread - entries).max(0));
    let changed = changed(db, from, to)?;
    if changed.len() > MANY && few(db)? {
        return fill(db, &mut |_, _| ControlFlow::Continue(())).map(drop);
    }
    let mut numbers = Numbers::new(db)?;
    for some in changed.chunks(AT_ONCE) {
        take_up(db, some, &mut numbers)?;
    }
    numbers.keep()?;
    meta::keep(db, SEQ, &to.to_string())
}

/// Fills the index anew, telling how far it is, as long as it is told to go on. Whether it was done.
pub(crate) fn fill_telling(
    db: &Connection,
    tell: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> rusqlite::Result<bool> {
    let mut go_on =
        |done: usize, total: usize| tell(Progress { done: done as u64, total: total as u64 });
    fill(db, &mut go_on).map(|done| done.is_some())
}

/// Whether there are fewer documents than it takes to be faster than beginning anew.
fn few(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare(&format!("SELECT 1 FROM desk_documents LIMIT 1 OFFSET {MANY}"))?
        .exists([])
        .map(|many| !many)
}

/// The rows whose documents may have changed by the entries after `from` up to `to`.
fn changed(
    db: &Connection,
    from: i64,
    to: i64,
) -> rusqlite::Result<Vec<(&'static Searched, Uuid)>> {
    /// How the log names each table's columns.
    static NAMES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let names = |s: &Searched| s.columns().map(|c| format!("\"{c}\":")).collect();
        SEARCHED.iter().map(names).collect()
    });
    let mut read = db.prepare_cached(
        "SELECT table_name, row_id, kind, old FROM desk_log WHERE seq > ?1 AND seq <= ?2",
    )?;
    let mut rows = read.query([from, to])?;
    let (mut seen, mut all) = (HashSet::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let Some(place) = searched(row.get_ref(0)?.as_str()?) else { continue };
        let touches = || -> rusqlite::Result<bool> {
            let old = row.get_ref(3)?.as_str_or_null()?.unwrap_or_default();
            Ok(NAMES[place].iter().any(|name| old.contains(name.as_str())))
        };
        if row.get_ref(2)?.as_str()? == "update" && !touches()? {
            continue;
        }
        let id = row.get(1)?;
        if seen.insert((place, id)) {
            all.push((&SEARCHED[place], id));
        }
    }
    Ok(all)
}

/// A document to be written.
struct Due {
    number: i64,
    of: &'static Searched,
    document: Document,
    /// Its status in the index; `None` where it is not there yet.
    known: Option<Option<String>>,
}

fn take_up(
    db: &Connection,
    changed: &[(&'static Searched, Uuid)],
    numbers: &mut Numbers<'_>,
) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(
        "SELECT id, at, status FROM desk_documents WHERE row_id = ?1 AND table_name = ?2",
    )?;
    let mut due = Vec::with_capacity(changed.len());
    for (of, row) in changed {
        let known: Option<(i64, i64, Option<String>)> = find
            .query_row((row, of.table.name), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .optional()?;
        match (known, of.read(db, *row)?) {
            (Some((number, at, status)), Some(document)) if at == document.at => {
                due.push(Due { number, of, document, known: Some(status) });
            }
            (known, document) => {
                if let Some((number, ..)) = known {
                    remove(db, number)?;
                }
                if let Some(document) = document {
                    let number = numbers.free(document.organization, document.at)?;
                    // At once, that the next one finds the number taken.
                    enter(db, number, of, *row, &document)?;
                    due.push(Due { number, of, document, known: None });
                }
            }
        }
    }
    // In the order of the index, which otherwise is written out anew at each step back.
    due.sort_unstable_by_key(|d| d.number);
    let mut words = String::new();
    for due in due {
        due.document.index(due.of, due.number, &mut words);
        let sql = match &due.known {
            None => "INSERT INTO desk_search (rowid, words) VALUES (?1, ?2)",
            Some(status) => {
                if *status != due.document.status {
                    db.prepare_cached("UPDATE desk_documents SET status = ?2 WHERE id = ?1")?
                        .execute((due.number, &due.document.status))?;
                }
                "INSERT OR REPLACE INTO desk_search (rowid, words) VALUES (?1, ?2)"
            }
        };
        db.prepare_cached(sql)?.execute((due.number, &*words))?;
    }
    Ok(())
}

fn enter(
    db: &Connection,
    number: i64,
    of: &Searched,
    row: Uuid,
    document: &Document,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO desk_documents (id, table_name, row_id, at, status) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((number, of.table.name, row, document.at, &document.status))
    .map(drop)
}

fn remove(db: &Connection, number: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM desk_search WHERE rowid = ?1")?.execute([number])?;
    db.prepare_cached("DELETE FROM desk_documents WHERE id = ?1")?.execute([number]).map(drop)
}

/// Fills the index anew from the rows, oldest first, as long as it is told to go on. Returns how many
/// documents it has then; `None` when it was broken off.
fn fill(
    db: &Connection,
    go_on: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> rusqlite::Result<Option<usize>> {
    db.execute_batch(
        "INSERT INTO desk_search (desk_search) VALUES ('delete-all');
         DELETE FROM desk_documents;
         INSERT OR IGNORE INTO desk_organizations (organization_id) SELECT id FROM organizations ORDER BY created_at, id;",
    )?;
    let mut numbers = Numbers::anew(db);
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
            all.push((numbers.own(row.get(0)?, at)?, of.to_le_bytes()[0], row.get(2)?, at));
        }
    }
    all.sort_unstable_by_key(|(own, _, row, at)| (*own, *at, *row));
    let total = all.len();
    let (mut last, mut words) = (0, String::new());
    for (done, (own, of, row, _)) in all.into_iter().enumerate() {
        if done % 1_024 == 0 && go_on(done, total).is_break() {
            return Ok(None);
        }
        let (number, of) = (own.max(last + 1), &SEARCHED[usize::from(of)]);
        last = number;
        numbers.note(own, number);
        let Some(document) = of.read(db, row)? else { continue };
        enter(db, number, of, row, &document)?;
        document.index(of, number, &mut words);
        db.prepare_cached("INSERT INTO desk_search (rowid, words) VALUES (?1, ?2)")?
            .execute((number, &*words))?;
    }
    numbers.keep()?;
    meta::keep(db, SEQ, &last_entry(db)?.to_string())?;
    Ok(Some(total))
}

impl Org<'_> {
    /// Makes the search index anew, of all organizations in the file. Returns how many documents it has.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled, INTERNAL when the database refuses.
    pub fn rebuild_search(&self) -> Result<usize> {
        let mut cancelled = None;
        let filled = fill(&self.tx, &mut |done, total| match self.progress(done, total) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                cancelled = Some(e);
                ControlFlow::Break(())
            }
        });
        cancelled.map_or_else(|| filled.map(Option::unwrap_or_default).map_err(fault), Err)
    }
}

/// What is wrong with the index, as sentences: documents without rows, rows without documents.
pub(crate) fn check(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults = Vec::new();
    // What it has not read yet cannot be wrong.
    let late = unread(db)? != Some(0);
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
