//! The old values that the log's entries hold: what a row is taken back by.

use model::{Table, Type, Value};
use uuid::Uuid;

/// The old values of an entry, by the place of their column; `None` when it is no JSON object. What a
/// later version logged of a column unknown here is left out.
pub(crate) fn old(table: &Table, text: &str) -> Option<Vec<(usize, Value)>> {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let place = |name: &str| table.position(name);
    Some(
        fields
            .into_iter()
            .filter_map(|(name, json)| {
                place(&name).map(|at| (at, stored(table.columns[at].ty, json)))
            })
            .collect(),
    )
}

fn stored(ty: Type, json: serde_json::Value) -> Value {
    match (ty, json) {
        (Type::Uuid, serde_json::Value::String(hex)) => {
            Uuid::try_parse(&hex).map_or(Value::Null, Value::Id)
        }
        (_, serde_json::Value::String(text)) => Value::Text(text),
        (_, json) => json.as_i64().map_or(Value::Null, Value::Int),
    }
}
