//! Who the hub is, and what it knows of the device.

use super::{failed, member, rows::get};
use crate::{
    engine::sides::{Hello, HubId, Mark, Sight, Welcome, Witness},
    hub::chain::{self, Head},
};
use model::{Code, Error, Result};
use serde_json::{Value as Json, json};
use tokio_postgres::{Client, types::Type};
use uuid::Uuid;

/// The oldest hub that answers what is asked here, as its `schemaVersion` has it.
const OLDEST: i64 = 5;

pub(super) async fn hello(client: &Client, told: &Hello, session: Uuid) -> Result<Welcome> {
    let mut about =
        json!({"pending": told.pending, "version": env!("CARGO_PKG_VERSION"), "session": session});
    if let Some(cursor) = told.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        about["cursor"] = cursor.into();
    }
    if let Some(Witness { hub, sight, file, told }) = &told.known {
        about["hub"] = json!({"system": hub.system, "timeline": hub.timeline, "epoch": hub.epoch});
        about["file"] = json!(file);
        about["told"] = json!(told);
        if let Some(Sight { session, times, at }) = sight {
            about["sight"] = json!({"session": session, "times": times, "at": at});
        }
    }
    let answer = answer(client, &about).await?;
    let id = |json: &Json| json.as_str().and_then(|id| Uuid::try_parse(id).ok());
    if member(&answer, "/schemaVersion", Json::as_i64)? < OLDEST {
        let message = "The hub is older than this program, or was detached. Whoever runs it brings it up to date with `grounded hub install URL`.";
        return Err(Error::new(Code::Conflict, message));
    }
    Ok(Welcome {
        hub: hub(&answer)?,
        organization: answer.pointer("/org/id").and_then(id),
        deleted: answer.pointer("/org/deleted").and_then(Json::as_bool).unwrap_or(false),
        slug: match answer.pointer("/org/slug").and_then(Json::as_str) {
            Some(slug) => slug.to_owned(),
            None => member(&answer, "/slug", |json| json.as_str().map(str::to_owned))?,
        },
        file: answer.pointer("/deviceId").and_then(id),
        told: mark(&answer, "/lastDseq", "/chainHead")?,
        versions: (
            member(&answer, "/minClient", Json::as_i64)?,
            member(&answer, "/maxClient", Json::as_i64)?,
        ),
        now: member(&answer, "/now", Json::as_i64)?,
    })
}

/// The channel on which the organization's devices tell each other that there is something. While there is no
/// organization, one on which nobody ever does.
pub(super) async fn channel(client: &Client) -> Result<String> {
    let ask = "SELECT 'desk_sync_' || coalesce(replace(desk_sync.my_org()::text, '-', ''), 'none')";
    let rows = client.query_typed(ask, &[]).await.map_err(|e| failed(&e))?;
    let row = rows.first().ok_or_else(|| Error::internal("The hub does not answer."))?;
    get(row, 0)
}

/// Notes that something was exchanged in that session. How often that is.
pub(super) async fn seen(client: &Client, session: Uuid) -> Result<i64> {
    let say = "SELECT desk_sync.seen($1)";
    let rows = client.query_typed(say, &[(&session, Type::UUID)]).await.map_err(|e| failed(&e))?;
    let row = rows.first().ok_or_else(|| Error::internal("The hub does not answer."))?;
    get(row, 0)
}

/// Refuses to go on with a hub that was put in the place of another, or taken back to an earlier state.
pub(super) async fn is_still(client: &Client, known: &HubId) -> Result<()> {
    if hub(&answer(client, &json!({})).await?)? == *known {
        return Ok(());
    }
    let message = "The hub was restored or replaced meanwhile. Try again.";
    Err(Error::new(Code::Offline, message))
}

async fn answer(client: &Client, told: &Json) -> Result<Json> {
    let say = "SELECT desk_sync.hello($1)";
    let rows = client.query_typed(say, &[(told, Type::JSONB)]).await.map_err(|e| failed(&e))?;
    let row = rows.first().ok_or_else(|| Error::internal("The hub does not answer."))?;
    get(row, 0)
}

fn hub(answer: &Json) -> Result<HubId> {
    let text = |path| member(answer, path, |json| json.as_str().map(str::to_owned));
    Ok(HubId {
        system: text("/systemIdentifier")?,
        timeline: member(answer, "/timeline", Json::as_i64)?,
        epoch: text("/epoch")?,
    })
}

fn mark(answer: &Json, dseq: &str, head: &str) -> Result<Mark> {
    Ok(Mark {
        dseq: member(answer, dseq, Json::as_i64)?,
        head: member(answer, head, |json| json.as_str().and_then(unhex))?,
    })
}

/// What [`chain::hex`] wrote.
fn unhex(text: &str) -> Option<Head> {
    let mut head = chain::START;
    if text.len() != 2 * head.len() || !text.is_ascii() {
        return None;
    }
    for (n, byte) in head.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(head)
}
