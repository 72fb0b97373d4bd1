//! Programs that end by themselves: starts of the application beside one that runs, and the command line.

use std::path::PathBuf;

use rustix::process::{Signal, kill_process};

use super::artifact::{application, built};
use super::{Testbed, process};
use crate::failure::{Failure, Outcome};
use crate::wait::TIMEOUT;

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub errors: String,
}

impl Testbed {
    /// Starts the application a second time and waits until this second one has ended by itself.
    ///
    /// # Errors
    /// When it does not start, fails, or goes on running.
    pub async fn start_again(&self, arguments: &[&str]) -> Outcome {
        match self.start_in_vain(arguments, &[]).await? {
            Ended { code: Some(0), .. } => Ok(()),
            ended => Err(Failure::new(format!("a second start failed: {ended:?}"))),
        }
    }

    /// The same for a start that may fail. `environment` is added to its usual one.
    ///
    /// # Errors
    /// When it does not start, or goes on running.
    pub async fn start_in_vain(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome<Ended> {
        self.end_of(application()?, arguments, environment).await
    }

    /// Runs the command line on the application's data folder to its end.
    ///
    /// # Errors
    /// When it does not start, or goes on running.
    pub async fn command_line(&self, arguments: &[&str]) -> Outcome<Ended> {
        self.end_of(built("tonearm-cli")?, arguments, &[]).await
    }

    async fn end_of(&self, program: PathBuf, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome<Ended> {
        let mut command = self.command(&program, arguments)?;
        command.envs(environment.iter().copied());
        // On another thread, because the simulated Spotify answers on this one.
        let ended = tokio::task::spawn_blocking(move || command.output());
        let Ok(output) = tokio::time::timeout(TIMEOUT, ended).await else {
            let name = program.display();
            return Err(Failure::new(format!("{name} {arguments:?} has not ended by itself")));
        };
        let output = output??;
        Ok(Ended {
            code: output.status.code(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Halts the application where it is, as one that hangs.
    ///
    /// # Errors
    /// When it does not run.
    pub fn halt(&self) -> Outcome {
        self.signal(Signal::STOP)
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// When it does not run.
    pub fn go_on(&self) -> Outcome {
        self.signal(Signal::CONT)
    }

    fn signal(&self, signal: Signal) -> Outcome {
        let running = process::marked(self.root.path());
        let (process, _) = running
            .into_iter()
            .find(|(_, name)| name == "tonearm")
            .ok_or_else(|| Failure::new("no Tonearm runs"))?;
        Ok(kill_process(process, signal)?)
    }
}
