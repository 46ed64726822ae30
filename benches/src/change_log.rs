//! What the triggers cost: the same statements on the same file, with all of them, without the log,
//! and with none.

use benches::{Data, INSERT, bare, criterion, insert_values, ratios};
use criterion::Criterion;
use rusqlite::Connection;

fn main() {
    let mut criterion = criterion();
    let data = Data::of(100_000);
    for (how, drop) in [("bare", Some("*_log_*")), ("with log", None), ("no triggers", Some("*"))] {
        let folder = tempfile::tempdir().expect("folder");
        let copy = data.copy(folder.path());
        let db = bare(&copy.desk);
        if let Some(pattern) = drop {
            without(&db, pattern);
        }
        measure(&mut criterion, &db, &copy, how);
    }
    criterion.final_summary();
    ratios();
}

fn measure(criterion: &mut Criterion, db: &Connection, data: &Data, how: &str) {
    let mut n = 0;
    let mut insert = || {
        n += 1;
        db.prepare_cached(INSERT).expect("SQL").execute(insert_values(data, n)).expect("insert");
    };
    criterion
        .benchmark_group("log: one durable insert")
        .bench_function(how, |b| b.iter(&mut insert));
    let mut group = criterion.benchmark_group("log: 10,000 inserts");
    group.sample_size(10);
    group.bench_function(how, |b| {
        b.iter(|| {
            db.execute_batch("BEGIN IMMEDIATE").expect("begin");
            (0..10_000).for_each(|_| insert());
            db.execute_batch("COMMIT").expect("commit");
        });
    });
    group.finish();
    let mut turn = data.tickets.iter().cycle().enumerate();
    criterion.benchmark_group("log: one durable update").bench_function(how, |b| {
        b.iter(|| {
            let (i, id) = turn.next().expect("endless");
            let status = ["OPEN", "WAITING", "IN_PROGRESS"][(i / data.tickets.len() + i) % 3];
            let update = "UPDATE OR ROLLBACK tickets SET status = ?1, sentiment = ?2, updated_at = ?3 WHERE id = ?4";
            db.prepare_cached(update).expect("SQL").execute((status, i as i64 % 10, data.newest + i as i64, id)).expect("update");
        });
    });
}

/// Drops the triggers whose name matches.
fn without(db: &Connection, pattern: &str) {
    let names: Vec<String> = {
        let mut query = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB ?1")
            .expect("SQL");
        query
            .query_map([pattern], |row| row.get(0))
            .expect("rows")
            .collect::<rusqlite::Result<_>>()
            .expect("names")
    };
    for name in names {
        db.execute_batch(&format!("DROP TRIGGER \"{name}\"")).expect("drop");
    }
}
