//! What the window asks about the hub of the organization that is worked in.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
};

use model::{Code, Error, Result};
use serde_json::{Value as Json, json};
use store::{Desk, sync::Connection};
use sync::session::{self, Step};
use uuid::Uuid;

use crate::state::{Open, Shell, lock, make_folder_of};

impl Shell {
    /// How the exchange stands; `None` where nobody is signed in, or the organization is not connected.
    pub fn exchange(&self) -> Result<Option<Json>> {
        let Ok(open) = self.current() else { return Ok(None) };
        let Some(own) = connection(&open)? else { return Ok(None) };
        // Another program may have connected it.
        open.exchanges.begin(&open.desk)?;
        let mut told = session::status(&open.desk, &own)?;
        told["passwordOnlyHere"] = self.passwords.is_only_here(&own.url).into();
        told["standing"] = json!(open.exchanges.standing(own.organization));
        Ok(Some(told))
    }

    /// What somebody has to decide, as `session::conflicts` lists it; that stays where the hub was parted from.
    pub fn conflicts(&self) -> Result<Json> {
        let open = self.current()?;
        session::conflicts(&open.desk, organization(&open)?)
    }

    /// Decides one of them.
    pub fn resolve(&self, id: &str, decision: &str) -> Result<()> {
        let open = self.current()?;
        let who = lock(&open.caller).session.ok_or_else(nobody)?;
        let own = organization(&open)?;
        let resolve = || session::resolve(&open.desk, own, &who, id, decision);
        if Uuid::try_parse(id).is_ok() {
            // A conflict: a write like any other.
            resolve()?;
        } else {
            open.exchanges.apart(&open.desk, resolve)?;
        }
        self.exchange_changed();
        Ok(())
    }

    /// Exchanges now.
    pub fn exchange_now(&self) -> Result<()> {
        let open = self.current()?;
        let own = connection(&open)?.ok_or_else(unconnected)?;
        open.exchanges.now(&open.desk, own.organization)
    }

    /// Parts from the hub. Everything in the file stays.
    pub fn disconnect(&self) -> Result<()> {
        let open = self.current()?;
        let own = connection(&open)?.ok_or_else(unconnected)?;
        let organization = own.organization;
        open.exchanges.apart(&open.desk, || open.desk.disconnect(organization))?;
        self.passwords.forget(&own.url);
        Ok(())
    }

    /// Which of these rows were changed here in a way that the hub is yet to hear of. None where there is no hub.
    pub fn unsettled(&self, table: &str, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let open = self.current()?;
        let Some(own) = connection(&open)? else { return Ok(Vec::new()) };
        let table = model::tables::find(table)
            .ok_or_else(|| Error::validation("table", "names no table of the desk."))?;
        session::unsettled(&open.desk, own.organization, table, ids)
    }

    /// Connects to a hub: the open file where it holds an organization, and otherwise a new one, which is filled
    /// with what the hub has and opened. `tell` hears how far it is; [`Shell::cancel`] breaks it off.
    pub fn join(
        &self,
        url: &str,
        password: Option<&str>,
        mut tell: impl FnMut(Step),
    ) -> Result<()> {
        self.start();
        let at_url = |error: Error| if error.field.is_some() { error.at("url") } else { error };
        let mut address = session::address(url.trim(), password).map_err(at_url)?;
        let public = address.public();
        if !address.has_password() {
            let known = self.passwords.find(&public);
            address = session::address(url.trim(), known.as_deref()).map_err(at_url)?;
        }
        let cancelled = Arc::clone(&self.cancelled);
        let asked = cancelled.load(Ordering::Relaxed);
        let mut tell = move |step| {
            tell(step);
            if cancelled.load(Ordering::Relaxed) == asked {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let held = match self.current() {
            Ok(open) if open.desk.health()?.organizations > 0 => Some(open),
            _ => None,
        };
        let mut connect = |path: &std::path::Path| {
            let joined = session::connect(path, &address, &domain::may_follow, &mut tell);
            if let (Ok(_), Some(password)) = (&joined, address.password()) {
                self.passwords.keep(&public, &password);
            }
            joined
        };
        if let Some(open) = held {
            return open.exchanges.apart(&open.desk, || connect(open.desk.path()).map(drop));
        }
        let path = self.vacant(&public)?;
        make_folder_of(&path)?;
        // A file is filled by nobody else but who has it open.
        self.close_empty();
        connect(&path)?;
        self.open(&path, |_| {})
    }

    /// Where a file for that hub goes: the one that was begun for it, the open one, which is empty, or a new one.
    fn vacant(&self, url: &str) -> Result<PathBuf> {
        for path in self.places.desks() {
            let begun = Desk::open(&path).and_then(|desk| desk.connections());
            if begun.is_ok_and(|all| all.iter().any(|connection| connection.url == url)) {
                return Ok(path);
            }
        }
        let open = self.current().ok().map(|open| open.desk.path().to_owned());
        Ok(open.unwrap_or_else(|| self.places.new_desk()))
    }
}

/// The connection of the organization that is worked in.
fn connection(open: &Open) -> Result<Option<Connection>> {
    let Ok(own) = organization(open) else { return Ok(None) };
    let all = open.desk.connections()?;
    Ok(all.into_iter().find(|connection| connection.organization == own))
}

/// The organization that is worked in.
fn organization(open: &Open) -> Result<Uuid> {
    let session = lock(&open.caller).session;
    session.map(|session| session.organization().uuid()).ok_or_else(nobody)
}

fn nobody() -> Error {
    Error::forbidden("Nobody is signed in. Sign in first.")
}

fn unconnected() -> Error {
    Error::new(
        Code::NotFound,
        "This organization is not connected to a hub. Connect it in the settings.",
    )
}
