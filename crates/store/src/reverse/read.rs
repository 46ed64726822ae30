//! Reading, from a group of entries and all that came after it, what reversing it comes to.

use super::{Count, Done, Reversal, Reversed, Skip, bonds};
use crate::{
    Org,
    fault::{damaged, fault},
    rewind, sql,
};
use model::{
    Class, Column, Instant, Result, Table, Type, Value, tables,
    tally::{self, Tally},
};
use rusqlite::{OptionalExtension, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// A row's table and id.
pub(super) type Key = (&'static str, Uuid);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Insert,
    Update,
    Delete,
}

/// An entry of the log.
struct Change {
    kind: Kind,
    effect: bool,
    /// Columns and their old values; `None` where they were purged.
    old: Option<Vec<(usize, Value)>>,
}

/// An entry that came after the group, and whose it is.
struct Later {
    change: Change,
    by: Option<(Uuid, Option<String>)>,
    at: Instant,
}

/// What a group did to one row.
struct Past {
    table: &'static Table,
    id: Uuid,
    changes: Vec<Change>,
}

/// A group's entries, by row, and the places they take in the log.
struct Group {
    pasts: Vec<Past>,
    first: i64,
    last: i64,
    at: Instant,
}

impl Org<'_> {
    /// What reversing an operation comes to: undoing it, or redoing it where it is undone.
    ///
    /// # Errors
    /// INTERNAL when the file is damaged.
    pub fn reversal(&self, done: &Done) -> Result<Reversal> {
        match done.latest() {
            Some(group) => self.reversal_of(group, None),
            None => Ok(Reversal::default()),
        }
    }

    /// The same of any group; with `root` only of that row's deletion and what it took along.
    pub(crate) fn reversal_of(&self, group: i64, root: Option<Key>) -> Result<Reversal> {
        let group = self.entries(group).map_err(fault)?;
        let mut live: HashMap<Key, Vec<Value>> = HashMap::new();
        let mut named: Vec<&'static Table> = group.pasts.iter().map(|p| p.table).collect();
        named.sort_by_key(|table| table.name);
        named.dedup_by_key(|table| table.name);
        for table in named {
            self.rows_of(table, &group, &mut live).map_err(fault)?;
        }
        let mut later = self.later(&group).map_err(fault)?;
        let mut rows = Vec::new();
        let (mut sums, mut counts) = (Vec::new(), Vec::new());
        for past in group.pasts {
            let key = (past.table.name, past.id);
            if past.changes.iter().all(|change| change.is_sum(past.table)) {
                sums.push(key);
                if let Some(row) = live.get(&key) {
                    counts.extend(self.count(&past, row, group.last).map_err(fault)?);
                }
                continue;
            }
            let later = later.remove(&key).unwrap_or_default();
            let row = past.reversed(live.remove(&key), &later);
            rows.extend(row.map_err(|what| damaged(&what))?);
        }
        if let Some(root) = root {
            rows = taken_along(rows, root);
        }
        bonds::tie(self, &mut rows, &sums, group.at)?;
        Ok(Reversal { rows, counts })
    }

    /// The entries of a group: they lie side by side, from its id on.
    fn entries(&self, group: i64) -> rusqlite::Result<Group> {
        let at = "SELECT at FROM desk_groups WHERE id = ?1 AND organization_id = ?2";
        let at = self.tx.prepare_cached(at)?.query_row((group, self.id().uuid()), |r| r.get(0))?;
        let mut read = self.tx.prepare_cached(
            "SELECT seq, group_id, table_name, row_id, kind, effect, old FROM desk_log WHERE seq >= ?1 ORDER BY seq",
        )?;
        let mut entries = read.query([group])?;
        let mut found = Group { pasts: Vec::new(), first: group, last: group, at: Instant(at) };
        let mut places: HashMap<Key, usize> = HashMap::new();
        while let Some(entry) = entries.next()? {
            if entry.get::<_, Option<i64>>(1)? != Some(group) {
                break;
            }
            found.last = entry.get(0)?;
            let Some(table) = tables::find(entry.get_ref(2)?.as_str()?) else { continue };
            let id = entry.get(3)?;
            let place = *places.entry((table.name, id)).or_insert_with(|| {
                found.pasts.push(Past { table, id, changes: Vec::new() });
                found.pasts.len() - 1
            });
            found.pasts[place].changes.push(change(table, entry, 4)?);
        }
        Ok(found)
    }

    /// The rows of a group as they stand.
    fn rows_of(
        &self,
        table: &'static Table,
        group: &Group,
        live: &mut HashMap<Key, Vec<Value>>,
    ) -> rusqlite::Result<()> {
        let columns: Vec<_> = table.columns.iter().map(|c| sql::name(c.name)).collect();
        let mut read = self.tx.prepare_cached(&format!(
            // By the rows' keys, in whatever proportion the group and the table are.
            "SELECT {} FROM {} AS t INDEXED BY sqlite_autoindex_{1}_1 WHERE t.id IN
               (SELECT row_id FROM desk_log WHERE seq BETWEEN ?2 AND ?3 AND table_name = '{1}') AND {2}",
            columns.join(", "),
            table.name,
            sql::scope(table, "t"),
        ))?;
        let mut rows = read.query((self.id().uuid(), group.first, group.last))?;
        while let Some(row) = rows.next()? {
            let values = (0..columns.len())
                .map(|i| Ok(sql::value(row.get_ref(i)?)?.to_owned()))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            if let Some(Value::Id(id)) = values.first() {
                live.insert((table.name, *id), values);
            }
        }
        Ok(())
    }

    /// How a group moved the count in a row that it moved nothing else in.
    fn count(&self, past: &Past, row: &[Value], last: i64) -> rusqlite::Result<Option<Count>> {
        let (table, id) = (past.table, past.id);
        let counting = |t: &&&Tally| t.to == table.name && t.amount.is_none();
        let Some(tally) = tally::ALL.iter().find(counting) else { return Ok(None) };
        let number = |values: &[(usize, Value)]| {
            let held = values.iter().find(|(at, _)| table.columns[*at].name == tally.sum);
            match held {
                Some((_, Value::Int(n))) => Some(*n),
                _ => None,
            }
        };
        let first = past.changes.iter().flat_map(|change| &change.old).find_map(|o| number(o));
        let place = table.position(tally.sum);
        let Some(Value::Int(held)) = place.and_then(|at| row.get(at)) else { return Ok(None) };
        // Only touched: it was as low as it goes.
        let Some(first) = first else {
            return Ok(Some(Count { table, id, column: tally.sum, held: *held, moved: 0 }));
        };
        // What it was after the group is what the next entry to change it found.
        let next: Option<String> = self
            .tx
            .prepare_cached(
                "SELECT old FROM desk_log WHERE row_id = ?1 AND table_name = ?2 AND seq > ?3
                   AND instr(old, '\"' || ?4 || '\":') > 0 ORDER BY seq LIMIT 1",
            )?
            .query_row((id, table.name, last, tally.sum), |row| row.get(0))
            .optional()?;
        let next = next.and_then(|text| rewind::old(table, &text)).and_then(|old| number(&old));
        let moved = next.unwrap_or(*held) - first;
        Ok(Some(Count { table, id, column: tally.sum, held: *held, moved }))
    }

    /// What happened to a group's rows after it, newest first.
    fn later(&self, group: &Group) -> rusqlite::Result<HashMap<Key, Vec<Later>>> {
        let mut found: HashMap<Key, Vec<Later>> = HashMap::new();
        if sql::last_entry(&self.tx)? <= group.last {
            return Ok(found);
        }
        let mut read = self.tx.prepare_cached(
            "SELECT l.table_name, l.row_id, l.kind, l.effect, l.old, ifnull(g.at, l.at), g.actor_id, u.name
             FROM desk_log AS l INDEXED BY desk_log_row_id_idx LEFT JOIN desk_groups AS g ON g.id = l.group_id
             LEFT JOIN users AS u ON u.id = g.actor_id AND u.organization_id = ?1
             WHERE l.row_id IN (SELECT row_id FROM desk_log WHERE seq BETWEEN ?2 AND ?3
                 AND NOT (effect AND kind = 'update' AND table_name IN ('budgets', 'representatives')))
               AND l.seq > ?3 ORDER BY l.seq DESC",
        )?;
        let mut rows = read.query((self.id().uuid(), group.first, group.last))?;
        while let Some(row) = rows.next()? {
            let Some(table) = tables::find(row.get_ref(0)?.as_str()?) else { continue };
            let actor: Option<Uuid> = row.get(6)?;
            let name: Option<String> = row.get(7)?;
            found.entry((table.name, row.get(1)?)).or_default().push(Later {
                change: change(table, row, 2)?,
                by: actor.map(|id| (id, name)),
                at: Instant(row.get::<_, Option<i64>>(5)?.unwrap_or_default()),
            });
        }
        Ok(found)
    }
}

/// Reads kind, effect and old values from three columns on.
fn change(table: &'static Table, row: &Row<'_>, from: usize) -> rusqlite::Result<Change> {
    let kind = match row.get_ref(from)?.as_str()? {
        "insert" => Kind::Insert,
        "update" => Kind::Update,
        _ => Kind::Delete,
    };
    let old = row.get_ref(from + 2)?.as_str_or_null()?.and_then(|text| rewind::old(table, text));
    Ok(Change { kind, effect: row.get(from + 1)?, old })
}

impl Change {
    /// Whether it only moved a sum, with another row's change: it moves back with that.
    fn is_sum(&self, table: &Table) -> bool {
        let summed = |(place, _): &(usize, Value)| kept_elsewhere(&table.columns[*place]);
        self.effect
            && self.kind == Kind::Update
            && self.old.as_ref().is_some_and(|old| old.iter().all(summed))
    }

    /// Takes the row back to before it. An error when what was before is not known any more.
    fn back(&self, row: &mut Option<Vec<Value>>, table: &Table) -> Result<(), Gone> {
        match (self.kind, &self.old) {
            (Kind::Insert, _) => *row = None,
            (_, None) => return Err(Gone),
            (Kind::Delete, Some(old)) => {
                let mut values = vec![Value::Null; table.columns.len()];
                for (place, value) in old {
                    values[*place] = value.clone();
                }
                *row = Some(values);
            }
            (Kind::Update, Some(old)) => {
                for (place, value) in old {
                    if let Some(held) = row.as_mut().and_then(|row| row.get_mut(*place)) {
                        *held = value.clone();
                    }
                }
            }
        }
        Ok(())
    }
}

/// What a row was is not known any more: it was purged.
struct Gone;

/// Whether a column follows from other rows, or is moved by differences: that it is another by now
/// is nobody's edit.
fn kept_elsewhere(column: &Column) -> bool {
    matches!(column.class, Class::Delta | Class::Derived)
}

/// Whether it is such a column and a number, which is put back by the difference.
fn adds(column: &Column) -> bool {
    kept_elsewhere(column) && matches!(column.ty, Type::Integer | Type::Decimal { .. })
}

impl Past {
    /// What becomes of the row; `None` when that is nothing.
    fn reversed(
        self,
        live: Option<Vec<Value>>,
        later: &[Later],
    ) -> std::result::Result<Option<Reversed>, String> {
        let Self { table, id, changes } = self;
        let effect = changes.iter().all(|change| change.effect);
        let row = |from, to, skipped| {
            let (lost, needs) = (Vec::new(), Vec::new());
            Some(Reversed { table, id, from, to, skipped, lost, effect, set: 0, needs })
        };
        let purged = || Some(Skip::because("What it was has been purged."));
        let mut after = live.clone();
        for Later { change, .. } in later {
            if change.back(&mut after, table).is_err() {
                return Ok(row(live, after, purged()));
            }
        }
        let stands = after.clone();
        // What the group itself added to numbers, apart from what followed from other rows.
        let mut added: Vec<(usize, i64)> = Vec::new();
        let mut before = after;
        for change in changes.iter().rev() {
            if let (false, Kind::Update, Some(held), Some(old)) =
                (change.is_sum(table), change.kind, &before, &change.old)
            {
                for (place, value) in old.iter().filter(|(p, _)| adds(&table.columns[*p])) {
                    if let (Value::Int(old), Value::Int(new)) = (value, &held[*place]) {
                        added.push((*place, new - old));
                    }
                }
            }
            if change.back(&mut before, table).is_err() {
                return Ok(row(live, before, purged()));
            }
        }
        let same = |(column, (before, stands)): (&Column, (&Value, &Value))| {
            kept_elsewhere(column) || before == stands
        };
        match (&before, &stands) {
            (None, None) => return Ok(None),
            (Some(before), Some(stands))
                if added.is_empty()
                    && table.columns.iter().zip(before.iter().zip(stands)).all(same) =>
            {
                return Ok(None);
            }
            _ => {}
        }
        if let Some(reason) = moved_on(table, stands.as_ref(), live.as_ref()) {
            let since = later.iter().find(|later| !later.change.is_sum(table));
            let skip = Skip {
                reason: reason.into(),
                by: since.and_then(|since| since.by.clone()),
                at: since.map(|since| since.at),
            };
            return Ok(row(live, before.or(stands), Some(skip)));
        }
        let (Some(held), Some(old)) = (&live, &before) else {
            return Ok(row(live, before, None));
        };
        if old.len() != held.len() {
            return Err(format!("an image of {}", table.name));
        }
        let mut to = held.clone();
        for (place, column) in table.columns.iter().enumerate() {
            if !kept_elsewhere(column) {
                to[place] = old[place].clone();
            }
        }
        let mut skip = None;
        for (place, by) in added {
            let Value::Int(number) = &mut to[place] else { continue };
            let was = *number;
            *number -= by;
            if table.columns[place].class == Class::Delta && *number < 0 && was >= 0 {
                let what = table.columns[place].json_name();
                skip = Some(Skip::because(format!("Its {what} has been used since.")));
            }
        }
        if to == *held {
            return Ok(None);
        }
        Ok(row(live, Some(to), skip))
    }
}

/// What happened since to a row that the group left as `stands`.
fn moved_on(
    table: &Table,
    stands: Option<&Vec<Value>>,
    live: Option<&Vec<Value>>,
) -> Option<&'static str> {
    match (stands, live) {
        (None, None) => None,
        (Some(_), None) => Some("It was deleted since."),
        (None, Some(_)) => Some("It is there again already."),
        (Some(stands), Some(live)) => {
            let mut columns = table.columns.iter().zip(stands.iter().zip(live));
            columns
                .any(|(column, (stands, live))| !kept_elsewhere(column) && stands != live)
                .then_some("It was changed since.")
        }
    }
}

/// The row that was deleted, and those that its deletion took along or took a reference from.
fn taken_along(rows: Vec<Reversed>, root: Key) -> Vec<Reversed> {
    let mut back: Vec<Key> = vec![root];
    let mut kept: Vec<Reversed> = Vec::new();
    let mut rest = rows;
    loop {
        let refers = |row: &Reversed| {
            let (Some(to), true) = (&row.to, row.effect) else { return false };
            let mut columns = row.table.columns.iter().zip(to);
            columns.any(|(column, value)| match (column.references, value) {
                (Some(table), Value::Id(id)) => back.contains(&(table, *id)),
                _ => false,
            })
        };
        let (more, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|row| (row.table.name, row.id) == root || refers(row));
        rest = others;
        if more.is_empty() {
            return kept;
        }
        back.extend(more.iter().filter(|r| r.from.is_none()).map(|r| (r.table.name, r.id)));
        kept.extend(more);
    }
}
