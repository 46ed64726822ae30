//! The organization's data as declarations: which tables there are, what a column holds and how
//! it is written as JSON. Everything that handles rows in general (row mapping, validation,
//! export, the change log, sync) reads these declarations; nothing here knows a database.

mod decimal;
mod error;
mod id;
mod instant;
mod json;
pub mod table;
pub mod tables;
pub mod tally;
mod text;
mod value;

pub use decimal::{Decimal, Money};
pub use error::{Code, Error, Result};
pub use id::Id;
pub use instant::Instant;
pub use json::Json;
pub use table::{Class, Column, Default, Enum, Field, Index, OnDelete, Record, Table, Type};
pub use text::Text;
pub use value::{Value, ValueRef};
