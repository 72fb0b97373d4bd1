//! Building a testbed, and the choices before it.

use std::path::PathBuf;
use std::sync::Arc;

use simulator::metabrainz::Manners;

use super::Testbed;
use super::artifact::built;
use super::desktop::{Desktop, Keychain};
use super::turn::Turn;
use crate::browser::Browser;
use crate::clock::now;
use crate::failure::Outcome;
use crate::tray::Tray;

/// A testbed to be built. Without changes it is the usual one.
pub struct Builder {
    scenario: String,
    keychain: Keychain,
    browser: PathBuf,
    simulator: simulator::Options,
    uses_fixed_port: bool,
    has_tray: bool,
}

impl Builder {
    pub(super) fn new() -> Outcome<Self> {
        let test = std::thread::current().name().unwrap_or("main").to_owned();
        let mut simulator = simulator::Options::new(Arc::new(now));
        simulator.metabrainz = Manners::kind();
        Ok(Self {
            scenario: test.replace("::", "-"),
            keychain: Keychain::Unlocked,
            browser: built("browser")?,
            simulator,
            uses_fixed_port: false,
            has_tray: true,
        })
    }

    /// Has a keychain that never answers.
    #[must_use]
    pub fn with_silent_keychain(mut self) -> Self {
        self.keychain = Keychain::Silent;
        self
    }

    /// Leaves out the keychain, as on a bare window manager.
    #[must_use]
    pub fn without_keychain(mut self) -> Self {
        self.keychain = Keychain::Absent;
        self
    }

    /// Leaves out the tray, as on a desktop that has no place for icons.
    #[must_use]
    pub fn without_tray(mut self) -> Self {
        self.has_tray = false;
        self
    }

    /// Takes a Spotify other than the usual, which is in order and on the machine's own time.
    #[must_use]
    pub fn with_spotify(mut self, options: simulator::Options) -> Self {
        self.simulator = options;
        self
    }

    /// Spotify's list of recent plays has the last fifty, each from its end on: for scenarios that count them. Usually it is as unkind as
    /// the real one.
    #[must_use]
    pub fn with_kind_list(mut self) -> Self {
        self.simulator.quirks = simulator::Quirks::none();
        self
    }

    /// Its listener has led the eventful life, and the list of recent plays is kind: for the demo.
    #[must_use]
    pub fn with_eventful_life(mut self) -> Self {
        self.simulator.life = simulator::Life::eventful();
        self.with_kind_list()
    }

    /// For a scenario that uses the fixed port of the loopback redirect: no other testbed uses it at the same time.
    #[must_use]
    pub fn with_fixed_port(mut self) -> Self {
        self.uses_fixed_port = true;
        self
    }

    /// Waits for its turn and builds the testbed.
    ///
    /// # Errors
    /// When a program is missing or does not start; the message says which one, and how to install it.
    pub async fn build(self) -> Outcome<Testbed> {
        let turn = Turn::wait(self.uses_fixed_port).await?;
        let root = tempfile::Builder::new().prefix("tonearm-").tempdir()?;
        let browser = Browser::at(&root.path().join("browser"))?;
        let desktop = Desktop::start(root.path(), &self.browser, self.keychain).await?;
        let tray = Tray::start(desktop.bus()).await?;
        if !self.has_tray {
            tray.leave().await?;
        }
        Ok(Testbed {
            scenario: self.scenario,
            simulator: simulator::start(self.simulator).await?,
            browser,
            browser_program: self.browser,
            tray,
            desktop: Some(desktop),
            root,
            turn,
        })
    }
}
