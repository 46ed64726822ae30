//! The search index always says what the tables say.

use crate::{
    search::{ids, search, ticket, walruses},
    snapshot::Watcher,
};
use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::{Record, tables};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use uuid::Uuid;

#[test]
fn the_index_follows_what_is_deleted_and_what_is_written_past_the_desk() {
    let fixture = Fixture::new();
    let customer = fixture.done(
        Who::Junior,
        "create_user",
        json!({"name": "Wally Walrus", "email": "wally@ice.test", "role": "CUSTOMER"}),
    );
    let made = fixture.done(
        Who::Junior,
        "create_ticket",
        json!({"customerId": customer["id"], "subject": "A walrus", "description": "Here.", "category": "OTHER"}),
    );
    let total = |query: &str| search(&fixture, query)["total"].clone();
    assert_eq!(total("walrus"), 2);
    fixture.done(Who::Junior, "update_ticket", json!({"id": made["id"], "subject": "An otter"}));
    assert_eq!((total("walrus"), total("otter")), (json!(1), json!(1)));
    fixture.done(Who::Admin, "delete_user", json!({"id": customer["id"]}));
    assert_eq!((total("walrus"), total("otter")), (json!(0), json!(0)), "with what hung on it");

    let past = Watcher::new(&fixture).0;
    let own = Side::Ours.row("tickets", 1);
    let db = Connection::open(fixture.path()).expect("the file");
    db.execute("UPDATE tickets SET subject = 'A seal' WHERE id = ?1", [own]).expect("written");
    assert_eq!(ids(&search(&fixture, "seal")), [own], "read before it is looked up");
    db.execute("UPDATE tickets SET subject = 'A puffin' WHERE id = ?1", [own]).expect("written");
    drop((db, past));
    let fixture = fixture.reopened();
    assert_eq!(
        ids(&search(&fixture, "puffin")),
        [own],
        "also what was written while nobody was there"
    );
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, [""; 0]);
}

#[test]
fn an_index_made_anew_finds_the_same() {
    let fixture = Fixture::new();
    walruses(&fixture);
    for n in 0..30 {
        ticket(&fixture, &format!("Walrus {n}"), "Here.");
    }
    let queries =
        ["", "w", "walrus", "walrus 1", "is:refund", "from:ours walrus", "\"a walrus\"", "-walrus"];
    // Rows of the same moment stand in no particular order.
    let found = |query| {
        let mut found = search(&fixture, query);
        let mut ids = ids(&found);
        ids.sort_unstable();
        found["items"] = json!(ids);
        found
    };
    let before = queries.map(found);
    // Whatever has become of it.
    let db = Connection::open(fixture.path()).expect("the file");
    db.execute_batch("DELETE FROM desk_documents WHERE id % 3 = 0").expect("damaged");
    assert_ne!(queries.map(found), before);
    let faults = fixture.desk.verify().expect("a verdict").faults;
    assert!(faults.iter().any(|f| f.contains("search index")), "{faults:?}");
    let made = fixture.done(Who::Admin, "rebuild_search", json!({}));
    assert_eq!(
        made["documents"],
        search(&fixture, "")["total"].as_i64().unwrap_or(0) + theirs(&fixture)
    );
    assert_eq!(queries.map(found), before);
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, [""; 0]);
}

fn theirs(fixture: &Fixture) -> i64 {
    let found =
        fixture.call_in(Side::Theirs, Who::Admin, "search", json!({"query": ""})).expect("found");
    found["total"].as_i64().unwrap_or(0)
}

/// Words that the histories are made of: one begins others, some are accented, none is the fixture's.
const WORDS: [&str; 8] = ["sea", "seal", "sealion", "Ötter", "otters", "walrus", "42", "Krill"];

/// A step of a history.
#[derive(Debug, Clone)]
enum Step {
    Create(Vec<usize>, Vec<usize>),
    Subject(usize, Vec<usize>),
    Tags(usize, Vec<usize>),
    Status(usize),
    Delete(usize),
    Customer(usize),
    Rename(usize, usize),
    DeleteCustomer(usize),
    Undo,
    Redo,
    Say(Vec<usize>),
    /// Past the desk.
    Shell(String),
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let words = || prop::collection::vec(0..WORDS.len(), 1..4);
    let which = || 0..6usize;
    let at = 0i64..2_000_000_000_000_000;
    let shell = prop_oneof![
        (which(), 0..WORDS.len()).prop_map(|(n, w)| format!("UPDATE tickets SET description = '{}' WHERE rowid % 6 = {n}", WORDS[w])),
        (which(), at).prop_map(|(n, at)| format!("UPDATE tickets SET created_at = {at} WHERE rowid % 6 = {n}")),
        which().prop_map(|n| format!("DELETE FROM tickets WHERE rowid % 6 = {n}")),
        which().prop_map(|n| format!("UPDATE users SET role = CASE role WHEN 'CUSTOMER' THEN 'REPRESENTATIVE' ELSE 'CUSTOMER' END WHERE name GLOB '*{}*'", WORDS[n])),
        (0..WORDS.len()).prop_map(|w| format!("UPDATE messages SET body = body || ' {}'", WORDS[w])),
    ];
    let step = prop_oneof![
        4 => (words(), words()).prop_map(|(s, d)| Step::Create(s, d)),
        2 => (which(), words()).prop_map(|(n, w)| Step::Subject(n, w)),
        1 => (which(), words()).prop_map(|(n, w)| Step::Tags(n, w)),
        1 => which().prop_map(Step::Status),
        2 => which().prop_map(Step::Delete),
        2 => (0..WORDS.len()).prop_map(Step::Customer),
        1 => (which(), 0..WORDS.len()).prop_map(|(n, w)| Step::Rename(n, w)),
        1 => which().prop_map(Step::DeleteCustomer),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => words().prop_map(Step::Say),
        3 => shell.prop_map(Step::Shell),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..14)
}

fn said(words: &[usize]) -> String {
    words.iter().map(|w| WORDS[*w]).collect::<Vec<_>>().join(" ")
}

/// The id of the table's nth row, where it has any that a history may change.
fn nth(fixture: &Fixture, table: &str, condition: &str, n: usize) -> Option<Uuid> {
    let db = Connection::open(fixture.path()).expect("the file");
    let sql = format!(
        "SELECT id FROM {table} AS t WHERE organization_id = ?1 AND {condition} ORDER BY created_at, id"
    );
    let mut query = db.prepare(&sql).expect("SQL");
    let ids = query.query_map([Side::Ours.organization()], |row| row.get(0)).expect("rows");
    let ids: Vec<Uuid> = ids.collect::<rusqlite::Result<_>>().expect("ids");
    ids.get(n % ids.len().max(1)).copied()
}

/// Whether an operation changed something; what it refuses is no matter here.
fn take(fixture: &Fixture, step: &Step) {
    let call = |name: &str, input: Json| drop(fixture.call(Who::Admin, name, input));
    let ticket = |n| nth(fixture, "tickets", "TRUE", n);
    let customer = |n| nth(fixture, "users", "role = 'CUSTOMER' AND email LIKE '%@sea.test'", n);
    match step {
        Step::Create(subject, description) => {
            let by = customer(subject.len()).unwrap_or(Side::Ours.row("users", CUSTOMER));
            call(
                "create_ticket",
                json!({"customerId": by, "subject": said(subject), "description": said(description), "category": "OTHER"}),
            );
        }
        Step::Subject(n, words) => {
            call("update_ticket", json!({"id": ticket(*n), "subject": said(words)}));
        }
        Step::Tags(n, words) => {
            let tags: Vec<_> = words.iter().map(|w| WORDS[*w]).collect();
            call("update_ticket", json!({"id": ticket(*n), "tags": tags}));
        }
        Step::Status(n) => call("update_ticket", json!({"id": ticket(*n), "status": "RESOLVED"})),
        Step::Delete(n) => call("delete_ticket", json!({"id": ticket(*n)})),
        Step::Customer(w) => {
            let email = format!("{w}@sea.test");
            call("create_user", json!({"name": WORDS[*w], "email": email, "role": "CUSTOMER"}));
        }
        Step::Rename(n, w) => call("update_user", json!({"id": customer(*n), "name": WORDS[*w]})),
        Step::DeleteCustomer(n) => call("delete_user", json!({"id": customer(*n)})),
        Step::Undo => call("undo", json!({})),
        Step::Redo => call("redo", json!({})),
        Step::Say(words) => fixture.write(|org| {
            let own =
                vec![("conversation_id", Uuid::from_u128(7).into()), ("body", said(words).into())];
            org.insert(tables::Message::TABLE, own).map(drop)
        }),
        Step::Shell(sql) => {
            let db = Connection::open(fixture.path()).expect("the file");
            db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
            db.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
        Step::Reopen => {}
    }
}

/// Every row that is searched, by a scan of the tables: table, id, status and its texts in one.
fn scan(fixture: &Fixture) -> Vec<(String, Uuid, Option<String>, String)> {
    let db = Connection::open(fixture.path()).expect("the file");
    let mut query = db
        .prepare(
            "SELECT 'tickets', id, status, ticket_number || ' ' || subject || ' ' || description || ' ' || ifnull(internal_notes, '') || ' ' || ifnull(tags, ''), organization_id FROM tickets
             UNION ALL SELECT 'messages', id, NULL, body, organization_id FROM messages
             UNION ALL SELECT 'users', id, NULL, name || ' ' || email, organization_id FROM users WHERE role = 'CUSTOMER'
             UNION ALL SELECT 'escalations', id, status, issue_description || ' ' || ifnull(notes, '') || ' ' || ifnull(ai_summary, ''), organization_id FROM escalations
             UNION ALL SELECT 'refunds', id, status, order_id || ' ' || ifnull(notes, ''), organization_id FROM refunds",
        )
        .expect("SQL");
    let rows = query.query_map([], |row| {
        let own: Uuid = row.get(4)?;
        Ok((own, (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    });
    let rows = rows.expect("rows").collect::<rusqlite::Result<Vec<_>>>().expect("rows");
    let ours = rows.into_iter().filter(|(own, _)| *own == Side::Ours.organization());
    ours.map(|(_, row)| row).collect()
}

fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace('ö', "o");
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn compare(fixture: &Fixture) {
    let rows = scan(fixture);
    type Fits = dyn Fn(&str, Option<&str>, &[String]) -> bool;
    let begins =
        |word: &'static str| move |words: &[String]| words.iter().any(|w| w.starts_with(word));
    let has = |word: &'static str| move |words: &[String]| words.iter().any(|w| w == word);
    let cases: [(&str, Box<Fits>); 12] = [
        ("", Box::new(|_, _, _| true)),
        ("s", Box::new(move |_, _, w| begins("s")(w))),
        ("sea", Box::new(move |_, _, w| begins("sea")(w))),
        ("seal", Box::new(move |_, _, w| begins("seal")(w))),
        ("seali", Box::new(move |_, _, w| begins("seali")(w))),
        ("sea ", Box::new(move |_, _, w| has("sea")(w))),
        ("otter", Box::new(move |_, _, w| begins("otter")(w))),
        ("walrus 4", Box::new(move |_, _, w| has("walrus")(w) && begins("4")(w))),
        (
            "krill -walrus is:ticket",
            Box::new(move |t, _, w| t == "tickets" && has("krill")(w) && !has("walrus")(w)),
        ),
        ("status:resolved sea", Box::new(move |_, s, w| s == Some("RESOLVED") && begins("sea")(w))),
        ("-status:open is:ticket", Box::new(move |t, s, _| t == "tickets" && s != Some("OPEN"))),
        (
            "is:customer sea.test",
            Box::new(move |t, _, w| {
                t == "users" && w.windows(2).any(|w| w[0] == "sea" && w[1] == "test")
            }),
        ),
    ];
    for (query, fits) in cases {
        let mut expected: Vec<_> = rows
            .iter()
            .filter(|(table, _, status, text)| fits(table, status.as_deref(), &words(text)))
            .map(|(_, id, ..)| *id)
            .collect();
        expected.sort_unstable();
        let found = search(fixture, query);
        let mut ids = ids(&found);
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
        assert_eq!(found["total"], expected.len(), "{query}");
        let resolved = rows.iter().filter(|(_, id, status, _)| {
            status.as_deref() == Some("RESOLVED") && expected.contains(id)
        });
        let counted = found["facets"]["status"]["RESOLVED"].as_u64().unwrap_or(0);
        assert_eq!(counted, resolved.count() as u64, "{query}");
    }
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_the_index_says_what_the_tables_say(steps in steps()) {
        let mut fixture = Fixture::new();
        for step in &steps {
            match step {
                Step::Reopen => {
                    fixture = fixture.reopened();
                    compare(&fixture);
                }
                step => take(&fixture, step),
            }
        }
        // A write that changes nothing takes up what was written past the desk, too.
        fixture.write(|_| Ok(()));
        compare(&fixture);
        let before = search(&fixture, "sea")["total"].clone();
        fixture.done(Who::Admin, "rebuild_search", json!({}));
        compare(&fixture);
        assert_eq!(search(&fixture, "sea")["total"], before);
    }
}

#[test]
fn the_index_follows_by_itself_and_no_search_waits_for_a_long_write() {
    let fixture = Fixture::new();
    walruses(&fixture);
    // Nobody searches: it follows all the same.
    Watcher::new(&fixture).version();

    let other = Connection::open(fixture.path()).expect("the file");
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE tickets SET subject = 'A whale'")
        .expect("written");
    let start = std::time::Instant::now();
    assert_eq!(search(&fixture, "whale")["total"], 0, "nobody has committed that");
    other.execute_batch("COMMIT").expect("committed");
    let id = Side::Ours.row("tickets", 1);
    fixture.done(Who::Junior, "update_ticket", json!({"id": id, "internalNotes": "A dolphin"}));
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE tickets SET subject = 'A shark'")
        .expect("written");
    search(&fixture, "dolphin");
    assert!(start.elapsed() < std::time::Duration::from_secs(4), "it waited for the other writer");
    other.execute_batch("ROLLBACK").expect("rolled back");
    assert_eq!(ids(&search(&fixture, "dolphin")), [id]);
    assert_eq!(fixture.desk.verify().expect("a verdict").faults, [""; 0]);
}
