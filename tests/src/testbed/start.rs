//! Programs that end by themselves: starts of the application beside one that runs, and the command line.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

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

    /// Starts the application without a driver, and returns its process. It ends with the testbed at the latest.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_alone(&self) -> Outcome<Child> {
        self.start_alone_with(&[])
    }

    /// The same with arguments.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_alone_with(&self, arguments: &[&str]) -> Outcome<Child> {
        let mut command = self.command(&application()?, arguments)?;
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// When it does not run.
    pub fn go_on(&self) -> Outcome {
        self.signal(Signal::CONT)
    }

    /// Halts only the thread of the application's window, until what this returns is dropped. `None` where `strace` is missing or may not
    /// look at other programs.
    ///
    /// # Errors
    /// When the application does not run.
    pub fn halt_window_thread(&self) -> Outcome<Option<HaltedThread>> {
        let process = self.application()?.as_raw_nonzero().to_string();
        // Each time the thread would wait for something to do, it is kept for a minute.
        let waits = "poll,ppoll";
        let child = Command::new("strace")
            .args(["-o", "/dev/null", "-p", &process, "-e", &format!("trace={waits}")])
            .args(["-e", &format!("inject={waits}:delay_enter=60s")])
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else { return Ok(None) };
        let mut said = String::new();
        if let Some(errors) = child.stderr.take() {
            BufReader::new(errors).read_line(&mut said)?;
        }
        let halted = HaltedThread(child);
        Ok(said.contains("attached").then_some(halted))
    }

    fn application(&self) -> Outcome<Pid> {
        let mut running = process::marked(self.root.path()).into_iter();
        let found = running.find(|(_, name)| name == "tonearm");
        Ok(found.ok_or_else(|| Failure::new("no Tonearm runs"))?.0)
    }

    fn signal(&self, signal: Signal) -> Outcome {
        Ok(kill_process(self.application()?, signal)?)
    }
}

/// A thread of another program that does nothing while this lasts.
pub struct HaltedThread(Child);

impl Drop for HaltedThread {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
