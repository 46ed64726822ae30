//! The schema: the declarations against the contract and both databases, the walls between the
//! crates, and the page that is generated.

mod document;
#[cfg(unix)]
mod postgres;
#[cfg(unix)]
mod round_trip;
mod sqlite;
mod tenancy;
mod walls;
#[cfg(unix)]
mod widths;
