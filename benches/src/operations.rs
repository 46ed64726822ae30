//! Each operation with its JSON, from input text to output text, beside the same statements as
//! prepared by bare rusqlite in the same run, read into owned values.

use benches::{Data, INSERT, bare, criterion, insert_values, ratios, sizes, untriggered};
use criterion::{BatchSize, Criterion};
use rusqlite::{CachedStatement, Params, types::Value};
use serde_json::json;
use std::hint::black_box;

const ROW: &str = "SELECT t.*, c.*, r.*, u.* FROM ";
const JOINS: &str = " JOIN users c ON c.id = t.customer_id LEFT JOIN representatives r ON r.id = t.assigned_to LEFT JOIN users u ON u.id = r.user_id";

fn main() {
    let mut criterion = criterion();
    for size in sizes() {
        let data = Data::of(size);
        reads(&mut criterion, &data, size);
        let folder = tempfile::tempdir().expect("folder");
        writes(&mut criterion, &data.copy(folder.path()), size);
    }
    criterion.final_summary();
    ratios();
}

fn rows(statement: &mut CachedStatement<'_>, values: impl Params) -> Vec<Vec<Value>> {
    let width = statement.column_count();
    let rows =
        statement.query_map(values, |row| (0..width).map(|i| row.get(i)).collect()).expect("query");
    rows.collect::<rusqlite::Result<_>>().expect("rows")
}

fn reads(criterion: &mut Criterion, data: &Data, size: u32) {
    let db = bare(&data.desk);
    let org = data.session.organization().uuid();
    let open = json!({"filter": {"status": "OPEN"}, "limit": 50});
    let newest = format!(
        "{ROW}(SELECT rowid AS i FROM tickets WHERE organization_id = ?1 AND status = 'OPEN'
        ORDER BY created_at DESC, id DESC LIMIT 50) p CROSS JOIN tickets t ON t.rowid = p.i{JOINS}"
    );
    compare(
        criterion,
        &format!("newest 50 open/{size}"),
        || {
            black_box(data.call("list_tickets", open.clone()));
        },
        || {
            black_box(rows(&mut db.prepare_cached(&newest).expect("SQL"), [org]));
        },
    );

    let offset = (size / 2).min(50_000);
    let deep = json!({"limit": 50, "offset": offset});
    let paged = format!("{ROW}(SELECT rowid AS i FROM tickets WHERE organization_id = ?1
        ORDER BY created_at DESC, id DESC LIMIT 50 OFFSET ?2) p CROSS JOIN tickets t ON t.rowid = p.i{JOINS}");
    compare(
        criterion,
        &format!("50 at offset {offset}/{size}"),
        || {
            black_box(data.call("list_tickets", deep.clone()));
        },
        || {
            black_box(rows(&mut db.prepare_cached(&paged).expect("SQL"), (org, offset)));
        },
    );

    let before = data.json("list_tickets", json!({"limit": 1, "offset": offset - 1}));
    let next = json!({"limit": 50, "cursor": before["nextCursor"]});
    let at: i64 = db.query_row("SELECT created_at FROM tickets WHERE organization_id = ?1 ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?2",
        (org, offset - 1), |row| row.get(0)).expect("the row before");
    let keyset = format!(
        "{ROW}(SELECT rowid AS i FROM tickets WHERE organization_id = ?1 AND created_at < ?2
        ORDER BY created_at DESC, id DESC LIMIT 50) p CROSS JOIN tickets t ON t.rowid = p.i{JOINS}"
    );
    compare(
        criterion,
        &format!("50 after a cursor {offset} deep/{size}"),
        || {
            black_box(data.call("list_tickets", next.clone()));
        },
        || {
            black_box(rows(&mut db.prepare_cached(&keyset).expect("SQL"), (org, at)));
        },
    );

    let mut turn = data.tickets.iter().cycle();
    let mut again = data.tickets.iter().cycle();
    let one = format!("{ROW}tickets t{JOINS} WHERE t.id = ?1 AND t.organization_id = ?2");
    compare(
        criterion,
        &format!("one ticket with relations/{size}"),
        || {
            let id = turn.next().expect("endless");
            black_box(data.call("get_ticket", json!({"id": id})));
        },
        || {
            let id = again.next().expect("endless");
            black_box(rows(&mut db.prepare_cached(&one).expect("SQL"), (id, org)));
        },
    );

    let counts =
        "SELECT status, n FROM desk_counts WHERE organization_id = ?1 AND table_name = 'tickets'";
    compare(
        criterion,
        &format!("counts by status/{size}"),
        || {
            black_box(data.call("count_tickets", json!({})));
        },
        || {
            black_box(rows(&mut db.prepare_cached(counts).expect("SQL"), [org]));
        },
    );
}

fn writes(criterion: &mut Criterion, data: &Data, size: u32) {
    let ticket = json!({"customerId": data.customer, "subject": "Exports stop halfway", "category": "TECHNICAL_ISSUE",
        "description": "Since this morning every export stops at about half."});
    let folder = tempfile::tempdir().expect("folder");
    let plain = untriggered(&data.copy(folder.path()));
    let mut n = 0;
    compare(
        criterion,
        &format!("insert, durable/{size}"),
        || {
            black_box(data.call("create_ticket", ticket.clone()));
        },
        || {
            n += 1;
            plain
                .prepare_cached(INSERT)
                .expect("SQL")
                .execute(insert_values(data, n))
                .expect("insert");
        },
    );

    let mut turn = data.tickets.iter().cycle().enumerate();
    let mut again = data.tickets.iter().cycle().enumerate();
    compare(
        criterion,
        &format!("update, durable/{size}"),
        || {
            let (i, id) = turn.next().expect("endless");
            let priority = ["LOW", "HIGH", "URGENT"][(i / data.tickets.len() + i) % 3];
            black_box(data.call(
                "update_ticket",
                json!({"id": id, "priority": priority, "sentiment": format!("0.{}", i % 10)}),
            ));
        },
        || {
            let (i, id) = again.next().expect("endless");
            let priority = ["LOW", "HIGH", "URGENT"][(i / data.tickets.len() + i) % 3];
            let update = "UPDATE OR ROLLBACK tickets SET priority = ?1, sentiment = ?2, updated_at = ?3 WHERE id = ?4";
            plain
                .prepare_cached(update)
                .expect("SQL")
                .execute((priority, i as i64 % 10, data.newest + i as i64, id))
                .expect("update");
        },
    );

    let batch = json!({"resource": "tickets", "items": vec![ticket; 10_000]});
    let mut group = criterion.benchmark_group(format!("batch of 10,000/{size}"));
    group.sample_size(10);
    group.bench_function("operation", |b| {
        b.iter_batched(
            || batch.clone(),
            |batch| data.call("create_many", batch),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("bare", |b| {
        b.iter(|| {
            let tx = plain.unchecked_transaction().expect("transaction");
            for _ in 0..10_000 {
                n += 1;
                tx.prepare_cached(INSERT)
                    .expect("SQL")
                    .execute(insert_values(data, n))
                    .expect("insert");
            }
            tx.commit().expect("commit");
        });
    });
    group.finish();
}

fn compare(
    criterion: &mut Criterion,
    what: &str,
    mut ours: impl FnMut(),
    mut theirs: impl FnMut(),
) {
    let mut group = criterion.benchmark_group(what);
    group.bench_function("operation", |b| b.iter(&mut ours));
    group.bench_function("bare", |b| b.iter(&mut theirs));
    group.finish();
}
