//! What a hub, which has nothing of the organization, is told first: all rows, as they were when that began. The log
//! up to there tells nothing any more; from there on it is told as always.
//!
//! Each such row is a group of its own, whose number is below zero as the log knows nothing of it. Where the hub does not
//! take one it waits like any other group.

use super::{
    merge::{self, Lost},
    outbox::{self, Key, Kind, Logged, Part, Told},
    rebase::{Conflict, Row},
    sides::{First, Group, Look},
};
use model::{Class, Error, Result, Table, Value, tables, tally};
use uuid::Uuid;

/// The number of a row's group: parents first, the same in every copy of the file.
pub fn group(key: Key) -> i64 {
    let left = tables::every().count() - order(key).0;
    let (high, low) = key.1.as_u64_pair();
    let within = (high ^ low) & ((1 << 56) - 1);
    -((i64::try_from(left).unwrap_or(i64::MAX) << 56) | i64::try_from(within).unwrap_or(i64::MAX))
}

/// The label of a row's group.
pub fn label(key: Key) -> String {
    format!("{}-{}-{}", group(key), key.0, key.1)
}

/// The row whose group has that label; `None` of a group of the log.
pub fn key(label: &str) -> Option<Key> {
    let mut parts = label.strip_prefix('-')?.splitn(3, '-');
    let (_, table, row) = (parts.next()?, parts.next()?, parts.next()?);
    Some((tables::find(table)?.name, Uuid::try_parse(row).ok()?))
}

/// A row's place in the order in which rows are told.
pub fn order(key: Key) -> (usize, Uuid) {
    (tables::every().take_while(|table| table.name != key.0).count(), key.1)
}

impl First {
    /// Whether a row is yet to be told as it was when that began. One that came later is told from the log.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn is_to_tell(&self, look: &dyn Look, key: Key) -> Result<bool> {
        Ok(self.is_before(key) && self.row(look, key)?.is_some())
    }

    /// Whether a row's turn to be told is yet to come.
    pub fn is_before(&self, key: Key) -> bool {
        !self.done && self.told.is_none_or(|told| order(told) < order(key))
    }

    /// A row as it is to be told; `None` where it was not there when that began, or is gone at the hub as well.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn row(&self, look: &dyn Look, key: Key) -> Result<Option<Row>> {
        let history = look.history(key, self.place + 1)?;
        let gone = history.iter().any(|entry| entry.kind == Kind::Delete && entry.pulled);
        if gone { Ok(None) } else { Self::back(look, key, &history) }
    }

    /// A row as it was when that began; `None` where it was not there.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn was(&self, look: &dyn Look, key: Key) -> Result<Option<Row>> {
        Self::back(look, key, &look.history(key, self.place + 1)?)
    }

    fn back(look: &dyn Look, key: Key, history: &[Logged]) -> Result<Option<Row>> {
        let mut row = look.row(key)?;
        for entry in history.iter().rev() {
            // Of what was purged there is no image.
            if entry.kind == Kind::Delete && entry.old.len() < entry.table.columns.len() {
                return Ok(None);
            }
            outbox::back(entry, &mut row);
        }
        Ok(row)
    }
}

/// Such a row as an operation, and what the hub is told of it.
pub fn told(table: &'static Table, key: Key, row: Row, place: i64) -> (Group, Told) {
    // When it was edited last is all that is known.
    let at = ["updated_at", "created_at"].iter().find_map(|name| {
        match row.get(table.position(name)?)? {
            Value::Int(at) => Some(*at),
            _ => None,
        }
    });
    let part = |new| Part::Edit { base: Value::Null, new };
    let columns = row.into_iter().map(part).enumerate().collect();
    let (table, row, kind) = (key.0, key.1, Kind::Insert);
    let told = Told { seq: place, group: group(key), table, row, kind, columns };
    (Group { label: label(key), at: at.unwrap_or_default(), actor: None }, told)
}

/// Where the hub has a row that was to be told, what it has otherwise: the hub's stands.
pub fn differences(table: &Table, mine: &Row, theirs: &Row) -> Vec<Conflict> {
    let columns = table.columns.iter().enumerate().zip(mine.iter().zip(theirs));
    // What rows add up to follows them.
    let differ = columns.filter(|((_, column), (mine, theirs))| {
        column.class != Class::Derived
            && !tally::is_sum(table.name, column.name)
            && !merge::same(column, mine, theirs)
    });
    let conflict = |((column, _), (mine, theirs)): ((usize, _), (&Value, &Value))| {
        let (mine, theirs) = (mine.clone(), theirs.clone());
        Conflict::Column { column, base: Value::Null, mine, theirs, lost: Lost::Mine }
    };
    differ.map(conflict).collect()
}

/// The hub does not take the organization itself.
pub fn refused(why: &str) -> Error {
    let message = format!(
        "The hub does not take this organization: {why}. Nothing of it was told; ask for a device of another slug with `grounded hub add-device --org SLUG`."
    );
    Error::new(model::Code::Conflict, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_rows_stand_before_all_others_and_parents_before_their_children() {
        let row = |n: u128| Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n);
        let mut last = i64::MIN;
        for table in tables::every() {
            let groups = [group((table.name, row(1))), group((table.name, row(2)))];
            assert_ne!(groups[0], groups[1]);
            assert!(groups.iter().all(|group| (last..0).contains(group)), "{}", table.name);
            last = groups[0].max(groups[1]);
        }
    }

    #[test]
    fn a_label_names_its_row() {
        for table in tables::every() {
            let of = (table.name, Uuid::from_u128(7));
            assert_eq!(key(&label(of)), Some(of));
        }
        assert_eq!(key("12-0123456789abcdef"), None);
    }
}
