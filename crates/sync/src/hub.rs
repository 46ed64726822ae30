//! A connection to the hub.

use model::{Code, Error, Result};
use std::time::Duration;
use tokio_postgres::{Client, Config, NoTls, config::Host, error::SqlState};

/// How long to wait for a hub that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects to the hub at `address` (`postgres://user@host:5432/database`), within a tokio
/// runtime.
///
/// # Errors
/// VALIDATION when the address is not one, OFFLINE when nobody answers there. No message ever
/// holds the address as it was given, since that may hold a password.
pub async fn connect(address: &str) -> Result<Client> {
    let mut config: Config = address.parse().map_err(|_| malformed())?;
    if config.get_hosts().is_empty() || config.get_dbname().is_none() {
        return Err(malformed());
    }
    let local = config.get_hosts().iter().all(is_this_machine)
        && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
    if !local {
        return Err(Error::new(
            Code::Offline,
            "This version reaches a hub on this machine only: by a Unix socket or a loopback address.",
        ));
    }
    config.application_name("grounded-desk");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    let (client, connection) = config.connect(NoTls).await.map_err(|e| {
        Error::new(Code::Offline, format!("{} cannot be reached: {}.", name(&config), reason(&e)))
    })?;
    // It ends with the client; what it dies of, the client's next statement tells.
    tokio::spawn(connection);
    Ok(client)
}

/// A hub's answer to a statement, as an error of ours.
pub fn refused(error: &tokio_postgres::Error) -> Error {
    match error.code() {
        Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            Error::forbidden(format!("The hub does not permit this: {}.", reason(error)))
        }
        Some(&SqlState::LOCK_NOT_AVAILABLE) => {
            Error::new(Code::Locked, "The hub's tables are busy. Nothing was changed; try again.")
        }
        Some(_) => Error::internal(format!("The hub refused: {}.", reason(error))),
        None => Error::new(Code::Offline, format!("The hub was lost: {}.", reason(error))),
    }
}

fn malformed() -> Error {
    let message = "The address of a hub is like \"postgres://user@localhost:5432/database\".";
    Error::validation("hub", message)
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn name(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(folder)) => folder.display().to_string(),
        None => String::new(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("The hub \"{}\" at {host}:{port}", config.get_dbname().unwrap_or_default())
}

/// The innermost cause, which is the one that tells something.
fn reason(error: &tokio_postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
