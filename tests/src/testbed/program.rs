//! A program that runs beside the scenario: what it prints, how much memory it and its children use, and how often they wake up.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::testbed::process::Process;
use crate::wait::TIMEOUT;

/// A running program, ended when dropped.
pub struct Program {
    running: Process,
    output: PathBuf,
}

/// How often threads wake up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wakeups {
    /// How often in a second one went to sleep by itself, and so had been woken.
    pub per_sec: f64,
    /// How often in a second the system took the processor away from one.
    pub forced_per_sec: f64,
}

/// How often a thread gave the processor away, so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Switches {
    voluntary: u64,
    forced: u64,
}

impl Program {
    pub(super) fn start(root: &Path, program: &Path, prepare: impl FnOnce(&mut Command)) -> Outcome<Self> {
        let output = root.join("program.log");
        fs::write(&output, "")?;
        // Both streams append to one file.
        let append = || File::options().append(true).open(&output);
        let (stdout, stderr) = (append()?, append()?);
        let running = Process::start(program, |command| {
            command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
            prepare(command);
        })?;
        Ok(Self { running, output })
    }

    /// Waits until it has printed these words, to about two milliseconds.
    ///
    /// # Errors
    /// When it ends first, or does not print them within the time limit.
    pub async fn prints(&mut self, words: &str) -> Outcome {
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        loop {
            let output = fs::read_to_string(&self.output).unwrap_or_default();
            if output.contains(words) {
                return Ok(());
            }
            if !self.running.runs() || tokio::time::Instant::now() > deadline {
                return Err(Failure::new(format!("it never printed “{words}”, but: {output}")));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The memory that it and its descendants use, in KiB: each page divided among the processes that share it (PSS).
    ///
    /// # Errors
    /// When the list of processes cannot be read.
    pub fn memory_kib(&self) -> Outcome<f64> {
        Ok(self.family()?.into_iter().map(pss_kib).sum())
    }

    /// How often its threads and those of its descendants wake up within `time`.
    ///
    /// # Errors
    /// When the list of processes cannot be read.
    pub async fn wakeups(&self, time: Duration) -> Outcome<Wakeups> {
        let before = self.switches()?;
        let began = tokio::time::Instant::now();
        tokio::time::sleep(time).await;
        let (after, secs) = (self.switches()?, began.elapsed().as_secs_f64());
        let mut total = Switches::default();
        for (thread, now) in after {
            // One that is new has no past. One that has ended meanwhile is not seen any more.
            let then = before.get(&thread).copied().unwrap_or_default();
            total.voluntary += now.voluntary.saturating_sub(then.voluntary);
            total.forced += now.forced.saturating_sub(then.forced);
        }
        Ok(Wakeups {
            per_sec: total.voluntary as f64 / secs,
            forced_per_sec: total.forced as f64 / secs,
        })
    }

    /// By process and thread.
    fn switches(&self) -> Outcome<HashMap<(u32, u32), Switches>> {
        let mut found = HashMap::new();
        for process in self.family()? {
            // A process may end at any moment.
            for task in fs::read_dir(format!("/proc/{process}/task"))
                .into_iter()
                .flatten()
                .flatten()
            {
                let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
                if let Some(thread) = task.file_name().to_str().and_then(|id| id.parse().ok()) {
                    found.insert((process, thread), Switches::read(&status));
                }
            }
        }
        Ok(found)
    }

    /// Its process and all below it.
    fn family(&self) -> Outcome<Vec<u32>> {
        let processes = processes()?;
        let mut family = vec![self.running.child.id()];
        let mut next = 0;
        while let Some(parent) = family.get(next).copied() {
            family.extend(processes.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
            next += 1;
        }
        Ok(family)
    }
}

impl Switches {
    /// From a thread's `/proc/PID/task/TID/status`.
    fn read(status: &str) -> Self {
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|count| count.trim().parse().ok()).unwrap_or_default()
        };
        Self {
            voluntary: field("voluntary_ctxt_switches:"),
            forced: field("nonvoluntary_ctxt_switches:"),
        }
    }
}

/// Every process, with its parent.
fn processes() -> Outcome<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|id| id.parse().ok()) else {
            continue;
        };
        // The parent is the second field after the name, which is in parentheses and may contain anything.
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        if let Some(parent) = after_name
            .split_whitespace()
            .nth(1)
            .and_then(|parent| parent.parse().ok())
        {
            found.push((id, parent));
        }
    }
    Ok(found)
}

fn pss_kib(process: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_switches_are_read() {
        let status = "Name:\ttonearm\nvoluntary_ctxt_switches:\t1204\nnonvoluntary_ctxt_switches:\t7\n";
        let read = Switches {
            voluntary: 1204,
            forced: 7,
        };
        assert_eq!(Switches::read(status), read);
        assert_eq!(Switches::read("Name:\ttonearm\n"), Switches::default());
    }
}
