//! The desk as it was: lists and rows at an earlier moment, from the rows of now and what the log
//! holds since then.
//!
//! A moment is a position in the log. A row at a position is the live one with the old values of its
//! entries behind that position put over it, the oldest over all others; an insert among them says that
//! it was not there yet, a delete holds all of it. A row whose images were purged does not appear.

mod order;
mod walk;

use crate::{
    Filter, Org, Page, Relation, Select, Sort, View,
    cursor::Cursor,
    fault::fault,
    rewind,
    select::{Plan, sort_name},
    sql,
};
use model::{Error, Instant, Result, Table, Value, table};
use rusqlite::OptionalExtension;
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    ops::ControlFlow,
    rc::Rc,
};
use uuid::Uuid;
use walk::List;

/// A row's values, in the order of its columns.
type Values = Rc<Vec<Value>>;

/// An organization at an earlier moment, to be read.
pub struct Past<'o, 'c> {
    org: &'o Org<'c>,
    at: Instant,
    /// The last entry of the log that had happened by then.
    position: i64,
    /// What was read already: most tickets have few assignees.
    rows: RefCell<HashMap<(&'static str, Uuid), Option<Values>>>,
    moved: RefCell<BTreeMap<&'static str, Rc<Vec<Uuid>>>>,
}

impl<'c> Org<'c> {
    /// The organization as it was at `at`.
    ///
    /// # Errors
    /// VALIDATION when that is still to come.
    pub fn as_of(&self, at: Instant) -> Result<Past<'_, 'c>> {
        if at > self.now() {
            return Err(Error::validation(
                "asOf",
                format!("asOf must not be in the future; it is {} now.", self.now()),
            ));
        }
        let position = self.position(at).map_err(fault)?;
        Ok(Past { org: self, at, position, rows: RefCell::default(), moved: RefCell::default() })
    }

    /// The last entry of this organization that had happened at `at`.
    fn position(&self, at: Instant) -> rusqlite::Result<i64> {
        let org = self.id().uuid();
        let group = |query: &str| {
            self.tx
                .prepare_cached(query)?
                .query_row((org, at.0), |row| row.get::<_, i64>(0))
                .optional()
        };
        let before = group(
            "SELECT id FROM desk_groups WHERE organization_id = ?1 AND at <= ?2 ORDER BY at DESC, id DESC LIMIT 1",
        )?;
        let after = group(
            "SELECT id FROM desk_groups WHERE organization_id = ?1 AND at > ?2 ORDER BY at, id LIMIT 1",
        )?;
        let before = before.unwrap_or(0);
        let next = match after {
            // A clock that was put back: what was written later is of no help.
            Some(after) if after < before => self
                .tx
                .prepare_cached("SELECT min(id) FROM desk_groups WHERE id > ?1")?
                .query_row([before], |row| row.get(0))?,
            after => after,
        };
        let next = next.unwrap_or(i64::MAX);
        // Between two groups there may be changes made past the desk, each with a moment of its own.
        let past = self
            .tx
            .prepare_cached(
                "SELECT seq FROM desk_log WHERE group_id IS NULL AND seq > ?1 AND seq < ?2 AND at > ?3 ORDER BY seq LIMIT 1",
            )?
            .query_row((before, next, at.0), |row| row.get::<_, i64>(0))
            .optional()?;
        Ok(past.unwrap_or(next) - 1)
    }
}

impl Past<'_, '_> {
    /// A row with its relations and children, as a JSON object.
    ///
    /// # Errors
    /// NOT_FOUND when this organization had none of that id then.
    pub fn show(&self, view: &'static View, id: Uuid) -> Result<String> {
        let own = Value::Id(self.org.id().uuid());
        let scope = view.table.position("organization_id").unwrap_or(0);
        let row = self.row(view.table, id).map_err(fault)?;
        let row = row.filter(|values| values[scope] == own);
        let row = row.ok_or_else(|| Error::not_found(view.table.noun))?;
        self.object(view, &row).map_err(fault)
    }

    /// Whether there was a row that passes `filter`, which asks of nothing but the row.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn has(&self, table: &'static Table, filter: &[Filter]) -> Result<bool> {
        let list = List {
            table,
            scope: ("organization_id", self.org.id().uuid()),
            filter,
            sort: &Sort { column: "created_at", descending: true },
            after: None,
        };
        let mut found = false;
        let mut take = |_| {
            found = true;
            ControlFlow::Break(())
        };
        self.each(&list, &mut take).map_err(fault)?;
        Ok(found)
    }

    /// A page of a list, as JSON.
    ///
    /// # Errors
    /// VALIDATION for a cursor of another list, and for a filter that asks beyond the row.
    pub fn page(&self, select: &Select) -> Result<Page> {
        if select.filter.iter().any(|filter| order::beyond(&filter.test)) {
            return Err(Error::validation(
                "asOf",
                "asOf is not possible together with this filter.",
            ));
        }
        let sort = sort_name(&select.sort);
        let after = match &select.cursor {
            Some(cursor) => Some(Cursor::read(cursor, &sort)?),
            None => None,
        };
        let list = List {
            table: select.view.table,
            scope: ("organization_id", self.org.id().uuid()),
            filter: &select.filter,
            sort: &select.sort,
            after: after.map(|cursor| (cursor.value, cursor.id)),
        };
        let (mut skip, limit) = (select.offset, select.limit as usize);
        let mut rows: Vec<Values> = Vec::with_capacity(limit + 1);
        let mut take = |row| {
            match skip {
                0 => rows.push(row),
                _ => skip -= 1,
            }
            if rows.len() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        self.each(&list, &mut take).map_err(fault)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let mut out = String::with_capacity(1_024 * rows.len() + 64);
        out.push_str("{\"items\":[");
        for (n, row) in rows.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            self.write(select.view, row, &mut out).map_err(fault)?;
            out.push('}');
        }
        out.push_str("],\"nextCursor\":");
        match rows.last().filter(|_| more) {
            Some(row) => {
                let value = order::key(list.table, list.sort, row);
                let cursor = Cursor { sort, value, id: id_of(row) };
                table::write_text(&cursor.write(), &mut out);
            }
            None => out.push_str("null"),
        }
        out.push('}');
        Ok(out)
    }

    /// A row as it was; `None` when there was none.
    fn row(&self, table: &'static Table, id: Uuid) -> rusqlite::Result<Option<Values>> {
        if let Some(known) = self.rows.borrow().get(&(table.name, id)) {
            return Ok(known.clone());
        }
        let mut read = self.org.tx.prepare_cached(sql::whole(table))?;
        let live = read.query_row([id], |row| walk::values(table, row, 0)).optional()?;
        let row = self.rewound(table, id, live)?.map(Rc::new);
        self.rows.borrow_mut().insert((table.name, id), row.clone());
        Ok(row)
    }

    /// The live values of a row taken back to the position.
    fn rewound(
        &self,
        table: &'static Table,
        id: Uuid,
        live: Option<Vec<Value>>,
    ) -> rusqlite::Result<Option<Vec<Value>>> {
        let mut read = self.org.tx.prepare_cached(
            "SELECT kind, old FROM desk_log WHERE row_id = ?1 AND seq > ?2 AND table_name = ?3 ORDER BY seq",
        )?;
        let mut entries = read.query((id, self.position, table.name))?;
        let mut then: Vec<Option<Value>> = vec![None; table.columns.len()];
        while let Some(entry) = entries.next()? {
            let kind = entry.get_ref(0)?.as_str()?;
            if kind == "insert" {
                return Ok(None);
            }
            let old = entry.get_ref(1)?.as_str_or_null()?.and_then(|old| rewind::old(table, old));
            let Some(old) = old else { return Ok(None) };
            for (place, value) in old {
                then[place].get_or_insert(value);
            }
            if kind == "delete" {
                return Ok(Some(then.into_iter().map(|v| v.unwrap_or(Value::Null)).collect()));
            }
        }
        let overlaid =
            |live: Vec<Value>| then.into_iter().zip(live).map(|(then, now)| then.unwrap_or(now));
        Ok(live.map(|live| overlaid(live).collect()))
    }

    /// Rows that the live ones do not lead to: gone since then, or moved to another place; and those
    /// that were dated ahead of the time they were written at.
    fn moved(&self, table: &'static Table) -> rusqlite::Result<Rc<Vec<Uuid>>> {
        if let Some(known) = self.moved.borrow().get(table.name) {
            return Ok(Rc::clone(known));
        }
        // The condition is that of the index, word by word.
        let mut read = self.org.tx.prepare_cached(
            r#"SELECT row_id FROM desk_log WHERE table_name = ?1 AND seq > ?2
                 AND (kind = 'delete' OR (kind = 'update' AND (instr(old, '"created_at":') > 0 OR instr(old, '"representative_id":') > 0)))
               UNION SELECT row_id FROM desk_ahead WHERE table_name = ?1"#,
        )?;
        let found = read.query_map((table.name, self.position), |row| row.get(0))?;
        let found = Rc::new(found.collect::<rusqlite::Result<Vec<_>>>()?);
        self.moved.borrow_mut().insert(table.name, Rc::clone(&found));
        Ok(found)
    }

    /// An object with its relations and children.
    fn object(&self, view: &'static View, row: &Values) -> rusqlite::Result<String> {
        let mut out = String::with_capacity(2_048);
        self.write(view, row, &mut out)?;
        for children in view.children {
            let _ = write!(out, ",\"{}\":[", children.name);
            let list = List {
                table: children.table,
                scope: (children.column, id_of(row)),
                filter: &[],
                sort: &Sort { column: children.newest, descending: true },
                after: None,
            };
            let plan = Plan::bare(children.table);
            let (mut given, mut written) = (0, Ok(()));
            self.each(&list, &mut |child| {
                if given > 0 {
                    out.push(',');
                }
                written = plan.write(0, &child[..], 0, &mut out);
                out.push('}');
                given += 1;
                let more = given < children.limit && written.is_ok();
                if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            written?;
            out.push(']');
        }
        out.push('}');
        Ok(out)
    }

    /// An object with its relations, without the closing brace.
    fn write(&self, view: &'static View, row: &Values, out: &mut String) -> rusqlite::Result<()> {
        let mut flat = Vec::with_capacity(row.len() * 3);
        self.flatten(view.table, view.relations, row, &mut flat)?;
        view.plan().write(0, &flat[..], 0, out)
    }

    /// The values of a row and of what it pointed to, as the view's plan expects them.
    fn flatten(
        &self,
        table: &'static Table,
        relations: &'static [Relation],
        row: &Values,
        out: &mut Vec<Value>,
    ) -> rusqlite::Result<()> {
        out.extend(row.iter().cloned());
        for relation in relations {
            match self.related(table, relation, row)? {
                Some(related) => {
                    self.flatten(relation.table, relation.relations, &related, out)?;
                }
                None => out.resize(out.len() + width(relation), Value::Null),
            }
        }
        Ok(())
    }

    fn related(
        &self,
        table: &'static Table,
        relation: &Relation,
        row: &Values,
    ) -> rusqlite::Result<Option<Values>> {
        let value = |table: &Table, row: &Values, column: &str| {
            table.position(column).map(|place| row[place].clone())
        };
        let Some(Value::Id(key)) = value(table, row, relation.column) else { return Ok(None) };
        let to = relation.table;
        // In the same organization, as today's lists have it.
        let fits = |other: &Values| {
            let organization = |t, row| value(t, row, "organization_id");
            let own = organization(table, row);
            value(to, other, relation.key) == Some(Value::Id(key))
                && (own.is_none() || organization(to, other).is_none_or(|o| Some(o) == own))
        };
        if relation.key == "id" {
            return Ok(self.row(to, key)?.filter(fits));
        }
        let query = format!("SELECT id FROM {} WHERE {} = ?1", to.name, sql::name(relation.key));
        let live = self.org.tx.prepare_cached(&query)?.query_row([key], |r| r.get(0)).optional()?;
        for id in live.into_iter().chain(self.moved(to)?.iter().copied()) {
            if let Some(found) = self.row(to, id)?.filter(fits) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

fn width(relation: &Relation) -> usize {
    relation.table.columns.len() + relation.relations.iter().map(width).sum::<usize>()
}

fn id_of(row: &[Value]) -> Uuid {
    match row[0] {
        Value::Id(id) => id,
        _ => Uuid::nil(),
    }
}
