//! Full-text search over tickets, messages, customers, escalations and refunds.
//!
//! - `words` cuts and folds texts, for all the others;
//! - `documents` says what is searched of a row;
//! - `numbers` gives each document the number it has in the index;
//! - `feed` keeps the index, from the change log;
//! - `behind` says when: never while somebody waits for a write, always before a search;
//! - `find` looks a query up, newest first, within a bounded time: `plan` says how the index is asked, `walk`
//!   goes through what it proposes, `cursor` holds where the next page begins;
//! - `rank` orders what was found, and marks in its texts what was looked for.
//!
//! The index only proposes: each row found is read and looked at before it is shown, so an answer is never
//! wrong about what a row says. Only while somebody writes for long it may not find yet what was written last.

mod behind;
mod cursor;
mod documents;
mod feed;
mod find;
mod numbers;
mod plan;
mod rank;
mod walk;
mod words;

pub(crate) use behind::{Follower, at_commit, at_opening};
pub use documents::SEARCHED;
pub(crate) use feed::{check, fill_telling as make};
pub use words::{list as words, words as each_word};

use model::{Instant, Table};
use std::time::Duration;
use uuid::Uuid;

/// What is looked for. All of it must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What the texts must have.
    pub terms: Vec<Term>,
    /// What they must not have.
    pub without: Vec<Term>,
    /// What else must hold of the rows.
    pub filters: Vec<Filter>,
    /// Created at this moment or later.
    pub from: Option<Instant>,
    /// Created before this moment.
    pub until: Option<Instant>,
}

/// Words that stand side by side, folded as [`words`] does.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// At least one.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub open: bool,
}

/// A condition on rows; those that have no such thing do not fulfil it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// What it asks.
    pub test: Test,
    /// Whether the opposite is wanted.
    pub not: bool,
}

/// What a filter asks of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is of one of these tables.
    Is(Vec<&'static str>),
    /// Its status is one of these labels.
    Status(Vec<&'static str>),
    /// Its priority is one of these labels.
    Priority(Vec<&'static str>),
    /// It is assigned to one of these representatives, `None` being nobody.
    Assigned(Vec<Option<Uuid>>),
    /// It is from a person whose name or email has these words.
    From(Term),
    /// It has this tag.
    Tag(Term),
}

/// How much is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    /// The most hits.
    pub limit: u32,
    /// Where an earlier page ended.
    pub cursor: Option<String>,
    /// When time is up, what was found so far is the answer.
    pub patience: Duration,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The best of the newest, best first.
    pub hits: Vec<Hit>,
    /// How many there are of each table.
    pub tables: Vec<(&'static str, u32)>,
    /// How many there are of each status.
    pub statuses: Vec<(String, u32)>,
    /// How many there are.
    pub total: u32,
    /// Whether there may be more than were counted.
    pub more: bool,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A row that was found.
#[derive(Debug)]
pub struct Hit {
    /// Its table.
    pub table: &'static Table,
    /// Its id.
    pub id: Uuid,
    /// When it was created.
    pub at: Instant,
    /// What it is called by, where it has something like that.
    pub number: Option<Vec<Segment>>,
    /// What it is about.
    pub title: Vec<Segment>,
    /// The passage of its texts that has most of what was looked for.
    pub snippet: Vec<Segment>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// It.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}
