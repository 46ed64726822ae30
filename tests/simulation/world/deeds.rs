//! What people do: at a desk, and at the hub without knowing of desks.

use super::*;

pub(super) fn int(value: &Value) -> i64 {
    if let Value::Int(n) = value { *n } else { 0 }
}

/// Any row of a table.
pub(super) fn any(rows: &BTreeMap<Key, Row>, name: &str, chance: &mut Chance) -> Option<Uuid> {
    let name = table(name).name;
    let range = (name, Uuid::nil())..=(name, Uuid::max());
    let ids: Vec<Uuid> = rows.range(range).map(|(key, _)| key.1).collect();
    chance.pick(&ids).copied()
}

fn any_key(rows: &BTreeMap<Key, Row>, chance: &mut Chance) -> Option<Key> {
    let keys: Vec<Key> = rows.keys().filter(|key| key.0 != "organizations").copied().collect();
    chance.pick(&keys).copied()
}

/// One thing that somebody does at a desk.
pub(super) fn deed(desk: &mut Model, chance: &mut Chance, organization: Uuid, now: i64) {
    let rows = &desk.file.rows;
    match chance.below(20) {
        0..9 => {
            let Some(key) = any_key(rows, chance) else { return };
            let table = table(key.0);
            let columns = editable(table);
            let mut new: Vec<(usize, Value)> = Vec::new();
            for _ in 0..1 + chance.below(2) {
                if let Some(at) = chance.pick(&columns).copied()
                    && new.iter().all(|(other, _)| *other != at)
                {
                    let column = &table.columns[at];
                    let held = &rows[&key][at];
                    let to = match column.class {
                        Class::State => next_status(column, held),
                        _ => value(column, chance, now),
                    };
                    new.push((at, to));
                }
            }
            if !new.is_empty()
                && let Some(at) = table.position("updated_at")
            {
                let before = int(&rows[&key][at]);
                new.push((at, Value::Int(now.max(before + 1))));
            }
            desk.update(key, &new, false);
        }
        9..14 => {
            let name = PLAYED[chance.below(PLAYED.len() as u64) as usize];
            let known = rows.clone();
            let mut parent = |to: &str, chance: &mut Chance| any(&known, to, chance);
            // Of some rows there is one for everybody, whoever makes it.
            let id = match name == "messages" && chance.one_in(3) {
                true => Uuid::from_u128(0x0a11_u128 << 64 | u128::from(chance.below(6))),
                false => chance.id(),
            };
            let Some(row) = fresh(table(name), id, organization, chance, now, &mut parent) else {
                return;
            };
            let key = (table(name).name, id);
            if !rows.contains_key(&key) && desk.unfit(key, &row).is_none() {
                desk.insert(key, row);
            }
        }
        14..17 => {
            let known = rows.clone();
            let mut parent = |to: &str, chance: &mut Chance| any(&known, to, chance);
            let name = "budget_usage_records";
            let id = chance.id();
            if let Some(row) = fresh(table(name), id, organization, chance, now, &mut parent) {
                desk.insert((name, id), row);
            }
        }
        17 => {
            if let Some(key) = any_key(rows, chance) {
                desk.delete(key, false);
            }
        }
        _ => {
            let gone = desk.file.log.iter().rev().filter(|entry| {
                // In an operation of its own.
                entry.kind == Kind::Delete
                    && !entry.effect
                    && desk.group() != Some(entry.group)
                    && !rows.contains_key(&(entry.table.name, entry.row))
            });
            if let Some(entry) = gone.take(3).last().cloned() {
                undo::bring_back(desk, &entry);
            }
        }
    }
}

fn next_status(column: &model::Column, held: &Value) -> Value {
    let model::Type::Enum(labels) = column.ty else { return held.clone() };
    let at = labels.labels.iter().position(|label| held == &Value::from(*label)).unwrap_or(0);
    labels.labels[(at + 1) % labels.labels.len()].into()
}

/// One thing that somebody does at the hub.
pub(super) fn their_deed(
    hub: &Kept,
    chance: &mut Chance,
    organization: Uuid,
    now: i64,
    hard: bool,
) -> Option<Deed> {
    let rows = &hub.rows;
    match chance.below(12) {
        0..6 => {
            let key = any_key(rows, chance)?;
            let columns = editable(table(key.0));
            let at = *chance.pick(&columns)?;
            Some(Deed::Set(key, at, value(&table(key.0).columns[at], chance, now)))
        }
        6..8 => {
            let name = PLAYED[chance.below(PLAYED.len() as u64) as usize];
            if name == "budget_usage_records" {
                return None;
            }
            let mut parent = |to: &str, chance: &mut Chance| any(rows, to, chance);
            let id = chance.id();
            let row = fresh(table(name), id, organization, chance, now, &mut parent)?;
            Some(Deed::Insert((table(name).name, id), row))
        }
        8..10 => {
            let budget = any(rows, "budgets", chance)?;
            let by = chance.below(500) as i64 - 100;
            Some(Deed::Add(("budgets", budget), place(table("budgets"), "spent"), by))
        }
        10 => {
            let reps = table("representatives");
            let (one, other) = (any(rows, reps.name, chance)?, any(rows, reps.name, chance)?);
            let column = place(reps, "user_id");
            (one != other && hard).then_some(Deed::Swap(
                (reps.name, one),
                (reps.name, other),
                column,
            ))
        }
        _ => any_key(rows, chance).filter(|key| tables::find(key.0).is_some()).map(Deed::Delete),
    }
}
