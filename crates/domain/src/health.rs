//! How the desk is doing.

use crate::{Caller, Input};
use model::Result;
use serde_json::json;
use store::Desk;

pub(crate) const OUTPUT: &str = "Health";

/// Reads what the last verification found; `verify` is what looks anew.
pub(crate) fn health(desk: &Desk, _: &mut Caller, _: Input) -> Result<String> {
    let health = desk.health()?;
    let sound = health.last_check.is_none_or(|(_, sound)| sound);
    Ok(json!({
        "status": if sound { "ok" } else { "unsound" },
        "version": env!("CARGO_PKG_VERSION"),
        "schemaVersion": health.schema_version,
        "sqliteVersion": health.sqlite_version,
        "organizations": health.organizations,
        "integrity": health.last_check.map(|(at, sound)| json!({"checkedAt": at.to_string(), "sound": sound})),
    })
    .to_string())
}
