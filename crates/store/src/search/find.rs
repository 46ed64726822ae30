//! Looking a query up. Newest first, as far as is needed and time allows; what is found so is ranked.
//!
//! Ranking all matches of a common word costs as much as there are of them. Here only the newest
//! [`RANKED`] are ranked, then the next ones, so that no query costs more than another. What has several words
//! is looked up block by block: where they stand together in few documents only, SQLite would go
//! through all of each word's documents in one step that nothing can break off.

use super::{
    Filter, Found, Hit, Page, Query, Term, Test,
    documents::{Document, Facet, SEARCHED, block_word, searched},
    numbers::{block, moment, moved, organization, stretch},
    rank,
};
use crate::{Org, fault::fault};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{Error, Instant, Result, tables};
use rusqlite::{Connection, OptionalExtension};
use std::{cmp::Reverse, time::Instant as Clock};
use uuid::Uuid;

/// So many of the newest are ranked among themselves.
const RANKED: usize = 100;

/// So many are counted.
const COUNTED: usize = 1_000;

/// So many older ones that have each word whole are ranked with the newest.
const EXACT: usize = 20;

/// The longest prefix the index keeps, in characters.
const PREFIX: usize = 3;

/// The most words that a longer prefix is taken apart into.
const WORDS: usize = 24;

/// The most people that a name is taken apart into.
const PEOPLE: usize = 64;

/// A query as the index takes it: it finds all that fit, and perhaps more.
#[derive(Default)]
struct Plan<'q> {
    must: Vec<String>,
    not: Vec<String>,
    /// What the index cannot tell.
    checks: Vec<Check<'q>>,
    /// What is asked for is nowhere.
    nothing: bool,
}

enum Check<'q> {
    Term(&'q Term, bool),
    From(&'q Term, bool),
    Tag(&'q Term, bool),
}

/// A document that fits.
struct Doc {
    number: i64,
    table: &'static str,
    row: Uuid,
    at: i64,
    status: Option<String>,
    /// What was read of it already.
    read: Option<Document>,
}

/// Numbers from one to another, both included.
#[derive(Clone, Copy)]
struct Range {
    low: i64,
    high: i64,
}

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

/// Whether each word begins a word of one of the texts.
fn fits(name: &Term, texts: &[&str]) -> bool {
    name.words.iter().all(|word| {
        let term = Term { words: vec![word.clone()], open: true };
        texts.iter().any(|text| term.is_in(text))
    })
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

struct Search<'s> {
    db: &'s Connection,
    org: Uuid,
    query: &'s Query,
    until: Clock,
}

impl<'s> Search<'s> {
    /// How the index is asked.
    fn plan<'q>(&self, query: &'q Query) -> rusqlite::Result<Plan<'q>> {
        let mut plan = Plan::default();
        for filter in &query.filters {
            self.filter(filter, &mut plan)?;
        }
        for term in &query.terms {
            let Some((last, whole)) = term.words.split_last() else { continue };
            plan.must.extend(whole.iter().map(|word| quote(word)));
            let mut check = !whole.is_empty();
            if term.open {
                match self.open(last)? {
                    Open::Any(any) => plan.must.push(any),
                    Open::Loose(any) => {
                        plan.must.push(any);
                        check = true;
                    }
                    Open::Nothing => plan.nothing = true,
                }
            } else {
                plan.must.push(quote(last));
            }
            if check {
                plan.checks.push(Check::Term(term, false));
            }
        }
        for term in &query.without {
            match term.words.as_slice() {
                [word] if !term.open => plan.not.push(quote(word)),
                _ => plan.checks.push(Check::Term(term, true)),
            }
        }
        plan.must.sort_unstable();
        plan.must.dedup();
        Ok(plan)
    }

    fn filter<'q>(&self, filter: &'q Filter, plan: &mut Plan<'q>) -> rusqlite::Result<()> {
        let labels = |facet: Facet, labels: &[&str]| labels.iter().map(|l| facet.word(l)).collect();
        let any: Option<Vec<String>> = match &filter.test {
            Test::Is(tables) => Some(labels(Facet::Is, tables)),
            Test::Status(status) => Some(labels(Facet::Status, status)),
            Test::Priority(priority) => Some(labels(Facet::Priority, priority)),
            Test::Assigned(ids) => Some(ids.iter().map(|id| Facet::Assigned.id(*id)).collect()),
            Test::From(name) => self.people(name)?,
            Test::Tag(tag) => {
                let word = Facet::Tag.word(&tag.words.join("_"));
                if tag.open { self.begin_with(&word)? } else { Some(vec![word]) }
            }
        };
        match (any, &filter.test) {
            (Some(any), _) if any.is_empty() => plan.nothing |= !filter.not,
            (Some(any), _) => {
                let any = any.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" OR ");
                if filter.not { &mut plan.not } else { &mut plan.must }.push(any);
            }
            (None, Test::Tag(tag)) => plan.checks.push(Check::Tag(tag, filter.not)),
            (None, Test::From(name)) => plan.checks.push(Check::From(name, filter.not)),
            (None, _) => {}
        }
        Ok(())
    }

    /// What the index is asked for a word that may go on.
    fn open(&self, word: &str) -> rusqlite::Result<Open> {
        let Some((end, _)) = word.char_indices().nth(PREFIX) else {
            return Ok(Open::Any(format!("{} *", quote(word))));
        };
        Ok(match self.begin_with(word)? {
            Some(words) if words.is_empty() => Open::Nothing,
            Some(words) => {
                Open::Any(words.iter().map(|w| quote(w)).collect::<Vec<_>>().join(" OR "))
            }
            None => Open::Loose(format!("{} *", quote(&word[..end]))),
        })
    }

    /// The words of the index that begin so, unless there are too many.
    fn begin_with(&self, prefix: &str) -> rusqlite::Result<Option<Vec<String>>> {
        // From word to word; one statement over all would read where each of them stands.
        let mut next =
            self.db.prepare_cached("SELECT term FROM desk_words WHERE term >= ?1 LIMIT 1")?;
        let (mut words, mut from) = (Vec::new(), prefix.to_owned());
        loop {
            let word: Option<String> = next.query_row([&from], |row| row.get(0)).optional()?;
            let Some(word) = word.filter(|w| w.starts_with(prefix)) else { return Ok(Some(words)) };
            if words.len() == WORDS {
                return Ok(None);
            }
            from.clone_from(&word);
            from.push('\u{1}');
            words.push(word);
        }
    }

    /// The people of that name, as the index has them, unless there are too many.
    fn people(&self, name: &Term) -> rusqlite::Result<Option<Vec<String>>> {
        let mut plan = Plan { must: vec![quote(&Facet::Is.word("users"))], ..Plan::default() };
        let mut loose = false;
        for word in &name.words {
            match self.open(word)? {
                Open::Any(any) => plan.must.push(any),
                Open::Loose(any) => {
                    loose = true;
                    plan.must.push(any);
                }
                Open::Nothing => return Ok(Some(Vec::new())),
            }
        }
        if loose {
            plan.checks.push(Check::From(name, false));
        }
        let Some(own) = organization(self.db, self.org)? else { return Ok(Some(Vec::new())) };
        let (low, high) = stretch(own);
        let (docs, reached) = self.gather_all(&plan, Range { low, high }, PEOPLE + 1)?;
        if docs.len() > PEOPLE || reached.is_some() {
            return Ok(None);
        }
        Ok(Some(docs.iter().map(|d| Facet::From.id(Some(d.row))).collect()))
    }

    /// The newest that fit and were created within the query's time, at most `most`; and where to go on
    /// when time was up before all were looked at.
    fn gather(
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

    fn gather_all(
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
                if within(&doc) && self.checked(plan, &mut doc)? {
                    high = doc.number - 1;
                    docs.push(doc);
                    if docs.len() == most {
                        return Ok((docs, None));
                    }
                } else {
                    high = doc.number - 1;
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
    fn read(&self, doc: &Doc) -> rusqlite::Result<Option<Document>> {
        let Some(of) = searched(doc.table).map(|place| &SEARCHED[place]) else { return Ok(None) };
        Ok(of.read(self.db, doc.row)?.filter(|d| d.organization == self.org))
    }

    /// A document by its number, if it is within the range.
    fn document(&self, number: i64, range: Range) -> rusqlite::Result<Option<Doc>> {
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

/// How a word that may go on is looked up.
enum Open {
    /// By this.
    Any(String),
    /// By this, and perhaps more is found.
    Loose(String),
    /// No word begins so.
    Nothing,
}

impl Plan<'_> {
    /// What fits within the block of that number.
    fn expression(&self, number: i64) -> String {
        let mut expression = quote(&block_word(number));
        for any in &self.must {
            expression += &format!(" AND ({any})");
        }
        if !self.not.is_empty() {
            expression = format!("({expression}) NOT ({})", self.not.join(" OR "));
        }
        expression
    }
}

/// A word as FTS5 takes it. None has a quote in it.
fn quote(word: &str) -> String {
    format!("\"{word}\"")
}

/// Where the next page begins: a stretch of the newest, and how many of its best were given.
struct Cursor {
    query: u64,
    range: Range,
    skip: usize,
    /// Older ones that are ranked with the first stretch.
    exact: Vec<i64>,
    first: bool,
}

impl Cursor {
    fn new(query: &Query, range: Range) -> Self {
        Self { query: digest(query), range, skip: 0, exact: Vec::new(), first: true }
    }

    fn write(&self) -> String {
        let Range { low, high } = self.range;
        let parts = (self.query, low, high, self.skip, &self.exact, self.first);
        URL_SAFE_NO_PAD.encode(serde_json::json!(parts).to_string())
    }

    fn read(text: &str, query: &Query) -> Result<Self> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let (digested, low, high, skip, exact, first) = serde_json::from_slice(&bytes).ok()?;
            let cursor = Self { query: digested, range: Range { low, high }, skip, exact, first };
            (cursor.query == digest(query) && cursor.exact.len() <= EXACT).then_some(cursor)
        };
        read().ok_or_else(|| {
            Error::validation("cursor", "cursor must be the nextCursor of this same query.")
        })
    }
}

/// Tells queries from one another.
fn digest(query: &Query) -> u64 {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("{query:?}"));
    hash.iter().take(6).fold(0, |n, byte| n << 8 | u64::from(*byte))
}
