//! What a DBA does with a hub: install, look at, remove; and let devices in and out.

pub mod chain;
mod device;
mod ready;

pub use device::{add_device, revoke};

use crate::{
    connect::{Address, refused},
    migrate::{migrate, unlike},
};
use model::{Code, Error, Result};
use serde_json::{Value as Json, json};
use tokio_postgres::{Client, error::SqlState};

/// The oldest Postgres that a hub works with, as `server_version_num` has it.
const OLDEST: i32 = 150_000;

/// Makes the database a hub, or brings the hub up to date; safe to repeat. The 13 tables are made
/// where they are missing and get triggers, nothing else.
///
/// # Errors
/// Those of [`Address::connect`]; CONFLICT when the Postgres is too old or the tables are not the
/// organization's; FORBIDDEN when the user may not create what is needed; LOCKED when others keep
/// the tables busy. Then nothing was changed.
pub async fn install(address: &str) -> Result<Json> {
    let address = Address::parse(address)?;
    let client = address.connect().await?;
    fit(&client).await?;
    let is_new = installed(&client).await.is_err();
    if is_new {
        ready::check(&client).await?;
    }
    drop(client);
    let done = match migrate(&address).await {
        Ok(()) => attach(&address).await,
        Err(error) => Err(error),
    };
    if done.is_err() && is_new {
        // What was begun is nobody's yet.
        let client = address.connect().await?;
        let gone = client.batch_execute("DROP SCHEMA IF EXISTS desk_sync CASCADE").await;
        gone.map_err(|e| refused(&e))?;
    }
    done
}

/// Gives the tables what a hub needs of them.
async fn attach(address: &Address) -> Result<Json> {
    let mut client = address.connect().await?;
    let work = client.transaction().await.map_err(|e| refused(&e))?;
    // All at once and in one order: table by table it could wait in a circle with a writer.
    let settle = "SELECT pg_advisory_xact_lock(hashtextextended('desk_sync.install', 0));
        SELECT desk_sync.notice_restore(), desk_sync.attach()";
    work.batch_execute(settle).await.map_err(|e| unlike(&e))?;
    work.commit().await.map_err(|e| refused(&e))?;
    Ok(json!({"installed": true, "hub": state(&client).await?}))
}

/// What is installed, who is connected, what waits. As JSON for people and monitoring.
///
/// # Errors
/// NOT_FOUND when there is no hub, and those of [`Address::connect`].
pub async fn status(address: &str) -> Result<Json> {
    let client = Address::parse(address)?.connect().await?;
    installed(&client).await?;
    state(&client).await
}

/// Takes away everything that [`install`] and [`add_device`] made: triggers, views, grants, roles
/// and the schema, with the desk's own tables in it. The 13 tables and their rows stay.
///
/// # Errors
/// NOT_FOUND when there is no hub, FORBIDDEN for who does not own it, LOCKED when others keep the
/// tables busy. Then nothing was removed.
pub async fn remove(address: &str) -> Result<Json> {
    let mut client = Address::parse(address)?.connect().await?;
    installed(&client).await?;
    let roles = "SELECT role::text FROM desk_sync.device WHERE revoked_at IS NULL ORDER BY role";
    let roles: Vec<String> =
        client.query(roles, &[]).await.map_err(|e| refused(&e))?.iter().map(|r| r.get(0)).collect();
    let work = client.transaction().await.map_err(|e| refused(&e))?;
    work.batch_execute("SELECT desk_sync.detach()").await.map_err(|e| refused(&e))?;
    work.batch_execute("DROP SCHEMA desk_sync CASCADE").await.map_err(|e| refused(&e))?;
    for role in &roles {
        device::disarm(&work, role).await?;
    }
    work.commit().await.map_err(|e| refused(&e))?;
    for role in &roles {
        device::close(&client, role).await?;
    }
    // Another database of the cluster may have a hub as well: then the group stays for it.
    match client.batch_execute("DROP ROLE desk_device").await {
        Err(error) if !shared(&error) => return Err(refused(&error)),
        _ => {}
    }
    Ok(json!({"removed": true, "devices": roles.len()}))
}

/// Shortens the log to the newest entry of each key and forgets old deletions.
///
/// # Errors
/// NOT_FOUND when there is no hub, and those of [`Address::connect`].
pub async fn compact(address: &str) -> Result<Json> {
    let client = Address::parse(address)?.connect().await?;
    installed(&client).await?;
    // A long log takes its time.
    client.batch_execute("SET statement_timeout TO 0").await.map_err(|e| refused(&e))?;
    let row = client.query_one("SELECT desk_sync.compact()", &[]).await;
    Ok(row.map_err(|e| refused(&e))?.get(0))
}

/// Whether this Postgres can be a hub at all.
async fn fit(client: &Client) -> Result<()> {
    let query =
        "SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
        current_setting('server_encoding'), pg_is_in_recovery()";
    let row = client.query_one(query, &[]).await.map_err(|e| refused(&e))?;
    let (number, version, encoding, standby): (i32, String, String, bool) =
        (row.get(0), row.get(1), row.get(2), row.get(3));
    let refuse = |message: String| Err(Error::new(Code::Conflict, message));
    if number < OLDEST {
        return refuse(format!("The hub is Postgres {version}; it must be 15 or newer."));
    }
    if encoding != "UTF8" {
        return refuse(format!("The hub's database has the encoding {encoding}; it must be UTF8."));
    }
    if standby {
        return refuse("This Postgres is a standby; give the primary's address.".into());
    }
    Ok(())
}

/// Refuses where there is no hub.
async fn installed(client: &Client) -> Result<()> {
    let there = "SELECT to_regclass('desk_sync.meta') IS NOT NULL";
    if client.query_one(there, &[]).await.map_err(|e| refused(&e))?.get(0) {
        return Ok(());
    }
    let message = "This database is no hub. Make it one with `grounded hub install URL`.";
    Err(Error::new(Code::NotFound, message))
}

async fn state(client: &Client) -> Result<Json> {
    let row = client.query_one("SELECT desk_sync.status()", &[]).await;
    Ok(row.map_err(|e| refused(&e))?.get(0))
}

/// The group role is still somebody's, or somebody else took it away first.
fn shared(error: &tokio_postgres::Error) -> bool {
    [
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        SqlState::UNDEFINED_OBJECT,
        SqlState::INSUFFICIENT_PRIVILEGE,
    ]
    .iter()
    .any(|state| error.code() == Some(state))
}
