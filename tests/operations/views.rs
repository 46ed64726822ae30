//! Saved views.

use kit::desk::{CUSTOMER, Fixture, Side, Who};
use model::Code;
use serde_json::{Value as Json, json};

fn view(fixture: &Fixture, who: Who, more: Json) -> Json {
    let mut view = json!({"name": "A view"});
    for (name, value) in more.as_object().into_iter().flatten() {
        view[name] = value.clone();
    }
    fixture.done(who, "create_saved_view", view)
}

fn seen(fixture: &Fixture, who: Who) -> Vec<String> {
    let page = fixture.done(
        who,
        "list_saved_views",
        json!({"sort": {"field": "name", "direction": "asc"}}),
    );
    let items = page["items"].as_array().expect("items");
    items.iter().map(|v| v["name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn counted(fixture: &Fixture, who: Who, view: &Json) -> (i64, bool) {
    let counts = fixture.done(who, "count_saved_views", json!({}));
    let counts = counts["items"].as_array().expect("items").clone();
    let one = counts.iter().find(|c| c["id"] == view["id"]).expect("a count");
    (one["count"].as_i64().expect("a number"), one["atLeast"] == true)
}

#[test]
fn ones_own_and_shared_views_are_seen() {
    let fixture = Fixture::new();
    let own = view(&fixture, Who::Junior, json!({"name": "Mine"}));
    let shared = view(&fixture, Who::Junior, json!({"name": "Ours too", "shared": true}));
    assert_eq!(own["userId"], json!(Side::Ours.row("users", Who::Junior.number())));
    assert_eq!(own["filter"], json!({}));
    assert_eq!(seen(&fixture, Who::Junior), ["Mine", "Ours too", "Ours view"]);
    assert_eq!(seen(&fixture, Who::Lead), ["Ours too", "Ours view"]);
    let id = |view: &Json| json!({"id": view["id"]});
    // What is not shared is not there, for a team lead neither.
    for who in [Who::Senior, Who::Lead, Who::Chief] {
        for name in ["get_saved_view", "update_saved_view", "delete_saved_view"] {
            assert_eq!(fixture.refused(who, name, id(&own)).code, Code::NotFound, "{name}");
        }
    }
    let renamed = json!({"id": shared["id"], "name": "Renamed"});
    assert_eq!(
        fixture.refused(Who::Senior, "update_saved_view", renamed.clone()).code,
        Code::Forbidden
    );
    assert_eq!(
        fixture.refused(Who::Senior, "delete_saved_view", id(&shared)).code,
        Code::Forbidden
    );
    fixture.done(Who::Lead, "update_saved_view", renamed);
    fixture.done(Who::Junior, "update_saved_view", json!({"id": shared["id"], "shared": false}));
    assert_eq!(seen(&fixture, Who::Lead), ["Ours view"]);
    fixture.done(Who::Junior, "delete_saved_view", id(&own));
    assert_eq!(seen(&fixture, Who::Junior), ["Ours view", "Renamed"]);
}

#[test]
fn a_view_asks_only_what_its_list_takes() {
    let fixture = Fixture::new();
    let own = view(&fixture, Who::Junior, json!({"resource": "refunds"}));
    for (field, value, at) in [
        ("filter", json!({"nothing": 1}), "filter.nothing"),
        ("filter", json!({"status": "DONE"}), "filter.status"),
        ("filter", json!({"organizationId": Side::Theirs.organization()}), "filter.organizationId"),
        ("filter", json!({"late": "yes"}), "filter.late"),
        ("filter", json!("all"), "filter"),
        ("sort", json!({}), "sort.field"),
        ("sort", json!({"field": "description"}), "sort.field"),
        ("sort", json!({"field": "createdAt", "direction": "up"}), "sort.direction"),
        ("resource", json!("users"), "resource"),
        ("name", json!(" "), "name"),
    ] {
        let mut view = json!({"name": "A view"});
        view[field] = value.clone();
        let error = fixture.refused(Who::Junior, "create_saved_view", view);
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some(at)), "{error:?}");
        if field != "resource" {
            let mut change = json!({"id": own["id"]});
            change[field] = value;
            let error = fixture.refused(Who::Junior, "update_saved_view", change);
            assert_eq!(error.code, Code::Validation);
        }
    }
    // Late is a word of tickets only.
    let late = json!({"id": own["id"], "filter": {"late": true}});
    assert_eq!(fixture.refused(Who::Junior, "update_saved_view", late).code, Code::Validation);
}

#[test]
fn counts_are_of_now_and_bounded() {
    let fixture = Fixture::new();
    let open = view(
        &fixture,
        Who::Junior,
        json!({"filter": {"status": ["OPEN", "WAITING"]}, "sort": {"field": "priority"}}),
    );
    let asleep = view(&fixture, Who::Junior, json!({"filter": {"snoozed": true}}));
    let late = view(&fixture, Who::Junior, json!({"filter": {"late": true}}));
    let refunds = view(
        &fixture,
        Who::Junior,
        json!({"resource": "refunds", "filter": {"status": "PENDING"}}),
    );
    let count = |view| counted(&fixture, Who::Junior, view);
    let before = (count(&open).0, count(&asleep), count(&late).0, count(&refunds).0);
    assert_eq!(before.1, (0, false));
    let customer = Side::Ours.row("users", CUSTOMER);
    let ticket =
        json!({"customerId": customer, "subject": "S", "description": "D", "category": "OTHER"});
    let made = fixture.done(Who::Junior, "create_ticket", ticket.clone());
    assert_eq!(count(&open).0, before.0 + 1);
    fixture.done(
        Who::Junior,
        "snooze_ticket",
        json!({"id": made["id"], "until": "2100-01-01T00:00:00Z"}),
    );
    assert_eq!((count(&open).0, count(&asleep).0), (before.0, 1));
    let page = fixture.done(Who::Junior, "list_queue", json!({"late": true}));
    assert_eq!(
        Some(count(&late).0),
        page["items"].as_array().and_then(|i| i64::try_from(i.len()).ok())
    );
    let items = vec![ticket; 1_001];
    fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": items}));
    assert_eq!(count(&open), (1_000, true));
    assert_eq!(count(&refunds).0, before.3);
}
