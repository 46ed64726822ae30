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
    /// Comma-separated values under a header of the same names
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

fn csv(org: &store::Org<'_>, table: &'static Table, out: &mut impl Write) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(out);
    out.write_record(table.columns.iter().map(model::Column::json_name)).map_err(written)?;
    org.each(table, &mut |row| {
        let row: Json = serde_json::from_str(row).map_err(Error::internal)?;
        let cells = table.columns.iter().map(|column| match &row[column.json_name()] {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            json => json.to_string(),
        });
        out.write_record(cells).map_err(written)
    })?;
    Ok(out.flush()?)
}

fn written(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => {
            Failure::Refused(Error::internal(format!("The row cannot be written: {other:?}.")))
        }
    }
}
