//! What a desk does while it, or the hub, is killed.

use kit::desk::Side;
use model::Error;
use std::{ops::ControlFlow, path::Path};
use store::Desk;
use sync::{
    connect::Address,
    engine::round::Report,
    session::{self, Session},
};
use uuid::Uuid;

/// What the desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// It exchanges what both sides have done.
    Exchange,
    /// It connects a new file, which is filled with what the hub has.
    Snapshot,
    /// It connects a file whose organization the hub lacks, and tells it all rows.
    First,
}

impl Story {
    /// The one of that name.
    pub fn find(name: &str) -> Option<Self> {
        [Self::Exchange, Self::Snapshot, Self::First]
            .into_iter()
            .find(|story| format!("{story:?}") == name)
    }

    /// Does it, as the command line would.
    pub fn tell(self, path: &Path, organization: Uuid, url: &str) -> Result<(), Error> {
        match self {
            Self::Exchange => exchange(&Desk::open(path)?, organization, url).map(drop),
            Self::Snapshot | Self::First => {
                let address = Address::parse(url)?;
                let go_on = &mut |_| ControlFlow::Continue(());
                session::connect(path, &address, &domain::may_follow, go_on).map(drop)
            }
        }
    }

    /// At which message of the desk others come between.
    pub fn middle(self) -> &'static [u8] {
        match self {
            // In a first push they find nothing of the organization.
            Self::Exchange | Self::First => b"desk_sync.push(",
            // Some tables are read by then.
            Self::Snapshot => b"FROM desk_sync.refunds t",
        }
    }
}

/// One exchange, as the command line has it.
fn exchange(desk: &Desk, organization: Uuid, url: &str) -> Result<Report, Error> {
    let address = Address::parse(url).expect("an address");
    Session { desk, organization, address: &address, may_follow: &domain::may_follow }.once()
}

/// Exchanges until there is nothing more.
pub fn quiet(desk: &Desk, url: &str) {
    for _ in 0..8 {
        let done = exchange(desk, Side::Ours.organization(), url);
        let done = done.expect("exchanged");
        // What cannot be taken over is asked for each time.
        if done == (Report { unfit: done.unfit, ..Report::default() }) {
            return;
        }
    }
    panic!("there is always something more");
}
