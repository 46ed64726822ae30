//! The rows of a list as it was, in its order.

use super::{Past, Values, id_of, order};
use crate::{Filter, Sort, Test, select, sql};
use model::{Table, Value};
use rusqlite::Row;
use std::{cmp::Ordering, collections::HashSet, fmt::Write as _, ops::ControlFlow, rc::Rc};
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
            && self.behind(&self.place(row))
    }

    /// Whether a place is behind the cursor.
    fn behind(&self, place: &Place) -> bool {
        self.after.as_ref().is_none_or(|after| self.compare(place, after).is_gt())
    }
}

/// What leads to the rows that passed one of a list's conditions: an index to those that pass it now, and
/// to the others `changed`.
struct Lead<'a> {
    /// The condition's place in the filter.
    place: usize,
    /// The values that it allows, each once.
    among: Vec<&'a Value>,
    /// Those that passed then and have changed in that column since, by `created_at`.
    changed: Vec<(i64, Uuid)>,
}

impl Past<'_, '_> {
    /// Gives each row to `take` until it has enough.
    pub(super) fn each(
        &self,
        list: &List<'_>,
        take: &mut dyn FnMut(Values) -> ControlFlow<()>,
    ) -> rusqlite::Result<()> {
        let by_creation = list.sort.column == "created_at";
        let moved = self.moved(list.table)?;
        let mut known: HashSet<Uuid> = moved.iter().copied().collect();
        let mut places: Vec<Place> = Vec::new();
        for id in moved.iter() {
            places.extend(self.held(list, *id)?.map(|row| list.place(&row)));
        }
        let lead = self.lead(list)?;
        for (at, id) in lead.iter().flat_map(|lead| &lead.changed) {
            if !known.insert(*id) {
                continue;
            }
            match by_creation {
                // Its place is known: it is read when its turn comes.
                true => places.extend(Some((Value::Int(*at), *id)).filter(|p| list.behind(p))),
                false => places.extend(self.held(list, *id)?.map(|row| list.place(&row))),
            }
        }
        if by_creation {
            return self.walk(list, lead.as_ref(), &known, places, take);
        }
        // Places only: there may be many, and a page needs few.
        self.live(list, lead.as_ref(), &known, &mut |row| {
            places.push(list.place(&row));
            Ok(ControlFlow::Continue(()))
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

    /// What leads to the rows of a list, if something does.
    fn lead<'a>(&self, list: &List<'a>) -> rusqlite::Result<Option<Lead<'a>>> {
        for (place, filter) in list.filter.iter().enumerate() {
            let Test::In(among) = &filter.test else { continue };
            let among = select::distinct(among);
            let said = self.org.said(list.table, filter.column, &among, self.position)?;
            if let Some(changed) = said {
                return Ok(Some(Lead { place, among, changed }));
            }
        }
        Ok(None)
    }

    /// Along the live rows, which are in order; those at `beside` are put between.
    fn walk(
        &self,
        list: &List<'_>,
        lead: Option<&Lead<'_>>,
        known: &HashSet<Uuid>,
        mut beside: Vec<Place>,
        take: &mut dyn FnMut(Values) -> ControlFlow<()>,
    ) -> rusqlite::Result<()> {
        beside.sort_unstable_by(|a, b| list.compare(a, b));
        let mut beside = beside.into_iter().peekable();
        let mut enough = false;
        self.live(list, lead, known, &mut |row| {
            let place = list.place(&row);
            while let Some((_, id)) = beside.next_if(|other| list.compare(other, &place).is_lt()) {
                if let Some(before) = self.held(list, id)?
                    && take(before).is_break()
                {
                    enough = true;
                    return Ok(ControlFlow::Break(()));
                }
            }
            let done = take(Rc::new(row));
            enough = done.is_break();
            Ok(done)
        })?;
        for (_, id) in beside {
            if enough {
                break;
            }
            if let Some(row) = self.held(list, id)? {
                enough = take(row).is_break();
            }
        }
        Ok(())
    }

    /// A row as it was, if it belonged to the list.
    fn held(&self, list: &List<'_>, id: Uuid) -> rusqlite::Result<Option<Values>> {
        Ok(self.row(list.table, id)?.filter(|row| list.holds(row)))
    }

    /// The rows of the list that stand where they stood then, as they were, by `created_at`; those of
    /// `known` left out. Where something leads to the list, only those that pass its condition now.
    fn live(
        &self,
        list: &List<'_>,
        lead: Option<&Lead<'_>>,
        known: &HashSet<Uuid>,
        take: &mut dyn FnMut(Vec<Value>) -> rusqlite::Result<ControlFlow<()>>,
    ) -> rusqlite::Result<()> {
        let table = list.table;
        let width = table.columns.len();
        let (query, values) = self.statement(list, lead);
        let mut read = self.org.tx.prepare_cached(&query)?;
        let mut rows = read.query(sql::bind(&values))?;
        while let Some(row) = rows.next()? {
            let id: Uuid = row.get(0)?;
            if known.contains(&id) {
                continue;
            }
            let live = self::values(table, row, 0)?;
            let then = match row.get(width)? {
                true => self.rewound(table, id, Some(live))?,
                false => Some(live),
            };
            if let Some(then) = then.filter(|then| list.holds(then))
                && take(then)?.is_break()
            {
                break;
            }
        }
        Ok(())
    }

    /// Every live row that may belong to the list: it passes the filter now, or has changed since. The
    /// condition that leads there is asked of what it is now.
    fn statement(&self, list: &List<'_>, lead: Option<&Lead<'_>>) -> (String, Vec<Value>) {
        let (table, sort) = (list.table, list.sort);
        let mut values =
            vec![Value::Id(list.scope.1), Value::Int(self.position), Value::Int(self.at.0)];
        let changed = "EXISTS (SELECT 1 FROM desk_log WHERE row_id = k.id AND seq > ?2)";
        let rest = list.filter.iter().enumerate();
        let rest = rest.filter(|(n, _)| lead.is_none_or(|lead| *n != lead.place));
        let mut conditions = select::conditions("k", rest.map(|(_, filter)| filter), &mut values);
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
                let _ =
                    write!(conditions, " AND (k.created_at, k.id) {past} (?{}, ?{last})", last - 1);
            }
            let place = |column| table.position(column).map_or(1, |place| place + 1);
            let (at, id) = (place("created_at"), place("id"));
            order = format!(" ORDER BY {at} {direction}, {id} {direction}");
        }
        let columns: Vec<_> =
            table.columns.iter().map(|c| format!("k.{}", sql::name(c.name))).collect();
        let select = format!(
            "SELECT {}, {changed} FROM {} AS k WHERE k.{} = ?1",
            columns.join(", "),
            table.name,
            sql::name(list.scope.0)
        );
        let Some(lead) = lead else {
            return (format!("{select}{conditions}{order}"), values);
        };
        // For each value a walk of its own along the index, merged: together they would be sorted first.
        let column = sql::name(list.filter[lead.place].column);
        let walks: Vec<_> = lead
            .among
            .iter()
            .map(|value| {
                values.push((*value).clone());
                format!("{select} AND k.{column} IS ?{}{conditions}", values.len())
            })
            .collect();
        (walks.join(" UNION ALL ") + &order, values)
    }
}

/// The values of a table's columns from a row that has them from `at` on.
pub(super) fn values(table: &Table, row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<Value>> {
    (at..at + table.columns.len()).map(|at| Ok(sql::value(row.get_ref(at)?)?.to_owned())).collect()
}
