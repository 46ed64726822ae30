//! Which rows a list is of and in which order, as an input says it.

use super::measure;
use crate::{field::type_schema, resource::Resource};
use model::{Error, Result, Type, table::camel};
use serde_json::{Map, Value as Json, json};
use store::{Sort, Test};

const COMPARISONS: [(&str, &str); 4] = [("gte", ">="), ("gt", ">"), ("lte", "<="), ("lt", "<")];

fn ordered(ty: Type) -> bool {
    matches!(ty, Type::Instant | Type::Integer | Type::Decimal { .. })
}

/// The conditions that a list takes, as JSON Schema.
pub(super) fn filter_schema(resource: &Resource) -> Json {
    let columns = resource
        .table()
        .columns
        .iter()
        .filter(|c| c.ty != Type::Json && c.name != "organization_id");
    let properties: Map<_, _> = columns
        .map(|c| {
            let mut one = type_schema(c.ty);
            if let Some(labels) =
                one.get_mut("enum").filter(|_| c.nullable).and_then(Json::as_array_mut)
            {
                labels.push(Json::Null);
            }
            if c.nullable
                && let Some(ty) = one.get("type").cloned()
            {
                one["type"] = json!([ty, "null"]);
            }
            let mut any = vec![one.clone(), json!({"type": "array", "items": one})];
            let range = |names: &[&str]| {
                let bound = type_schema(c.ty);
                let bounds: Map<_, _> =
                    names.iter().map(|n| ((*n).to_owned(), bound.clone())).collect();
                json!({"type": "object", "additionalProperties": false, "properties": bounds})
            };
            if ordered(c.ty) {
                any.push(range(&["gte", "gt", "lte", "lt"]));
            } else if matches!(c.ty, Type::Text { .. }) {
                any.push(range(&["startsWith"]));
            }
            (c.json_name(), json!({"anyOf": any}))
        })
        .collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// Conditions, by column.
///
/// # Errors
/// VALIDATION, naming the field.
pub(crate) fn read_filter(resource: &Resource, json: &Json) -> Result<Vec<(&'static str, Test)>> {
    let table = resource.table();
    let fields = json.as_object().ok_or_else(|| {
        Error::new(model::Code::Validation, "filter must be an object of fields.")
    })?;
    let mut tests = Vec::new();
    for (name, wanted) in fields {
        let column = table
            .columns
            .iter()
            .find(|c| c.json_name() == *name && c.ty != Type::Json && c.name != "organization_id");
        let column = column.ok_or_else(|| {
            Error::validation(
                name,
                format!(
                    "{name} cannot be filtered by. Accepted are the fields of a {}.",
                    table.noun
                ),
            )
        })?;
        let bad = |accepts: String| Error::validation(name, format!("{name} {accepts}"));
        measure(name, wanted)?;
        match wanted {
            Json::Array(among) => {
                let values = among
                    .iter()
                    .map(|v| column.read(v))
                    .collect::<std::result::Result<Vec<_>, _>>();
                tests.push((column.name, Test::In(values.map_err(bad)?)));
            }
            Json::Object(bounds) => {
                for (operator, bound) in bounds {
                    let compare =
                        COMPARISONS.iter().find(|(n, _)| n == operator && ordered(column.ty));
                    let test = match (compare, operator.as_str(), bound.as_str()) {
                        (Some((_, sql)), ..) => {
                            Test::Compare(sql, column.ty.read(bound).map_err(bad)?)
                        }
                        (None, "startsWith", Some(text))
                            if matches!(column.ty, Type::Text { .. }) =>
                        {
                            Test::StartsWith(text.to_owned())
                        }
                        _ => {
                            let accepted = if ordered(column.ty) {
                                "gte, gt, lte, lt"
                            } else {
                                "startsWith (text only)"
                            };
                            return Err(bad(format!(
                                "takes a value, an array of values, or {accepted}."
                            )));
                        }
                    };
                    tests.push((column.name, test));
                }
            }
            one => tests.push((column.name, Test::In(vec![column.read(one).map_err(bad)?]))),
        }
    }
    Ok(tests)
}

/// The names that a list of a resource can be sorted by, with those it takes besides.
pub(super) fn sortable(resource: &Resource, also: &[&str]) -> Vec<String> {
    resource.sortable().into_iter().chain(also.iter().map(|column| camel(column))).collect()
}

/// An order.
///
/// # Errors
/// VALIDATION, saying what can be sorted by.
pub(crate) fn read_sort(
    resource: &Resource,
    also: &'static [&'static str],
    json: &Json,
) -> Result<Sort> {
    let sortable = sortable(resource, also);
    let accepts = || {
        let names = sortable.join(", ");
        format!("sort must be {{\"field\": one of {names}, \"direction\": asc or desc}}.")
    };
    let given = json.as_object().ok_or_else(|| Error::new(model::Code::Validation, accepts()))?;
    if let Some(stranger) = given.keys().find(|k| *k != "field" && *k != "direction") {
        return Err(Error::validation(stranger, accepts()));
    }
    let field = json["field"].as_str().filter(|f| sortable.iter().any(|s| s == f));
    let own = resource.table().columns.iter().map(|c| c.name);
    let column = field.and_then(|f| own.chain(also.iter().copied()).find(|c| camel(c) == f));
    let descending = match json.get("direction").map(|d| d.as_str()) {
        None | Some(Some("desc")) => Some(true),
        Some(Some("asc")) => Some(false),
        Some(_) => None,
    };
    match (column, descending) {
        (Some(column), Some(descending)) => Ok(Sort { column, descending }),
        (Some(_), None) => Err(Error::validation("direction", "direction must be asc or desc.")),
        (None, _) => Err(Error::validation("field", accepts())),
    }
}
