//! What SQLite's errors mean to a person.

use model::{Code, Error};
use rusqlite::{ErrorCode, ffi};

/// Turns an error of SQLite into one that can be shown. Whatever it is, the transaction it came
/// up in is rolled back: nothing was changed.
pub(crate) fn fault(error: rusqlite::Error) -> Error {
    use rusqlite::Error as Sql;
    let (failure, message) = match &error {
        Sql::SqliteFailure(failure, message) => (*failure, message),
        // A value that no table of ours can hold.
        Sql::FromSqlConversionFailure(..)
        | Sql::InvalidColumnType(..)
        | Sql::Utf8Error(..)
        | Sql::InvalidQuery => return damaged(&error.to_string()),
        _ => {
            return Error::internal(format!(
                "The database answered unexpectedly: {error}. Nothing was changed."
            ));
        }
    };
    let said = message.clone().unwrap_or_else(|| failure.to_string());
    if [ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_SHMMAP].contains(&failure.extended_code) {
        // The WAL's index could not be made as large as it has to be.
        return full();
    }
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::new(
            Code::Locked,
            "Another program is writing to this desk. Nothing was changed; try again in a moment.",
        ),
        ErrorCode::DiskFull => full(),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Error::new(
            Code::Locked,
            "The file or its folder may not be written by this user. Nothing was changed; choose a folder you may write to.",
        ),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => damaged(&said),
        ErrorCode::SystemIoFailure => Error::internal(format!(
            "The file could not be read or written ({said}). Nothing was changed; check the disk it is on."
        )),
        ErrorCode::CannotOpen => Error::internal(format!(
            "The file or its folder cannot be opened ({said}). Nothing was changed; check that it exists and that you may write there."
        )),
        ErrorCode::OperationInterrupted => {
            Error::internal("It was cancelled. Nothing was changed.")
        }
        ErrorCode::TooBig => {
            Error::new(Code::Validation, "The value is larger than the database can hold.")
        }
        ErrorCode::ConstraintViolation if said.starts_with("UNIQUE constraint failed: ") => {
            taken(&said)
        }
        ErrorCode::ConstraintViolation if said.starts_with("budget exceeded") => Error::new(
            Code::BudgetExceeded,
            "The budget does not hold this amount any more. Nothing was changed.",
        ),
        ErrorCode::ConstraintViolation if said.starts_with("customer limit exceeded") => {
            Error::new(
                Code::LimitExceeded,
                "The budget does not hold this amount for this customer any more. Nothing was changed.",
            )
        }
        _ => Error::internal(format!(
            "The database refused the change: {said}. Nothing was changed."
        )),
    }
}

/// The sentence for a full disk.
pub(crate) fn full() -> Error {
    Error::internal("The disk is full. Nothing was changed; free some space and try again.")
}

/// The sentence for a file whose content is broken.
pub(crate) fn damaged(what: &str) -> Error {
    Error::internal(format!(
        "The file is damaged ({what}). It was left as it is; restore a backup, or copy it aside before anything else."
    ))
}

/// "UNIQUE constraint failed: organizations.slug"
fn taken(said: &str) -> Error {
    let column = said.rsplit('.').next().unwrap_or_default();
    let field = model::table::camel(column);
    Error::new(Code::Conflict, format!("Another row already has this {field}; it must be unique."))
        .at(field)
}
