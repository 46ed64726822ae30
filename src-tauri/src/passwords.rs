//! The passwords of connections, for as long as the window runs. They are never written to a file, nor to a log.

use std::{collections::HashMap, sync::Mutex};

use crate::state::lock;

/// What takes the place of a password that is nowhere else.
const VARIABLE: &str = "GROUNDED_SYNC_PASSWORD";

/// Passwords by the address that they are for, which has none itself.
#[derive(Default)]
pub struct Passwords(Mutex<HashMap<String, String>>);

impl Passwords {
    /// The password for an address.
    pub fn find(&self, url: &str) -> Option<String> {
        let kept = lock(&self.0).get(url).cloned();
        kept.or_else(|| std::env::var(VARIABLE).ok()).filter(|password| !password.is_empty())
    }

    /// Keeps one.
    pub fn keep(&self, url: &str, password: &str) {
        lock(&self.0).insert(url.to_owned(), password.to_owned());
    }

    /// Forgets one.
    pub fn forget(&self, url: &str) {
        lock(&self.0).remove(url);
    }
}
