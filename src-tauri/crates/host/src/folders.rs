//! The data folder and the names of what lies in it. Creates and opens nothing.
//! A folder that somebody chose has a keychain entry of its own, so that a trial never touches the real sign-in.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::environment::Environment;

/// The app's identifier: names its data folder, and its entries in the keychain.
pub const IDENTIFIER: &str = "app.tonearm.desktop";

const WINDOW_STATE: &str = ".window-state.json";

/// The data folder, and the names that belong to it.
#[derive(Debug, Clone)]
pub struct Folders {
    data: PathBuf,
    chosen: bool,
}

impl Folders {
    /// A folder that somebody chose.
    ///
    /// # Errors
    /// When `data` is relative and there is no current folder.
    pub fn chosen(data: &Path) -> io::Result<Self> {
        Ok(Self {
            // Absolute, because the folder is also part of the keychain entry's name.
            data: std::path::absolute(data)?,
            chosen: true,
        })
    }

    /// The app's own folder, `usual`; below it where the environment puts something else in Spotify's place, which must
    /// not meet the real sign-in.
    pub fn usual(usual: PathBuf, environment: &Environment) -> Self {
        let stand_in = environment.has_stand_in();
        Self {
            data: if stand_in { usual.join("stand-in") } else { usual },
            chosen: stand_in,
        }
    }

    /// The folder itself.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Whether somebody chose it, so that it may be a folder with other things in it.
    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Whether what lies at `path` in the data folder is Tonearm's, by its name.
    pub(crate) fn is_named_as_ours(path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ours = [
            "archive.",
            "tonearm.",
            "cli.",
            "sign-in.lock",
            "genres.lock",
            WINDOW_STATE,
        ];
        ["backups", "covers", "logs"].contains(&&*name) || ours.iter().any(|start| name.starts_with(start))
    }

    /// All that was ever played.
    pub fn archive(&self) -> PathBuf {
        self.data.join("archive.db")
    }

    /// What the listener chose in the app, and what the app fetched. Only the app writes it.
    pub fn app_settings(&self) -> PathBuf {
        self.data.join("tonearm.json")
    }

    /// What the command line remembers. Only the command line writes it.
    pub fn cli_settings(&self) -> PathBuf {
        self.data.join("cli.json")
    }

    /// Where the window was, and how large.
    pub fn window_state(&self) -> PathBuf {
        self.data.join(WINDOW_STATE)
    }

    /// Locked by the app while it runs, so that there are never two of it.
    pub fn app_lock(&self) -> PathBuf {
        self.data.join("tonearm.lock")
    }

    /// Locked by whichever program exchanges or replaces the sign-in that the keychain holds.
    pub fn sign_in_lock(&self) -> PathBuf {
        self.data.join("sign-in.lock")
    }

    /// Locked by whichever program looks genres up: together they would ask more often than they may.
    pub fn genres_lock(&self) -> PathBuf {
        self.data.join("genres.lock")
    }

    /// Pictures of albums and artists.
    pub fn covers(&self) -> PathBuf {
        self.data.join("covers")
    }

    /// The app's log files.
    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    /// Which entry under [`IDENTIFIER`] the keychain holds the sign-in in.
    pub fn keychain_account(&self) -> String {
        self.account("spotify")
    }

    /// Which entry under [`IDENTIFIER`] the keychain holds a sign-in in while the browser is asked for it.
    pub fn attempt_account(&self) -> String {
        self.account("sign-in")
    }

    /// Which entry under [`IDENTIFIER`] the keychain holds the listener's ListenBrainz token in.
    pub fn token_account(&self) -> String {
        self.account("listenbrainz")
    }

    /// Which entry under [`IDENTIFIER`] the keychain holds the password of the remote's database in.
    pub fn remote_account(&self) -> String {
        self.account("remote")
    }

    fn account(&self, of: &str) -> String {
        if self.chosen {
            format!("{of} {}", self.data.display())
        } else {
            of.to_owned()
        }
    }

    /// Whether a file at `path` would take the place of one of Tonearm's own.
    pub fn is_ours(&self, path: &Path) -> bool {
        let folder = match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) => parent,
            None => return false,
        };
        let Ok(folder) = folder.canonicalize() else {
            return false;
        };
        let is = |ours: &Path| ours.canonicalize().is_ok_and(|ours| ours == folder);
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let ours = [
            "archive.db",
            "archive.damaged",
            "tonearm.",
            "cli.json",
            "sign-in.lock",
            "genres.lock",
        ];
        is(&self.data.join("backups")) || is(&self.data) && ours.iter().any(|start| name.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(name: &str, value: &str) -> Environment {
        Environment::from_vars(|asked| (asked == name).then(|| value.into()))
    }

    #[test]
    fn the_identifier_is_the_apps() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], IDENTIFIER);
    }

    #[test]
    fn the_apps_folder_has_the_apps_sign_in() {
        let folders = Folders::usual("usual".into(), &environment("TONEARM_DATA_DIR", ""));
        assert_eq!(folders.archive(), Path::new("usual/archive.db"));
        assert_eq!(folders.keychain_account(), "spotify");
    }

    #[test]
    fn a_chosen_folder_has_a_sign_in_of_its_own() {
        let folders = Folders::chosen(Path::new("/somewhere")).unwrap();
        assert!(folders.keychain_account().ends_with("somewhere"));
    }

    #[test]
    fn a_stand_in_for_spotify_never_meets_the_real_archive() {
        let environment = environment("TONEARM_API_URL", "http://127.0.0.1:9/v1");
        let folders = Folders::usual("app.tonearm.desktop".into(), &environment);
        assert!(folders.archive().ends_with("app.tonearm.desktop/stand-in/archive.db"));
        assert_ne!(folders.keychain_account(), "spotify");
    }
}
