//! A connection to the hub.

use model::{Code, Error, Result};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use std::{future::poll_fn, path::Path, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
};
use tokio_postgres::{
    AsyncMessage, Client, Config, Connection, NoTls,
    config::{Host, SslMode},
    error::SqlState,
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long to wait for a hub that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a silent connection is left alone before it is asked whether it still is one.
const SILENCE: Duration = Duration::from_secs(30);

/// What every session begins with. A hub's own defaults may wait for ever, or say that something is done before it
/// is on the disk; and compiling a question takes longer than any of these takes to answer.
const SESSION: &str = "
    SET statement_timeout TO '60s'; SET lock_timeout TO '5s';
    SET idle_in_transaction_session_timeout TO '60s'; SET timezone TO 'UTC'; SET jit TO off;
    SELECT set_config('synchronous_commit', 'local', false) WHERE current_setting('synchronous_commit') = 'off'";

/// Where a hub is, read from what a person gave.
#[derive(Debug, Clone)]
pub struct Address {
    config: Config,
    /// TLS with full verification. Without it only this machine is reached.
    tls: bool,
    /// A file with the certificates that are trusted, instead of the system's.
    roots: Option<String>,
    /// What stood behind the `?`, but for a user and a password.
    parameters: Vec<(String, String)>,
}

impl Address {
    /// Reads `postgres://user@host:5432/database`, with `?sslmode=` and `?sslrootcert=FILE`.
    ///
    /// # Errors
    /// VALIDATION when it is none, or would send rows over a network in the clear.
    pub fn parse(address: &str) -> Result<Self> {
        let (base, query) = address.split_once('?').unwrap_or((address, ""));
        // Read on, a part of the password would be taken for a host, looked up, and shown.
        if base.contains('#') || base.splitn(2, "://").last().is_some_and(is_torn) {
            return Err(Error::validation("hub", TORN));
        }
        let mut parameters = Vec::new();
        let (mut mode, mut roots, mut passed) = (None, None, String::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').ok_or_else(malformed)?;
            match key {
                "sslmode" => mode = Some(value.to_owned()),
                "sslrootcert" => roots = Some(unescaped(value).ok_or_else(malformed)?),
                _ => {
                    passed.push(if passed.is_empty() { '?' } else { '&' });
                    passed.push_str(pair);
                }
            }
            if !["user", "password"].contains(&key) {
                parameters.push((key.to_owned(), value.to_owned()));
            }
        }
        let mut config: Config = format!("{base}{passed}").parse().map_err(|_| malformed())?;
        if config.get_hosts().is_empty() || config.get_dbname().is_none() {
            return Err(malformed());
        }
        let local = config.get_hosts().iter().all(is_this_machine)
            && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
        let tls = match mode.as_deref() {
            Some("require" | "verify-ca" | "verify-full") => true,
            None | Some("disable" | "allow" | "prefer") if local => false,
            None | Some("prefer") => true,
            Some("disable" | "allow") => {
                let message =
                    "A hub on another machine is reached by TLS only: use sslmode=verify-full.";
                return Err(Error::validation("hub", message));
            }
            Some(_) => return Err(malformed()),
        };
        config.ssl_mode(if tls { SslMode::Require } else { SslMode::Disable });
        config.application_name("grounded-desk");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        config.keepalives_idle(SILENCE).keepalives_interval(PATIENCE).keepalives_retries(3);
        config.tcp_user_timeout(SILENCE * 2);
        Ok(Self { config, tls, roots, parameters })
    }

    /// The same database for another user.
    pub fn for_user(&self, user: &str, password: &str) -> String {
        self.text(&format!("{}:{}@", escaped(user), escaped(password)))
    }

    /// The address as it may be kept and shown: without the password.
    pub fn public(&self) -> String {
        self.text(&self.user().map(|user| escaped(user) + "@").unwrap_or_default())
    }

    fn text(&self, who: &str) -> String {
        let hosts = self.config.get_hosts().iter().enumerate().map(|(n, host)| {
            let ports = self.config.get_ports();
            let port = ports.get(n).or(ports.first()).copied().unwrap_or(5432);
            match host {
                Host::Tcp(name) if name.contains(':') => format!("[{name}]:{port}"),
                Host::Tcp(name) => format!("{name}:{port}"),
                #[cfg(unix)]
                Host::Unix(folder) => format!("{}:{port}", escaped(&folder.to_string_lossy())),
            }
        });
        let hosts: Vec<_> = hosts.collect();
        let database = escaped(self.config.get_dbname().unwrap_or_default());
        let query: Vec<_> = self.parameters.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("postgres://{who}{}/{database}{query}", hosts.join(","))
    }

    /// The same database with this password.
    #[must_use]
    pub fn with_password(mut self, password: &str) -> Self {
        self.config.password(password);
        self
    }

    /// The user that is named, if one is.
    pub fn user(&self) -> Option<&str> {
        self.config.get_user()
    }

    /// The password that was given, to be kept in a keyring and nowhere else.
    pub fn password(&self) -> Option<String> {
        self.config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// Whether a password was given.
    pub fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }

    /// Connects, within a tokio runtime with time and network.
    ///
    /// # Errors
    /// OFFLINE when nobody answers or its certificate is not trusted, FORBIDDEN when the user or
    /// the password is refused, NOT_FOUND when there is no such database. No message ever holds
    /// the password.
    pub async fn connect(&self) -> Result<Client> {
        self.attend().await.map(|(client, _)| client)
    }

    /// Connects, and hears what is notified on channels that are listened to: an item each. They end
    /// with the connection.
    pub(crate) async fn attend(&self) -> Result<(Client, UnboundedReceiver<()>)> {
        let (tell, heard) = mpsc::unbounded_channel();
        let answer = tokio::time::timeout(PATIENCE * 2, self.open(tell)).await;
        let client = answer.map_err(|_| self.unreachable("it does not answer"))??;
        client.batch_execute(SESSION).await.map_err(|e| refused(&e))?;
        Ok((client, heard))
    }

    async fn open(&self, tell: UnboundedSender<()>) -> Result<Client> {
        // The connection ends with the client; what it dies of, the client's next statement tells.
        if self.tls {
            let tls = MakeRustlsConnect::new(self.trust()?);
            let (client, connection) =
                self.config.connect(tls).await.map_err(|e| self.explain(&e))?;
            tokio::spawn(drive(connection, tell));
            Ok(client)
        } else {
            let (client, connection) =
                self.config.connect(NoTls).await.map_err(|e| self.explain(&e))?;
            tokio::spawn(drive(connection, tell));
            Ok(client)
        }
    }

    /// Whose word is taken for who the hub is.
    fn trust(&self) -> Result<ClientConfig> {
        let mut roots = RootCertStore::empty();
        if let Some(file) = &self.roots {
            let unfit = |why: &dyn std::fmt::Display| {
                Error::validation("hub", format!("sslrootcert={file} cannot be used: {why}."))
            };
            for certificate in
                CertificateDer::pem_file_iter(Path::new(file)).map_err(|e| unfit(&e))?
            {
                let certificate = certificate.map_err(|e| unfit(&e))?;
                roots.add(certificate).map_err(|e| unfit(&e))?;
            }
            if roots.is_empty() {
                return Err(unfit(&"it holds no certificate"));
            }
        } else {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(Error::internal)?;
        Ok(config.with_root_certificates(roots).with_no_client_auth())
    }

    fn explain(&self, error: &tokio_postgres::Error) -> Error {
        let name = self.name();
        match error.code() {
            Some(&SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
                Error::forbidden(format!(
                    "{name} refuses the user or the password ({}). Check both; a revoked device needs a new address from `grounded hub add-device`.",
                    reason(error)
                ))
            }
            Some(&SqlState::INVALID_CATALOG_NAME) => Error::new(
                Code::NotFound,
                format!("{name} has no such database. Check the name behind the last slash."),
            ),
            _ => {
                let why = reason(error);
                if why.contains("certificate") {
                    let message = format!(
                        "{name} shows a certificate that is not trusted ({why}). Name the authority's file with ?sslrootcert=FILE, and the host as the certificate does."
                    );
                    return Error::new(Code::Offline, message);
                }
                if why.contains("does not support TLS") {
                    let message =
                        format!("{name} does not offer TLS. Switch it on there (ssl = on).");
                    return Error::new(Code::Offline, message);
                }
                // The client library's words for a server that wants a password and got none.
                if why.contains("password missing") {
                    let message = format!(
                        "{name} asks for a password. Put it into the address, or set GROUNDED_SYNC_PASSWORD."
                    );
                    return Error::forbidden(message);
                }
                self.unreachable(&why)
            }
        }
    }

    fn unreachable(&self, why: &str) -> Error {
        let message = format!(
            "{} cannot be reached ({why}). Check its address and the network, and that Postgres runs there.",
            self.name()
        );
        Error::new(Code::Offline, message)
    }

    fn name(&self) -> String {
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => name.clone(),
            #[cfg(unix)]
            Some(Host::Unix(folder)) => folder.display().to_string(),
            None => String::new(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        format!("The hub \"{}\" at {host}:{port}", self.config.get_dbname().unwrap_or_default())
    }
}

/// Connects to the hub at `address`.
///
/// # Errors
/// Those of [`Address::parse`] and [`Address::connect`].
pub async fn connect(address: &str) -> Result<Client> {
    Address::parse(address)?.connect().await
}

/// Moves a connection's bytes until it ends. Polled message by message: notifications come in no other way.
async fn drive<S, T>(mut connection: Connection<S, T>, tell: UnboundedSender<()>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(Ok(message)) = poll_fn(|task| connection.poll_message(task)).await {
        if matches!(message, AsyncMessage::Notification(_)) {
            // Who does not listen has dropped the other end.
            let _ = tell.send(());
        }
    }
}

/// A hub's answer to a statement, as an error of ours.
pub fn refused(error: &tokio_postgres::Error) -> Error {
    match error.code() {
        Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            Error::forbidden(format!("The hub does not permit this: {}.", reason(error)))
        }
        Some(&SqlState::LOCK_NOT_AVAILABLE) => {
            Error::new(Code::Locked, "The hub's tables are busy. Nothing was changed; try again.")
        }
        Some(&SqlState::QUERY_CANCELED) => {
            Error::new(Code::Locked, "The hub took too long. Nothing was changed; try again.")
        }
        Some(&SqlState::T_R_DEADLOCK_DETECTED | &SqlState::T_R_SERIALIZATION_FAILURE) => {
            let message =
                "Others changed the same rows of the hub. Nothing was changed; try again.";
            Error::new(Code::Locked, message)
        }
        Some(
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
            | &SqlState::READ_ONLY_SQL_TRANSACTION,
        )
        | None => Error::new(Code::Offline, format!("The hub was lost: {}.", reason(error))),
        Some(_) => Error::internal(format!("The hub refused: {}.", reason(error))),
    }
}

/// What is said about an address that falls apart in the wrong places.
const TORN: &str = "The address of a hub has an @, a / or a # where none can be: in a password these are written %40, %2F and %23.";

/// Whether there is more than a user and a password before an @, or an @ after the host.
fn is_torn(rest: &str) -> bool {
    match rest.rsplit_once('@') {
        Some((user, _)) => user.contains(['@', '/']),
        None => false,
    }
}

fn malformed() -> Error {
    let message = "The address of a hub is like \"postgres://user@localhost:5432/database\".";
    Error::validation("hub", message)
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Text as a part of an address.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(if byte == b'%' {
            let pair = [bytes.next()?, bytes.next()?];
            u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(out).ok()
}

/// The innermost cause, which is the one that tells something.
pub(crate) fn reason(error: &tokio_postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_is_reached_by_tls_only() {
        let tls = |address: &str| Address::parse(address).map(|a| a.tls).map_err(|e| e.code);
        assert_eq!(tls("postgres://u@db.example.com/desk"), Ok(true));
        assert_eq!(tls("postgres://u@db.example.com/desk?sslmode=verify-full"), Ok(true));
        assert_eq!(tls("postgres://u@db.example.com/desk?sslmode=disable"), Err(Code::Validation));
        assert_eq!(tls("postgres://u@localhost/desk"), Ok(false));
        assert_eq!(tls("postgres://u@127.0.0.1/desk?sslmode=require"), Ok(true));
        assert_eq!(tls("postgres://u@localhost/desk?hostaddr=192.0.2.1"), Ok(true));
        assert_eq!(tls("postgres://u@localhost,db.example.com/desk"), Ok(true));
        assert_eq!(tls("postgres://u@localhost/desk?sslmode=maybe"), Err(Code::Validation));
    }

    #[test]
    fn an_address_for_another_user_leads_to_the_same_place() {
        for (address, expected) in [
            ("postgres://u:p@localhost/a", "postgres://x:y%2F@localhost:5432/a"),
            ("postgres://u:p@[::1]:1/a", "postgres://x:y%2F@[::1]:1/a"),
            ("postgres://u@%2Ftmp%2Fpg:7/a%20b", "postgres://x:y%2F@%2Ftmp%2Fpg:7/a%20b"),
            (
                "postgresql://h.test/a?user=u&password=p&sslrootcert=%2Fca.pem",
                "postgres://x:y%2F@h.test:5432/a?sslrootcert=%2Fca.pem",
            ),
        ] {
            let made = Address::parse(address).expect(address).for_user("x", "y/");
            assert_eq!(made, expected);
            Address::parse(&made).expect("an address");
        }
    }
}
