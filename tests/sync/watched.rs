//! A hub that something happens at.
#![cfg(unix)]

use model::{Code, Error};
use sync::{
    engine::{
        outbox::Key,
        sides::{Batch, Difference, Hello, Hub, Outcome, Reply, Welcome},
    },
    remote::Remote,
};
use uuid::Uuid;

/// A hub at which something happens before each push, which may break off before it or after it.
pub struct Watched<'a> {
    pub remote: &'a mut Remote,
    pub pushes: usize,
    pub before: &'a dyn Fn(usize, &Batch),
    /// Before the push of that number, or after it.
    pub cut: Option<(usize, bool)>,
}

fn offline() -> Error {
    Error::new(Code::Offline, "Cut.")
}

impl Hub for Watched<'_> {
    fn hello(&mut self, told: &Hello) -> model::Result<Welcome> {
        self.remote.hello(told)
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> model::Result<Vec<(String, Outcome)>> {
        self.remote.results(file, after)
    }

    fn seen(&mut self) -> model::Result<(Uuid, i64)> {
        self.remote.seen()
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> model::Result<Vec<Uuid>> {
        self.remote.decided(conflicts)
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> model::Result<Difference> {
        self.remote.pull(cursor, also)
    }

    fn locked(&mut self, cursor: &str, keys: &[Key]) -> model::Result<Difference> {
        self.remote.locked(cursor, keys)
    }

    fn push(&mut self, batch: &Batch) -> model::Result<Reply> {
        self.pushes += 1;
        (self.before)(self.pushes, batch);
        let cut = self.cut.filter(|(at, _)| *at == self.pushes);
        if cut.is_some_and(|(_, after)| !after) {
            return Err(offline());
        }
        let reply = self.remote.push(batch)?;
        if cut.is_some() { Err(offline()) } else { Ok(reply) }
    }

    fn begin_file(&mut self, file: Uuid) -> model::Result<()> {
        self.remote.begin_file(file)
    }
}
