//! Devices: a role each, made with a fresh password and ended with all its connections.

use super::installed;
use crate::connect::{Address, refused};
use model::{Code, Error, Result};
use postgres_protocol::{escape::escape_literal, password::scram_sha_256};
use serde_json::{Value as Json, json};
use tokio_postgres::{Client, GenericClient, error::SqlState};
use uuid::Uuid;

/// How long a device's connections are waited for, in milliseconds.
const CLOSING: i64 = 5_000;

/// Makes a device for the organization with that slug, which the hub may be yet to get. Gives
/// `{"url"}`: the only place where the password ever stands.
///
/// # Errors
/// VALIDATION for a slug or a name that cannot be one, CONFLICT when the name is taken or when
/// PUBLIC may read the organization's tables, NOT_FOUND when there is no hub, FORBIDDEN when the
/// user may not make roles.
pub async fn add_device(address: &str, slug: &str, name: &str) -> Result<Json> {
    let (slug, name) = (slug.trim(), name.trim());
    if slug.is_empty() || slug.chars().count() > 255 || slug.contains('\0') {
        let message = "A slug is a short name of 1 to 255 characters, like \"acme\".";
        return Err(Error::validation("org", message));
    }
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        let message = "A device's name has 1 to 100 characters, like \"ada-laptop\".";
        return Err(Error::validation("name", message));
    }
    let address = Address::parse(address)?;
    let mut client = address.connect().await?;
    installed(&client).await?;
    closed(&client).await?;

    let database: String = client
        .query_one("SELECT current_database()::text", &[])
        .await
        .map_err(|e| refused(&e))?
        .get(0);
    let role = role_name(&database, name);
    // 32 bytes of the system's randomness.
    let password = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    // The server gets the verifier only, so that no log of statements ever holds the password.
    let verifier = scram_sha_256(password.as_bytes());

    let work = client.transaction().await.map_err(|e| refused(&e))?;
    let made = "INSERT INTO desk_sync.device (name, role, slug, org)
        VALUES ($1, $2::text::name, $3, (SELECT id FROM public.organizations WHERE slug = $3))";
    work.execute(made, &[&name, &role, &slug]).await.map_err(|e| match e.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => Error::new(
            Code::Conflict,
            format!(
                "There is a device \"{name}\" already. Choose another name, or end that one with `grounded hub revoke`."
            ),
        ),
        _ => refused(&e),
    })?;
    let quoted = quoted(&role);
    let sql = format!(
        "CREATE ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT CONNECTION LIMIT 8
            IN ROLE desk_device PASSWORD {};
        DO $$ BEGIN
            EXECUTE format('COMMENT ON ROLE {quoted} IS %L',
                'device of database ' || (SELECT oid FROM pg_database WHERE datname = current_database()));
            -- To end its connections later one must be a member, or a superuser.
            IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                GRANT {quoted} TO CURRENT_USER;
            END IF;
            -- Only where the database is not everybody's, so that its grants stay as they were otherwise.
            IF NOT has_database_privilege({}, current_database(), 'CONNECT') THEN
                EXECUTE format('GRANT CONNECT ON DATABASE %I TO {quoted}', current_database());
            END IF;
        END $$",
        escape_literal(&verifier),
        escape_literal(&role),
    );
    work.batch_execute(&sql).await.map_err(|e| refused(&e))?;
    work.commit().await.map_err(|e| refused(&e))?;
    Ok(json!({"url": address.for_user(&role, &password)}))
}

/// Ends a device: its connections at once, its role for ever. What it pushed stays.
///
/// # Errors
/// NOT_FOUND when there is no such device or no hub, FORBIDDEN when the user may not drop roles.
pub async fn revoke(address: &str, name: &str) -> Result<Json> {
    let mut client = Address::parse(address)?.connect().await?;
    installed(&client).await?;
    let work = client.transaction().await.map_err(|e| refused(&e))?;
    let ended = "UPDATE desk_sync.device SET revoked_at = now()
        WHERE name = $1 AND revoked_at IS NULL RETURNING role::text";
    let row = work.query_opt(ended, &[&name.trim()]).await.map_err(|e| refused(&e))?;
    let role: String = row.map(|row| row.get(0)).ok_or_else(|| {
        let message = format!("There is no device \"{name}\". `grounded hub status` lists them.");
        Error::new(Code::NotFound, message)
    })?;
    // From the commit on its open connections see nothing, whatever they do.
    disarm(&work, &role).await?;
    work.commit().await.map_err(|e| refused(&e))?;
    let closed = close(&client, &role).await?;
    Ok(json!({"revoked": name.trim(), "connections": closed}))
}

/// Takes from a role what it was granted, and lets nobody log in by it any more.
pub(super) async fn disarm(client: &impl GenericClient, role: &str) -> Result<()> {
    if !is_ours(client, role).await? {
        return Ok(());
    }
    let quoted = quoted(role);
    // Whoever installed the hub with another user is a member of nothing yet.
    let sql = format!(
        "DO $$ BEGIN
            IF NOT pg_has_role(current_user, {}, 'MEMBER') THEN GRANT {quoted} TO CURRENT_USER; END IF;
        END $$;
        DROP OWNED BY {quoted}; ALTER ROLE {quoted} NOLOGIN",
        escape_literal(role)
    );
    client.batch_execute(&sql).await.map_err(|e| refused(&e))
}

/// Ends a role's connections, then the role: in this order, since without the role nobody can
/// tell whose they are.
pub(super) async fn close(client: &Client, role: &str) -> Result<i64> {
    if !is_ours(client, role).await? {
        return Ok(0);
    }
    let end = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, $2))
        FROM pg_stat_activity WHERE usename = $1::text::name";
    let row = client.query_one(end, &[&role, &CLOSING]).await.map_err(|e| refused(&e))?;
    let drop = format!("DROP ROLE IF EXISTS {}", quoted(role));
    client.batch_execute(&drop).await.map_err(|e| refused(&e))?;
    Ok(row.get(0))
}

/// Whether the role is there and this database's: in a copy of the database, restored beside it, the
/// original's devices are listed as well.
async fn is_ours(client: &impl GenericClient, role: &str) -> Result<bool> {
    let query =
        "SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = $1::text::name AND NOT EXISTS (
        SELECT FROM pg_database d WHERE d.datname <> current_database()
            AND shobj_description(r.oid, 'pg_authid') = 'device of database ' || d.oid))";
    Ok(client.query_one(query, &[&role]).await.map_err(|e| refused(&e))?.get(0))
}

/// Refuses while everybody who can log in may read the organization's tables: a device could too.
async fn closed(client: &Client) -> Result<()> {
    let open = "SELECT string_agg(o.name, ', ') FROM desk_sync.open_to_all() o
        JOIN desk_sync.shape s ON o.name = 'public.' || s.tbl WHERE o.kind = 'table'";
    let row = client.query_one(open, &[]).await.map_err(|e| refused(&e))?;
    match row.get::<_, Option<String>>(0) {
        None => Ok(()),
        Some(tables) => Err(Error::new(
            Code::Conflict,
            format!(
                "Every role of this database may read {tables}, so a device could read other organizations. Revoke that from PUBLIC and grant it to the roles that need it."
            ),
        )),
    }
}

/// Roles belong to the cluster, so the database is named, and two devices are never called alike.
fn role_name(database: &str, name: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().map(|c| match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => c,
            _ => '_',
        });
        letters.take(20).collect()
    };
    let random = Uuid::new_v4().simple().to_string();
    format!("desk_{}_{}_{}", plain(database), plain(name), &random[..8])
}

fn quoted(role: &str) -> String {
    postgres_protocol::escape::escape_identifier(role)
}
