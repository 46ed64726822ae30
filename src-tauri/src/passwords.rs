//! The passwords of connections: in the system's keyring, or where there is none for as long as the window runs. They are
//! never written to a file, nor to a log.

use std::{collections::HashMap, sync::Mutex};

use sync::session::secret;

use crate::state::lock;

/// Passwords by the address that they are for, which has none itself.
#[derive(Default)]
pub struct Passwords {
    /// Those that the keyring did not take.
    here: Mutex<HashMap<String, String>>,
}

impl Passwords {
    /// The password for an address.
    pub fn find(&self, url: &str) -> Option<String> {
        let kept = lock(&self.here).get(url).cloned();
        kept.or_else(|| if USES_KEYRING { secret::find(url) } else { None })
    }

    /// Keeps one.
    pub fn keep(&self, url: &str, password: &str) {
        let kept = if USES_KEYRING { secret::keep(url, password) } else { Err(String::new()) };
        match kept {
            Ok(()) => drop(lock(&self.here).remove(url)),
            Err(reason) => {
                tracing::info!(reason, "the keyring does not keep the password");
                lock(&self.here).insert(url.to_owned(), password.to_owned());
            }
        }
    }

    /// Whether one is kept for as long as the window runs and no longer.
    pub fn is_only_here(&self, url: &str) -> bool {
        lock(&self.here).contains_key(url)
    }

    /// Forgets one.
    pub fn forget(&self, url: &str) {
        lock(&self.here).remove(url);
        if USES_KEYRING {
            secret::forget(url);
        }
    }
}

/// The keyring of whoever runs the tests is theirs.
const USES_KEYRING: bool = !cfg!(test);
