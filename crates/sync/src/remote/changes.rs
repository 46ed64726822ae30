//! The rows that changed since a cursor: which, and what of them is to be read.

use super::{
    pull::{Params, ask, asked},
    rows::{self, get},
    together::together,
};
use crate::engine::{
    outbox::Key,
    sides::{Change, Theirs},
};
use model::{Result, Table, tables};
use std::collections::BTreeMap;
use tokio_postgres::{
    Client, Row,
    types::{ToSql, Type},
};
use uuid::Uuid;

/// From so many rows on it is worth a question of its own to read only their changed columns.
const MANY: i64 = 4;
/// So many such questions a table.
const GROUPS: usize = 8;

/// What is to be asked of a table.
#[derive(Default)]
pub(super) struct Part {
    /// Whether any of its rows changed in a way that they are read whole.
    whole: bool,
    /// The sets of columns that many rows had changed, as lists of their names.
    thin: Vec<String>,
}

/// A question about rows that changed.
struct Ask<'a> {
    table: &'static Table,
    /// The columns that are read; `None` for all.
    places: Option<Vec<usize>>,
    sql: String,
    params: Vec<(&'a (dyn ToSql + Sync), Type)>,
}

/// What is to be asked, table by table; `None` when it is everything.
pub(super) fn parts(summary: &[Row]) -> Result<Option<BTreeMap<&'static str, Part>>> {
    let mut parts: BTreeMap<&'static str, Part> = BTreeMap::new();
    for row in summary {
        if get(row, 3)? {
            return Ok(None);
        }
        // Tables that a newer hub has as well are for newer desks.
        let Some(table) = tables::find(get(row, 0)?) else { continue };
        let part = parts.entry(table.name).or_default();
        match get::<Option<&str>>(row, 1)? {
            Some(columns) if get::<i64>(row, 2)? >= MANY && part.thin.len() < GROUPS => {
                part.thin.push(columns.to_owned());
            }
            _ => part.whole = true,
        }
    }
    Ok(Some(parts))
}

/// The rows that changed.
pub(super) async fn changes(
    client: &Client,
    now: i64,
    cursor: Option<&str>,
    parts: &BTreeMap<&'static str, Part>,
) -> Result<Vec<Change>> {
    let mut asks: Vec<Ask<'_>> = Vec::new();
    for table in tables::every() {
        let Some(part) = parts.get(table.name) else { continue };
        for columns in &part.thin {
            // Columns that a newer hub knows as well are for newer desks.
            let places: Vec<usize> =
                columns.split(',').filter_map(|name| table.position(name)).collect();
            let list = rows::list(table, places.iter().copied());
            let sql = joined(table, "cols = $3", "JOIN", &format!("n.pk, n.edited{list}"));
            let params: Vec<(&(dyn ToSql + Sync), Type)> =
                vec![(&cursor, Type::TEXT), (&table.name, Type::TEXT), (columns, Type::TEXT)];
            asks.push(Ask { table, places: Some(places), sql, params });
        }
        if part.whole {
            let list = rows::list(table, rows::rest(table));
            let list = format!("n.pk, n.edited, n.times, t.id IS NULL{list}");
            let which = "cols IS NULL OR cols <> ALL ($3)";
            let sql = joined(table, which, "LEFT JOIN", &list);
            let params: Vec<(&(dyn ToSql + Sync), Type)> = vec![
                (&cursor, Type::TEXT),
                (&table.name, Type::TEXT),
                (&part.thin, Type::TEXT_ARRAY),
            ];
            asks.push(Ask { table, places: None, sql, params });
        }
    }
    let questions = asks.iter().map(|a| asked(client, a.sql.clone(), &a.params)).collect();
    let answers = together(questions).await;
    let mut changes = Vec::new();
    for (Ask { table, places, .. }, answer) in asks.iter().zip(answers) {
        for row in answer? {
            changes.push(match places {
                Some(places) => {
                    let read = rows::some(table, places, &row, 2);
                    change(table, get(&row, 0)?, read, get(&row, 1)?, None, now)
                }
                None => whole(table, &row, now)?,
            });
        }
    }
    Ok(changes)
}

/// A question about rows that changed. The view's rows are asked for by their keys as well as joined: a security barrier
/// lets no join look into it, so that all of the organization's rows would be read.
fn joined(table: &Table, which: &str, join: &str, list: &str) -> String {
    format!(
        "WITH n AS MATERIALIZED (SELECT pk, edited, times FROM desk_sync.changes($1::text::pg_snapshot, $2) WHERE {which})
            SELECT {list} FROM n {join} desk_sync.{} t ON t.id = n.pk AND t.id = ANY (ARRAY(SELECT pk FROM n))",
        table.name
    )
}

/// Rows by their keys, whole, with when they were edited since the cursor.
pub(super) async fn named(
    client: &Client,
    cursor: Option<&str>,
    keys: &[Key],
    now: i64,
) -> Result<Vec<Change>> {
    let mut wanted: BTreeMap<&'static str, Vec<Uuid>> = BTreeMap::new();
    for (table, row) in keys {
        wanted.entry(table).or_default().push(*row);
    }
    let mut changes = Vec::new();
    for (name, mut keys) in wanted {
        let Some(table) = tables::find(name) else { continue };
        keys.sort_unstable();
        keys.dedup();
        let list = rows::list(table, rows::rest(table));
        let sql = format!(
            "SELECT k.id, n.edited, n.times, t.id IS NULL{list} FROM unnest($3) k (id)
                LEFT JOIN desk_sync.changes($1::text::pg_snapshot, $2) n ON n.pk = k.id
                LEFT JOIN desk_sync.{name} t ON t.id = k.id AND t.id = ANY ($3)"
        );
        let params: &Params<'_> =
            &[(&cursor, Type::TEXT), (&name, Type::TEXT), (&keys, Type::UUID_ARRAY)];
        for row in ask(client, &sql, params).await? {
            changes.push(whole(table, &row, now)?);
        }
    }
    Ok(changes)
}

/// A row out of key, edited, times, gone and its columns.
fn whole(table: &'static Table, row: &Row, clock: i64) -> Result<Change> {
    let key: Uuid = get(row, 0)?;
    let now = match get(row, 3)? {
        true => Theirs::Gone,
        false => rows::whole(table, key, row, 4),
    };
    Ok(change(table, key, now, get(row, 1)?, get(row, 2)?, clock))
}

/// A row with when it was edited: by the log, else by its own account, else now.
pub(super) fn change(
    table: &'static Table,
    key: Uuid,
    now: Theirs,
    edited: Option<i64>,
    times: Option<serde_json::Value>,
    clock: i64,
) -> Change {
    let own = rows::updated_at(table, &now).unwrap_or(clock);
    let edited = edited.unwrap_or(own);
    let mut columns = BTreeMap::new();
    // Pairs of the columns, all where there are none, and when; later ones count.
    for pair in times.iter().filter_map(serde_json::Value::as_array).flatten() {
        let at = pair[1].as_i64().unwrap_or(own);
        match pair[0].as_array() {
            Some(names) => {
                let names = names.iter().filter_map(serde_json::Value::as_str);
                columns
                    .extend(names.filter_map(|name| table.position(name)).map(|place| (place, at)));
            }
            None => columns.extend((0..table.columns.len()).map(|place| (place, at))),
        }
    }
    columns.retain(|_, at| *at != edited);
    Change { key: (table.name, key), now, edited, columns }
}
