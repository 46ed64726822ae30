//! What no operation accepts, made from the schemas: for every field of every operation all that
//! is not of its type, out of its range, too long, blank or malformed.

use crate::snapshot::Watcher;
use kit::{
    desk::{Fixture, Side, Who},
    inputs::{Way, example, fields, put, requires, types, ways},
};
use model::Code;
use serde_json::{Value as Json, json};

/// A change of an accepted input after which it is not accepted.
struct Bad {
    /// Where.
    pointer: String,
    /// How the refusal names that place.
    field: String,
    /// What is put there; nothing takes the field away.
    value: Option<Json>,
}

/// Everything that is wrong at one place and below it.
fn bad(name: &str, schema: &Json, pointer: &str, field: &str, found: &mut Vec<Bad>) {
    let mut add = |value: Json| {
        found.push(Bad { pointer: pointer.into(), field: field.into(), value: Some(value) });
    };
    if let Some(any) = schema["anyOf"].as_array() {
        // A filter: what the value itself may not be, alone and in an array, and no such comparison.
        for value in scalars(&any[0]).into_iter().filter(|v| !v.is_array() && !v.is_object()) {
            add(value.clone());
            add(json!([value]));
        }
        add(json!({"near": example(name, &any[0])}));
        return;
    }
    if schema["properties"].is_object() {
        for value in [json!(5), json!("text"), json!([]), Json::Null] {
            add(value);
        }
        inside(schema, pointer, field, found);
        return;
    }
    let items = &schema["items"];
    if field == "items" && items["properties"].is_object() {
        for value in [json!(5), json!({}), Json::Null] {
            add(value);
        }
        found.push(Bad {
            pointer: pointer.into(),
            field: "items[1]".into(),
            value: Some(json!([example(name, items), 5])),
        });
        inside(items, &format!("{pointer}/0"), "items[0]", found);
        return;
    }
    for value in scalars(schema) {
        add(value);
    }
}

/// Everything that is wrong with the fields of an object.
fn inside(schema: &Json, pointer: &str, field: &str, found: &mut Vec<Bad>) {
    let path = |name: &str| {
        if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") }
    };
    let stranger = "organizationId";
    found.push(Bad {
        pointer: format!("{pointer}/{stranger}"),
        field: path(stranger),
        value: Some(json!(Side::Ours.organization())),
    });
    for (name, one) in fields(schema) {
        let pointer = format!("{pointer}/{name}");
        if requires(schema, name) {
            found.push(Bad { pointer: pointer.clone(), field: path(name), value: None });
        }
        bad(name, one, &pointer, &path(name), found);
    }
}

/// Values that are not of a field's schema.
fn scalars(schema: &Json) -> Vec<Json> {
    let mut values = Vec::new();
    let nullable = schema["type"].as_array().is_some_and(|types| types.iter().any(|t| t == "null"));
    if !nullable {
        values.push(Json::Null);
    }
    let mut texts = |texts: &[&str]| values.extend(texts.iter().map(|text| json!(text)));
    let kind = types(schema).first().copied().unwrap_or_default();
    match schema["format"].as_str() {
        Some("uuid") => texts(&[
            "",
            "1",
            "0123456789ab7def8123456789abcdef",
            "{01234567-89ab-7def-8123-456789abcdef}",
            "01234567-89ab-7def-8123-456789abcdeg",
            "01234567-89ab-7def-8123-456789abcdef ",
        ]),
        Some("decimal") => {
            let scale = schema["x-scale"].as_u64().unwrap_or(0);
            let whole = schema["x-precision"].as_u64().unwrap_or(0) - scale;
            let nines = "9".repeat(usize::try_from(whole).unwrap_or(0) + 1);
            let fine = format!("0.{}1", "0".repeat(usize::try_from(scale).unwrap_or(0)));
            texts(&["", "one", "1e1", "+1", "1,0", "NaN", "Infinity", " 1", "1.", "0x1"]);
            texts(&[&nines, &format!("-{nines}"), &fine]);
            let unit = 10f64.powi(-i32::try_from(scale).unwrap_or(0));
            for (bound, step) in [("x-minimum", -unit), ("x-maximum", unit)] {
                if let Some(bound) = schema[bound].as_str().and_then(|b| b.parse::<f64>().ok()) {
                    let beyond =
                        format!("{:.*}", usize::try_from(scale).unwrap_or(0), bound + step);
                    texts(&[&beyond]);
                }
            }
            values.push(json!(1));
            values.push(json!(0.5));
        }
        Some("date-time") => texts(&[
            "",
            "now",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-01T00:00:00.0000001Z",
        ]),
        Some("email") => texts(&["", "nobody", "nobody@", "@example.test", "a b@example.test"]),
        _ => {}
    }
    match kind {
        "string" => {
            values.extend([json!(5), json!(true), json!(["Something"]), json!({})]);
            values.push(json!("a\0b"));
            if schema["enum"].is_array() {
                values.extend(["", "NO_SUCH_LABEL", "open", "OPEN "].map(Json::from));
            }
            if schema["minLength"].as_u64().is_some_and(|least| least > 0) {
                values.extend(["", " ", "\t\n"].map(Json::from));
            }
            if let Some(most) = schema["maxLength"].as_u64() {
                let most = usize::try_from(most).unwrap_or(0);
                values.push(json!("ä".repeat(most + 1)));
            }
            if schema["pattern"].is_string() {
                values
                    .extend(["Upper", "two words", "under_score", "ä", "dot.ted"].map(Json::from));
            }
        }
        "integer" => {
            values.extend([json!("1"), json!(1.5), json!(true), json!([1]), json!(1e300)]);
            let least = schema["minimum"].as_i64().unwrap_or(i64::from(i32::MIN));
            let most = schema["maximum"].as_i64().unwrap_or(i64::from(i32::MAX));
            values.extend([json!(least - 1), json!(most + 1), json!(i64::MIN), json!(u64::MAX)]);
        }
        "boolean" => values.extend([json!(0), json!(1), json!("true"), json!([])]),
        "object" => {
            values.extend([json!(5), json!("{}"), json!([]), json!(false)]);
            values.extend([json!({"a": "\0"}), json!({"a": [{"\0": 1}]})]);
        }
        "array" => {
            values.extend([json!(5), json!("[]"), json!({}), json!([5]), json!([null])]);
            values.push(json!(["\0"]));
            let item = &schema["items"];
            if schema["minItems"] == 1 {
                values.push(json!([]));
            }
            if item["properties"].is_object() {
                values.extend(members(item).into_iter().map(|item| json!([item])));
            }
        }
        _ => values.extend([json!({})]),
    }
    values
}

/// Objects that are not quite of an array's item schema.
fn members(schema: &Json) -> Vec<Json> {
    let good = example("", schema);
    let mut all = Vec::new();
    let mut more = good.clone();
    more["stranger"] = json!(1);
    all.push(more);
    for (name, field) in fields(schema) {
        let mut less = good.clone();
        if let Some(less) = less.as_object_mut() {
            less.remove(name);
        }
        all.push(less);
        // A number's ends are what its own schema says; text in JSON has no length.
        let mut wrong = scalars(field);
        if let Some(most) = field["maximum"].as_i64() {
            wrong.extend([json!(most + 1), json!(-1), json!("1")]);
        }
        all.extend(wrong.into_iter().map(|value| {
            let mut other = good.clone();
            other[name.as_str()] = value;
            other
        }));
    }
    all
}

fn take_away(input: &mut Json, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    if let Some(parent) = input.pointer_mut(parent).and_then(Json::as_object_mut) {
        parent.remove(name);
    }
}

/// An accepted input with something in the place of filter and sort.
fn whole(way: &Way) -> Json {
    let mut input = way.full();
    if way.takes("sort") {
        let sort = &way.schema["properties"]["sort"];
        input["sort"] = example("sort", sort);
        input["filter"] = json!({});
    }
    input
}

#[test]
fn whatever_a_schema_does_not_allow_is_refused_by_name_and_changes_nothing() {
    let fixture = Fixture::new();
    let watcher = Watcher::new(&fixture);
    let (rows, own, version) = (watcher.snapshot(), watcher.own(), watcher.version());
    let mut tried = 0;
    for way in ways() {
        let mut all = Vec::new();
        inside(&way.schema, "", "", &mut all);
        for Bad { pointer, field, value } in all {
            let mut input = whole(&way);
            match &value {
                Some(value) => put(&mut input, &pointer, value.clone()),
                None => take_away(&mut input, &pointer),
            }
            let shown = value
                .map_or("nothing".into(), |v| v.to_string().chars().take(60).collect::<String>());
            let what = format!("{} {field} = {shown}", way.name);
            let Err(error) = fixture.call(Who::Admin, way.operation.name, input) else {
                panic!("{what} was accepted");
            };
            assert_eq!(error.code, Code::Validation, "{what}: {error:?}");
            assert_eq!(error.field.as_deref(), Some(field.as_str()), "{what}: {error:?}");
            assert!(error.message.ends_with('.'), "{what}: {error:?}");
            assert_eq!(watcher.version(), version, "{what} wrote");
            tried += 1;
        }
    }
    assert!(tried > 3_000, "only {tried} inputs tried");
    assert_eq!(watcher.own(), own);
    assert_eq!(watcher.snapshot(), rows);
}

#[test]
fn what_is_no_object_is_no_input() {
    let fixture = Fixture::new();
    for way in ways() {
        for input in [json!([]), json!("text"), json!(5), Json::Null] {
            let error = fixture.refused(Who::Admin, way.operation.name, input);
            assert_eq!(error.code, Code::Validation, "{}", way.name);
        }
    }
    let error = fixture.refused(Who::Admin, "list_ticket", json!({}));
    assert_eq!(error.code, Code::Validation);
    assert!(error.message.contains("list_tickets"), "{error:?}");
}
