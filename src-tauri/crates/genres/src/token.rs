//! A listener's ListenBrainz token: it prints as `[token]`, does not serialise, and is wiped when it is dropped.

use std::fmt;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// A ListenBrainz user token. There is no `Display` and no `Serialize` on purpose.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// Takes the token as ListenBrainz shows it on the listener's settings page.
    pub fn new(token: &str) -> Self {
        Self(Zeroizing::new(token.trim().to_owned()))
    }

    /// The value of the `Authorization` header; `None` if a header cannot hold it. Marked as sensitive, which keeps it out of
    /// HTTP/2's header tables and of any trace.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let text = Zeroizing::new(format!("Token {}", self.0.as_str()));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_does_not_print() {
        let token = Token::new("hunter2");
        assert_eq!(format!("{:?}", Some(&token)), "Some([token])");
        let header = token.header().unwrap();
        assert_eq!(header, "Token hunter2");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }

    #[test]
    fn what_no_header_can_hold_is_not_sent() {
        assert!(Token::new("two\nlines").header().is_none());
    }
}
