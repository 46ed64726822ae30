//! What was done, operation by operation.

use crate::snapshot::Watcher;
use kit::desk::{Fixture, Side, Who};
use model::Code;
use serde_json::{Value as Json, json};

fn ticket() -> uuid::Uuid {
    Side::Ours.some("tickets")
}

fn change(fixture: &Fixture, who: Who, subject: &str) {
    fixture.done(who, "update_ticket", json!({"id": ticket(), "subject": subject}));
}

fn list(fixture: &Fixture, input: Json) -> Json {
    fixture.done(Who::Junior, "list_activity", input)
}

#[test]
fn operations_are_told_newest_first_with_what_undid_them() {
    let fixture = Fixture::new();
    change(&fixture, Who::Junior, "One");
    let undone = fixture.done(Who::Junior, "undo", json!({}));
    change(&fixture, Who::Senior, "Two");
    let page = list(&fixture, json!({"limit": 3}));
    let [two, undo, one] = page["items"].as_array().expect("items").as_slice() else {
        panic!("{page}")
    };
    for (item, operation, who) in [
        (two, "update_ticket", Who::Senior),
        (undo, "undo", Who::Junior),
        (one, "update_ticket", Who::Junior),
    ] {
        assert_eq!(item["operation"], operation);
        assert_eq!(item["actor"]["id"], json!(Side::Ours.row("users", who.number())));
        assert_eq!((&item["changes"], &item["tables"]), (&json!(1), &json!({"tickets": 1})));
        assert_eq!(
            item["first"],
            json!({"table": "tickets", "id": ticket(), "label": "Ours 1 Two"})
        );
    }
    assert_eq!(one["group"], undone["group"]);
    assert_eq!(undo["origin"], undone["group"]);
    let flags = |item: &Json| (item["undoable"].clone(), item["undone"].clone());
    assert_eq!(flags(two), (json!(true), json!(false)));
    assert_eq!(flags(undo), (json!(false), json!(false)));
    assert_eq!(flags(one), (json!(false), json!(true)));

    let entries = fixture.done(Who::Junior, "activity_entries", json!({"group": two["group"]}));
    let entry = &entries["items"][0];
    assert_eq!(entry["label"], "Ours 1 Two");
    assert_eq!((&entry["table"], &entry["id"]), (&json!("tickets"), &json!(ticket())));
    let changed = entry["changes"].as_array().into_iter().flatten();
    let subject = json!({"field": "subject", "from": "Ours subject", "to": "Two"});
    assert!(changed.into_iter().any(|change| *change == subject), "{entry}");
    let foreign = fixture.call_in(
        Side::Theirs,
        Who::Admin,
        "activity_entries",
        json!({"group": two["group"]}),
    );
    let nobodys = fixture.refused(Who::Admin, "activity_entries", json!({"group": 987_654_321}));
    assert_eq!(foreign.expect_err("refused"), nobodys);
    assert_eq!(nobodys.code, Code::NotFound);
}

#[test]
fn pages_go_on_where_they_ended_and_filters_hold() {
    let fixture = Fixture::new();
    for n in 0..7 {
        change(&fixture, if n % 2 == 0 { Who::Junior } else { Who::Senior }, &format!("S{n}"));
    }
    fixture.done(Who::Lead, "delete_ticket", json!({"id": ticket()}));
    let groups = |page: &Json| -> Vec<i64> {
        let items = page["items"].as_array().into_iter().flatten();
        items.filter_map(|item| item["group"].as_i64()).collect()
    };
    let whole = groups(&list(&fixture, json!({"limit": 500})));
    let own = Watcher::new(&fixture);
    let ours = Side::Ours.organization().simple().to_string();
    let all = own.count(&format!("desk_groups WHERE organization_id = X'{ours}'"));
    assert_eq!(whole.len(), usize::try_from(all).expect("a number"));
    let mut paged = Vec::new();
    let mut cursor = Json::Null;
    loop {
        let mut input = json!({"limit": 3});
        if cursor.is_string() {
            input["cursor"] = cursor;
        }
        let page = list(&fixture, input);
        paged.extend(groups(&page));
        cursor = page["nextCursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(paged, whole);
    let filtered = |filter: Json| groups(&list(&fixture, json!({"filter": filter}))).len();
    let senior = Side::Ours.row("users", Who::Senior.number());
    assert_eq!(filtered(json!({"actor": senior})), 3);
    assert_eq!(filtered(json!({"operation": "update_ticket"})), 7);
    assert_eq!(filtered(json!({"table": "ticket_work", "operation": "delete_ticket"})), 1);
    assert_eq!(filtered(json!({"table": "saved_views", "operation": "update_ticket"})), 0);
    let at = list(&fixture, json!({"limit": 1}))["items"][0]["at"].clone();
    assert_eq!(filtered(json!({"after": at})), 1);
    assert_eq!(filtered(json!({"before": at})), whole.len() - 1);
    let error = fixture.refused(Who::Junior, "list_activity", json!({"cursor": "x"}));
    assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("cursor")));
}

/// What was purged is told of without its values, so that the counts and the changes agree.
#[test]
fn purged_changes_are_still_counted() {
    let fixture = Fixture::new();
    let user = json!({"name": "Xylo", "email": "x@example.test", "role": "CUSTOMER"});
    let user = fixture.done(Who::Chief, "create_user", user)["id"].clone();
    let profile = fixture.done(Who::Chief, "create_customer_profile", json!({"userId": user}));
    fixture.done(Who::Chief, "update_user", json!({"id": user, "name": "Quartz"}));
    fixture.done(Who::Chief, "delete_user", json!({"id": user}));
    let entries = |group: &Json, cursor: Option<&Json>| {
        let mut input = json!({"group": group, "limit": 1});
        if let Some(cursor) = cursor {
            input["cursor"] = cursor.clone();
        }
        fixture.done(Who::Junior, "activity_entries", input)
    };
    let page = list(&fixture, json!({"limit": 4}));
    fixture.done(Who::Chief, "purge", json!({"table": "users", "id": user}));
    let after = list(&fixture, json!({"limit": 4, "filter": {"before": page["items"][0]["at"]}}));
    assert_eq!(after["items"][0]["tables"], page["items"][1]["tables"]);
    for item in page["items"].as_array().expect("items") {
        let mut told = Vec::new();
        let mut at = entries(&item["group"], None);
        loop {
            told.extend(at["items"].as_array().cloned().unwrap_or_default());
            match &at["nextCursor"] {
                Json::Null => break,
                cursor => at = entries(&item["group"], Some(cursor)),
            }
        }
        assert_eq!(json!(told.len()), item["changes"], "{item} {told:?}");
        for entry in &told {
            assert_eq!(entry["purged"], true, "{entry}");
            assert_eq!((&entry["changes"], &entry["label"]), (&json!([]), &json!("")));
            assert_eq!(entry["operation"], item["operation"]);
            let known = [&user, &profile["id"]].contains(&&entry["id"]);
            assert!(known, "{entry}");
        }
    }
    // To others it is an operation that does not exist, as before.
    let group = json!({"group": page["items"][0]["group"]});
    let foreign = fixture.call_in(Side::Theirs, Who::Admin, "activity_entries", group);
    assert_eq!(foreign.expect_err("refused").code, Code::NotFound);
}
