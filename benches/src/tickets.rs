//! Working on tickets, one by one and five thousand at once, each beside the same statements in bare
//! rusqlite with nothing kept beside them.

use benches::{Data, criterion, ratios, untriggered};
use criterion::Criterion;
use model::Instant;
use rusqlite::Connection;
use serde_json::json;
use std::hint::black_box;
use uuid::Uuid;

/// How many tickets a bulk change takes.
const MANY: u32 = 5_000;

fn main() {
    let mut criterion = criterion();
    let folder = tempfile::tempdir().expect("folder");
    let data = Data::of(100_000).copy(folder.path());
    let beside = tempfile::tempdir().expect("folder");
    let plain = untriggered(&data.copy(beside.path()));
    let bench = Bench::new(data);
    bench.assign(&mut criterion, &plain);
    bench.transition(&mut criterion, &plain);
    bench.bulk(&mut criterion, &plain);
    criterion.final_summary();
    ratios();
}

struct Bench {
    data: Data,
    ticket: Uuid,
    workers: [Uuid; 2],
}

impl Bench {
    /// An open ticket that goes to and fro between two who have places.
    fn new(data: Data) -> Self {
        let mut new = Self { ticket: data.tickets[0], workers: [Uuid::nil(); 2], data };
        let first = new.data.json("list_representatives", json!({"limit": 2}));
        for (n, worker) in new.workers.iter_mut().enumerate() {
            *worker = first["items"][n]["id"].as_str().and_then(|id| id.parse().ok()).expect("id");
        }
        for id in new.workers {
            new.data.json("update_representative", json!({"id": id, "activeChats": 0}));
        }
        let ticket = json!({"customerId": new.data.customer, "subject": "S", "description": "D", "category": "OTHER"});
        let made = new.data.json("create_ticket", ticket);
        new.ticket = made["id"].as_str().and_then(|id| id.parse().ok()).expect("id");
        new
    }

    fn assign(&self, criterion: &mut Criterion, plain: &Connection) {
        let mut group = criterion.benchmark_group("assign a ticket, durable");
        let mut turn = self.workers.iter().cycle();
        group.bench_function("operation", |b| {
            b.iter(|| {
                let to = turn.next().expect("endless");
                black_box(
                    self.data.json("assign_ticket", json!({"id": self.ticket, "assignedTo": to})),
                )
            });
        });
        let other = self.data.tickets[0];
        let mut turn = self.workers.iter().cycle();
        group.bench_function("bare", |b| {
            b.iter(|| {
                let to = turn.next().expect("endless");
                let tx = plain.unchecked_transaction().expect("transaction");
                let from: Option<Uuid> = one(&tx, "SELECT assigned_to FROM tickets WHERE id = ?1", other);
                let free: i64 =
                    one(&tx, "SELECT max_chats - active_chats FROM representatives WHERE id = ?1", *to);
                black_box(free);
                let now = Instant::now().0;
                tx.prepare_cached("UPDATE tickets SET assigned_to = ?2, updated_at = ?3 WHERE id = ?1")
                    .and_then(|mut s| s.execute((other, to, now)))
                    .expect("ticket");
                for (who, by) in [(from, -1), (Some(*to), 1)] {
                    tx.prepare_cached("UPDATE representatives SET active_chats = active_chats + ?2, updated_at = ?3 WHERE id = ?1")
                        .and_then(|mut s| s.execute((who, by, now)))
                        .expect("load");
                }
                tx.commit().expect("commit");
            });
        });
        group.finish();
    }

    fn transition(&self, criterion: &mut Criterion, plain: &Connection) {
        let mut group = criterion.benchmark_group("transition of a ticket, durable");
        self.data.json("transition_ticket", json!({"id": self.ticket, "status": "IN_PROGRESS"}));
        let mut turn = ["WAITING", "IN_PROGRESS"].iter().cycle();
        group.bench_function("operation", |b| {
            b.iter(|| {
                let status = turn.next().expect("endless");
                black_box(
                    self.data
                        .json("transition_ticket", json!({"id": self.ticket, "status": status})),
                )
            });
        });
        let other = self.data.tickets[0];
        let mut turn = ["WAITING", "IN_PROGRESS"].iter().cycle();
        group.bench_function("bare", |b| {
            b.iter(|| {
                let status = turn.next().expect("endless");
                let tx = plain.unchecked_transaction().expect("transaction");
                let held: String = one(&tx, "SELECT status FROM tickets WHERE id = ?1", other);
                black_box(held);
                tx.prepare_cached("UPDATE tickets SET status = ?2, updated_at = ?3 WHERE id = ?1")
                    .and_then(|mut s| s.execute((other, status, Instant::now().0)))
                    .expect("ticket");
                tx.commit().expect("commit");
            });
        });
        group.finish();
    }

    fn bulk(&self, criterion: &mut Criterion, plain: &Connection) {
        let ids: Vec<Uuid> = {
            let mut query = plain
                .prepare("SELECT id FROM tickets ORDER BY created_at DESC LIMIT ?1")
                .expect("SQL");
            let ids = query.query_map([MANY], |row| row.get(0));
            ids.and_then(Iterator::collect).expect("ids")
        };
        let mut group = criterion.benchmark_group("bulk change of 5,000 tickets");
        group.sample_size(10);
        let mut turn = ["LOW", "HIGH"].iter().cycle();
        group.bench_function("operation", |b| {
            b.iter(|| {
                let set = json!({"priority": turn.next().expect("endless")});
                black_box(self.data.json("bulk_update_tickets", json!({"ids": ids, "set": set})))
            });
        });
        let mut turn = ["LOW", "HIGH"].iter().cycle();
        group.bench_function("bare", |b| {
            b.iter(|| {
                let priority = turn.next().expect("endless");
                let now = Instant::now().0;
                let tx = plain.unchecked_transaction().expect("transaction");
                for id in &ids {
                    let held: String = one(&tx, "SELECT priority FROM tickets WHERE id = ?1", *id);
                    black_box(held);
                    tx.prepare_cached(
                        "UPDATE tickets SET priority = ?2, updated_at = ?3 WHERE id = ?1",
                    )
                    .and_then(|mut s| s.execute((id, priority, now)))
                    .expect("ticket");
                }
                tx.commit().expect("commit");
            });
        });
        group.finish();
    }
}

fn one<T: rusqlite::types::FromSql>(db: &Connection, sql: &str, id: Uuid) -> T {
    let mut query = db.prepare_cached(sql).expect("SQL");
    query.query_row([id], |row| row.get(0)).expect("a row")
}
