//! Looking after a hub: `grounded hub …`.

use crate::output::{self, Failure};
use ::sync::hub;
use clap::{Args, Subcommand};
use model::{Error, Result};
use serde_json::Value as Json;
use tokio::runtime::Builder;

/// What can be done with a hub.
#[derive(Subcommand)]
pub enum Command {
    /// Make a Postgres database a hub, or bring the hub up to date; its tables and rows stay as they are
    Install {
        #[command(flatten)]
        hub: Address,
    },
    /// Print what is installed, the devices with what waits, and the log's size, as JSON
    Status {
        #[command(flatten)]
        hub: Address,
    },
    /// Take away everything that install and add-device made; the organization's tables and rows stay
    Remove {
        #[command(flatten)]
        hub: Address,
    },
    /// Let a device in: prints {"url"} with a fresh password that is shown nowhere else
    AddDevice {
        #[command(flatten)]
        hub: Address,
        /// The organization's slug, which the hub may be yet to get
        #[arg(long, value_name = "SLUG")]
        org: String,
        /// What to call the device
        #[arg(long)]
        name: String,
    },
    /// End a device and its connections
    Revoke {
        #[command(flatten)]
        hub: Address,
        /// What it is called
        #[arg(long)]
        name: String,
    },
    /// Shorten the log to the newest entry of each key and forget what was deleted over 180 days ago
    Compact {
        #[command(flatten)]
        hub: Address,
    },
}

/// Where the hub is, as a user who owns its tables and may make roles.
#[derive(Args)]
pub struct Address {
    /// Like postgres://owner@db.example.com:5432/acme
    #[arg(value_name = "URL")]
    url: String,
}

pub const HELP: &str = "\
Another machine is reached by TLS with full verification; ?sslrootcert=FILE names a private authority.
docs/HUB.md tells a DBA what is installed, what it costs, and how to back it up.

Examples:
  grounded hub install postgres://owner@db.example.com/acme
  grounded hub add-device postgres://owner@db.example.com/acme --org acme --name ada-laptop";

/// Carries it out and prints the answer.
pub fn run(command: &Command) -> std::result::Result<(), Failure> {
    output::print(&answer(command)?.to_string())
}

fn answer(command: &Command) -> Result<Json> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
    runtime.block_on(async {
        match command {
            Command::Install { hub } => hub::install(&hub.url).await,
            Command::Status { hub } => hub::status(&hub.url).await,
            Command::Remove { hub } => hub::remove(&hub.url).await,
            Command::AddDevice { hub, org, name } => hub::add_device(&hub.url, org, name).await,
            Command::Revoke { hub, name } => hub::revoke(&hub.url, name).await,
            Command::Compact { hub } => hub::compact(&hub.url).await,
        }
    })
}
