//! What a pull brings: all of it, once, and no more bytes than it takes.

use crate::{
    Hub, block_on, entry, id,
    relay::Relay,
    remote::{START, batch, remote},
};
use model::{Code, Error, Table, Value, tables};
use serde_json::json;
use std::{cell::Cell, collections::HashMap, time::Instant};
use sync::{
    desk::fill::Source as _,
    engine::{
        outbox::Key,
        rebase::Row,
        sides::{Change, Difference, Hub as _, Theirs},
    },
    hub,
    remote::{Remote, Sent},
};
use uuid::Uuid;

/// What a desk has of a hub, if it does nothing but pull.
#[derive(Default)]
pub struct Mirror {
    cursor: Option<String>,
    rows: HashMap<Key, Row>,
}

impl Mirror {
    pub fn pull(&mut self, hub: &mut Remote) -> Difference {
        let difference = hub.pull(self.cursor.as_deref(), &[]).expect("pulled");
        self.take(&difference);
        difference
    }

    fn take(&mut self, difference: &Difference) {
        if difference.everything {
            self.rows.clear();
        }
        for change in &difference.changes {
            match &change.now {
                Theirs::Gone => drop(self.rows.remove(&change.key)),
                Theirs::Whole(row) => drop(self.rows.insert(change.key, row.clone())),
                Theirs::Columns(columns) => {
                    let row = self.rows.get_mut(&change.key).expect("a row that is there");
                    columns.iter().for_each(|(place, value)| row[*place] = value.clone());
                }
                Theirs::Unfit(why) => panic!("{why}"),
            }
        }
        self.cursor = Some(difference.cursor.clone());
    }

    /// Has the same as the hub has.
    pub fn assert_is(&self, hub: &mut Remote) {
        let mut other = Self::default();
        other.pull(hub);
        assert_eq!(self.rows.len(), other.rows.len());
        for (key, row) in &self.rows {
            assert_eq!(Some(row), other.rows.get(key), "{key:?}");
        }
    }
}

fn key(table: &'static str, id: &str) -> Key {
    (table, id.parse().expect("an id"))
}

fn place(table: &str, column: &str) -> usize {
    tables::find(table).and_then(|table| table.position(column)).expect("a column")
}

fn only(difference: Difference) -> Change {
    assert_eq!(difference.changes.len(), 1, "{difference:?}");
    difference.changes.into_iter().next().expect("a change")
}

/// So many more tickets of organization a.
fn many(hub: &Hub, count: usize) {
    hub.run(&format!(
        "INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
         SELECT '{}', 'T-' || n, '{}', 'subject', repeat('long ', 100), 'OTHER' FROM generate_series(1, {count}) n",
        id("01", 'a'),
        id("02", 'a')
    ));
}

#[test]
fn nothing_new_takes_one_round_trip() {
    let hub = Hub::new();
    let relay = Relay::to(hub.port());
    let mut remote = remote(&relay.through(&hub.device_url("org-a", "one"), hub.port()));
    let mut mirror = Mirror::default();
    assert!(mirror.pull(&mut remote).everything);
    assert_eq!(mirror.rows.len(), 19);
    // What others do with their rows is nothing new either.
    hub.run("UPDATE tickets SET subject = 'theirs' WHERE id::text LIKE '%b'");
    for _ in 0..3 {
        relay.take();
        assert_eq!(mirror.pull(&mut remote).changes, []);
        let (turns, bytes) = relay.take();
        assert_eq!(turns, 1);
        assert!(bytes < 400, "{bytes}");
    }
    hub.run("UPDATE tickets SET subject = 'ours' WHERE id::text LIKE '%a'");
    relay.take();
    assert_eq!(mirror.pull(&mut remote).changes.len(), 1);
    assert_eq!(relay.take().0, 4);
}

/// Without seq scans every plan with one looks dear enough to be compiled first, which takes longer than all the rest.
#[test]
fn nothing_is_compiled_that_is_planned_without_seq_scans() {
    let hub = Hub::new();
    let compiled = hub.run(
        "SELECT count(*) FILTER (WHERE 'enable_seqscan=off' = ANY (proconfig)) > 1,
            count(*) FILTER (WHERE 'jit=off' <> ALL (proconfig) AND ('enable_seqscan=off' = ANY (proconfig) OR proname = 'push'))
         FROM pg_proc WHERE pronamespace = 'desk_sync'::regnamespace",
    );
    assert_eq!(compiled.trim(), "t|0");
}

#[test]
fn a_changed_field_takes_80_bytes_a_row() {
    let hub = Hub::new();
    many(&hub, 1000);
    let relay = Relay::to(hub.port());
    let mut remote = remote(&relay.through(&hub.device_url("org-a", "one"), hub.port()));
    let mut mirror = Mirror::default();
    mirror.pull(&mut remote);
    hub.run("UPDATE tickets SET priority = 'URGENT', updated_at = now() WHERE subject = 'subject'");
    relay.take();
    let difference = mirror.pull(&mut remote);
    let (_, bytes) = relay.take();
    assert_eq!(difference.changes.len(), 1000);
    assert!(bytes <= 80_000, "{bytes}");
    for change in &difference.changes {
        let Theirs::Columns(columns) = &change.now else { panic!("{change:?}") };
        assert_eq!(columns[&place("tickets", "priority")], Value::from("URGENT"));
        assert_eq!(columns[&place("tickets", "updated_at")], Value::Int(change.edited));
        assert_eq!(columns.len(), 2);
    }
    mirror.assert_is(&mut remote);
}

#[test]
fn thin_rows_come_to_the_same_as_whole_ones() {
    let hub = Hub::new();
    many(&hub, 60);
    let mut remote = hub.remote("org-a", "one");
    let mut mirror = Mirror::default();
    mirror.pull(&mut remote);
    let mut thin = 0;
    for round in 0..12 {
        // Sets of columns of every size, deletions, rows that come and go, and some that several touched.
        hub.run(&format!(
            "UPDATE tickets SET subject = 'r{round}', updated_at = clock_timestamp() WHERE hashtext(id::text || {round}) % 5 = 0;
             UPDATE tickets SET tags = '[{round}]', sentiment = 0.{round} WHERE hashtext(id::text || {round}) % 3 = 0;
             UPDATE tickets SET status = 'RESOLVED', resolved_at = now() WHERE hashtext(id::text || {round}) % 7 = 0;
             UPDATE tickets SET customer_satisfaction_score = {round} % 5, assigned_to = NULL WHERE ticket_number = 'T-{round}';
             DELETE FROM tickets WHERE ticket_number = 'T-{}';
             INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
                SELECT organization_id, 'N-{round}', id, 's', 'd', 'OTHER' FROM users WHERE id = '{}';
             UPDATE budgets SET spent = spent + 1, remaining = remaining - 1;
             UPDATE users SET name = 'r{round}'",
            60 - round,
            id("02", 'a')
        ));
        let difference = mirror.pull(&mut remote);
        thin += difference.changes.iter().filter(|c| matches!(c.now, Theirs::Columns(_))).count();
        mirror.assert_is(&mut remote);
    }
    assert!(thin > 50, "{thin}");
}

#[test]
fn when_a_row_was_edited_is_told_column_by_column() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    let cursor = remote.pull(None, &[]).expect("pulled").cursor;
    let ticket = id("05", 'a');
    let at = 1_767_225_600_000_000;
    let file = Uuid::new_v4();
    let edit = entry(
        "update",
        "tickets",
        &ticket,
        json!({"subject": {"base": "secret-a", "new": "mine"}}),
    );
    remote.push(&batch(file, START, &[("g", edit)])).expect("pushed");
    // One's own come back as well: with what the hub set.
    let change = only(remote.pull(Some(&cursor), &[]).expect("pulled"));
    assert_eq!((change.edited, &change.columns), (at, &[].into()));

    hub.run(&format!(
        "UPDATE tickets SET status = 'CLOSED', updated_at = '2030-01-01' WHERE id = '{ticket}'"
    ));
    let change = only(remote.pull(Some(&cursor), &[]).expect("pulled"));
    assert_eq!(change.edited, 1_893_456_000_000_000);
    assert_eq!(change.columns, [(place("tickets", "subject"), at)].into());
    assert!(matches!(change.now, Theirs::Whole(_)));

    // Gone: there is no row that says when.
    let before = remote.pull(Some(&cursor), &[]).expect("pulled");
    hub.run(&format!("DELETE FROM tickets WHERE id = '{ticket}'"));
    let after = remote.pull(Some(&before.cursor), &[key("tickets", &ticket)]).expect("pulled");
    let gone = after.changes.iter().find(|c| c.key == key("tickets", &ticket)).expect("the ticket");
    assert_eq!((&gone.now, gone.edited), (&Theirs::Gone, after.now));
}

#[test]
fn rows_are_given_that_were_asked_for() {
    let hub = Hub::new();
    many(&hub, 10);
    let mut remote = hub.remote("org-a", "one");
    let cursor = remote.pull(None, &[]).expect("pulled").cursor;
    let (user, ticket) = (key("users", &id("02", 'a')), key("tickets", &id("05", 'a')));
    let strange = key("users", &id("02", 'b'));
    hub.run("UPDATE tickets SET priority = 'LOW'");
    let pulled = remote.pull(Some(&cursor), &[user, ticket, strange, ticket]).expect("pulled");
    assert_eq!(pulled.changes.len(), 13);
    let of = |key: Key| pulled.changes.iter().find(|c| c.key == key).map(|c| &c.now);
    for (key, name) in [(user, "secret-a"), (ticket, "secret-a")] {
        let Some(Theirs::Whole(row)) = of(key) else { panic!("{key:?}") };
        assert!(row.contains(&Value::from(name)));
    }
    assert_eq!(of(strange), Some(&Theirs::Gone));
    assert_eq!(remote.pull(Some(&pulled.cursor), &[user]).expect("pulled").changes.len(), 1);
}

#[test]
fn a_value_that_a_desk_cannot_hold_stops_its_row_only() {
    let hub = Hub::new();
    many(&hub, 10);
    let mut remote = hub.remote("org-a", "one");
    let cursor = remote.pull(None, &[]).expect("pulled").cursor;
    hub.run("ALTER TYPE ticket_priority ADD VALUE 'SOMEDAY'");
    hub.run(&format!(
        "UPDATE tickets SET priority = CASE id WHEN '{}' THEN 'SOMEDAY' ELSE 'LOW' END::ticket_priority;
         UPDATE organizations SET trial_ends_at = 'infinity'",
        id("05", 'a')
    ));
    for cursor in [Some(cursor.as_str()), None] {
        let pulled = remote.pull(cursor, &[]).expect("pulled");
        let unfit: HashMap<_, _> = pulled
            .changes
            .iter()
            .filter_map(|change| match &change.now {
                Theirs::Unfit(why) => Some((change.key.0, why.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(unfit.len(), 2);
        assert_eq!(
            unfit["tickets"],
            "priority: \"SOMEDAY\" is no ticket_priority that this version knows: update it"
        );
        assert!(unfit["organizations"].starts_with("trialEndsAt: it is infinite"));
    }
}

#[test]
fn what_the_log_does_not_tell_is_read_wholly() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-a", "one");
    let mut mirror = Mirror::default();
    mirror.pull(&mut remote);
    hub.run("TRUNCATE tickets; UPDATE users SET name = 'x'");
    assert!(mirror.pull(&mut remote).everything);
    assert!(!mirror.rows.keys().any(|(table, _)| *table == "tickets"));
    mirror.assert_is(&mut remote);
    assert!(!mirror.pull(&mut remote).everything);

    // A shorter log leads to the same.
    let old = mirror.cursor.clone();
    hub.run(
        "UPDATE users SET name = 'y'; UPDATE users SET email = id || '@y'; DELETE FROM refunds",
    );
    block_on(hub::compact(&hub.url())).expect("compacted");
    assert!(!mirror.pull(&mut remote).everything);
    mirror.assert_is(&mut remote);
    // What was deleted long ago is forgotten.
    hub.run("UPDATE desk_sync.tombstone SET at = now() - interval '181 days'");
    for _ in 0..200 {
        block_on(hub::compact(&hub.url())).expect("compacted");
        if hub.run("SELECT horizon FROM desk_sync.meta") != "0" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(remote.pull(old.as_deref(), &[]).expect("pulled").everything);
    // A cursor of another time of the hub.
    assert!(remote.pull(Some("9999999:9999999:"), &[]).expect("pulled").everything);
}

#[test]
fn a_shorter_log_keeps_what_was_ended_last() {
    // No other test's transactions are in the way of shortening it.
    let hub = Hub::on(&std::sync::Arc::new(kit::postgres::Cluster::start()));
    let mut remote = hub.remote("org-a", "one");
    let mut mirror = Mirror::default();
    block_on(async {
        let early = sync::connect::connect(&hub.url()).await.expect("connected");
        early.batch_execute("BEGIN; SELECT pg_current_xact_id()").await.expect("begun");
        hub.run("UPDATE users SET name = 'begun later, ended earlier'");
        // Sees the one and not the other, of which the number is lower.
        std::thread::scope(|scope| scope.spawn(|| mirror.pull(&mut remote)).join().map(drop))
            .expect("pulled");
        early
            .batch_execute("UPDATE users SET email = id || '@early'; COMMIT")
            .await
            .expect("ended");
    });
    assert_ne!(block_on(hub::compact(&hub.url())).expect("compacted")["merged"], 0);
    mirror.pull(&mut remote);
    mirror.assert_is(&mut remote);
}

/// A pull waits in the middle, behind somebody who has locked a table, while what it is about to read is forgotten.
#[test]
fn a_log_that_is_trimmed_in_the_midst_of_a_pull_loses_nothing() {
    let hub = Hub::on(&std::sync::Arc::new(kit::postgres::Cluster::start()));
    let mut remote = hub.remote("org-a", "one");
    let mut mirror = Mirror::default();
    mirror.pull(&mut remote);
    hub.run("DELETE FROM refunds; UPDATE users SET name = 'x'; UPDATE tickets SET subject = 'y'");
    let everything = std::thread::scope(|scope| {
        scope.spawn(|| hub.run("BEGIN; LOCK TABLE tickets; SELECT pg_sleep(2); COMMIT"));
        std::thread::sleep(std::time::Duration::from_millis(500));
        let pull = scope.spawn(|| mirror.pull(&mut remote).everything);
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert!(!pull.is_finished());
        hub.run("SELECT desk_sync.compact('-1 day')");
        assert_ne!(hub.run("SELECT horizon FROM desk_sync.meta"), "0");
        assert!(!pull.is_finished());
        pull.join().expect("pulled")
    });
    assert!(!everything);
    mirror.assert_is(&mut remote);
    mirror.pull(&mut remote);
    mirror.assert_is(&mut remote);
}

#[test]
fn where_there_is_no_organization_yet_nothing_is_gone() {
    let hub = Hub::new();
    let mut remote = hub.remote("org-e", "one");
    let mut cursor = None;
    for _ in 0..2 {
        let pulled = remote.pull(cursor.as_deref(), &[]).expect("pulled");
        assert!(!pulled.everything && pulled.changes.is_empty());
        cursor = Some(pulled.cursor);
    }
    // It is renamed to be the one: its rows were there before.
    hub.run("UPDATE organizations SET slug = 'org-e' WHERE slug = 'org-b'");
    let pulled = remote.pull(cursor.as_deref(), &[]).expect("pulled");
    assert!(pulled.everything);
    assert_eq!(pulled.changes.len(), 19);
}

/// Chunk by chunk, while others write, and then what changed since.
#[test]
fn a_first_copy_is_read_in_chunks() {
    let hub = Hub::new();
    many(&hub, 20_500);
    hub.run("ALTER TYPE ticket_priority ADD VALUE 'SOMEDAY'");
    hub.run("UPDATE tickets SET priority = 'SOMEDAY' WHERE ticket_number = 'T-7'");
    let mut remote = hub.remote("org-a", "one");
    let mut mirror =
        Mirror { cursor: Some(remote.cursor().expect("a cursor")), ..Mirror::default() };
    let (mut chunks, mut unfit) = (0, Vec::new());
    let last = Cell::new(None);
    let mut take = |table: &'static Table, rows: Vec<Sent>| {
        last.set(rows.last().map(|(id, _)| (table.name, *id)).or(last.get()));
        for (id, row) in rows {
            match row {
                Ok(row) => drop(mirror.rows.insert((table.name, id), row)),
                Err(why) => unfit.push(why),
            }
        }
        chunks += 1;
        hub.run(&format!(
            "UPDATE tickets SET subject = 'c{chunks}' WHERE hashtext(id::text) % 9 = {chunks};
             DELETE FROM tickets WHERE ticket_number = 'T-1{chunks}'"
        ));
        match chunks {
            // Broken off in the middle of the tickets, and gone on with.
            9 => Err(Error::new(Code::Conflict, "Enough.")),
            _ => Ok(()),
        }
    };
    let counted = remote.count().expect("counted");
    let broken_off = remote.rows(None, &mut take);
    assert_eq!(broken_off.unwrap_err().message, "Enough.");
    remote.rows(last.get(), &mut take).expect("the rest");
    assert!(chunks > 25, "{chunks}");
    assert!(mirror.rows.len().abs_diff(counted as usize) < 50);
    assert_eq!(
        unfit,
        ["priority: \"SOMEDAY\" is no ticket_priority that this version knows: update it"]
    );
    hub.run("UPDATE tickets SET priority = 'LOW' WHERE ticket_number = 'T-7'");
    let late = mirror.cursor.clone();
    let asked = remote.pull(
        late.as_deref(),
        &[key("tickets", &hub.run("SELECT id FROM tickets WHERE ticket_number = 'T-7'"))],
    );
    mirror.take(&asked.expect("pulled"));
    mirror.assert_is(&mut remote);
    assert_eq!(hub.remote("org-e", "two").cursor().unwrap_err().code, Code::NotFound);
}

/// `cargo test --release -p tests --test hub -- --ignored --nocapture what_it_takes`
#[test]
#[ignore = "a measurement"]
fn what_it_takes() {
    let hub = Hub::new();
    many(&hub, 200_000);
    let mut remote = hub.remote("org-a", "one");
    let mut timed = |what: &str, times: usize, work: &mut dyn FnMut(&mut Remote) -> usize| {
        for _ in 0..times {
            let begun = Instant::now();
            let rows = work(&mut remote);
            eprintln!("{what}: {rows} rows in {:?}", begun.elapsed());
        }
    };
    timed("all tables", 2, &mut |hub| {
        let mut count = 0;
        let taken = hub.rows(None, &mut |_, rows| {
            count += rows.len();
            Ok(())
        });
        taken.map(|()| count).expect("rows")
    });
    let copy =
        "\\timing on\n\\copy (SELECT * FROM tickets ORDER BY id) TO '/dev/null' (FORMAT binary)";
    eprintln!("psql's COPY of it: {}", hub.run(copy));
    let mut cursor = String::new();
    timed("everything", 1, &mut |hub| {
        let pulled = hub.pull(None, &[]).expect("pulled");
        cursor = pulled.cursor;
        pulled.changes.len()
    });
    let mut pull = |hub: &mut Remote| hub.pull(Some(&cursor), &[]).expect("pulled").changes.len();
    timed("nothing new", 5, &mut pull);
    hub.run("UPDATE tickets SET subject = 'one' WHERE ticket_number = 'T-77'");
    timed("one row", 5, &mut pull);
    hub.run("UPDATE tickets SET priority = 'LOW', updated_at = now()");
    timed("a column of all", 2, &mut pull);
}
