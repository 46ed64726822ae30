//! Looking and working, by one program at a time.

use super::Side;
use crate::{Desk, fault::fault, file::Lock};
use model::{Id, Result, tables::Organization};
use rusqlite::TransactionBehavior;
use std::ops::Deref;
use uuid::Uuid;

/// The right to exchange an organization of a file with its hub. One program has it at a time, for as long
/// as this lives; when the program dies the system takes it back.
pub struct Exchange<D> {
    desk: D,
    organization: Id<Organization>,
    _alone: Lock,
}

impl<D: Deref<Target = Desk>> Exchange<D> {
    /// Takes the right.
    ///
    /// # Errors
    /// LOCKED when another program has it.
    pub fn begin(desk: D, organization: Uuid) -> Result<Self> {
        let alone = Lock::exchange(desk.path(), organization)?;
        Ok(Self { organization: Id::from(organization), _alone: alone, desk })
    }

    /// The file.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The organization.
    pub fn organization(&self) -> Uuid {
        self.organization.uuid()
    }

    /// Looks, all of it as of one moment. Nobody waits for it.
    ///
    /// # Errors
    /// Those of `does`.
    pub fn look<T>(&self, does: impl FnOnce(&Side<'_>) -> Result<T>) -> Result<T> {
        self.desk.looking(self.organization, does)
    }

    /// One transaction that may write: all of it is on the disk when this returns Ok, and nothing of it was
    /// done otherwise.
    ///
    /// # Errors
    /// Those of `does`; LOCKED when others keep the file busy for over 5 s.
    pub fn work<T>(&self, does: impl FnOnce(&mut Side<'_>) -> Result<T>) -> Result<T> {
        self.desk.writing(|db, device| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
            let mut side = Side::begin(tx, self.organization, Some(device))?;
            let done = does(&mut side)?;
            side.commit()?;
            Ok(done)
        })
    }
}

impl Desk {
    pub(super) fn looking<T>(
        &self,
        organization: Id<Organization>,
        does: impl FnOnce(&Side<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut db = self.reader()?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Deferred).map_err(fault)?;
        does(&Side::begin(tx, organization, None)?)
    }
}
