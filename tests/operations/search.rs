//! Full-text search: what is found, in which order, and how it is shown.

use kit::desk::{CUSTOMER, Fixture, Side, WORKER, Who};
use model::{Code, Record, tables};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// A text that is in no other row.
const SUBJECT: &str = "Crème brûlée exports stop halfway";

pub(crate) fn ticket(fixture: &Fixture, subject: &str, description: &str) -> Uuid {
    let made = fixture.done(
        Who::Junior,
        "create_ticket",
        json!({"customerId": Side::Ours.row("users", CUSTOMER), "subject": subject, "description": description, "category": "OTHER"}),
    );
    id(&made)
}

fn id(row: &Json) -> Uuid {
    Uuid::try_parse(row["id"].as_str().expect("an id")).expect("a UUID")
}

pub(crate) fn search(fixture: &Fixture, query: &str) -> Json {
    fixture.done(Who::Junior, "search", json!({"query": query, "limit": 200}))
}

pub(crate) fn ids(answer: &Json) -> Vec<Uuid> {
    answer["items"].as_array().expect("items").iter().map(id).collect()
}

/// The hits of segments in brackets.
fn marked(segments: &Json) -> String {
    let segments = segments.as_array().expect("segments").iter();
    segments
        .map(|s| match (s["text"].as_str().expect("a text"), s["hit"].as_bool()) {
            (text, Some(true)) => format!("[{text}]"),
            (text, _) => text.to_owned(),
        })
        .collect()
}

#[test]
fn a_word_is_found_from_its_first_letter_on() {
    let fixture = Fixture::new();
    let wanted = ticket(&fixture, SUBJECT, "Since Tuesday.");
    ticket(&fixture, "Something else", "Nothing to see.");
    for word in ["creme", "CRÈME", "brulee", "exports", "halfway", "tuesday"] {
        let mut typed = String::new();
        for letter in word.chars() {
            typed.push(letter);
            let found = search(&fixture, &typed);
            assert!(ids(&found).contains(&wanted), "{typed}: {found}");
            assert_eq!(found["more"], false, "{typed}");
        }
        // In full, and closed, nothing else is found.
        assert_eq!(ids(&search(&fixture, &format!("{word} "))), [wanted], "{word}");
    }
    let none: [Uuid; 0] = [];
    assert_eq!(ids(&search(&fixture, "export ")), none, "a closed word does not go on");
    assert_eq!(ids(&search(&fixture, "creme tuesd")), [wanted]);
    assert_eq!(ids(&search(&fixture, "tuesd creme")), none, "only the last word may go on");
}

#[test]
fn the_best_comes_first() {
    let fixture = Fixture::new();
    let exact = ticket(&fixture, "About an invoice", "Nothing.");
    let subject = ticket(&fixture, "Where is my refund", "Nothing.");
    let body = ticket(&fixture, "Something", "Please give me a refund.");
    let begun = ticket(&fixture, "Refunds are slow", "Nothing.");
    let refund = fixture.done(
        Who::Junior,
        "create_refund",
        json!({"orderId": "refund", "customerId": Side::Ours.row("users", CUSTOMER), "amount": "1.00", "reason": "OTHER"}),
    );
    // The order itself; a subject with the word; one in which it begins; a text.
    assert_eq!(ids(&search(&fixture, "refund")), [id(&refund), subject, begun, body]);
    let number =
        fixture.done(Who::Junior, "get_ticket", json!({"id": exact}))["ticketNumber"].clone();
    let number = number.as_str().expect("a number");
    for n in 0..300 {
        ticket(&fixture, &format!("Like {number}{n} and others"), "Nothing.");
    }
    let found = search(&fixture, number);
    assert_eq!(ids(&found)[0], exact, "older than 300 that begin so");
    assert_eq!(found["total"], 301);
    assert_eq!(marked(&found["items"][0]["number"]), format!("[{number}]"));
}

#[test]
fn what_was_looked_for_is_marked() {
    let fixture = Fixture::new();
    let long = "Nothing of note. ".repeat(40);
    let wanted = ticket(
        &fixture,
        SUBJECT,
        &format!("{long}In the end the CRÈME was exported to <b>Lyon</b>. {long}"),
    );
    let hit = |query: &str| {
        let found = search(&fixture, query);
        let item = found["items"][0].clone();
        assert_eq!(id(&item), wanted, "{query}");
        assert_eq!(item["row"]["subject"], SUBJECT);
        assert_eq!(item["row"]["customer"]["name"], "Ours 21");
        (marked(&item["title"]), marked(&item["snippet"]))
    };
    let (title, snippet) = hit("creme expo");
    assert_eq!(title, "[Crème] brûlée [expo]rts stop halfway");
    assert!(snippet.starts_with("… ") && snippet.ends_with(" …"), "{snippet}");
    assert!(snippet.contains("the [CRÈME] was [expo]rted to <b>Lyon</b>."), "{snippet}");
    assert!(snippet.chars().count() < 220, "{snippet}");
    assert_eq!(hit("\"brulee exports\"").0, "Crème [brûlée exports] stop halfway");
    // Nothing of it in the texts: their beginning.
    let (title, snippet) = hit("brûl");
    assert_eq!(title, "Crème [brûl]ée exports stop halfway");
    assert!(snippet.starts_with("Nothing of note. Nothing"), "{snippet}");
}

/// One of each thing, all with the word "walrus".
pub(crate) fn walruses(fixture: &Fixture) -> [(&'static str, Uuid); 5] {
    let [customer, worker] =
        [Side::Ours.row("users", CUSTOMER), Side::Ours.row("representatives", WORKER)];
    let made = fixture.done(
        Who::Chief,
        "create_ticket",
        json!({"customerId": customer, "subject": "A walrus", "description": "Here.", "category": "OTHER",
            "priority": "HIGH", "tags": ["Big Animal", "sea"], "assignedTo": worker}),
    );
    let escalation = fixture.done(
        Who::Chief,
        "create_escalation",
        json!({"customerId": customer, "conversationId": Uuid::from_u128(7), "reason": "OTHER", "issueDescription": "A walrus!"}),
    );
    let refund = fixture.done(
        Who::Chief,
        "create_refund",
        json!({"orderId": "WALRUS-7", "customerId": customer, "amount": "1.00", "reason": "OTHER"}),
    );
    let person = fixture.done(
        Who::Chief,
        "create_user",
        json!({"name": "Wally Walrus", "email": "wally@ice.test", "role": "CUSTOMER"}),
    );
    let message = fixture.write(|org| {
        let own = vec![
            ("conversation_id", Uuid::from_u128(7).into()),
            ("author_id", customer.into()),
            ("body", "The walrus is back".into()),
        ];
        org.insert(tables::Message::TABLE, own)
    });
    [
        ("tickets", id(&made)),
        ("escalations", id(&escalation)),
        ("refunds", id(&refund)),
        ("users", id(&person)),
        ("messages", message),
    ]
}

#[test]
fn filters_narrow_what_is_found() {
    let fixture = Fixture::new();
    let all = walruses(&fixture);
    let found = |query: &str| -> Vec<&str> {
        let ids = ids(&search(&fixture, query));
        let mut names: Vec<_> = ids
            .iter()
            .map(|id| all.iter().find(|(_, own)| own == id).map_or("another", |(name, _)| *name))
            .collect();
        names.sort_unstable();
        names
    };
    let every = ["escalations", "messages", "refunds", "tickets", "users"];
    for (query, expected) in [
        ("walrus", &every[..]),
        ("walrus is:ticket", &["tickets"]),
        ("is:Messages walrus", &["messages"]),
        ("walrus is:r", &["refunds"]),
        ("walrus -is:ticket -is:customer", &["escalations", "messages", "refunds"]),
        ("walrus status:pending", &["escalations", "refunds"]),
        ("walrus status:OPEN", &["tickets"]),
        ("walrus -status:open is:ticket", &[]),
        ("walrus status:in-progress", &[]),
        ("walrus priority:high", &["tickets"]),
        ("walrus priority:critical", &[]),
        ("walrus tag:sea", &["tickets"]),
        ("walrus tag:\"big animal\"", &["tickets"]),
        ("walrus tag:bi", &["tickets"]),
        ("walrus tag:bi ", &[]),
        ("walrus assigned:nobody", &["escalations"]),
        ("walrus assigned:\"Ours 22\"", &["tickets"]),
        ("walrus assigned:me", &[]),
        ("walrus from:\"Ours 21\"", &["escalations", "messages", "refunds", "tickets"]),
        ("walrus from:wally", &["users"]),
        ("walrus from:ice", &["users"]),
        ("walrus -from:ours", &["users"]),
        ("walrus from:nobodyatall", &[]),
        ("walrus after:2020-01-01", &every),
        ("walrus before:2020-01-01", &[]),
        ("walrus -before:2020-01-01", &every),
        ("walrus after:2020-01-01 before:2021-01-01", &[]),
        ("\"the walrus\"", &["messages"]),
        ("\"walrus the\"", &[]),
        ("-back walrus", &["escalations", "refunds", "tickets", "users"]),
        ("-\"walrus is\" walrus", &["escalations", "refunds", "tickets", "users"]),
        ("walrus-7", &["refunds"]),
        ("wally@ice", &["users"]),
        ("walrus status:", &every),
        ("walrus status:zebra", &every),
        ("walrus before:2020-0", &every),
        ("walrus from:", &every),
        ("walrus assigned:nob", &every),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
    let note = |query: &str| search(&fixture, query)["notes"].clone();
    assert_eq!(note("walrus status:open"), json!([]));
    let said = note("walrus status:zebra before:soon").to_string();
    assert!(
        said.contains("status:zebra was left out") && said.contains("before:soon was left out"),
        "{said}"
    );
    let worker =
        fixture.call(Who::Junior, "search", json!({"query": "walrus assigned:me"})).expect("found");
    assert_eq!(worker["items"], json!([]));
}

#[test]
fn facets_are_counted_over_all_that_is_found() {
    let fixture = Fixture::new();
    walruses(&fixture);
    for n in 0..60 {
        let made = ticket(&fixture, &format!("Walrus {n}"), "Here.");
        if n % 3 == 0 {
            fixture.done(Who::Junior, "update_ticket", json!({"id": made, "status": "RESOLVED"}));
        }
    }
    let found = fixture.done(Who::Junior, "search", json!({"query": "walrus", "limit": 5}));
    assert_eq!(found["items"].as_array().map(Vec::len), Some(5));
    let tables = json!({"escalations": 1, "messages": 1, "refunds": 1, "tickets": 61, "users": 1});
    assert_eq!(found["facets"]["table"], tables);
    let statuses = json!({"OPEN": 41, "PENDING": 2, "RESOLVED": 20});
    assert_eq!(found["facets"]["status"], statuses);
    assert_eq!((&found["total"], &found["more"]), (&json!(65), &json!(false)));
}

#[test]
fn pages_go_through_everything_once() {
    let fixture = Fixture::new();
    for n in 0..450 {
        ticket(&fixture, &format!("Walrus {n}"), if n % 7 == 0 { "walr" } else { "Here." });
    }
    for (query, expected) in
        [("walrus", 450), ("walr", 450), ("is:ticket walrus -449", 449), ("walrus 3", 111)]
    {
        let mut all = Vec::new();
        let mut cursor = Json::Null;
        loop {
            let mut input = json!({"query": query, "limit": 33});
            if cursor.is_string() {
                input["cursor"] = cursor.clone();
            }
            let page = fixture.done(Who::Junior, "search", input);
            all.extend(ids(&page));
            cursor = page["nextCursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len(), "{query}: something twice");
        assert_eq!(all.len(), expected, "{query}");
    }
    let page = fixture.done(Who::Junior, "search", json!({"query": "walrus", "limit": 1}));
    let error = fixture.refused(
        Who::Junior,
        "search",
        json!({"query": "another", "cursor": page["nextCursor"]}),
    );
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("cursor")));
    for bad in ["", "x", "WzEsMl0", "\u{1F980}"] {
        let error =
            fixture.refused(Who::Junior, "search", json!({"query": "walrus", "cursor": bad}));
        assert_eq!(error.code, Code::Validation, "{bad}");
    }
}

#[test]
fn nothing_that_can_be_typed_is_an_error() {
    let fixture = Fixture::new();
    let wanted = ticket(&fixture, SUBJECT, "He said \"NEAR(a b)\" AND NOT OR * ^ col: {x} + 🦀");
    let long = "a ".repeat(5_000);
    let word = "ä".repeat(10_000);
    let quotes = "\"".repeat(9_999);
    for query in [
        "",
        " ",
        "\"",
        "\"\"",
        "\"\"\"",
        "-",
        "--",
        "-\"",
        "- -",
        "*",
        "a*",
        "^a",
        "a^",
        "(",
        ")",
        "(a",
        "a)",
        "{",
        "}",
        "[",
        "]",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "a AND",
        "AND b",
        "NOT a",
        "NEAR(a b, 3)",
        "words:creme",
        "desk_search:a",
        "-words:a",
        ":",
        "::",
        ":::",
        ":::is:tickets",
        ":::block",
        "status",
        "status:",
        "-status:",
        "status:\"",
        "is:\"tick",
        "from:\"\"",
        "tag:",
        "tag:*",
        "assigned:",
        "assigned:\"",
        "before:",
        "after:2026-02-30",
        "before:-1",
        "after:99999-01-01",
        "'",
        "';--",
        "%",
        "_",
        "\\",
        "\u{1}",
        "\u{feff}",
        "\u{202e}",
        "🦀",
        "東京",
        "a\u{301}",
        "\u{301}",
        "\n\t",
        "1e999",
        "-1",
        "+1",
        "a+b",
        "c++",
        "creme\"brulee",
        "\"creme\"\"brulee\"",
        "status:open status:closed",
        "-is:ticket -is:message -is:customer -is:escalation -is:refund",
        long.trim(),
        &word,
        &quotes,
    ] {
        let found = fixture.call(Who::Junior, "search", json!({"query": query}));
        let found = found.unwrap_or_else(|e| panic!("{query:.60}: {e:?}"));
        assert!(found["total"].is_number(), "{query:.60}");
    }
    assert_eq!(ids(&search(&fixture, "creme\"brulee")), [wanted], "a quote ends a word");
    assert_eq!(ids(&search(&fixture, "near col")), [wanted]);
    for query in ["a\0b".to_owned(), "a".repeat(10_001)] {
        let error = fixture.refused(Who::Junior, "search", json!({"query": query}));
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("query")));
    }
}

#[test]
fn nothing_of_another_organization_is_found() {
    let fixture = Fixture::new();
    for query in [
        "",
        "theirs",
        "t",
        "ours",
        "o",
        "description",
        "theirs is:ticket",
        "from:theirs",
        "is:customer",
        "-ours",
        "subject or",
    ] {
        let ours = search(&fixture, query);
        assert!(!ours.to_string().contains(Side::Theirs.prefix()), "{query}: {ours}");
        let theirs = fixture
            .call_in(Side::Theirs, Who::Admin, "search", json!({"query": query, "limit": 2}))
            .expect("found");
        assert!(!theirs.to_string().contains(Side::Ours.prefix()), "{query}: {theirs}");
        // Nor counted, nor come by with a cursor of theirs.
        if query == "theirs" {
            assert_eq!(ours["total"], 0);
            assert!(theirs["total"].as_u64() >= Some(7), "{theirs}");
        }
        if let Some(cursor) = theirs["nextCursor"].as_str() {
            let page =
                fixture.done(Who::Junior, "search", json!({"query": query, "cursor": cursor}));
            assert!(!page.to_string().contains(Side::Theirs.prefix()), "{query}: {page}");
        }
    }
}
