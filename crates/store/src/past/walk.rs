//! The rows of a list as it was, in its order.

use super::{Past, Values, id_of, order};
use crate::{Filter, Sort, select, sql};
use model::{Table, Value};
use rusqlite::Row;
use std::{cmp::Ordering, collections::HashSet, ops::ControlFlow, rc::Rc};
use uuid::Uuid;

/// Which rows, and in which order.
pub(super) struct List<'a> {
    pub table: &'static Table,
    /// A reference that all of them have. It never changes, or `moved` knows of it.
    pub scope: (&'static str, Uuid),
    pub filter: &'a [Filter],
    pub sort: &'a Sort,
    /// The sort key and id of the row to go on behind.
    pub after: Option<(Value, Uuid)>,
}

/// A place in the order: sort key and id.
type Place = (Value, Uuid);

impl List<'_> {
    fn place(&self, row: &[Value]) -> Place {
        (order::key(self.table, self.sort, row), id_of(row))
    }

    fn compare(&self, a: &Place, b: &Place) -> Ordering {
        let order = order::compared(&a.0, &b.0).unwrap_or(Ordering::Equal).then(a.1.cmp(&b.1));
        if self.sort.descending { order.reverse() } else { order }
    }

    /// Whether a row belongs to it, behind the cursor.
    fn holds(&self, row: &[Value]) -> bool {
        let scope = self.table.position(self.scope.0);
        scope.is_some_and(|place| row[place] == Value::Id(self.scope.1))
            && order::passes(self.table, self.filter, row)
            && self.after.as_ref().is_none_or(|after| self.compare(&self.place(row), after).is_gt())
    }
}

impl Past<'_, '_> {
    /// Gives each row to `take` until it has enough.
    pub(super) fn each(
        &self,
        list: &List<'_>,
        take: &mut dyn FnMut(Values) -> ControlFlow<()>,
    ) -> rusqlite::Result<()> {
        let moved = self.moved(list.table)?;
        let mut beside: Vec<(Place, Values)> = Vec::new();
        for id in moved.iter() {
            if let Some(row) = self.row(list.table, *id)?.filter(|row| list.holds(row)) {
                beside.push((list.place(&row), row));
            }
        }
        let moved: HashSet<&Uuid> = moved.iter().collect();
        if list.sort.column == "created_at" {
            return self.walk(list, &moved, beside, take);
        }
        // Places only: there may be many, and a page needs few.
        let mut places: Vec<Place> = beside.into_iter().map(|(place, _)| place).collect();
        self.live(list, &moved, &mut |row| {
            places.push(list.place(&row));
            ControlFlow::Continue(())
        })?;
        places.sort_unstable_by(|a, b| list.compare(a, b));
        for (_, id) in places {
            if let Some(row) = self.row(list.table, id)?
                && take(row).is_break()
            {
                break;
            }
        }
        Ok(())
    }

    /// Along the live rows, which are in order; what is not among them is put between.
    fn walk(
        &self,
        list: &List<'_>,
        moved: &HashSet<&Uuid>,
        mut beside: Vec<(Place, Values)>,
        take: &mut dyn FnMut(Values) -> ControlFlow<()>,
    ) -> rusqlite::Result<()> {
        beside.sort_unstable_by(|(a, _), (b, _)| list.compare(a, b));
        let mut beside = beside.into_iter().peekable();
        let mut enough = false;
        self.live(list, moved, &mut |row| {
            let place = list.place(&row);
            while let Some((_, before)) =
                beside.next_if(|(other, _)| list.compare(other, &place).is_lt())
            {
                if take(before).is_break() {
                    enough = true;
                    return ControlFlow::Break(());
                }
            }
            let done = take(Rc::new(row));
            enough = done.is_break();
            done
        })?;
        for (_, row) in beside {
            if enough || take(row).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The rows of the list that stand where they stood then, as they were, by `created_at`.
    fn live(
        &self,
        list: &List<'_>,
        moved: &HashSet<&Uuid>,
        take: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> rusqlite::Result<()> {
        let table = list.table;
        let width = table.columns.len();
        let (query, values) = self.statement(list);
        let mut read = self.org.tx.prepare_cached(&query)?;
        let mut rows = read.query(sql::bind(&values))?;
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            if moved.contains(&id) {
                continue;
            }
            let live = self::values(table, row, 0)?;
            let then = match row.get(width)? {
                true => self.rewound(table, id, Some(live))?,
                false => Some(live),
            };
            if let Some(then) = then.filter(|then| list.holds(then))
                && take(then).is_break()
            {
                break;
            }
        }
        Ok(())
    }

    /// Every live row that may belong to the list: it passes the filter now, or has changed since.
    fn statement(&self, list: &List<'_>) -> (String, Vec<Value>) {
        let (table, sort) = (list.table, list.sort);
        let mut values =
            vec![Value::Id(list.scope.1), Value::Int(self.position), Value::Int(self.at.0)];
        let changed = "EXISTS (SELECT 1 FROM desk_log WHERE row_id = k.id AND seq > ?2)";
        let mut conditions = select::conditions("k", list.filter, &mut values);
        if !conditions.is_empty() {
            conditions = format!(" AND ((TRUE{conditions}) OR {changed})");
        }
        // What was dated ahead of its writing is among the moved.
        conditions += " AND k.created_at <= ?3";
        let (direction, past) = if sort.descending { ("DESC", "<") } else { ("ASC", ">") };
        let mut order = String::new();
        if sort.column == "created_at" {
            if let Some((value, id)) = &list.after {
                values.extend([value.clone(), Value::Id(*id)]);
                let last = values.len();
                conditions += &format!(" AND (k.created_at, k.id) {past} (?{}, ?{last})", last - 1);
            }
            order = format!(" ORDER BY k.created_at {direction}, k.id {direction}");
        }
        let columns: Vec<_> =
            table.columns.iter().map(|c| format!("k.{}", sql::name(c.name))).collect();
        let query = format!(
            "SELECT {}, {changed} FROM {} AS k WHERE k.{} = ?1{conditions}{order}",
            columns.join(", "),
            table.name,
            sql::name(list.scope.0)
        );
        (query, values)
    }
}

/// The values of a table's columns from a row that has them from `at` on.
pub(super) fn values(table: &Table, row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<Value>> {
    (at..at + table.columns.len()).map(|at| Ok(sql::value(row.get_ref(at)?)?.to_owned())).collect()
}
