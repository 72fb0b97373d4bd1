//! Programs that end when their testbed does, and never later.
//! Three ways to end them, each for what the one before misses: the process group, a mark in the environment of every
//! descendant, and the kernel's signal when the test itself is killed.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::failure::{Failure, Outcome};

/// The environment variable that marks whatever a testbed started, directly or indirectly.
pub(super) const MARK: &str = "TONEARM_TESTBED";

/// A program and its descendants, killed when dropped.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) child: Child,
}

impl Process {
    /// Starts a program in a group of its own; `prepare` adds arguments, environment and pipes.
    pub(super) fn start(program: impl AsRef<OsStr>, prepare: impl FnOnce(&mut Command)) -> Outcome<Self> {
        // Drop does not run when a test is killed; then the kernel sends this signal.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]);
        command.arg(program.as_ref());
        prepare(&mut command);
        let child = command
            .process_group(0)
            .spawn()
            .map_err(|error| Failure::new(format!("{} did not start: {error}", program.as_ref().display())))?;
        Ok(Self { child })
    }

    /// Whether the program itself still runs.
    pub(super) fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(group) = pid(self.child.id()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Kills every process whose environment carries this testbed's mark.
pub(super) fn kill_marked(root: &Path) {
    for (process, _) in marked(root) {
        let _ = kill_process(process, Signal::KILL);
    }
}

/// Every process whose environment carries this testbed's mark, with the name of its program, cut to 15 letters by the system.
pub(super) fn marked(root: &Path) -> Vec<(Pid, String)> {
    let mark = format!("{MARK}={}", root.display());
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let marked = |process: fs::DirEntry| {
        let id = pid(process.file_name().to_str()?.parse().ok()?)?;
        // Processes of other users cannot be read, and are not ours.
        let environment = fs::read(process.path().join("environ")).ok()?;
        let name = fs::read_to_string(process.path().join("comm")).ok()?;
        environment
            .split(|&byte| byte == 0)
            .any(|variable| variable == mark.as_bytes())
            .then(|| (id, name.trim().to_owned()))
    };
    processes.flatten().filter_map(marked).collect()
}

fn pid(id: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(id).ok()?)
}
