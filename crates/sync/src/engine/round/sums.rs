//! Sums that rows keep in other rows.
//!
//! A desk moves a sum with the rows that count in it. What the hub is told of a sum is therefore what the rows make
//! of it that it is told of, in the same group: a record that the hub has already, or that somebody else has
//! deleted before, moves nothing a second time, whatever the file believes to have told. Nothing is kept about it.

use super::{
    Open,
    images::{own as walk, told as images},
    openings,
};
use crate::engine::{
    outbox::{Key, Kind, Logged, Part, Told},
    rebase::Row,
    sides::{Link, Look, Work},
};
use model::{
    Result, Value, tables,
    tally::{self, Tally},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A sum: its row and the place of its column.
pub(super) type Sum = (Key, usize);

/// What a group that is to be told does to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Move {
    /// The group.
    group: i64,
    /// The last entry told of it that moves the sum.
    after: i64,
    sum: Sum,
    by: i64,
}

/// What groups that are to be told do to sums.
#[derive(Debug, Default)]
struct Moves {
    all: Vec<Move>,
    /// By the entries told that move sums, their rows before them.
    causes: HashMap<i64, Option<Row>>,
    /// By groups that bring rows with sums, what counted in these when they came: a parent that is brought back finds its
    /// children there. It is told without, as each of them brings its part.
    brought: HashMap<(i64, Sum), i64>,
}

/// Whether rows of that table count in a sum.
pub(super) fn counts(table: &str) -> bool {
    tally::ALL.into_iter().any(|tally| tally.table == table)
}

/// The places of a table's sums, each with that of the column that sinks by what the sum rises.
pub(super) fn places(table: &str) -> BTreeMap<usize, Option<usize>> {
    let Some(to) = tables::find(table) else { return BTreeMap::new() };
    let sums = tally::ALL.into_iter().filter(|tally| tally.to == table);
    let place = |tally: &Tally| {
        Some((to.position(tally.sum)?, tally.rest.and_then(|rest| to.position(rest))))
    };
    sums.filter_map(place).collect()
}

/// What a change of a row moves.
pub(super) fn moved(table: &str, before: Option<&Row>, after: Option<&Row>) -> BTreeMap<Sum, i64> {
    let mut by: BTreeMap<Sum, i64> = BTreeMap::new();
    for tally in tally::ALL.into_iter().filter(|tally| tally.table == table) {
        let Some(to) = tables::find(tally.to) else { continue };
        let Some(place) = to.position(tally.sum) else { continue };
        for (row, sign) in [(after, 1), (before, -1)] {
            if let Some((id, amount)) = row.and_then(|row| tally.part(row)) {
                *by.entry(((to.name, id), place)).or_default() += sign * amount;
            }
        }
    }
    by.retain(|_, by| *by != 0);
    by
}

/// What all that is pending does to sums, together.
pub(super) fn pending(look: &dyn Look, open: &Open, link: &Link) -> Result<BTreeMap<Sum, i64>> {
    let mut after = link.settled;
    let mut entries = Vec::new();
    for (group, _) in open.groups.iter().filter(|(_, waiting)| waiting.why.is_pending()) {
        entries.extend(look.entries_of(*group)?);
    }
    loop {
        let (more, upto) = look.entries(after, super::BATCH)?;
        if upto == after {
            break;
        }
        after = upto;
        entries.extend(more);
    }
    let mut sums = openings::pending(look, open, link)?;
    for one in moves(look, open, link.settled, &entries)?.all {
        *sums.entry(one.sum).or_default() += one.by;
    }
    sums.retain(|_, by| *by != 0);
    Ok(sums)
}

/// What these groups, whose entries these are, do to sums where the hub is told of them.
fn moves(look: &dyn Look, open: &Open, settled: i64, entries: &[Logged]) -> Result<Moves> {
    let mut moves = Moves::default();
    let groups: HashSet<i64> = entries.iter().map(|entry| entry.group).collect();
    let (mut rows, mut sums) = (BTreeMap::new(), BTreeMap::new());
    for entry in entries.iter().filter(|entry| !entry.pulled || counts(entry.table.name)) {
        let key = (entry.table.name, entry.row);
        let first = if counts(key.0) {
            rows.entry(key).or_insert(entry.seq)
        } else if entry.effect && !places(key.0).is_empty() {
            sums.entry(key).or_insert(entry.seq)
        } else {
            continue;
        };
        *first = entry.seq.min(*first);
    }
    if rows.is_empty() {
        return Ok(moves);
    }
    let comes = entries.iter().filter(|entry| entry.kind == Kind::Insert && !entry.pulled);
    let comes = comes.filter(|entry| !places(entry.table.name).is_empty());
    let comes: HashMap<(i64, Key), i64> =
        comes.map(|entry| ((entry.group, (entry.table.name, entry.row)), entry.seq)).collect();
    // By group and sum: what the hub's rows make of it, and after which entry; what the rows here made of it; and
    // what it was moved here.
    let mut there: BTreeMap<(i64, Sum), (i64, i64)> = BTreeMap::new();
    let (mut here, mut logged) = (BTreeMap::<_, i64>::new(), BTreeMap::<_, i64>::new());
    for (key, from) in rows {
        let told = open.pending(look, settled, &[key])?;
        for (told, (before, after)) in told.iter().zip(images(look, open, settled, key, &told)?) {
            let moved = moved(key.0, before.as_ref(), after.as_ref());
            if !moved.is_empty() {
                moves.causes.insert(told.seq, before);
            }
            for (sum, by) in moved {
                let one = there.entry((told.group, sum)).or_default();
                *one = (one.0 + by, told.seq.max(one.1));
            }
        }
        for (entry, (before, after)) in walk(look, key, from)? {
            for (sum, by) in moved(key.0, before.as_ref(), after.as_ref()) {
                *here.entry((entry.group, sum)).or_default() += by;
                if comes.get(&(entry.group, sum.0)).is_some_and(|at| entry.seq < *at) {
                    *moves.brought.entry((entry.group, sum)).or_default() += by;
                }
            }
        }
    }
    for (key, from) in sums {
        let effects = walk(look, key, from)?.into_iter().filter(|(entry, _)| entry.effect);
        for (entry, (before, after)) in effects {
            let (Some(before), Some(after)) = (before, after) else { continue };
            for place in places(key.0).into_keys() {
                if let (Value::Int(before), Value::Int(after)) = (&before[place], &after[place]) {
                    *logged.entry((entry.group, (key, place))).or_default() += after - before;
                }
            }
        }
    }
    for ((group, sum), (by, after)) in there {
        // Where the hub's rows make the same of it as those here, it is what was done here: a sum that counts
        // never sinks below nothing.
        let same = !comes.contains_key(&(group, sum.0))
            && here.get(&(group, sum)).copied().unwrap_or(0) == by;
        let by = if same { logged.get(&(group, sum)).copied().unwrap_or(0) } else { by };
        if by != 0 && groups.contains(&group) {
            moves.all.push(Move { group, after, sum, by });
        }
    }
    Ok(moves)
}

/// What is told, and after it what it does to sums.
pub(super) fn with(
    look: &dyn Look,
    open: &Open,
    settled: i64,
    told: Vec<Told>,
    entries: &[Logged],
) -> Result<Vec<Told>> {
    let Moves { all: moved, causes, brought } = moves(look, open, settled, entries)?;
    let mut after: HashMap<(i64, i64), Vec<Move>> = HashMap::new();
    for one in moved {
        after.entry((one.group, one.after)).or_default().push(one);
    }
    let mut all = Vec::with_capacity(told.len() + after.len());
    let mut seen = HashSet::new();
    for mut told in told {
        let (seq, group) = (told.seq, told.group);
        let first = seen.insert((group, (told.table, told.row)));
        if let Some(before) = causes.get(&seq).filter(|_| first) {
            let conditions = conditions(&told, before.as_ref());
            match told.kind {
                Kind::Insert => {}
                Kind::Update => {
                    let is_new =
                        |place: usize| told.columns.iter().all(|(other, _)| *other != place);
                    let new: Vec<_> = conditions.into_iter().filter(|c| is_new(c.0)).collect();
                    told.columns.extend(new);
                }
                // The hub has nothing against the delete of a row that is gone.
                Kind::Delete if !conditions.is_empty() => {
                    all.push(Told { kind: Kind::Update, columns: conditions, ..told.clone() });
                }
                Kind::Delete => {}
            }
        }
        if told.kind == Kind::Insert {
            let key = (told.table, told.row);
            for (sum, rest) in places(told.table) {
                let by = brought.get(&(group, (key, sum))).copied().unwrap_or(0);
                add(&mut told, sum, -by);
                rest.into_iter().for_each(|rest| add(&mut told, rest, by));
            }
        }
        if told.kind == Kind::Delete {
            // What it holds of sums here, it does not hold there.
            let sums = places(told.table);
            let holds = |place: &usize| sums.iter().any(|(s, r)| place == s || Some(*place) == *r);
            told.columns.retain(|(place, _)| !holds(place));
        }
        all.push(told);
        for Move { sum: ((table, row), place), by, .. } in
            after.remove(&(group, seq)).unwrap_or_default()
        {
            let columns = vec![(place, Part::Added(by))];
            all.push(Told { seq, group, table, row, kind: Kind::Update, columns });
        }
    }
    Ok(all)
}

/// A number that a row comes with is another by so much.
fn add(told: &mut Told, place: usize, by: i64) {
    for (other, part) in &mut told.columns {
        if let Part::Edit { new: Value::Int(new), .. } = part
            && *other == place
        {
            *new = new.saturating_add(by);
        }
    }
}

/// Columns that a row has to have still, for what is told of it to move a sum by as much as it does here.
fn conditions(told: &Told, before: Option<&Row>) -> Vec<(usize, Part)> {
    let Some((before, table)) = before.zip(tables::find(told.table)) else { return Vec::new() };
    let tallies = tally::ALL.into_iter().filter(|tally| tally.table == told.table);
    let columns = tallies.flat_map(|tally| [tally.amount, tally.only.map(|(column, _)| column)]);
    let mut places: Vec<usize> =
        columns.flatten().filter_map(|column| table.position(column)).collect();
    places.sort_unstable();
    places.dedup();
    let same =
        |place: usize| Part::Edit { base: before[place].clone(), new: before[place].clone() };
    places.into_iter().map(|place| (place, same(place))).collect()
}

/// Does something to what is pending, and has the rows asked for whose sums are other ones by that.
pub(in crate::engine) fn asking(
    work: &mut dyn Work,
    does: impl FnOnce(&mut dyn Work) -> Result<()>,
) -> Result<()> {
    let before = pending(work, &Open::read(work)?, &work.link()?)?;
    does(work)?;
    let after = pending(work, &Open::read(work)?, &work.link()?)?;
    ask(work, &before, &after).map(drop)
}

/// Has the rows asked for whose sums are not what they were before, by what was merged.
pub(super) fn ask(
    work: &mut dyn Work,
    before: &BTreeMap<Sum, i64>,
    after: &BTreeMap<Sum, i64>,
) -> Result<Vec<Key>> {
    let sums: BTreeSet<&Sum> = before.keys().chain(after.keys()).collect();
    let mut asked = Vec::new();
    for sum in sums.into_iter().filter(|sum| before.get(*sum) != after.get(*sum)) {
        if work.row(sum.0)?.is_some() {
            let why = "It is asked for once more, as a row that counts in it was merged.";
            work.set_unfit(sum.0, Some(why))?;
            asked.push(sum.0);
        }
    }
    Ok(asked)
}
