//! Lists and single rows with their relations, written to JSON straight from SQLite's buffers.

mod statement;

pub(crate) use statement::{FEW, conditions, distinct, driven, points, shown, spelled, statement};

use crate::{Org, cursor::Cursor, fault::fault, sql};
use model::{Error, Result, Table, Type, Value, ValueRef, table};
use rusqlite::Row;
use std::fmt::Write as _;
use std::sync::OnceLock;
use uuid::Uuid;

/// How rows of a table are shown: with which rows they point to, and which point to them.
pub struct View {
    /// The table.
    pub table: &'static Table,
    /// The rows it points to.
    pub relations: &'static [Relation],
    /// The rows that point to it; given for single rows only.
    pub children: &'static [Children],
    /// The SQL of it, made at first use.
    pub plan: OnceLock<Plan>,
}

/// A row that another points to.
pub struct Relation {
    /// Its name in JSON.
    pub name: &'static str,
    /// The column that points.
    pub column: &'static str,
    /// The table pointed to.
    pub table: &'static Table,
    /// Its column that is pointed to: `id`, or a unique one that points back.
    pub key: &'static str,
    /// What that row points to in turn.
    pub relations: &'static [Relation],
}

/// The newest of the rows that point back.
pub struct Children {
    /// Their name in JSON.
    pub name: &'static str,
    /// Their table.
    pub table: &'static Table,
    /// Their column that points back.
    pub column: &'static str,
    /// The column they are newest by.
    pub newest: &'static str,
    /// How many.
    pub limit: u32,
}

/// A list to be read.
pub struct Select {
    /// How its rows are shown.
    pub view: &'static View,
    /// All must hold.
    pub filter: Vec<Filter>,
    /// The order; ties go by id.
    pub sort: Sort,
    /// The most rows, 1 to 500.
    pub limit: u32,
    /// Rows to leave out first.
    pub offset: u32,
    /// Where an earlier page ended.
    pub cursor: Option<String>,
}

/// A condition on a column.
pub struct Filter {
    /// The column.
    pub column: &'static str,
    /// What must hold.
    pub test: Test,
}

/// What a filter asks of a column.
pub enum Test {
    /// One of these; NULL among them is meant as such.
    In(Vec<Value>),
    /// Compared with a value by one of `<`, `<=`, `>`, `>=`.
    Compare(&'static str, Value),
    /// Text that starts so, upper and lower case alike.
    StartsWith(String),
    /// Less than another column of the row, or than the value where that one is empty.
    Less(&'static str, Value),
    /// This, or the other condition.
    Or(Box<Test>, Box<Filter>),
    /// What is known of the row in another table, asked of the column that is pointed to.
    Related(Related),
}

/// What must hold in another table's row that points to this one. Where few do, the list is read out of
/// that table's indexes.
pub struct Related {
    /// The other table.
    pub table: &'static Table,
    /// Its column that points here.
    pub column: &'static str,
    /// All must hold in that row.
    pub filter: Vec<Filter>,
    /// Whether there must be such a row, or must not be.
    pub exists: bool,
}

/// An order.
pub struct Sort {
    /// By this column; an enum's labels sort in the order of their declaration.
    pub column: &'static str,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Sort {
    /// The direction in SQL, and how what comes after compares.
    pub(crate) fn words(&self) -> (&'static str, &'static str) {
        if self.descending { ("DESC", "<") } else { ("ASC", ">") }
    }
}

/// A page of a list as JSON: `{"items": [...], "nextCursor": ...}`.
pub type Page = String;

/// A page that is being written.
pub(crate) struct Items {
    json: String,
    /// How many more rows it takes.
    pub left: u32,
    /// Whether there are more than it took.
    pub more: bool,
    last: Option<Cursor>,
}

impl Items {
    /// None yet, of at most so many.
    pub fn of(limit: u32) -> Self {
        let mut json = String::with_capacity(1_024 * limit as usize);
        json.push_str("{\"items\":[");
        Self { json, left: limit, more: false, last: None }
    }

    /// The page, complete.
    pub fn close(mut self) -> Page {
        self.json.push_str("],\"nextCursor\":");
        match self.last.filter(|_| self.more) {
            Some(cursor) => table::write_text(&cursor.write(), &mut self.json),
            None => self.json.push_str("null"),
        }
        self.json.push('}');
        self.json
    }
}

/// A statement of a page and what is bound in it: sort value and id, then the columns of a plan.
pub(crate) type Statement = (String, Vec<Value>);

/// The SELECT list and joins of a view, and how its columns become JSON.
pub struct Plan {
    pub(crate) columns: String,
    pub(crate) joins: String,
    objects: Vec<Object>,
}

/// One object in a row's JSON. Its columns stand together in the SELECT list.
struct Object {
    /// `"customer":` for a relation, empty for the row itself.
    key: String,
    /// Each column's `"key":` and type.
    fields: Vec<(String, Type)>,
    /// How many of the objects that follow are inside it.
    inner: usize,
}

/// Where the values of a plan's columns come from.
pub(crate) trait Columns {
    fn value(&self, at: usize) -> rusqlite::Result<ValueRef<'_>>;
}

impl Columns for Row<'_> {
    fn value(&self, at: usize) -> rusqlite::Result<ValueRef<'_>> {
        sql::value(self.get_ref(at)?)
    }
}

impl Columns for [Value] {
    fn value(&self, at: usize) -> rusqlite::Result<ValueRef<'_>> {
        Ok(self[at].as_ref())
    }
}

impl View {
    /// A view of a table.
    pub const fn new(
        table: &'static Table,
        relations: &'static [Relation],
        children: &'static [Children],
    ) -> Self {
        Self { table, relations, children, plan: OnceLock::new() }
    }

    /// The tables whose rows it shows, for telling when it is out of date.
    pub fn reads(&self) -> Vec<&'static str> {
        fn of(relations: &[Relation], found: &mut Vec<&'static str>) {
            for relation in relations {
                found.push(relation.table.name);
                of(relation.relations, found);
            }
        }
        let mut found = vec![self.table.name];
        of(self.relations, &mut found);
        found.extend(self.children.iter().map(|c| c.table.name));
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn plan(&self) -> &Plan {
        self.plan.get_or_init(|| {
            let mut plan = Plan::bare(self.table);
            plan.relations(self.relations, self.table, "t");
            plan.objects[0].inner = plan.objects.len() - 1;
            plan
        })
    }
}

impl Plan {
    pub(crate) fn bare(table: &Table) -> Self {
        let mut plan = Self { columns: String::new(), joins: String::new(), objects: Vec::new() };
        plan.object("", table, "t");
        plan
    }

    fn object(&mut self, key: &str, table: &Table, alias: &str) {
        for column in table.columns {
            let _ = write!(self.columns, ", {alias}.{}", sql::name(column.name));
        }
        let comma = |i: usize| if i > 0 { "," } else { "" };
        let fields = table.columns.iter().enumerate();
        let fields =
            fields.map(|(i, c)| (format!("{}\"{}\":", comma(i), c.json_name()), c.ty)).collect();
        let key = if key.is_empty() { String::new() } else { format!(",\"{key}\":") };
        self.objects.push(Object { key, fields, inner: 0 });
    }

    fn relations(&mut self, relations: &[Relation], from: &Table, alias: &str) {
        for relation in relations {
            let inner = format!("{alias}_{}", relation.name);
            // The organization again, though the guard triggers see to it: a row that slipped in
            // some other way must not be shown here either.
            let mut within = String::new();
            if relation.table.has_organization() && from.has_organization() {
                within = format!(" AND {inner}.organization_id = {alias}.organization_id");
            }
            let _ = write!(
                self.joins,
                " LEFT JOIN {} AS {inner} ON {inner}.{} = {alias}.{}{within}",
                relation.table.name,
                sql::name(relation.key),
                sql::name(relation.column)
            );
            let here = self.objects.len();
            self.object(relation.name, relation.table, &inner);
            self.relations(relation.relations, relation.table, &inner);
            self.objects[here].inner = self.objects.len() - here - 1;
        }
    }

    /// An object and those inside it, without the closing brace.
    pub(crate) fn write(
        &self,
        index: usize,
        row: &(impl Columns + ?Sized),
        at: usize,
        out: &mut String,
    ) -> rusqlite::Result<()> {
        let object = &self.objects[index];
        out.push('{');
        for (i, (key, ty)) in object.fields.iter().enumerate() {
            out.push_str(key);
            ty.write(row.value(at + i)?, out);
        }
        let mut at = at + object.fields.len();
        let mut next = index + 1;
        while next <= index + object.inner {
            let inner = &self.objects[next];
            out.push_str(&inner.key);
            match row.value(at)? {
                ValueRef::Null => out.push_str("null"),
                _ => {
                    self.write(next, row, at, out)?;
                    out.push('}');
                }
            }
            let end = next + inner.inner + 1;
            at += self.objects[next..end].iter().map(|o| o.fields.len()).sum::<usize>();
            next = end;
        }
        Ok(())
    }
}

impl Org<'_> {
    /// A row with its relations and children, as a JSON object.
    ///
    /// # Errors
    /// NOT_FOUND when this organization has none of that id.
    pub fn show(&self, view: &'static View, id: Uuid) -> Result<String> {
        let mut out = String::with_capacity(2_048);
        let plan = view.plan();
        let query = format!(
            "SELECT {} FROM {} AS t{} WHERE {} AND t.id = ?2",
            plan.columns.trim_start_matches(", "),
            view.table.name,
            plan.joins,
            sql::scope(view.table, "t")
        );
        let found = self.rows(&query, &[Value::Id(self.id().uuid()), Value::Id(id)], |row| {
            plan.write(0, row, 0, &mut out)
        })?;
        if found == 0 {
            return Err(Error::not_found(view.table.noun));
        }
        for children in view.children {
            let _ = write!(out, ",\"{}\":[", children.name);
            let plan = Plan::bare(children.table);
            let query = format!(
                "SELECT {} FROM {} AS t WHERE t.{} = ?1 ORDER BY t.{} DESC, t.id DESC LIMIT {}",
                plan.columns.trim_start_matches(", "),
                children.table.name,
                sql::name(children.column),
                sql::name(children.newest),
                children.limit
            );
            let mut first = true;
            self.rows(&query, &[Value::Id(id)], |row| {
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                plan.write(0, row, 0, &mut out)?;
                out.push('}');
                Ok(())
            })?;
            out.push(']');
        }
        out.push('}');
        Ok(out)
    }

    /// A page of a list, as JSON.
    ///
    /// # Errors
    /// VALIDATION for a cursor of another list.
    pub fn page(&self, select: &Select) -> Result<Page> {
        let sort = sort_name(&select.sort);
        let after = select.cursor.as_ref().map(|cursor| Cursor::read(cursor, &sort)).transpose()?;
        let statement = statement(select, after, self.id().uuid(), self.driving(select)?);
        let mut items = Items::of(select.limit);
        self.fill(&mut items, select.view.plan(), &statement, &sort)?;
        Ok(items.close())
    }

    /// Adds to a page what a statement gives; `sort` is its name in cursors.
    pub(crate) fn fill(
        &self,
        items: &mut Items,
        plan: &Plan,
        (query, values): &Statement,
        sort: &str,
    ) -> Result<()> {
        let mut each = |row: &Row<'_>| {
            if items.left == 0 {
                items.more = true;
                return Ok(());
            }
            if !items.json.ends_with('[') {
                items.json.push(',');
            }
            plan.write(0, row, 2, &mut items.json)?;
            items.json.push('}');
            items.left -= 1;
            if items.left == 0 {
                let value = sql::value(row.get_ref(0)?)?.to_owned();
                items.last = Some(Cursor { sort: sort.to_owned(), value, id: row.get(1)? });
            }
            Ok(())
        };
        self.rows(query, values, &mut each).map(drop)
    }

    /// The condition on another table that leads to few rows, if there is one: its place in the filter.
    pub(crate) fn driving(&self, select: &Select) -> Result<Option<usize>> {
        for (place, filter) in select.filter.iter().enumerate() {
            if let Test::Related(Related { table, filter, exists: true, .. }) = &filter.test
                && self.count_where(table, filter, FEW)? < FEW
            {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    pub(crate) fn rows(
        &self,
        query: &str,
        values: &[Value],
        mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<u32> {
        let mut read = || {
            let mut statement = self.tx.prepare_cached(query)?;
            let mut rows = statement.query(sql::bind(values))?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                each(row)?;
                count += 1;
            }
            Ok(count)
        };
        read().map_err(fault)
    }
}

pub(crate) fn sort_name(sort: &Sort) -> String {
    format!("{} {}", sort.column, if sort.descending { "desc" } else { "asc" })
}
