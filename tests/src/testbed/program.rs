//! A program that runs beside the scenario: what it prints, and how much memory it and its children use.

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
        let processes = processes()?;
        let mut family = vec![self.running.child.id()];
        let mut next = 0;
        while let Some(parent) = family.get(next).copied() {
            family.extend(processes.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
            next += 1;
        }
        Ok(family.into_iter().map(pss_kib).sum())
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
