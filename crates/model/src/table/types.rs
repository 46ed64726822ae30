//! What columns hold, and how it is read and written as JSON.

use super::Enum;
use crate::{Instant, Json, Value, ValueRef, decimal};
use std::fmt::Write as _;
use uuid::Uuid;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `uuid`; in SQLite a BLOB of 16 bytes.
    Uuid,
    /// `varchar(max)`, or `text` where there is no `max`.
    Text {
        /// The most characters it takes.
        max: Option<u16>,
    },
    /// One of the labels of a Postgres enum; in SQLite a TEXT with a CHECK of the enum's name.
    Enum(&'static Enum),
    /// `integer`, 32 bits.
    Integer,
    /// `boolean`; in SQLite 0 or 1.
    Boolean,
    /// `numeric(precision, scale)`; in SQLite the scaled integer.
    Decimal {
        /// Digits in all.
        precision: u8,
        /// Digits behind the point.
        scale: u8,
    },
    /// `timestamp` taken as UTC; in SQLite microseconds since 1970.
    Instant,
    /// `jsonb`; in SQLite its text.
    Json,
}

impl Type {
    /// The type's name in Postgres, as its catalogue prints it.
    pub fn postgres(self) -> String {
        match self {
            Self::Uuid => "uuid".into(),
            Self::Text { max: None } => "text".into(),
            Self::Text { max: Some(max) } => format!("character varying({max})"),
            Self::Enum(e) => e.name.into(),
            Self::Integer => "integer".into(),
            Self::Boolean => "boolean".into(),
            Self::Decimal { precision, scale } => format!("numeric({precision},{scale})"),
            Self::Instant => "timestamp without time zone".into(),
            Self::Json => "jsonb".into(),
        }
    }

    /// The type of the SQLite column in a STRICT table.
    pub fn sqlite(self) -> &'static str {
        match self {
            Self::Uuid => "BLOB",
            Self::Text { .. } | Self::Enum(_) | Self::Json => "TEXT",
            Self::Integer | Self::Boolean | Self::Decimal { .. } | Self::Instant => "INTEGER",
        }
    }

    /// Reads a JSON value. The error says what would be accepted.
    ///
    /// # Errors
    /// When the value is of another shape or out of the type's range.
    pub fn read(self, json: &serde_json::Value) -> Result<Value, String> {
        let text = json.as_str();
        let read = match self {
            Self::Uuid => {
                text.filter(|s| s.len() == 36).and_then(|s| Uuid::try_parse(s).ok()).map(Value::Id)
            }
            Self::Text { max } => text.filter(|s| fits(s, max)).map(Value::from),
            Self::Enum(e) => text.filter(|s| e.labels.contains(s)).map(Value::from),
            Self::Integer => json.as_i64().filter(|n| i32::try_from(*n).is_ok()).map(Value::Int),
            Self::Boolean => json.as_bool().map(|b| Value::Int(b.into())),
            Self::Decimal { precision, scale } => {
                text.and_then(|s| decimal::parse(s, precision, scale)).map(Value::Int)
            }
            Self::Instant => text.and_then(Instant::parse).map(|at| Value::Int(at.0)),
            Self::Json => Json::from_value(json).map(|j| Value::Text(j.into_string())),
        };
        read.ok_or_else(|| self.accepts())
    }

    /// Whether a stored value is one of this type, as its column in SQLite and in Postgres takes it.
    pub fn holds(self, value: ValueRef<'_>) -> bool {
        match (self, value) {
            (Self::Uuid, ValueRef::Id(_)) => true,
            (Self::Text { max }, ValueRef::Text(s)) => fits(s, max),
            (Self::Enum(e), ValueRef::Text(s)) => e.labels.contains(&s),
            (Self::Json, ValueRef::Text(s)) => Json::new(s).is_some(),
            (Self::Integer, ValueRef::Int(n)) => i32::try_from(n).is_ok(),
            (Self::Boolean, ValueRef::Int(n)) => matches!(n, 0 | 1),
            (Self::Decimal { precision, .. }, ValueRef::Int(n)) => {
                n.unsigned_abs() <= decimal::bound(precision).unsigned_abs()
            }
            (Self::Instant, ValueRef::Int(n)) => n >= Instant::MIN.0,
            _ => false,
        }
    }

    /// A sentence on what a value of this type looks like.
    pub fn accepts(self) -> String {
        match self {
            Self::Uuid => "must be a UUID, like \"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\".".into(),
            Self::Text { max: None } => "must be text without NUL characters.".into(),
            Self::Text { max: Some(max) } => format!("must be text of at most {max} characters, without NUL characters."),
            Self::Enum(e) => format!("must be one of {}.", e.labels.join(", ")),
            Self::Integer => "must be a whole number from -2147483648 to 2147483647.".into(),
            Self::Boolean => "must be true or false.".into(),
            Self::Decimal { precision, scale } => {
                let mut largest = String::new();
                let _ = decimal::write(decimal::bound(precision), scale, &mut largest);
                format!("must be a decimal as text with at most {scale} digits behind the point, like \"{}\", up to {largest}.",
                    if scale == 1 { "4.5" } else { "0.50" })
            }
            Self::Instant => "must be an instant like \"2026-01-31T09:00:00Z\", to the microsecond, in the years 0000 to 9999.".into(),
            Self::Json => "must be JSON without NUL characters.".into(),
        }
    }

    /// Appends a stored value as JSON.
    pub fn write(self, value: ValueRef<'_>, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match (self, value) {
            (_, ValueRef::Null) => out.write_str("null"),
            (Self::Boolean, ValueRef::Int(n)) => {
                out.write_str(if n == 0 { "false" } else { "true" })
            }
            (Self::Decimal { scale, .. }, ValueRef::Int(n)) => {
                out.push('"');
                let done = decimal::write(n, scale, out);
                out.push('"');
                done
            }
            (Self::Instant, ValueRef::Int(n)) => write!(out, "\"{}\"", Instant(n)),
            (_, ValueRef::Int(n)) => write!(out, "{n}"),
            (_, ValueRef::Id(id)) => write!(out, "\"{}\"", id.as_hyphenated()),
            (Self::Json, ValueRef::Text(s)) => out.write_str(s),
            (_, ValueRef::Text(s)) => {
                write_text(s, out);
                Ok(())
            }
        };
    }

    /// A stored value as JSON.
    pub fn json(self, value: ValueRef<'_>) -> serde_json::Value {
        let mut text = String::new();
        self.write(value, &mut text);
        serde_json::from_str(&text).unwrap_or_default()
    }
}

/// Appends a JSON string; what needs no escape is copied as it is.
pub fn write_text(text: &str, out: &mut String) {
    if text.bytes().any(|b| b < 0x20 || b == b'"' || b == b'\\') {
        out.push_str(&serde_json::Value::from(text).to_string());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

fn fits(text: &str, max: Option<u16>) -> bool {
    !text.contains('\0') && max.is_none_or(|max| text.chars().count() <= usize::from(max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_is_escaped_only_where_needed() {
        for text in ["plain", "a\"b", "tab\t", "back\\slash", "\u{1}", "ümlaut \u{2028}"] {
            let mut out = String::new();
            write_text(text, &mut out);
            assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), text);
        }
    }

    #[test]
    fn a_type_refuses_what_its_column_cannot_hold() {
        let money = Type::Decimal { precision: 10, scale: 2 };
        for bad in [json!(1), json!("1.001"), json!("100000000.00"), json!(null), json!(["1"])] {
            assert!(money.read(&bad).is_err(), "{bad}");
        }
        assert!(Type::Text { max: Some(2) }.read(&json!("äöü")).is_err());
        assert!(Type::Text { max: Some(3) }.read(&json!("äöü")).is_ok());
        assert!(Type::Text { max: None }.read(&json!("a\0b")).is_err());
        assert!(Type::Integer.read(&json!(2_147_483_648i64)).is_err());
        assert!(Type::Uuid.read(&json!("0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")).is_err());
        assert!(Type::Json.read(&json!({"a": ["\0"]})).is_err());
    }

    #[test]
    fn a_type_holds_what_it_reads_and_nothing_wider() {
        let money = Type::Decimal { precision: 10, scale: 2 };
        let colour = Type::Enum(&Enum { name: "colour", labels: &["RED"] });
        let short = Type::Text { max: Some(3) };
        for (ty, value) in [
            (money, ValueRef::Int(-9_999_999_999)),
            (colour, ValueRef::Text("RED")),
            (short, ValueRef::Text("äöü")),
            (Type::Json, ValueRef::Text("{\"a\": 1}")),
            (Type::Boolean, ValueRef::Int(1)),
            (Type::Instant, ValueRef::Int(Instant::MIN.0)),
        ] {
            assert!(ty.holds(value), "{ty:?} {value:?}");
        }
        for (ty, value) in [
            (money, ValueRef::Int(10_000_000_000)),
            (money, ValueRef::Int(i64::MIN)),
            (colour, ValueRef::Text("BLUE")),
            (short, ValueRef::Text("äöüß")),
            (short, ValueRef::Text("a\0")),
            (short, ValueRef::Null),
            (Type::Json, ValueRef::Text("{")),
            (Type::Json, ValueRef::Text("\"\\u0000\"")),
            (Type::Boolean, ValueRef::Int(2)),
            (Type::Integer, ValueRef::Int(1 << 31)),
            (Type::Integer, ValueRef::Text("1")),
            (Type::Instant, ValueRef::Int(Instant::MIN.0 - 1)),
        ] {
            assert!(!ty.holds(value), "{ty:?} {value:?}");
        }
    }
}
