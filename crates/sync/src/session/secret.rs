//! Where the password of a connection is kept: in the system's keyring, never in the file and never in a log.

use std::{env, sync::mpsc::channel, thread, time::Duration};

/// What takes the place of a password that is nowhere else.
pub const VARIABLE: &str = "GROUNDED_SYNC_PASSWORD";
/// `off` leaves the keyring alone.
const SWITCH: &str = "GROUNDED_KEYRING";
/// Under which name the keyring shows what is ours.
const SERVICE: &str = "grounded-desk";

/// How long a keyring may take: it may ask somebody to unlock it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The password for an address that holds none: what the keyring has, else what the environment says.
pub fn find(url: &str) -> Option<String> {
    let kept = in_keyring(url, |entry| entry.get_password()).ok();
    kept.or_else(|| env::var(VARIABLE).ok()).filter(|password| !password.is_empty())
}

/// Keeps a password in the keyring.
///
/// # Errors
/// Why it could not, in a few words.
pub fn keep(url: &str, password: &str) -> Result<(), String> {
    let password = password.to_owned();
    in_keyring(url, move |entry| entry.set_password(&password))
}

/// Forgets a password, where the keyring has it.
pub fn forget(url: &str) {
    // Where there is no keyring nothing was kept.
    let _ = in_keyring(url, |entry| entry.delete_credential());
}

/// Whether the keyring is to be used.
pub fn is_wanted() -> bool {
    env::var(SWITCH).map_or(true, |switch| switch != "off")
}

/// Asks the keyring, away from any asynchronous work and for no longer than somebody would wait.
fn in_keyring<T: Send + 'static>(
    url: &str,
    does: impl FnOnce(&keyring::v1::Entry) -> keyring::v1::Result<T> + Send + 'static,
) -> Result<T, String> {
    if !is_wanted() {
        return Err(format!("{SWITCH} is off"));
    }
    let (url, (tell, answer)) = (url.to_owned(), channel());
    let ask = move || {
        let done = match keyring::v1::Entry::store_status() {
            Ok(()) => keyring::v1::Entry::new(SERVICE, &url).and_then(|entry| does(&entry)),
            Err(_) => Err(keyring::v1::Error::NoDefaultStore),
        };
        // Whoever asked may have given up.
        let _ = tell.send(done.map_err(|error| reason(&error)));
    };
    thread::Builder::new().name("keyring".into()).spawn(ask).map_err(|e| e.to_string())?;
    answer.recv_timeout(PATIENCE).map_err(|_| "it does not answer".to_owned())?
}

/// Why, without what the keyring's own words may quote.
fn reason(error: &keyring::v1::Error) -> String {
    use keyring::v1::Error as E;
    match error {
        E::NoEntry => "it has none",
        E::NoDefaultStore => "there is none",
        E::NoStorageAccess(_) => "it is locked",
        _ => "it refuses",
    }
    .to_owned()
}
