//! Values on their way to Postgres and back, in its binary formats.
//!
//! What a desk stores and what the hub stores are the same values in different clothes: a decimal
//! is a scaled integer here and a `numeric` there, an instant counts from 1970 here and from 2000
//! there. Each goes over exactly or is refused as [`Unfit`]; nothing is rounded.

mod numeric;

use bytes::{BufMut, BytesMut};
use model::{Column, Json, Type, Value, ValueRef};
use std::error::Error as StdError;
use tokio_postgres::{
    Row,
    types::{self as postgres, FromSql, IsNull, ToSql},
};
use uuid::Uuid;

/// A value of the hub that a desk cannot hold. Its row waits; the others go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A label that this version does not know.
    #[error("\"{0}\" is no {1} that this version knows: update it")]
    Label(String, &'static str),
    /// `NaN` or an infinite number.
    #[error("it is not a number")]
    NotANumber,
    /// More digits than the column has.
    #[error("it has more digits than {0}")]
    Digits(String),
    /// An instant that is infinite, or later than 64-bit microseconds reach.
    #[error("it is infinite or later than the year 294246")]
    Instant,
    /// Text longer than the column.
    #[error("it is longer than {0} characters")]
    Length(u16),
    /// JSON nested deeper, or with a larger number, than is read here.
    #[error("it is JSON that is nested too deeply or has a number too large")]
    Json,
    /// NULL in a column that has none.
    #[error("it is missing")]
    Missing,
    /// Not the binary format of the type.
    #[error("it is not a {0}")]
    Format(String),
}

/// A value to bind to a statement, with what it is.
#[derive(Debug, Clone, Copy)]
pub struct Param<'a> {
    /// What the column holds.
    pub ty: Type,
    /// The value, as the desk stores it.
    pub value: ValueRef<'a>,
}

/// A field of a row as it came: its bytes, whatever they mean.
struct Bytes<'a>(&'a [u8]);

/// Microseconds from 1970 to 2000, where Postgres begins to count.
const EPOCH: i64 = 946_684_800_000_000;

/// The version that precedes the text of a `jsonb`.
const JSONB: u8 = 1;

/// Reads column `at` of a row.
///
/// # Errors
/// When it is nothing that the column can hold here.
pub fn read(row: &Row, at: usize, column: &Column) -> Result<Value, Unfit> {
    let field: Option<Bytes<'_>> =
        row.try_get(at).map_err(|_| Unfit::Format(column.ty.postgres()))?;
    value(column, field.map(|Bytes(bytes)| bytes))
}

/// The value of a column out of its binary format; `None` is NULL.
///
/// # Errors
/// When it is nothing that the column can hold here.
pub fn value(column: &Column, field: Option<&[u8]>) -> Result<Value, Unfit> {
    match field {
        Some(bytes) => decode(column.ty, bytes),
        None if column.nullable => Ok(Value::Null),
        None => Err(Unfit::Missing),
    }
}

/// The value whose binary format `bytes` are.
///
/// # Errors
/// When it is nothing that a column of this type can hold here.
pub fn decode(ty: Type, bytes: &[u8]) -> Result<Value, Unfit> {
    let format = || Unfit::Format(ty.postgres());
    match ty {
        Type::Uuid => Uuid::from_slice(bytes).map(Value::Id).map_err(|_| format()),
        Type::Text { max } => {
            let text = text(bytes).ok_or_else(format)?;
            match max {
                Some(max) if text.chars().count() > usize::from(max) => Err(Unfit::Length(max)),
                _ => Ok(Value::from(text)),
            }
        }
        Type::Enum(e) => {
            let label = text(bytes).ok_or_else(format)?;
            let known = e.labels.contains(&label);
            known.then(|| Value::from(label)).ok_or_else(|| Unfit::Label(label.to_owned(), e.name))
        }
        Type::Integer => {
            let bytes = bytes.try_into().map_err(|_| format())?;
            Ok(Value::Int(i32::from_be_bytes(bytes).into()))
        }
        Type::Boolean => match bytes {
            [0] => Ok(Value::Int(0)),
            [1] => Ok(Value::Int(1)),
            _ => Err(format()),
        },
        Type::Decimal { precision, scale } => {
            numeric::decode(bytes, precision, scale).map(Value::Int)
        }
        Type::Instant => {
            let bytes = bytes.try_into().map_err(|_| format())?;
            let micros = i64::from_be_bytes(bytes);
            // The two ends stand for infinity.
            let finite = micros != i64::MIN && micros != i64::MAX;
            let at = micros.checked_add(EPOCH).filter(|_| finite);
            at.map(Value::Int).ok_or(Unfit::Instant)
        }
        Type::Json => match bytes {
            [JSONB, json @ ..] => {
                let json = Json::new(text(json).ok_or_else(format)?).ok_or(Unfit::Json)?;
                Ok(Value::Text(json.into_string()))
            }
            _ => Err(format()),
        },
    }
}

/// Appends the binary format of a value.
///
/// # Errors
/// When the value is not of this type.
pub fn encode(ty: Type, value: ValueRef<'_>, out: &mut BytesMut) -> Result<IsNull, Unfit> {
    let format = || Unfit::Format(ty.postgres());
    match (ty, value) {
        (_, ValueRef::Null) => return Ok(IsNull::Yes),
        (Type::Uuid, ValueRef::Id(id)) => out.put_slice(id.as_bytes()),
        (Type::Text { .. } | Type::Enum(_), ValueRef::Text(text)) => out.put_slice(text.as_bytes()),
        (Type::Integer, ValueRef::Int(n)) => out.put_i32(n.try_into().map_err(|_| format())?),
        (Type::Boolean, ValueRef::Int(b @ 0..=1)) => out.put_u8(u8::from(b == 1)),
        (Type::Decimal { scale, .. }, ValueRef::Int(scaled)) => numeric::encode(scaled, scale, out),
        (Type::Instant, ValueRef::Int(at)) => {
            out.put_i64(at.checked_sub(EPOCH).ok_or(Unfit::Instant)?);
        }
        (Type::Json, ValueRef::Text(json)) => {
            out.put_u8(JSONB);
            out.put_slice(json.as_bytes());
        }
        _ => return Err(format()),
    }
    Ok(IsNull::No)
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        at: &postgres::Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        let fits = match self.ty {
            Type::Uuid => *at == postgres::Type::UUID,
            Type::Text { .. } => [postgres::Type::TEXT, postgres::Type::VARCHAR].contains(at),
            Type::Enum(e) => at.name() == e.name,
            Type::Integer => *at == postgres::Type::INT4,
            Type::Boolean => *at == postgres::Type::BOOL,
            Type::Decimal { .. } => *at == postgres::Type::NUMERIC,
            Type::Instant => *at == postgres::Type::TIMESTAMP,
            Type::Json => *at == postgres::Type::JSONB,
        };
        if !fits {
            return Err(format!("a {} is not a {at}", self.ty.postgres()).into());
        }
        Ok(encode(self.ty, self.value, out)?)
    }

    // Known only with the value: checked above.
    fn accepts(_: &postgres::Type) -> bool {
        true
    }

    postgres::to_sql_checked!();
}

impl<'a> FromSql<'a> for Bytes<'a> {
    fn from_sql(
        _: &postgres::Type,
        bytes: &'a [u8],
    ) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(bytes))
    }

    fn accepts(_: &postgres::Type) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_desk_cannot_hold_is_named() {
        let infinity = i64::MAX.to_be_bytes();
        assert_eq!(decode(Type::Instant, &infinity), Err(Unfit::Instant));
        assert_eq!(decode(Type::Instant, &(i64::MAX - 1).to_be_bytes()), Err(Unfit::Instant));
        assert_eq!(decode(Type::Text { max: Some(2) }, b"abc"), Err(Unfit::Length(2)));
        assert_eq!(decode(Type::Json, b"\x011e999"), Err(Unfit::Json));
        assert!(matches!(decode(Type::Json, b"{}"), Err(Unfit::Format(_))));
        let status = Type::Enum(&model::tables::TicketStatus::ENUM);
        let error = decode(status, b"SNOOZED").unwrap_err();
        assert_eq!(error, Unfit::Label("SNOOZED".into(), "ticket_status"));
    }

    #[test]
    fn the_type_of_a_parameter_is_held_to() {
        let text = Param { ty: Type::Text { max: None }, value: ValueRef::Text("1") };
        let mut out = BytesMut::new();
        assert!(text.to_sql(&postgres::Type::INT4, &mut out).is_err());
        assert!(encode(Type::Integer, ValueRef::Int(1 << 31), &mut out).is_err());
        assert!(out.is_empty());
    }
}
