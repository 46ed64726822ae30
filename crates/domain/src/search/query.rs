//! The language of the search box.
//!
//! Words must all be there, the last one may still be going on. `"side by side"`, `-without`, and filters:
//! `status:open is:ticket priority:high assigned:me from:acme tag:billing before:2026-01-01 after:2026-01-01`.
//! Nothing typed is an error: what a filter does not know yet is left out, and a note says what it knows.

use chrono::{NaiveDate, NaiveTime};
use model::{
    Enum, Instant, Result,
    tables::{EscalationPriority, EscalationStatus, RefundStatus, TicketPriority, TicketStatus},
};
use store::{
    Org,
    search::{Filter, Query, SEARCHED, Term, Test, words},
};

/// The most words that are looked for.
const WORDS: usize = 16;

/// A query, and what there is to say about it.
pub(super) struct Parsed {
    pub query: Query,
    pub notes: Vec<String>,
}

/// One thing typed: `-key:"value"`.
#[derive(Debug, PartialEq)]
struct Piece<'t> {
    not: bool,
    key: Option<&'static str>,
    text: &'t str,
    /// Whether it may still be going on: it is the last, and no quote or space closed it.
    open: bool,
}

/// What each filter takes.
const KEYS: [(&str, &str); 8] = [
    ("is", "ticket, message, customer, escalation or refund"),
    ("status", "a status like open, waiting or pending"),
    ("priority", "low, normal, high, urgent or critical"),
    ("assigned", "me, nobody, or a representative's name"),
    ("from", "the beginning of a customer's name or email"),
    ("tag", "a tag"),
    ("before", "a day like 2026-01-31"),
    ("after", "a day like 2026-01-31"),
];

static STATUSES: [&Enum; 3] = [&TicketStatus::ENUM, &EscalationStatus::ENUM, &RefundStatus::ENUM];
static PRIORITIES: [&Enum; 2] = [&TicketPriority::ENUM, &EscalationPriority::ENUM];

/// Reads what was typed.
pub(super) fn parse(org: &Org<'_>, text: &str) -> Result<Parsed> {
    let mut parsed = Parsed { query: Query::default(), notes: Vec::new() };
    let mut left = WORDS;
    for piece in pieces(text) {
        match piece.key {
            Some(key) => parsed.filter(org, key, &piece)?,
            None => parsed.term(&piece, &mut left),
        }
    }
    if left == 0 {
        parsed.notes.push(format!("Only the first {WORDS} words are looked for."));
    }
    Ok(parsed)
}

/// Cuts at spaces outside of quotes.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (not, body) = match rest.strip_prefix('-') {
            Some(body) => (true, body),
            None => (false, rest),
        };
        let key = KEYS.iter().find_map(|(key, _)| {
            let typed = body.get(..key.len())?;
            let value = body[key.len()..].strip_prefix(':')?;
            typed.eq_ignore_ascii_case(key).then_some((*key, value))
        });
        let (key, body) = key.map_or((None, body), |(key, value)| (Some(key), value));
        let (text, after, open) = match body.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some((text, after)) => (text, after, false),
                None => (quoted, "", true),
            },
            // A quote ends a word as a space does.
            None => match body.find(|c: char| c.is_whitespace() || c == '"') {
                Some(end) => (&body[..end], &body[end..], false),
                None => (body, "", true),
            },
        };
        pieces.push(Piece { not, key, text, open });
        rest = after.trim_start();
    }
    pieces
}

impl Parsed {
    fn term(&mut self, piece: &Piece<'_>, left: &mut usize) {
        let mut words = words(piece.text);
        words.truncate(*left);
        *left -= words.len();
        if words.is_empty() {
            return;
        }
        if piece.not {
            self.query.without.push(Term { words, open: false });
        } else {
            self.query.terms.push(Term { words, open: piece.open });
        }
    }

    fn filter(&mut self, org: &Org<'_>, key: &'static str, piece: &Piece<'_>) -> Result<()> {
        let value = piece.text;
        let test = match key {
            "is" => {
                let all: Vec<_> = SEARCHED.iter().map(|s| (s.noun, s.table.name)).collect();
                let mut named = one_of(value, &all);
                // One or many.
                if named.is_empty() {
                    named = one_of(value.trim_end_matches(['s', 'S']), &all);
                }
                Test::Is(named)
            }
            "status" => Test::Status(one_of(value, &labels(&STATUSES))),
            "priority" => Test::Priority(one_of(value, &labels(&PRIORITIES))),
            "assigned" => return self.assigned(org, piece),
            "before" | "after" => return self.day(key, piece),
            "from" => Test::From(Term { words: words(value), open: true }),
            _ => Test::Tag(Term { words: words(value), open: piece.open }),
        };
        let empty = match &test {
            Test::Is(any) | Test::Status(any) | Test::Priority(any) => any.is_empty(),
            Test::From(term) | Test::Tag(term) => term.words.is_empty(),
            Test::Assigned(any) => any.is_empty(),
        };
        if empty {
            self.left_out(key, value);
        } else {
            self.query.filters.push(Filter { test, not: piece.not });
        }
        Ok(())
    }

    fn assigned(&mut self, org: &Org<'_>, piece: &Piece<'_>) -> Result<()> {
        let to = match piece.text.to_lowercase().as_str() {
            "me" => match org.representative() {
                Some(me) => vec![Some(me.uuid())],
                None => {
                    self.notes.push("assigned:me finds nothing: you are no representative.".into());
                    Vec::new()
                }
            },
            "nobody" | "none" | "noone" => vec![None],
            name => {
                let words = words(name);
                if words.is_empty() {
                    self.left_out("assigned", piece.text);
                    return Ok(());
                }
                let called = org.representatives_called(&Term { words, open: true })?;
                let nobody =
                    called.is_empty() && ["me", "nobody"].iter().any(|w| w.starts_with(name));
                if nobody && piece.open {
                    self.left_out("assigned", piece.text);
                    return Ok(());
                }
                if called.is_empty() {
                    self.notes.push(format!("No representative is called {name}."));
                }
                called.into_iter().map(Some).collect()
            }
        };
        self.query.filters.push(Filter { test: Test::Assigned(to), not: piece.not });
        Ok(())
    }

    /// `after` takes the day in, `before` leaves it out; days are UTC.
    fn day(&mut self, key: &'static str, piece: &Piece<'_>) -> Result<()> {
        let day = NaiveDate::parse_from_str(piece.text, "%Y-%m-%d").ok();
        let Some(day) = day.filter(|_| piece.text.len() == 10) else {
            self.left_out(key, piece.text);
            return Ok(());
        };
        let at = Instant::from(day.and_time(NaiveTime::MIN).and_utc());
        // Not before a day is from it on.
        if (key == "before") == piece.not {
            self.query.from = Some(self.query.from.map_or(at, |from| from.max(at)));
        } else {
            self.query.until = Some(self.query.until.map_or(at, |until| until.min(at)));
        }
        Ok(())
    }

    fn left_out(&mut self, key: &str, value: &str) {
        let takes = KEYS.iter().find(|(k, _)| *k == key).map_or("", |(_, takes)| takes);
        let value: String = value.chars().take(40).collect();
        self.notes.push(format!("{key}:{value} was left out; {key}: takes {takes}."));
    }
}

fn labels(enums: &[&'static Enum]) -> Vec<(&'static str, &'static str)> {
    enums.iter().flat_map(|e| e.labels).map(|label| (*label, *label)).collect()
}

/// What a value names: the one that is called so, otherwise all that begin so.
fn one_of(value: &str, all: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    let value = plain(value);
    let find = |fits: &dyn Fn(&str) -> bool| -> Vec<_> {
        let named = all.iter().filter(|(name, _)| fits(&plain(name)));
        let mut found: Vec<_> = named.map(|(_, stands_for)| *stands_for).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    if value.is_empty() {
        return Vec::new();
    }
    let exact = find(&|name| name == value);
    if exact.is_empty() { find(&|name| name.starts_with(&value)) } else { exact }
}
