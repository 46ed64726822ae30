/// The text of a JSON document, as it is stored: kept as text, because whoever writes it gets the
/// same numbers back digit by digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// The text, if it is JSON (RFC 8259) that Postgres `jsonb` takes too.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        (!has_nul(&value)).then_some(Self(text))
    }

    /// The text of a value; `None` if it holds a NUL character, which `jsonb` refuses.
    pub fn from_value(value: &serde_json::Value) -> Option<Self> {
        (!has_nul(value)).then(|| Self(value.to_string()))
    }

    /// The document.
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.0).unwrap_or_default()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

fn has_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value as J;
    match value {
        J::String(s) => s.contains('\0'),
        J::Array(items) => items.iter().any(has_nul),
        J::Object(fields) => fields.iter().any(|(k, v)| k.contains('\0') || has_nul(v)),
        J::Null | J::Bool(_) | J::Number(_) => false,
    }
}
