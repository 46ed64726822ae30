//! All rows of a table, as fast as the hub can send them.

use super::{failed, rows};
use crate::{engine::rebase::Row, pg};
use futures_util::TryStreamExt as _;
use model::{Error, Result, Table};
use std::pin::pin;
use tokio_postgres::Client;
use uuid::Uuid;

/// What precedes the rows of a binary COPY: its signature, flags and the length of an extension, none of which
/// this program knows any.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A row with its id; or, where this version cannot hold it, why.
pub type Sent = (Uuid, Result<Row, String>);

/// A table's rows in the order of their ids: those after `after`, at most so many.
pub(super) async fn read(
    client: &Client,
    table: &'static Table,
    after: Option<Uuid>,
    limit: Option<usize>,
) -> Result<Vec<Sent>> {
    let list = rows::list(table, rows::rest(table));
    let mut sql = format!("COPY (SELECT t.id{list} FROM desk_sync.{} t", table.name);
    if let Some(after) = after {
        sql.push_str(&format!(" WHERE t.id > '{after}'"));
    }
    if let Some(limit) = limit {
        sql.push_str(&format!(" ORDER BY t.id LIMIT {limit}"));
    }
    sql.push_str(") TO STDOUT (FORMAT binary)");
    let mut stream = pin!(client.copy_out(&sql).await.map_err(|e| failed(&e))?);
    let (mut sent, mut begun) = (Vec::new(), false);
    while let Some(message) = stream.try_next().await.map_err(|e| failed(&e))? {
        // Postgres sends a row a message, the header with the first.
        let mut bytes = Bytes(&message);
        if !begun {
            bytes.header()?;
            begun = true;
        }
        while !bytes.0.is_empty() {
            match bytes.row(table)? {
                Some(row) => sent.push(row),
                None => break,
            }
        }
    }
    Ok(sent)
}

/// What is yet to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn header(&mut self) -> Result<()> {
        self.0 = self.0.strip_prefix(HEADER).ok_or_else(strange)?;
        Ok(())
    }

    /// The next row; `None` at the end.
    fn row(&mut self, table: &'static Table) -> Result<Option<Sent>> {
        let fields = i16::from_be_bytes(self.part()?);
        if fields < 0 {
            return Ok(None);
        }
        if usize::try_from(fields) != Ok(table.columns.len()) {
            return Err(strange());
        }
        let (mut values, mut unfit) = (Vec::with_capacity(table.columns.len()), None);
        let mut id = None;
        for column in table.columns {
            let field = self.field()?;
            if id.is_none() {
                id = field.and_then(|bytes| Uuid::from_slice(bytes).ok());
            }
            match pg::value(column, field) {
                Ok(value) => values.push(value),
                Err(why) => drop(unfit.get_or_insert_with(|| rows::unfit(column, &why))),
            }
        }
        let id = id.ok_or_else(strange)?;
        Ok(Some((id, unfit.map_or(Ok(values), Err))))
    }

    fn field(&mut self) -> Result<Option<&'a [u8]>> {
        let length = i32::from_be_bytes(self.part()?);
        match usize::try_from(length) {
            Ok(length) => {
                let (field, rest) = self.0.split_at_checked(length).ok_or_else(strange)?;
                self.0 = rest;
                Ok(Some(field))
            }
            Err(_) => Ok(None),
        }
    }

    fn part<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or_else(strange)?;
        self.0 = rest;
        Ok(*part)
    }
}

fn strange() -> Error {
    Error::internal("The hub's rows are not in the binary format of COPY.")
}
