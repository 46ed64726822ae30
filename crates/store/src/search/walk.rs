//! Walking through the documents that the index proposes, newest first, as far as is needed and time allows.
//!
//! What has several words is looked up block by block: where they stand together in few documents only, SQLite
//! would go through all of each word's documents in one step that nothing can break off.

use super::{
    Term,
    documents::{Document, SEARCHED, searched},
    find::Search,
    numbers::block,
    plan::{Check, Plan},
};
use rusqlite::OptionalExtension;
use std::time::Instant as Clock;
use uuid::Uuid;

/// A document that fits.
pub(super) struct Doc {
    pub number: i64,
    pub table: &'static str,
    pub row: Uuid,
    pub at: i64,
    pub status: Option<String>,
    /// What was read of it already.
    pub read: Option<Document>,
}

/// Numbers from one to another, both included.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub low: i64,
    pub high: i64,
}

impl Search<'_> {
    /// The newest that fit and were created within the query's time, at most `most`; and where to go on
    /// when time was up before all were looked at.
    pub fn gather(
        &self,
        plan: &Plan<'_>,
        range: Range,
        most: usize,
    ) -> rusqlite::Result<(Vec<Doc>, Option<i64>)> {
        self.each(plan, range, most, |d| {
            self.query.from.is_none_or(|from| d.at >= from.0)
                && self.query.until.is_none_or(|until| d.at < until.0)
        })
    }

    /// The same, whenever they were created.
    pub fn gather_all(
        &self,
        plan: &Plan<'_>,
        range: Range,
        most: usize,
    ) -> rusqlite::Result<(Vec<Doc>, Option<i64>)> {
        self.each(plan, range, most, |_| true)
    }

    fn each(
        &self,
        plan: &Plan<'_>,
        range: Range,
        most: usize,
        within: impl Fn(&Doc) -> bool,
    ) -> rusqlite::Result<(Vec<Doc>, Option<i64>)> {
        let mut docs = Vec::new();
        if plan.nothing {
            return Ok((docs, None));
        }
        let mut query = self.db.prepare_cached(
            "SELECT d.id, d.table_name, d.row_id, d.at, d.status
             FROM desk_search CROSS JOIN desk_documents AS d ON d.id = desk_search.rowid
             WHERE desk_search MATCH ?1 AND desk_search.rowid BETWEEN ?2 AND ?3 ORDER BY desk_search.rowid DESC",
        )?;
        let mut below =
            self.db.prepare_cached("SELECT max(id) FROM desk_documents WHERE id <= ?1")?;
        // One word's documents come one by one, so they need no blocks.
        let whole = plan.must.len() == 1 && plan.not.is_empty();
        let mut high = range.high;
        while high >= range.low {
            let (expression, low) = if whole {
                (plan.must[0].clone(), range.low)
            } else {
                let next: Option<i64> = below.query_row([high], |row| row.get(0))?;
                let Some(next) = next.filter(|next| *next >= range.low) else { break };
                high = next;
                (plan.expression(next), block(next).max(range.low))
            };
            let mut rows = query.query((expression, low, high))?;
            while let Some(row) = rows.next()? {
                let mut doc = doc(row)?;
                high = doc.number - 1;
                if within(&doc) && self.checked(plan, &mut doc)? {
                    docs.push(doc);
                    if docs.len() == most {
                        return Ok((docs, None));
                    }
                }
                if Clock::now() > self.until && high >= range.low {
                    return Ok((docs, Some(high)));
                }
            }
            high = low - 1;
            if Clock::now() > self.until && high >= range.low {
                return Ok((docs, Some(high)));
            }
        }
        Ok((docs, None))
    }

    /// Whether a row is what the index could not tell.
    fn checked(&self, plan: &Plan<'_>, doc: &mut Doc) -> rusqlite::Result<bool> {
        if plan.checks.is_empty() {
            return Ok(true);
        }
        let Some(document) = self.read(doc)? else { return Ok(false) };
        for check in &plan.checks {
            let (holds, not) = match check {
                Check::Term(term, not) => (document.fields().any(|f| term.is_in(f)), not),
                Check::From(name, not) => (self.is_from(&document, name)?, not),
                Check::Tag(tag, not) => {
                    let wanted = tag.words.join("_");
                    (
                        document.tags.iter().any(|t| super::documents::tag(t).starts_with(&wanted)),
                        not,
                    )
                }
            };
            if holds == *not {
                return Ok(false);
            }
        }
        doc.read = Some(document);
        Ok(true)
    }

    fn is_from(&self, document: &Document, name: &Term) -> rusqlite::Result<bool> {
        let Some(person) = document.from else { return Ok(false) };
        let mut find = self
            .db
            .prepare_cached("SELECT name, email FROM users WHERE id = ?1 AND organization_id = ?2 AND role = 'CUSTOMER'")?;
        let found = find
            .query_row((person, self.org), |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        Ok(found.is_some_and(|(person, email)| fits(name, &[&person, &email])))
    }

    /// What the row says now.
    pub fn read(&self, doc: &Doc) -> rusqlite::Result<Option<Document>> {
        let Some(of) = searched(doc.table).map(|place| &SEARCHED[place]) else { return Ok(None) };
        Ok(of.read(self.db, doc.row)?.filter(|d| d.organization == self.org))
    }

    /// A document by its number, if it is within the range.
    pub fn document(&self, number: i64, range: Range) -> rusqlite::Result<Option<Doc>> {
        if !(range.low..=range.high).contains(&number) {
            return Ok(None);
        }
        self.db
            .prepare_cached(
                "SELECT id, table_name, row_id, at, status FROM desk_documents WHERE id = ?1",
            )?
            .query_row([number], doc)
            .optional()
    }
}

fn doc(row: &rusqlite::Row<'_>) -> rusqlite::Result<Doc> {
    let table = row.get_ref(1)?.as_str()?;
    Ok(Doc {
        number: row.get(0)?,
        table: searched(table).map_or("", |place| SEARCHED[place].table.name),
        row: row.get(2)?,
        at: row.get(3)?,
        status: row.get(4)?,
        read: None,
    })
}

/// Whether each word begins a word of one of the texts.
pub(super) fn fits(name: &Term, texts: &[&str]) -> bool {
    name.words.iter().all(|word| {
        let term = Term { words: vec![word.clone()], open: true };
        texts.iter().any(|text| term.is_in(text))
    })
}
