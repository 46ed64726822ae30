//! `grounded`: everything the desk does, from a terminal or a script.
//!
//! JSON goes to standard output, messages to standard error. An error is one JSON object
//! `{code, message, field?, details?}` there, and exit code 1; wrong usage is exit code 2.

mod call;
mod data;
mod demo;
mod export;
mod hub;
mod keep;
mod output;
mod password;
mod sync;

use clap::{Args, Parser, Subcommand};
use model::{Instant, Result};
use std::{path::PathBuf, process::ExitCode};

/// A support desk on the command line: tickets, customers and refunds in one file, with no server.
#[derive(Parser)]
#[command(name = "grounded", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    /// The desk's file [default: desk.db in the user's data folder]
    #[arg(long, global = true, value_name = "FILE", env = "GROUNDED_DATA", hide_env_values = true)]
    data: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  grounded demo --tickets 1000
  grounded call list_tickets --input '{\"limit\": 5, \"filter\": {\"status\": [\"OPEN\"]}}'
  echo '{\"id\": \"...\", \"status\": \"RESOLVED\"}' | grounded call update_ticket --input -
  grounded export tickets --format csv > tickets.csv

Results are JSON on standard output. An error is one JSON object on standard error and exit code 1;
wrong usage is exit code 2.";

#[derive(Subcommand)]
enum Command {
    /// Fill a new file with the sample organization and, if wanted, tickets with two years of history
    Demo {
        /// Tickets to make beside the sample's three
        #[arg(long, value_name = "N", default_value_t = 0)]
        tickets: u32,
        /// The same seed gives the same demo
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// The moment that the history ends, instead of now
        #[arg(long, value_name = "INSTANT", hide = true, value_parser = instant)]
        now: Option<Instant>,
    },
    /// List what `call` can do, each operation with the JSON Schema of its input
    Operations,
    /// Carry out an operation
    #[command(after_help = CALL)]
    Call {
        /// The operation, like list_tickets; `grounded operations` lists them
        name: String,
        #[command(flatten)]
        who: Who,
        /// The input as JSON, or - to read it from standard input
        #[arg(long, value_name = "JSON", default_value = "{}", allow_hyphen_values = true)]
        input: String,
    },
    /// Show every change of a row, newest first: who, when, from what to what
    History {
        /// The table, like tickets
        #[arg(value_parser = table)]
        table: &'static model::Table,
        /// The row's id
        id: String,
        #[command(flatten)]
        who: Who,
    },
    /// Check the file: its structure, its references, and what must always hold
    Verify,
    /// Make the search index anew, where `verify` finds it wanting
    Reindex {
        #[command(flatten)]
        who: Who,
    },
    /// Copy the desk to a new file and verify the copy
    Backup {
        /// The file to make; it must not exist yet
        file: PathBuf,
    },
    /// Put a backup in the desk's place; what was there is kept beside it
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Print a table's rows, oldest first, with the fields of `get`
    Export {
        /// The table, like tickets
        #[arg(value_parser = table)]
        table: &'static model::Table,
        /// How to write them
        #[arg(long, value_enum, default_value_t)]
        format: export::Format,
        #[command(flatten)]
        who: Who,
    },
    /// Look after the Postgres that desks meet at
    #[command(subcommand, after_help = hub::HELP)]
    Hub(hub::Command),
    /// Work with others by way of a hub, and offline in between
    #[command(subcommand, after_help = sync::HELP)]
    Sync(sync::Command),
}

const CALL: &str = "\
Examples:
  grounded call create_organization --input '{\"name\": \"Acme\", \"slug\": \"acme\", \"admin\": {\"name\": \"Ada\", \"email\": \"ada@acme.test\"}}'
  grounded call get_ticket --input '{\"id\": \"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\"}'
  grounded call list_tickets --as alex.rivera@acme.com --input - < filter.json";

/// Where one works, and as whom.
#[derive(Args)]
struct Who {
    /// The organization's slug [default: the file's only organization]
    #[arg(long, value_name = "SLUG")]
    org: Option<String>,
    /// The acting user's email [default: the organization's first administrator]
    #[arg(long = "as", value_name = "EMAIL")]
    user: Option<String>,
}

fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| model::Type::Instant.accepts())
}

fn table(name: &str) -> Result<&'static model::Table, String> {
    model::tables::find(name).ok_or_else(|| {
        let names: Vec<_> = model::tables::ALL.iter().map(|t| t.name).collect();
        format!("it must be one of {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(output::Failure::Refused(error)) => {
            output::refuse(&error);
            ExitCode::from(1)
        }
        // Whoever reads has seen enough.
        Err(output::Failure::Closed) => ExitCode::SUCCESS,
    }
}

fn run(cli: Cli) -> Result<(), output::Failure> {
    // Only for what needs it: a hub is looked after from machines that have no desk.
    let data = || data::Data::new(cli.data);
    match cli.command {
        Command::Hub(command) => hub::run(&command),
        Command::Sync(command) => sync::run(&data()?, &command),
        Command::Demo { tickets, seed, now } => {
            let now = now.unwrap_or_else(Instant::now);
            demo::demo(&data()?, domain::demo::Demo { tickets, seed, now })
        }
        Command::Operations => call::operations(),
        Command::Call { name, who, input } => call::call(&data()?, &name, &who, &input),
        Command::History { table, id, who } => call::history(&data()?, table, &id, &who),
        Command::Verify => keep::verify(&data()?),
        Command::Reindex { who } => keep::reindex(&data()?, &who),
        Command::Backup { file } => keep::backup(&data()?, &file),
        Command::Restore { file } => keep::restore(&data()?, &file),
        Command::Export { table, format, who } => export::export(&data()?, table, format, &who),
    }
}
