//! A column as an input field: whether it must be given, and what is asked of it beyond its type.

use email_address::EmailAddress;
use model::{Column, Table, Type, Value};
use serde_json::{Value as Json, json};

/// One field of a create or update.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The column it is for.
    pub column: &'static str,
    /// Whether a create must give it.
    pub required: bool,
    /// What a create takes when it is not given and the column's own default is not meant, as JSON.
    pub or: Option<&'static str>,
    /// What is asked beyond the type.
    pub rule: Rule,
}

/// What is asked of a value beyond its column's type.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// Nothing.
    Any,
    /// Text that is not blank.
    NotBlank,
    /// Text of so many characters at most, which may be blank or not.
    Length {
        /// Whether it may be blank.
        blank: bool,
        /// The most characters.
        most: u32,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// An email address.
    Email,
    /// Lower case letters, digits and hyphens.
    Slug,
    /// From, to (either may be open), as the column's scaled integer.
    Between(Option<i64>, Option<i64>),
    /// A JSON object.
    Object,
    /// An array of strings.
    Strings,
    /// `[{percentage 0-100, enabled}]`
    Thresholds,
    /// One or more `{field, operator, value}`.
    Conditions,
}

/// The most characters of a text that has no length of its own.
pub(crate) const LONGEST: usize = 1_000_000;

/// The operators of a rule's conditions.
pub const OPERATORS: [&str; 9] = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "contains"];

/// A field that must be given.
pub const fn required(column: &'static str) -> Field {
    Field { column, required: true, or: None, rule: Rule::Any }
}

/// A field that may be left out.
pub const fn optional(column: &'static str) -> Field {
    Field { column, required: false, or: None, rule: Rule::Any }
}

impl Field {
    /// With a rule.
    pub const fn rule(self, rule: Rule) -> Self {
        Self { rule, ..self }
    }

    /// At least this, as the column's scaled integer.
    pub const fn at_least(self, least: i64) -> Self {
        self.rule(Rule::Between(Some(least), None))
    }

    /// From this to that, as the column's scaled integer.
    pub const fn between(self, least: i64, most: i64) -> Self {
        self.rule(Rule::Between(Some(least), Some(most)))
    }

    /// With a default of the operation's own, as JSON.
    pub const fn or(self, json: &'static str) -> Self {
        Self { or: Some(json), ..self }
    }

    /// Its column.
    ///
    /// # Panics
    /// When the declaration names a column that the table does not have: a test walks them all.
    pub fn column(&self, table: &'static Table) -> &'static Column {
        table
            .column(self.column)
            .unwrap_or_else(|| panic!("{} has no column {}", table.name, self.column))
    }

    /// Reads a value; the error says what would be accepted.
    pub(crate) fn read(&self, column: &Column, json: &Json) -> Result<Value, String> {
        let value = column.read(json)?;
        if value.is_null() || self.rule.allows(&value, json) {
            return Ok(value);
        }
        Err(self.rule.accepts(column.ty))
    }

    /// The JSON Schema of its values.
    pub(crate) fn schema(&self, column: &Column, creating: bool) -> Json {
        let mut schema = type_schema(column.ty);
        self.rule.refine(column.ty, &mut schema);
        if let Some(to) = column.references {
            schema["x-references"] = json!(to);
        }
        if column.nullable
            && let Some(ty) = schema.get("type").cloned()
        {
            schema["type"] = json!([ty, "null"]);
            if let Some(labels) = schema.get_mut("enum").and_then(Json::as_array_mut) {
                labels.push(Json::Null);
            }
        }
        if creating && !self.required {
            let default = match (self.or, column.default) {
                (Some(or), _) => serde_json::from_str(or).ok(),
                (None, model::Default::Int(n)) => Some(column.ty.json(model::ValueRef::Int(n))),
                (None, model::Default::Text(s)) => Some(column.ty.json(model::ValueRef::Text(s))),
                _ => None,
            };
            if let Some(default) = default {
                schema["default"] = default;
            }
        }
        schema
    }
}

/// The JSON Schema of a type's values.
pub(crate) fn type_schema(ty: Type) -> Json {
    match ty {
        Type::Uuid => json!({"type": "string", "format": "uuid"}),
        Type::Text { max: None } => {
            json!({"type": "string", "maxLength": LONGEST, "x-multiline": true})
        }
        Type::Text { max: Some(max) } => json!({"type": "string", "maxLength": max}),
        Type::Enum(e) => json!({"type": "string", "enum": e.labels}),
        Type::Integer => json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX}),
        Type::Boolean => json!({"type": "boolean"}),
        Type::Decimal { precision, scale } => {
            json!({"type": "string", "format": "decimal", "x-precision": precision, "x-scale": scale})
        }
        Type::Instant => json!({"type": "string", "format": "date-time"}),
        Type::Json => json!({"x-json": true}),
    }
}

fn written(ty: Type, n: i64) -> Json {
    ty.json(model::ValueRef::Int(n))
}

impl Rule {
    fn allows(self, value: &Value, json: &Json) -> bool {
        let text = json.as_str().unwrap_or_default();
        match self {
            Self::Any => true,
            Self::NotBlank => !text.trim().is_empty(),
            Self::Length { blank, most } => {
                (blank || !text.trim().is_empty()) && text.chars().count() <= most as usize
            }
            Self::Word(words) => words.contains(&text),
            Self::Email => EmailAddress::is_valid(text),
            Self::Slug => {
                !text.is_empty()
                    && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            }
            Self::Between(least, most) => match value {
                Value::Int(n) => {
                    least.is_none_or(|least| *n >= least) && most.is_none_or(|most| *n <= most)
                }
                _ => false,
            },
            Self::Object => json.is_object(),
            Self::Strings => json.as_array().is_some_and(|items| items.iter().all(Json::is_string)),
            Self::Thresholds => json.as_array().is_some_and(|items| items.iter().all(threshold)),
            Self::Conditions => json
                .as_array()
                .is_some_and(|items| !items.is_empty() && items.iter().all(condition)),
        }
    }

    fn accepts(self, ty: Type) -> String {
        match self {
            Self::Any => ty.accepts(),
            Self::NotBlank => "must not be blank.".into(),
            Self::Length { blank, most } => {
                let not_blank = if blank { "" } else { "must not be blank, and " };
                format!("{not_blank}must be at most {most} characters.")
            }
            Self::Word(words) => format!("must be one of {}.", words.join(", ")),
            Self::Email => "must be an email address, like \"ada@example.com\".".into(),
            Self::Slug => {
                "must be lower case letters, digits and hyphens, like \"acme-corp\".".into()
            }
            Self::Between(least, most) => match (least, most) {
                (Some(a), Some(b)) => {
                    format!("must be from {} to {}.", written(ty, a), written(ty, b))
                }
                (Some(a), None) => format!("must be at least {}.", written(ty, a)),
                (None, Some(b)) => format!("must be at most {}.", written(ty, b)),
                (None, None) => ty.accepts(),
            },
            Self::Object => "must be a JSON object.".into(),
            Self::Strings => "must be an array of strings.".into(),
            Self::Thresholds => {
                "must be an array of {\"percentage\": 0 to 100, \"enabled\": true or false}.".into()
            }
            Self::Conditions => format!(
                "must be one or more {{\"field\": text, \"operator\": one of {}, \"value\": a text, number or boolean, or an array of these for in and nin}}.",
                OPERATORS.join(", ")
            ),
        }
    }

    fn refine(self, ty: Type, schema: &mut Json) {
        match self {
            Self::Any => {}
            Self::NotBlank => schema["minLength"] = json!(1),
            Self::Length { blank, most } => {
                schema["maxLength"] = json!(most);
                if !blank {
                    schema["minLength"] = json!(1);
                }
            }
            Self::Word(words) => *schema = json!({"type": "string", "enum": words}),
            Self::Email => schema["format"] = json!("email"),
            Self::Slug => {
                schema["pattern"] = json!("^[a-z0-9-]+$");
                schema["minLength"] = json!(1);
            }
            Self::Between(least, most) => {
                let prefix = if matches!(ty, Type::Decimal { .. }) { "x-" } else { "" };
                for (name, bound) in [("minimum", least), ("maximum", most)] {
                    if let Some(bound) = bound {
                        schema[format!("{prefix}{name}")] = written(ty, bound);
                    }
                }
            }
            Self::Object => *schema = json!({"type": "object", "x-json": true}),
            Self::Strings => *schema = json!({"type": "array", "items": {"type": "string"}}),
            Self::Thresholds => {
                *schema = json!({"type": "array", "items": {
                    "type": "object", "additionalProperties": false, "required": ["percentage", "enabled"],
                    "properties": {"percentage": {"type": "number", "minimum": 0, "maximum": 100}, "enabled": {"type": "boolean"}}}});
            }
            Self::Conditions => {
                *schema = json!({"type": "array", "minItems": 1, "items": {
                    "type": "object", "additionalProperties": false, "required": ["field", "operator", "value"],
                    "properties": {"field": {"type": "string", "minLength": 1}, "operator": {"type": "string", "enum": OPERATORS}, "value": {"x-json": true}}}});
            }
        }
    }
}

fn has_just(json: &Json, keys: &[&str]) -> bool {
    json.as_object()
        .is_some_and(|o| o.len() == keys.len() && keys.iter().all(|k| o.contains_key(*k)))
}

fn threshold(json: &Json) -> bool {
    has_just(json, &["percentage", "enabled"])
        && json["percentage"].as_f64().is_some_and(|p| (0.0..=100.0).contains(&p))
        && json["enabled"].is_boolean()
}

fn condition(json: &Json) -> bool {
    let plain = |v: &Json| v.is_string() || v.is_number() || v.is_boolean();
    let operator = json["operator"].as_str().unwrap_or_default();
    has_just(json, &["field", "operator", "value"])
        && json["field"].as_str().is_some_and(|f| !f.trim().is_empty())
        && OPERATORS.contains(&operator)
        && match operator {
            "in" | "nin" => json["value"].as_array().is_some_and(|v| v.iter().all(plain)),
            _ => plain(&json["value"]),
        }
}
