//! What the exchange with a hub costs: a real Postgres, with nothing else on it, and real files.
//!
//! Each measurement takes seconds, so they are taken once and printed as a table, each beside the least that the same
//! would take without us. GROUNDED_BENCH_TICKETS says how large the organization is, 100,000 tickets otherwise; a word
//! on the command line measures what has it in its name only.

mod office;
mod snapshot;
mod together;

use office::{Office, Report};
use std::env;

fn main() {
    let tickets = env::var("GROUNDED_BENCH_TICKETS").ok().and_then(|n| n.parse().ok());
    let only = env::args().skip(1).find(|word| !word.starts_with('-'));
    let mut report = Report::new(only);
    let office = Office::new(tickets.unwrap_or(100_000));
    // Whatever is measured, this fills the hub.
    report.need("first push", || office.first_push());
    report.add("first snapshot", || office.first_snapshot());
    report.say("two desks", || office.two_desks());
    report.print();
}
