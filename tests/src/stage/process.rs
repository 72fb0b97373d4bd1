//! Programs that end when their stage does, and never later.
//! Three nets, each for what slips through the one before: the process group, the mark that every
//! descendant carries in its environment, and the kernel's own signal when the test itself is killed.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::failure::{Failure, Told};

/// The environment variable that marks whatever a stage started, however far removed.
pub(super) const MARK: &str = "TONEARM_STAGE";

/// A program and its descendants, killed when dropped.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) child: Child,
}

impl Running {
    /// Starts a program in a group of its own; `prepare` adds arguments, environment and pipes.
    pub(super) fn start(program: impl AsRef<OsStr>, prepare: impl FnOnce(&mut Command)) -> Told<Self> {
        // Drop does not run when a test is killed; the kernel then passes it on.
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

    /// True while the program itself runs.
    pub(super) fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(group) = pid(self.child.id()) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Kills every process whose environment carries this stage's mark.
pub(super) fn sweep(root: &Path) {
    for (process, _) in marked(root) {
        let _ = kill_process(process, Signal::KILL);
    }
}

/// Every process whose environment carries this stage's mark, with the name of its program, cut to 15 letters by the system.
pub(super) fn marked(root: &Path) -> Vec<(Pid, String)> {
    let mark = format!("{MARK}={}", root.display());
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let marked = |process: fs::DirEntry| {
        let id = pid(process.file_name().to_str()?.parse().ok()?)?;
        // Those of others cannot be read, and are none of ours.
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
