//! What is searched: which columns of which tables, and what the index holds of a row.

use super::{numbers::block_of, words::words};
use model::{
    Record as _, Table,
    tables::{Escalation, Message, Refund, Ticket, User},
};
use rusqlite::{Connection, OptionalExtension, Row};
use std::{fmt::Write as _, ops::ControlFlow, sync::LazyLock};
use uuid::Uuid;

/// A table whose rows are documents of the index.
pub struct Searched {
    /// The table.
    pub table: &'static Table,
    /// What `is:` calls it.
    pub noun: &'static str,
    /// Only rows that have this value in this column.
    only: Option<(&'static str, &'static str)>,
    /// What people call a row by: a number, an order.
    number: Option<&'static str>,
    /// What says what it is about.
    title: &'static str,
    /// The texts.
    texts: &'static [&'static str],
    status: Option<&'static str>,
    priority: Option<&'static str>,
    assigned: Option<&'static str>,
    /// Whom it is from, a user.
    from: Option<&'static str>,
    tags: Option<&'static str>,
}

const NONE: Searched = Searched {
    table: Ticket::TABLE,
    noun: "",
    only: None,
    number: None,
    title: "",
    texts: &[],
    status: None,
    priority: None,
    assigned: None,
    from: None,
    tags: None,
};

/// All of them.
pub static SEARCHED: [Searched; 5] = [
    Searched {
        noun: "ticket",
        number: Some("ticket_number"),
        title: "subject",
        texts: &["description", "internal_notes"],
        status: Some("status"),
        priority: Some("priority"),
        assigned: Some("assigned_to"),
        from: Some("customer_id"),
        tags: Some("tags"),
        ..NONE
    },
    Searched {
        table: Message::TABLE,
        noun: "message",
        title: "body",
        from: Some("author_id"),
        ..NONE
    },
    Searched {
        table: User::TABLE,
        noun: "customer",
        only: Some(("role", "CUSTOMER")),
        title: "name",
        texts: &["email"],
        from: Some("id"),
        ..NONE
    },
    Searched {
        table: Escalation::TABLE,
        noun: "escalation",
        title: "issue_description",
        texts: &["notes", "ai_summary"],
        status: Some("status"),
        priority: Some("priority"),
        assigned: Some("assigned_to"),
        from: Some("customer_id"),
        ..NONE
    },
    Searched {
        table: Refund::TABLE,
        noun: "refund",
        title: "order_id",
        texts: &["notes"],
        status: Some("status"),
        from: Some("customer_id"),
        ..NONE
    },
];

/// The place of the table of that name in [`SEARCHED`].
pub(super) fn searched(table: &str) -> Option<usize> {
    SEARCHED.iter().position(|s| s.table.name == table)
}

/// What is searched of one row.
pub(super) struct Document {
    pub organization: Uuid,
    /// When the row was created, in microseconds.
    pub at: i64,
    pub status: Option<String>,
    pub number: Option<String>,
    pub title: String,
    pub texts: Vec<String>,
    pub tags: Vec<String>,
    pub from: Option<Uuid>,
    priority: Option<String>,
    assigned: Option<Uuid>,
}

/// How many columns come before the texts, the title among them.
const FIXED: usize = 9;

impl Searched {
    /// Its columns in the index, and `created_at`: a change of any other leaves the document as it is.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        let single = [self.number, self.status, self.priority, self.assigned, self.from, self.tags];
        single
            .into_iter()
            .flatten()
            .chain(self.only.map(|(column, _)| column))
            .chain([self.title, "created_at"])
            .chain(self.texts.iter().copied())
    }

    /// The condition that a row of the table, called `t`, is a document.
    pub(super) fn condition(&self) -> String {
        self.only.map_or("TRUE".into(), |(column, value)| format!("t.{column} = '{value}'"))
    }

    /// Reads a row's document.
    pub(super) fn read(&self, db: &Connection, id: Uuid) -> rusqlite::Result<Option<Document>> {
        static QUERIES: LazyLock<Vec<String>> =
            LazyLock::new(|| SEARCHED.iter().map(Searched::query).collect());
        let Some(place) = searched(self.table.name) else { return Ok(None) };
        let query = &QUERIES[place];
        db.prepare_cached(query)?.query_row([id], |row| self.document(row)).optional()
    }

    fn query(&self) -> String {
        let mut query = "SELECT t.organization_id, t.created_at".to_owned();
        for column in [self.status, self.number, self.priority, self.assigned, self.from, self.tags]
        {
            let _ = match column {
                Some(column) => write!(query, ", t.{column}"),
                None => write!(query, ", NULL"),
            };
        }
        let texts = [self.title].into_iter().chain(self.texts.iter().copied());
        for column in texts {
            let _ = write!(query, ", t.{column}");
        }
        let _ = write!(
            query,
            " FROM {} AS t WHERE t.id = ?1 AND {}",
            self.table.name,
            self.condition()
        );
        query
    }

    fn document(&self, row: &Row<'_>) -> rusqlite::Result<Document> {
        let tags: Option<String> = row.get(7)?;
        let text = |at: usize| Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default());
        Ok(Document {
            organization: row.get(0)?,
            at: row.get(1)?,
            status: row.get(2)?,
            number: row.get(3)?,
            priority: row.get(4)?,
            assigned: row.get(5)?,
            from: row.get(6)?,
            // Whatever is not an array of texts has no tags.
            tags: tags.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default(),
            title: text(FIXED - 1)?,
            texts: (0..self.texts.len())
                .map(|i| text(FIXED + i))
                .collect::<rusqlite::Result<_>>()?,
        })
    }
}

/// Begins what is no word of a text but says something about the row: nobody can type it. As long as the
/// longest prefix the index keeps, so that these make one entry there and not one each.
const MARK: &str = ":::";

/// What a document can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    Is,
    Status,
    Priority,
    Assigned,
    From,
    Tag,
    /// The stretch of numbers it lies in.
    Block,
}

impl Facet {
    /// The word of the index for a value.
    pub fn word(self, value: &str) -> String {
        let key = match self {
            Self::Is => "is",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Assigned => "assigned",
            Self::From => "from",
            Self::Tag => "tag",
            Self::Block => "block",
        };
        format!("{MARK}{key}:{value}")
    }

    /// The same for the id of a row; of nobody where there is none.
    pub fn id(self, id: Option<Uuid>) -> String {
        match id {
            Some(id) => self.word(id.simple().encode_lower(&mut Uuid::encode_buffer())),
            None => self.word("nobody"),
        }
    }
}

/// A tag as one word.
pub(super) fn tag(text: &str) -> String {
    let mut tag = String::new();
    words::<()>(text, |word, _| {
        if !tag.is_empty() {
            tag.push('_');
        }
        tag.push_str(word);
        ControlFlow::Continue(())
    });
    // SQLite cuts a word that is longer than this.
    tag.truncate((0..=256.min(tag.len())).rev().find(|at| tag.is_char_boundary(*at)).unwrap_or(0));
    tag
}

/// The word that all documents of a number's block have.
pub(super) fn block_word(number: i64) -> String {
    Facet::Block.word(&format!("{:x}", block_of(number)))
}

impl Document {
    /// The texts in which words are looked for, the most telling first.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let number = self.number.as_deref().into_iter();
        number
            .chain([self.title.as_str()])
            .chain(self.tags.iter().map(String::as_str))
            .chain(self.texts.iter().map(String::as_str))
    }

    /// All its words for the index, put into `out`.
    pub fn index(&self, of: &Searched, number: i64, out: &mut String) {
        out.clear();
        let mut add = |word: &str| {
            out.push_str(word);
            out.push(' ');
        };
        add(&block_word(number));
        add(&Facet::Is.word(of.table.name));
        if let Some(status) = &self.status {
            add(&Facet::Status.word(status));
        }
        if let Some(priority) = &self.priority {
            add(&Facet::Priority.word(priority));
        }
        if of.assigned.is_some() {
            add(&Facet::Assigned.id(self.assigned));
        }
        if self.from.is_some() {
            add(&Facet::From.id(self.from));
        }
        for text in &self.tags {
            add(&Facet::Tag.word(&tag(text)));
        }
        for field in self.fields() {
            words::<()>(field, |word, _| {
                add(word);
                ControlFlow::Continue(())
            });
        }
    }
}
