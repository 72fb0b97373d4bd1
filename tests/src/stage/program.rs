//! A program that runs beside the scenario: what it says, and the memory that it and its children hold.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::failure::{Failure, Told};
use crate::stage::PATIENCE;
use crate::stage::process::Running;

/// A running program, ended when dropped.
pub struct Program {
    running: Running,
    said: PathBuf,
}

impl Program {
    pub(super) fn start(root: &Path, program: &Path, prepare: impl FnOnce(&mut Command)) -> Told<Self> {
        let said = root.join("program.log");
        fs::write(&said, "")?;
        // Both streams write to one file, each at its end.
        let end = || File::options().append(true).open(&said);
        let (output, errors) = (end()?, end()?);
        let running = Running::start(program, |command| {
            command.stdin(Stdio::null()).stdout(output).stderr(errors);
            prepare(command);
        })?;
        Ok(Self { running, said })
    }

    /// Waits until it has said these words, to about two milliseconds.
    ///
    /// # Errors
    /// When it ends or stays silent for as long as a scenario waits.
    pub async fn says(&mut self, words: &str) -> Told {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let said = fs::read_to_string(&self.said).unwrap_or_default();
            if said.contains(words) {
                return Ok(());
            }
            if !self.running.runs() || tokio::time::Instant::now() > deadline {
                return Err(Failure::new(format!("it never said “{words}”, but: {said}")));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The memory that it and its descendants hold, in KiB: each page divided among those who share it (PSS).
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn memory_kib(&self) -> Told<f64> {
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

/// Every process and its parent.
fn processes() -> Told<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|id| id.parse().ok()) else {
            continue;
        };
        // The parent is the second field after the name, which is in brackets and may hold anything.
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
