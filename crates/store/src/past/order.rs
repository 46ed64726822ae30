//! Filters and orders on values, as SQLite has them on columns.

use crate::{Filter, Sort, Test};
use model::{Table, Type, Value};
use std::cmp::Ordering;

/// Whether a row passes all conditions.
pub(super) fn passes(table: &Table, filter: &[Filter], row: &[Value]) -> bool {
    filter.iter().all(|Filter { column, test }| holds(table, column, test, row))
}

/// Whether a condition asks for more than the row itself, which only today's lists answer.
pub(super) fn beyond(test: &Test) -> bool {
    match test {
        Test::Related(_) => true,
        Test::Or(one, other) => beyond(one) || beyond(&other.test),
        Test::In(_) | Test::Compare(..) | Test::StartsWith(_) | Test::Less(..) => false,
    }
}

fn holds(table: &Table, column: &str, test: &Test, row: &[Value]) -> bool {
    let of = |column: &str| table.position(column).map(|place| &row[place]);
    let Some(value) = of(column) else { return false };
    match test {
        Test::In(among) => among.contains(value),
        Test::Compare(operator, bound) => {
            let Some(order) = compared(value, bound) else { return false };
            match *operator {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                _ => order.is_ge(),
            }
        }
        Test::StartsWith(text) => {
            let Value::Text(value) = value else { return false };
            let (from, to) = (folded(text), folded(&format!("{text}\u{10FFFF}")));
            (from..to).contains(&folded(value))
        }
        Test::Less(other, or) => {
            let other = of(other).filter(|other| !other.is_null()).unwrap_or(or);
            compared(value, other).is_some_and(Ordering::is_lt)
        }
        Test::Or(one, other) => {
            holds(table, column, one, row) || holds(table, other.column, &other.test, row)
        }
        Test::Related(_) => false,
    }
}

/// As NOCASE compares.
fn folded(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte.to_ascii_lowercase()).collect()
}

/// What a list is sorted by: an enum's place among its labels; what is empty comes first.
pub(super) fn key(table: &Table, sort: &Sort, row: &[Value]) -> Value {
    let Some(place) = table.position(sort.column) else { return Value::Null };
    let column = &table.columns[place];
    match (column.ty, &row[place]) {
        (Type::Enum(e), Value::Text(label)) => {
            let rank = e.labels.iter().position(|l| l == label);
            Value::Int(rank.and_then(|rank| i64::try_from(rank).ok()).unwrap_or(-1))
        }
        (Type::Enum(_), _) => Value::Int(-1),
        (_, Value::Null) if column.ty.sqlite() == "INTEGER" => Value::Int(i64::MIN + 1),
        (_, Value::Null) => Value::Text(String::new()),
        (_, value) => value.clone(),
    }
}

/// Two sort keys, numbers before texts; `None` for what is not comparable.
pub(super) fn compared(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        (Value::Id(a), Value::Id(b)) => Some(a.cmp(b)),
        (Value::Int(_), Value::Text(_)) => Some(Ordering::Less),
        (Value::Text(_), Value::Int(_)) => Some(Ordering::Greater),
        _ => None,
    }
}
