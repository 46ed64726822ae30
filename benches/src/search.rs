//! Search as one types, at 100,000 tickets and, with GROUNDED_BENCH_MILLION set, a million, each with a message
//! to every other ticket: how long each keystroke takes, and what keeping the index costs.

use benches::{Data, bare};
use rusqlite::Connection;
use serde_json::json;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// What is typed, letter by letter. The words are of the ranks their numbers say, see [`word`].
const TYPED: [(&str, &str); 14] = [
    ("one letter", "s"),
    ("the commonest word", "@0"),
    ("a common word", "@20"),
    ("a rare word", "@15000"),
    ("two common words", "@1 @3"),
    ("two words seldom together", "@40 @900"),
    ("two words never together", "@0 zebra1 @1 zebra0"),
    ("a phrase of common words", "\"@0 @1 @2\""),
    ("a number", "TICKET-77123"),
    ("a name", "from:customer"),
    ("a filter", "@5 status:open priority:urgent assigned:nobody"),
    ("a filter that fits nothing", "@0 is:refund status:completed"),
    ("without", "@2 -@0 -@1"),
    ("days", "@7 before:2024-01-01 after:2023-12-01"),
];

fn main() {
    let mut sizes = vec![100_000];
    if std::env::var_os("GROUNDED_BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    for size in sizes {
        let folder = benches::folder().join(format!("search-{}-{size}", store::SCHEMA_VERSION));
        if !folder.exists() {
            make(size, &folder);
        }
        let data = Data::open(&folder.join("copy.db"));
        typing(&data, &bare(&data.desk), size);
        let copy = tempfile::tempdir_in(benches::folder()).expect("a folder");
        let data = data.copy(copy.path());
        keeping(&data, size);
    }
}

/// Makes a desk of that size, and says what indexing it costs.
fn make(size: u32, folder: &Path) {
    let part = tempfile::tempdir_in(benches::folder()).expect("a folder");
    let data = Data::of(10_000).copy(part.path());
    write(&data, size);
    let before = bytes(&data);
    let start = Instant::now();
    let made = data.json("rebuild_search", json!({}));
    let took = start.elapsed().as_secs_f64();
    let n = made["documents"].as_f64().unwrap_or(1.0);
    let each = (bytes(&data) - before) as f64 / n;
    println!(
        "{size} tickets: {n} documents indexed in {took:.1} s, {:.1} us and {each:.0} bytes each",
        took * 1e6 / n
    );
    data.desk.optimize().expect("optimize");
    drop(data);
    fs::rename(part.keep(), folder).expect("kept");
}

fn bytes(data: &Data) -> i64 {
    let db = bare(&data.desk);
    let pages = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_page_size, pragma_freelist_count";
    db.query_row(pages, [], |row| row.get(0)).expect("a size")
}

/// A word of that rank, by Zipf's law the rarer the higher: two to five syllables.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "se", "ta", "con", "in", "re", "mo", "pre", "li", "or", "tion", "ex", "po", "dis", "un",
        "ver", "al", "ma", "ni", "do", "ple",
    ];
    let mut n = rank.wrapping_mul(7) + 23;
    let mut word = String::new();
    while n > 0 {
        word.push_str(SYLLABLES[usize::try_from(n % 20).unwrap_or(0)]);
        n /= 20;
    }
    word
}

/// Chance that is the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// A rank up to 20,000: each a chance of about one over it.
    fn rank(&mut self) -> u64 {
        let share = self.below(1 << 30) as f64 / f64::from(1 << 30);
        (20_000f64.powf(share) - 1.0) as u64
    }

    fn text(&mut self, words: u64) -> String {
        let words: Vec<_> = (0..words).map(|_| word(self.rank())).collect();
        words.join(" ")
    }
}

/// Writes the tickets and messages with SQLite alone: what is measured is not how they came here.
fn write(data: &Data, tickets: u32) {
    let db = bare(&data.desk);
    let names: Vec<String> = {
        let mut query =
            db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").expect("SQL");
        let names = query.query_map([], |row| row.get(0)).expect("rows");
        names.collect::<rusqlite::Result<_>>().expect("names")
    };
    let again: Vec<String> = names
        .iter()
        .map(|name| {
            let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
            db.query_row(sql, [name], |row| row.get(0)).expect("a trigger")
        })
        .collect();
    db.execute_batch("BEGIN IMMEDIATE").expect("begun");
    for name in &names {
        db.execute_batch(&format!("DROP TRIGGER \"{name}\"")).expect("dropped");
    }
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let org = data.session.organization().uuid();
    let two_years = 2 * 365 * 86_400_000_000_i64;
    let mut ticket = db
        .prepare(
            "INSERT INTO tickets (id, organization_id, ticket_number, conversation_id, customer_id, subject, description, status, priority,
               category, tags, ai_handled, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?1, ?4, ?5, ?6, ?7, ?8, 'OTHER', ?9, 0, ?10, ?10)",
        )
        .expect("SQL");
    let mut message = db
        .prepare(
            "INSERT INTO messages (id, organization_id, conversation_id, author_id, visibility, body, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 'PUBLIC', ?5, ?6, ?6)",
        )
        .expect("SQL");
    for n in 0..tickets {
        let id = Uuid::from_u128(u128::from(n) + (7 << 76));
        let at = data.newest - two_years + i64::from(n) * (two_years / i64::from(tickets));
        let status = if n % 9 == 0 { "OPEN" } else { "CLOSED" };
        let priority = ["LOW", "NORMAL", "HIGH", "URGENT"][chance.below(4) as usize];
        let tags = format!("[\"{}\"]", word(chance.below(200)));
        let subject = chance.text(6);
        let mut description = chance.text(34);
        // Two words that are common and never together.
        description.push_str(if n % 2 == 0 { " zebra0" } else { " zebra1" });
        ticket
            .execute((
                id,
                org,
                format!("TICKET-{}", n + 20_000),
                data.customer,
                subject,
                description,
                status,
                priority,
                tags,
                at,
            ))
            .expect("a ticket");
        if n % 2 == 0 {
            let own = Uuid::from_u128(u128::from(n) + (9 << 76));
            message
                .execute((own, org, id, data.customer, chance.text(24), at + 60_000_000))
                .expect("a message");
        }
    }
    for sql in again {
        db.execute_batch(&sql).expect("a trigger");
    }
    db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").expect("written");
}

/// `@20` is the word of rank 20.
fn typed(text: &str) -> String {
    text.split(' ')
        .map(|part| {
            let (before, rest) = part.split_once('@').unwrap_or((part, ""));
            let digits = rest.trim_end_matches('"');
            match digits.parse() {
                Ok(rank) => format!("{before}{}{}", word(rank), &rest[digits.len()..]),
                Err(_) => part.to_owned(),
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn typing(data: &Data, db: &Connection, size: u32) {
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>10} {:>8}  us at {size}",
        "what", "p50", "p95", "max", "bare max", "keys"
    );
    let mut all = Vec::new();
    for (what, text) in TYPED {
        let text = typed(text);
        let typed: Vec<_> =
            text.char_indices().map(|(end, letter)| &text[..end + letter.len_utf8()]).collect();
        let search =
            |query: &&str| timed(|| data.call("search", json!({"query": query, "limit": 20})));
        let times: Vec<_> = typed.iter().flat_map(|query| [query; 5]).map(search).collect();
        // Afterwards: it reads all that fits, and would leave nothing else in the processor's caches.
        let slowest = typed.iter().map(|query| ranked(db, query)).max();
        all.extend(times.iter().copied());
        line(what, times, slowest, text.len());
    }
    line("all", all, None, 0);
}

fn line(what: &str, mut times: Vec<Duration>, bare: Option<Duration>, keys: usize) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_micros();
    let bare = bare.map_or(String::new(), |bare| bare.as_micros().to_string());
    println!("{what:<28} {:>8} {:>8} {:>8} {bare:>10} {keys:>8}", at(50), at(95), at(100));
}

/// The same words asked of SQLite alone, ranked by it.
fn ranked(db: &Connection, query: &str) -> Duration {
    let words: Vec<_> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| format!("\"{}\"*", w.to_lowercase()))
        .collect();
    if words.is_empty() {
        return Duration::ZERO;
    }
    let start = Instant::now();
    let mut find = db
        .prepare_cached(
            "SELECT rowid FROM desk_search WHERE desk_search MATCH ?1 ORDER BY rank LIMIT 20",
        )
        .expect("SQL");
    let found = find.query_map([words.join(" ")], |row| row.get::<_, i64>(0)).expect("rows");
    std::hint::black_box(found.count());
    start.elapsed()
}

/// What keeping the index costs: the writes, which do without it, and then the search that finds it behind.
fn keeping(data: &Data, size: u32) {
    let ids = |n: u32, step: u32| -> Vec<_> {
        (0..n).map(|n| Uuid::from_u128(u128::from(n * step) + (7 << 76))).collect()
    };
    let search = || timed(|| data.call("search", json!({"query": "zebra", "limit": 20})));
    for (what, input) in [("beside", "sentiment"), ("of", "subject")] {
        search();
        let mut times: Vec<_> = ids(400, 97)
            .iter()
            .enumerate()
            .map(|(n, id)| {
                let input = json!({"id": id, input: format!("0.{}", n % 9 + 1)});
                timed(|| data.call("update_ticket", input)).as_micros()
            })
            .collect();
        times.sort_unstable();
        println!(
            "one durable update {what} what is searched: {} us; the search after 400 of them: {} us, at {size}",
            times[times.len() / 2],
            search().as_micros()
        );
    }
    for (what, set) in
        [("beside", json!({"category": "BUG_REPORT"})), ("of", json!({"priority": "LOW"}))]
    {
        search();
        let input = json!({"ids": ids(10_000, 1), "set": set});
        println!(
            "10,000 updates at once {what} what is searched: {} ms; the search after them: {} ms, at {size}",
            timed(|| data.call("bulk_update_tickets", input)).as_millis(),
            search().as_millis()
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}
