use crate::Record;
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
};
use uuid::Uuid;

/// The identifier of a row of `T`. An id of one table cannot be passed where another's is meant.
/// New ones are UUID v7, so that rows made one after the other lie side by side.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

/// The namespace of ids that follow from what their rows are about.
const FOLLOWS: Uuid = Uuid::from_u128(0x0b1d_5a5e_6f0e_4c57_9d7e_2f1c_83a4_6b90);

impl<T: Record> Id<T> {
    /// The identifier of the one row of its table that there may be about something: every desk that makes it gives it the
    /// same, so that desks that meet have one row of it and not two.
    pub fn about(what: &[&[u8]]) -> Self {
        let name: Vec<u8> = [&[T::NAME.as_bytes()], what].concat().join(&0);
        Self::from(Uuid::new_v5(&FOLLOWS, &name))
    }
}

impl<T> Id<T> {
    /// A new identifier.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self::from(Uuid::now_v7())
    }

    /// The bare UUID.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(id: Uuid) -> Self {
        Self(id, PhantomData)
    }
}

// Written out: a derive would ask the same of `T`, which is only a name here.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
