//! The password of a connection: in the address that is given, else in the keyring or the environment, else asked for.

use ::sync::{
    connect::Address,
    session::{self, secret},
};
use model::{Code, Result};
use std::io::{IsTerminal as _, stdin};

/// An address with the password that belongs to it.
pub struct Known {
    address: Address,
    /// Whether the password came from whoever calls, and not from where passwords are kept.
    given: bool,
}

impl Known {
    /// What is known without asking anybody.
    pub fn of(url: &str) -> Result<Self> {
        let address = session::address(url, None)?;
        if address.has_password() {
            return Ok(Self { address, given: true });
        }
        let password = secret::find(&address.public());
        Ok(Self { address: session::address(url, password.as_deref())?, given: false })
    }

    /// Does something with it: once more with a password that is asked for, where the hub wants one that is known
    /// nowhere, and somebody sits at a terminal.
    pub fn with<T>(&mut self, mut does: impl FnMut(&Address) -> Result<T>) -> Result<T> {
        match does(&self.address) {
            Err(error)
                if error.code == Code::Forbidden
                    && !self.address.has_password()
                    && stdin().is_terminal() =>
            {
                let prompt = format!("Password for {}: ", self.address.public());
                let Ok(password) = rpassword::prompt_password(prompt) else { return Err(error) };
                self.address = self.address.clone().with_password(&password);
                self.given = true;
                does(&self.address)
            }
            done => done,
        }
    }

    /// Keeps what was given, now that the hub has taken it.
    pub fn keep(&self) {
        let Some(password) = self.address.password().filter(|_| self.given) else { return };
        if let Err(reason) = secret::keep(&self.address.public(), &password)
            && secret::is_wanted()
        {
            eprintln!(
                "The password is not kept in the keyring: {reason}. Set {} for the next exchange.",
                secret::VARIABLE
            );
        }
    }
}
