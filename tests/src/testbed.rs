//! A testbed for one scenario: a simulated Spotify, a desktop of its own, a person's browser, and the application.
//!
//! Dropping a testbed ends everything that it started and removes its folders.

mod artifact;
mod builder;
mod desktop;
mod display;
mod drag;
mod driver;
mod file_dialog;
mod files;
mod keyboard;
mod process;
mod program;
mod question;
mod start;
mod turn;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub use self::builder::Builder;
pub use self::drag::Drag;
pub use self::program::{Program, Wakeups};
pub use self::question::Question;
pub use self::start::Ended;

pub(crate) use self::driver::Driver;

use self::artifact::application;
use self::desktop::Desktop;
use self::display::{Display, TITLE};
use self::turn::Turn;
use crate::browser::{Browser, Intent};
use crate::failure::{Failure, Outcome};
use crate::tray::Tray;
use crate::wait::{poll, until};

/// How many of the log's last lines a failure to start tells.
const LOGGED: usize = 40;

/// How often the application is started at most, where other programs take the port it would be driven by.
const STARTS: usize = 3;

/// A simulated Spotify, a desktop, a browser and a place for the application.
pub struct Testbed {
    scenario: String,
    simulator: simulator::Simulator,
    browser: Browser,
    browser_program: PathBuf,
    tray: Tray,
    desktop: Option<Desktop>,
    root: TempDir,
    /// Kept until everything else has ended.
    turn: Turn,
}

impl Testbed {
    /// The usual testbed, named after the test that runs.
    ///
    /// # Errors
    /// See [`Builder::build`].
    pub async fn new() -> Outcome<Self> {
        Self::builder()?.build().await
    }

    /// A testbed for scenarios that count recent plays; see [`Builder::with_kind_list`].
    ///
    /// # Errors
    /// See [`Builder::build`].
    pub async fn with_kind_list() -> Outcome<Self> {
        Self::builder()?.with_kind_list().build().await
    }

    /// The usual testbed, to change before [`Builder::build`].
    ///
    /// # Errors
    /// When this program cannot find out where it lies.
    pub fn builder() -> Outcome<Builder> {
        Builder::new()
    }

    /// The simulated Spotify.
    #[must_use]
    pub fn spotify(&self) -> &simulator::Simulator {
        &self.simulator
    }

    /// The person's browser.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The browser's program, which the desktop opens pages with.
    #[must_use]
    pub fn browser_program(&self) -> &Path {
        &self.browser_program
    }

    /// The desktop's tray, where applications put their icons.
    #[must_use]
    pub fn tray(&self) -> &Tray {
        &self.tray
    }

    /// The application's data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The home folder, with every file that the application could have left outside its data folder.
    ///
    /// # Errors
    /// When the testbed is being dropped.
    pub fn home(&self) -> Outcome<&Path> {
        Ok(self.desktop()?.home())
    }

    /// Answers a page that was left open in the browser.
    ///
    /// # Errors
    /// When the page does not answer, or does not redirect.
    pub async fn answer(&self, page: &str, intent: Intent) -> Outcome {
        self.browser.will(intent)?;
        self.run(&self.browser_program, &[page]).await.map(drop)
    }

    /// Runs a program on this desktop to its end and returns what it printed.
    ///
    /// # Errors
    /// When it does not start or fails.
    pub async fn run(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Outcome<String> {
        let mut command = self.command(program, arguments)?;
        // On another thread, because the simulated Spotify answers on this one.
        let ran = tokio::task::spawn_blocking(move || (command.output(), command)).await?;
        let (output, command) = (ran.0?, ran.1);
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(format!("{command:?}: {}: {errors}", output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Outcome<Command> {
        let mut command = Command::new(program);
        self.desktop()?.set_environment(&mut command);
        command
            .args(arguments)
            .envs(self.application_environment())
            .stdin(Stdio::null());
        Ok(command)
    }

    /// Starts a program on this desktop, without a driver. It runs until the returned value is dropped.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(&self, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome<Program> {
        let of_application = self.application_environment();
        let desktop = self.desktop()?;
        Program::start(self.root.path(), program, |command| {
            desktop.set_environment(command);
            command
                .args(arguments)
                .envs(of_application)
                .envs(environment.iter().copied());
        })
    }

    /// Starts the application in a driver. `environment` is added to its usual one.
    pub(crate) async fn drive(
        &self,
        arguments: &[String],
        environment: &[(String, String)],
    ) -> Outcome<(Driver, fantoccini::Client)> {
        let application = application()?;
        let mut whole = self.application_environment();
        whole.extend_from_slice(environment);
        let taken_before = self.ports_taken();
        while self.ports_taken() < taken_before + STARTS {
            let taken = self.ports_taken();
            let ports = (self.turn.free_port()?, self.turn.free_port()?);
            let driver = Driver::start(ports, self.desktop()?, &whole, &self.driver_log()).await?;
            tokio::select! {
                opened = driver.open(&application, arguments) => {
                    return match opened {
                        Ok(client) => Ok((driver, client)),
                        Err(failure) => Err(self.not_opened(&application, arguments, &failure)),
                    };
                }
                // Nothing can be driven then, and the driver would wait for ever.
                () = poll(async || self.ports_taken() > taken) => {}
            }
            drop(driver);
            until("the application that cannot be driven has ended", async || {
                self.processes("tonearm") == 0
            })
            .await?;
        }
        let failure = Failure::new("other programs took the port it is driven by, again and again");
        Err(self.not_opened(&application, arguments, &failure))
    }

    /// How often the port was taken by which the driver wanted to reach the application: the driver lets the system choose one,
    /// and between this and the application's listening there, any other program can be given the same one.
    fn ports_taken(&self) -> usize {
        let log = fs::read_to_string(self.driver_log()).unwrap_or_default();
        log.matches("Failed to start remote inspector server").count()
    }

    fn not_opened(&self, application: &Path, arguments: &[String], failure: &Failure) -> Failure {
        let log = fs::read_to_string(self.driver_log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(LOGGED)..].join("\n");
        let running: Vec<_> = process::marked(self.root.path())
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        Failure::new(format!(
            "{} {arguments:?}: {failure}. Its window {} on the display; running: {}. The log ends with:\n{last}",
            application.display(),
            if self.shows_window() { "is" } else { "is not" },
            running.join(", "),
        ))
    }

    /// Presses the close button of the application's window.
    ///
    /// # Errors
    /// When no window can be seen.
    pub fn close_window(&self) -> Outcome {
        self.display()?.close(TITLE)
    }

    /// How many processes of that name run in this testbed. The system keeps only the first 15 letters of a name.
    #[must_use]
    pub fn processes(&self, name: &str) -> usize {
        let running = process::marked(self.root.path());
        running
            .iter()
            .filter(|(_, known)| name.starts_with(known.as_str()))
            .count()
    }

    /// What the system lets each process of that name use: its `/proc/PID/limits`.
    #[must_use]
    pub fn limits(&self, name: &str) -> Vec<String> {
        let running = process::marked(self.root.path()).into_iter();
        let named = running.filter(|(_, known)| name.starts_with(known.as_str()));
        named
            .filter_map(|(pid, _)| std::fs::read_to_string(format!("/proc/{}/limits", pid.as_raw_nonzero())).ok())
            .collect()
    }

    /// Whether the application's window can be seen on the display, whether or not a driver is attached to it.
    #[must_use]
    pub fn shows_window(&self) -> bool {
        self.shows(TITLE)
    }

    /// Whether a window can be seen on the display whose title ends like this.
    #[must_use]
    pub fn shows(&self, title: &str) -> bool {
        self.display().is_ok_and(|display| display.shows(title))
    }

    /// Where the window whose title ends like this is on the display: left, top, width, height.
    ///
    /// # Errors
    /// When no such window can be seen.
    pub fn place_of(&self, title: &str) -> Outcome<[i32; 4]> {
        self.display()?.place(title)
    }

    /// How many colours can be seen in the window whose title ends like this. One that shows text has many.
    ///
    /// # Errors
    /// When no such window can be seen.
    pub fn colours_in(&self, title: &str) -> Outcome<usize> {
        let display = self.display()?;
        let picture = display.picture(display.window(title)?)?;
        let colours: HashSet<&[u8]> = picture.chunks_exact(4).collect();
        Ok(colours.len())
    }

    /// Gives the keyboard to the application's window, as a click on it does.
    ///
    /// # Errors
    /// When no window can be seen.
    pub fn focus_window(&self) -> Outcome {
        self.display()?.focus(TITLE)
    }

    fn application_environment(&self) -> Vec<(String, String)> {
        vec![
            ("TONEARM_DATA_DIR".to_owned(), self.data().display().to_string()),
            ("TONEARM_LOG".to_owned(), "trace".to_owned()),
            ("TONEARM_ACCOUNTS_URL".to_owned(), self.simulator.accounts_url()),
            ("TONEARM_API_URL".to_owned(), self.simulator.api_url()),
            ("TONEARM_MUSICBRAINZ_URL".to_owned(), self.simulator.musicbrainz_url()),
            ("TONEARM_LISTENBRAINZ_URL".to_owned(), self.simulator.listenbrainz_url()),
        ]
    }

    fn driver_log(&self) -> PathBuf {
        self.root.path().join("driver.log")
    }

    /// Its message bus.
    pub(crate) fn bus(&self) -> Outcome<&zbus::Connection> {
        Ok(self.desktop()?.bus())
    }

    fn display(&self) -> Outcome<Display> {
        Display::at(self.desktop()?.display())
    }

    fn desktop(&self) -> Outcome<&Desktop> {
        self.desktop
            .as_ref()
            .ok_or_else(|| Failure::new("the testbed is being dropped"))
    }
}

impl Drop for Testbed {
    fn drop(&mut self) {
        // A failed assertion panics without the window's own report; save at least a screenshot and the log.
        if std::thread::panicking()
            && let Ok(folder) = self.failure_folder()
        {
            let file = folder.join("display.png").display().to_string();
            if let Ok(mut import) = self.command("import", &["-window", "root", &file]) {
                let _ = import.status();
            }
            let _ = fs::write(folder.join("log.txt"), self.log());
        }
        drop(self.desktop.take());
        process::kill_marked(self.root.path());
    }
}
