//! What the environment may change. Reads no variable itself: the caller hands them in, so that a test can too.
//! An address that it gives never leads away from this computer.

use std::{ffi::OsString, path::PathBuf};

use library::Zone;
use spotify::{Addresses, NotLoopback};
use vault::Secret;

/// What the environment says. Everything in it is optional.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `TONEARM_DATA_DIR`: a data folder other than the system's usual one.
    pub data: Option<PathBuf>,
    /// `TONEARM_ACCOUNTS_URL`: replaces `https://accounts.spotify.com`, on this computer only.
    pub accounts: Option<String>,
    /// `TONEARM_API_URL`: replaces `https://api.spotify.com/v1`, on this computer only.
    pub api: Option<String>,
    /// `TONEARM_MUSICBRAINZ_URL`: replaces `https://musicbrainz.org`, on this computer only.
    pub musicbrainz: Option<String>,
    /// `TONEARM_LISTENBRAINZ_URL`: replaces `https://api.listenbrainz.org`, on this computer only.
    pub listenbrainz: Option<String>,
    /// `TONEARM_LOG`: `error`, `warn`, `info`, `debug` or `trace`.
    pub log: Option<log::LevelFilter>,
    /// `TZ`: the time zone, such as `Europe/Vienna`.
    pub zone: Option<String>,
    /// `TONEARM_REMOTE_PASSWORD`: the password of the remote's database, where there is no keychain.
    pub remote_password: Option<Secret<String>>,
}

impl Environment {
    /// Reads the variables through `var`. An empty variable counts as absent.
    pub fn from_vars(var: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| var(name).filter(|value| !value.is_empty());
        let text = |name| set(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            data: set("TONEARM_DATA_DIR").map(PathBuf::from),
            accounts: text("TONEARM_ACCOUNTS_URL"),
            api: text("TONEARM_API_URL"),
            musicbrainz: text("TONEARM_MUSICBRAINZ_URL"),
            listenbrainz: text("TONEARM_LISTENBRAINZ_URL"),
            log: text("TONEARM_LOG").and_then(|level| level.parse().ok()),
            zone: text("TZ"),
            remote_password: text("TONEARM_REMOTE_PASSWORD").map(Secret::new),
        }
    }

    /// Where Spotify is.
    ///
    /// # Errors
    /// [`NotLoopback`] when an override points away from this computer.
    pub fn addresses(&self) -> Result<Addresses, NotLoopback> {
        Addresses::overridden(self.accounts.as_deref(), self.api.as_deref())
    }

    /// Whether something else answers in Spotify's place.
    pub fn has_stand_in(&self) -> bool {
        self.accounts.is_some() || self.api.is_some()
    }
}

/// Where the listener is: by `tz`, the value of `TZ`, as the web view goes by it too; else by the system's settings; UTC
/// where neither names a zone.
pub fn zone(tz: Option<&str>) -> Zone {
    let here = || tz?.trim_start_matches(':').parse().ok();
    let system = || iana_time_zone::get_timezone().ok()?.parse().ok();
    here().or_else(system).unwrap_or_default()
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

    #[test]
    fn the_environments_zone_goes_before_the_systems() {
        assert_eq!(zone(Some(":Europe/Vienna")).name(), "Europe/Vienna");
    }
}
