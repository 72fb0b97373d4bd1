//! Where Tonearm's things lie. The same folder and the same keychain entry as the app's, unless another is chosen.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use library::{NotAZone, Zone};
use spotify::{Addresses, NotLoopback};

use crate::failure::Failure;

/// The app's identifier, which names its folder and its keychain entries.
pub(crate) const IDENTIFIER: &str = "app.tonearm.desktop";

/// What the environment says. An empty variable counts as absent.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    data: Option<PathBuf>,
    accounts: Option<String>,
    api: Option<String>,
    zone: Option<String>,
    pub(crate) log: Option<log::LevelFilter>,
}

impl Environment {
    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| var(name).filter(|value| !value.is_empty());
        let words = |name| set(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            data: set("TONEARM_DATA_DIR").map(PathBuf::from),
            accounts: words("TONEARM_ACCOUNTS_URL"),
            api: words("TONEARM_API_URL"),
            zone: words("TZ"),
            log: words("TONEARM_LOG").and_then(|level| level.parse().ok()),
        }
    }

    /// Where Spotify is.
    pub(crate) fn addresses(&self) -> Result<Addresses, NotLoopback> {
        Addresses::overridden(self.accounts.as_deref(), self.api.as_deref())
    }

    /// The zone that the listener is in, else UTC.
    pub(crate) fn zone(&self) -> Result<Zone, NotAZone> {
        let here = || self.zone.as_deref()?.trim_start_matches(':').parse().ok();
        let system = || iana_time_zone::get_timezone().ok()?.parse().ok();
        here().or_else(system).map_or_else(|| "UTC".parse(), Ok)
    }
}

/// The folder, and the names that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    folder: PathBuf,
    chosen: bool,
}

impl Place {
    pub(crate) fn find(chosen: Option<&Path>, environment: &Environment) -> Result<Self, Failure> {
        if let Some(folder) = chosen.or(environment.data.as_deref()) {
            // Absolute, because the folder is also part of the keychain entry's name.
            let folder = std::path::absolute(folder)
                .map_err(|error| Failure::new("no_data_folder", format!("{}: {error}", folder.display())))?;
            return Ok(Self { folder, chosen: true });
        }
        let folder = dirs::data_dir()
            .ok_or_else(|| {
                Failure::new(
                    "no_data_folder",
                    "You have no data folder here. Choose one with --data.",
                )
            })?
            .join(IDENTIFIER);
        // A stand-in for Spotify never meets the real sign-in.
        let stand_in = environment.accounts.is_some() || environment.api.is_some();
        Ok(Self {
            folder: if stand_in { folder.join("stand-in") } else { folder },
            chosen: stand_in,
        })
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.folder.join("archive.db")
    }

    pub(crate) fn covers(&self) -> PathBuf {
        self.folder.join("covers")
    }

    /// What this program remembers from run to run.
    pub(crate) fn memory(&self) -> PathBuf {
        self.folder.join("cli.json")
    }

    /// What the app remembers: it may be running, so this is only ever read.
    pub(crate) fn app_memory(&self) -> PathBuf {
        self.folder.join("tonearm.json")
    }

    pub(crate) fn keychain_account(&self) -> String {
        if self.chosen {
            format!("spotify {}", self.folder.display())
        } else {
            "spotify".to_owned()
        }
    }

    /// Whether a file at `path` would take the place of one of Tonearm's own.
    pub(crate) fn is_ours(&self, path: &Path) -> bool {
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
        let ours = ["archive.db", "archive.damaged", "tonearm.", "cli.json"];
        is(&self.folder.join("backups")) || is(&self.folder) && ours.iter().any(|start| name.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(vars: &[(&str, &str)]) -> Environment {
        Environment::from_vars(|name| vars.iter().find(|var| var.0 == name).map(|var| var.1.into()))
    }

    #[test]
    fn the_folder_is_the_apps() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], IDENTIFIER);
        let place = Place::find(None, &environment(&[("TONEARM_DATA_DIR", "")])).unwrap();
        assert_eq!(
            place.archive(),
            dirs::data_dir().unwrap().join(IDENTIFIER).join("archive.db")
        );
        assert_eq!(place.keychain_account(), "spotify");
    }

    #[test]
    fn a_chosen_folder_has_a_sign_in_of_its_own() {
        let environment = environment(&[("TONEARM_DATA_DIR", "/somewhere")]);
        let place = Place::find(None, &environment).unwrap();
        assert!(place.keychain_account().ends_with("somewhere"));
        let place = Place::find(Some(Path::new("/elsewhere")), &environment).unwrap();
        assert!(place.keychain_account().ends_with("elsewhere"));
    }

    #[test]
    fn a_stand_in_for_spotify_never_meets_the_real_archive() {
        let environment = environment(&[("TONEARM_API_URL", "http://127.0.0.1:9/v1")]);
        let place = Place::find(None, &environment).unwrap();
        assert!(place.archive().ends_with("app.tonearm.desktop/stand-in/archive.db"));
        assert_ne!(place.keychain_account(), "spotify");
    }
}
