//! The desk's file as an exchange sees it.

use super::{Model, killed};
use model::{Result, Table, tally::Tally};
use std::collections::{BTreeSet, HashSet};
use sync::engine::{
    first,
    outbox::{Key, Logged, Settled},
    rebase::{Row, Write},
    sides::{Desk, Group, Link, Look, Record, Stands, Waiting, Why, Work, Written},
    take::Notes,
};
use uuid::Uuid;

impl Desk for Model {
    fn work<T>(&mut self, does: impl FnOnce(&mut dyn Work) -> Result<T>) -> Result<T> {
        let before = self.crash.is_some().then(|| self.file.clone());
        self.begin(true, self.now);
        let mut done = does(self);
        self.writing = None;
        if done.is_ok() && self.tick().is_err() {
            done = Err(killed());
        }
        match (&done, before) {
            (Err(_), Some(before)) => self.file = before,
            (Err(error), None) => panic!("a transaction failed: {error:?}"),
            _ => {}
        }
        done
    }

    fn look<T>(&mut self, does: impl FnOnce(&dyn Look) -> Result<T>) -> Result<T> {
        does(self)
    }
}

impl Look for Model {
    fn link(&self) -> Result<Link> {
        Ok(self.file.link.clone())
    }

    fn end(&self) -> Result<i64> {
        Ok(self.file.log.len() as i64)
    }

    fn entries(&self, after: i64, about: usize) -> Result<(Vec<Logged>, i64)> {
        let rest = &self.file.log[after as usize..];
        let mut upto = rest.len().min(about.max(1));
        while upto > 0 && upto < rest.len() && rest[upto].group == rest[upto - 1].group {
            upto += 1;
        }
        Ok((rest[..upto].to_vec(), after + upto as i64))
    }

    fn entries_of(&self, group: i64) -> Result<Vec<Logged>> {
        let Some(before) = usize::try_from(group - 1).ok() else { return Ok(Vec::new()) };
        let rest = &self.file.log[before..];
        Ok(rest.iter().take_while(|entry| entry.group == group).cloned().collect())
    }

    fn history(&self, key: Key, from: i64) -> Result<Vec<Logged>> {
        let places = self.file.by_row.get(&key).map(Vec::as_slice).unwrap_or_default();
        let entries = places.iter().map(|at| &self.file.log[*at]);
        Ok(entries.filter(|entry| entry.seq >= from).cloned().collect())
    }

    fn group(&self, id: i64) -> Result<Group> {
        self.file.groups.get(&id).cloned().ok_or_else(killed)
    }

    fn row(&self, key: Key) -> Result<Option<Row>> {
        Ok(self.file.rows.get(&key).cloned())
    }

    fn keys(&self, since: i64, after: Option<Key>, most: usize) -> Result<Vec<Key>> {
        let rest = self.file.log.iter().filter(|entry| entry.seq > since);
        let gone = rest.map(|entry| (entry.table.name, entry.row));
        let all: BTreeSet<Key> = self.file.rows.keys().copied().chain(gone).collect();
        let mut keys: Vec<Key> = all.into_iter().collect();
        keys.sort_by_key(|key| first::order(*key));
        let from = after.map(first::order);
        keys.retain(|key| from.is_none_or(|from| first::order(*key) > from));
        keys.truncate(most);
        Ok(keys)
    }

    fn ids(&self, table: &'static Table) -> Result<Vec<Uuid>> {
        let range = (table.name, Uuid::nil())..=(table.name, Uuid::max());
        Ok(self.file.rows.range(range).map(|(key, _)| key.1).collect())
    }

    fn counting(&self, tally: &'static Tally) -> Result<Vec<Key>> {
        let range = (tally.table, Uuid::nil())..=(tally.table, Uuid::max());
        let counts = self.file.rows.range(range).filter(|(_, row)| tally.part(row).is_some());
        Ok(counts.map(|(key, _)| *key).collect())
    }

    fn notes(&self, keys: &[Key]) -> Result<Notes> {
        let mut notes = self.file.notes.clone();
        notes.rows.retain(|key, _| keys.contains(key));
        notes.columns.retain(|(key, _), _| keys.contains(key));
        Ok(notes)
    }

    fn waiting(&self) -> Result<Vec<Waiting>> {
        Ok(self.file.waiting().cloned().collect())
    }

    fn given_up(&self) -> Result<Vec<i64>> {
        let given_up = self.file.waiting.values().filter(|w| w.why == Why::GivenUp);
        Ok(given_up.map(|waiting| waiting.group).collect())
    }

    fn unfit(&self) -> Result<Vec<Key>> {
        Ok(self.file.unfit.keys().copied().collect())
    }

    fn lost(&self) -> Result<Vec<Uuid>> {
        let open =
            self.file.conflicts.iter().filter(|(record, _)| !self.file.back.contains(&record.id));
        Ok(open.map(|(record, _)| record.id).filter(|id| id.get_version_num() == 5).collect())
    }

    fn untold(&self, most: usize) -> Result<Vec<Record>> {
        let untold = self.file.conflicts.iter().filter(|(_, told)| !told);
        let stands = |record: &Record| match self.file.back.contains(&record.id) {
            true => Stands::Resolved("kept"),
            false => Stands::Open,
        };
        let untold = untold.map(|(record, _)| Record { stands: stands(record), ..record.clone() });
        Ok(untold.take(most).collect())
    }
}

impl Work for Model {
    fn keep(&mut self, link: &Link) -> Result<()> {
        self.tick()?;
        self.file.link = link.clone();
        Ok(())
    }

    fn next(&self) -> Result<i64> {
        Ok(self.file.log.len() as i64 + 1)
    }

    fn write(&mut self, key: Key, write: &Write) -> Result<Written> {
        self.tick()?;
        let row = match write {
            Write::Nothing | Write::Delete | Write::Follow => None,
            Write::Insert(row) => {
                assert!(!self.file.rows.contains_key(&key), "{key:?} is there already");
                Some(row.clone())
            }
            Write::Update(columns) => {
                let mut row = self.file.rows.get(&key).expect("a row to update").clone();
                columns.iter().for_each(|(at, value)| row[*at] = value.clone());
                Some(row)
            }
        };
        if let Some(why) = row.as_ref().and_then(|row| self.unfit(key, row)) {
            return Ok(Written::Unfit(why));
        }
        match write {
            Write::Nothing => {}
            Write::Insert(row) => self.insert(key, row.clone()),
            Write::Update(columns) => {
                let columns: Vec<_> = columns.clone().into_iter().collect();
                self.update(key, &columns, false);
            }
            Write::Delete => return Ok(Written::Done(self.delete(key, false))),
            Write::Follow => return Ok(Written::Done(self.delete(key, true))),
        }
        Ok(Written::Done(Vec::new()))
    }

    fn note(&mut self, key: Key, notes: &Notes) -> Result<()> {
        self.tick()?;
        self.file.notes.rows.remove(&key);
        self.file.notes.columns.retain(|(other, _), _| *other != key);
        self.file.notes.rows.extend(notes.rows.get(&key).map(|from| (key, *from)));
        let columns = notes.columns.iter().filter(|((other, _), _)| *other == key);
        self.file.notes.columns.extend(columns.map(|(at, settled)| (*at, settled.clone())));
        Ok(())
    }

    fn wait(&mut self, waiting: &Waiting) -> Result<()> {
        self.tick()?;
        self.file.waiting.insert(waiting.group, waiting.clone());
        Ok(())
    }

    fn settle(&mut self, group: i64) -> Result<()> {
        self.tick()?;
        self.file.waiting.remove(&group);
        Ok(())
    }

    fn forget_notes(&mut self, settled: i64) -> Result<()> {
        self.tick()?;
        let file = &mut self.file;
        let waiting: HashSet<i64> = file.waiting().map(|waiting| waiting.group).collect();
        let waits: Vec<Key> = file
            .log
            .iter()
            .filter(|entry| waiting.contains(&entry.group))
            .map(|entry| (entry.table.name, entry.row))
            .collect();
        file.notes.rows.retain(|key, from| *from > settled || waits.contains(key));
        file.notes.columns.retain(|(key, _), note| note.from > settled || waits.contains(key));
        for note in file.notes.columns.values_mut() {
            let told = file.log.get(note.from as usize - 1);
            if note.from <= settled
                && told.is_none_or(|entry| !waiting.contains(&entry.group))
                && note.base.is_some()
            {
                *note = Settled { from: note.from + 1, base: None };
            }
        }
        Ok(())
    }

    fn set_unfit(&mut self, key: Key, why: Option<&str>) -> Result<()> {
        self.tick()?;
        match why {
            Some(why) => self.file.unfit.insert(key, why.to_owned()),
            None => self.file.unfit.remove(&key),
        };
        Ok(())
    }

    fn withdraw(&mut self, id: Uuid) -> Result<()> {
        self.tick()?;
        self.file.back.insert(id);
        let found = self.file.conflicts.iter_mut().find(|(record, _)| record.id == id);
        found.expect("a conflict").1 = false;
        Ok(())
    }

    fn decided(&mut self, id: Uuid) -> Result<()> {
        self.withdraw(id)?;
        let found = self.file.conflicts.iter_mut().find(|(record, _)| record.id == id);
        found.expect("a conflict").1 = true;
        Ok(())
    }

    fn record(&mut self, record: &Record) -> Result<()> {
        self.tick()?;
        if self.file.conflicts.iter().any(|(kept, _)| kept.id == record.id) {
            return Ok(());
        }
        self.file.conflicts.push((record.clone(), false));
        Ok(())
    }

    fn told(&mut self, records: &[Record]) -> Result<()> {
        for (record, told) in &mut self.file.conflicts {
            let is_back = self.file.back.contains(&record.id);
            let now = |told: &Record| (told.stands != Stands::Open) == is_back;
            *told |= records.iter().any(|told| told.id == record.id && now(told));
        }
        Ok(())
    }

    fn tell_conflicts_again(&mut self) -> Result<()> {
        self.tick()?;
        self.file.conflicts.iter_mut().for_each(|(_, told)| *told = false);
        Ok(())
    }
}
