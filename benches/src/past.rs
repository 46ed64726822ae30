//! What looking back costs: the desk of a year ago beside today's, the same lists of the same history.

use benches::{Data, criterion, folder, ratios};
use domain::demo::{self, Demo};
use model::Instant;
use serde_json::json;
use std::{hint::black_box, ops::ControlFlow};

const TICKETS: u32 = 100_000;
const IN_WORK: [&str; 3] = ["OPEN", "IN_PROGRESS", "WAITING"];
const YEAR: i64 = 365 * 86_400_000_000;

fn main() {
    let mut criterion = criterion();
    let data = demo();
    let year_ago = Instant(Instant::now().0 - YEAR).to_string();
    for (what, input) in [
        ("newest 50", json!({"limit": 50})),
        ("newest 50 open", json!({"limit": 50, "filter": {"status": "OPEN"}})),
        ("newest 50 in work", json!({"limit": 50, "filter": {"status": IN_WORK}})),
        ("newest 50 resolved", json!({"limit": 50, "filter": {"status": "RESOLVED"}})),
        ("newest 50 unassigned", json!({"limit": 50, "filter": {"assignedTo": null}})),
    ] {
        let mut then = input.clone();
        then["asOf"] = json!(year_ago);
        let mut group = criterion.benchmark_group(format!("{what}/{TICKETS}"));
        for (how, input) in [("a year ago", then), ("bare", input)] {
            group.bench_function(how, |b| {
                b.iter(|| black_box(data.call("list_tickets", input.clone())));
            });
        }
        group.finish();
    }
    criterion.final_summary();
    ratios();
}

/// The demo, made when it is not there yet. Kept under target/bench.
fn demo() -> Data {
    let path = folder().join(format!("demo-{}-{TICKETS}.db", store::SCHEMA_VERSION));
    if !path.exists() {
        let demo = Demo { tickets: TICKETS, ..Demo::default() };
        demo::create(&path, demo, &mut |_| ControlFlow::Continue(())).expect("a demo");
    }
    Data::open(&path)
}
