//! Entries as the hub is told them: one JSON text each, over which the chain runs.

use super::outbox::{Kind, Part, Told};
use model::{Column, Default, Type, Value};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// What stands around an entry.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// Its number.
    pub dseq: i64,
    /// Its group's label.
    pub label: &'a str,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// When, in microseconds since 1970 by the hub's clock.
    pub at: i64,
    /// Whether it brings back a row that was deleted.
    pub restores: bool,
}

/// The text of an entry.
pub fn text(columns: &[Column], told: &Told, around: Envelope<'_>) -> String {
    let mut parts = Map::new();
    for (place, part) in &told.columns {
        let column = &columns[*place];
        let part = match (part, told.kind) {
            (Part::Added(n), _) => json!({"delta": value(column, &Value::Int(*n))}),
            // What the hub fills in by itself need not be told.
            (Part::Edit { new: Value::Null, .. }, Kind::Insert)
                if column.default == Default::None =>
            {
                continue;
            }
            (Part::Edit { new, .. }, Kind::Insert) => json!({"new": value(column, new)}),
            (Part::Edit { base, .. }, Kind::Delete) => json!({"base": value(column, base)}),
            (Part::Edit { base, new }, Kind::Update) => {
                json!({"base": value(column, base), "new": value(column, new)})
            }
        };
        parts.insert(column.name.into(), part);
    }
    let kind = match told.kind {
        Kind::Insert if around.restores => "restore",
        Kind::Insert => "insert",
        Kind::Update => "update",
        Kind::Delete => "delete",
    };
    let mut entry = json!({
        "dseq": around.dseq,
        "group": around.label,
        "table": told.table,
        "pk": told.row,
        "kind": kind,
        "at": around.at,
        "columns": parts,
    });
    if let Some(actor) = around.actor {
        entry["actor"] = json!(actor);
    }
    if told.table == "tickets" && kind == "insert" {
        // Given out without asking the others: where it is taken, the hub gives the next one.
        entry["provisional"] = true.into();
    }
    entry.to_string()
}

/// A value as the hub's JSON has it: decimals as text, exactly, instants in microseconds.
pub fn value(column: &Column, value: &Value) -> Json {
    match (column.ty, value) {
        (_, Value::Null) => Json::Null,
        (Type::Decimal { scale, .. }, Value::Int(scaled)) => decimal(*scaled, scale).into(),
        (Type::Boolean, Value::Int(n)) => (*n == 1).into(),
        (_, Value::Int(n)) => (*n).into(),
        (Type::Json, Value::Text(text)) => {
            // What is stored was checked to be JSON; whatever it is, it is not lost.
            serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into())
        }
        (_, Value::Text(text)) => text.as_str().into(),
        (_, Value::Id(id)) => json!(id),
    }
}

/// A scaled integer with its point.
fn decimal(scaled: i64, scale: u8) -> String {
    let digits = usize::from(scale);
    let all = format!("{:0width$}", scaled.unsigned_abs(), width = digits + 1);
    let (whole, rest) = all.split_at(all.len() - digits);
    let sign = if scaled < 0 { "-" } else { "" };
    let point = if digits > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Record as _, tables::Budget};

    #[test]
    fn decimals_are_exact() {
        for (scaled, scale, text) in [
            (0, 2, "0.00"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (12_345, 2, "123.45"),
            (7, 0, "7"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(scaled, scale), text);
        }
    }

    #[test]
    fn a_sum_is_told_by_its_difference() {
        let table = Budget::TABLE;
        let place = |name| table.position(name).expect("a column");
        let told = Told {
            seq: 9,
            group: 8,
            table: table.name,
            row: Uuid::nil(),
            kind: Kind::Update,
            columns: vec![
                (place("spent"), Part::Added(-1_250)),
                (place("limit"), Part::Edit { base: Value::Int(100), new: Value::Int(250) }),
            ],
        };
        let around = Envelope { dseq: 3, label: "8-ab", actor: None, at: 5, restores: false };
        assert_eq!(
            text(table.columns, &told, around),
            r#"{"dseq":3,"group":"8-ab","table":"budgets","pk":"00000000-0000-0000-0000-000000000000","kind":"update","at":5,"columns":{"spent":{"delta":"-12.50"},"limit":{"base":"1.00","new":"2.50"}}}"#
        );
    }
}
