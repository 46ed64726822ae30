//! Walks over the list of operations itself, so that one added later is walked too, and what each
//! resource promises.

mod roles;
mod scope;
mod snapshot;
