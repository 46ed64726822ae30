//! Connecting a file to a hub: which of its organizations it is about, and who has what of it already.

use super::{MayFollow, Phase, Step, Tell, secret, step};
use crate::{
    connect::Address,
    desk::{
        File,
        fill::{Filled, fill},
    },
    engine::{
        round::{Env, Exchange, Report, installation, refuse},
        sides::{Desk as _, Hello, Hub as _, HubId, Welcome},
    },
    remote::Remote,
};
use model::{Code, Error, Instant, Result};
use std::path::Path;
use store::{
    Desk,
    sync::{Filling, Known, Side},
};
use uuid::Uuid;

/// What came of connecting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The organization.
    pub organization: Uuid,
    /// Its slug at the hub.
    pub slug: String,
    /// The hub's address, without a password.
    pub hub: String,
    /// What the file was filled with, where it held nothing yet.
    pub filled: Option<Filled>,
    /// What was exchanged to tell the hub all rows, where it had none of them.
    pub told: Report,
}

/// Connects a file, which is made where there is none, to the hub at that address, for the organization of the device. A
/// file that holds nothing is filled with what the hub has; a hub that has nothing of the organization is told what is in
/// the file, by the rules about statuses where somebody else is quicker. `tell` hears how far that is, and may break it
/// off. Everything else is the exchange's, which comes next.
///
/// What was broken off, or killed, leaves a file that opens and that the same call goes on with: nothing that has
/// arrived on either side is sent again. A new file that nothing has arrived in stays too, as an empty one that is
/// connected.
///
/// # Errors
/// Those of [`Address::connect`]; NOT_FOUND when there is no hub there, or neither side has the organization; CONFLICT when
/// the file holds another one, or is connected elsewhere. Then nothing was changed. CONFLICT also when it is cancelled.
pub fn connect(
    path: &Path,
    address: &Address,
    may_follow: MayFollow<'_>,
    tell: Tell<'_>,
) -> Result<Joined> {
    let mut remote = Remote::connect(address)?;
    let welcome = remote.hello(&Hello::default())?;
    refuse(&welcome)?;
    let (organization, bare) = match begun(path, &welcome, address)? {
        Some(organization) => (organization, true),
        None => join(path, &welcome, address)?,
    };
    let filled = match bare.then(|| fill(path, organization, &mut remote, tell)) {
        // It holds something after all: then row by row.
        Some(Err(error)) if error.code == Code::Conflict && error != step::cancelled() => None,
        filled => filled.transpose()?,
    };
    let told = match filled {
        Some(_) => Report::default(),
        None => tell_rows(path, organization, &mut remote, may_follow, tell)?,
    };
    Ok(Joined { organization, slug: welcome.slug, hub: address.public(), filled, told })
}

/// Tells a hub that has nothing of the organization all its rows.
fn tell_rows(
    path: &Path,
    organization: Uuid,
    remote: &mut Remote,
    may_follow: MayFollow<'_>,
    tell: Tell<'_>,
) -> Result<Report> {
    let desk = Desk::open(path)?;
    let far = |side: &Side<'_>| side.counted(side.link()?.first.and_then(|first| first.told));
    let (mut done, total) = desk.observe(organization, far)?;
    let mut file = File::begin(&desk, organization)?;
    let (mut now, mut id) = (|| Instant::now().0, Uuid::now_v7);
    let env = Env { now: &mut now, id: &mut id, may_follow };
    Exchange::new(&mut file, remote, env).first(&mut |rows| {
        done += rows;
        step::tell(tell, Step { phase: Phase::Telling, done, total: Some(total) })
    })
}

/// The organization that the file is being filled with from there. To be opened it would be made whole first, and be
/// bared again afterwards.
fn begun(path: &Path, welcome: &Welcome, address: &Address) -> Result<Option<Uuid>> {
    if !path.exists() {
        return Ok(None);
    }
    let begun = Filling::begun(path)?.filter(|(organization, url)| {
        welcome.organization == Some(*organization) && *url == address.public()
    });
    Ok(begun.map(|(organization, _)| organization))
}

/// Links the organization, and tells whether the file has nothing of it that the hub has. A file that is new and comes to
/// nothing goes again.
fn join(path: &Path, welcome: &Welcome, address: &Address) -> Result<(Uuid, bool)> {
    let is_new = !path.exists();
    if is_new {
        present(welcome)?;
    }
    let desk = if is_new { Desk::create(path)? } else { Desk::open(path)? };
    let linked = link(&desk, welcome, address);
    if linked.is_err() && is_new {
        desk.discard();
    }
    linked
}

fn link(desk: &Desk, welcome: &Welcome, address: &Address) -> Result<(Uuid, bool)> {
    let url = address.public();
    let held = own(desk, welcome)?;
    let own = match held {
        Some(own) => own,
        None => present(welcome)?,
    };
    let there = installation(&welcome.hub.epoch);
    let mut known = desk.connections()?.into_iter().find(|known| known.organization == own);
    if let Some(other) = known.take_if(|known| known.url != url) {
        let hub = desk.observe(own, |side| Ok(side.link()?.hub))?;
        if hub.is_some_and(|hub| installation(&hub.epoch) == there) {
            // The same hub by another address, or for another device: as when the one that it had was revoked.
            desk.disconnect(own)?;
            secret::forget(&other.url);
        } else {
            return Err(elsewhere(&other.url));
        }
    }
    if known.is_none() {
        // The same installation may be in another state, or database, by now: that is seen when it is greeted.
        let parted = desk.parted(own)?.filter(|parted| installation(&parted.hub.epoch) == there);
        let device = address.user().unwrap_or_default();
        let known = match (parted, held, welcome.organization) {
            (Some(parted), ..) => Known::Parted(parted),
            (None, Some(_), Some(_)) => Known::Elsewhere,
            _ => Known::Nothing,
        };
        desk.connect(own, &url, device, known)?;
    }
    let (end, link) = desk.observe(own, |side| Ok((side.end()?, side.link()?)))?;
    let bare = end == 0 && link.cursor.is_none() && welcome.organization.is_some();
    if bare && link.hub.is_none() {
        recognize(desk, own, &welcome.hub)?;
    }
    Ok((own, bare))
}

fn elsewhere(url: &str) -> Error {
    let message = format!(
        "This file is connected to {url} already. Disconnect it first with `grounded sync disconnect`."
    );
    Error::new(Code::Conflict, message)
}

/// The organization of the file that the device is for; `None` for a file that holds none.
fn own(desk: &Desk, welcome: &Welcome) -> Result<Option<Uuid>> {
    let held = desk.organizations()?;
    if held.is_empty() {
        return Ok(None);
    }
    if let Some(id) = welcome.organization
        && held.iter().any(|(held, _)| *held == id)
    {
        return Ok(Some(id));
    }
    let slug = &welcome.slug;
    match (held.iter().find(|(_, own)| own == slug), welcome.organization) {
        (Some((id, _)), None) => Ok(Some(*id)),
        (Some(_), Some(_)) => {
            let message = format!(
                "The hub has another organization under the slug \"{slug}\" than this file. Connect a new file with --data NEWFILE to work with the hub's, or give the one here another slug and ask for a device under that."
            );
            Err(Error::new(Code::Conflict, message))
        }
        (None, _) => {
            let names: Vec<_> = held.iter().map(|(_, slug)| format!("\"{slug}\"")).collect();
            let message = format!(
                "The device is for the organization \"{slug}\", and this file holds {}. Connect a new file with --data NEWFILE, or ask for a device with `grounded hub add-device --org SLUG`.",
                names.join(", ")
            );
            Err(Error::new(Code::Conflict, message))
        }
    }
}

/// The organization at the hub.
fn present(welcome: &Welcome) -> Result<Uuid> {
    welcome.organization.ok_or_else(|| {
        let message = format!(
            "There is no organization \"{0}\" yet, neither at the hub nor in this file. Connect a file that has it, or ask for a device of another with `grounded hub add-device --org SLUG`.",
            welcome.slug
        );
        Error::new(Code::NotFound, message)
    })
}

/// Notes whose rows the file is filled with: only to that hub its cursor means something.
fn recognize(desk: &Desk, organization: Uuid, hub: &HubId) -> Result<()> {
    File::begin(desk, organization)?.work(|work| {
        let mut link = work.link()?;
        link.hub = Some(hub.clone());
        work.keep(&link)
    })
}
