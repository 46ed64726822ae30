//! The SQL of a list: its keys out of one index, then what is shown of their rows.

use super::{Filter, Related, Select, Sort, Statement, Test, View};
use crate::{
    cursor::Cursor,
    sql::{self, parameter},
};
use model::{Table, Type, Value};
use std::fmt::Write as _;
use uuid::Uuid;

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
    let (key, direction, past) = sort_key(table, &select.sort);
    let scope = sql::scope(table, "k");
    let mut base = format!(" FROM {} AS k WHERE {scope}", table.name);
    if let Some(from) = driving.and_then(|place| driven(select, place, &mut values)) {
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
                branches = distinct(among)
                    .into_iter()
                    .map(|v| format!("{rest} AND {column} = {}", parameter(&mut values, v.clone())))
                    .collect();
            }
            test => base += &condition("k", filter.column, test, &mut values),
        }
    }
    if let Some(cursor) = after {
        let (value, id) =
            (parameter(&mut values, cursor.value), parameter(&mut values, Value::Id(cursor.id)));
        let _ = write!(base, " AND ({key}, k.id) {past} ({value}, {id})");
    }
    let many = branches.len() > 1;
    let (limit, offset) = (i64::from(select.limit) + 1, i64::from(select.offset));
    let order = format!("ORDER BY s {direction}, i {direction}");
    let slice = format!(
        "{order} LIMIT {} OFFSET {}",
        parameter(&mut values, limit.into()),
        parameter(&mut values, offset.into())
    );
    let each = if many {
        format!("{order} LIMIT {}", parameter(&mut values, (limit + offset).into()))
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

/// Each value once: a walk for each would give the rows of one named twice twice.
pub(crate) fn distinct(among: &[Value]) -> Vec<&Value> {
    let mut once: Vec<&Value> = Vec::with_capacity(among.len());
    for value in among {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
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
pub(crate) fn driven(select: &Select, place: usize, values: &mut Vec<Value>) -> Option<String> {
    let Filter { column, test: Test::Related(related) } = select.filter.get(place)? else {
        return None;
    };
    Some(related.from(select.view.table, column, values))
}

impl Related {
    /// `FROM` its rows, as `w`, those of `table` that they point to by `column`, as `k`.
    pub(crate) fn from(&self, table: &Table, column: &str, values: &mut Vec<Value>) -> String {
        format!(
            " FROM {} AS w CROSS JOIN {} AS k ON k.{} = w.{} AND {}{}",
            self.table.name,
            table.name,
            sql::name(column),
            sql::name(self.column),
            sql::scope(self.table, "w"),
            conditions("w", &self.filter, values)
        )
    }
}

/// The expression to sort by, the direction, and how what comes after compares.
fn sort_key(table: &Table, sort: &Sort) -> (String, &'static str, &'static str) {
    let name = format!("k.{}", sql::name(sort.column));
    let (direction, past) = sort.words();
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
pub(crate) fn conditions<'f>(
    alias: &str,
    filter: impl IntoIterator<Item = &'f Filter>,
    values: &mut Vec<Value>,
) -> String {
    filter.into_iter().map(|f| condition(alias, f.column, &f.test, values)).collect()
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

fn condition(alias: &str, column: &str, test: &Test, values: &mut Vec<Value>) -> String {
    let name = |column: &str| format!("{alias}.{}", sql::name(column));
    let (own, column) = (column, &name(column));
    match test {
        Test::In(among) => {
            let mut any: Vec<String> = Vec::new();
            let listed: Vec<String> = among
                .iter()
                .filter(|v| !v.is_null())
                .map(|v| parameter(values, v.clone()))
                .collect();
            match listed.as_slice() {
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
            format!(" AND {column} {operator} {}", parameter(values, value.clone()))
        }
        Test::StartsWith(text) => {
            let (from, to) = (
                parameter(values, text.as_str().into()),
                parameter(values, format!("{text}\u{10FFFF}").into()),
            );
            format!(" AND {column} >= {from} COLLATE NOCASE AND {column} < {to} COLLATE NOCASE")
        }
        Test::Less(other, value) => {
            format!(" AND {column} < ifnull({}, {})", name(other), parameter(values, value.clone()))
        }
        Test::Or(one, other) => {
            let own = condition(alias, own, one, values);
            let other = condition(alias, other.column, &other.test, values);
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
                conditions(&inner, filter, values)
            )
        }
    }
}
