//! A delete that is undone at a desk, as the file does it: with the row comes what its foreign keys took along.

use crate::{
    desk::Model,
    rows::{parents, place, table},
};
use model::{OnDelete, Value, tables};
use std::collections::BTreeSet;
use sync::engine::{
    outbox::{Key, Kind, Logged},
    rebase::Row,
};

/// Brings a row back that this entry deleted, where it fits: what was cleared gets its references again, and children come
/// before their parents, which find them in their sums already.
pub fn bring_back(desk: &mut Model, gone: &Logged) {
    let key: Key = (gone.table.name, gone.row);
    let effects = desk
        .file
        .log
        .iter()
        .filter(|entry| entry.group == gone.group && entry.effect && entry.seq < gone.seq);
    let effects: Vec<Logged> = effects.cloned().collect();
    // From the row down to what went with it.
    let (mut comes, mut rows) = (BTreeSet::from([key]), vec![(key, image(gone))]);
    for entry in effects.iter().rev().filter(|entry| entry.kind == Kind::Delete) {
        let child: Key = (entry.table.name, entry.row);
        let row = image(entry);
        let goes_with = parents(entry.table, &row).into_iter().any(|(at, parent)| {
            entry.table.columns[at].on_delete() == OnDelete::Cascade && comes.contains(&parent)
        });
        if goes_with && !desk.file.rows.contains_key(&child) && comes.insert(child) {
            rows.push((child, row));
        }
    }
    for (key, row) in &mut rows {
        let table = table(key.0);
        for (at, parent) in parents(table, row) {
            let there = parent.0 == "organizations"
                || desk.file.rows.contains_key(&parent)
                || comes.contains(&parent);
            match table.columns[at].nullable {
                true if !there => row[at] = Value::Null,
                false if !there => return,
                _ => {}
            }
        }
        if taken(desk, *key, row) {
            return;
        }
    }
    for entry in effects.iter().filter(|entry| entry.kind == Kind::Update) {
        let child: Key = (entry.table.name, entry.row);
        let Some(row) = desk.file.rows.get(&child) else { continue };
        let cleared = entry.old.iter().filter(|(at, was)| {
            let to = entry.table.columns[*at].references.and_then(tables::find);
            let back = |to: &model::Table, id| comes.contains(&(to.name, id));
            row[*at] == Value::Null
                && matches!((to, was), (Some(to), Value::Id(id)) if back(to, *id))
        });
        let cleared: Vec<(usize, Value)> = cleared.cloned().collect();
        if !cleared.is_empty() {
            desk.update(child, &cleared, false);
        }
    }
    for (key, row) in rows.into_iter().rev() {
        desk.insert(key, row);
    }
}

/// The row that an entry deleted.
fn image(entry: &Logged) -> Row {
    let mut row = vec![Value::Null; entry.table.columns.len()];
    entry.old.iter().for_each(|(at, value)| row[*at] = value.clone());
    row
}

/// Whether another row has one of its unique values by now.
fn taken(desk: &Model, key: Key, row: &Row) -> bool {
    let places = table(key.0).uniques.iter().flat_map(|unique| unique.columns);
    places.map(|column| place(table(key.0), column)).any(|at| {
        let others =
            desk.file.rows.iter().filter(|(other, _)| other.0 == key.0 && other.1 != key.1);
        others.map(|(_, held)| &held[at]).any(|held| *held == row[at])
    })
}
