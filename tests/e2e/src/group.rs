//! A program with all that it starts, ended together.

use std::{
    fs::File,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::Result;

/// A process group. The driver starts the app and the app starts WebKit's own
/// processes; killing the driver alone now and then left the others behind.
pub struct Group {
    leader: Child,
}

impl Group {
    /// Starts a program as the leader of its own group, its standard error in a file.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let program = command.get_program().to_string_lossy().into_owned();
        let leader = command
            .process_group(0)
            .stderr(log)
            .spawn()
            .map_err(|reason| format!("{program} could not be started: {reason}"))?;
        Ok(Self { leader })
    }

    /// The program itself.
    pub fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    fn signal(&self, signal: Signal) {
        let Some(id) = i32::try_from(self.leader.id()).ok().and_then(Pid::from_raw) else { return };
        // An error only says that the group has ended already.
        let _ = kill_process_group(id, signal);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Signal::TERM);
        let patience = Instant::now() + Duration::from_secs(2);
        while Instant::now() < patience && matches!(self.leader.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(20));
        }
        self.signal(Signal::KILL);
        let _ = self.leader.wait();
    }
}
