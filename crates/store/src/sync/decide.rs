//! Deciding a conflict: by an ordinary write of whoever is signed in, so that it is logged, told and undone
//! like any other.

use super::{Disagreement, Listed, Resolution, conflicts};
use crate::Org;
use model::{Class, Code, Error, Result, Table, Value};
use uuid::Uuid;

/// What a conflict is decided for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It stays as it was merged.
    Keep,
    /// The column gets what was edited here.
    Mine,
    /// The column gets what the hub had.
    Theirs,
    /// The column gets this value.
    Value(Value),
}

impl Org<'_> {
    /// Decides a conflict. A status is not set: it moves by its own steps.
    ///
    /// # Errors
    /// NOT_FOUND when there is no such conflict or its row is gone, CONFLICT when it was decided already,
    /// VALIDATION for a decision that it does not take.
    pub fn decide(&mut self, conflict: Uuid, decision: &Decision) -> Result<()> {
        let found = conflict_of(self, conflict)?;
        let table = super::table(found.record.key)?;
        let (value, how) = match (&found.record.what, decision) {
            (_, Decision::Keep) => (None, Resolution::Kept),
            (Disagreement::Column { mine, .. }, Decision::Mine) => (Some(mine), Resolution::Mine),
            (Disagreement::Column { theirs, .. }, Decision::Theirs) => {
                (Some(theirs), Resolution::Theirs)
            }
            (Disagreement::Column { .. }, Decision::Value(value)) => {
                (Some(value), Resolution::Other)
            }
            // Who won deleted it, and it stays that.
            (Disagreement::Deleted { .. }, Decision::Theirs) if found.record.mine_lost => {
                (None, Resolution::Theirs)
            }
            (Disagreement::Deleted { .. }, Decision::Mine) if !found.record.mine_lost => {
                (None, Resolution::Mine)
            }
            (Disagreement::Deleted { .. }, _) => {
                return Err(Error::validation(
                    "resolution",
                    "can only be to let the row go, as it is deleted. To have it again bring it back (restore_row), then keep it as it is (keep).",
                ));
            }
        };
        if let (Disagreement::Column { column, .. }, Some(value)) = (&found.record.what, value) {
            self.settle_on(table, found.record.key.1, *column, value)?;
        }
        let by = self.group()?.map_or(Value::Null, Value::Int);
        let mark = "UPDATE desk_conflicts SET resolved_at = ?2, resolution = ?3, decided_by = ?4, told = 0 WHERE id = ?1";
        let at = Value::Int(self.now().0);
        self.run(mark, &[Value::Id(conflict), at, how.label().into(), by]).map(drop)
    }

    /// A decision was undone, or done again: what it was about is open again, or resolved.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub(crate) fn turn_decision(&self, group: i64, undone: bool) -> Result<()> {
        let at = if undone { Value::Null } else { Value::Int(self.now().0) };
        let turn = "UPDATE desk_conflicts SET resolved_at = ?2, told = 0 WHERE decided_by = ?1";
        self.run(turn, &[Value::Int(group), at]).map(drop)
    }

    fn settle_on(
        &self,
        table: &'static Table,
        row: Uuid,
        place: usize,
        value: &Value,
    ) -> Result<()> {
        let column = &table.columns[place];
        match column.class {
            Class::Scalar | Class::Set | Class::Json | Class::Delta => {}
            Class::State => {
                return Err(Error::validation(
                    "resolution",
                    "can only be to keep it as it is: a status moves by its own steps. Change it, then keep it.",
                ));
            }
            Class::Fact | Class::Derived | Class::Follows => {
                return Err(Error::validation(
                    "resolution",
                    "can only be to keep it as it is: nobody sets this column.",
                ));
            }
        }
        if !column.holds(value.as_ref()) {
            return Err(Error::validation(column.json_name(), column.ty.accepts()));
        }
        let changes = vec![(column.name, value.clone())];
        self.check_references(table, &changes)?;
        self.update(table, row, changes)
    }
}

/// A conflict that is not decided yet.
fn conflict_of(org: &Org<'_>, id: Uuid) -> Result<Listed> {
    let found = conflicts::one(&org.tx, org.id().uuid(), id)?;
    let found = found.ok_or_else(|| Error::not_found("conflict"))?;
    match found.resolved {
        None => Ok(found),
        Some(_) => Err(Error::new(Code::Conflict, "This conflict was decided already.")),
    }
}
