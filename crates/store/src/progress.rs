//! Telling how far a long operation is, and whether it should go on.

use crate::{Org, Progress};
use model::{Code, Error, Result};
use std::{ops::ControlFlow, sync::Arc};

/// Told from time to time how far a long operation is; may break it off.
pub type Report = Arc<dyn Fn(Progress) -> ControlFlow<()> + Send + Sync>;

impl Org<'_> {
    /// Whom to tell how far this operation is.
    pub fn report_to(&mut self, report: Option<Report>) {
        self.report = report;
    }

    /// Tells how far this operation is, where somebody asked for it. A long operation calls it
    /// every few hundred rows and passes the error on.
    ///
    /// # Errors
    /// CONFLICT when it was cancelled: nothing is changed then.
    pub fn progress(&self, done: usize, total: usize) -> Result<()> {
        let Some(report) = &self.report else { return Ok(()) };
        match report(Progress { done: done as u64, total: total as u64 }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                Err(Error::new(Code::Conflict, "It was cancelled. Nothing was changed."))
            }
        }
    }
}
