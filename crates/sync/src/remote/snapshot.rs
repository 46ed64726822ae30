//! All rows of a table, as fast as the hub can send them.

use super::{Remote, failed, rows};
use crate::{
    desk::fill::Source,
    engine::{outbox::Key, rebase::Row},
    pg,
};
use futures_util::TryStreamExt as _;
use model::{Code, Error, Result, Table, tables};
use std::{pin::pin, time::Duration};
use tokio::time::timeout;
use tokio_postgres::Client;
use uuid::Uuid;

/// What precedes the rows of a binary COPY: its signature, flags and the length of an extension, none of which
/// this program knows any.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A row with its id; or, where this version cannot hold it, why.
pub type Sent = (Uuid, Result<Row, String>);

/// So many rows are read by one statement: the longer it takes, the longer the hub keeps what is deleted meanwhile.
const STATEMENT: usize = 20_000;
/// So many rows, or about so many bytes, are handed on at once.
const ROWS: usize = 2_000;
const BYTES: usize = 4 << 20;
/// How long nothing may come before whoever waits is asked whether to go on.
const TICK: Duration = Duration::from_millis(200);

/// Takes some rows, in the order of their ids; or none, several times a second while none comes. What it refuses
/// with ends the reading.
pub type Take<'a> = &'a mut dyn FnMut(&'static Table, Vec<Sent>) -> Result<()>;

/// A table's rows.
pub(super) async fn read(client: &Client, table: &'static Table) -> Result<Vec<Sent>> {
    let mut all = Vec::new();
    send(client, table, None, None, &mut |_, rows| {
        all.extend(rows);
        Ok(())
    })
    .await?;
    Ok(all)
}

/// Reads a table's rows: with a limit in the order of their ids, those after `after`, at most so many.
async fn send(
    client: &Client,
    table: &'static Table,
    after: Option<Uuid>,
    limit: Option<usize>,
    take: Take<'_>,
) -> Result<()> {
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
    let (mut sent, mut size, mut begun) = (Vec::new(), 0, false);
    loop {
        let Ok(message) = timeout(TICK, stream.try_next()).await else {
            take(table, std::mem::take(&mut sent))?;
            continue;
        };
        let Some(message) = message.map_err(|e| failed(&e))? else { break };
        // Postgres sends a row a message, the header with the first.
        let mut bytes = Bytes(&message);
        size += message.len();
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
        if sent.len() >= ROWS || size >= BYTES {
            size = 0;
            take(table, std::mem::replace(&mut sent, Vec::with_capacity(ROWS)))?;
        }
    }
    take(table, sent)
}

impl Source for Remote {
    fn cursor(&mut self) -> Result<String> {
        Self::cursor(self)
    }

    fn count(&mut self) -> Result<u64> {
        let counts: Vec<_> = tables::every()
            .map(|table| format!("SELECT count(*) AS n FROM desk_sync.{}", table.name))
            .collect();
        let ask = format!("SELECT sum(n)::bigint FROM ({}) AS t", counts.join(" UNION ALL "));
        self.ask(async |client| {
            let rows = client.query_typed(&ask, &[]).await.map_err(|e| failed(&e))?;
            let count: i64 = rows.first().map_or(Ok(0), |row| rows::get(row, 0))?;
            Ok(count.unsigned_abs())
        })
    }

    fn rows(&mut self, after: Option<Key>, take: Take<'_>) -> Result<()> {
        let from = after.map_or("organizations", |(table, _)| table);
        for table in tables::every().skip_while(|table| table.name != from) {
            let mut last = after.filter(|(of, _)| *of == table.name).map(|(_, id)| id);
            let mut broken = 0;
            loop {
                let (begun, most, mut count) = (last, Some(STATEMENT), 0);
                let mut taken = |table, rows: Vec<Sent>| {
                    count += rows.len();
                    last = rows.last().map(|(id, _)| *id).or(last);
                    take(table, rows)
                };
                let done = self.once(async |client: &Client| {
                    send(client, table, begun, most, &mut taken).await
                });
                match done {
                    Ok(()) if count < STATEMENT => break,
                    Ok(()) => broken = 0,
                    // Over a new connection, from where it broke off; not again and again.
                    Err(error) if error.code == Code::Offline && broken < 2 => broken += 1,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }
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
