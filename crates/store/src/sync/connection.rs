//! Connecting an organization of the file, parting from the hub, and how it stands.

use super::{
    First, HubId, Link, Side,
    link::{self, unconnected},
    waiting::{self, GIVEN_UP},
};
use crate::{
    Desk,
    connect::lock_up,
    fault::{damaged, fault},
    file::Lock,
    meta,
};
use model::{Code, Error, Id, Result};
use rusqlite::{OptionalExtension, Row, TransactionBehavior, params};
use uuid::Uuid;

/// How a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Exchanging.
    Connected,
    /// Somebody stopped it for a while.
    Paused,
    /// The hub does not let the device in any more.
    Revoked,
    /// The file is a copy, or was restored: somebody has to decide.
    Forked,
}

impl State {
    const ALL: [Self; 4] = [Self::Connected, Self::Paused, Self::Revoked, Self::Forked];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Paused => "paused",
            Self::Revoked => "revoked",
            Self::Forked => "forked",
        }
    }
}

/// An organization's hub, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The organization.
    pub organization: Uuid,
    /// The hub's address, never with a password.
    pub url: String,
    /// The device's name there.
    pub device: String,
    /// How it is.
    pub state: State,
    /// Where the hub lets its desks know that something is new.
    pub channel: Option<String>,
    /// The hub's clock less this machine's, in microseconds.
    pub clock_offset: Option<i64>,
    /// When an exchange went through last, in microseconds since 1970.
    pub last_success_at: Option<i64>,
    /// What went wrong since.
    pub last_error: Option<String>,
}

/// What is yet to be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pending {
    /// Operations.
    pub groups: u64,
    /// Their entries.
    pub entries: u64,
}

/// How an organization's exchange stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connected {
    /// The hub.
    pub connection: Connection,
    /// How far the exchange is.
    pub link: Link,
    /// What is yet to be told for the first time.
    pub pending: Pending,
    /// Groups that were told and are not settled.
    pub waiting: u64,
    /// Rows that could not be taken over.
    pub unfit: u64,
    /// Conflicts that are not resolved.
    pub conflicts: u64,
}

/// What a file and a hub that get to know each other have of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// One of them has nothing of the organization.
    Nothing,
    /// Both have it, from somewhere else: whatever the hub does not have, or has otherwise, is kept as a conflict.
    Elsewhere,
    /// They were connected before, and go on from there.
    Parted(Parted),
}

/// How far the exchange with a hub was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parted {
    /// Which hub, as it was: it may have been restored to an earlier state since.
    pub hub: HubId,
    /// Up to which entry of the log it was told everything.
    pub settled: i64,
    /// How far it was told the rows that it had none of.
    pub first: Option<First>,
    /// Whether it had been restored to an earlier state, and was yet to be compared with what is here.
    pub restored: bool,
}

impl Parted {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (far, epoch) = (words.next()?, words.next()?.to_owned());
        let (timeline, system) = (words.next()?.parse().ok()?, words.next()?.to_owned());
        let mut parts = far.split(';');
        let settled = parts.next()?.parse().ok()?;
        let first = match (parts.next(), parts.next(), parts.next()) {
            (Some(place), Some(done), Some(told)) => {
                let told = link::key(told).ok();
                Some(First { place: place.parse().ok()?, told, done: done == "1" })
            }
            _ => None,
        };
        let restored = words.next() == Some("restored");
        Some(Self { hub: HubId { system, timeline, epoch }, settled, first, restored })
    }
}

const CONNECTION: &str = "SELECT organization_id, url, device, state, channel, clock_offset, last_success_at, last_error FROM desk_links";

impl Desk {
    /// Connects an organization, which may be yet to come, to a hub: under a new identity of the file, with nothing
    /// taken over. Of the log the hub is told what it does not know.
    ///
    /// # Errors
    /// VALIDATION for an address with a password, CONFLICT when it is connected already, LOCKED when another
    /// program syncs it.
    pub fn connect(&self, organization: Uuid, url: &str, device: &str, known: Known) -> Result<()> {
        let (cursor, parted) = match known {
            Known::Nothing => (None, None),
            // As of a hub that is not what it was: what comes first is compared with what is here.
            Known::Elsewhere => (Some(""), None),
            Known::Parted(parted) => (parted.restored.then_some(""), Some(parted)),
        };
        let (parted, same_hub) = (parted.as_ref(), parted.is_some());
        let first = parted.and_then(|parted| parted.first);
        let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
        let user =
            authority.split('/').next().and_then(|a| a.rsplit_once('@')).map(|(user, _)| user);
        if user.is_some_and(|user| user.contains(':')) || url.contains("password=") {
            let message = "must not hold the password: that is not kept in the file.";
            return Err(Error::validation("url", message));
        }
        let _alone = Lock::exchange(self.path(), organization)?;
        let mut db = lock_up(self.writer());
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let insert = || {
            let connected = tx.execute(
                "INSERT INTO desk_links (organization_id, url, device, file_id, told_dseq, told_head, cursor, settled, hub_system,
                   hub_timeline, hub_epoch, first_place, first_told, first_done, renamed, state)
                 VALUES (?1, ?2, ?3, ?4, 0, zeroblob(32), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'connected') ON CONFLICT DO NOTHING",
                params![
                    organization,
                    url,
                    device,
                    Uuid::new_v4(),
                    cursor,
                    parted.map_or(0, |parted| parted.settled),
                    parted.map(|parted| &parted.hub.system),
                    parted.map(|parted| parted.hub.timeline),
                    parted.map(|parted| &parted.hub.epoch),
                    first.map(|first| first.place),
                    first.and_then(|first| first.told).map(link::written),
                    first.is_some_and(|first| first.done),
                    same_hub,
                ],
            )?;
            waiting::begin_again(&tx, organization, same_hub)?;
            Ok(connected)
        };
        if insert().map_err(fault)? == 0 {
            let message = "This organization is connected to a hub already. Disconnect it first.";
            return Err(Error::new(Code::Conflict, message));
        }
        tx.commit().map_err(fault)
    }

    /// Parts from the hub: rows and conflicts stay, what was kept for the exchange goes. How far it was stays known
    /// for [`Desk::parted`], and with it the operations that wait, and what of them is settled.
    ///
    /// # Errors
    /// NOT_FOUND when it is not connected, LOCKED when another program syncs it.
    pub fn disconnect(&self, organization: Uuid) -> Result<()> {
        let _alone = Lock::exchange(self.path(), organization)?;
        let mut db = lock_up(self.writer());
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let clear = || -> rusqlite::Result<bool> {
            let far: Option<Option<String>> = tx
                .query_row(
                    "SELECT settled || ifnull(';' || first_place || ';' || first_done || ';' || ifnull(first_told, ''), '') || ' ' || hub_epoch || ' ' || hub_timeline || ' ' || hub_system
                       || iif(cursor = '', ' restored', '')
                     FROM desk_links WHERE organization_id = ?1",
                    [organization],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(far) = far else { return Ok(false) };
            if let Some(far) = far {
                meta::keep(&tx, &parted(organization), &far)?;
            }
            // What was half filled in from there is not gone on with from elsewhere.
            super::fill::give_up(&tx, organization)?;
            for table in ["links", "sync_unfit"] {
                let clear = format!("DELETE FROM desk_{table} WHERE organization_id = ?1");
                tx.execute(&clear, [organization])?;
            }
            // Whichever hub comes next, nobody knows what it knows of them.
            tx.execute(
                "UPDATE desk_conflicts SET told = 0 WHERE organization_id = ?1",
                [organization],
            )?;
            Ok(true)
        };
        if !clear().map_err(fault)? {
            return Err(unconnected());
        }
        tx.commit().map_err(fault)
    }

    /// How far the exchange with a hub was when the organization parted from it. Connecting to it again goes on from
    /// there.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn parted(&self, organization: Uuid) -> Result<Option<Parted>> {
        let kept = meta::text(&*self.reader()?, &parted(organization)).map_err(fault)?;
        Ok(kept.and_then(|text| Parted::read(&text)))
    }

    /// The organizations that the file holds and their slugs, connected or not.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn organizations(&self) -> Result<Vec<(Uuid, String)>> {
        let db = self.reader()?;
        let read = || {
            let mut read =
                db.prepare_cached("SELECT id, slug FROM organizations ORDER BY created_at, id")?;
            let found = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)
    }

    /// The file's connections.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn connections(&self) -> Result<Vec<Connection>> {
        let db = self.reader()?;
        let read = || {
            let mut read = db.prepare_cached(&format!("{CONNECTION} ORDER BY organization_id"))?;
            let found = read.query_map([], connection)?;
            found.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)?.into_iter().collect()
    }

    /// Keeps what of a connection may change: all but the organization.
    ///
    /// # Errors
    /// NOT_FOUND when it is not connected.
    pub fn keep_connection(&self, of: &Connection) -> Result<()> {
        let kept = lock_up(self.writer())
            .prepare_cached(
                "UPDATE desk_links SET url = ?2, device = ?3, state = ?4, channel = ?5, clock_offset = ?6,
                   last_success_at = ?7, last_error = ?8 WHERE organization_id = ?1",
            )
            .and_then(|mut keep| {
                keep.execute((
                    of.organization, &of.url, &of.device, of.state.label(), &of.channel, of.clock_offset, of.last_success_at, &of.last_error,
                ))
            })
            .map_err(fault)?;
        if kept == 0 { Err(unconnected()) } else { Ok(()) }
    }

    /// How an organization's exchange stands.
    ///
    /// # Errors
    /// NOT_FOUND when it is not connected.
    pub fn connected(&self, organization: Uuid) -> Result<Connected> {
        self.observe(organization, |side| side.connected())
    }

    /// Looks at an organization's exchange, whoever carries it out.
    ///
    /// # Errors
    /// Those of `does`.
    pub fn observe<T>(
        &self,
        organization: Uuid,
        does: impl FnOnce(&Side<'_>) -> Result<T>,
    ) -> Result<T> {
        self.looking(Id::from(organization), does)
    }
}

impl Side<'_> {
    fn connected(&self) -> Result<Connected> {
        let link = self.link()?;
        let found = self
            .org
            .tx
            .prepare_cached(&format!("{CONNECTION} WHERE organization_id = ?1"))
            .and_then(|mut find| find.query_row([self.organization()], connection))
            .map_err(fault)?;
        let count = |from: &str| {
            self.org
                .tx
                .prepare_cached(&format!("SELECT count(*) FROM {from} AND organization_id = ?1"))
                .and_then(|mut count| count.query_row([self.organization()], |row| row.get(0)))
                .map(i64::unsigned_abs)
                .map_err(fault)
        };
        Ok(Connected {
            connection: found?,
            pending: self.pending(link.settled)?,
            waiting: count(&format!("desk_sync_waiting WHERE NOT {GIVEN_UP}"))?,
            unfit: count("desk_sync_unfit WHERE true")?,
            conflicts: count("desk_conflicts WHERE resolved_at IS NULL")?,
            link,
        })
    }

    /// What comes after that place and was done here.
    fn pending(&self, settled: i64) -> Result<Pending> {
        let (groups, entries): (i64, i64) = self
            .org
            .tx
            .prepare_cached(
                "SELECT count(DISTINCT l.group_id), count(*) FROM desk_log AS l JOIN desk_groups AS g ON g.id = l.group_id
                 WHERE l.seq > ?2 AND g.organization_id = ?1 AND g.operation <> ?3",
            )
            .and_then(|mut count| {
                count.query_row((self.organization(), settled, super::PULL), |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
            })
            .map_err(fault)?;
        let loose: Vec<i64> = self
            .org
            .tx
            .prepare_cached("SELECT seq FROM desk_log INDEXED BY desk_log_past_idx WHERE group_id IS NULL AND seq > ?1")
            .and_then(|mut read| read.query_map([settled], |row| row.get(0))?.collect())
            .map_err(fault)?;
        let mut pending =
            Pending { groups: groups.unsigned_abs(), entries: entries.unsigned_abs() };
        for seq in loose {
            let own = self.entries_of(seq)?.len() as u64;
            pending.groups += own;
            pending.entries += own;
        }
        Ok(pending)
    }
}

fn parted(organization: Uuid) -> String {
    format!("sync.parted.{organization}")
}

fn connection(row: &Row<'_>) -> rusqlite::Result<Result<Connection>> {
    let state = row.get_ref(3)?.as_str()?;
    let Some(state) = State::ALL.into_iter().find(|s| s.label() == state) else {
        return Ok(Err(damaged("the link to the hub")));
    };
    Ok(Ok(Connection {
        organization: row.get(0)?,
        url: row.get(1)?,
        device: row.get(2)?,
        state,
        channel: row.get(4)?,
        clock_offset: row.get(5)?,
        last_success_at: row.get(6)?,
        last_error: row.get(7)?,
    }))
}
