use crate::hub::{connect, refused};
use model::{Code, Error, Result};
use refinery::error::Kind;

mod embedded {
    refinery::embed_migrations!("../../migrations/postgres");
}

/// Any number, the same for all desks: who holds it migrates, the others wait.
const TURN: i64 = 0x6465_736b_7379_6e63;

/// Brings the hub at `address` up to date: on an empty database it makes the organization's 13
/// tables, on one that has them it leaves them as they are. Safe to run by several desks at once,
/// and again. Needs a tokio runtime.
///
/// # Errors
/// OFFLINE when the hub cannot be reached, FORBIDDEN when the user may not create what is
/// missing, LOCKED when others keep the tables busy, CONFLICT when a newer version has been here. Each migration happens wholly or not at all.
pub async fn migrate(address: &str) -> Result<()> {
    let mut client = connect(address).await?;
    // The lock goes with the connection. The path is named, since by default a user called
    // desk_sync would get the organization's tables in the desk's own schema.
    let begin = format!(
        "SET lock_timeout TO '5s';
         SELECT pg_advisory_lock({TURN});
         SET search_path TO public;
         SET client_min_messages TO warning;
         CREATE SCHEMA IF NOT EXISTS desk_sync;"
    );
    client.batch_execute(&begin).await.map_err(|e| refused(&e))?;
    let mut runner = embedded::migrations::runner();
    runner.set_migration_table_name("desk_sync.schema_history");
    runner.run_async(&mut client).await.map(drop).map_err(|e| explain(&e))
}

fn explain(error: &refinery::Error) -> Error {
    match error.kind() {
        Kind::MissingVersion(_) | Kind::DivergentVersion(..) => Error::new(
            Code::Conflict,
            format!(
                "The hub was set up by another version of this program ({error}); use the newer one."
            ),
        ),
        Kind::Connection(_, cause) => match cause.downcast_ref() {
            Some(cause) => refused(cause),
            None => Error::internal(error),
        },
        _ => Error::internal(error),
    }
}
