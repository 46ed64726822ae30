//! What the file keeps of how far the exchange is.

use super::{Key, Side, hash};
use crate::fault::{damaged, fault};
use model::{Code, Error, Result, tables};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

/// How far a device's entries have come: the last one's number, and the hash over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number.
    pub dseq: i64,
    /// The hash.
    pub head: [u8; 32],
}

/// Which hub it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubId {
    /// The cluster.
    pub system: String,
    /// Its timeline.
    pub timeline: i64,
    /// The installation and its database.
    pub epoch: String,
}

/// A batch on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// What the hub has when it has arrived.
    pub mark: Mark,
    /// What is settled then.
    pub settled: i64,
    /// The last row that is told then, of a batch of the first telling.
    pub first: Option<Key>,
}

/// How far a hub, which had nothing of the organization, is told all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    /// Rows are told as they were when this was the newest place in the log.
    pub place: i64,
    /// The last one that is told.
    pub told: Option<Key>,
    /// Whether all are.
    pub done: bool,
}

/// How far the exchange is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The file's identity at the hub.
    pub file: Uuid,
    /// The hub it was last in touch with.
    pub hub: Option<HubId>,
    /// What the file has of the hub, as Postgres writes a snapshot.
    pub cursor: Option<String>,
    /// What the hub is known to have of the file.
    pub told: Mark,
    /// A batch of which nobody knows yet whether it arrived.
    pub sending: Option<Sending>,
    /// Up to here every entry of the log is told, but for the groups that wait.
    pub settled: i64,
    /// How far the first telling is; `None` where there was none.
    pub first: Option<First>,
    /// When the hub was last told that the two had exchanged something.
    pub sight: Option<Sight>,
    /// Whether it told the hub something under an earlier name, and nobody has looked since whether the hub still has it.
    pub renamed: bool,
}

/// One of the times that a hub was told that it had exchanged something with this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// In which session.
    pub session: Uuid,
    /// The how manieth of it.
    pub times: i64,
    /// By the hub's clock, in microseconds since 1970.
    pub at: i64,
}

impl Side<'_> {
    /// How far the exchange is.
    ///
    /// # Errors
    /// NOT_FOUND when the organization is not connected.
    pub fn link(&self) -> Result<Link> {
        let found = self
            .org
            .tx
            .prepare_cached(
                "SELECT file_id, cursor, told_dseq, told_head, settled, hub_system, hub_timeline, hub_epoch,
                   sending_dseq, sending_head, sending_settled, sending_first, first_place, first_told, first_done,
                   sight_session, sight_times, sight_at, renamed
                 FROM desk_links WHERE organization_id = ?1",
            )
            .and_then(|mut find| find.query_row([self.organization()], raw).optional())
            .map_err(fault)?;
        found.ok_or_else(unconnected)?.link()
    }

    /// Keeps how far the exchange is.
    ///
    /// # Errors
    /// NOT_FOUND when the organization is not connected.
    pub fn keep(&mut self, link: &Link) -> Result<()> {
        let hub = link.hub.as_ref();
        let sending = link.sending.as_ref();
        let kept = self
            .org
            .tx
            .prepare_cached(
                "UPDATE desk_links SET file_id = ?2, cursor = ?3, told_dseq = ?4, told_head = ?5, settled = ?6,
                   hub_system = ?7, hub_timeline = ?8, hub_epoch = ?9,
                   sending_dseq = ?10, sending_head = ?11, sending_settled = ?12, sending_first = ?13,
                   first_place = ?14, first_told = ?15, first_done = ?16,
                   sight_session = ?17, sight_times = ?18, sight_at = ?19, renamed = ?20 WHERE organization_id = ?1",
            )
            .and_then(|mut keep| {
                keep.execute(params![
                    self.organization(),
                    link.file,
                    link.cursor,
                    link.told.dseq,
                    link.told.head,
                    link.settled,
                    hub.map(|hub| &hub.system),
                    hub.map(|hub| hub.timeline),
                    hub.map(|hub| &hub.epoch),
                    sending.map(|sending| sending.mark.dseq),
                    sending.map(|sending| sending.mark.head),
                    sending.map(|sending| sending.settled),
                    sending.and_then(|sending| sending.first).map(written),
                    link.first.map(|first| first.place),
                    link.first.and_then(|first| first.told).map(written),
                    link.first.is_some_and(|first| first.done),
                    link.sight.map(|sight| sight.session),
                    link.sight.map(|sight| sight.times),
                    link.sight.map(|sight| sight.at),
                    link.renamed,
                ])
            })
            .map_err(fault)?;
        if kept == 0 { Err(unconnected()) } else { Ok(()) }
    }
}

/// A row, as it stands in the link.
pub(super) fn written((table, row): Key) -> String {
    format!("{table}/{row}")
}

/// The row that [`written`] wrote.
pub(super) fn key(text: &str) -> Result<Key> {
    let read = || {
        let (table, row) = text.split_once('/')?;
        Some((tables::find(table)?.name, Uuid::try_parse(row).ok()?))
    };
    read().ok_or_else(|| damaged("the link to the hub"))
}

pub(super) fn unconnected() -> Error {
    Error::new(Code::NotFound, "This organization is not connected to a hub.")
}

/// A link as it is stored.
struct Raw {
    file: Uuid,
    cursor: Option<String>,
    told: (i64, Vec<u8>),
    settled: i64,
    hub: (Option<String>, Option<i64>, Option<String>),
    sending: (Option<i64>, Option<Vec<u8>>, Option<i64>, Option<String>),
    first: (Option<i64>, Option<String>, bool),
    sight: (Option<Uuid>, Option<i64>, Option<i64>),
    renamed: bool,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        file: row.get(0)?,
        cursor: row.get(1)?,
        told: (row.get(2)?, row.get(3)?),
        settled: row.get(4)?,
        hub: (row.get(5)?, row.get(6)?, row.get(7)?),
        sending: (row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?),
        first: (row.get(12)?, row.get(13)?, row.get(14)?),
        sight: (row.get(15)?, row.get(16)?, row.get(17)?),
        renamed: row.get(18)?,
    })
}

impl Raw {
    fn link(self) -> Result<Link> {
        let hub = match self.hub {
            (Some(system), Some(timeline), Some(epoch)) => Some(HubId { system, timeline, epoch }),
            (None, None, None) => None,
            _ => return Err(damaged("the link to the hub")),
        };
        let sending = match self.sending {
            (Some(dseq), Some(head), Some(settled), first) => {
                let first = first.map(|text| key(&text)).transpose()?;
                Some(Sending { mark: Mark { dseq, head: hash(&head)? }, settled, first })
            }
            (None, None, None, None) => None,
            _ => return Err(damaged("the link to the hub")),
        };
        let first = match self.first {
            (Some(place), told, done) => {
                let told = told.map(|text| key(&text)).transpose()?;
                Some(First { place, told, done })
            }
            (None, ..) => None,
        };
        let told = Mark { dseq: self.told.0, head: hash(&self.told.1)? };
        let sight = match self.sight {
            (Some(session), Some(times), Some(at)) => Some(Sight { session, times, at }),
            (None, None, None) => None,
            _ => return Err(damaged("the link to the hub")),
        };
        let Self { file, cursor, settled, renamed, .. } = self;
        Ok(Link { file, hub, cursor, told, sending, settled, first, sight, renamed })
    }
}
