//! Arbitrary rows of the declared tables: any value a column can hold, its edges more often than
//! chance would have it.

use model::{Class, Column, Instant, Table, Type, Value, tables};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use rusqlite::types::Value as Stored;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A row: a value for each column, in order.
#[derive(Debug, Clone)]
pub struct Row {
    /// The table it belongs to.
    pub table: &'static Table,
    /// A value for each of its columns.
    pub values: Vec<Value>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.table.name == other.table.name && self.values == other.values
    }
}

impl Row {
    /// The value of that column.
    ///
    /// # Panics
    /// When there is no such column.
    pub fn get(&self, column: &str) -> &Value {
        &self.values[self.table.position(column).expect("a column of the table")]
    }

    /// The row as the operations give it: camelCase names and JSON values.
    pub fn json(&self) -> Json {
        let field = |(column, value): (&Column, &Value)| {
            (column.json_name(), column.ty.json(value.as_ref()))
        };
        Json::Object(self.table.columns.iter().zip(&self.values).map(field).collect())
    }

    /// The row whose JSON this is.
    ///
    /// # Errors
    /// The name of a field that is missing or refused, and why.
    pub fn from_json(table: &'static Table, json: &Json) -> Result<Self, String> {
        let value = |column: &Column| {
            let name = column.json_name();
            let field = json.get(&name).ok_or_else(|| format!("{name} is missing"))?;
            column.read(field).map_err(|why| format!("{name} {why}"))
        };
        Ok(Self { table, values: table.columns.iter().map(value).collect::<Result<_, _>>()? })
    }
}

/// An organization with up to `most` rows in each table, parents before children, every
/// reference pointing to a row that is there, every unique key unique. Several of them can live
/// in one database.
pub fn organization(most: usize) -> BoxedStrategy<Vec<Row>> {
    let rows: Vec<_> = tables::ALL
        .into_iter()
        .map(|table| {
            let most = if table.name == "organizations" { 1 } else { most };
            vec(row(table), 1..=most)
        })
        .collect();
    rows.prop_map(|rows| connect(rows.into_iter().flatten())).boxed()
}

/// A row by itself: its references point nowhere.
pub fn row(table: &'static Table) -> BoxedStrategy<Row> {
    let values: Vec<_> = table.columns.iter().map(|column| value(table, column)).collect();
    values.prop_map(move |values| Row { table, values }).boxed()
}

/// Always the same one of what a strategy can make.
///
/// # Panics
/// When the strategy rejects too much.
pub fn example<T: std::fmt::Debug>(strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(&mut TestRunner::deterministic()).expect("a value").current()
}

/// Points every reference to a row before it, and drops rows whose unique key is taken.
fn connect(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut ids: HashMap<&str, Vec<Value>> = HashMap::new();
    let mut taken: HashSet<(&str, Value)> = HashSet::new();
    let mut connected = Vec::new();
    for mut row in rows {
        for (column, value) in row.table.columns.iter().zip(&mut row.values) {
            if let (Some(to), Value::Id(any)) = (column.references, &*value) {
                let parents = ids.get(to).map_or(&[][..], Vec::as_slice);
                let choice = any.as_u128() % parents.len().max(1) as u128;
                *value = parents.get(choice as usize).cloned().unwrap_or(Value::Null);
            }
        }
        let mut keys = row.table.uniques.iter().flat_map(|unique| unique.columns);
        if keys.all(|column| taken.insert((row.table.name, row.get(column).clone()))) {
            ids.entry(row.table.name).or_default().push(row.get("id").clone());
            connected.push(row);
        }
    }
    connected
}

/// Any value that a column can hold and that JSON can carry.
pub fn value(table: &'static Table, column: &'static Column) -> BoxedStrategy<Value> {
    let key = table.uniques.iter().any(|unique| unique.columns.contains(&column.name));
    let some = match (column.ty, column.class) {
        (Type::Uuid, _) => any::<u128>().prop_map(|n| Value::Id(Uuid::from_u128(n))).boxed(),
        (Type::Text { max }, _) if key => (text(max.map(|max| max - 32)), any::<u128>())
            .prop_map(|(text, n)| Value::Text(text + &Uuid::from_u128(n).simple().to_string()))
            .boxed(),
        (Type::Text { max }, _) => text(max).prop_map(Value::Text).boxed(),
        (Type::Enum(e), _) => proptest::sample::select(e.labels).prop_map(Value::from).boxed(),
        (Type::Integer, _) => integer(i32::MIN.into(), i32::MAX.into()),
        (Type::Boolean, _) => integer(0, 1),
        (Type::Decimal { precision, .. }, _) => {
            let most = 10i64.pow(precision.into()) - 1;
            integer(-most, most)
        }
        (Type::Instant, _) => instant(),
        (Type::Json, Class::Set) => document(vec(text(None).prop_map(Json::String), 0..4)),
        (Type::Json, Class::Json) => document(btree_map(text(None), json(), 0..4)),
        (Type::Json, _) => {
            document(json().prop_filter("NULL has a value of its own", |json| !json.is_null()))
        }
    };
    if column.nullable { prop_oneof![1 => Just(Value::Null), 3 => some].boxed() } else { some }
}

fn integer(least: i64, most: i64) -> BoxedStrategy<Value> {
    prop_oneof![6 => least..=most, 2 => 0..=most.min(100), 1 => Just(least), 1 => Just(most)]
        .prop_map(Value::Int)
        .boxed()
}

fn instant() -> BoxedStrategy<Value> {
    let at = |text| Instant::parse(text).map_or(0, |at| at.0);
    let (least, most) = (at("0000-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999Z"));
    let recent = at("2024-01-01T00:00:00Z")..at("2027-01-01T00:00:00Z");
    prop_oneof![6 => recent, 3 => least..=most, 1 => Just(least), 1 => Just(most)]
        .prop_map(Value::Int)
        .boxed()
}

/// Text of at most `max` characters, of all scripts, without NUL.
fn text(max: Option<u16>) -> BoxedStrategy<String> {
    let character = || any::<char>().prop_filter("databases take no NUL", |c| *c != '\0');
    let most = usize::from(max.unwrap_or(600));
    let characters =
        move |from: usize, to: usize| vec(character(), from..=to).prop_map(String::from_iter);
    prop_oneof![
        10 => proptest::string::string_regex("[A-Za-z0-9 .,'\"\\\\%_-]{0,40}").expect("a pattern"),
        10 => characters(0, most.min(20)),
        1 => characters(most, most),
        1 => Just("𝄞".repeat(most)),
    ]
    .boxed()
}

fn json() -> BoxedStrategy<Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text(None).prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            btree_map(text(None), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
    .boxed()
}

fn document<S>(content: S) -> BoxedStrategy<Value>
where
    S: Strategy + 'static,
    S::Value: serde::Serialize,
{
    content.prop_map(|content| Value::Text(serde_json::json!(content).to_string())).boxed()
}

/// A value as a desk's file holds it.
pub fn stored(value: &Value) -> Stored {
    match value {
        Value::Null => Stored::Null,
        Value::Int(n) => Stored::Integer(*n),
        Value::Text(text) => Stored::Text(text.clone()),
        Value::Id(id) => Stored::Blob(id.as_bytes().to_vec()),
    }
}
