//! A new file gets everything that the hub has.

use crate::office::{Figure, Office, wait};
use benches::bare;
use futures_util::TryStreamExt as _;
use model::{Table, Value, tables};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::{
    ops::ControlFlow,
    pin::pin,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use store::Desk;
use sync::{
    connect::Address,
    pg,
    session::{self, Phase},
};

/// So many rows are handed over at once where two threads share the work.
const AT_ONCE: usize = 2_000;

impl Office {
    /// Ours, in the phases that it tells of, beside the rows and indexes of a bare file.
    pub fn first_snapshot(&self) -> Vec<Figure> {
        let path = self.folder.path().join("snapshot.db");
        let address = self.device("snapshot");
        let begun = Instant::now();
        let mut index = None;
        let joined = session::connect(&path, &address, &domain::may_follow, &mut |step| {
            if let (Phase::Index, None, Some(documents)) = (step.phase, index, step.total) {
                index = Some((begun.elapsed(), documents));
            }
            ControlFlow::Continue(())
        });
        let all = begun.elapsed();
        let filled = joined.expect("connected").filled.expect("filled");
        assert_eq!((filled.rows, filled.unfit), (self.rows, 0));
        let (rows, documents) = index.expect("an index");

        let alone = self.least(&address, "alone.db", false);
        let shared = self.least(&address, "shared.db", true);
        eprintln!("bare: {alone:.2?} in one thread, {shared:.2?} in two");
        let least = Some(alone.min(shared));
        let figure =
            |what: &str, count, ours, least| Figure { what: what.into(), count, ours, least };
        vec![
            figure("first snapshot, rows and indexes", self.rows, rows, least),
            figure("first snapshot, search index, documents", documents, all - rows, None),
            figure("first snapshot, all of it, rows", self.rows, all, None),
        ]
    }

    /// The same rows by COPY into SQLite's tables, and the same indexes afterwards: as durable in the end. Decoded and
    /// written by one thread, or by two.
    fn least(&self, address: &Address, name: &str, two: bool) -> Duration {
        let path = self.folder.path().join(name);
        let desk = Desk::create(&path).expect("a file");
        let mut db = bare(&desk);
        drop(desk);
        let indexes = strip(&db);
        db.pragma_update(None, "foreign_keys", false).expect("off");
        db.pragma_update(None, "synchronous", "NORMAL").expect("as ours");
        db.pragma_update(None, "cache_size", -262_144).expect("as ours");
        let begun = Instant::now();
        let tx = db.transaction().expect("begun");
        let mut rows = 0;
        if two {
            let (send, arrived) = mpsc::sync_channel(4);
            let address = address.clone();
            let reader = thread::spawn(move || {
                read(&address, &mut |table, rows| send.send((table, rows)).expect("taken"));
            });
            for (table, some) in arrived {
                rows += write(&tx, table, &some);
            }
            reader.join().expect("read");
        } else {
            read(address, &mut |table, some| rows += write(&tx, table, &some));
        }
        assert_eq!(rows, self.rows);
        tx.execute_batch(&indexes).expect("indexes");
        tx.commit().expect("committed");
        db.pragma_update(None, "synchronous", "FULL").expect("as ours");
        db.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(())).expect("on the disk");
        begun.elapsed()
    }
}

/// Takes away triggers and indexes, and gives what makes the indexes again.
fn strip(db: &Connection) -> String {
    let mut find = db
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
        .expect("SQL");
    let found: Vec<(String, String, String)> = find
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .and_then(Iterator::collect)
        .expect("read");
    let mut again = String::new();
    for (kind, name, sql) in found {
        db.execute_batch(&format!("DROP {kind} \"{name}\"")).expect("dropped");
        if kind == "index" {
            again += &(sql + ";\n");
        }
    }
    again
}

type Rows = Vec<Vec<Value>>;

/// Reads all rows of all tables, by one COPY each.
fn read(address: &Address, take: &mut dyn FnMut(&'static Table, Rows)) {
    wait(async {
        let client = address.connect().await.expect("connected");
        for table in tables::every() {
            let columns: Vec<String> = table.columns.iter().map(column).collect();
            let columns = columns.join(", ");
            let copy = format!(
                "COPY (SELECT {columns} FROM desk_sync.{} t ORDER BY t.id) TO STDOUT (FORMAT binary)",
                table.name
            );
            let mut stream = pin!(client.copy_out(&copy).await.expect("a copy"));
            let (mut rows, mut begun) = (Vec::with_capacity(AT_ONCE), false);
            while let Some(message) = stream.try_next().await.expect("rows") {
                let from = if begun { 0 } else { 19 };
                begun = true;
                if let Some(row) = row(table, &message[from..]) {
                    rows.push(row);
                }
                if rows.len() == AT_ONCE {
                    take(table, std::mem::replace(&mut rows, Vec::with_capacity(AT_ONCE)));
                }
            }
            take(table, rows);
        }
    });
}

fn column(column: &model::Column) -> String {
    let text = if matches!(column.ty, model::Type::Enum(_)) { "::text" } else { "" };
    format!("t.\"{}\"{text}", column.name)
}

/// A row of a binary COPY; `None` at its end.
fn row(table: &Table, mut bytes: &[u8]) -> Option<Vec<Value>> {
    let (fields, rest) = bytes.split_first_chunk::<2>()?;
    bytes = rest;
    if i16::from_be_bytes(*fields) < 0 {
        return None;
    }
    let value = |column| {
        let (length, rest) = bytes.split_first_chunk::<4>().expect("a length");
        let field;
        (field, bytes) = match usize::try_from(i32::from_be_bytes(*length)) {
            Ok(length) => {
                rest.split_at_checked(length).map(|(f, r)| (Some(f), r)).expect("a field")
            }
            Err(_) => (None, rest),
        };
        pg::value(column, field).expect("a value")
    };
    Some(table.columns.iter().map(value).collect())
}

fn write(db: &Connection, table: &Table, rows: &Rows) -> u64 {
    let places = vec!["?"; table.columns.len()].join(", ");
    let mut insert =
        db.prepare_cached(&format!("INSERT INTO {} VALUES ({places})", table.name)).expect("SQL");
    for row in rows {
        let values = row.iter().map(|value| -> &dyn ToSql {
            match value {
                Value::Null => &None::<i64>,
                Value::Int(n) => n,
                Value::Text(text) => text,
                Value::Id(id) => id,
            }
        });
        insert.execute(params_from_iter(values)).expect("inserted");
    }
    rows.len() as u64
}
