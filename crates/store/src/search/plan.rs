//! How the index is asked for a query: expressions of its words, and what only the rows can tell.

use super::{
    Filter, Query, Term, Test,
    documents::{Facet, block_word},
    find::Search,
    numbers::{organization, stretch},
    walk::Range,
};
use rusqlite::OptionalExtension;

/// The longest prefix the index keeps, in characters.
const PREFIX: usize = 3;

/// The most words that a longer prefix is taken apart into.
const WORDS: usize = 24;

/// The most people that a name is taken apart into.
const PEOPLE: usize = 64;

/// A query as the index takes it: it finds all that fit, and perhaps more.
#[derive(Default)]
pub(super) struct Plan<'q> {
    pub must: Vec<String>,
    pub not: Vec<String>,
    /// What the index cannot tell.
    pub checks: Vec<Check<'q>>,
    /// What is asked for is nowhere.
    pub nothing: bool,
}

/// What the row itself is asked; the flag says that it must not hold.
pub(super) enum Check<'q> {
    Term(&'q Term, bool),
    From(&'q Term, bool),
    Tag(&'q Term, bool),
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

impl Search<'_> {
    /// How the index is asked.
    pub fn plan<'q>(&self, query: &'q Query) -> rusqlite::Result<Plan<'q>> {
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
}

impl Plan<'_> {
    /// What fits within the block of that number.
    pub fn expression(&self, number: i64) -> String {
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
