//! What an operation takes: declared once, from which come the check, the JSON Schema and the
//! window's types.

mod filter;

pub(crate) use filter::{read_filter, read_sort};

use crate::{
    field::{Field, LONGEST, type_schema},
    resource::Resource,
};
use filter::{filter_schema, sortable};
use model::{Error, Id, Instant, Record, Result, Table, Type, Value};
use serde_json::{Map, Value as Json, json};
use store::{Filter, Sort, Test};
use uuid::Uuid;

/// The fields an operation takes. No other is accepted.
#[derive(Default)]
pub struct Shape {
    /// In the order they are shown.
    pub params: Vec<Param>,
}

/// One field of an operation's input.
pub struct Param {
    /// Its name in JSON.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    what: What,
}

enum What {
    /// A column of a table.
    Column(&'static Table, Field, bool),
    /// The id of a row.
    Row(&'static str),
    /// A value of a type.
    Plain(Type),
    /// A whole number in a range.
    Number(i64, i64),
    /// One of these words.
    Word(Vec<&'static str>),
    /// Conditions on a resource's columns.
    Filter(&'static Resource),
    /// An order of a resource's rows: by what it is sorted by, or by one of these columns besides.
    Sort(&'static Resource, &'static [&'static str]),
    /// Fields of its own.
    Object(Shape),
    /// An array of objects, checked by the operation.
    Items,
    /// The ids of rows, at least one.
    Rows(&'static str),
    /// Texts.
    Texts,
}

impl Param {
    /// A column of `table`, as a create or update takes it.
    pub(crate) fn column(table: &'static Table, field: Field, creating: bool) -> Self {
        let name = field.column(table).json_name();
        Self {
            name,
            required: creating && field.required,
            what: What::Column(table, field, creating),
        }
    }

    fn new(name: &str, what: What) -> Self {
        Self { name: name.to_owned(), required: false, what }
    }

    /// The id of a row of `table`, required.
    pub(crate) fn row(name: &str, table: &'static str) -> Self {
        Self::new(name, What::Row(table)).required()
    }

    pub(crate) fn plain(name: &str, ty: Type) -> Self {
        Self::new(name, What::Plain(ty))
    }

    pub(crate) fn number(name: &str, least: i64, most: i64) -> Self {
        Self::new(name, What::Number(least, most))
    }

    pub(crate) fn word(name: &str, words: Vec<&'static str>) -> Self {
        Self::new(name, What::Word(words))
    }

    pub(crate) fn filter(resource: &'static Resource) -> Self {
        Self::new("filter", What::Filter(resource))
    }

    pub(crate) fn sort(resource: &'static Resource, also: &'static [&'static str]) -> Self {
        Self::new("sort", What::Sort(resource, also))
    }

    pub(crate) fn object(name: &str, shape: Shape) -> Self {
        Self::new(name, What::Object(shape))
    }

    /// The ids of rows of `table`, at least one.
    pub(crate) fn rows(name: &str, table: &'static str) -> Self {
        Self::new(name, What::Rows(table))
    }

    pub(crate) fn texts(name: &str) -> Self {
        Self::new(name, What::Texts)
    }

    pub(crate) fn items() -> Self {
        Self::new("items", What::Items).required()
    }

    pub(crate) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(crate) fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    fn schema(&self) -> Json {
        match &self.what {
            What::Column(table, field, creating) => field.schema(field.column(table), *creating),
            What::Row(table) => json!({"type": "string", "format": "uuid", "x-references": table}),
            What::Plain(ty) => type_schema(*ty),
            What::Number(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            What::Word(words) => json!({"type": "string", "enum": words}),
            What::Filter(resource) => filter_schema(resource),
            What::Sort(resource, also) => json!({
            "type": "object", "additionalProperties": false, "required": ["field"],
            "properties": {
                "field": {"type": "string", "enum": sortable(resource, also)},
                "direction": {"type": "string", "enum": ["asc", "desc"], "default": "desc"},
            }}),
            What::Object(shape) => shape.schema(),
            What::Items => json!({"type": "array", "items": {"type": "object"}}),
            What::Rows(table) => json!({
                "type": "array", "minItems": 1,
                "items": {"type": "string", "format": "uuid", "x-references": table},
            }),
            What::Texts => json!({"type": "array", "items": {"type": "string"}}),
        }
    }
}

impl Shape {
    /// Of these fields.
    pub(crate) fn of(params: impl IntoIterator<Item = Param>) -> Self {
        Self { params: params.into_iter().collect() }
    }

    /// With these fields besides.
    pub(crate) fn and(mut self, params: impl IntoIterator<Item = Param>) -> Self {
        self.params.extend(params);
        self
    }

    /// As JSON Schema.
    pub fn schema(&self) -> Json {
        let properties: Map<_, _> =
            self.params.iter().map(|p| (p.name.clone(), p.schema())).collect();
        let required: Vec<_> = self.params.iter().filter(|p| p.required).map(|p| &p.name).collect();
        json!({"type": "object", "additionalProperties": false, "properties": properties, "required": required})
    }

    /// Checks an input: the whole of it, before anything is done.
    ///
    /// # Errors
    /// VALIDATION naming the field, and saying what would be accepted.
    pub fn check(&self, json: &Json) -> Result<Input> {
        let Json::Object(given) = json else {
            return Err(Error::new(model::Code::Validation, "The input must be a JSON object."));
        };
        let known = |name: &str| self.params.iter().any(|p| p.name == name);
        if let Some(stranger) = given.keys().find(|name| !known(name)) {
            let names: Vec<_> = self.params.iter().map(|p| p.name.as_str()).collect();
            return Err(Error::validation(
                stranger,
                format!("{stranger} is not known here. Accepted: {}.", names.join(", ")),
            ));
        }
        let mut input = Input::default();
        for param in &self.params {
            match given.get(&param.name) {
                None if param.required => {
                    return Err(Error::validation(
                        &param.name,
                        format!("{} is required.", param.name),
                    ));
                }
                None => {}
                Some(json) => input.take(param, json)?,
            }
        }
        Ok(input)
    }
}

/// An input that was checked.
#[derive(Default)]
pub struct Input {
    /// Columns and what they become.
    pub columns: Vec<(&'static str, Value)>,
    plain: Vec<(String, Value)>,
    lists: Vec<(String, Vec<Value>)>,
    filtered: bool,
    /// Conditions of a list.
    pub filter: Vec<(&'static str, Test)>,
    /// Order of a list.
    pub sort: Option<Sort>,
    /// Fields inside fields.
    pub objects: Vec<(String, Input)>,
    /// Objects that the operation checks itself.
    pub items: Vec<Json>,
}

impl Input {
    fn take(&mut self, param: &Param, json: &Json) -> Result<()> {
        let name = &param.name;
        let bad = |accepts: String| Error::validation(name, format!("{name} {accepts}"));
        let ty = match &param.what {
            What::Column(table, field, _) => Some(field.column(table).ty),
            What::Plain(ty) => Some(*ty),
            _ => None,
        };
        if matches!(ty, Some(Type::Text { max: None } | Type::Json)) {
            measure(name, json)?;
        }
        let mut plain = |value| self.plain.push((name.clone(), value));
        match &param.what {
            What::Column(table, field, _) => {
                let value = field.read(field.column(table), json).map_err(bad)?;
                self.columns.push((field.column, value));
            }
            What::Row(_) => plain(Type::Uuid.read(json).map_err(bad)?),
            What::Plain(ty) => plain(ty.read(json).map_err(bad)?),
            What::Number(least, most) => {
                let n = json.as_i64().filter(|n| (least..=most).contains(&n));
                plain(Value::Int(n.ok_or_else(|| {
                    bad(format!("must be a whole number from {least} to {most}."))
                })?));
            }
            What::Word(words) => {
                let word = json.as_str().filter(|w| words.contains(w));
                plain(
                    word.ok_or_else(|| bad(format!("must be one of {}.", words.join(", "))))?
                        .into(),
                );
            }
            What::Filter(resource) => {
                self.filter = read_filter(resource, json).map_err(|e| e.within(name))?;
                self.filtered = true;
            }
            What::Sort(resource, also) => {
                self.sort = Some(read_sort(resource, also, json).map_err(|e| e.within(name))?)
            }
            What::Object(shape) => {
                self.objects.push((name.clone(), shape.check(json).map_err(|e| e.within(name))?))
            }
            What::Items => {
                let items =
                    json.as_array().ok_or_else(|| bad("must be an array of objects.".into()))?;
                self.items.clone_from(items);
            }
            What::Rows(_) => self.list(name, json, Type::Uuid, "ids, at least one", 1)?,
            What::Texts => self.list(name, json, Type::Text { max: None }, "texts", 0)?,
        }
        Ok(())
    }

    fn list(&mut self, name: &str, json: &Json, ty: Type, of: &str, least: usize) -> Result<()> {
        let given = json
            .as_array()
            .filter(|given| given.len() >= least)
            .ok_or_else(|| Error::validation(name, format!("{name} must be an array of {of}.")))?;
        let each = given.iter().enumerate().map(|(i, one)| {
            let place = format!("{name}[{i}]");
            ty.read(one).map_err(|accepts| Error::validation(name, format!("{place} {accepts}")))
        });
        self.lists.push((name.to_owned(), each.collect::<Result<_>>()?));
        Ok(())
    }

    /// The values of the array of that name, if it was given.
    pub fn values(&self, name: &str) -> Option<&[Value]> {
        self.lists.iter().find(|(n, _)| n == name).map(|(_, values)| values.as_slice())
    }

    /// Whether a filter was given, be it empty.
    pub fn filtered(&self) -> bool {
        self.filtered
    }

    /// The plain value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.plain.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// The id under that name.
    ///
    /// # Errors
    /// VALIDATION when it is missing.
    pub fn uuid(&self, name: &str) -> Result<Uuid> {
        match self.get(name) {
            Some(Value::Id(id)) => Ok(*id),
            _ => Err(Error::validation(name, format!("{name} is required."))),
        }
    }

    /// The id of a row of `T` under that name.
    ///
    /// # Errors
    /// VALIDATION when it is missing.
    pub fn id<T: Record>(&self, name: &str) -> Result<Id<T>> {
        self.uuid(name).map(Id::from)
    }

    /// The text under that name.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(s)) => Some(s),
            _ => None,
        }
    }

    /// The text or label that was given for that column.
    pub fn column_text(&self, column: &str) -> Option<&str> {
        match self.columns.iter().find(|(name, _)| *name == column) {
            Some((_, Value::Text(s))) => Some(s),
            _ => None,
        }
    }

    /// The whole number under that name.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// The instant under that name.
    pub fn instant(&self, name: &str) -> Option<Instant> {
        self.number(name).map(Instant)
    }

    /// The fields inside the field of that name.
    pub fn object(&self, name: &str) -> Option<&Input> {
        self.objects.iter().find(|(n, _)| n == name).map(|(_, o)| o)
    }

    /// The filter as the store takes it.
    pub(crate) fn filters(&mut self) -> Vec<Filter> {
        std::mem::take(&mut self.filter)
            .into_iter()
            .map(|(column, test)| Filter { column, test })
            .collect()
    }
}

/// Text without a length of its own has this one, so that no call fills the memory or the disk.
fn measure(name: &str, json: &Json) -> Result<()> {
    fn length(json: &Json) -> usize {
        match json {
            // Characters are counted only where there are that many bytes.
            Json::String(text) if text.len() > LONGEST => text.chars().count(),
            Json::String(text) => text.len(),
            Json::Array(items) => items.iter().map(length).sum(),
            Json::Object(fields) => fields.iter().map(|(key, one)| key.len() + length(one)).sum(),
            Json::Null | Json::Bool(_) | Json::Number(_) => 0,
        }
    }
    if length(json) <= LONGEST {
        return Ok(());
    }
    Err(Error::validation(name, format!("{name} must hold at most 1,000,000 characters.")))
}
