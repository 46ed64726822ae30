//! Unique values that change hands within a pull.
//!
//! SQLite looks at unique values with every statement. Where a row is to get a value that another row still
//! has, and that one is to get another from the hub as well, it gets one of nobody's meanwhile. That
//! leaves no entry: the log and its images are as if both had changed at once.

use super::{Key, Kind, Side, table};
use crate::{fault::fault, spans, sql};
use model::{Result, Value};
use uuid::Uuid;

/// A unique value on its way.
pub(super) struct Passing {
    /// The row that had it.
    pub holder: Key,
    /// The column's place.
    pub place: usize,
    /// The value.
    pub value: Value,
    /// What the row has instead until it gets another one.
    pub meanwhile: Value,
    /// The row that got it.
    taker: Key,
    /// What that one had before.
    was: Value,
    /// The newest entry before it got it.
    before: i64,
}

impl Side<'_> {
    /// Whether a row's unique value can be taken from it: it is the hub's, who has it elsewhere by now and so
    /// tells of another. A value that was given here stays until somebody decides.
    pub(super) fn passes(&self, holder: Key, place: usize, value: &Value) -> Result<bool> {
        let ours = table(holder)?;
        // What leaves spans leaves traces: of such columns none is unique.
        let kept = spans::columns(ours).any(|column| *column == ours.columns[place]);
        if kept || !matches!(value, Value::Id(_)) || !self.org.has(ours, holder.1)? {
            return Ok(false);
        }
        let settled = self.link()?.settled;
        let waiting = self.waiting()?;
        let entries = self.history(holder, 0)?;
        let pending = entries.iter().filter(|entry| {
            !entry.pulled && (entry.seq > settled || waiting.iter().any(|w| w.group == entry.group))
        });
        let mut pending = pending.filter(|entry| {
            entry.kind != Kind::Update || entry.old.iter().any(|(other, _)| *other == place)
        });
        Ok(pending.next().is_none())
    }

    /// Takes a unique value from a row, for another one to get it next, which has `was`.
    pub(super) fn pass(
        &mut self,
        taker: Key,
        holder: Key,
        place: usize,
        was: &Value,
    ) -> Result<()> {
        let row = self.row(table(holder)?, holder.1)?.unwrap_or_default();
        let value = row.get(place).cloned().unwrap_or(Value::Null);
        let meanwhile = Value::Id(Uuid::new_v4());
        self.set_unseen(holder, place, &meanwhile)?;
        let before = self.end()?;
        self.passing.push(Passing {
            holder,
            place,
            value,
            meanwhile,
            taker,
            was: was.clone(),
            before,
        });
        Ok(())
    }

    /// Looks whether rows that wait for another unique value got it, or went. Their entries say what they
    /// really had.
    pub(super) fn passed(&mut self, before: i64) -> Result<()> {
        for passing in std::mem::take(&mut self.passing) {
            let (Value::Id(meanwhile), Value::Id(value)) = (&passing.meanwhile, &passing.value)
            else {
                continue;
            };
            let named = |id: &Uuid| format!("{:X}", id.simple());
            let done = self
                .org
                .tx
                .prepare_cached(
                    "UPDATE desk_log SET old = replace(old, ?3, ?4) WHERE seq > ?1 AND row_id = ?2 AND instr(old, ?3) > 0",
                )
                .and_then(|mut put| {
                    put.execute((before, passing.holder.1, named(meanwhile), named(value)))
                })
                .map_err(fault)?;
            if done == 0 {
                self.passing.push(passing);
            }
        }
        Ok(())
    }

    /// Gives back, before the commit, what rows were to get another one for and did not: then the row that got it
    /// keeps what it had, and is taken over again later.
    pub(super) fn put_back(&mut self) -> Result<()> {
        while let Some(passing) = self.passing.pop() {
            let Passing { holder, place, taker, .. } = passing;
            let of = table(taker)?;
            let column = &of.columns[place];
            if self.org.has(of, taker.1)? {
                self.set_unseen(taker, place, &passing.was)?;
                self.org
                    .tx
                    .prepare_cached(
                        "UPDATE desk_log SET old = json_remove(old, '$.' || ?4) WHERE row_id = ?1 AND table_name = ?2
                           AND seq = (SELECT min(seq) FROM desk_log WHERE row_id = ?1 AND table_name = ?2 AND seq > ?3)",
                    )
                    .and_then(|mut put| put.execute((taker.1, taker.0, passing.before, column.name)))
                    .map_err(fault)?;
                self.set_unfit(taker, Some(&super::fit::taken(of, column)))?;
            }
            self.set_unseen(holder, place, &passing.value)?;
        }
        Ok(())
    }

    /// Sets a column so that nothing of it stands in the log.
    fn set_unseen(&self, key: Key, place: usize, value: &Value) -> Result<()> {
        let of = table(key)?;
        let before = sql::last_entry(&self.org.tx).map_err(fault)?;
        self.org.set(of, key.1, vec![(of.columns[place].name, value.clone())])?;
        self.org.run("DELETE FROM desk_log WHERE seq > ?1", &[Value::Int(before)]).map(drop)
    }
}
