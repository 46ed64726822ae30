//! A desk's SQLite file as one of the two sides of an exchange.
//!
//! All of it is in `store::sync`; here it is only put into the words of the engine.

pub mod fill;
mod words;

use crate::engine::{
    outbox::{Key, Logged},
    rebase::{Row, Write},
    sides::{self, Group, Link, Look, Record, Waiting, Work, Written},
    take::Notes,
};
use model::{Result, Table, tally::Tally};
use std::ops::Deref;
use store::{
    Desk,
    sync::{Exchange, Side},
};
use uuid::Uuid;

/// A file and its one organization that is exchanged. One program has it at a time.
pub struct File<D>(Exchange<D>);

impl<D: Deref<Target = Desk>> File<D> {
    /// Takes the right to exchange that organization, which has to be connected; see [`Desk::connect`].
    ///
    /// # Errors
    /// LOCKED when another program has it.
    pub fn begin(desk: D, organization: Uuid) -> Result<Self> {
        Exchange::begin(desk, organization).map(Self)
    }

    /// The open file.
    pub fn desk(&self) -> &Desk {
        self.0.desk()
    }

    /// The organization.
    pub fn organization(&self) -> Uuid {
        self.0.organization()
    }
}

impl<D: Deref<Target = Desk>> sides::Desk for File<D> {
    fn work<T>(&mut self, does: impl FnOnce(&mut dyn Work) -> Result<T>) -> Result<T> {
        self.0.work(|side| does(&mut Within(side)))
    }

    fn look<T>(&mut self, does: impl FnOnce(&dyn Look) -> Result<T>) -> Result<T> {
        self.0.look(|side| does(&Within(side)))
    }
}

/// A transaction, by reference: to look, or to work in.
struct Within<S>(S);

impl<'c, S: Deref<Target = Side<'c>>> Look for Within<S> {
    fn link(&self) -> Result<Link> {
        self.0.link().map(words::link)
    }

    fn end(&self) -> Result<i64> {
        self.0.end()
    }

    fn entries(&self, after: i64, about: usize) -> Result<(Vec<Logged>, i64)> {
        let (entries, looked) = self.0.entries(after, about)?;
        Ok((entries.into_iter().map(words::logged).collect(), looked))
    }

    fn entries_of(&self, group: i64) -> Result<Vec<Logged>> {
        Ok(self.0.entries_of(group)?.into_iter().map(words::logged).collect())
    }

    fn history(&self, key: Key, from: i64) -> Result<Vec<Logged>> {
        Ok(self.0.history(key, from)?.into_iter().map(words::logged).collect())
    }

    fn group(&self, id: i64) -> Result<Group> {
        let store::sync::Operation { label, at, actor, name: _ } = self.0.group(id)?;
        Ok(Group { label, at, actor })
    }

    fn row(&self, key: Key) -> Result<Option<Row>> {
        self.0.row(words::table(key)?, key.1)
    }

    fn keys(&self, since: i64, after: Option<Key>, most: usize) -> Result<Vec<Key>> {
        self.0.keys(since, after, most)
    }

    fn ids(&self, table: &'static Table) -> Result<Vec<Uuid>> {
        self.0.ids(table)
    }

    fn counting(&self, tally: &'static Tally) -> Result<Vec<Key>> {
        Ok(self.0.counting(tally)?.into_iter().map(|id| (tally.table, id)).collect())
    }

    fn notes(&self, keys: &[Key]) -> Result<Notes> {
        let mut notes = Notes::default();
        for key in keys {
            words::note(*key, self.0.notes(*key)?, &mut notes);
        }
        Ok(notes)
    }

    fn waiting(&self) -> Result<Vec<Waiting>> {
        Ok(self.0.waiting()?.into_iter().map(words::waiting).collect())
    }

    fn given_up(&self) -> Result<Vec<i64>> {
        self.0.given_up()
    }

    fn unfit(&self) -> Result<Vec<Key>> {
        Ok(self.0.unfit()?.into_iter().map(|(key, _)| key).collect())
    }

    fn lost(&self) -> Result<Vec<Uuid>> {
        self.0.lost()
    }

    fn untold(&self, most: usize) -> Result<Vec<Record>> {
        Ok(self.0.untold(most)?.into_iter().map(words::record).collect())
    }
}

impl<'c> Work for Within<&mut Side<'c>> {
    fn keep(&mut self, link: &Link) -> Result<()> {
        self.0.keep(&words::stored_link(link))
    }

    fn next(&self) -> Result<i64> {
        self.0.next()
    }

    fn write(&mut self, key: Key, write: &Write) -> Result<Written> {
        let write = match write {
            Write::Nothing => return Ok(Written::Done(Vec::new())),
            Write::Insert(row) => store::sync::Write::Insert(row.clone()),
            Write::Update(columns) => {
                let columns = columns.iter().map(|(place, value)| (*place, value.clone()));
                store::sync::Write::Update(columns.collect())
            }
            Write::Delete => store::sync::Write::Delete,
            Write::Follow => store::sync::Write::Follow,
        };
        Ok(match self.0.write(key, &write)? {
            store::sync::Written::Done(gone) => Written::Done(gone),
            store::sync::Written::Unfit(why) => Written::Unfit(why),
        })
    }

    fn note(&mut self, key: Key, notes: &Notes) -> Result<()> {
        self.0.note(key, &words::stored_notes(key, notes))
    }

    fn wait(&mut self, waiting: &Waiting) -> Result<()> {
        self.0.wait(&words::stored_waiting(waiting))
    }

    fn settle(&mut self, group: i64) -> Result<()> {
        self.0.settle(group)
    }

    fn forget_notes(&mut self, settled: i64) -> Result<()> {
        self.0.forget_notes(settled)
    }

    fn set_unfit(&mut self, key: Key, why: Option<&str>) -> Result<()> {
        self.0.set_unfit(key, why)
    }

    fn record(&mut self, record: &Record) -> Result<()> {
        self.0.record(&words::stored_record(record))
    }

    fn withdraw(&mut self, id: Uuid) -> Result<()> {
        self.0.withdraw(id, false)
    }

    fn decided(&mut self, id: Uuid) -> Result<()> {
        self.0.withdraw(id, true)
    }

    fn told(&mut self, records: &[Record]) -> Result<()> {
        let mut told = records.iter().map(|record| (record.id, words::resolution(record.stands)));
        told.try_for_each(|(id, resolution)| self.0.told(id, resolution))
    }

    fn tell_conflicts_again(&mut self) -> Result<()> {
        self.0.tell_conflicts_again()
    }
}
