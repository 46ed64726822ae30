//! Telling the hub, and what became of it.

use super::{failed, member, rows::get};
use crate::{
    engine::{
        merge::Lost,
        outbox::Key,
        rebase::Conflict,
        sides::{Batch, Outcome, Record, Reply, Stands},
        wire,
    },
    hub::chain,
};
use model::{Class, Error, Result, tables};
use serde_json::{Map, Value as Json, json};
use tokio_postgres::{Client, types::Type};
use uuid::Uuid;

/// The batch as it is sent. The entries' texts stand in it byte for byte: the chain is over them.
pub(super) fn text(batch: &Batch, session: Option<Uuid>) -> String {
    let conflicts: Vec<Json> = batch.conflicts.iter().map(conflict).collect();
    let entries: Vec<&str> = batch.entries.iter().map(|entry| entry.text.as_str()).collect();
    format!(
        r#"{{"device":"{}","session":{},"from":{},"head":"{}","chain":"{}","release":{},"conflicts":{},"entries":[{}]}}"#,
        batch.file,
        json!(session),
        batch.from.dseq,
        chain::hex(&batch.from.head),
        chain::hex(&batch.mark.head),
        Json::from(batch.release.clone()),
        Json::from(conflicts),
        entries.join(",")
    )
}

pub(super) async fn push(client: &Client, text: &str) -> Result<Reply> {
    let say = "SELECT desk_sync.push($1::text::json)";
    let rows = client.query_typed(say, &[(&text, Type::TEXT)]).await.map_err(|e| failed(&e))?;
    let row = rows.first().ok_or_else(|| Error::internal("The hub does not answer."))?;
    let answer: Json = get(row, 0)?;
    if answer.get("forked").is_some() {
        return Ok(Reply::Forked);
    }
    let results = member(&answer, "/results", |json| json.as_array().cloned())?;
    let done = results.into_iter().map(|result| {
        let label = member(&result, "/group", |json| json.as_str().map(str::to_owned))?;
        // Of what it had before, what became of it then.
        let first = match result.get("first") {
            Some(first) => first.clone(),
            None => result,
        };
        Ok((label, outcome(first)?))
    });
    done.collect::<Result<_>>().map(Reply::Done)
}

pub(super) async fn results(
    client: &Client,
    file: Option<Uuid>,
    after: i64,
) -> Result<Vec<(String, Outcome)>> {
    // The policy shows what was pushed as this device, by this file and by those that were it before.
    let ask = r#"SELECT "group", CASE WHEN outcome IN ('gone', 'held', 'quarantined') THEN result
            ELSE jsonb_build_object('outcome', outcome) END
        FROM desk_sync.push_result WHERE dseq > $1 AND ($2 IS NULL OR device = $2) AND result IS NOT NULL ORDER BY at, dseq"#;
    let rows = client
        .query_typed(ask, &[(&after, Type::INT8), (&file, Type::UUID)])
        .await
        .map_err(|e| failed(&e))?;
    rows.iter().map(|row| Ok((get(row, 0)?, outcome(get(row, 1)?)?))).collect()
}

fn outcome(mut result: Json) -> Result<Outcome> {
    let text = |path| member(&result, path, |json| json.as_str().map(str::to_owned));
    match text("/outcome")?.as_str() {
        "applied" => Ok(Outcome::Applied),
        "stale" => Ok(Outcome::Stale),
        "gone" => Ok(Outcome::Gone(gone(&result))),
        "held" => Ok(Outcome::Held(text("/by")?)),
        "quarantined" => {
            if let Some(why) = result.as_object_mut() {
                why.remove("outcome");
                why.remove("group");
            }
            Ok(Outcome::Quarantined(result))
        }
        other => Err(Error::internal(format!("The hub's answer has an outcome \"{other}\"."))),
    }
}

pub(super) async fn decided(client: &Client, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
    let ask = "SELECT id FROM desk_sync.conflict WHERE id = ANY ($1) AND resolved_at IS NOT NULL";
    let rows = client.query_typed(ask, &[(&conflicts, Type::UUID_ARRAY)]).await;
    rows.map_err(|e| failed(&e))?.iter().map(|row| get(row, 0)).collect()
}

/// The rows that are deleted, of those that are named; of the others it tells what is there.
fn gone(result: &Json) -> Vec<Key> {
    let rows = result["rows"].as_array().into_iter().flatten();
    let keys = rows.filter(|row| row.get("row").is_none()).filter_map(|row| {
        let table = tables::find(row["table"].as_str()?)?;
        Some((table.name, Uuid::try_parse(row["pk"].as_str()?).ok()?))
    });
    keys.collect()
}

/// A conflict, with the values that went into it.
fn conflict(record: &Record) -> Json {
    let (name, row) = record.key;
    let columns = tables::find(name).map_or(&[][..], |table| table.columns);
    let mut told = json!({"id": record.id, "table": name, "pk": row});
    match record.stands {
        Stands::Open => {}
        Stands::Resolved(how) => told["resolution"] = how.into(),
        Stands::Reopened => told["resolution"] = Json::Null,
    }
    match &record.conflict {
        Conflict::Column { column, base, mine, theirs, lost: _ } => {
            let Some(column) = columns.get(*column) else { return told };
            told["column"] = column.name.into();
            told["kind"] = kind(column.class).into();
            told["base"] = wire::value(column, base);
            told["mine"] = wire::value(column, mine);
            told["theirs"] = wire::value(column, theirs);
        }
        Conflict::Deleted { image, lost } => {
            let values = columns.iter().zip(image);
            let image: Map<String, Json> =
                values.map(|(c, value)| (c.name.into(), wire::value(c, value))).collect();
            let whose = match lost {
                Lost::Mine => "mine",
                Lost::Theirs => "theirs",
            };
            told["kind"] = "deleted".into();
            told[whose] = image.into();
        }
    }
    told
}

/// What kind of conflict it is that two edits of a column are in.
fn kind(class: Class) -> &'static str {
    match class {
        Class::Scalar | Class::Delta | Class::Fact | Class::Derived | Class::Follows => "scalar",
        Class::Set => "set",
        Class::State => "state",
        Class::Json => "json",
    }
}
