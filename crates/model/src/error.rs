use serde::{Deserialize, Serialize};
use std::fmt;

/// What went wrong, for a program to act on. The labels are part of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// An input has the wrong shape or a value out of range; `field` names it.
    Validation,
    /// No such row in this organization.
    NotFound,
    /// Something else already holds this key, or a request id was used for another request.
    Conflict,
    /// The acting user may not do this.
    Forbidden,
    /// The state machine has no such step.
    InvalidTransition,
    /// The budget does not cover the amount.
    BudgetExceeded,
    /// A limit of one customer or one approver does not cover the amount.
    LimitExceeded,
    /// The representative has no free place.
    CapacityExceeded,
    /// The row has moved on since it was read.
    Stale,
    /// The file is busy, or being migrated or restored, or cannot be written.
    Locked,
    /// A hub is needed and cannot be reached.
    Offline,
    /// A fault of the program or of the machine; nothing was changed.
    Internal,
}

/// The one shape of an error, on every surface: `{code, message, field?, details?}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Error {
    /// What a program acts on.
    pub code: Code,
    /// What a person reads: what was wrong and what would be accepted.
    pub message: String,
    /// The input field at fault, as a path: `items[3].amount`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<String>,
    /// Anything more a screen can show.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub details: Option<serde_json::Value>,
}

/// A result whose error is ready to be shown.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `code` with a sentence for a person.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, details: None }
    }

    /// An input field that was refused, and what would be accepted.
    pub fn validation(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Code::Validation, message).at(field)
    }

    /// No such row here. The body never tells whether another organization has it, so it says
    /// only what kind of thing was looked for.
    pub fn not_found(noun: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {noun} in this organization."))
    }

    /// The acting user's role does not allow this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(Code::Forbidden, message)
    }

    /// A fault that is ours or the machine's.
    pub fn internal(message: impl fmt::Display) -> Self {
        Self::new(Code::Internal, message.to_string())
    }

    /// The same error, naming the input field at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same error, seen from one level further out: `amount` becomes `items[3].amount`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = Some(match self.field {
            Some(inner) => format!("{outer}.{inner}"),
            None => outer.to_owned(),
        });
        self
    }

    /// The same error with details for a screen.
    #[must_use]
    pub fn with(mut self, details: serde_json::Value) -> Self {
        self.details = Some(details);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
