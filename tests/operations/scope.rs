//! One organization never sees, names or touches a row of another.

use crate::snapshot::Watcher;
use domain::Kind;
use kit::{
    desk::{FREE, Fixture, Side, Who},
    inputs::{Way, example, fields, put, ways},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Ids in inputs that refer to no row: nothing could be found out by them.
const REFER_TO_NOTHING: [&str; 2] = ["requestId", "conversationId"];

/// Operations that look at the file before anybody has chosen an organization.
const BEFORE_ANY_ORGANIZATION: [&str; 2] = ["sign_in", "list_sign_ins"];

/// An id that nobody has.
fn unknown() -> Uuid {
    Uuid::from_u128(0x0c0c_0c0c_0c0c_7c0c_8c0c_0c0c_0c0c_0c0c)
}

/// A place in an input where an id stands.
struct Place {
    /// How to get there: `/items/0/customerId`.
    pointer: String,
    /// The table the id is of, where the schema says so.
    table: Option<String>,
    name: String,
}

/// Every place for an id, at any depth.
fn places(name: &str, schema: &Json, pointer: &str, found: &mut Vec<Place>) {
    if schema["format"] == "uuid" {
        let table = schema["x-references"].as_str().map(str::to_owned);
        found.push(Place { pointer: pointer.to_owned(), table, name: name.to_owned() });
    }
    for (name, field) in fields(schema) {
        places(name, field, &format!("{pointer}/{name}"), found);
    }
    if let Some(item) = schema.get("items") {
        places(name, item, &format!("{pointer}/0"), found);
    }
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        places(name, one, pointer, found);
    }
}

fn walked(way: &Way) -> bool {
    !BEFORE_ANY_ORGANIZATION.contains(&way.operation.name)
}

/// Everything that would give the other organization away.
fn assert_ours(what: &str, answer: &str) {
    let organization = Side::Theirs.organization().to_string();
    for trace in [Side::Theirs.prefix(), "Theirs", "theirs", organization.as_str()] {
        assert!(!answer.contains(trace), "{what} shows {trace}: {answer}");
    }
}

#[test]
fn an_id_of_another_organization_is_one_that_does_not_exist() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    let (before, mut version) = (watcher.snapshot(), watcher.version());
    let mut tried = 0;
    for way in ways().iter().filter(|way| walked(way)) {
        let mut found = Vec::new();
        places("", &way.schema, "", &mut found);
        for place in found {
            if REFER_TO_NOTHING.contains(&place.name.as_str()) && !place.pointer.contains("filter")
            {
                continue;
            }
            // Where the schema does not say whose id it is, it may be anybody's.
            let tables: Vec<_> = match &place.table {
                Some(table) => vec![table.as_str()],
                None => model::tables::every().map(|table| table.name).collect(),
            };
            assert!(
                place.table.is_some() || place.pointer.contains("filter"),
                "{}: {} does not say what it refers to",
                way.name,
                place.pointer
            );
            for table in tables {
                let answers = [Side::Theirs.some(table), unknown()].map(|id| {
                    let mut input = way.full();
                    if let (true, Some(input)) =
                        (place.pointer.starts_with("/filter"), input.as_object_mut())
                    {
                        // Either ids or a filter.
                        input.remove("ids");
                    }
                    put(&mut input, &place.pointer, json!(id));
                    fixture.call(Who::Admin, way.operation.name, input)
                });
                let what = format!("{} {} ({table})", way.name, place.pointer);
                match &answers {
                    [Err(theirs), Err(nobodys)] => {
                        assert_eq!(theirs, nobodys, "{what}");
                        assert_eq!(theirs.code, model::Code::NotFound, "{what}: {theirs:?}");
                    }
                    [Ok(theirs), Ok(nobodys)] => {
                        assert!(place.pointer.contains("filter"), "{what} was accepted");
                        assert_eq!(theirs, nobodys, "{what}");
                        let found = theirs.get("items").unwrap_or(&theirs["ids"]);
                        assert_eq!(*found, json!([]), "{what}");
                    }
                    _ => panic!("{what}: {answers:?}"),
                }
                if way.operation.kind() == Kind::Write && answers[0].is_ok() {
                    // A change of no rows is still a transaction.
                    version = watcher.version();
                }
                assert_eq!(watcher.version(), version, "{what} wrote");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} ids tried");
    assert_eq!(watcher.snapshot(), before);
}

#[test]
fn no_answer_shows_or_touches_another_organization() {
    for way in ways().iter().filter(|way| walked(way)) {
        // An own file for each, as what one deletes the next could not find.
        let fixture = Fixture::new();
        way.prepare(&fixture);
        let before = theirs(&Watcher::new(&fixture));
        for input in [way.least(), way.full()] {
            match fixture.call(Who::Admin, way.operation.name, input) {
                Ok(answer) => assert_ours(&way.name, &answer.to_string()),
                // Deleted, or created, by the call before.
                Err(error) => assert_ours(&way.name, &json!(error).to_string()),
            }
        }
        assert_eq!(theirs(&Watcher::new(&fixture)), before, "{}", way.name);
    }
}

/// The other organization's rows.
fn theirs(watcher: &Watcher) -> Vec<String> {
    let ids = [Side::Theirs.prefix().to_owned(), Side::Theirs.organization().simple().to_string()];
    let mut rows = Vec::new();
    for (table, found) in watcher.snapshot().0 {
        for (id, values) in found {
            let id = id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            if ids.iter().any(|own| id.starts_with(own)) {
                rows.push(format!("{table} {id} {values:?}"));
            }
        }
    }
    assert!(rows.len() > 20, "they have only {} rows", rows.len());
    rows
}

#[test]
fn every_list_holds_all_of_ours_and_none_of_theirs() {
    let fixture = Fixture::new();
    for way in ways().iter().filter(|way| way.takes("filter") && way.takes("limit")) {
        let list = |side, input| fixture.call_in(side, Who::Admin, way.operation.name, input);
        let ours = list(Side::Ours, json!({"limit": 500})).expect("a list");
        let theirs = list(Side::Theirs, json!({"limit": 500})).expect("a list");
        let count = |page: &Json| page["items"].as_array().map_or(0, Vec::len);
        assert_eq!(count(&ours), count(&theirs), "{}", way.name);
        assert!(count(&ours) > 0, "{}", way.name);
        assert_ours(&way.name, &ours.to_string());
        // Where a list of theirs goes on is no way into theirs.
        if let Some(cursor) =
            list(Side::Theirs, json!({"limit": 1})).expect("a list")["nextCursor"].as_str()
        {
            let page = list(Side::Ours, json!({"cursor": cursor})).expect("a page");
            assert_ours(&way.name, &page.to_string());
        }
        for (name, field) in fields(&way.schema["properties"]["filter"]) {
            let page = list(Side::Ours, json!({"filter": {name: example(name, field)}}));
            assert_ours(&way.name, &page.expect("a page").to_string());
        }
    }
}

/// What the database itself refuses, whatever an operation forgets: a row of theirs found by our
/// own reference would be shown by a join.
#[test]
fn a_customer_of_theirs_is_nobody_here() {
    let fixture = Fixture::new();
    let theirs = Side::Theirs.row("users", FREE);
    let error = fixture.refused(Who::Admin, "update_user", json!({"id": theirs, "name": "Mine"}));
    assert_eq!(
        json!(error),
        json!({"code": "NOT_FOUND", "message": "There is no such user in this organization."})
    );
    let counted = fixture.done(Who::Admin, "count_tickets", json!({}));
    assert_eq!(counted, json!({"byStatus": {"CLOSED": 1, "OPEN": 1}, "total": 2}));
}
