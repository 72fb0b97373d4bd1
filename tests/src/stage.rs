//! A stage for one scenario: a simulated Spotify, a desktop of its own, a person's browser, and the application.
//!
//! Stages take turns, across threads and processes alike, because the loopback redirect has one fixed port on a machine.
//! Everything on a stage ends when it is dropped, and its folders go with it.

mod built;
mod chooser;
mod desktop;
mod display;
mod drag;
mod driver;
mod keys;
mod process;
mod program;
mod props;
mod traces;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tempfile::TempDir;

pub use self::drag::Drag;
pub use self::props::Props;

pub(crate) use self::driver::Driver;
pub use self::program::Program;

use self::built::{application, built};
use self::desktop::{Desktop, Keychain};
use self::display::Display;
use crate::browser::{Browser, Intent};
use crate::failure::{Failure, Told};
use crate::tray::Shelf;
use crate::window::{TITLE, Window};

/// How long a scenario waits for something that should come about. A loaded machine takes its time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A simulated Spotify, a desktop, a browser and a place for the application.
pub struct Stage {
    scenario: String,
    simulator: Option<simulator::Simulator>,
    browser: Browser,
    browser_program: PathBuf,
    shelf: Shelf,
    desktop: Option<Desktop>,
    root: TempDir,
    /// Held until everything else is gone.
    _turn: File,
}

impl Stage {
    /// The usual stage, named after the test that runs.
    ///
    /// # Errors
    /// See [`Props::build`].
    pub async fn new() -> Told<Self> {
        Self::props()?.build().await
    }

    /// What the usual stage is built with, to change before [`Props::build`].
    ///
    /// # Errors
    /// When it cannot be told where this program lies.
    pub fn props() -> Told<Props> {
        let test = std::thread::current().name().unwrap_or("main").to_owned();
        Ok(Props {
            scenario: test.replace("::", "-"),
            keychain: Keychain::Unlocked,
            browser: built("browser")?,
            simulator: None,
        })
    }

    /// Opens the application and waits for its window.
    ///
    /// # Errors
    /// When it was not built, or opens no window.
    pub async fn open(&self) -> Told<Window<'_>> {
        self.open_with(&[], &[]).await
    }

    /// Opens the application with these arguments and more environment.
    ///
    /// # Errors
    /// When it was not built, or opens no window.
    pub async fn open_with(&self, arguments: &[String], environment: &[(String, String)]) -> Told<Window<'_>> {
        let application = application()?;
        let mut around = self.application_environment();
        around.extend_from_slice(environment);
        let driver = Driver::start(self.desktop()?, &around, &self.driver_log()).await?;
        let client = driver.open(&application, arguments).await.map_err(|failure| {
            let said = fs::read_to_string(self.driver_log()).unwrap_or_default();
            Failure::new(format!("{} opened no window: {failure}\n{said}", application.display()))
        })?;
        Ok(Window::new(self, driver, client))
    }

    /// The simulated Spotify.
    ///
    /// # Panics
    /// Never while a scenario holds the stage.
    #[must_use]
    #[expect(clippy::expect_used, reason = "it is taken out only when the stage is dropped")]
    pub fn spotify(&self) -> &simulator::Simulator {
        self.simulator.as_ref().expect("a stage has its Spotify")
    }

    /// The person's browser.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The shelf where applications put their tray icons.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The application's data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The home folder, with every file that the application could have left outside its data folder.
    ///
    /// # Errors
    /// When the stage is being taken down.
    pub fn home(&self) -> Told<&Path> {
        Ok(self.desktop()?.home())
    }

    /// Answers a page that was left open in the browser, as the person finally does.
    ///
    /// # Errors
    /// When the page does not answer, or leads nowhere.
    pub async fn answer(&self, page: &str, intent: Intent) -> Told {
        self.browser.will(intent)?;
        self.run(&self.browser_program, &[page]).await.map(drop)
    }

    /// Runs a program on this desktop to its end, as a person at a terminal would, and gives what it printed.
    ///
    /// # Errors
    /// When it does not start or reports failure.
    pub async fn run(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Told<String> {
        let mut command = self.command(program, arguments)?;
        // On another thread, because the simulated Spotify answers on this one.
        let ran = tokio::task::spawn_blocking(move || (command.output(), command)).await?;
        let (output, command) = (ran.0?, ran.1);
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(format!("{command:?}: {}: {said}", output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Told<Command> {
        let mut command = Command::new(program);
        self.desktop()?.dress(&mut command);
        command
            .args(arguments)
            .envs(self.application_environment())
            .stdin(Stdio::null());
        Ok(command)
    }

    /// Starts a program on this desktop, outside any driver, and leaves it running until what comes back is dropped.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(&self, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Told<Program> {
        let around = self.application_environment();
        let desktop = self.desktop()?;
        Program::start(self.root.path(), program, |command| {
            desktop.dress(command);
            command.args(arguments).envs(around).envs(environment.iter().copied());
        })
    }

    /// Presses the close button of the application's window.
    ///
    /// # Errors
    /// When no window can be seen.
    pub fn close_window(&self) -> Told {
        self.display()?.close(TITLE)
    }

    /// Starts the application once more and waits until this second one has ended by itself.
    ///
    /// # Errors
    /// When it does not start, or goes on running.
    pub async fn start_again(&self, arguments: &[&str]) -> Told {
        let second = self.run(application()?, arguments);
        match tokio::time::timeout(PATIENCE, second).await {
            Ok(ended) => ended.map(drop),
            Err(_) => Err(Failure::new("a second Tonearm runs beside the first")),
        }
    }

    /// How many processes of that name run on this stage; the system knows the first 15 letters.
    #[must_use]
    pub fn processes(&self, name: &str) -> usize {
        let running = process::marked(self.root.path());
        running
            .iter()
            .filter(|(_, known)| name.starts_with(known.as_str()))
            .count()
    }

    /// Whether the application's window can be seen on the display; also when no driver reaches it.
    #[must_use]
    pub fn shows_window(&self) -> bool {
        self.display().is_ok_and(|display| display.shows(TITLE))
    }

    fn application_environment(&self) -> Vec<(String, String)> {
        let mut environment = vec![
            ("TONEARM_DATA_DIR".to_owned(), self.data().display().to_string()),
            ("TONEARM_LOG".to_owned(), "trace".to_owned()),
        ];
        if let Some(simulator) = &self.simulator {
            environment.push(("TONEARM_ACCOUNTS_URL".to_owned(), simulator.accounts_url()));
            environment.push(("TONEARM_API_URL".to_owned(), simulator.api_url()));
        }
        environment
    }

    fn driver_log(&self) -> PathBuf {
        self.root.path().join("driver.log")
    }

    pub(crate) fn display(&self) -> Told<Display> {
        Display::at(self.desktop()?.display())
    }

    fn desktop(&self) -> Told<&Desktop> {
        self.desktop
            .as_ref()
            .ok_or_else(|| Failure::new("the stage is being taken down"))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A claim that does not hold panics past the window's own report: keep at least the picture.
        if std::thread::panicking()
            && let Ok(folder) = self.evidence()
        {
            let file = folder.join("display.png").display().to_string();
            if let Ok(mut import) = self.command("import", &["-window", "root", &file]) {
                let _ = import.status();
            }
            let _ = fs::write(folder.join("log.txt"), self.log());
        }
        drop(self.desktop.take());
        process::sweep(self.root.path());
    }
}

/// Polls until something holds.
///
/// # Errors
/// When it does not come about for as long as a scenario waits; names it.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) -> Told {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while !holds().await {
        if tokio::time::Instant::now() > deadline {
            return Err(Failure::new(format!(
                "waited {} s in vain until {what}",
                PATIENCE.as_secs()
            )));
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    Ok(())
}

/// The Spotify of most scenarios: everything in order, on the machine's own time.
#[must_use]
pub fn usual_spotify() -> simulator::Options {
    simulator::Options::new(Arc::new(now))
}

/// The time that a stage lives in: the application's own clock cannot be told another.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "a stage is a `main` of its own and hands out the clock"
)]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}
