//! What is new at the hub, all of it as of one moment.
//!
//! Mostly nothing is: then one question is all. Otherwise everything is read in one transaction that sees one
//! snapshot: which rows it is about, and of those that only had some columns changed no more than these.

use super::{
    changes::{change, changes, named, parts},
    failed,
    rows::get,
    snapshot,
    together::{Asked, together},
};
use crate::engine::{
    outbox::Key,
    sides::{Difference, Theirs},
};
use model::{Result, tables};
use std::collections::HashSet;
use tokio_postgres::{
    Client, Row,
    types::{ToSql, Type},
};
use uuid::Uuid;

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// The questions about changed rows look into lists of keys that the planner takes to be short.
const PLAN: &str = "SET LOCAL enable_nestloop TO off";
const PULSE: &str = "SELECT cursor, now, news FROM desk_sync.pulse($1::text::pg_snapshot)";
const SUMMARY: &str = "SELECT tbl, cols, count(*), bool_or(pk IS NULL)
    FROM desk_sync.changes($1::text::pg_snapshot) GROUP BY tbl, cols ORDER BY 3 DESC, 1, 2";

/// Values to bind, with what they are.
pub(super) type Params<'a> = [(&'a (dyn ToSql + Sync), Type)];

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
        asked(client, PLAN.into(), &[]),
        asked(client, PULSE.into(), &told),
        asked(client, SUMMARY.into(), &told),
    ]);
    let [_, _, pulse, summary] = <[_; 4]>::try_from(first.await).map_err(|_| super::lost())?;
    let pulse = self::pulse(pulse?)?;
    let mut difference = match pulse.news {
        News::Nowhere => return Ok(empty(pulse)),
        News::Everything => everything(client, pulse).await?,
        News::Nothing | News::Some => match parts(&summary?)? {
            Some(parts) => Difference {
                changes: changes(client, pulse.now, cursor, &parts).await?,
                cursor: pulse.cursor,
                everything: false,
                now: pulse.now,
            },
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
        for (key, row) in snapshot::read(client, table).await? {
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

/// Rows by their keys, and locks on them: in a transaction that is left open.
pub(super) async fn locked(client: &Client, cursor: &str, keys: &[Key]) -> Result<Difference> {
    let (names, ids): (Vec<&str>, Vec<Uuid>) = keys.iter().copied().unzip();
    // Each question sees what was committed before it: once the locks are there, the newest.
    ask(client, "BEGIN ISOLATION LEVEL READ COMMITTED", &[]).await?;
    let lock = "SELECT desk_sync.lock_rows($1, $2)";
    ask(client, lock, &[(&names, Type::TEXT_ARRAY), (&ids, Type::UUID_ARRAY)]).await?;
    let pulse = pulse(ask(client, PULSE, &[(&Some(cursor), Type::TEXT)]).await?)?;
    let changes = named(client, Some(cursor), keys, pulse.now).await?;
    Ok(Difference { cursor: cursor.to_owned(), everything: false, now: pulse.now, changes })
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

pub(super) async fn ask(client: &Client, sql: &str, params: &Params<'_>) -> Result<Vec<Row>> {
    client.query_typed(sql, params).await.map_err(|e| failed(&e))
}

pub(super) fn asked<'a>(
    client: &'a Client,
    sql: String,
    params: &'a Params<'a>,
) -> Asked<'a, Result<Vec<Row>>> {
    Box::pin(async move { ask(client, &sql, params).await })
}
