//! The desk as it was: whatever was answered at a moment is answered again for that moment later on,
//! byte by byte.

use crate::moments::{History, steps};
use domain::{Operation, Verb, operations};
use kit::desk::{CUSTOMER, Fixture, Side, Who, caller};
use model::{Code, Instant, Record as _, tables};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value as Json, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// A call and its answer, or refusal, as text.
type Answers = Vec<(&'static str, Json, String)>;

fn ask(fixture: &Fixture, name: &str, input: Json) -> String {
    match domain::call(&fixture.desk, &mut caller(Side::Ours, Who::Admin), name, input) {
        Ok(answer) => answer,
        Err(error) => format!("{error:?}"),
    }
}

/// The operations that take a moment.
fn timed() -> impl Iterator<Item = &'static Operation> {
    operations().iter().filter(|o| o.input.params.iter().any(|p| p.name == "asOf"))
}

/// Ids of rows that were ever listed, by operation that gets one.
type Seen = BTreeMap<&'static str, BTreeSet<String>>;

/// What is asked at a moment: a part of all filters and sorts, another in each turn.
fn answers(fixture: &Fixture, seen: &mut Seen, turn: usize) -> Answers {
    let mut all = Answers::new();
    for operation in timed().filter(|o| o.verb.is_none_or(|(_, verb)| verb == Verb::List)) {
        if operation.name.starts_with("list_") {
            lists(fixture, operation, (seen, turn), &mut all);
        }
    }
    for (name, ids) in seen {
        for id in ids.iter() {
            let input = json!({"id": id});
            all.push((name, input.clone(), ask(fixture, name, input)));
        }
    }
    let own = json!({"id": Side::Ours.organization()});
    all.push(("get_organization", own.clone(), ask(fixture, "get_organization", own)));
    all
}

fn lists(
    fixture: &Fixture,
    operation: &'static Operation,
    (seen, turn): (&mut Seen, usize),
    all: &mut Answers,
) {
    let name = operation.name;
    let mut list = |input: Json| {
        let answer = ask(fixture, name, input.clone());
        all.push((name, input, answer.clone()));
        serde_json::from_str::<Json>(&answer).unwrap_or_default()
    };
    let plain = list(json!({}));
    let items = plain["items"].as_array().cloned().unwrap_or_default();
    let getters: Vec<_> = timed()
        .filter(|o| o.name.starts_with("get_") && o.name != "get_organization")
        .filter(|o| {
            let of = operation.verb.map(|(of, _)| of);
            let resource = o.verb.map(|(of, _)| of).unwrap_or("representatives");
            Some(resource) == of
        })
        .collect();
    for getter in getters {
        let ids = items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned));
        seen.entry(getter.name).or_default().extend(ids);
    }
    let schema = operation.input.schema();
    let filters = schema["properties"]["filter"]["properties"].as_object().expect("filters");
    // A value that some row has, among others and by itself; and what lies on either side of it.
    for item in items.iter().skip(items.len() / 2).take(1) {
        for field in filters.keys().skip(turn % 5).step_by(5) {
            let value = &item[field];
            list(json!({"filter": {field: value}, "limit": 2}));
            let ordered = filters[field].to_string().contains("gte");
            match value {
                Json::Null => {}
                value if ordered => {
                    list(json!({"filter": {field: {"gte": value}}}));
                    list(json!({"filter": {field: {"lt": value}}, "limit": 3, "offset": 1}));
                }
                Json::String(text) if filters[field].to_string().contains("startsWith") => {
                    let start: String = text.chars().take(2).collect::<String>().to_uppercase();
                    list(json!({"filter": {field: {"startsWith": start}}}));
                }
                _ => {}
            }
            if let Some(labels) = filters[field]["anyOf"][0]["enum"].as_array() {
                let some: Vec<_> = labels.iter().filter(|l| !l.is_null()).step_by(2).collect();
                list(json!({"filter": {field: some}, "limit": 3}));
            }
        }
    }
    // By what lists as they were are led: each status, some of them together, and whom rows point to.
    let labels = filters.get("status").map(|f| f["anyOf"][0]["enum"].clone()).unwrap_or_default();
    let labels = labels.as_array().cloned().unwrap_or_default();
    let mut led: Vec<(&str, Json)> = labels.iter().map(|l| ("status", l.clone())).collect();
    if labels.len() > 2 {
        led.push(("status", json!([labels[turn % 2], labels[2], labels[2]])));
    }
    for field in ["assignedTo", "approvedBy", "customerId"] {
        let said: BTreeSet<_> = items.iter().map(|item| item[field].to_string()).collect();
        let said = said.iter().skip(turn % 2).step_by(2).take(2);
        if !labels.is_empty() && filters.contains_key(field) {
            led.extend(said.map(|text| (field, serde_json::from_str(text).unwrap_or_default())));
        }
    }
    for (n, (field, value)) in led.into_iter().enumerate() {
        let filter = json!({field: value});
        let mut page = list(json!({"filter": filter, "limit": 2}));
        while let Some(cursor) = page["nextCursor"].as_str() {
            page = list(json!({"filter": filter, "limit": 2, "cursor": cursor}));
        }
        let by = ["createdAt", "updatedAt"][(n + turn) % 2];
        let sort = json!({"field": by, "direction": "asc"});
        list(json!({"filter": filter, "sort": sort, "limit": 3, "offset": 1}));
    }
    let sorts = schema["properties"]["sort"]["properties"]["field"]["enum"].clone();
    let directions = if turn.is_multiple_of(2) { ["asc", "desc"] } else { ["desc", "asc"] };
    let sorts = sorts.as_array().expect("sorts").iter().skip(turn % 3).step_by(3);
    for (field, direction) in sorts.zip(directions.into_iter().cycle()) {
        let sort = json!({"field": field, "direction": direction});
        let mut page = list(json!({"sort": sort, "limit": 2}));
        for _ in 0..3 {
            let Some(cursor) = page["nextCursor"].as_str() else { break };
            page = list(json!({"sort": sort, "limit": 2, "cursor": cursor}));
        }
        list(json!({"sort": sort, "limit": 2, "offset": 3}));
    }
}

/// The moment of a past-the-desk change is known to the millisecond.
fn pause() -> Instant {
    std::thread::sleep(Duration::from_millis(2));
    let now = Instant::now();
    std::thread::sleep(Duration::from_millis(2));
    now
}

fn asked_again(fixture: &Fixture, at: Instant, then: &Answers) {
    for (name, input, answer) in then {
        let mut again = input.clone();
        again["asOf"] = json!(at.to_string());
        let now = ask(fixture, name, again);
        assert_eq!(now, *answer, "{name} {input} as of {at}");
    }
}

#[test]
fn every_answer_is_given_again_for_its_moment() {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 8,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let mut history = History::new();
        let mut seen = Seen::new();
        let mut moments: Vec<(Instant, Answers)> = Vec::new();
        let before = pause();
        let first = answers(&history.fixture, &mut seen, 0);
        moments.push((before, first));
        for (n, step) in steps.iter().enumerate() {
            history.run(step);
            if n % 3 == 2 || n + 1 == steps.len() {
                let at = pause();
                moments.push((at, answers(&history.fixture, &mut seen, n)));
            }
        }
        for (at, then) in &moments {
            asked_again(&history.fixture, *at, then);
        }
        let mut faults = history.fixture.desk.verify().expect("a verdict").faults;
        faults.retain(|fault| fault.contains("spans"));
        assert_eq!(faults, Vec::<String>::new());
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// What chance may leave out: work through the operations, with cascades, and a moment before all.
#[test]
fn work_is_seen_as_it_was() {
    let fixture = Fixture::new();
    let mut seen = Seen::new();
    let mut moments = Vec::new();
    let mut look = || {
        let at = pause();
        let turn = moments.len();
        moments.push((at, answers(&fixture, &mut seen, turn)));
    };
    look();
    let customer = Side::Ours.row("users", CUSTOMER);
    let mut ids = Vec::new();
    for n in 0..6 {
        let made = fixture.done(
            Who::Admin,
            "create_ticket",
            json!({"customerId": customer, "subject": format!("No {n}"), "description": "?", "category": "OTHER"}),
        );
        ids.push(made["id"].clone());
        look();
    }
    fixture.done(Who::Admin, "update_ticket", json!({"id": ids[0], "subject": "Changed"}));
    look();
    fixture.done(Who::Admin, "update_user", json!({"id": customer, "name": "Renamed"}));
    look();
    fixture.done(Who::Admin, "delete_ticket", json!({"id": ids[1]}));
    look();
    let worker = Side::Ours.row("representatives", 22);
    fixture.done(Who::Admin, "delete_representative", json!({"id": worker}));
    look();
    fixture.done(Who::Admin, "delete_user", json!({"id": customer}));
    look();
    for (at, then) in &moments {
        asked_again(&fixture, *at, then);
    }
    let long_ago = json!({"asOf": "2001-01-01T00:00:00Z"});
    let empty = fixture.done(Who::Admin, "list_tickets", long_ago);
    assert_eq!(empty, json!({"items": [], "nextCursor": null}));
    let gone = json!({"id": Side::Ours.row("users", 1), "asOf": "2001-01-01T00:00:00Z"});
    assert_eq!(fixture.refused(Who::Admin, "get_user", gone).code, Code::NotFound);
}

#[test]
fn what_is_still_to_come_is_refused() {
    let fixture = Fixture::new();
    let soon = Instant(Instant::now().0 + 60_000_000).to_string();
    for operation in timed() {
        let mut input = json!({"asOf": soon});
        if !operation.name.starts_with("list_") {
            input["id"] = json!(Side::Ours.organization());
        }
        let error = fixture.refused(Who::Admin, operation.name, input);
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("asOf")));
    }
    assert!(timed().count() > 22, "every list and get of the organization's resources");
}

/// Another organization's rows stay out of sight at any time, those that are gone included.
#[test]
fn the_past_of_others_is_not_shown() {
    let fixture = Fixture::new();
    let theirs = Side::Theirs.row("tickets", 1);
    let at = pause().to_string();
    let delete = json!({"id": theirs});
    fixture.call_in(Side::Theirs, Who::Admin, "delete_ticket", delete).expect("deleted");
    let input = json!({"id": theirs, "asOf": at});
    let error = fixture.refused(Who::Admin, "get_ticket", input.clone());
    assert_eq!(error.code, Code::NotFound);
    let again = fixture.call_in(Side::Theirs, Who::Admin, "get_ticket", input).expect("theirs");
    assert_eq!(again["id"], json!(theirs));
    let list = fixture.done(Who::Admin, "list_tickets", json!({"asOf": at}));
    assert!(!list.to_string().contains(Side::Theirs.prefix()), "{list}");
}

/// What was purged does not appear; everything else does.
#[test]
fn what_was_purged_is_not_shown() {
    let fixture = Fixture::new();
    let ticket = Side::Ours.row("tickets", 1);
    let at = pause().to_string();
    fixture.done(Who::Admin, "delete_ticket", json!({"id": ticket}));
    let list = json!({"asOf": at});
    let shown = |list: &Json| {
        let answer = fixture.done(Who::Admin, "list_tickets", list.clone());
        answer["items"].as_array().map_or(0, Vec::len)
    };
    let before = shown(&list);
    fixture.write(|org| org.forget(tables::Ticket::TABLE, ticket));
    assert_eq!(shown(&list), before - 1);
    let get = json!({"id": ticket, "asOf": at});
    assert_eq!(fixture.refused(Who::Admin, "get_ticket", get).code, Code::NotFound);
}
