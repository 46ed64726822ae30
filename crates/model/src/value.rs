use uuid::Uuid;

/// A value as it is stored. What it means (an amount, an instant, a label) is its column's
/// [`Type`](crate::Type).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// No value.
    Null,
    /// Integers, booleans (0 and 1), decimals (scaled), instants (microseconds since 1970 UTC).
    Int(i64),
    /// Text, enum labels, JSON.
    Text(String),
    /// An identifier.
    Id(Uuid),
}

/// A borrowed [`Value`], straight from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueRef<'a> {
    /// No value.
    Null,
    /// See [`Value::Int`].
    Int(i64),
    /// See [`Value::Text`].
    Text(&'a str),
    /// See [`Value::Id`].
    Id(Uuid),
}

impl Value {
    /// The same value, borrowed.
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Int(*n),
            Self::Text(s) => ValueRef::Text(s),
            Self::Id(id) => ValueRef::Id(*id),
        }
    }

    /// True for [`Value::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl ValueRef<'_> {
    /// An owned copy.
    pub fn to_owned(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Int(n) => Value::Int(n),
            Self::Text(s) => Value::Text(s.to_owned()),
            Self::Id(id) => Value::Id(id),
        }
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}

impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}
