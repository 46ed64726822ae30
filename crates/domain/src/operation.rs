//! What an operation is.

use crate::{Caller, Input, Shape};
use model::Result;
use serde_json::{Value as Json, json};
use store::{Desk, Org, Role, View};

/// Something the desk can do, by one name on every surface.
pub struct Operation {
    /// The name: a verb in snake_case.
    pub name: &'static str,
    /// What it does, as a sentence.
    pub summary: String,
    /// What it takes.
    pub input: Shape,
    /// What it gives.
    pub output: Output,
    /// Who may.
    pub who: Who,
    /// The tables whose rows its answer shows: when one of them changes, the answer is out of date.
    pub reads: Vec<&'static str>,
    /// The resource it is about and what it does to it, where it is one of the common five.
    pub verb: Option<(&'static str, Verb)>,
    /// The work itself.
    pub(crate) work: Work,
}

/// Whether an operation changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only looks.
    Read,
    /// It changes rows, in one durable transaction.
    Write,
}

/// One of the five that every resource has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// A page of rows.
    List,
    /// One row with its relations.
    Get,
    /// A new row.
    Create,
    /// Changed fields of a row.
    Update,
    /// A row gone, with what hangs on it.
    Delete,
}

/// Who may call an operation. A rule inside it may ask for more, depending on the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Also who is not signed in.
    Anyone,
    /// Users of this role and above.
    AtLeast(Role),
}

/// What an operation gives, for the window's types.
pub enum Output {
    /// A row with its relations and, if so, children.
    Row(&'static View),
    /// `{items, nextCursor}` of rows.
    Page(&'static View),
    /// Something of its own, as a TypeScript type.
    Type(&'static str),
}

type Reading = dyn Fn(&Org<'_>, Input) -> Result<String> + Send + Sync;
type Writing = dyn Fn(&mut Org<'_>, Input) -> Result<String> + Send + Sync;

pub(crate) enum Work {
    /// Outside of any organization: sessions, health.
    Open(fn(&Desk, &mut Caller, Input) -> Result<String>),
    /// In a transaction that reads.
    Read(Box<Reading>),
    /// The same, with a search index that is up to date.
    Search(Box<Reading>),
    /// In a transaction that writes.
    Write(Box<Writing>),
    /// Founding an organization, which makes its own transaction.
    Found(fn(&mut Org<'_>, Input) -> Result<String>),
}

impl Operation {
    /// Whether it changes anything.
    pub fn kind(&self) -> Kind {
        match self.work {
            Work::Open(_) | Work::Read(_) | Work::Search(_) => Kind::Read,
            Work::Write(_) | Work::Found(_) => Kind::Write,
        }
    }

    /// Itself as JSON, for `grounded operations` and the window.
    pub fn describe(&self) -> Json {
        json!({
            "name": self.name,
            "summary": self.summary,
            "kind": self.kind().label(),
            "resource": self.verb.map(|(resource, _)| resource),
            "verb": self.verb.map(|(_, verb)| verb.label()),
            "who": self.who.label(),
            "reads": self.reads,
            "input": self.input.schema(),
        })
    }
}

impl Kind {
    /// `read` or `write`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

impl Verb {
    /// In lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Get => "get",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl Who {
    /// The role, or ANYONE.
    pub fn label(self) -> &'static str {
        match self {
            Self::Anyone => "ANYONE",
            Self::AtLeast(role) => role.label(),
        }
    }
}
