//! What the listener agreed to, and the refresh token that proves it.
//! The token is in no debug print; [`Grant::to_keychain_json`] is the only way out for it.

use std::fmt;

use chrono::{DateTime, Months, Utc};
use oauth2::RefreshToken;
use serde::{Deserialize, Deserializer, Serialize};

use crate::client_id::ClientId;

/// Something the listener is asked to allow, by the name Spotify shows it under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Top tracks and artists.
    #[serde(rename = "user-top-read")]
    TopRead,
    /// The last fifty plays.
    #[serde(rename = "user-read-recently-played")]
    RecentlyPlayed,
    /// What plays at this moment.
    #[serde(rename = "user-read-currently-playing")]
    CurrentlyPlaying,
    /// Seeing one's private playlists.
    #[serde(rename = "playlist-read-private")]
    PlaylistReadPrivate,
    /// Making and changing private playlists.
    #[serde(rename = "playlist-modify-private")]
    PlaylistModifyPrivate,
    /// Making and changing public playlists.
    #[serde(rename = "playlist-modify-public")]
    PlaylistModifyPublic,
}

impl Scope {
    /// Everything that Tonearm asks for.
    pub const ALL: [Self; 6] = [
        Self::TopRead,
        Self::RecentlyPlayed,
        Self::CurrentlyPlaying,
        Self::PlaylistReadPrivate,
        Self::PlaylistModifyPrivate,
        Self::PlaylistModifyPublic,
    ];

    /// Spotify's name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TopRead => "user-top-read",
            Self::RecentlyPlayed => "user-read-recently-played",
            Self::CurrentlyPlaying => "user-read-currently-playing",
            Self::PlaylistReadPrivate => "playlist-read-private",
            Self::PlaylistModifyPrivate => "playlist-modify-private",
            Self::PlaylistModifyPublic => "playlist-modify-public",
        }
    }

    /// Reads Spotify's name; `None` for one that Tonearm never asks for.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// A consent: given to this Client ID, on that day, for these scopes. Kept in the keychain.
#[derive(Clone, Serialize, Deserialize)]
pub struct Grant {
    client_id: ClientId,
    refresh_token: RefreshToken,
    /// An older consent may cover scopes that are no longer asked for: those are dropped when it is read.
    #[serde(deserialize_with = "known_scopes")]
    scopes: Vec<Scope>,
    consented_at: DateTime<Utc>,
}

fn known_scopes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Scope>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    Ok(names.iter().filter_map(|name| Scope::named(name)).collect())
}

/// A kept grant that cannot be read. Does not say what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The kept sign-in cannot be read. Connect to Spotify again.")]
pub struct UnreadableGrant;

impl Grant {
    pub(crate) fn new(
        client_id: ClientId,
        refresh_token: RefreshToken,
        scopes: Vec<Scope>,
        consented_at: DateTime<Utc>,
    ) -> Self {
        Self {
            client_id,
            refresh_token,
            scopes,
            consented_at,
        }
    }

    /// The same consent with the token that Spotify sent in place of the last.
    pub(crate) fn rotated(&self, refresh_token: RefreshToken) -> Self {
        Self {
            refresh_token,
            ..self.clone()
        }
    }

    pub(crate) fn refresh_token(&self) -> &RefreshToken {
        &self.refresh_token
    }

    /// The app that was allowed.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// What was allowed.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// When the listener agreed.
    pub fn consented_at(&self) -> DateTime<Utc> {
        self.consented_at
    }

    /// Six calendar months after the consent: from then on Spotify wants a new one, however often the token was
    /// refreshed (Spotify's rule since July 2026).
    pub fn consent_ends(&self) -> DateTime<Utc> {
        self.consented_at
            .checked_add_months(Months::new(6))
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The grant **with its token in plain text**, as JSON. For the keychain and nothing else: never log it, never send it.
    ///
    /// Under 1 KiB, which leaves room below the 2560 bytes of Windows' Credential Manager.
    pub fn to_keychain_json(&self) -> String {
        // A struct of strings cannot fail to serialise; an empty text would be refused when it is read.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Grant::to_keychain_json`] wrote.
    ///
    /// # Errors
    /// [`UnreadableGrant`] for anything else. The cause is dropped on purpose: serde quotes the text it stumbled over.
    pub fn from_keychain_json(json: &str) -> Result<Self, UnreadableGrant> {
        serde_json::from_str(json).map_err(|_| UnreadableGrant)
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .field("consented_at", &self.consented_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "AQC-very-secret-indeed";

    fn grant() -> Grant {
        Grant::new(
            "0123456789abcdef0123456789abcdef".parse().unwrap(),
            RefreshToken::new(TOKEN.to_owned()),
            Scope::ALL.to_vec(),
            "2026-08-31T12:00:00Z".parse().unwrap(),
        )
    }

    #[test]
    fn a_print_never_shows_the_token() {
        assert!(!format!("{:?}", grant()).contains(TOKEN));
        assert!(!format!("{:#?}", grant()).contains(TOKEN));
    }

    #[test]
    fn what_is_kept_can_be_read_again() {
        let back = Grant::from_keychain_json(&grant().to_keychain_json()).unwrap();
        assert_eq!(back.refresh_token().secret(), TOKEN);
        assert_eq!(back.scopes(), Scope::ALL);
        assert_eq!(back.consented_at(), grant().consented_at());
        assert_eq!(back.client_id(), grant().client_id());
    }

    #[test]
    fn an_unreadable_grant_does_not_say_what_was_in_it() {
        let broken = grant().to_keychain_json().replace("consented_at", "consented_on");
        let refusal = Grant::from_keychain_json(&broken).unwrap_err();
        assert!(!format!("{refusal} {refusal:?}").contains(TOKEN));
        assert_eq!(Grant::from_keychain_json("").unwrap_err(), UnreadableGrant);
    }

    #[test]
    fn a_consent_ends_after_six_calendar_months() {
        assert_eq!(
            grant().consent_ends(),
            "2027-02-28T12:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn a_scope_that_is_no_longer_asked_for_does_not_end_the_consent() {
        let older = grant()
            .to_keychain_json()
            .replace("\"user-top-read\"", "\"user-top-read\",\"ugc-image-upload\"");
        assert_eq!(Grant::from_keychain_json(&older).unwrap().scopes(), Scope::ALL);
    }

    #[test]
    fn every_scope_is_found_by_the_name_it_is_stored_under() {
        for scope in Scope::ALL {
            assert_eq!(Scope::named(scope.as_str()), Some(scope));
            assert_eq!(
                serde_json::to_string(&scope).unwrap(),
                format!("\"{}\"", scope.as_str())
            );
        }
        assert_eq!(Scope::named("streaming"), None);
    }

    #[test]
    fn a_grant_fits_the_smallest_keychain() {
        let long = Grant::new(
            grant().client_id,
            RefreshToken::new("x".repeat(400)),
            Scope::ALL.to_vec(),
            grant().consented_at,
        );
        assert!(long.to_keychain_json().len() < 1024);
    }
}
