//! Lists and single rows with their relations, written to JSON straight from SQLite's buffers.

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

/// So many rows are sorted faster than they are found among a million others.
pub(crate) const FEW: u32 = 2_000;

/// The statement of a list: keys first, out of one index, then the rows of those keys. The index is
/// that of the table itself, or of the one in the filter at the place `driving`.
pub(crate) fn statement(
    select: &Select,
    after: Option<Cursor>,
    organization: Uuid,
    driving: Option<usize>,
) -> Statement {
    let table = select.view.table;
    let mut values = vec![Value::Id(organization)];
    let mut bind = |value: Value| {
        values.push(value);
        format!("?{}", values.len())
    };
    let (key, direction, past) = sort_key(table, &select.sort);
    let scope = sql::scope(table, "k");
    let mut base = format!(" FROM {} AS k WHERE {scope}", table.name);
    if let Some(from) = driving.and_then(|place| driven(select, place, &mut bind)) {
        base = format!("{from} WHERE {scope}");
    }
    let mut branches = vec![String::new()];
    for (place, filter) in select.filter.iter().enumerate() {
        let column = format!("k.{}", sql::name(filter.column));
        match &filter.test {
            _ if driving == Some(place) => {}
            // Several values of an enum: one walk through the index for each, each no longer than
            // the page, merged. As one condition, every row that matches would be sorted.
            Test::In(among)
                if branches.len() == 1
                    && (2..=8).contains(&among.len())
                    && !among.contains(&Value::Null)
                    && table
                        .column(filter.column)
                        .is_some_and(|c| matches!(c.ty, Type::Enum(_))) =>
            {
                let rest = branches.remove(0);
                branches = among
                    .iter()
                    .map(|v| format!("{rest} AND {column} = {}", bind(v.clone())))
                    .collect();
            }
            test => base += &condition("k", filter.column, test, &mut bind),
        }
    }
    if let Some(cursor) = after {
        let (value, id) = (bind(cursor.value), bind(Value::Id(cursor.id)));
        let _ = write!(base, " AND ({key}, k.id) {past} ({value}, {id})");
    }
    let many = branches.len() > 1;
    let (limit, offset) = (i64::from(select.limit) + 1, i64::from(select.offset));
    let order = format!("ORDER BY s {direction}, i {direction}");
    let slice = format!("{order} LIMIT {} OFFSET {}", bind(limit.into()), bind(offset.into()));
    let each = if many {
        format!("{order} LIMIT {}", bind((limit + offset).into()))
    } else {
        slice.clone()
    };
    let mut keys = String::new();
    for (n, branch) in branches.iter().enumerate() {
        let _ = write!(
            keys,
            "{}SELECT * FROM (SELECT {key} AS s, k.id AS i, k.rowid AS r{base}{branch} {each})",
            if n > 0 { " UNION ALL " } else { "" }
        );
    }
    if many {
        keys = format!("SELECT * FROM ({keys}) {slice}");
    }
    (shown(select.view, &keys, direction), values)
}

/// The rows of the keys (`s` to sort by, `i` the id, `r` the rowid), with all that is shown of them.
pub(crate) fn shown(view: &View, keys: &str, direction: &str) -> String {
    let plan = view.plan();
    format!(
        "SELECT p.s, p.i{} FROM ({keys}) AS p CROSS JOIN {} AS t ON t.rowid = p.r{} ORDER BY p.s {direction}, p.i {direction}",
        plan.columns, view.table.name, plan.joins
    )
}

/// Rows out of the other table's that the filter's condition at `place` asks for.
pub(crate) fn driven(
    select: &Select,
    place: usize,
    bind: &mut dyn FnMut(Value) -> String,
) -> Option<String> {
    let Filter { column, test: Test::Related(related) } = select.filter.get(place)? else {
        return None;
    };
    Some(related.from(select.view.table, column, bind))
}

impl Related {
    /// `FROM` its rows, as `w`, those of `table` that they point to by `column`, as `k`.
    pub(crate) fn from(
        &self,
        table: &Table,
        column: &str,
        bind: &mut dyn FnMut(Value) -> String,
    ) -> String {
        format!(
            " FROM {} AS w CROSS JOIN {} AS k ON k.{} = w.{} AND {}{}",
            self.table.name,
            table.name,
            sql::name(column),
            sql::name(self.column),
            sql::scope(self.table, "w"),
            each("w", &self.filter, bind)
        )
    }
}

/// The expression to sort by, the direction, and how what comes after compares.
fn sort_key(table: &Table, sort: &Sort) -> (String, &'static str, &'static str) {
    let name = format!("k.{}", sql::name(sort.column));
    let (direction, past) = if sort.descending { ("DESC", "<") } else { ("ASC", ">") };
    let key = match table.column(sort.column) {
        Some(c) if matches!(c.ty, Type::Enum(_)) => {
            let Type::Enum(e) = c.ty else { return (name, direction, past) };
            let ranks: String = e
                .labels
                .iter()
                .enumerate()
                .fold(String::new(), |s, (i, l)| s + &format!(" WHEN '{l}' THEN {i}"));
            format!("CASE {name}{ranks} ELSE -1 END")
        }
        // An empty value sorts first, and can be compared with.
        Some(c) if c.nullable => match c.ty.sqlite() {
            "INTEGER" => format!("ifnull({name}, {})", i64::MIN + 1),
            _ => format!("ifnull({name}, '')"),
        },
        _ => name,
    };
    (key, direction, past)
}

/// The conditions of a filter, each with its AND; what they compare with is added to `values`.
pub(crate) fn conditions(alias: &str, filter: &[Filter], values: &mut Vec<Value>) -> String {
    let mut bind = |value| {
        values.push(value);
        format!("?{}", values.len())
    };
    each(alias, filter, &mut bind)
}

/// The conditions of a filter, each with its AND.
pub(crate) fn each<'f>(
    alias: &str,
    filter: impl IntoIterator<Item = &'f Filter>,
    bind: &mut dyn FnMut(Value) -> String,
) -> String {
    filter.into_iter().map(|f| condition(alias, f.column, &f.test, bind)).collect()
}

/// Whether a filter asks for rows that point to given ones, or for given ones: an index leads to those.
pub(crate) fn points(table: &Table, filter: &[Filter]) -> bool {
    let points =
        |name| name == "id" || table.column(name).is_some_and(|column| column.references.is_some());
    filter.iter().any(|f| matches!(f.test, Test::In(_)) && points(f.column))
}

/// The labels that a filter asks for, written out, in the order of their declaration. Only so does SQLite see that an
/// index over some labels alone holds all that is asked for; what is bound it does not look at.
pub(crate) fn spelled(alias: &str, table: &Table, filter: &[Filter]) -> String {
    let mut out = String::new();
    for Filter { column, test } in filter {
        let (Some(Type::Enum(e)), Test::In(among)) = (table.column(column).map(|c| c.ty), test)
        else {
            continue;
        };
        let asked =
            |label: &&&str| among.iter().any(|v| matches!(v, Value::Text(t) if t == **label));
        let labels: Vec<_> = e.labels.iter().filter(asked).map(|l| format!("'{l}'")).collect();
        if !labels.is_empty() && labels.len() == among.len() {
            let _ = write!(out, " AND {alias}.{} IN ({})", sql::name(column), labels.join(", "));
        }
    }
    out
}

fn condition(
    alias: &str,
    column: &str,
    test: &Test,
    bind: &mut dyn FnMut(Value) -> String,
) -> String {
    let name = |column: &str| format!("{alias}.{}", sql::name(column));
    let (own, column) = (column, &name(column));
    match test {
        Test::In(among) => {
            let mut any: Vec<String> = Vec::new();
            let values: Vec<String> =
                among.iter().filter(|v| !v.is_null()).map(|v| bind(v.clone())).collect();
            match values.as_slice() {
                [] => {}
                [one] => any.push(format!("{column} = {one}")),
                many => any.push(format!("{column} IN ({})", many.join(", "))),
            }
            if among.contains(&Value::Null) {
                any.push(format!("{column} IS NULL"));
            }
            if any.is_empty() {
                any.push("FALSE".into());
            }
            format!(" AND ({})", any.join(" OR "))
        }
        Test::Compare(operator, value) => {
            format!(" AND {column} {operator} {}", bind(value.clone()))
        }
        Test::StartsWith(text) => {
            let (from, to) = (bind(text.as_str().into()), bind(format!("{text}\u{10FFFF}").into()));
            format!(" AND {column} >= {from} COLLATE NOCASE AND {column} < {to} COLLATE NOCASE")
        }
        Test::Less(other, value) => {
            format!(" AND {column} < ifnull({}, {})", name(other), bind(value.clone()))
        }
        Test::Or(one, other) => {
            let own = condition(alias, own, one, bind);
            let other = condition(alias, other.column, &other.test, bind);
            format!(" AND ((TRUE{own}) OR (TRUE{other}))")
        }
        Test::Related(Related { table, column: back, filter, exists }) => {
            // Of the same organization: its scope is the row's own.
            let inner = format!("{alias}w");
            format!(
                " AND {}EXISTS (SELECT 1 FROM {} AS {inner} WHERE {inner}.{} = {column} AND {}{})",
                if *exists { "" } else { "NOT " },
                table.name,
                sql::name(back),
                sql::scope(table, &inner),
                each(&inner, filter, bind)
            )
        }
    }
}
