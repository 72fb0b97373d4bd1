//! The Client ID a listener copies from Spotify's dashboard: 32 hex digits.
//! Blanks, quotes and capitals are accepted; an error says what was found instead of a Client ID.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How many hex digits a Client ID has.
const LENGTH: usize = 32;

/// The Client ID of the listener's own app. Not a secret: it travels in the address of the consent page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

/// What was found instead of a Client ID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAClientId {
    /// Nothing but blanks or quotes.
    #[error("Paste the Client ID here: 32 letters and digits from your app's page in Spotify's dashboard.")]
    Empty,
    /// A web address.
    #[error("That looks like a web address. A Client ID is 32 letters and digits, further up on the same page.")]
    Address,
    /// Hex digits, but too few or too many.
    #[error("That is {0} characters; a Client ID has 32. Copy it again, to the end.")]
    Length(usize),
    /// Something that is no hex digit.
    #[error("A Client ID has only the digits 0-9 and the letters a-f; that has {0:?} in it. Copy it again.")]
    Character(char),
}

impl ClientId {
    /// The 32 digits, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = NotAClientId;

    fn from_str(text: &str) -> Result<Self, NotAClientId> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'`“”‘’".contains(c));
        if text.is_empty() {
            return Err(NotAClientId::Empty);
        }
        if text.contains("://") || text.contains('/') {
            return Err(NotAClientId::Address);
        }
        if let Some(stray) = text.chars().find(|c| !c.is_ascii_hexdigit()) {
            return Err(NotAClientId::Character(stray));
        }
        if text.len() != LENGTH {
            return Err(NotAClientId::Length(text.len()));
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ClientId {
    type Error = NotAClientId;

    fn try_from(text: String) -> Result<Self, NotAClientId> {
        text.parse()
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn blanks_quotes_and_capitals_do_not_matter() {
        for pasted in [
            DIGITS.to_owned(),
            format!("  {DIGITS}\n"),
            format!("“{DIGITS}”"),
            DIGITS.to_uppercase(),
        ] {
            assert_eq!(pasted.parse::<ClientId>().unwrap().as_str(), DIGITS);
        }
    }

    #[test]
    fn a_refusal_says_what_was_found() {
        let refusal = |text: &str| text.parse::<ClientId>().unwrap_err();
        assert_eq!(refusal(" '' "), NotAClientId::Empty);
        assert_eq!(refusal(&DIGITS[1..]), NotAClientId::Length(31));
        assert_eq!(refusal(&format!("{DIGITS}0")), NotAClientId::Length(33));
        assert_eq!(
            refusal("https://developer.spotify.com/dashboard/x"),
            NotAClientId::Address
        );
        assert_eq!(
            refusal("0123456789abcdef0123456789abcdeg"),
            NotAClientId::Character('g')
        );
        assert!(
            refusal(&DIGITS[1..])
                .to_string()
                .starts_with("That is 31 characters; a Client ID has 32.")
        );
    }

    #[test]
    fn json_is_read_with_the_same_care() {
        assert!(serde_json::from_str::<ClientId>(&format!("\"{DIGITS}\"")).is_ok());
        assert!(serde_json::from_str::<ClientId>("\"short\"").is_err());
    }
}
