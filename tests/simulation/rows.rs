//! Rows for histories: whole ones, of any declared table, and edits of single columns.

use crate::chance::Chance;
use model::{Column, Default, Table, Type, Value, tables};
use std::collections::BTreeMap;
use sync::engine::{outbox::Key, rebase::Row};
use uuid::Uuid;

/// The tables that are played with, parents first: each class of merging, cascades, emptied references, a
/// sum, a unique column.
pub const PLAYED: [&str; 8] = [
    "users",
    "representatives",
    "tickets",
    "refunds",
    "budgets",
    "budget_usage_records",
    "messages",
    "saved_views",
];

pub fn table(name: &str) -> &'static Table {
    tables::find(name).expect("a declared table")
}

pub fn place(table: &Table, column: &str) -> usize {
    table.position(column).expect("a declared column")
}

/// A value that such a column can hold.
pub fn value(column: &Column, chance: &mut Chance, now: i64) -> Value {
    let pick = chance.below(5) as usize;
    match (column.name, column.ty) {
        ("tags", _) => {
            [r#"[]"#, r#"["a"]"#, r#"["b"]"#, r#"["a","b"]"#, r#"["c","a"]"#][pick].into()
        }
        // Mostly one of its kind, so that it can be told where it went.
        (_, Type::Text { .. }) if chance.one_in(4) => {
            ["A", "B", "it's", "\"ü\"", "漢"][pick].into()
        }
        (_, Type::Text { .. }) => format!("v{:x}", chance.next()).as_str().into(),
        (_, Type::Enum(labels)) => {
            let labels = labels.labels;
            labels[chance.below(labels.len() as u64) as usize].into()
        }
        (_, Type::Integer) => Value::Int(chance.below(5) as i64),
        (_, Type::Decimal { precision, .. }) => {
            Value::Int(chance.below(400.min(10_u64.pow(precision.into()))) as i64)
        }
        (_, Type::Boolean) => Value::Int(chance.below(2) as i64),
        (_, Type::Instant) => Value::Int(now),
        (_, Type::Json) => {
            [r#"{}"#, r#"{"a":1}"#, r#"{"b":"x"}"#, r#"{"a":2,"b":"y"}"#, r#"{"c":[1]}"#][pick]
                .into()
        }
        (_, Type::Uuid) => Value::Id(Uuid::nil()),
    }
}

/// A new row: `parent` gives a row of a table to refer to, or none.
pub fn fresh(
    table: &'static Table,
    id: Uuid,
    organization: Uuid,
    chance: &mut Chance,
    now: i64,
    parent: &mut dyn FnMut(&str, &mut Chance) -> Option<Uuid>,
) -> Option<Row> {
    let mut row = Row::with_capacity(table.columns.len());
    for column in table.columns {
        row.push(match (column.name, column.references) {
            ("id", _) => Value::Id(id),
            ("organization_id", _) => Value::Id(organization),
            ("conversation_id", _) => Value::Id(Uuid::from_u128(7)),
            (_, Some(to)) => match parent(to, chance) {
                Some(id) => Value::Id(id),
                None if column.nullable => Value::Null,
                None => return None,
            },
            ("ticket_number", _) => format!("T-{}", id.as_u128() % 100_000).as_str().into(),
            ("email", _) => "who@example.com".into(),
            ("spent", _) => Value::Int(0),
            ("limit" | "remaining", _) if table.name == "budgets" => Value::Int(100_000),
            ("amount", _) => Value::Int(1 + chance.below(99) as i64),
            _ if column.nullable && chance.one_in(2) => Value::Null,
            (_, _) => match (column.ty, column.default) {
                (Type::Instant, _) => Value::Int(now),
                (_, Default::Int(n)) => Value::Int(n),
                (_, Default::Text(text)) => text.into(),
                _ => value(column, chance, now),
            },
        });
    }
    Some(row)
}

/// Columns that histories edit: neither keys nor references, nor what is computed.
pub fn editable(table: &'static Table) -> Vec<usize> {
    const FIXED: [&str; 10] = [
        "id",
        "organization_id",
        "conversation_id",
        "created_at",
        "updated_at",
        "ticket_number",
        "period_start",
        "period_end",
        "spent",
        "remaining",
    ];
    if table.name == "budget_usage_records" {
        return Vec::new();
    }
    let fixed = |column: &Column| {
        FIXED.contains(&column.name)
            || column.name == "limit"
            || column.references.is_some()
            || column.ty == Type::Uuid
    };
    let places = table.columns.iter().enumerate().filter(|(_, column)| !fixed(column));
    places.map(|(place, _)| place).collect()
}

/// The rows that a row refers to.
pub fn parents(table: &'static Table, row: &Row) -> Vec<(usize, Key)> {
    let mut parents = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        if let (Some(to), Value::Id(id)) = (column.references, &row[place])
            && let Some(to) = tables::find(to)
        {
            parents.push((place, (to.name, *id)));
        }
    }
    parents
}

/// Whether two values of a column are one: JSON by what it says, as `jsonb` writes it in its own way.
pub fn same(column: &Column, one: &Value, other: &Value) -> bool {
    one == other
        || (column.ty == Type::Json
            && column.ty.json(one.as_ref()) == column.ty.json(other.as_ref()))
}

/// Whether both are the same rows.
pub fn alike(one: &BTreeMap<Key, Row>, other: &BTreeMap<Key, Row>) -> bool {
    let rows = one.iter().zip(other);
    one.len() == other.len()
        && rows.into_iter().all(|((key, one), (as_well, other))| {
            let columns = table(key.0).columns.iter().zip(one.iter().zip(other));
            key == as_well && columns.into_iter().all(|(c, (one, other))| same(c, one, other))
        })
}
