//! Where Tonearm's things lie, and what the environment may change about it.

use std::{ffi::OsString, path::PathBuf};

use spotify::{Addresses, NotLoopback};
use tauri::{AppHandle, Manager};

/// What the environment says. Everything in it is optional.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `TONEARM_DATA_DIR`: a data folder other than the system's usual one.
    pub data: Option<PathBuf>,
    /// `TONEARM_ACCOUNTS_URL`: stands in for `https://accounts.spotify.com`, on this computer only.
    pub accounts: Option<String>,
    /// `TONEARM_API_URL`: stands in for `https://api.spotify.com/v1`, on this computer only.
    pub api: Option<String>,
    /// `TONEARM_LOG`: `error`, `warn`, `info` (as usual), `debug` or `trace`.
    pub log: Option<log::LevelFilter>,
}

impl Environment {
    /// Reads the variables through `var`. An empty variable counts as absent.
    pub fn from_vars(var: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name| var(name).filter(|value| !value.is_empty());
        let words = |name| text(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            data: text("TONEARM_DATA_DIR").map(PathBuf::from),
            accounts: words("TONEARM_ACCOUNTS_URL"),
            api: words("TONEARM_API_URL"),
            log: words("TONEARM_LOG").and_then(|level| level.parse().ok()),
        }
    }

    /// Where Spotify is.
    ///
    /// # Errors
    /// [`NotLoopback`] when an override points away from this computer.
    pub fn addresses(&self) -> Result<Addresses, NotLoopback> {
        Addresses::overridden(self.accounts.as_deref(), self.api.as_deref())
    }
}

/// The folders and names that belong to this data folder.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    data: PathBuf,
    chosen: bool,
}

impl Paths {
    pub(crate) fn new(app: &AppHandle, environment: &Environment) -> tauri::Result<Self> {
        match &environment.data {
            // Absolute, because the folder is also part of the keychain entry's name.
            Some(data) => Ok(Self {
                data: std::path::absolute(data)?,
                chosen: true,
            }),
            // A stand-in for Spotify never meets the real sign-in.
            None if environment.accounts.is_some() || environment.api.is_some() => Ok(Self {
                data: app.path().app_data_dir()?.join("stand-in"),
                chosen: true,
            }),
            None => Ok(Self {
                data: app.path().app_data_dir()?,
                chosen: false,
            }),
        }
    }

    /// What the listener chose, and what was fetched.
    pub(crate) fn store(&self) -> PathBuf {
        self.data.join("tonearm.json")
    }

    /// All that was ever played.
    pub(crate) fn archive(&self) -> PathBuf {
        self.data.join("archive.db")
    }

    pub(crate) fn covers(&self) -> PathBuf {
        self.data.join("covers")
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    /// The keychain entry. A chosen data folder has its own, so that a trial never touches the
    /// real sign-in.
    pub(crate) fn keychain_account(&self) -> String {
        if self.chosen {
            format!("spotify {}", self.data.display())
        } else {
            "spotify".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(vars: &[(&str, &str)]) -> Environment {
        Environment::from_vars(|name| vars.iter().find(|var| var.0 == name).map(|var| var.1.into()))
    }

    #[test]
    fn without_a_word_it_is_the_real_spotify() {
        assert_eq!(environment(&[]).addresses().unwrap(), Addresses::spotify());
        assert_eq!(
            environment(&[("TONEARM_API_URL", "")]).addresses().unwrap(),
            Addresses::spotify()
        );
    }

    #[test]
    fn a_token_is_never_sent_to_another_computer() {
        let elsewhere = environment(&[("TONEARM_API_URL", "http://192.0.2.1/v1")]);
        assert!(elsewhere.addresses().is_err());
    }

    #[test]
    fn the_log_can_be_asked_for_more() {
        assert_eq!(
            environment(&[("TONEARM_LOG", "trace")]).log,
            Some(log::LevelFilter::Trace)
        );
        assert_eq!(environment(&[("TONEARM_LOG", "loud")]).log, None);
    }
}
