//! The old values that the log's entries hold: what a row is taken back by.

use model::{Table, Type, Value, table::write_text};
use std::fmt::Write as _;
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

/// A row's values as a delete's entry would hold them; [`old`] reads them.
pub(crate) fn text(table: &Table, row: &[Value]) -> String {
    let mut text = String::from("{");
    for (i, (column, value)) in table.columns.iter().zip(row).enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}\"{}\":", if i > 0 { "," } else { "" }, column.name);
        let _ = match value {
            Value::Null => write!(text, "null"),
            Value::Int(n) => write!(text, "{n}"),
            Value::Id(id) => write!(text, "\"{:X}\"", id.simple()),
            Value::Text(s) => {
                write_text(s, &mut text);
                Ok(())
            }
        };
    }
    text + "}"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let table = model::tables::find("tickets").expect("a table");
        let mut row = vec![Value::Null; table.columns.len()];
        row[0] = Value::Id(Uuid::from_u128(0xabc));
        row[2] = Value::Text("a \"b\"\\\n\u{1}ü".into());
        row[12] = Value::Int(i64::MIN);
        let read = old(table, &text(table, &row)).expect("an object");
        assert_eq!(read, row.into_iter().enumerate().collect::<Vec<_>>());
    }
}
