//! Granting refunds and looking at budgets, each beside the same statements in bare rusqlite.

use benches::{Data, bare, criterion, ratios, untriggered};
use criterion::{BatchSize, Criterion};
use model::Instant;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use std::hint::black_box;
use uuid::Uuid;

const DAY: i64 = 86_400_000_000;

/// Usage records of the budget that is looked at.
const RECORDS: usize = 10_000;

fn main() {
    let mut criterion = criterion();
    let folder = tempfile::tempdir().expect("folder");
    let data = Data::of(100_000).copy(folder.path());
    let bench = Bench::new(&data);
    approve(&mut criterion, &bench);
    burn_down(&mut criterion, &bench);
    criterion.final_summary();
    ratios();
}

struct Bench<'d> {
    data: &'d Data,
    approver: String,
    budget: Uuid,
}

impl<'d> Bench<'d> {
    /// A budget that covers everything, with a month of records.
    fn new(data: &'d Data) -> Self {
        let mut new = Self { data, approver: String::new(), budget: Uuid::nil() };
        let first = new.data.json("list_representatives", json!({"limit": 1}));
        new.approver = first["items"][0]["id"].as_str().unwrap_or_default().to_owned();
        let now = Instant::now().0;
        let budget = new.data.json(
            "create_budget",
            json!({"type": "REFUND", "period": "MONTHLY", "limit": "9999999999.99",
                "periodStart": Instant(now - 15 * DAY).to_string(), "periodEnd": Instant(now + 15 * DAY).to_string()}),
        );
        new.budget = id(&budget);
        let items: Vec<_> = (0..RECORDS).map(|n| new.refund(n, "APPROVED")).collect();
        new.data.json("create_many", json!({"resource": "refunds", "items": items}));
        new
    }

    fn refund(&self, n: usize, status: &str) -> Json {
        let mut refund = json!({"orderId": n.to_string(), "customerId": self.data.customer, "amount": "1.25", "reason": "OTHER", "status": status});
        if status != "PENDING" {
            refund["approvedBy"] = json!(self.approver);
        }
        refund
    }
}

fn id(row: &Json) -> Uuid {
    row["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

/// One durable approval. The customer has few refunds, as customers have.
fn approve(criterion: &mut Criterion, bench: &Bench<'_>) {
    let folder = tempfile::tempdir().expect("folder");
    let copy = bench.data.copy(folder.path());
    let plain = untriggered(&copy);
    let customer = bench.data.json(
        "create_user",
        json!({"name": "Nora New", "email": "nora@bench.test", "role": "CUSTOMER"}),
    );
    plain
        .execute("INSERT INTO users SELECT ?1, organization_id, 'Nora New', 'nora@bench.test', role, created_at, updated_at FROM users WHERE id = ?2", (id(&customer), bench.data.customer))
        .expect("customer");
    let mut group = criterion.benchmark_group("approve a refund, durable");
    group.bench_function("operation", |b| {
        b.iter_batched(
            || {
                let mut refund = bench.refund(0, "PENDING");
                refund["customerId"] = customer["id"].clone();
                let made = bench.data.json("create_refund", refund);
                json!({"id": made["id"], "approvedBy": bench.approver})
            },
            |input| black_box(bench.data.json("approve_refund", input)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("bare", |b| {
        b.iter_batched(
            || {
                let refund = Uuid::now_v7();
                plain
                    .prepare_cached("INSERT INTO refunds (id, organization_id, order_id, customer_id, amount, reason, status, created_at, updated_at)
                        SELECT ?1, organization_id, '1', id, 125, 'OTHER', 'PENDING', ?2, ?2 FROM users WHERE id = ?3")
                    .expect("SQL")
                    .execute((refund, Instant::now().0, id(&customer)))
                    .expect("refund");
                refund
            },
            |refund| grant(&plain, bench, refund),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// What an approval reads and writes, with nothing kept beside it.
fn grant(db: &Connection, bench: &Bench<'_>, refund: Uuid) {
    let now = Instant::now().0;
    let tx = db.unchecked_transaction().expect("transaction");
    let (customer, amount): (Uuid, i64) = tx
        .prepare_cached(
            "SELECT customer_id, amount FROM refunds WHERE id = ?1 AND status = 'PENDING'",
        )
        .and_then(|mut s| s.query_row([refund], |row| Ok((row.get(0)?, row.get(1)?))))
        .expect("refund");
    let (budget, left, share): (Uuid, i64, Option<i64>) = tx
        .prepare_cached("SELECT id, remaining, refund_limit_per_user FROM budgets WHERE organization_id = ?1 AND type = 'REFUND'
            AND period_start <= ?2 AND period_end > ?2 ORDER BY period_end - period_start LIMIT 1")
        .and_then(|mut s| {
            s.query_row((bench.data.session.organization().uuid(), now), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })
        .expect("budget");
    let used: i64 = tx
        .prepare_cached("SELECT ifnull(sum(r.amount), 0) FROM refunds AS f CROSS JOIN budget_usage_records AS r ON r.refund_id = f.id
            WHERE f.customer_id = ?1 AND +r.budget_id = ?2")
        .and_then(|mut s| s.query_row((customer, budget), |row| row.get(0)))
        .expect("used");
    assert!(amount <= left && share.is_none_or(|share| used + amount <= share));
    let approver: Uuid = bench.approver.parse().expect("an id");
    tx.prepare_cached("UPDATE refunds SET status = 'APPROVED', approved_by = ?2, processed_at = ?3, updated_at = ?3 WHERE id = ?1")
        .and_then(|mut s| s.execute((refund, approver, now)))
        .expect("refund");
    tx.prepare_cached("INSERT INTO budget_usage_records (id, budget_id, amount, refund_id, reason, approved_by, created_at)
            VALUES (?1, ?2, ?3, ?4, 'OTHER', ?5, ?6)")
        .and_then(|mut s| s.execute((Uuid::now_v7(), budget, amount, refund, approver, now)))
        .expect("record");
    tx.prepare_cached("UPDATE budgets SET spent = spent + ?2, remaining = remaining - ?2, updated_at = ?3 WHERE id = ?1")
        .and_then(|mut s| s.execute((budget, amount, now)))
        .expect("budget");
    tx.commit().expect("commit");
}

/// Ten thousand records, day by day.
fn burn_down(criterion: &mut Criterion, bench: &Bench<'_>) {
    let db = bare(&bench.data.desk);
    let mut group = criterion.benchmark_group("burn-down of 10,000 records");
    group.bench_function("operation", |b| {
        b.iter(|| black_box(bench.data.json("budget_burn_down", json!({"id": bench.budget}))));
    });
    group.bench_function("bare", |b| {
        b.iter(|| {
            let mut query = db
                .prepare_cached("SELECT created_at / ?2, sum(amount) FROM budget_usage_records WHERE budget_id = ?1 GROUP BY 1")
                .expect("SQL");
            let days = query.query_map((bench.budget, DAY), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            });
            black_box(days.expect("days").collect::<rusqlite::Result<Vec<_>>>().expect("days"))
        });
    });
    group.finish();
}
