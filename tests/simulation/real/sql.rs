//! Deeds as Postgres is told them.

use crate::{
    hub::Deed,
    rows::{self, table},
};
use ::model::{Column, Type, Value, tables};
use sync::engine::outbox::Key;

/// A deed as who knows nothing of desks writes it.
pub fn statement(deed: &Deed) -> String {
    let set = |key: Key, set: &str, changes: &str| {
        let touched = table(key.0).position("updated_at").map(|_| {
            ", updated_at = greatest(play.now() AT TIME ZONE 'UTC', updated_at + interval '1 microsecond')"
        });
        let touched = touched.unwrap_or_default();
        format!("UPDATE {} SET {set}{touched} WHERE id = '{}' AND {changes}", home(key.0), key.1)
    };
    match deed {
        Deed::Insert(key, row) => {
            let columns = table(key.0).columns;
            let names: Vec<_> = columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
            let values: Vec<_> = columns.iter().zip(row).map(|(c, v)| literal(c, v)).collect();
            // The desk's own tables have no foreign keys there.
            let there = rows::parents(table(key.0), row).into_iter().map(|(_, (parent, id))| {
                format!("EXISTS (SELECT FROM {} WHERE id = '{id}')", home(parent))
            });
            let there = there.collect::<Vec<_>>().join(" AND ");
            let there = if there.is_empty() { "true".into() } else { there };
            let (home, names, values) = (home(key.0), names.join(", "), values.join(", "));
            format!("INSERT INTO {home} ({names}) SELECT {values} WHERE {there}")
        }
        Deed::Set(key, at, value) => {
            let column = &table(key.0).columns[*at];
            let value = literal(column, value);
            let name = column.name;
            set(
                *key,
                &format!("\"{name}\" = {value}"),
                &format!("\"{name}\" IS DISTINCT FROM {value}"),
            )
        }
        Deed::Add(key, at, by) => {
            let column = &table(key.0).columns[*at];
            let by = literal(column, &Value::Int(*by));
            let name = column.name;
            set(
                *key,
                &format!("\"{name}\" = \"{name}\" + {by}, remaining = remaining - {by}"),
                &format!("{by} <> 0"),
            )
        }
        Deed::Delete(key) => format!("DELETE FROM {} WHERE id = '{}'", home(key.0), key.1),
        Deed::Swap(one, other, at) => {
            let name = table(one.0).columns[*at].name;
            format!("-- {} and {} swap {name}", one.1, other.1)
        }
    }
}

fn home(name: &str) -> String {
    let own = tables::ALL.iter().any(|table| table.name == name);
    format!("{}.{name}", if own { "public" } else { "desk_sync" })
}

pub fn instant(at: i64) -> String {
    format!("timestamp '1970-01-01' + {at} * interval '1 microsecond'")
}

fn literal(column: &Column, value: &Value) -> String {
    match (value, column.ty) {
        (Value::Null, _) => "NULL".into(),
        (Value::Id(id), _) => format!("'{id}'"),
        (Value::Text(text), Type::Json) => format!("'{}'::jsonb", text.replace('\'', "''")),
        (Value::Text(text), _) => format!("'{}'", text.replace('\'', "''")),
        (Value::Int(n), Type::Boolean) => (*n != 0).to_string(),
        (Value::Int(n), Type::Instant) => instant(*n),
        (Value::Int(_), Type::Decimal { .. }) => match column.ty.json(value.as_ref()) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
        (Value::Int(n), _) => n.to_string(),
    }
}
