//! A desk's file and its hub, brought together: connecting, exchanging, how it stands, and what somebody decides.
//!
//! What a command line and a window do alike is here. They give what only they have: where the password is from, who is
//! signed in, and whether one status may follow another, which are the desk's rules.

mod connect;
mod exchange;
pub mod secret;
mod standing;
pub(crate) mod step;

pub use crate::signal::Signal;
pub use connect::{Joined, connect};
pub use exchange::{Session, Watched, add, report};
pub use standing::{conflicts, resolve, status, unsettled};
pub use step::{Phase, Step, Tell};

use crate::connect::Address;
use model::{Code, Error, Result};
use store::{Desk, sync::Connection};

/// Whether a row of that table whose status is the first may get the second.
pub type MayFollow<'a> = &'a dyn Fn(&str, &str, &str) -> bool;

/// The connection of the organization with that slug; without one, the only connection of the file.
///
/// # Errors
/// NOT_FOUND when there is none, VALIDATION when there are several.
pub fn connection(desk: &Desk, slug: Option<&str>) -> Result<Connection> {
    let mut all = desk.connections()?;
    if let Some(slug) = slug {
        let named = desk.organizations()?.into_iter().find(|(_, own)| own == slug);
        all.retain(|connection| {
            named.as_ref().is_some_and(|(id, _)| *id == connection.organization)
        });
    }
    match all.len() {
        0 => Err(unconnected()),
        1 => Ok(all.remove(0)),
        _ => Err(Error::validation(
            "org",
            "Several organizations of this file are connected; say which by its slug.",
        )),
    }
}

/// Where the hub of a connection is, with the password that was found for it.
///
/// # Errors
/// VALIDATION when what the file holds is no address.
pub fn address(url: &str, password: Option<&str>) -> Result<Address> {
    let address = Address::parse(url)?;
    Ok(match password.filter(|password| !password.is_empty() && !address.has_password()) {
        Some(password) => address.with_password(password),
        None => address,
    })
}

fn unconnected() -> Error {
    let message = "This file is not connected to a hub. Connect it with `grounded sync connect URL`; `grounded hub add-device` prints the URL.";
    Error::new(Code::NotFound, message)
}
