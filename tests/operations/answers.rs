//! The form of answers: what the declarations say of a row, and what a view shows around it.

use crate::behaviour::ours;
use domain::Output;
use kit::{
    desk::{CUSTOMER, Fixture, Side, WORKER, Who},
    inputs::ways,
};
use model::{Record as _, Table, Type, Value, tables};
use serde_json::{Value as Json, json};
use store::{Children, Relation, View};

/// Every answer that shows rows, against the declarations: all columns and no others, each in its
/// form, relations under their names.
#[test]
fn every_answer_is_of_the_declared_form() {
    for way in ways() {
        let (view, single) = match &way.operation.output {
            Output::Row(view) => (*view, true),
            Output::Page(view) => (*view, false),
            Output::Type(_) => continue,
        };
        let fixture = Fixture::new();
        let answer = fixture.done(Who::Chief, way.operation.name, way.full());
        if single {
            shown(&way.name, view, &answer, true);
        } else {
            let items = answer["items"].as_array().expect("items");
            assert!(!items.is_empty(), "{}", way.name);
            items.iter().for_each(|row| shown(&way.name, view, row, false));
            assert!(answer.get("nextCursor").is_some());
        }
    }
}

fn shown(what: &str, view: &View, row: &Json, children: bool) {
    let mut extra: Vec<_> = view.relations.iter().map(|r| r.name).collect();
    if children {
        extra.extend(view.children.iter().map(|c| c.name));
        for Children { name, table, .. } in view.children {
            let rows = row[*name].as_array().unwrap_or_else(|| panic!("{what}: {name}"));
            rows.iter().for_each(|row| plain(what, table, row, &[]));
        }
    }
    plain(what, view.table, row, &extra);
    view.relations.iter().for_each(|relation| related(what, view.table, relation, row));
}

fn related(what: &str, from: &Table, relation: &Relation, row: &Json) {
    let id = &row[from.column(relation.column).expect("a column").json_name()];
    let other = &row[relation.name];
    // What points back may be missing.
    let own = if relation.key == "id" { &Json::Null } else { id };
    let key = relation.table.column(relation.key).expect("a column").json_name();
    assert_eq!(other.get(&key).unwrap_or(own), id, "{what} {}", relation.name);
    if !other.is_null() {
        let names: Vec<_> = relation.relations.iter().map(|r| r.name).collect();
        plain(what, relation.table, other, &names);
        relation.relations.iter().for_each(|inner| related(what, relation.table, inner, other));
    }
}

fn plain(what: &str, table: &Table, row: &Json, extra: &[&str]) {
    let object = row.as_object().unwrap_or_else(|| panic!("{what}: {row}"));
    assert_eq!(object.len(), table.columns.len() + extra.len(), "{what}: {row}");
    for column in table.columns {
        let name = column.json_name();
        let json = row.get(&name).unwrap_or_else(|| panic!("{what}: no {name}"));
        let read = column.read(json).unwrap_or_else(|e| panic!("{what} {name}: {e}"));
        // The one way to write it: scale, microseconds and Z.
        assert_eq!(column.ty.json(read.as_ref()), *json, "{what} {name}");
        if let (Type::Instant, Some(text)) = (column.ty, json.as_str()) {
            assert!(text.len() == 27 && text.ends_with('Z'), "{what} {name}: {text}");
        }
        if let (Type::Decimal { scale, .. }, Some(text)) = (column.ty, json.as_str()) {
            let behind = text.split_once('.').map_or(0, |(_, behind)| behind.len());
            assert_eq!(behind, usize::from(scale), "{what} {name}: {text}");
        }
    }
    for name in extra {
        assert!(object.contains_key(*name), "{what}: no {name}");
    }
}

#[test]
fn gets_show_relations_and_the_newest_children() {
    let fixture = Fixture::new();
    let worker = Side::Ours.row("representatives", WORKER);
    fixture.write(|org| {
        for n in 0..30 {
            let at = Value::Int(1_800_000_000_000_000 + n);
            let figures = vec![
                ("representative_id", worker.into()),
                ("period", "DAY".into()),
                ("period_start", at.clone()),
                ("period_end", Value::Int(1_900_000_000_000_000)),
                ("tickets_handled", Value::Int(n)),
            ];
            org.insert(tables::TeamPerformance::TABLE, figures)?;
            let record = vec![
                ("budget_id", ours("budgets").into()),
                ("amount", Value::Int(n)),
                ("created_at", at),
            ];
            org.insert(tables::BudgetUsageRecord::TABLE, record)?;
        }
        Ok(())
    });
    let representative = fixture.done(Who::Junior, "get_representative", json!({"id": worker}));
    let handled: Vec<_> = representative["teamPerformance"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| f["ticketsHandled"].clone())
        .collect();
    assert_eq!(json!(handled), json!([29, 28, 27, 26, 25]));
    assert_eq!(representative["user"]["id"], json!(Side::Ours.row("users", WORKER)));
    let all = fixture.done(Who::Junior, "get_representative_performance", json!({"id": worker}));
    assert_eq!(all["teamPerformance"].as_array().map(Vec::len), Some(31));
    let budget = fixture.done(Who::Junior, "get_budget", json!({"id": ours("budgets")}));
    let records = budget["usageRecords"].as_array().expect("records");
    assert_eq!(
        (records.len(), &records[0]["amount"], &records[19]["amount"]),
        (20, &json!("0.29"), &json!("0.10"))
    );
    let listed = fixture.done(Who::Junior, "list_budgets", json!({}));
    assert_eq!(listed["items"][0].get("usageRecords"), None);
    let ticket = fixture.done(Who::Junior, "get_ticket", json!({"id": ours("tickets")}));
    assert_eq!(ticket["customer"]["id"], json!(Side::Ours.row("users", CUSTOMER)));
    assert_eq!(ticket["assignee"]["user"]["id"], json!(Side::Ours.row("users", WORKER)));
    let figures = fixture.done(Who::Junior, "list_team_performance", json!({"limit": 1}));
    assert_eq!(
        figures["items"][0]["representative"]["user"]["id"],
        json!(Side::Ours.row("users", WORKER))
    );
}
