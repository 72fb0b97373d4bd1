//! Starts of the application that open no window, because one runs already.

use rustix::process::{Signal, kill_process};

use super::artifact::application;
use super::{Testbed, process};
use crate::failure::{Failure, Outcome};
use crate::wait::TIMEOUT;

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code, unless a signal ended it.
    pub code: Option<i32>,
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
        let mut command = self.command(application()?, arguments)?;
        command.envs(environment.iter().copied());
        let ended = tokio::task::spawn_blocking(move || command.output());
        let Ok(output) = tokio::time::timeout(TIMEOUT, ended).await else {
            return Err(Failure::new("a second Tonearm runs beside the first"));
        };
        let output = output??;
        Ok(Ended {
            code: output.status.code(),
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
