//! Whom genres are asked of: the two public services, a server of the listener's own, or a stand-in on this computer; and how both
//! programs put a client for them together.

use genres::{Addresses, Client, Contact, OnRequest, Options, Pacing, Token};
use plays::Clock;
use serde::{Deserialize, Serialize};
use vault::Vault;

use crate::environment::Environment;

/// Where whoever runs one of the services can read about Tonearm and write to us. They block programs that do not say.
const HOMEPAGE: &str = "https://tonearm.app";

/// What the listener chose about genres, as the settings file has it. A choice that an older version did not know has its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GenreChoices {
    /// Whether the services may be asked; `None` until the listener was asked.
    pub consent: Option<bool>,
    /// Whether asking is paused.
    pub paused: bool,
    /// An https address in place of MusicBrainz'.
    pub musicbrainz: Option<String>,
    /// An https address in place of ListenBrainz'.
    pub listenbrainz: Option<String>,
    /// Whether the keychain holds a ListenBrainz token. Without one it is not opened for it.
    pub has_token: bool,
}

/// There is no client for genres.
#[derive(Debug, thiserror::Error)]
pub enum NoGenreClient {
    /// An address can't be used.
    #[error(transparent)]
    Address(#[from] genres::NotAServer),
    /// The environment points away from this computer.
    #[error(
        "{variable} is {value:?}. Use an address on this computer that starts with http://127.0.0.1 and a port, or remove {variable}."
    )]
    NotLoopback {
        /// The variable.
        variable: &'static str,
        /// Its value.
        value: String,
    },
    /// The system has no way to make encrypted connections.
    #[error(transparent)]
    NoClient(#[from] genres::NoClient),
    /// The contact is none, which is a fault in Tonearm.
    #[error(transparent)]
    Contact(#[from] genres::NotAContact),
}

impl GenreChoices {
    /// Where the services are: as the environment says, else as the listener chose, else where everybody finds them.
    ///
    /// # Errors
    /// When the environment points away from this computer, or a chosen address can't be used.
    pub fn addresses(&self, environment: &Environment) -> Result<Addresses, NoGenreClient> {
        let one = |variable, of_environment: &Option<String>, chosen: &Option<String>| match of_environment {
            // The only http addresses that are accepted below are on this computer.
            Some(value) if !value.trim().starts_with("http://") => Err(NoGenreClient::NotLoopback {
                variable,
                value: value.clone(),
            }),
            Some(value) => Ok(Some(value.clone())),
            None => Ok(chosen.clone()),
        };
        let musicbrainz = one("TONEARM_MUSICBRAINZ_URL", &environment.musicbrainz, &self.musicbrainz)?;
        let listenbrainz = one(
            "TONEARM_LISTENBRAINZ_URL",
            &environment.listenbrainz,
            &self.listenbrainz,
        )?;
        Ok(Addresses::overridden(musicbrainz.as_deref(), listenbrainz.as_deref())?)
    }

    /// Whether an address is one that the listener may choose: encrypted, on whichever computer.
    ///
    /// # Errors
    /// One sentence for the listener.
    pub fn check_own_server(address: &str) -> Result<(), String> {
        let is_usable = address.starts_with("https://") && Addresses::overridden(Some(address), None).is_ok();
        if is_usable {
            Ok(())
        } else {
            Err(format!(
                "\"{address}\" can't be used. Write the address of your server, such as https://music.example.com; it has to begin \
                 with https:// and have no password, ? or # in it."
            ))
        }
    }
}

/// The ListenBrainz token that the keychain holds. Blocks on the keychain; where it does not open, genres are looked up without.
pub fn listenbrainz_token(vault: &Vault) -> Option<Token> {
    let kept = vault
        .read()
        .inspect_err(|error| log::warn!("genres are looked up without the token: {error}"));
    kept.ok()?.map(|token| Token::new(token.reveal()))
}

/// Puts a client for both services together. Sends nothing.
///
/// # Errors
/// [`NoGenreClient`].
pub fn genre_client(
    addresses: Addresses,
    pacing: Pacing,
    token: Option<Token>,
    clock: Clock,
    on_request: OnRequest,
) -> Result<Client, NoGenreClient> {
    Ok(Client::new(Options {
        addresses,
        contact: Contact::new(HOMEPAGE)?,
        token,
        clock,
        pacing,
        on_request,
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(url: &str) -> Environment {
        Environment {
            musicbrainz: Some(url.to_owned()),
            ..Environment::default()
        }
    }

    #[test]
    fn without_a_word_they_are_the_public_ones() {
        let addresses = GenreChoices::default().addresses(&Environment::default()).unwrap();
        assert_eq!(addresses, Addresses::public());
    }

    #[test]
    fn the_environment_goes_first_and_stays_on_this_computer() {
        let chosen = GenreChoices {
            musicbrainz: Some("https://music.example.com".to_owned()),
            ..GenreChoices::default()
        };
        let here = chosen.addresses(&environment("http://127.0.0.1:4000")).unwrap();
        assert_eq!(
            here,
            Addresses::overridden(Some("http://127.0.0.1:4000"), None).unwrap()
        );
        let own = chosen.addresses(&Environment::default()).unwrap();
        assert_eq!(
            own,
            Addresses::overridden(Some("https://music.example.com"), None).unwrap()
        );
        for elsewhere in ["https://music.example.com", "http://192.0.2.1", "ftp://127.0.0.1"] {
            let error = chosen.addresses(&environment(elsewhere)).unwrap_err().to_string();
            assert!(error.contains("TONEARM_MUSICBRAINZ_URL"), "{error}");
        }
    }

    #[test]
    fn a_server_of_ones_own_has_to_be_encrypted() {
        assert!(GenreChoices::check_own_server("https://music.example.com/brainz").is_ok());
        for not in [
            "http://music.example.com",
            "http://127.0.0.1:4000",
            "music.example.com",
            "https://",
            "",
        ] {
            let why = GenreChoices::check_own_server(not).unwrap_err();
            assert!(why.contains("https://"), "{why}");
        }
    }

    #[test]
    fn choices_are_written_as_they_always_were() {
        let written = serde_json::to_string(&GenreChoices::default()).unwrap();
        assert_eq!(
            written,
            r#"{"consent":null,"paused":false,"musicbrainz":null,"listenbrainz":null,"hasToken":false}"#
        );
        let read: GenreChoices = serde_json::from_str(r#"{"consent":true}"#).unwrap();
        assert_eq!((read.consent, read.has_token), (Some(true), false));
    }

    #[test]
    fn the_contact_is_one() {
        let clock: Clock = std::sync::Arc::new(chrono::DateTime::default);
        let client = genre_client(
            Addresses::public(),
            Pacing::Polite,
            None,
            clock,
            std::sync::Arc::new(|_| ()),
        );
        assert!(client.is_ok());
    }

    #[test]
    fn packages_name_the_same_page() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.linux.conf.json")).unwrap();
        assert_eq!(config["bundle"]["homepage"], HOMEPAGE);
    }
}
