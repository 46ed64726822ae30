//! Pulling while many others write: no change is missed and none comes twice, in whatever order transactions end.

use crate::{Hub, id, pull::Mirror};
use kit::postgres::Cluster;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};
use sync::engine::sides::Theirs;
use uuid::Uuid;

const WRITERS: u64 = 32;

#[test]
fn no_change_is_missed_and_none_comes_twice() {
    play(6_000, 20);
}

/// `cargo test --release -p tests --test hub -- --ignored a_million`
#[test]
#[ignore = "takes minutes"]
fn nor_of_a_million() {
    play(1_000_000, 2);
}

/// So many changes in all, in transactions that take up to so many milliseconds.
fn play(changes: usize, longest: u64) {
    // Many connections: a cluster of its own.
    let hub = Hub::on(&Arc::new(Cluster::start()));
    let mut remote = hub.remote("org-a", "one");
    let mut mirror = Mirror::default();
    mirror.pull(&mut remote);
    let (done, made) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (pulls, seen, expected) = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|seed| {
                let (hub, made) = (&hub, &made);
                scope.spawn(move || write(&hub.url(), seed, made, changes, longest))
            })
            .collect();
        let (done, mirror, remote) = (&done, &mut mirror, &mut remote);
        let puller = scope.spawn(move || {
            let (mut pulls, mut seen) = (0, HashMap::<Uuid, usize>::new());
            loop {
                let last = done.load(SeqCst);
                let difference = mirror.pull(remote);
                assert!(!difference.everything);
                for change in difference.changes {
                    if change.key.0 == "decision_rules" {
                        assert!(matches!(change.now, Theirs::Whole(_)), "{change:?}");
                        *seen.entry(change.key.1).or_default() += 1;
                    }
                }
                pulls += 1;
                if last {
                    return (pulls, seen);
                }
            }
        });
        let expected: Vec<Uuid> =
            writers.into_iter().flat_map(|writer| writer.join().expect("written")).collect();
        done.store(true, SeqCst);
        let (pulls, seen) = puller.join().expect("pulled");
        (pulls, seen, expected)
    });
    let missed = expected.iter().filter(|id| !seen.contains_key(id)).count();
    let twice = seen.values().filter(|times| **times > 1).count();
    assert_eq!((missed, twice, seen.len()), (0, 0, expected.len()), "in {pulls} pulls");
    assert!(pulls > 20, "{pulls}");
    mirror.assert_is(&mut remote);
}

/// Inserts rows, each once, and updates others, in transactions of every length; a fifth is rolled back. Gives the rows that
/// are there in the end.
fn write(url: &str, seed: u64, made: &AtomicUsize, changes: usize, longest: u64) -> Vec<Uuid> {
    let mut random = Random(seed + 1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("one");
    runtime.block_on(async {
        let client = sync::connect::connect(url).await.expect("connected");
        let mut kept = Vec::new();
        while made.load(SeqCst) < changes {
            let mut rows = Vec::new();
            client.batch_execute("BEGIN").await.expect("begun");
            for _ in 0..=random.below(4) {
                let row = Uuid::from_u64_pair(seed + 1, random.next());
                let insert = format!(
                    "INSERT INTO decision_rules (id, organization_id, name, description, priority, conditions, action)
                     VALUES ('{row}', '{home}', 'r', 'r', 1, '[]', 'CUSTOM');
                     SAVEPOINT a; UPDATE users SET name = '{row}' WHERE id = '{}' AND {}; RELEASE a",
                    id("02", 'a'),
                    random.below(10) == 0,
                    home = id("01", 'a'),
                );
                client.batch_execute(&insert).await.expect("inserted");
                rows.push(row);
                if longest > 0 && random.below(3) == 0 {
                    tokio::time::sleep(Duration::from_millis(random.below(longest))).await;
                }
            }
            if random.below(5) == 0 {
                client.batch_execute("ROLLBACK").await.expect("rolled back");
            } else {
                client.batch_execute("COMMIT").await.expect("committed");
                made.fetch_add(rows.len(), SeqCst);
                kept.append(&mut rows);
            }
        }
        kept
    })
}

/// Numbers that look random, the same for the same seed.
pub struct Random(pub u64);

impl Random {
    /// SplitMix64.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}
