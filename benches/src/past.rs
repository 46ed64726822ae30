//! What looking back costs: the desk of a year ago beside today's, the same lists of the same history.

use criterion::Criterion;
use domain::{
    Caller, call,
    demo::{self, Demo},
};
use model::Instant;
use serde_json::{Value as Json, json};
use std::{fs, hint::black_box, ops::ControlFlow, path::PathBuf, time::Duration};
use store::{Desk, SignIn};

const TICKETS: u32 = 100_000;
const YEAR: i64 = 365 * 86_400_000_000;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(40)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let desk = desk();
    let session = desk.sign_in(&SignIn::FirstAdmin { organization: None }).expect("sign in");
    let mut caller = Caller::signed_in(session);
    let year_ago = Instant(Instant::now().0 - YEAR).to_string();
    for (what, input) in [
        ("newest 50", json!({"limit": 50})),
        ("newest 50 open", json!({"limit": 50, "filter": {"status": "OPEN"}})),
    ] {
        let mut then = input.clone();
        then["asOf"] = json!(year_ago);
        let mut group = criterion.benchmark_group(format!("{what}/{TICKETS}"));
        for (how, input) in [("a year ago", then), ("bare", input)] {
            let mut list = |input: Json| {
                black_box(call(&desk, &mut caller, "list_tickets", input).expect("a page"));
            };
            group.bench_function(how, |b| b.iter(|| list(input.clone())));
        }
        group.finish();
    }
    criterion.final_summary();
    benches::ratios();
}

/// The demo, made when it is not there yet. Kept under target/bench.
fn desk() -> Desk {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder).expect("a folder to work in");
    let path = folder.join(format!("demo-{}-{TICKETS}.db", store::SCHEMA_VERSION));
    if path.exists() {
        return Desk::open(&path).expect("the demo of an earlier run; delete target/bench");
    }
    let demo = Demo { tickets: TICKETS, ..Demo::default() };
    let (desk, _) = demo::create(&path, demo, &mut |_| ControlFlow::Continue(())).expect("a demo");
    desk
}
