//! Taking over what is new at the hub, in one transaction here: what was one transaction there is never
//! half visible.

use super::{
    Clock, Env, Exchange, Open, Report,
    first::Kept,
    losses::Losses,
    lost::Lost,
    sums::{self, Sum},
    table,
};
use crate::engine::{
    merge::{Lost as Loser, Rules},
    outbox::{Key, Kind, Part, Told},
    rebase::{self, Conflict, Row, There, Write},
    sides::{Change, Desk, Difference, Hub, Link, Theirs, Work, Written},
    take::{self, Pulled},
};
use model::{OnDelete, Result, Table, Value, tables};
use std::collections::{BTreeMap, HashMap, HashSet};

impl<D: Desk, H: Hub> Exchange<'_, D, H> {
    /// Takes over what is new.
    pub(super) fn pull(&mut self, clock: Clock, report: &mut Report) -> Result<()> {
        let (link, mut also) = self.desk.look(|look| Ok((look.link()?, look.unfit()?)))?;
        also.extend(self.desk.look(|look| Kept::read(look))?.asked());
        let mut cursor = link.since().map(str::to_owned);
        // What could not be taken over as it came is asked for once more, whole.
        for again in 0..2 {
            let mut difference = self.hub.pull(cursor.as_deref(), &also)?;
            let idle = difference.changes.is_empty() && !difference.everything;
            if idle && again == 0 {
                // The cursor moves with the next change: nothing is written while nothing happens.
                return Ok(());
            }
            let unfit = self.take(&mut difference, clock, report)?;
            cursor = Some(difference.cursor);
            if unfit.iter().all(|key| also.contains(key)) {
                break;
            }
            also = unfit;
        }
        Ok(())
    }

    /// Takes over a difference, and gives the rows that could not be.
    pub(super) fn take(
        &mut self,
        difference: &mut Difference,
        clock: Clock,
        report: &mut Report,
    ) -> Result<Vec<Key>> {
        let env = &mut self.env;
        self.desk.work(|work| {
            let mut losses = Losses::new(env.id, difference.now);
            Kept::read(work)?.compare(work, difference, &mut losses)?;
            report.conflicts += losses.count;
            take_over(work, difference, clock, env, report)
        })
    }
}

fn take_over(
    work: &mut dyn Work,
    difference: &Difference,
    clock: Clock,
    env: &mut Env<'_>,
    report: &mut Report,
) -> Result<Vec<Key>> {
    let link = work.link()?;
    let open = Open::read(work)?;
    let gone = if difference.everything { absent(work, difference)? } else { Vec::new() };
    let place: HashMap<&str, usize> = tables::every().map(|t| t.name).zip(0..).collect();
    let rank = |key: Key| place.get(key.0).copied().unwrap_or(usize::MAX);
    let (mut comes, mut goes): (Vec<&Change>, Vec<&Change>) =
        difference.changes.iter().chain(&gone).partition(|c| c.now != Theirs::Gone);
    // Parents before their children, and what goes afterwards: it may have been let go before.
    comes.sort_by_key(|change| rank(change.key));
    goes.sort_by_key(|change| std::cmp::Reverse(rank(change.key)));
    let (now, may_follow) = (difference.now, env.may_follow);
    let losses = Losses::new(env.id, now);
    let (asked, sums) = (HashSet::new(), sums::pending(work, &open, &link)?);
    let lost = Lost::begin(work, &link, difference.everything)?;
    let goes_too = goes.iter().map(|change| change.key).collect();
    let mut taker = Taker {
        work,
        link: &link,
        open: &open,
        clock,
        now,
        may_follow,
        losses,
        asked,
        sums,
        lost,
        goes_too,
    };
    let mut unfit = Vec::new();
    for change in comes.into_iter().chain(goes) {
        if let Some(why) = taker.row(change)? {
            unfit.push((change, why));
        }
    }
    // What was in the way may have gone meanwhile.
    let mut still = Vec::new();
    for (change, _) in unfit {
        let why = taker.row(change)?;
        taker.work.set_unfit(change.key, why.as_deref())?;
        if why.is_some() {
            taker.unfit(change)?;
            still.push(change.key);
        }
    }
    let sums = sums::pending(taker.work, &open, &link)?;
    taker.asked.extend(sums::ask(taker.work, &taker.sums, &sums)?);
    let fit: HashSet<Key> = difference.changes.iter().map(|change| change.key).collect();
    for key in taker.work.unfit()? {
        // Of what is not among everything there is nothing to be held.
        let told = difference.everything || fit.contains(&key);
        if told && !still.contains(&key) && !taker.asked.contains(&key) {
            taker.work.set_unfit(key, None)?;
        }
    }
    // What cannot be held may also be what is not among them.
    report.pulled += difference.changes.len().saturating_sub(still.len());
    // Each time all of them are asked for.
    report.unfit = still.len();
    report.conflicts += taker.losses.count;
    let mut link = taker.work.link()?;
    // What a restored hub has lost is only to be seen once it was told all rows.
    if !(link.is_restored() && link.first.is_some_and(|first| !first.done)) {
        link.cursor = Some(difference.cursor.clone());
        taker.work.keep(&link)?;
    }
    still.extend(taker.asked);
    Ok(still)
}

/// The rows that the hub has not, when it tells everything that it has.
fn absent(work: &dyn Work, difference: &Difference) -> Result<Vec<Change>> {
    let there: HashSet<Key> = difference.changes.iter().map(|change| change.key).collect();
    let (kept, mut gone) = (Kept::read(work)?, Vec::new());
    for table in tables::every() {
        for id in work.ids(table)? {
            let key = (table.name, id);
            if !there.contains(&key) && !kept.is_untold(work, key)? {
                let (now, columns) = (Theirs::Gone, BTreeMap::new());
                gone.push(Change { key, now, edited: difference.now, columns });
            }
        }
    }
    Ok(gone)
}

struct Taker<'a, 'e> {
    work: &'a mut dyn Work,
    link: &'a Link,
    open: &'a Open,
    clock: Clock,
    now: i64,
    may_follow: &'a dyn Fn(&str, &str, &str) -> bool,
    losses: Losses<'e>,
    /// Rows that are to be asked for.
    asked: HashSet<Key>,
    /// What is pending does this to sums.
    sums: BTreeMap<Sum, i64>,
    /// What the hub has lost, where it was restored.
    lost: Lost,
    /// The rows that are gone there.
    goes_too: HashSet<Key>,
}

impl Taker<'_, '_> {
    /// Takes over a row, or says why it cannot be now. Then nothing about it was changed.
    fn row(&mut self, change: &Change) -> Result<Option<String>> {
        let table = table(change.key)?;
        let here = self.work.row(change.key)?;
        let told = self.open.pending(self.work, self.link.settled, &[change.key])?;
        let there = match &change.now {
            Theirs::Gone => None,
            Theirs::Whole(row) => Some(self.with_pending(change.key, row.clone(), |_| true)),
            Theirs::Unfit(why) => return Ok(Some(why.clone())),
            Theirs::Columns(columns) => match base(here.as_ref(), &told, table.columns.len()) {
                Some(mut row) => {
                    columns.iter().for_each(|(place, value)| row[*place] = value.clone());
                    Some(self.with_pending(change.key, row, |place| columns.contains_key(&place)))
                }
                None => return Ok(Some("It comes once more, with all its columns.".into())),
            },
        };
        let there = match (&here, there) {
            (Some(here), Some(there)) if told.is_empty() => {
                Some(self.left_to_parents(table, here, there)?)
            }
            (_, there) => there,
        };
        if let Some(there) = &there
            && let Some(base) = self.is_back(change.key, &told)?
        {
            // When the hub hears of it the row is gone there first, and then is as it is here.
            if rebase::differs(table, &base, there) {
                let conflict = Conflict::Deleted { image: there.clone(), lost: Loser::Theirs };
                self.losses.record(self.work, change.key, conflict)?;
            }
            return Ok(None);
        }
        let mut times = HashMap::new();
        for told in &told {
            times.insert(told.seq, self.clock.at(self.work.group(told.group)?.at, self.now));
        }
        let follow = |from: &str, to: &str| (self.may_follow)(table.name, from, to);
        let mut notes = self.work.notes(&[change.key])?;
        let edited = |place| change.columns.get(&place).copied().unwrap_or(change.edited);
        let taken = take::row(
            Pulled {
                table,
                key: change.key,
                here: here.as_ref(),
                there: There { row: there.as_ref(), edited: &edited },
                told: &told,
                fresh: self.is_fresh(change.key, &told)?,
                at: &|seq| times.get(&seq).copied().unwrap_or(self.now),
                next: self.work.next()?,
            },
            Rules { may_follow: &follow, trusted: self.clock.trusted },
            &mut notes,
        );
        let mut cascaded = Vec::new();
        for write in &taken.writes {
            let follows = *write == Write::Delete && self.follows(table, here.as_ref());
            let write = if follows { &Write::Follow } else { write };
            match self.work.write(change.key, write)? {
                Written::Done(rows) => cascaded.extend(rows),
                // Only the first can be: whatever a second one writes, the file held before.
                Written::Unfit(why) => return Ok(Some(why)),
            }
        }
        self.work.note(change.key, &notes)?;
        if here.is_none() && there.is_none() {
            self.losses.note_late(self.work, change.key, &told)?;
        }
        let (both, conflicts) = ((&here, &there), &taken.conflicts);
        self.lost.note(self.work, &mut self.losses, change.key, both, &told, conflicts)?;
        self.ask_again(change.key, &told, here.is_none() && there.is_some())?;
        for conflict in taken.conflicts {
            self.losses.record(self.work, change.key, conflict)?;
        }
        for (key, image) in cascaded {
            self.losses.note(self.work, self.open, self.link.settled, key, image)?;
        }
        Ok(None)
    }
}

impl Taker<'_, '_> {
    /// Whether the hub's foreign keys will have taken a row that goes, with one that goes too.
    fn follows(&self, table: &Table, here: Option<&Row>) -> bool {
        table.columns.iter().zip(here.into_iter().flatten()).any(|(column, held)| {
            let to = column.references.filter(|_| column.on_delete() == OnDelete::Cascade);
            matches!((to, held), (Some(to), Value::Id(id)) if self.goes_too.contains(&(to, *id)))
        })
    }

    /// The hub's row, with references still in place that its foreign keys have emptied: when the row goes that they are to,
    /// those here do the same, and it comes back with them.
    fn left_to_parents(&self, table: &Table, here: &Row, there: Row) -> Result<Row> {
        let mut there = there;
        for (column, (here, there)) in table.columns.iter().zip(here.iter().zip(&mut there)) {
            if let (Some(to), Value::Id(id), Value::Null) = (column.references, here, &*there)
                && self.goes_too.contains(&(to, *id))
                && self.work.row((to, *id))?.is_some()
                && self.open.pending(self.work, self.link.settled, &[(to, *id)])?.is_empty()
            {
                *there = here.clone();
            }
        }
        Ok(there)
    }

    /// Whether a row went here with another one, and was brought back by a later operation, and the hub knows of neither: as it was
    /// when it went.
    fn is_back(&self, key: Key, told: &[Told]) -> Result<Option<Row>> {
        let Some(first) = told.first().filter(|told| told.kind == Kind::Insert) else {
            return Ok(None);
        };
        let history = self.work.history(key, 0)?;
        let gone = history.iter().rfind(|entry| entry.seq < first.seq);
        let gone = gone.filter(|entry| {
            entry.kind == Kind::Delete
                && entry.effect
                && !entry.pulled
                && entry.group != first.group
                && self.open.is_pending(self.link.settled, entry.seq, entry.group)
        });
        Ok(gone.map(|entry| {
            let mut row = vec![Value::Null; entry.table.columns.len()];
            entry.old.iter().for_each(|(place, value)| row[*place] = value.clone());
            row
        }))
    }

    /// Whether a row was made here, and was never here before.
    fn is_fresh(&self, key: Key, told: &[Told]) -> Result<bool> {
        let Some(first) = told.first().filter(|told| told.kind == Kind::Insert) else {
            return Ok(false);
        };
        Ok(self.work.history(key, 0)?.first().is_some_and(|entry| entry.seq == first.seq))
    }

    /// A row could not be taken over.
    fn unfit(&mut self, change: &Change) -> Result<()> {
        let Theirs::Whole(there) = &change.now else { return Ok(()) };
        let told = self.open.pending(self.work, self.link.settled, &[change.key])?;
        self.lost.note_unfit(self.work, &mut self.losses, change.key, there, &told)
    }

    /// The hub's row, its sums with what is pending on the rows that count in them.
    fn with_pending(&self, key: Key, mut row: Row, comes: impl Fn(usize) -> bool) -> Row {
        for (sum, rest) in sums::places(key.0) {
            let by = self.sums.get(&(key, sum)).copied().unwrap_or(0);
            for (place, by) in [(Some(sum), by), (rest, -by)] {
                if let Some(place) = place.filter(|place| comes(*place))
                    && let Value::Int(held) = row[place]
                {
                    row[place] = Value::Int(held.saturating_add(by));
                }
            }
        }
        row
    }

    /// Where a delete that was done here is not told any more, or its row comes back, the hub's foreign keys did
    /// not do what those here did: what they changed is asked for.
    fn ask_again(&mut self, key: Key, told: &[Told], came: bool) -> Result<()> {
        let mut groups: HashSet<i64> = HashSet::new();
        if told.iter().any(|told| told.kind == Kind::Delete) {
            let still = self.open.pending(self.work, self.link.settled, &[key])?;
            let dropped = told.iter().filter(|told| {
                told.kind == Kind::Delete && still.iter().all(|other| other.seq != told.seq)
            });
            groups.extend(dropped.map(|told| told.group));
        }
        if came {
            let history = self.work.history(key, 0)?;
            let last = history.iter().rev().find(|entry| entry.kind == Kind::Delete);
            // One that went with another row, to which the hub's row refers no more, is there still.
            let here = last.filter(|entry| !entry.pulled || entry.effect);
            groups.extend(here.map(|entry| entry.group));
        }
        for group in groups {
            for entry in self.work.entries_of(group)?.into_iter().filter(|entry| entry.effect) {
                let other: Key = (entry.table.name, entry.row);
                if other != key && self.asked.insert(other) {
                    let why = "It is asked for once more, as the row it belongs to is back.";
                    self.work.set_unfit(other, Some(why))?;
                }
            }
        }
        Ok(())
    }
}

/// The row as the hub had it when the desk pulled last; `None` where it had none, or that cannot be told.
pub(super) fn base(here: Option<&Row>, told: &[Told], width: usize) -> Option<Row> {
    let mut row = here.cloned();
    for told in told.iter().rev() {
        if told.kind == Kind::Insert {
            row = None;
            continue;
        }
        if told.kind == Kind::Delete {
            row = Some(vec![Value::Null; width]);
        }
        let row = row.as_mut()?;
        for (place, part) in &told.columns {
            match (part, &row[*place]) {
                (Part::Edit { base, .. }, _) => row[*place] = base.clone(),
                (Part::Added(n), Value::Int(held)) => row[*place] = Value::Int(held - n),
                (Part::Added(_), _) => {}
            }
        }
    }
    row
}
