//! Rows as they were before and after what was done to them, read back from the log.

use super::{Open, table};
use crate::engine::{
    outbox::{self, Key, Kind, Logged, Part, Told},
    rebase::Row,
    sides::Look,
};
use model::{Result, Value};
use std::collections::HashMap;

/// A row before and after an entry; `None` where there was none.
pub(super) type Images = (Option<Row>, Option<Row>);

/// A row's own entries from a place on, newest first, each with the row before and after it.
pub(super) fn own(look: &dyn Look, key: Key, from: i64) -> Result<Vec<(Logged, Images)>> {
    let mut row = look.row(key)?;
    let mut walked = Vec::new();
    for entry in look.history(key, from)?.into_iter().rev() {
        let after = row.clone();
        outbox::back(&entry, &mut row);
        if !entry.pulled {
            walked.push((entry, (row.clone(), after)));
        }
    }
    Ok(walked)
}

/// The row before and after each of the entries told, as the hub has it then: what was taken over is the hub's
/// already, and its foreign keys will do what those here did.
pub(super) fn told(
    look: &dyn Look,
    open: &Open,
    settled: i64,
    key: Key,
    told: &[Told],
) -> Result<Vec<Images>> {
    let Some(first) = told.first() else { return Ok(Vec::new()) };
    let by_seq: HashMap<i64, &Told> = told.iter().map(|told| (told.seq, told)).collect();
    let width = table(key)?.columns.len();
    let mut row = look.row(key)?;
    let mut images = Vec::with_capacity(told.len());
    for entry in look.history(key, first.seq)?.iter().rev() {
        let Some(told) = by_seq.get(&entry.seq) else {
            let own = entry.effect && !entry.pulled;
            if own && open.is_pending(settled, entry.seq, entry.group) {
                undo_effect(&mut row, entry, width);
            }
            continue;
        };
        let image = |what: fn(&Part) -> Option<&Value>| {
            let mut image = vec![Value::Null; width];
            for (place, part) in &told.columns {
                if let Some(value) = what(part) {
                    image[*place] = value.clone();
                }
            }
            Some(image)
        };
        let after = match told.kind {
            Kind::Insert => {
                image(|part| if let Part::Edit { new, .. } = part { Some(new) } else { None })
            }
            Kind::Update => row.take(),
            Kind::Delete => None,
        };
        row = match told.kind {
            Kind::Insert => None,
            Kind::Update => after.clone().map(|mut row| {
                for (place, part) in &told.columns {
                    match (part, &row[*place]) {
                        (Part::Edit { base, .. }, _) => row[*place] = base.clone(),
                        (Part::Added(n), Value::Int(held)) => row[*place] = Value::Int(held - n),
                        (Part::Added(_), _) => {}
                    }
                }
                row
            }),
            Kind::Delete => {
                image(|part| if let Part::Edit { base, .. } = part { Some(base) } else { None })
            }
        };
        images.push((row.clone(), after));
    }
    images.reverse();
    Ok(images)
}

/// Takes a row back to before a foreign key emptied a reference of it or took it along, where nothing that was
/// taken over has said otherwise since.
fn undo_effect(row: &mut Option<Row>, entry: &Logged, width: usize) {
    match (entry.kind, row.as_mut()) {
        (Kind::Update, Some(row)) => {
            for (place, old) in &entry.old {
                if row[*place] == Value::Null {
                    row[*place] = old.clone();
                }
            }
        }
        (Kind::Delete, None) => {
            let mut image = vec![Value::Null; width];
            entry.old.iter().for_each(|(place, old)| image[*place] = old.clone());
            *row = Some(image);
        }
        _ => {}
    }
}
