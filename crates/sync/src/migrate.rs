use crate::connect::{Address, refused};
use model::{Code, Error, Result};
use refinery::error::Kind;
use tokio_postgres::error::SqlState;

mod embedded {
    refinery::embed_migrations!("../../migrations/postgres");
}

/// Any number, the same for all desks: who holds it migrates, the others wait.
const TURN: i64 = 0x6465_736b_7379_6e63;

/// How often it is tried anew when another database's hub took the cluster's role away meanwhile.
const TRIES: usize = 5;

/// Brings the tables of a hub up to date: on an empty database it makes the organization's 13,
/// on one that has them it adds triggers to them. Safe to run by several at once, and again.
pub async fn migrate(address: &Address) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match run(address).await {
            Err(error) if tries < TRIES && is_lost_role(&error) => {}
            done => return done.map_err(|e| explain(&e)),
        }
    }
}

/// Why it failed: to connect, before the migrations, or in one of them.
enum Failure {
    Ours(Error),
    Hub(tokio_postgres::Error),
    Migration(refinery::Error),
}

async fn run(address: &Address) -> Result<(), Failure> {
    let mut client = address.connect().await.map_err(Failure::Ours)?;
    // The lock goes with the connection. The path is named, since by default a user called
    // desk_sync would get the organization's tables in the desk's own schema.
    let begin = format!(
        "SELECT pg_advisory_lock({TURN});
         SET search_path TO public;
         SET client_min_messages TO warning;
         CREATE SCHEMA IF NOT EXISTS desk_sync;"
    );
    client.batch_execute(&begin).await.map_err(Failure::Hub)?;
    let mut runner = embedded::migrations::runner();
    runner.set_migration_table_name("desk_sync.schema_history");
    // All or none of them.
    let runner = runner.set_grouped(true);
    runner.run_async(&mut client).await.map(drop).map_err(Failure::Migration)
}

fn cause(error: &Failure) -> Option<&tokio_postgres::Error> {
    match error {
        Failure::Ours(_) => None,
        Failure::Hub(error) => Some(error),
        Failure::Migration(error) => match error.kind() {
            Kind::Connection(_, cause) => cause.downcast_ref(),
            _ => None,
        },
    }
}

fn is_lost_role(error: &Failure) -> bool {
    cause(error).and_then(tokio_postgres::Error::code) == Some(&SqlState::UNDEFINED_OBJECT)
}

fn explain(error: &Failure) -> Error {
    if let Some(cause) = cause(error) {
        return unlike(cause);
    }
    match error {
        Failure::Ours(error) => error.clone(),
        Failure::Migration(error) => match error.kind() {
            Kind::MissingVersion(_) | Kind::DivergentVersion(..) => Error::new(
                Code::Conflict,
                format!(
                    "The hub was set up by another version of this program ({error}); use the newer one."
                ),
            ),
            _ => Error::internal(error),
        },
        Failure::Hub(error) => Error::internal(error),
    }
}

/// The tables that are there are not those that were expected.
pub fn unlike(error: &tokio_postgres::Error) -> Error {
    match error.as_db_error() {
        Some(said) if *said.code() == SqlState::UNDEFINED_COLUMN => Error::new(
            Code::Conflict,
            format!(
                "The tables are not those of the organization schema: {}. Bring them up to date first.",
                said.message()
            ),
        ),
        _ => refused(error),
    }
}
