//! How a table is declared, and the little language it is declared in.
//!
//! [`table!`](crate::table!) makes, from one list of columns, the [`Table`] that general code
//! walks over and the plain struct that rules work on. A column's Rust type says all there is to
//! say about it: `Option` is nullable, `Id<User>` refers to users, `Money<12>` is `numeric(12,2)`.

mod types;

pub use types::{Type, write_text};

use crate::{Decimal, Id, Instant, Json, Text, Value, ValueRef};
use uuid::Uuid;

/// A table: its columns in Postgres order, its uniques and its indexes.
#[derive(Debug)]
pub struct Table {
    /// Its name in both databases.
    pub name: &'static str,
    /// What one row is, in lower case, for sentences: "decision rule".
    pub noun: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// In the order of the Postgres catalogue. The first is always the primary key `id`.
    pub columns: &'static [Column],
    /// Unique keys beside the primary one.
    pub uniques: &'static [Index],
    /// The secondary indexes inherited from Postgres.
    pub indexes: &'static [Index],
}

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in both databases, `snake_case`.
    pub name: &'static str,
    /// What it means, where the name does not say it.
    pub doc: &'static str,
    /// What it holds.
    pub ty: Type,
    /// Whether it may be empty.
    pub nullable: bool,
    /// What it is when nothing is said.
    pub default: Default,
    /// The table it points to, if it is a foreign key.
    pub references: Option<&'static str>,
    /// How two edits of it are merged.
    pub class: Class,
}

/// A Postgres enum type.
#[derive(Debug, PartialEq, Eq)]
pub struct Enum {
    /// The name of the type, and of the CHECK that stands for it.
    pub name: &'static str,
    /// Its labels, in order.
    pub labels: &'static [&'static str],
}

/// An index over columns.
#[derive(Debug)]
pub struct Index {
    /// Its name in both databases.
    pub name: &'static str,
    /// The columns, in order.
    pub columns: &'static [&'static str],
}

/// A column's default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// There is none: NULL, or a value must be given.
    None,
    /// A new identifier.
    NewId,
    /// The moment of writing.
    Now,
    /// A number, a scaled decimal, or a boolean as 0 or 1.
    Int(i64),
    /// A label or a JSON text.
    Text(&'static str),
}

/// What deleting the row that a foreign key points to does to the row that points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// It goes too.
    Cascade,
    /// It stays, pointing nowhere.
    SetNull,
}

/// How two edits of one column are merged when desks meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The newer edit stands.
    Scalar,
    /// Members added and removed on both sides are merged.
    Set,
    /// Only steps of the state machine.
    State,
    /// Both differences are added.
    Delta,
    /// Written once, never changed.
    Fact,
    /// Computed from other rows.
    Derived,
    /// Set with another column's edit, in the same operation: the newer stands, and what there is to decide is decided
    /// about that other one.
    Follows,
    /// Merged key by key.
    Json,
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The place of that column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// The foreign keys: column and the table it refers to.
    pub fn references(&self) -> impl Iterator<Item = (&'static Column, &'static str)> {
        self.columns.iter().filter_map(|c| c.references.map(|to| (c, to)))
    }

    /// Whether rows of this table name their organization themselves.
    pub fn has_organization(&self) -> bool {
        self.column("organization_id").is_some()
    }
}

impl Column {
    /// The name in JSON, `camelCase`.
    pub fn json_name(&self) -> String {
        camel(self.name)
    }

    /// What deleting the referred row does; in this schema what may be empty is emptied and
    /// what may not goes with its parent.
    pub fn on_delete(&self) -> OnDelete {
        if self.nullable { OnDelete::SetNull } else { OnDelete::Cascade }
    }

    /// The name of this foreign key in both databases.
    pub fn foreign_key(&self, table: &Table) -> Option<String> {
        self.references.map(|to| format!("{}_{}_{to}_id_fk", table.name, self.name))
    }

    /// Whether this column can hold a stored value.
    pub fn holds(&self, value: ValueRef<'_>) -> bool {
        match value {
            ValueRef::Null => self.nullable,
            value => self.ty.holds(value),
        }
    }

    /// Reads a JSON value for this column. The error says what would be accepted.
    ///
    /// # Errors
    /// When the value is of another shape or out of the column's range.
    pub fn read(&self, json: &serde_json::Value) -> Result<Value, String> {
        match json {
            serde_json::Value::Null if self.nullable => Ok(Value::Null),
            json => self.ty.read(json),
        }
    }
}

/// `snake_case` to `camelCase`.
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// A Rust type that a column can have.
pub trait Field: Sized {
    /// What the column holds.
    const TYPE: Type;
    /// Whether it may be empty.
    const NULLABLE: bool = false;
    /// The table it refers to.
    const REFERENCES: Option<&'static str> = None;
    /// The value of a stored one; `None` when it is not of this type.
    fn from_value(value: Value) -> Option<Self>;
    /// The value to store.
    fn into_value(self) -> Value;
}

/// A row of a declared table.
pub trait Record: Sized {
    /// The name of the table.
    const NAME: &'static str;
    /// Its declaration.
    const TABLE: &'static Table;
    /// From the values of all columns, in order; `None` when one is not of its type.
    fn from_values(values: impl IntoIterator<Item = Value>) -> Option<Self>;
    /// The values of all columns, in order.
    fn into_values(self) -> Vec<Value>;
}

macro_rules! field {
    (impl [$($generic:tt)*] $ty:ty, $column:expr, $pattern:pat => $from:expr, $self:ident => $into:expr) => {
        impl <$($generic)*> Field for $ty {
            const TYPE: Type = $column;
            fn from_value(value: Value) -> Option<Self> {
                match value { $pattern => $from, _ => None }
            }
            fn into_value(self) -> Value { let $self = self; $into }
        }
    };
}

field!(impl [] Uuid, Type::Uuid, Value::Id(id) => Some(id), id => Value::Id(id));
field!(impl [] String, Type::Text { max: None }, Value::Text(s) => Some(s), s => Value::Text(s));
field!(impl [const MAX: u16] Text<MAX>, Type::Text { max: Some(MAX) }, Value::Text(s) => Self::new(s), s => Value::Text(s.into_string()));
field!(impl [] i32, Type::Integer, Value::Int(n) => n.try_into().ok(), n => Value::Int(n.into()));
field!(impl [] bool, Type::Boolean, Value::Int(n @ 0..=1) => Some(n == 1), b => Value::Int(b.into()));
field!(impl [const P: u8, const S: u8] Decimal<P, S>, Type::Decimal { precision: P, scale: S }, Value::Int(n) => Self::from_scaled(n), d => Value::Int(d.scaled()));
field!(impl [] Instant, Type::Instant, Value::Int(n) => Some(Self(n)), at => Value::Int(at.0));
field!(impl [] Json, Type::Json, Value::Text(s) => Self::new(s), j => Value::Text(j.into_string()));

impl<T: Record> Field for Id<T> {
    const TYPE: Type = Type::Uuid;
    const REFERENCES: Option<&'static str> = Some(T::NAME);
    fn from_value(value: Value) -> Option<Self> {
        Uuid::from_value(value).map(Self::from)
    }
    fn into_value(self) -> Value {
        Value::Id(self.uuid())
    }
}

impl<T: Field> Field for Option<T> {
    const TYPE: Type = T::TYPE;
    const NULLABLE: bool = true;
    const REFERENCES: Option<&'static str> = T::REFERENCES;
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
    fn into_value(self) -> Value {
        self.map_or(Value::Null, Field::into_value)
    }
}

/// `r#type` without the `r#`, which Rust needs and the databases do not.
#[doc(hidden)]
pub const fn plain(name: &str) -> &str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(plain) => plain,
            Err(_) => name,
        },
        _ => name,
    }
}

/// The primary key is an `Id` of its own table, which is not a reference.
#[doc(hidden)]
pub const fn reference(column: &str, references: Option<&'static str>) -> Option<&'static str> {
    match column.as_bytes() {
        b"id" => None,
        _ => references,
    }
}

/// Declares an enum with its Postgres name and labels.
#[macro_export]
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident $pg:literal { $($variant:ident $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!("`", $label, "`")] $variant),+ }

        impl $name {
            /// The Postgres enum type.
            pub const ENUM: $crate::Enum = $crate::Enum { name: $pg, labels: &[$($label),+] };
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The label in both databases and in JSON.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The one with that label.
            pub fn from_label(label: &str) -> Option<Self> {
                match label { $($label => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::Field for $name {
            const TYPE: $crate::Type = $crate::Type::Enum(&Self::ENUM);
            fn from_value(value: $crate::Value) -> Option<Self> {
                match value { $crate::Value::Text(s) => Self::from_label(&s), _ => None }
            }
            fn into_value(self) -> $crate::Value { $crate::Value::from(self.label()) }
        }
    };
}

/// Declares a table: `column: Type [= default] [, as class];`, then uniques and indexes.
#[macro_export]
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $name:ident $table:literal, $noun:literal {
            $($(#[doc = $cdoc:literal])* $column:ident : $ty:ty $(= $default:ident $(($value:expr))?)? $(, as $class:ident)? ;)+
        }
        $(unique { $($uname:literal ($($ucol:literal),+));+ $(;)? })?
        $(index { $($iname:literal ($($icol:literal),+));+ $(;)? })?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[doc = $cdoc])* #[doc = concat!("\n\nColumn `", stringify!($column), "`.")] pub $column: $ty),+
        }

        impl $crate::Record for $name {
            const NAME: &'static str = $table;
            const TABLE: &'static $crate::Table = &$crate::Table {
                name: $table,
                noun: $noun,
                doc: concat!($($doc),+),
                columns: &[$($crate::Column {
                    name: $crate::table::plain(stringify!($column)),
                    doc: concat!($($cdoc),*),
                    ty: <$ty as $crate::Field>::TYPE,
                    nullable: <$ty as $crate::Field>::NULLABLE,
                    default: $crate::table!(@default $($default $(($value))?)?),
                    references: $crate::table::reference(stringify!($column), <$ty as $crate::Field>::REFERENCES),
                    class: $crate::table!(@class $($class)?),
                }),+],
                uniques: &[$($($crate::Index { name: $uname, columns: &[$($ucol),+] }),+)?],
                indexes: &[$($($crate::Index { name: $iname, columns: &[$($icol),+] }),+)?],
            };

            fn from_values(values: impl IntoIterator<Item = $crate::Value>) -> Option<Self> {
                let mut values = values.into_iter();
                Some(Self { $($column: $crate::Field::from_value(values.next()?)?),+ })
            }

            fn into_values(self) -> Vec<$crate::Value> {
                vec![$($crate::Field::into_value(self.$column)),+]
            }
        }
    };
    (@default) => { $crate::Default::None };
    (@default $default:ident $(($value:expr))?) => { $crate::Default::$default $(($value))? };
    (@class) => { $crate::Class::Scalar };
    (@class $class:ident) => { $crate::Class::$class };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_names_are_camel_case() {
        assert_eq!(camel("estimated_resolution_time"), "estimatedResolutionTime");
        assert_eq!(camel("id"), "id");
    }
}
