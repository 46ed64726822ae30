//! The exchange with an organization's hub, as far as it is this file's: the link, what was decided when rows
//! were taken over, what waits, what does not fit, the conflicts; the log as the outbox; and writing what
//! was taken over.
//!
//! An [`Exchange`] looks and works through a [`Side`], a transaction that sees one organization and needs
//! nobody to be signed in. What it writes to rows is one group of the log, `sync_pull` by nobody.
//!
//! Must never happen: a group of the log half told or half taken over; a row that cannot be taken over ending
//! the whole pull; anything of one organization in the exchange of another.

mod conflicts;
mod connection;
mod decide;
mod exchange;
mod fill;
mod fit;
mod keys;
mod link;
mod log;
mod notes;
mod side;
mod swap;
mod waiting;
mod whole;
mod write;

pub use conflicts::{Disagreement, Listed, Record, Resolution};
pub use connection::{Connected, Connection, Known, Parted, Pending, State};
pub use decide::Decision;
pub use exchange::Exchange;
pub(crate) use fill::settle;
pub use fill::{Arriving, Filling};
pub use link::{First, HubId, Link, Mark, Sending, Sight};
pub use log::{Kind, Logged, Operation};
pub use notes::{Note, Notes};
pub use side::Side;
pub use waiting::{Waiting, Why};
pub use write::{Write, Written};

use crate::fault::damaged;
use model::{Error, Table, tables};
use uuid::Uuid;

/// A row: its table's name and its id.
pub type Key = (&'static str, Uuid);

/// The operation that takes over what others did.
pub(crate) const PULL: &str = "sync_pull";

/// Purges what is kept of a row's values. Which entries tell of it stays.
pub(crate) fn forget(db: &rusqlite::Connection, table: &Table, id: Uuid) -> rusqlite::Result<()> {
    let run = |query| db.prepare_cached(query)?.execute((id, table.name)).map(drop);
    run("DELETE FROM desk_conflicts WHERE row_id = ?1 AND table_name = ?2")?;
    run(
        "UPDATE desk_sync_notes SET base = NULL, based = 0 WHERE organization_id IN (SELECT organization_id FROM desk_links)
           AND row_id = ?1 AND table_name = ?2",
    )
}

/// The declaration of a key's table.
fn table(key: Key) -> Result<&'static Table, Error> {
    tables::find(key.0).ok_or_else(|| Error::internal(format!("There is no table {}.", key.0)))
}

/// 32 bytes of a hash.
fn hash(bytes: &[u8]) -> Result<[u8; 32], Error> {
    bytes.try_into().map_err(|_| damaged("a hash of the link to the hub"))
}
