//! Looking a query up. Newest first, as far as is needed and time allows; what is found so is ranked.
//!
//! Ranking all matches of a common word costs as much as there are of them. Here only the newest
//! [`RANKED`] are ranked, then the next ones, so that no query costs more than another.

use super::{
    Found, Hit, Page, Query, Term,
    cursor::Cursor,
    numbers::{moment, moved, organization, stretch},
    rank,
    walk::{Doc, Range, fits},
};
use crate::{Org, fault::fault};
use model::{Instant, Result, tables};
use rusqlite::Connection;
use std::{cmp::Reverse, time::Instant as Clock};
use uuid::Uuid;

/// So many of the newest are ranked among themselves.
const RANKED: usize = 100;

/// So many are counted.
const COUNTED: usize = 1_000;

/// So many older ones that have each word whole are ranked with the newest.
pub(super) const EXACT: usize = 20;

impl Org<'_> {
    /// Looks a query up.
    ///
    /// # Errors
    /// VALIDATION for a cursor of another query, INTERNAL when the database refuses.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found> {
        let cursor = page.cursor.as_deref().map(|c| Cursor::read(c, query)).transpose()?;
        self.looked_up(query, page, cursor).map_err(fault)
    }

    fn looked_up(
        &self,
        query: &Query,
        page: &Page,
        cursor: Option<Cursor>,
    ) -> rusqlite::Result<Found> {
        let start = Clock::now();
        let mut found = Found::default();
        let Some(own) = organization(&self.tx, self.id().uuid())? else { return Ok(found) };
        let range = self.range(query, own)?;
        let search =
            Search { db: &self.tx, org: self.id().uuid(), query, until: start + page.patience };
        let plan = search.plan(query)?;
        let (mut docs, reached) = search.gather(&plan, range, COUNTED + 1)?;
        found.more = reached.is_some() || docs.len() > COUNTED;
        docs.truncate(COUNTED);
        count(&docs, &mut found);
        let (mut window, mut cursor) = match cursor {
            None => {
                let low = match docs.get(RANKED - 1) {
                    Some(last) => last.number,
                    None => reached.map_or(range.low, |reached| reached + 1),
                };
                docs.truncate(RANKED);
                let mut cursor = Cursor::new(query, Range { low, high: range.high });
                for doc in search.exact(Range { low: range.low, high: low - 1 }, start, page)? {
                    cursor.exact.push(doc.number);
                    docs.push(doc);
                }
                (docs, cursor)
            }
            Some(mut cursor) => {
                cursor.range.high = cursor.range.high.min(range.high);
                let search = Search { until: Clock::now() + page.patience, ..search };
                let within = Range { low: cursor.range.low.max(range.low), ..cursor.range };
                let (mut docs, reached) = search.gather(&plan, within, RANKED)?;
                cursor.range.low = match docs.last().filter(|_| docs.len() == RANKED) {
                    Some(last) => last.number,
                    None => reached.map_or(within.low, |reached| reached + 1),
                };
                if cursor.first {
                    for number in &cursor.exact {
                        docs.extend(search.document(*number, range)?);
                    }
                } else {
                    docs.retain(|d| !cursor.exact.contains(&d.number));
                }
                (docs, cursor)
            }
        };
        search.rank(&mut window)?;
        let (skip, limit) = (cursor.skip, page.limit as usize);
        let left = window.len().saturating_sub(skip);
        for doc in window.into_iter().skip(skip).take(limit) {
            found.hits.extend(search.hit(doc)?);
        }
        if left > limit {
            cursor.skip += limit;
            found.next = Some(cursor.write());
        } else if cursor.range.low > range.low {
            cursor.skip = 0;
            cursor.first = false;
            cursor.range = Range { low: range.low, high: cursor.range.low - 1 };
            found.next = Some(cursor.write());
        }
        Ok(found)
    }

    /// The numbers that can fit.
    fn range(&self, query: &Query, own: i64) -> rusqlite::Result<Range> {
        let (mut low, mut high) = stretch(own);
        let first = low;
        if let Some(Instant(from)) = query.from {
            low = first + moment(from);
        }
        if let Some(Instant(until)) = query.until {
            high = high.min(first + moment(until) + moved(&self.tx)?);
        }
        Ok(Range { low, high })
    }

    /// The representatives of whom each of these words begins a word of the name or the email.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn representatives_called(&self, name: &Term) -> Result<Vec<Uuid>> {
        let read = || {
            let mut query = self.tx.prepare_cached(
                "SELECT r.id, u.name, u.email FROM representatives AS r JOIN users AS u ON u.id = r.user_id
                 WHERE r.organization_id = ?1 ORDER BY r.created_at, r.id",
            )?;
            let mut rows = query.query([self.id().uuid()])?;
            let mut called = Vec::new();
            while let Some(row) = rows.next()? {
                let (person, email): (String, String) = (row.get(1)?, row.get(2)?);
                if fits(name, &[&person, &email]) {
                    called.push(row.get(0)?);
                }
            }
            Ok(called)
        };
        read().map_err(fault)
    }
}

fn count(docs: &[Doc], found: &mut Found) {
    found.total = u32::try_from(docs.len()).unwrap_or(u32::MAX);
    for doc in docs {
        match found.tables.iter_mut().find(|(table, _)| *table == doc.table) {
            Some((_, n)) => *n += 1,
            None => found.tables.push((doc.table, 1)),
        }
        let Some(status) = &doc.status else { continue };
        match found.statuses.iter_mut().find(|(label, _)| label == status) {
            Some((_, n)) => *n += 1,
            None => found.statuses.push((status.clone(), 1)),
        }
    }
    found.tables.sort_unstable();
    found.statuses.sort_unstable();
}

/// A query that is being looked up.
pub(super) struct Search<'s> {
    pub db: &'s Connection,
    /// The organization.
    pub org: Uuid,
    pub query: &'s Query,
    /// When to break off.
    pub until: Clock,
}

impl Search<'_> {
    /// The newest within the range that have each word whole: what is typed in full is not hidden behind
    /// many newer ones in which it only begins.
    fn exact(&self, range: Range, start: Clock, page: &Page) -> rusqlite::Result<Vec<Doc>> {
        if range.high < range.low || !self.query.terms.iter().any(|t| t.open) {
            return Ok(Vec::new());
        }
        let mut query = self.query.clone();
        for term in &mut query.terms {
            term.open = false;
            for word in &term.words {
                let known = "SELECT 1 FROM desk_words WHERE term = ?1 LIMIT 1";
                if !self.db.prepare_cached(known)?.exists([word])? {
                    return Ok(Vec::new());
                }
            }
        }
        let search = Search { until: start + page.patience * 6 / 5, ..*self };
        let plan = search.plan(&query)?;
        Ok(search.gather(&plan, range, EXACT)?.0)
    }

    /// Reads the rows and puts the best first. Without words the newest are the best.
    fn rank(&self, docs: &mut Vec<Doc>) -> rusqlite::Result<()> {
        if self.query.terms.is_empty() {
            return Ok(());
        }
        let mut scored = Vec::with_capacity(docs.len());
        for mut doc in docs.drain(..) {
            if doc.read.is_none() {
                doc.read = self.read(&doc)?;
            }
            let score = doc.read.as_ref().map_or(0, |read| rank::score(self.query, read));
            scored.push((score, doc));
        }
        scored.sort_by_key(|(score, doc)| (Reverse(*score), Reverse(doc.number)));
        docs.extend(scored.into_iter().map(|(_, doc)| doc));
        Ok(())
    }

    /// What to show of a document; nothing when its row is gone.
    fn hit(&self, mut doc: Doc) -> rusqlite::Result<Option<Hit>> {
        let read = match doc.read.take() {
            Some(read) => Some(read),
            None => self.read(&doc)?,
        };
        let (Some(read), Some(table)) = (read, tables::find(doc.table)) else { return Ok(None) };
        let texts = read.texts.iter().chain(&read.tags).map(String::as_str);
        Ok(Some(Hit {
            table,
            id: doc.row,
            at: Instant(read.at),
            number: read.number.as_deref().map(|number| rank::title(self.query, number)),
            title: rank::title(self.query, &read.title),
            snippet: match read.texts.is_empty() {
                true => rank::snippet(self.query, [read.title.as_str()].into_iter()),
                false => rank::snippet(self.query, texts),
            },
        }))
    }
}
