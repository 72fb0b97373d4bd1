//! What a stage is built with, and the building of it.

use std::fs::File;
use std::path::PathBuf;

use crate::browser::Browser;
use crate::failure::Told;
use crate::stage::desktop::{Desktop, Keychain};
use crate::stage::{Stage, usual_spotify};
use crate::tray::Shelf;

/// What a stage is built with, where it is not the usual.
pub struct Props {
    pub(super) scenario: String,
    pub(super) keychain: Keychain,
    pub(super) browser: PathBuf,
    pub(super) simulator: Option<simulator::Options>,
}

impl Props {
    /// A stage without a keychain, as on a bare window manager.
    #[must_use]
    pub fn without_keychain(mut self) -> Self {
        self.keychain = Keychain::Absent;
        self
    }

    /// A Spotify other than the usual.
    #[must_use]
    pub fn with_spotify(mut self, options: simulator::Options) -> Self {
        self.simulator = Some(options);
        self
    }

    /// Waits for its turn and builds the stage.
    ///
    /// # Errors
    /// When a program is missing or does not start; says which, and what puts it in place.
    pub async fn build(self) -> Told<Stage> {
        let user = rustix::process::getuid().as_raw();
        let turn = File::create(std::env::temp_dir().join(format!("tonearm-stage-{user}.lock")))?;
        turn.lock()?;

        let root = tempfile::Builder::new().prefix("tonearm-").tempdir()?;
        let browser = Browser::at(&root.path().join("browser"))?;
        let desktop = Desktop::raise(root.path(), &self.browser, self.keychain).await?;
        let shelf = Shelf::put_up(desktop.bus()).await?;
        let spotify = self.simulator.unwrap_or_else(usual_spotify);
        Ok(Stage {
            scenario: self.scenario,
            simulator: Some(simulator::start(spotify).await?),
            browser,
            browser_program: self.browser,
            shelf,
            desktop: Some(desktop),
            root,
            _turn: turn,
        })
    }
}
