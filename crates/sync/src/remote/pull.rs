//! What is new at the hub, all of it as of one moment.
//!
//! Mostly nothing is: then one question is all. Otherwise everything is read in one transaction that sees one
//! snapshot: which rows it is about, and of those that only had some columns changed no more than these.

use super::{
    failed,
    rows::{self, get},
    snapshot,
    together::{Asked, together},
};
use crate::engine::{
    outbox::Key,
    sides::{Change, Difference, Theirs},
};
use model::{Result, Table, tables};
use std::collections::{BTreeMap, HashSet};
use tokio_postgres::{
    Client, Row,
    types::{ToSql, Type},
};
use uuid::Uuid;

/// From so many rows on it is worth a question of its own to read only their changed columns.
const MANY: i64 = 4;
/// So many such questions a table.
const GROUPS: usize = 8;

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const PULSE: &str = "SELECT cursor, now, news FROM desk_sync.pulse($1::text::pg_snapshot)";
const SUMMARY: &str = "SELECT tbl, cols, count(*), bool_or(pk IS NULL)
    FROM desk_sync.changes($1::text::pg_snapshot) GROUP BY tbl, cols ORDER BY 3 DESC, 1, 2";

/// Values to bind, with what they are.
type Params<'a> = [(&'a (dyn ToSql + Sync), Type)];

/// What the hub says before any row is read.
struct Pulse {
    cursor: String,
    now: i64,
    news: News,
}

enum News {
    Nothing,
    Some,
    Everything,
    /// The hub has no such organization yet.
    Nowhere,
}

/// What is to be asked of a table.
#[derive(Default)]
struct Part {
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

pub(super) async fn pull(
    client: &Client,
    cursor: Option<&str>,
    also: &[Key],
) -> Result<Difference> {
    // A desk that was told an empty one had nothing to see yet.
    let cursor = cursor.filter(|cursor| !cursor.is_empty());
    if cursor.is_some() && also.is_empty() {
        let pulse = pulse(ask(client, PULSE, &[(&cursor, Type::TEXT)]).await?)?;
        if matches!(pulse.news, News::Nothing | News::Nowhere) {
            return Ok(empty(pulse));
        }
    }
    // Where this fails the connection is given up, and what is open there ends with it.
    let read = at_one_moment(client, cursor, also).await?;
    ask(client, "COMMIT", &[]).await?;
    Ok(read)
}

async fn at_one_moment(client: &Client, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
    let told: [(&(dyn ToSql + Sync), Type); 1] = [(&cursor, Type::TEXT)];
    let first = together(vec![
        asked(client, BEGIN.into(), &[]),
        asked(client, PULSE.into(), &told),
        asked(client, SUMMARY.into(), &told),
    ]);
    let [_, pulse, summary] = <[_; 3]>::try_from(first.await).map_err(|_| super::lost())?;
    let pulse = self::pulse(pulse?)?;
    let mut difference = match pulse.news {
        News::Nowhere => return Ok(empty(pulse)),
        News::Everything => everything(client, pulse).await?,
        News::Nothing | News::Some => match parts(&summary?)? {
            Some(parts) => changes(client, pulse, cursor, &parts).await?,
            // A table was emptied: what is gone is not told row by row.
            None => everything(client, pulse).await?,
        },
    };
    if !difference.everything && !also.is_empty() {
        add(client, &mut difference, cursor, also).await?;
    }
    Ok(difference)
}

fn empty(pulse: Pulse) -> Difference {
    // An organization that comes later may have had rows before: then everything is asked for.
    let cursor = match pulse.news {
        News::Nowhere => String::new(),
        _ => pulse.cursor,
    };
    Difference { cursor, everything: false, now: pulse.now, changes: Vec::new() }
}

/// All rows that there are, table by table.
async fn everything(client: &Client, pulse: Pulse) -> Result<Difference> {
    let mut changes = Vec::new();
    for table in tables::every() {
        for (key, row) in snapshot::read(client, table, None, None).await? {
            let now = row.map_or_else(Theirs::Unfit, Theirs::Whole);
            changes.push(change(table, key, now, None, None, pulse.now));
        }
    }
    Ok(Difference { cursor: pulse.cursor, everything: true, now: pulse.now, changes })
}

/// The cursor of this moment; `None` while the hub has no such organization.
pub(super) async fn cursor(client: &Client) -> Result<Option<String>> {
    let pulse = pulse(ask(client, PULSE, &[(&None::<&str>, Type::TEXT)]).await?)?;
    Ok((!matches!(pulse.news, News::Nowhere)).then_some(pulse.cursor))
}

/// What is to be asked, table by table; `None` when it is everything.
fn parts(summary: &[Row]) -> Result<Option<BTreeMap<&'static str, Part>>> {
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
async fn changes(
    client: &Client,
    pulse: Pulse,
    cursor: Option<&str>,
    parts: &BTreeMap<&'static str, Part>,
) -> Result<Difference> {
    let mut asks: Vec<Ask<'_>> = Vec::new();
    let from = "desk_sync.changes($1::text::pg_snapshot, $2) n";
    for table in tables::every() {
        let Some(part) = parts.get(table.name) else { continue };
        for columns in &part.thin {
            // Columns that a newer hub knows as well are for newer desks.
            let places: Vec<usize> =
                columns.split(',').filter_map(|name| table.position(name)).collect();
            let list = rows::list(table, places.iter().copied());
            let sql = format!(
                "SELECT n.pk, n.edited{list} FROM {from} JOIN desk_sync.{} t ON t.id = n.pk WHERE n.cols = $3",
                table.name
            );
            let params: Vec<(&(dyn ToSql + Sync), Type)> =
                vec![(&cursor, Type::TEXT), (&table.name, Type::TEXT), (columns, Type::TEXT)];
            asks.push(Ask { table, places: Some(places), sql, params });
        }
        if part.whole {
            let list = rows::list(table, rows::rest(table));
            let sql = format!(
                "SELECT n.pk, n.edited, n.times, t.id IS NULL{list} FROM {from} LEFT JOIN desk_sync.{} t ON t.id = n.pk
                    WHERE n.cols IS NULL OR n.cols <> ALL ($3)",
                table.name
            );
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
                    let now = rows::some(table, places, &row, 2);
                    change(table, get(&row, 0)?, now, get(&row, 1)?, None, pulse.now)
                }
                None => whole(table, &row, pulse.now)?,
            });
        }
    }
    Ok(Difference { cursor: pulse.cursor, everything: false, now: pulse.now, changes })
}

/// Adds rows that were asked for.
async fn add(
    client: &Client,
    difference: &mut Difference,
    cursor: Option<&str>,
    also: &[Key],
) -> Result<()> {
    let asked = named(client, cursor, also, difference.now).await?;
    let there: HashSet<Key> = asked.iter().map(|change| change.key).collect();
    difference.changes.retain(|change| !there.contains(&change.key));
    difference.changes.extend(asked);
    Ok(())
}

/// Rows by their keys, whole, with when they were edited since the cursor.
async fn named(
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
                LEFT JOIN desk_sync.{name} t ON t.id = k.id"
        );
        let params: &Params<'_> =
            &[(&cursor, Type::TEXT), (&name, Type::TEXT), (&keys, Type::UUID_ARRAY)];
        for row in ask(client, &sql, params).await? {
            changes.push(whole(table, &row, now)?);
        }
    }
    Ok(changes)
}

/// Rows by their keys, and locks on them: in a transaction that is left open.
pub(super) async fn locked(
    client: &Client,
    cursor: Option<&str>,
    keys: &[Key],
) -> Result<Difference> {
    let cursor = cursor.filter(|cursor| !cursor.is_empty());
    let (names, ids): (Vec<&str>, Vec<Uuid>) = keys.iter().copied().unzip();
    // Each question sees what was committed before it: once the locks are there, the newest.
    ask(client, "BEGIN ISOLATION LEVEL READ COMMITTED", &[]).await?;
    let lock = "SELECT desk_sync.lock_rows($1, $2)";
    ask(client, lock, &[(&names, Type::TEXT_ARRAY), (&ids, Type::UUID_ARRAY)]).await?;
    let pulse = pulse(ask(client, PULSE, &[(&cursor, Type::TEXT)]).await?)?;
    let changes = named(client, cursor, keys, pulse.now).await?;
    let cursor = cursor.unwrap_or_default().to_owned();
    Ok(Difference { cursor, everything: false, now: pulse.now, changes })
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
fn change(
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

fn pulse(rows: Vec<Row>) -> Result<Pulse> {
    let row = rows.first().ok_or_else(super::lost)?;
    let news = match get(row, 2)? {
        "nothing" => News::Nothing,
        "some" => News::Some,
        "nowhere" => News::Nowhere,
        _ => News::Everything,
    };
    Ok(Pulse { cursor: get(row, 0)?, now: get(row, 1)?, news })
}

async fn ask(client: &Client, sql: &str, params: &Params<'_>) -> Result<Vec<Row>> {
    client.query_typed(sql, params).await.map_err(|e| failed(&e))
}

fn asked<'a>(
    client: &'a Client,
    sql: String,
    params: &'a Params<'a>,
) -> Asked<'a, Result<Vec<Row>>> {
    Box::pin(async move { ask(client, &sql, params).await })
}
