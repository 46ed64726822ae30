//! What goes wrong around the file: files that are no desk, full disks, other processes, kills.

mod backup;
mod chain;
mod crash;
#[cfg(unix)]
mod disk;
mod migration;
mod money;
mod opening;
mod processes;
mod sample;
mod sharing;
mod undo;
