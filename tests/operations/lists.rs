//! Lists: filters, sorts, limits, and pages that add up to the whole.

use kit::{
    desk::{CUSTOMER, FREE, Fixture, Side, WORKER, Who},
    inputs::{Way, ways},
};
use model::{
    Code, Column, Record as _, Table, Type, Value,
    tables::{self, TicketWork},
};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value as Json, json};

fn lists() -> Vec<Way> {
    ways().into_iter().filter(|way| way.takes("sort") && way.takes("limit")).collect()
}

/// The table of a list.
fn table(way: &Way) -> &'static Table {
    let name = match way.operation.name.strip_prefix("list_").unwrap_or_default() {
        "agents" => "agent_configurations",
        "queue" => "tickets",
        name => name,
    };
    tables::find(name).expect("a table")
}

fn items(page: &Json) -> Vec<Json> {
    page["items"].as_array().cloned().unwrap_or_default()
}

fn ids(page: &Json) -> Vec<String> {
    items(page).iter().map(|row| row["id"].as_str().unwrap_or_default().to_owned()).collect()
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

/// What the queue is sorted by besides.
fn due_at() -> &'static Column {
    TicketWork::TABLE.column("due_at").expect("a column")
}

/// Rows of every listed table whose values often tie: few different ones, many empty.
fn crowded(seed: &[u8]) -> Fixture {
    let fixture = Fixture::new();
    let mut draw = seed.iter().cycle().copied();
    let mut few = |column: &Column| -> Value {
        let n = i64::from(draw.next().unwrap_or_default() % 4);
        if column.nullable && n == 0 {
            return Value::Null;
        }
        match column.ty {
            Type::Enum(e) => e.labels[n.unsigned_abs() as usize % e.labels.len()].into(),
            Type::Text { .. } => ["", "a", "A", "b"][n.unsigned_abs() as usize].into(),
            Type::Boolean => Value::Int(n % 2),
            Type::Instant => Value::Int((n - 2) * 1_000),
            Type::Integer | Type::Decimal { .. } => Value::Int(n - 2),
            Type::Json | Type::Uuid => Value::Null,
        }
    };
    fixture.write(|org| {
        for way in lists() {
            let table = table(&way);
            // Those that need a user each are few anyway.
            let rows = if table.uniques.is_empty() { 12 } else { 0 };
            for _ in 0..rows {
                let mut row: Vec<(&'static str, Value)> = Vec::new();
                for column in
                    table.columns.iter().filter(|c| !["id", "organization_id"].contains(&c.name))
                {
                    let value = match column.references {
                        Some("users") => Side::Ours.row("users", CUSTOMER).into(),
                        Some("representatives") => Side::Ours.row("representatives", WORKER).into(),
                        Some(other) => Side::Ours.some(other).into(),
                        // What others do not share is not in one's list.
                        None if column.name == "shared" => Value::Int(1),
                        None => few(column),
                    };
                    if !value.is_null() {
                        row.push((column.name, value));
                    } else if !column.nullable && column.ty == Type::Json {
                        row.push((column.name, "[]".into()));
                    } else if column.name == "conversation_id" && !column.nullable {
                        row.push((column.name, Value::Id(uuid::Uuid::from_u128(5))));
                    }
                }
                let id = org.insert(table, row)?;
                // Some are due, several of them at one moment.
                if let ("list_queue", Value::Int(due)) = (way.operation.name, few(due_at())) {
                    let noted = vec![("ticket_id", Value::Id(id)), ("due_at", Value::Int(due))];
                    org.insert(TicketWork::TABLE, noted)?;
                }
            }
        }
        Ok(())
    });
    fixture
}

/// For every list, every field it sorts by, both directions: pages by cursor and by offset give the
/// one big list, no row twice, none left out, ties or not, and the big list is in order.
#[test]
fn pages_add_up_to_the_whole() {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let inputs = (proptest::collection::vec(any::<u8>(), 40..90), 1u32..7);
    let outcome = runner.run(&inputs, |(seed, size)| {
        let fixture = crowded(&seed);
        for way in lists() {
            let name = way.operation.name;
            let sorts = way.schema["properties"]["sort"]["properties"]["field"]["enum"].clone();
            for field in sorts.as_array().into_iter().flatten() {
                for direction in ["asc", "desc"] {
                    let sort = json!({"field": field, "direction": direction});
                    let all = fixture.done(Who::Junior, name, json!({"limit": 500, "sort": sort}));
                    prop_assert_eq!(&all["nextCursor"], &Json::Null);
                    in_order(table(&way), field, direction, &items(&all))?;
                    let (mut paged, mut cursor) = (Vec::new(), Json::Null);
                    loop {
                        let mut input = json!({"limit": size, "sort": sort});
                        if !cursor.is_null() {
                            input["cursor"] = cursor;
                        }
                        let page = fixture.done(Who::Junior, name, input);
                        let here = items(&page);
                        prop_assert!(here.len() <= size as usize);
                        paged.extend(here);
                        cursor = page["nextCursor"].clone();
                        if cursor.is_null() {
                            break;
                        }
                    }
                    prop_assert_eq!(&paged, &items(&all), "{} by {} {}", name, field, direction);
                    let input = json!({"limit": size, "offset": size, "sort": sort});
                    let second = fixture.done(Who::Junior, name, input);
                    let expected: Vec<_> =
                        paged.into_iter().skip(size as usize).take(size as usize).collect();
                    prop_assert_eq!(items(&second), expected, "{} by {} offset", name, field);
                }
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// Whether rows are ordered by that field: enums by declaration, nothing before something.
fn in_order(
    table: &Table,
    field: &Json,
    direction: &str,
    rows: &[Json],
) -> Result<(), TestCaseError> {
    let own = table.columns.iter().find(|c| *field == *c.json_name());
    let column = own.unwrap_or_else(due_at);
    let key = |row: &Json| {
        let json = match own {
            Some(column) => &row[column.json_name()],
            None => &row["work"][column.json_name()],
        };
        match (column.ty, column.read(json).expect("a value")) {
            // What is due at no time comes last, the oldest first.
            (_, Value::Null) if own.is_none() => (i64::MAX, text(&row["createdAt"])),
            (_, Value::Null) => (i64::MIN, String::new()),
            (Type::Enum(e), Value::Text(label)) => {
                (e.labels.iter().position(|l| *l == label).unwrap_or(0) as i64, String::new())
            }
            (_, Value::Int(n)) => (n, String::new()),
            (_, Value::Text(text)) => (if column.nullable { i64::MIN } else { 0 }, text),
            (_, Value::Id(id)) => (0, id.to_string()),
        }
    };
    let id = |row: &Json| text(&row["id"]);
    for pair in rows.windows(2) {
        let (one, two) = ((key(&pair[0]), id(&pair[0])), (key(&pair[1]), id(&pair[1])));
        let right = if direction == "asc" { one < two } else { one > two };
        prop_assert!(right, "{} {}: {:?} then {:?}", field, direction, one, two);
    }
    Ok(())
}

/// Every filter against the same question asked of the whole list.
#[test]
fn filters_give_what_they_say() {
    let fixture = crowded(&[3, 1, 0, 2, 1, 1, 3, 0, 2, 2, 0, 1, 3]);
    let mut tried = 0;
    for way in lists() {
        let (name, table) = (way.operation.name, table(&way));
        let all = items(&fixture.done(Who::Junior, name, json!({"limit": 500})));
        let filtered = |filter: Json| {
            ids(&fixture.done(Who::Junior, name, json!({"limit": 500, "filter": filter})))
        };
        for column in
            table.columns.iter().filter(|c| c.ty != Type::Json && c.name != "organization_id")
        {
            let field = column.json_name();
            let expected = |holds: &dyn Fn(&Json) -> bool| -> Vec<String> {
                let rows = all.iter().filter(|row| holds(&row[&field]));
                rows.map(|row| row["id"].as_str().unwrap_or_default().to_owned()).collect()
            };
            let mut values: Vec<_> = all.iter().map(|row| row[&field].clone()).collect();
            values.sort_by_key(Json::to_string);
            values.dedup();
            values.truncate(4);
            for value in &values {
                let what = format!("{name} {field} {value}");
                assert_eq!(filtered(json!({&field: value})), expected(&|v| v == value), "{what}");
                tried += 1;
                if value.is_null()
                    || !matches!(column.ty, Type::Instant | Type::Integer | Type::Decimal { .. })
                {
                    continue;
                }
                let number = |json: &Json| match column.read(json) {
                    Ok(Value::Int(n)) => Some(n),
                    _ => None,
                };
                let bound = number(value).expect("a number");
                for (operator, holds) in [
                    ("gte", (|n, b| n >= b) as fn(i64, i64) -> bool),
                    ("gt", |n, b| n > b),
                    ("lte", |n, b| n <= b),
                    ("lt", |n, b| n < b),
                ] {
                    let wanted = expected(&|v| number(v).is_some_and(|n| holds(n, bound)));
                    assert_eq!(
                        filtered(json!({&field: {operator: value}})),
                        wanted,
                        "{what} {operator}"
                    );
                }
            }
            assert_eq!(
                filtered(json!({&field: values})),
                expected(&|v| values.contains(v)),
                "{name} {field}"
            );
            let twice: Vec<_> = values.iter().chain(values.iter().take(1)).collect();
            assert_eq!(
                filtered(json!({&field: twice})),
                expected(&|v| values.contains(v)),
                "{name} {field} with a value named twice"
            );
            assert_eq!(filtered(json!({&field: []})), Vec::<String>::new(), "{name} {field}");
            if matches!(column.ty, Type::Text { .. }) {
                let wanted =
                    expected(&|v| v.as_str().is_some_and(|s| s.to_lowercase().starts_with('a')));
                assert_eq!(
                    filtered(json!({&field: {"startsWith": "a"}})),
                    wanted,
                    "{name} {field}"
                );
            }
        }
    }
    assert!(tried > 150, "only {tried} filters tried");
    // All must hold.
    let both = json!({"filter": {"status": ["OPEN", "WAITING"], "createdAt": {"gte": "1969-12-31T23:59:59.999Z", "lt": "1970-01-01T00:00:00.001Z"}}});
    for ticket in items(&fixture.done(Who::Junior, "list_tickets", both)) {
        assert!(["OPEN", "WAITING"].contains(&ticket["status"].as_str().unwrap_or_default()));
        assert!(ticket["createdAt"].as_str() < Some("1970-01-01T00:00:00.001"));
    }
}

#[test]
fn lists_are_newest_first_and_fifty_long_unless_told() {
    let fixture = Fixture::new();
    let customer = Side::Ours.row("users", FREE);
    let tickets: Vec<_> = (0..60)
        .map(|n| json!({"customerId": customer, "subject": format!("{n}"), "description": "D", "category": "OTHER"}))
        .collect();
    fixture.done(Who::Junior, "create_many", json!({"resource": "tickets", "items": tickets}));
    let page = fixture.done(Who::Junior, "list_tickets", json!({}));
    assert_eq!(items(&page).len(), 50);
    assert_eq!(items(&page)[0]["subject"], "59");
    for way in lists() {
        let page = fixture.done(Who::Junior, way.operation.name, json!({}));
        let at = match way.operation.name {
            "list_decision_rules" => continue,
            "list_performance_metrics" | "list_team_performance" => "periodStart",
            _ => "createdAt",
        };
        let times: Vec<_> = items(&page).iter().map(|row| row[at].to_string()).collect();
        assert!(times.is_sorted_by(|a, b| a >= b), "{}", way.name);
        let other = json!({"cursor": "bm9uc2Vuc2U"});
        let error = fixture.refused(Who::Junior, way.operation.name, other);
        assert_eq!((error.code, error.field.as_deref()), (Code::Validation, Some("cursor")));
    }
    // A cursor belongs to its own sort.
    let cursor = &fixture.done(Who::Junior, "list_tickets", json!({"limit": 1}))["nextCursor"];
    let input = json!({"cursor": cursor, "sort": {"field": "subject"}});
    assert_eq!(
        fixture.refused(Who::Junior, "list_tickets", input).field.as_deref(),
        Some("cursor")
    );
    let rule = |priority: i64| json!({"name": "R", "description": "D", "priority": priority, "action": "CUSTOM", "conditions": [{"field": "f", "operator": "eq", "value": 1}]});
    let rules = json!({"resource": "decision_rules", "items": [rule(5), rule(0), rule(3)]});
    fixture.done(Who::Lead, "create_many", rules);
    let rules = fixture.done(Who::Junior, "list_decision_rules", json!({}));
    let priorities: Vec<_> = items(&rules).iter().map(|r| r["priority"].clone()).collect();
    assert_eq!(json!(priorities), json!([0, 1, 3, 5]));
}
