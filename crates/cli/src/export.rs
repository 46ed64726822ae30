//! `export`: a table's rows as they are, one after the other, in constant memory.

use crate::{
    Who,
    data::Data,
    output::{self, Failure},
};
use clap::ValueEnum;
use model::{Error, Result, Table};
use serde_json::Value as Json;
use std::io::Write;

/// How rows are written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// An array of objects
    #[default]
    Json,
    /// Comma-separated values under a header of the same names; nothing between two commas is no value,
    /// "" is an empty text
    Csv,
}

/// Prints the rows.
pub fn export(
    data: &Data,
    table: &'static Table,
    format: Format,
    who: &Who,
) -> Result<(), Failure> {
    let desk = data.open()?;
    let session = who.sign_in(&desk)?;
    let mut failure = None;
    let read = desk.read(&session, |org| {
        let mut out = output::stdout();
        let done = match format {
            Format::Json => json(org, table, &mut out),
            Format::Csv => csv(org, table, &mut out),
        };
        // What is wrong with the output is told apart from what is wrong with the desk.
        match done {
            Err(Failure::Refused(error)) => Err(error),
            Err(closed) => {
                failure = Some(closed);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    });
    read?;
    failure.map_or(Ok(()), Err)
}

fn json(org: &store::Org<'_>, table: &'static Table, out: &mut impl Write) -> Result<(), Failure> {
    let mut comma = "[\n";
    org.each(table, &mut |row| {
        write!(out, "{comma}{row}")?;
        comma = ",\n";
        Ok::<_, Failure>(())
    })?;
    // Nothing at all is an empty array.
    writeln!(out, "{}", if comma == "[\n" { "[]" } else { "\n]" })?;
    Ok(out.flush()?)
}

/// As RFC 4180 has it, each record ended by a line feed. No value is an empty cell, an empty text is a
/// quoted one, as Postgres writes and reads them with `COPY ... WITH (FORMAT csv)`.
fn csv(org: &store::Org<'_>, table: &'static Table, out: &mut impl Write) -> Result<(), Failure> {
    let names = table.columns.iter().map(|column| Some(column.json_name()));
    record(out, names)?;
    org.each(table, &mut |row| {
        let row: Json = serde_json::from_str(row).map_err(Error::internal)?;
        let cells = table.columns.iter().map(|column| match &row[column.json_name()] {
            Json::Null => None,
            Json::String(text) => Some(text.clone()),
            json => Some(json.to_string()),
        });
        record(out, cells)
    })?;
    Ok(out.flush()?)
}

fn record(
    out: &mut impl Write,
    cells: impl Iterator<Item = Option<String>>,
) -> Result<(), Failure> {
    let mut comma = "";
    for cell in cells {
        match cell {
            None => write!(out, "{comma}")?,
            Some(text) if text.is_empty() || text.contains([',', '"', '\r', '\n']) => {
                write!(out, "{comma}\"{}\"", text.replace('"', "\"\""))?;
            }
            Some(text) => write!(out, "{comma}{text}")?,
        }
        comma = ",";
    }
    Ok(writeln!(out)?)
}
