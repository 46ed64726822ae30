//! One log file a day in the app's log folder, a week of them kept. Inputs, results
//! and secrets never go there: a log is what people attach to a report.

use std::{fs, path::Path};

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Starts logging to `folder`. The guard writes the last lines out when it is dropped.
pub fn start(folder: &Path) -> Result<WorkerGuard, Problem> {
    fs::create_dir_all(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("desk")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let level = EnvFilter::try_from_env("GROUNDED_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::registry()
        .with(level)
        .with(fmt::layer().with_ansi(false).with_writer(writer))
        .try_init()?;
    Ok(guard)
}
