use std::{fmt, ops::Deref};

/// Postgres `varchar(MAX)`: text of at most `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MAX: u16>(String);

impl<const MAX: u16> Text<MAX> {
    /// The text, if it is no longer than `MAX` characters.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (text.chars().count() <= usize::from(MAX)).then_some(Self(text))
    }

    /// The bare string.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: u16> Deref for Text<MAX> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: u16> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
