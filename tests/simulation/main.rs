//! Desks, a hub and people who know nothing of desks, played from one number, with faults: what runs in the
//! program is what is played here, against models of the two sides.
//!
//! `SEEDS=n` plays that many histories, `SEED=n` that one alone.

mod chance;
mod desk;
mod hub;
mod rows;
mod world;

use hub::Plant;
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
};
use world::{Counts, play};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seed that fails first, with what it said.
fn first_failure(
    seeds: std::ops::Range<u64>,
    plant: Option<Plant>,
    counts: &Counts,
) -> Option<(u64, String)> {
    for seed in seeds {
        let played = catch_unwind(AssertUnwindSafe(|| play(seed, plant, counts)));
        if let Err(why) = played {
            let said = why.downcast_ref::<String>().cloned();
            let said = said.or_else(|| why.downcast_ref::<&str>().map(|s| (*s).to_owned()));
            return Some((seed, said.unwrap_or_default()));
        }
    }
    None
}

/// What must have happened at least once in a run that says anything.
const HAPPENS: [&str; 22] = [
    "answer lost",
    "call lost",
    "clock jumped",
    "desk killed",
    "file copied",
    "file restored",
    "fork found",
    "group applied",
    "group given up",
    "group refused",
    "group stale",
    "hub restored",
    "log compacted",
    "log trimmed",
    "lost: edit of a deleted row",
    "lost: mine",
    "lost: their edit of a row deleted here",
    "lost: theirs",
    "push answer lost",
    "push lost",
    "restored hub found",
    "row unfit",
];

#[test]
fn all_end_with_what_the_hub_has() {
    let counts = Counts::default();
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SEEDS").unwrap_or(10_000),
    };
    let single = seeds.end - seeds.start == 1;
    if let Some((seed, said)) = first_failure(seeds.clone(), None, &counts) {
        panic!("history {seed} (play it alone with SEED={seed}): {said}");
    }
    let counts: BTreeMap<_, _> = counts.borrow().clone();
    println!("{} histories", seeds.end - seeds.start);
    for (what, n) in &counts {
        println!("{n:>9} {what}");
    }
    if !single {
        let never: Vec<_> =
            HAPPENS.iter().filter(|what| counts.get(*what).copied().unwrap_or(0) == 0).collect();
        assert!(never.is_empty(), "never happened: {never:?}");
    }
}

#[test]
fn planted_faults_are_found() {
    for plant in [
        Plant::SeqCursor,
        Plant::SkippedTombstone,
        Plant::NoChain,
        Plant::LostAcknowledgement,
        Plant::LastWriteWinsOnMoney,
    ] {
        let loud = take_hook();
        set_hook(Box::new(|_| {}));
        let found = first_failure(0..2_000, Some(plant), &Counts::default());
        set_hook(loud);
        let (seed, said) = found.unwrap_or_else(|| panic!("{plant:?} goes unnoticed"));
        println!("{plant:?}: history {seed}: {}", said.lines().next().unwrap_or_default());
    }
}
