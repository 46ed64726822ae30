//! What all resources have in common: lists, single rows, create, update, delete. What is special
//! to one stands in its own file under `resources`, as rules that run inside these.

use crate::{Field, Input};
use model::{Error, Instant, Record, Result, Table, Value, table::camel};
use serde_json::json;
use store::{Changes, Filter, Org, Select, Sort, Test, Values, View};
use uuid::Uuid;

/// A table as the operations offer it.
pub struct Resource {
    /// Its name for many: `tickets`.
    pub plural: &'static str,
    /// How its rows are shown.
    pub view: View,
    /// What a create takes.
    pub create: &'static [Field],
    /// What an update takes.
    pub update: &'static [Field],
    /// The column lists are sorted by when nothing is said, and whether the largest comes first.
    pub sorted: (&'static str, bool),
    /// What else lists can be sorted by.
    pub sorts: &'static [&'static str],
    /// What happens beyond the row write.
    pub rules: Rules,
}

/// A resource's own rules. Each may refuse, and may add to what is written.
pub struct Rules {
    /// Before a row is inserted.
    pub create: fn(&Org<'_>, &mut Draft) -> Result<()>,
    /// Before a row is changed.
    pub update: fn(&Org<'_>, Uuid, &mut Draft) -> Result<()>,
    /// Before a row is deleted.
    pub delete: fn(&Org<'_>, Uuid) -> Result<()>,
    /// After a row was created (it was nothing before) or changed.
    pub changed: Option<Changed>,
    /// What holds for the rows that the acting user sees, where that is not all of them.
    pub sees: fn(&Org<'_>) -> Option<Filter>,
}

/// A row as it was, if it was there, and as it is.
type Changed = fn(&Org<'_>, Option<&[Value]>, &[Value]) -> Result<()>;

impl Rules {
    /// None at all.
    pub const NONE: Self = Self {
        create: |_, _| Ok(()),
        update: |_, _, _| Ok(()),
        delete: |_, _| Ok(()),
        changed: None,
        sees: |_| None,
    };
}

/// The columns about to be written, and what is to follow.
#[derive(Default)]
pub struct Draft {
    /// The row as it stands, once it does.
    row: Option<(&'static Table, Values)>,
    columns: Changes,
    then: Vec<Box<Then>>,
}

/// What follows when the row of that id is written, in the same transaction.
type Then = dyn FnOnce(&Org<'_>, Uuid) -> Result<()>;

impl Draft {
    /// Of these columns.
    pub fn of(columns: Changes) -> Self {
        Self { columns, ..Self::default() }
    }

    /// What that column holds now; `None` where it is empty, or the row about to be created.
    pub fn before<F: model::Field>(&self, column: &str) -> Option<F> {
        let (table, row) = self.row.as_ref()?;
        F::from_value(row[table.position(column)?].clone())
    }

    /// What that column is about to hold, changed or not; `None` where it is to be empty.
    pub fn after<F: model::Field>(&self, column: &str) -> Option<F> {
        match self.get(column) {
            Some(value) => F::from_value(value.clone()),
            None => self.before(column),
        }
    }

    /// What will be written to that column, if anything.
    pub fn get(&self, column: &str) -> Option<&Value> {
        self.columns.iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    /// The label or text that will be written to that column.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Some(Value::Text(s)) => Some(s),
            _ => None,
        }
    }

    /// The number that will be written to that column.
    pub fn int(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// Whether that column will hold a value.
    pub fn sets(&self, column: &str) -> bool {
        self.get(column).is_some_and(|v| !v.is_null())
    }

    /// Writes this to that column as well, in place of what was there.
    pub fn set(&mut self, column: &'static str, value: impl Into<Value>) {
        self.columns.retain(|(name, _)| *name != column);
        self.columns.push((column, value.into()));
    }

    /// Has this done once the row is there as drafted.
    pub fn then(&mut self, work: impl FnOnce(&Org<'_>, Uuid) -> Result<()> + 'static) {
        self.then.push(Box::new(work));
    }
}

/// A row as it is or, with `asOf`, as it was.
pub(crate) fn show(org: &Org<'_>, view: &'static View, input: &Input) -> Result<String> {
    let id = input.uuid("id")?;
    match input.instant("asOf") {
        Some(at) => org.as_of(at)?.show(view, id),
        None => org.show(view, id),
    }
}

impl Resource {
    /// Its table.
    pub fn table(&self) -> &'static Table {
        self.view.table
    }

    /// The names, in JSON, that its lists can be sorted by.
    pub fn sortable(&self) -> Vec<String> {
        std::iter::once(&self.sorted.0).chain(self.sorts).map(|c| camel(c)).collect()
    }

    pub(crate) fn list(&'static self, org: &Org<'_>, mut input: Input) -> Result<String> {
        let mut filter = input.filters();
        filter.extend((self.rules.sees)(org));
        let as_of = input.instant("asOf");
        let select = self.select(&self.view, filter, input);
        match as_of {
            Some(at) => org.as_of(at)?.page(&select),
            None => org.page(&select),
        }
    }

    /// The list of its rows that an input asks for, as `view` shows them.
    pub(crate) fn select(&self, view: &'static View, filter: Vec<Filter>, input: Input) -> Select {
        let small = |name: &str| input.number(name).and_then(|n| u32::try_from(n).ok());
        Select {
            view,
            filter,
            limit: small("limit").unwrap_or(50),
            offset: small("offset").unwrap_or(0),
            cursor: input.text("cursor").map(str::to_owned),
            sort: input.sort.unwrap_or(Sort { column: self.sorted.0, descending: self.sorted.1 }),
        }
    }

    pub(crate) fn get(&'static self, org: &Org<'_>, input: &Input) -> Result<String> {
        let id = input.uuid("id")?;
        self.seen(org, id, input.instant("asOf"))?;
        show(org, &self.view, input)
    }

    /// Whom a row does not concern, for them it is not there.
    fn seen(&'static self, org: &Org<'_>, id: Uuid, as_of: Option<Instant>) -> Result<()> {
        let Some(sees) = (self.rules.sees)(org) else { return Ok(()) };
        let own = Filter { column: "id", test: Test::In(vec![id.into()]) };
        let there = match as_of {
            Some(at) => org.as_of(at)?.has(self.table(), &[own, sees])?,
            None => org.count_where(self.table(), &[own, sees], 1)? > 0,
        };
        if there { Ok(()) } else { Err(Error::not_found(self.table().noun)) }
    }

    /// Inserts a row under the resource's rules; returns its id.
    pub(crate) fn insert(&'static self, org: &Org<'_>, input: Input) -> Result<Uuid> {
        let mut draft = Draft::of(input.columns);
        for field in self.create {
            let given = draft.get(field.column).is_some();
            if let (false, Some(or)) = (given, field.or) {
                draft.set(field.column, or);
            }
        }
        org.check_references(self.table(), &draft.columns)?;
        (self.rules.create)(org, &mut draft)?;
        let id = org.insert(self.table(), draft.columns)?;
        if let Some(changed) = self.rules.changed
            && let Some(row) = org.values(self.table(), id)?
        {
            changed(org, None, &row)?;
        }
        draft.then.into_iter().try_for_each(|work| work(org, id))?;
        Ok(id)
    }

    pub(crate) fn create(&'static self, org: &Org<'_>, input: Input) -> Result<String> {
        let id = self.insert(org, input)?;
        org.show(&self.view, id)
    }

    pub(crate) fn change(&'static self, org: &Org<'_>, input: Input) -> Result<String> {
        let (id, expected) = (input.uuid("id")?, input.instant("expectedUpdatedAt"));
        self.seen(org, id, None)?;
        let before = org.expect(self.table(), id, expected)?;
        self.revise(org, id, &before, Draft::of(input.columns))?;
        org.show(&self.view, id)
    }

    /// Changes one row as `work`, having looked at it, says.
    pub(crate) fn act<T: Record>(
        &'static self,
        org: &Org<'_>,
        input: &Input,
        work: impl FnOnce(&T) -> Result<Changes>,
    ) -> Result<String> {
        let (id, expected) = (input.uuid("id")?, input.instant("expectedUpdatedAt"));
        let before = org.expect(self.table(), id, expected)?;
        let changes = work(&read(&before)?)?;
        self.revise(org, id, &before, Draft::of(changes))?;
        org.show(&self.view, id)
    }

    /// Changes a row, which stands as `before`, under the resource's rules.
    pub(crate) fn revise(
        &'static self,
        org: &Org<'_>,
        id: Uuid,
        before: &[Value],
        mut draft: Draft,
    ) -> Result<()> {
        org.check_references(self.table(), &draft.columns)?;
        draft.row = Some((self.table(), before.to_vec()));
        (self.rules.update)(org, id, &mut draft)?;
        let after = org.change(self.table(), before, draft.columns)?;
        if let Some(changed) = self.rules.changed
            && after != before
        {
            changed(org, Some(before), &after)?;
        }
        draft.then.into_iter().try_for_each(|work| work(org, id))
    }

    pub(crate) fn delete(&'static self, org: &Org<'_>, input: &Input) -> Result<String> {
        let (id, expected) = (input.uuid("id")?, input.instant("expectedUpdatedAt"));
        self.seen(org, id, None)?;
        let gone = org.show(&self.view, id)?;
        org.expect(self.table(), id, expected)?;
        (self.rules.delete)(org, id)?;
        org.delete(self.table(), id)?;
        Ok(gone)
    }

    /// `{byStatus, total}` from the counters.
    pub(crate) fn count(&'static self, org: &Org<'_>) -> Result<String> {
        let counts = org.counts(self.table())?;
        let total: i64 = counts.iter().map(|(_, n)| n).sum();
        let by_status: serde_json::Map<_, _> =
            counts.into_iter().map(|(status, n)| (status, json!(n))).collect();
        Ok(json!({"byStatus": by_status, "total": total}).to_string())
    }
}

/// A row as rules see it.
///
/// # Errors
/// INTERNAL when it holds what its columns cannot.
pub(crate) fn read<T: Record>(row: &[Value]) -> Result<T> {
    T::from_values(row.iter().cloned()).ok_or_else(|| {
        Error::internal(format!("A {} holds a value that it cannot hold.", T::TABLE.noun))
    })
}
