//! What hangs together in a reversal: rows that one operation wrote about each other are changed back
//! together or not at all, and none goes or comes back against the foreign keys.

use super::{Lost, Reversed, Skip, read::Key};
use crate::{Org, fault::fault};
use model::{Instant, OnDelete, Record as _, Result, Table, Value, tables, tally};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Finds the bonds between the rows of a reversal, and skips what cannot be changed back.
pub(super) fn tie(org: &Org<'_>, rows: &mut [Reversed], sums: &[Key], at: Instant) -> Result<()> {
    join(rows, sums);
    let places: HashMap<Key, usize> =
        rows.iter().enumerate().map(|(place, row)| ((row.table.name, row.id), place)).collect();
    let mut known = HashMap::new();
    for place in 0..rows.len() {
        let row = &rows[place];
        if row.skipped.is_some() {
            continue;
        }
        let found = match (&row.from, &row.to) {
            (Some(_), None) => going(org, rows, place, &places, at)?,
            (None, Some(_)) => coming(org, rows, place, &places, &mut known)?,
            _ => changing(org, rows, place, &places, &mut known)?,
        };
        let row = &mut rows[place];
        row.needs = found.needs;
        row.skipped = found.skip;
        row.lost = found.lost;
    }
    settle(rows);
    Ok(())
}

/// What was found out about one row.
#[derive(Default)]
struct Found {
    needs: Vec<usize>,
    skip: Option<Skip>,
    lost: Vec<Lost>,
}

/// Skips all that cannot go without what is skipped.
pub(super) fn settle(rows: &mut [Reversed]) {
    loop {
        let causes: HashMap<usize, usize> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.skipped.is_some())
            .map(|(place, row)| (row.set, place))
            .collect();
        let mut more = Vec::new();
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.skipped.is_none()) {
            let needed = row.needs.iter().find(|need| rows[**need].skipped.is_some());
            if let Some(cause) = causes.get(&row.set).or(needed) {
                more.push((place, *cause));
            }
        }
        if more.is_empty() {
            return lose(rows);
        }
        for (place, cause) in more {
            let Reversed { table, skipped: Some(why), .. } = &rows[cause] else { continue };
            let skip = Skip {
                reason: format!("It belongs with a {} that stays as it is.", table.noun),
                ..why.clone()
            };
            rows[place].skipped = Some(skip);
        }
    }
}

/// What comes back without something that stays away refers to it no more.
fn lose(rows: &mut [Reversed]) {
    let away: HashSet<Key> = rows
        .iter()
        .filter(|row| row.from.is_none() && row.skipped.is_some())
        .map(|row| (row.table.name, row.id))
        .collect();
    if away.is_empty() {
        return;
    }
    for row in rows.iter_mut().filter(|row| row.from.is_none() && row.skipped.is_none()) {
        for (column, to) in row.table.references() {
            if let Some(Value::Id(id)) = row.after(column.name)
                && away.contains(&(to, *id))
                && !row.loses(column.name)
            {
                row.lost.push(Lost::gone(column.name));
            }
        }
    }
}

/// Gives rows that mention each other one number. Those that another row's deletion or return took
/// along have their own: they follow, but hold nobody back.
fn join(rows: &mut [Reversed], sums: &[Key]) {
    let mut sets = Sets((0..rows.len()).collect());
    let own: HashMap<Uuid, usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.effect)
        .map(|(place, row)| (row.id, place))
        .collect();
    let sums: HashSet<&Key> = sums.iter().collect();
    let mut conversations: HashMap<Uuid, usize> = HashMap::new();
    // By the row whose sum they moved: who moved it, and who tells of it.
    let mut movers: HashMap<Uuid, Vec<usize>> = HashMap::new();
    let mut tellers: Vec<(Uuid, usize)> = Vec::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.effect) {
        let summed: Vec<_> = tally::ALL.iter().filter(|t| t.table == row.table.name).collect();
        let comes_or_goes = row.from.is_none() || row.to.is_none();
        for image in row.from.iter().chain(&row.to) {
            for (column, value) in row.table.columns.iter().zip(image) {
                let Value::Id(id) = value else { continue };
                if column.name == "id" || column.name == "organization_id" {
                    continue;
                }
                if let Some(other) = own.get(id) {
                    sets.join(place, *other);
                }
                match column.references {
                    None => sets.join(place, *conversations.entry(*id).or_insert(place)),
                    Some(to) if summed.is_empty() && comes_or_goes && sums.contains(&(to, *id)) => {
                        tellers.push((*id, place));
                    }
                    Some(_) => {}
                }
            }
            let moved = summed.iter().filter_map(|tally| tally.part(image));
            moved.for_each(|(to, _)| movers.entry(to).or_default().push(place));
        }
    }
    // An alert over a budget says something only as long as what was spent is spent.
    for (sum, teller) in tellers {
        for mover in movers.get(&sum).into_iter().flatten() {
            sets.join(teller, *mover);
        }
    }
    for (place, row) in rows.iter_mut().enumerate() {
        row.set = sets.of(place);
    }
}

/// Sets that can be joined.
struct Sets(Vec<usize>);

impl Sets {
    fn of(&mut self, place: usize) -> usize {
        let mut root = place;
        while self.0[root] != root {
            self.0[root] = self.0[self.0[root]];
            root = self.0[root];
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// A row that goes: nothing that stays may refer to it.
fn going(
    org: &Org<'_>,
    rows: &[Reversed],
    place: usize,
    places: &HashMap<Key, usize>,
    at: Instant,
) -> Result<Found> {
    let row = &rows[place];
    let mut found = Found::default();
    for (child, column) in tables::referrers(row.table) {
        let by = org.referring(child, column.name, row.id).map_err(fault)?;
        for id in by {
            let other = places.get(&(child.name, id)).map(|place| (*place, &rows[*place]));
            let lets_go = other.filter(|(_, other)| {
                other.to.is_none() || other.after(column.name) != Some(&Value::Id(row.id))
            });
            match lets_go {
                Some((other, _)) => found.needs.push(other),
                None => {
                    let reason = format!("A {} refers to it by now.", child.noun);
                    found.skip = Some(Skip::because(reason));
                    return Ok(found);
                }
            }
        }
    }
    if row.table.name == tables::Ticket::NAME {
        let conversation = match row.before("conversation_id") {
            Some(Value::Id(id)) => Some(*id),
            _ => None,
        };
        if org.talked_about(row.id, conversation, at).map_err(fault)? {
            found.skip = Some(Skip::because("It is being talked about by now."));
        }
    }
    if row.effect {
        // It came with a row, and goes with it.
        for (column, to) in row.table.references() {
            if let (OnDelete::Cascade, Some(Value::Id(id))) =
                (column.on_delete(), row.before(column.name))
                && let Some(parent) = places.get(&(to, *id))
                && rows[*parent].to.is_none()
            {
                found.needs.push(*parent);
            }
        }
    }
    Ok(found)
}

/// A row that comes back: what it must refer to is there or comes back as well, and nothing else has
/// what is unique in it.
fn coming(
    org: &Org<'_>,
    rows: &[Reversed],
    place: usize,
    places: &HashMap<Key, usize>,
    known: &mut HashMap<Key, bool>,
) -> Result<Found> {
    let row = &rows[place];
    let mut found = Found::default();
    for (column, to) in row.table.references() {
        let Some(Value::Id(id)) = row.after(column.name) else { continue };
        match there(org, rows, places, known, (to, *id))? {
            There::Stays => {}
            There::Comes(parent) if !column.nullable => found.needs.push(parent),
            // Unless that stays away in the end.
            There::Comes(_) => {}
            There::Not if column.nullable => found.lost.push(Lost::gone(column.name)),
            There::Not => found.skip = Some(orphaned(to)),
        }
    }
    for unique in row.table.uniques {
        for column in unique.columns {
            let Some(value) = row.after(column) else { continue };
            let taken = org.having(row.table, column, value).map_err(fault)?;
            let goes = |id| {
                places.get(&(row.table.name, id)).is_some_and(|place| rows[*place].to.is_none())
            };
            if taken.is_some_and(|id| !goes(id)) {
                let column = model::table::camel(column);
                let reason = format!("Another {} has its {column} by now.", row.table.noun);
                found.skip = Some(Skip::because(reason));
            }
        }
    }
    Ok(found)
}

/// A row that changes: what it will refer to is there or comes back.
fn changing(
    org: &Org<'_>,
    rows: &[Reversed],
    place: usize,
    places: &HashMap<Key, usize>,
    known: &mut HashMap<Key, bool>,
) -> Result<Found> {
    let row = &rows[place];
    let mut found = Found::default();
    for (column, to) in row.table.references() {
        let (old, new) = (row.before(column.name), row.after(column.name));
        if old == new {
            continue;
        }
        if let Some(Value::Id(id)) = new {
            match there(org, rows, places, known, (to, *id))? {
                There::Stays => {}
                There::Comes(parent) => found.needs.push(parent),
                There::Not => found.skip = Some(orphaned(to)),
            }
        }
        // A reference that was given back with the row it refers to is cleared with it.
        if let (true, Some(Value::Id(id))) = (row.effect, old)
            && let Some(parent) = places.get(&(to, *id))
            && rows[*parent].to.is_none()
        {
            found.needs.push(*parent);
        }
    }
    Ok(found)
}

/// For a row that needs one of that table, which is not there.
fn orphaned(table: &str) -> Skip {
    let noun = tables::find(table).map_or(table, |table| table.noun);
    Skip::because(format!("Its {noun} is gone."))
}

enum There {
    Stays,
    /// Comes back with this reversal, if that row does.
    Comes(usize),
    Not,
}

fn there(
    org: &Org<'_>,
    rows: &[Reversed],
    places: &HashMap<Key, usize>,
    known: &mut HashMap<Key, bool>,
    key: Key,
) -> Result<There> {
    if let Some(place) = places.get(&key) {
        let row = &rows[*place];
        return Ok(match (&row.from, &row.to) {
            (None, Some(_)) => There::Comes(*place),
            (Some(_), _) => There::Stays,
            (None, None) => There::Not,
        });
    }
    let live = match (known.get(&key), tables::find(key.0)) {
        (Some(live), _) => *live,
        (None, Some(table)) => *known.entry(key).or_insert(org.has(table, key.1)?),
        (None, None) => false,
    };
    Ok(if live { There::Stays } else { There::Not })
}

impl Org<'_> {
    /// The rows that refer to a row by a column.
    fn referring(&self, child: &Table, column: &str, id: Uuid) -> rusqlite::Result<Vec<Uuid>> {
        let query = format!("SELECT id FROM {} WHERE {column} = ?1", child.name);
        self.tx.prepare_cached(&query)?.query_map([id], |row| row.get(0))?.collect()
    }

    /// The row that has a value in a unique column, in whatever organization.
    fn having(&self, table: &Table, column: &str, value: &Value) -> rusqlite::Result<Option<Uuid>> {
        let query = format!("SELECT id FROM {} WHERE {column} = ?1", table.name);
        let mut find = self.tx.prepare_cached(&query)?;
        let mut rows = find.query([crate::sql::Bound(value.as_ref())])?;
        rows.next()?.map(|row| row.get(0)).transpose()
    }

    /// Whether somebody else is writing about a ticket, or anybody has since.
    fn talked_about(
        &self,
        ticket: Uuid,
        conversation: Option<Uuid>,
        since: Instant,
    ) -> rusqlite::Result<bool> {
        self.tx
            .prepare_cached(
                "SELECT 1 FROM desk_drafts WHERE ticket_id = ?1 AND user_id <> ?2
                 UNION ALL SELECT 1 FROM messages WHERE conversation_id = ?3 AND created_at > ?4",
            )?
            .exists((ticket, self.user().uuid(), conversation, since.0))
    }
}
