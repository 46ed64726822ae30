//! Inputs made from the operations' own schemas, so that an operation added later is tried too.

use crate::desk::{APPROVED, CUSTOMER, Fixture, Side, UNCLAIMED, Who};
use domain::{Operation, operations};
use serde_json::{Map, Value as Json, json};

/// An operation and one way to call it. Most have one; `create_many` has one for each resource and
/// `row_history` and `row_label` one for each table.
pub struct Way {
    /// The operation.
    pub operation: &'static Operation,
    /// What distinguishes it from the other ways: `create_many tickets`.
    pub name: String,
    /// What it takes, in full depth.
    pub schema: Json,
    /// What this way is bound to.
    fixed: Map<String, Json>,
}

/// Fields that say how a call is made, not what it does.
const ABOUT_THE_CALL: [&str; 5] = ["requestId", "expectedUpdatedAt", "cursor", "asOf", "group"];

/// Every way to call every operation.
pub fn ways() -> Vec<Way> {
    let mut ways = Vec::new();
    for operation in operations() {
        let schema = operation.input.schema();
        let way = |name: String, schema: Json, fixed: Json| Way {
            operation,
            name,
            schema,
            fixed: fixed.as_object().cloned().unwrap_or_default(),
        };
        match operation.name {
            "create_many" => {
                for resource in labels(&schema["properties"]["resource"]) {
                    let mut schema = schema.clone();
                    let mut item = creates(&resource).input.schema();
                    if let Some(fields) = item["properties"].as_object_mut() {
                        fields.remove("requestId");
                    }
                    schema["properties"]["items"] =
                        json!({"type": "array", "minItems": 1, "items": item});
                    let name = format!("create_many {resource}");
                    ways.push(way(name, schema, json!({"resource": resource})));
                }
            }
            "row_history" | "row_label" => {
                for table in labels(&schema["properties"]["table"]) {
                    let mut schema = schema.clone();
                    schema["properties"]["id"]["x-references"] = json!(table);
                    let name = format!("{} {table}", operation.name);
                    ways.push(way(name, schema, json!({"table": table})));
                }
            }
            "restore_row" | "purge" => {
                let mut schema = schema.clone();
                schema["properties"]["id"]["x-references"] = json!("tickets");
                let name = operation.name.to_owned();
                ways.push(way(name, schema, json!({"table": "tickets"})));
            }
            name => ways.push(way(name.to_owned(), schema, ready(name))),
        }
    }
    ways
}

/// What an operation needs for it to be accepted, where the schema cannot tell.
fn ready(name: &str) -> Json {
    match name {
        "complete_refund" => json!({"id": Side::Ours.row("refunds", APPROVED)}),
        "assign_ticket" => {
            json!({"assignedTo": Side::Ours.row("representatives", Who::Lead.number())})
        }
        "transition_ticket" => json!({"status": "IN_PROGRESS"}),
        "bulk_update_tickets" => json!({
            "ids": [Side::Ours.some("tickets")],
            "set": {"status": "IN_PROGRESS", "priority": "HIGH"},
        }),
        "claim_escalation" => json!({"id": Side::Ours.row("escalations", UNCLAIMED)}),
        _ => json!({}),
    }
}

fn creates(resource: &str) -> &'static Operation {
    let create = Some((resource, domain::Verb::Create));
    operations().iter().find(|o| o.verb == create).expect("a create of that resource")
}

fn labels(schema: &Json) -> Vec<String> {
    let labels = schema["enum"].as_array().into_iter().flatten();
    labels.filter_map(Json::as_str).map(str::to_owned).collect()
}

impl Way {
    /// An input that is accepted, with only what must be given.
    pub fn least(&self) -> Json {
        // It takes either of two ways to say what, and its schema requires neither.
        self.input(|schema, field| {
            requires(schema, field) || (self.operation.name == "purge" && field == "id")
        })
    }

    /// An input that is accepted, with every field that says what is done.
    pub fn full(&self) -> Json {
        self.input(|_, field| {
            !ABOUT_THE_CALL.contains(&field)
                && !["filter", "sort", "offset", "before", "snoozed", "late"].contains(&field)
        })
    }

    fn input(&self, wanted: impl Fn(&Json, &str) -> bool) -> Json {
        if self.operation.name == "sign_in" {
            // Either of the two, not both.
            return json!({"userId": Side::Ours.row("users", Who::Admin.number())});
        }
        let mut input = Map::new();
        for (name, field) in fields(&self.schema) {
            if let Some(value) = self.fixed.get(name) {
                input.insert(name.clone(), value.clone());
            } else if wanted(&self.schema, name) || requires(&self.schema, name) {
                input.insert(name.clone(), example(name, field));
            }
        }
        Json::Object(input)
    }

    /// Does, as the chief, what must have been done before for this to be accepted.
    pub fn prepare(&self, fixture: &Fixture) {
        let ticket = Side::Ours.some("tickets");
        let change = || {
            let subject = json!({"id": ticket, "subject": "Another subject"});
            fixture.done(Who::Chief, "update_ticket", subject);
        };
        match self.operation.name {
            "undo" => change(),
            "redo" => {
                change();
                fixture.done(Who::Chief, "undo", json!({}));
            }
            "restore_row" | "purge" => {
                fixture.done(Who::Chief, "delete_ticket", json!({"id": ticket}));
            }
            "activity_entries" => change(),
            _ => {}
        }
    }

    /// Whether it takes that field.
    pub fn takes(&self, field: &str) -> bool {
        self.schema["properties"].get(field).is_some()
    }
}

/// The fields of an object's schema.
pub fn fields(schema: &Json) -> impl Iterator<Item = (&String, &Json)> {
    schema["properties"].as_object().into_iter().flatten()
}

/// Whether an object must have that field.
pub fn requires(schema: &Json, field: &str) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|r| r == field))
}

/// The types that a value may have, without "null".
pub fn types(schema: &Json) -> Vec<&str> {
    let one = schema["type"].as_str();
    let many = schema["type"].as_array().into_iter().flatten().filter_map(Json::as_str);
    one.into_iter().chain(many).filter(|ty| *ty != "null").collect()
}

/// A value that a field accepts.
pub fn example(name: &str, schema: &Json) -> Json {
    match name {
        // Nobody's word but the customer's is recorded.
        "authorId" => return json!(Side::Ours.row("users", CUSTOMER)),
        // A ticket is not merged into itself.
        "into" => return json!(Side::Ours.row("tickets", 2)),
        // The whole queue.
        "snoozed" | "late" => return json!(false),
        "until" => return json!("2100-01-01T00:00:00.000000Z"),
        "sort" if schema["properties"].is_null() => return json!({"field": "createdAt"}),
        _ => {}
    }
    if let Some(table) = schema["x-references"].as_str() {
        return json!(Side::Ours.some(table));
    }
    if let Some(label) = labels(schema).first() {
        return json!(label);
    }
    if let Some(first) = schema["anyOf"].as_array().and_then(|any| any.first()) {
        return example(name, first);
    }
    match (types(schema).first().copied(), schema["format"].as_str()) {
        (_, Some("uuid")) => json!("01234567-89ab-7def-8123-456789abcdef"),
        (_, Some("decimal")) if schema["x-scale"] == 1 => json!("1.0"),
        (_, Some("decimal")) => json!("1.00"),
        (_, Some("date-time")) if name == "periodEnd" => json!("2026-02-01T00:00:00.000000Z"),
        (_, Some("date-time")) => json!("2026-01-01T00:00:00.000000Z"),
        (_, Some("email")) => json!("somebody@example.test"),
        (Some("string"), _) if schema["pattern"].is_string() => json!("somebody"),
        (Some("string"), _) => json!("Something"),
        (Some("integer"), _) => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
        (Some("number"), _) => json!(schema["minimum"].as_f64().unwrap_or(1.0).max(1.0)),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => json!([example(name, &schema["items"])]),
        (Some("object"), _) => {
            let needed = fields(schema).filter(|(name, _)| requires(schema, name));
            Json::Object(needed.map(|(name, field)| (name.clone(), example(name, field))).collect())
        }
        _ => json!("something"),
    }
}

/// Puts a value at a place like `/items/0/customerId`, making what leads to it.
pub fn put(input: &mut Json, pointer: &str, value: Json) {
    let mut at = input;
    for step in pointer.trim_start_matches('/').split('/') {
        if step == "0" && !at.is_array() {
            *at = json!([null]);
        } else if step != "0" && !at.is_object() {
            *at = json!({});
        }
        at = if step == "0" { &mut at[0] } else { &mut at[step] };
    }
    *at = value;
}
