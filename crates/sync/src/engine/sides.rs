//! The two sides of an exchange, as a round needs them: a desk's file and a hub. The round is written
//! against these, so that the desk's SQLite and the hub's Postgres can be a model of them instead, played
//! from one number.

use super::{
    outbox::{Key, Logged, Told},
    rebase::{Conflict, Row, Write},
    take::Notes,
};
use crate::hub::chain::Head;
use model::{Result, Table, Value, tally::Tally};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far a device's entries have come: the last one's number, and the chain's hash over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The device's own numbering of what it tells, rising, with gaps.
    pub dseq: i64,
    /// The hash over everything up to it.
    pub head: Head,
}

/// Which hub it is. Another one, or an earlier state of the same, differs in one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubId {
    /// The cluster.
    pub system: String,
    /// Its timeline: another one after it was restored to a point in time.
    pub timeline: i64,
    /// The installation of `desk_sync`, and its database.
    pub epoch: String,
}

/// What a file keeps about its organization's hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The file's identity at the hub. It gets another one when it turns out to be a copy.
    pub file: Uuid,
    /// The hub it was last in touch with.
    pub hub: Option<HubId>,
    /// What the desk has of the hub: a snapshot, as Postgres writes it. `None`: nothing yet. Empty: nothing of this
    /// one, but what is here was once at another, or at a later state of it.
    pub cursor: Option<String>,
    /// What the hub is known to have of this file.
    pub told: Mark,
    /// A batch that was sent, of which nobody knows yet whether it arrived.
    pub sending: Option<Sending>,
    /// Up to here every entry of the log is told, but for the groups that wait.
    pub settled: i64,
    /// Telling the hub, which had nothing of the organization, all rows: how far that is. `None` where the hub had
    /// the organization first.
    pub first: Option<First>,
    /// When the hub was last told that the two had exchanged something.
    pub sight: Option<Sight>,
    /// Whether it told the hub something under an earlier name, and nobody has looked since whether the hub still has it.
    pub renamed: bool,
}

/// One of the times that a hub was told that it had exchanged something with a desk. It keeps them, so that one that does not
/// know of this was taken back to an earlier state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// In which session: nobody else counts in it, whatever is copied.
    pub session: Uuid,
    /// The how manieth of it.
    pub times: i64,
    /// By the hub's clock, in microseconds since 1970: it does not keep them for ever.
    pub at: i64,
}

/// How far a hub, which had nothing of the organization, is told all its rows, in the order of their tables and ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    /// Rows are told as they were when this was the newest place in the log; from there on the log is told.
    pub place: i64,
    /// The last one that is told.
    pub told: Option<Key>,
    /// Whether all are.
    pub done: bool,
}

impl Link {
    /// The snapshot from which to go on.
    pub fn since(&self) -> Option<&str> {
        self.cursor.as_deref().filter(|cursor| !cursor.is_empty())
    }

    /// What it knows of its hub.
    pub fn witness(&self) -> Option<Witness> {
        let (file, told, sight) = (self.file, self.told.dseq, self.sight);
        self.hub.clone().map(|hub| Witness { hub, sight, file, told })
    }

    /// Whether the next pull is the first one from a hub that was restored to an earlier state, or that has the organization from
    /// elsewhere.
    pub fn is_restored(&self) -> bool {
        self.cursor.as_deref() == Some("")
    }
}

/// A batch on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// What the hub has when it has arrived.
    pub mark: Mark,
    /// What is settled then.
    pub settled: i64,
    /// The last row that is told then, of a batch that tells the rows that a hub had none of.
    pub first: Option<Key>,
}

/// An operation, as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How the hub is told of it: the same in every copy of the file, another one for another operation.
    pub label: String,
    /// When it was done, in microseconds since 1970 by this machine's clock.
    pub at: i64,
    /// Who did it.
    pub actor: Option<Uuid>,
}

/// Why a group that was told before is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The hub had something else by then. Told again after the next pull.
    Stale,
    /// The hub refuses it: somebody has to look at it. Later groups that touch its rows wait with it.
    Quarantined(Json),
    /// It touches rows of a quarantined group, whose label this is.
    Held(String),
    /// It was quarantined or held, and somebody decided that it is to be told again.
    Released,
    /// Somebody decided that it is not to be told. The hub is yet to hear that it holds nothing back any more.
    Dropped,
    /// Nothing of it is news any more, which the hub is yet to hear as well.
    Silent,
    /// It was dropped, and the hub has heard that. It waits for nothing; that it was given up is kept, as a hub
    /// that was restored is told again what it has lost.
    GivenUp,
}

impl Why {
    /// Whether the hub is still to be told of the group itself.
    pub fn is_pending(&self) -> bool {
        !matches!(self, Why::Dropped | Why::Silent | Why::GivenUp)
    }
}

/// A group that was told and is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number in the log.
    pub group: i64,
    /// Its label.
    pub label: String,
    /// What it waits for.
    pub why: Why,
    /// How often the hub has refused it as stale.
    pub tries: u32,
}

/// What became of writing a row that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is written. With a deleted row went these, by their foreign keys: as they were.
    Done(Vec<(Key, Row)>),
    /// This file cannot hold it now, as that sentence says. Nothing was changed; it is tried again later.
    Unfit(String),
}

/// A conflict, as it is kept for somebody to look at, here and at the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id, the same on both sides.
    pub id: Uuid,
    /// The row.
    pub key: Key,
    /// What it is about.
    pub conflict: Conflict,
    /// When it was found, in microseconds since 1970.
    pub at: i64,
    /// Whether somebody has decided it.
    pub stands: Stands,
}

/// Whether a conflict is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Nobody has decided it here.
    Open,
    /// It is resolved, in the way of that name.
    Resolved(&'static str),
    /// It was resolved, and that was undone.
    Reopened,
}

/// A desk's file: what is done in it is done in transactions.
pub trait Desk {
    /// One transaction that may write: all of it is durable when this returns Ok, and nothing of it was done
    /// otherwise. Nobody else writes meanwhile. What it writes to rows is one group of the log.
    ///
    /// # Errors
    /// Those of `does`; LOCKED when others keep the file busy.
    fn work<T>(&mut self, does: impl FnOnce(&mut dyn Work) -> Result<T>) -> Result<T>;

    /// Looks, all of it as of one moment. Nobody waits for it.
    ///
    /// # Errors
    /// Those of `does`.
    fn look<T>(&mut self, does: impl FnOnce(&dyn Look) -> Result<T>) -> Result<T>;
}

/// What can be seen of a desk's file, within a transaction: its one organization that is exchanged.
///
/// All fail with INTERNAL when the file cannot be read.
pub trait Look {
    /// The link to the hub.
    fn link(&self) -> Result<Link>;
    /// The newest place in the log.
    fn end(&self) -> Result<i64>;
    /// The entries after a place, oldest first, `about` that many: whole groups, at least one. And the place up
    /// to which it looked; entries of other organizations are left out.
    fn entries(&self, after: i64, about: usize) -> Result<(Vec<Logged>, i64)>;
    /// The entries of a group, oldest first; none of one that the log knows nothing of.
    fn entries_of(&self, group: i64) -> Result<Vec<Logged>>;
    /// A row's entries from a place on, oldest first.
    fn history(&self, key: Key, from: i64) -> Result<Vec<Logged>>;
    /// An operation. Entries that were made past the desk are each one of their own, by their place.
    fn group(&self, id: i64) -> Result<Group>;
    /// A row as it is; `None` where there is none.
    fn row(&self, key: Key) -> Result<Option<Row>>;
    /// The rows that are there, or were there at some time after that place of the log, in the order of their tables,
    /// parents first, and of their ids: those after that one, at most so many.
    fn keys(&self, since: i64, after: Option<Key>, most: usize) -> Result<Vec<Key>>;
    /// The ids of a table's rows.
    fn ids(&self, table: &'static Table) -> Result<Vec<Uuid>>;
    /// The rows that count in a sum now.
    fn counting(&self, tally: &'static Tally) -> Result<Vec<Key>>;
    /// What was noted about these rows.
    fn notes(&self, keys: &[Key]) -> Result<Notes>;
    /// The groups that wait, oldest first: without those that were given up.
    fn waiting(&self) -> Result<Vec<Waiting>>;
    /// The groups that were given up and wait for nothing.
    fn given_up(&self) -> Result<Vec<i64>>;
    /// The rows that could not be taken over, with their tables.
    fn unfit(&self) -> Result<Vec<Key>>;
    /// Conflicts about what a restored hub has lost that nobody has decided: their ids, which are of version 5.
    fn lost(&self) -> Result<Vec<Uuid>>;
    /// Conflicts of which the hub does not know as they stand, oldest first, at most so many.
    fn untold(&self, most: usize) -> Result<Vec<Record>>;
}

/// What can be done in a desk's file, within a transaction.
///
/// All fail with INTERNAL when the file cannot be written.
pub trait Work: Look {
    /// Keeps the link.
    fn keep(&mut self, link: &Link) -> Result<()>;
    /// The place in the log that the next change gets.
    fn next(&self) -> Result<i64>;
    /// Writes a row as it was taken over, as one entry that came from the hub; with a delete, after those of what
    /// goes with it. Parents come before what refers to them: a row whose parent is not there is unfit. In a
    /// swap of unique values the second write must come in the same transaction, or the first is taken back and
    /// noted as unfit at its end.
    fn write(&mut self, key: Key, write: &Write) -> Result<Written>;
    /// Notes what `notes` say about a row, and nothing else about it.
    fn note(&mut self, key: Key, notes: &Notes) -> Result<()>;
    /// Keeps a group as waiting, or as what it waits for now.
    fn wait(&mut self, waiting: &Waiting) -> Result<()>;
    /// A group does not wait any more.
    fn settle(&mut self, group: i64) -> Result<()>;
    /// Everything up to there is settled: notes that are about nothing else go. Those of rows in groups
    /// that wait stay.
    fn forget_notes(&mut self, settled: i64) -> Result<()>;
    /// Notes that a row could not be taken over, and why; or, with `None`, that it was.
    fn set_unfit(&mut self, key: Key, why: Option<&str>) -> Result<()>;
    /// Keeps a conflict. One of that id that is kept already stays as it is.
    fn record(&mut self, record: &Record) -> Result<()>;
    /// What a conflict of that id kept is back: nobody has to decide about it any more.
    fn withdraw(&mut self, id: Uuid) -> Result<()>;
    /// Somebody has decided a conflict of that id at another desk, as the hub knows: nobody has to here.
    fn decided(&mut self, id: Uuid) -> Result<()>;
    /// The hub knows of these conflicts as they stand there. One that stands otherwise here by now is still untold.
    fn told(&mut self, records: &[Record]) -> Result<()>;
    /// The hub knows of none of the conflicts.
    fn tell_conflicts_again(&mut self) -> Result<()>;
}

/// What a hub says of itself and of the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcome {
    /// Which hub it is.
    pub hub: HubId,
    /// The organization of the device; `None` while the hub is yet to get it.
    pub organization: Option<Uuid>,
    /// Whether the organization was deleted there.
    pub deleted: bool,
    /// The slug that the device was made for, or the organization's.
    pub slug: String,
    /// The file that works as this device; `None` for a new one.
    pub file: Option<Uuid>,
    /// What the hub has of that file.
    pub told: Mark,
    /// The oldest and the newest version of a desk that it works with.
    pub versions: (i64, i64),
    /// Its time, in microseconds since 1970.
    pub now: i64,
}

/// What a device tells of itself when it says hello.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hello {
    /// Its cursor.
    pub cursor: Option<String>,
    /// Entries that wait to be told.
    pub pending: i64,
    /// What it knows of the hub: one that knows less of it was restored to an earlier state.
    pub known: Option<Witness>,
}

/// What a file knows of its hub, and the hub should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Which hub that was.
    pub hub: HubId,
    /// When it was last told that the two had exchanged something.
    pub sight: Option<Sight>,
    /// The file.
    pub file: Uuid,
    /// The last number of it that the hub has acknowledged.
    pub told: i64,
}

/// A row of the hub that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The row.
    pub key: Key,
    /// What became of it.
    pub now: Theirs,
    /// When it was edited last, in microseconds since 1970 by the hub's clock.
    pub edited: i64,
    /// When columns, by their places, were edited, where that is another time.
    pub columns: BTreeMap<usize, i64>,
}

/// A row as the hub has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Theirs {
    /// It is gone.
    Gone,
    /// All of it.
    Whole(Row),
    /// These columns, by their places; the others are as they were when the desk pulled last.
    Columns(BTreeMap<usize, Value>),
    /// It holds a value that this version cannot hold, as that sentence says.
    Unfit(String),
}

/// What is new at the hub, all of it as of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the desk has when it has taken this over.
    pub cursor: String,
    /// Whether this is everything there is: rows that are not among it are gone.
    pub everything: bool,
    /// The hub's time then, in microseconds since 1970.
    pub now: i64,
    /// The rows.
    pub changes: Vec<Change>,
}

/// An entry on its way to the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub dseq: i64,
    /// Its group's label.
    pub label: String,
    /// What it says.
    pub told: Told,
    /// When it was done, by the hub's clock.
    pub at: i64,
    /// As it is sent, byte for byte: the chain is over this.
    pub text: String,
}

/// Entries on their way to the hub: whole groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The file.
    pub file: Uuid,
    /// What the hub has of it.
    pub from: Mark,
    /// What it has then.
    pub mark: Mark,
    /// The entries, in the order of their numbers.
    pub entries: Vec<Entry>,
    /// Labels of groups that hold nothing back any more.
    pub release: Vec<String>,
    /// Conflicts, for everybody to see.
    pub conflicts: Vec<Record>,
}

/// What became of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Applied,
    /// The hub has something else than it was based on.
    Stale,
    /// These rows that it touches are deleted.
    Gone(Vec<Key>),
    /// The hub refuses it, for that reason.
    Quarantined(Json),
    /// It touches rows of that quarantined group.
    Held(String),
}

/// The hub's answer to a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// What became of each group, by its label.
    Done(Vec<(String, Outcome)>),
    /// The chain does not go on from what the hub has: this file, or another one that works as the same
    /// device, is a copy or was restored.
    Forked,
}

/// A hub. Each call is one transaction there.
///
/// All fail with OFFLINE when it cannot be reached, and then nobody knows whether a push was carried out;
/// with FORBIDDEN when the device was revoked; with LOCKED when it is busy.
pub trait Hub {
    /// Says who is there. When this returns, no push of this device is still under way.
    fn hello(&mut self, told: &Hello) -> Result<Welcome>;
    /// What became of the groups that were pushed as this device after that number, by that file or by
    /// whatever file.
    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>>;
    /// The two have exchanged something since: the session that this is noted in, and how often it is by now.
    fn seen(&mut self) -> Result<(Uuid, i64)>;
    /// Those of these conflicts that somebody has decided.
    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>>;
    /// What changed since the cursor; without one, or with one that is too old, everything. And the rows `also`
    /// asked for, changed or not.
    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference>;
    /// Rows as they are, whole, with when they were edited since the cursor, which stays what it is. Nobody else changes
    /// them until the next call; a push is carried out before anybody else can.
    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference>;
    /// Tells it.
    fn push(&mut self, batch: &Batch) -> Result<Reply>;
    /// From here on that file is the device; whichever was it before is not let in again.
    fn begin_file(&mut self, file: Uuid) -> Result<()>;
}
