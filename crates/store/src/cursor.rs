//! Where a list goes on: the sort value and id of the last row given, as a text nobody reads.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{Error, Result, Value};
use uuid::Uuid;

/// The position after a row, in a list sorted in one way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cursor {
    pub sort: String,
    pub value: Value,
    pub id: Uuid,
}

impl Cursor {
    pub fn write(&self) -> String {
        let value = match &self.value {
            Value::Int(n) => serde_json::json!(n),
            Value::Text(s) => serde_json::json!(s),
            Value::Null | Value::Id(_) => serde_json::Value::Null,
        };
        URL_SAFE_NO_PAD
            .encode(serde_json::json!([self.sort, value, self.id.to_string()]).to_string())
    }

    /// Reads a cursor of a list sorted as `sort`.
    pub fn read(text: &str, sort: &str) -> Result<Self> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let parts: (String, serde_json::Value, String) = serde_json::from_slice(&bytes).ok()?;
            let value = match &parts.1 {
                serde_json::Value::Number(n) => Value::Int(n.as_i64()?),
                serde_json::Value::String(s) => s.as_str().into(),
                _ => return None,
            };
            (parts.0 == sort).then_some(Self {
                sort: parts.0,
                value,
                id: Uuid::try_parse(&parts.2).ok()?,
            })
        };
        read().ok_or_else(|| {
            Error::validation(
                "cursor",
                "must be the nextCursor of this same list, with the same sort.",
            )
        })
    }
}
