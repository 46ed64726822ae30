//! The data that is measured on, the bare counterpart, and the table of ratios.

mod data;
mod report;

pub use data::{Data, INSERT, bare, folder, insert_values, sizes, untriggered};
pub use report::{criterion, ratios};
