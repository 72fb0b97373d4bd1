//! Whom MusicBrainz can write to about this program. It blocks programs that do not say.

/// A web or mail address, as part of the User-Agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(String);

/// Text that is no contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a contact is an https address or a mail address, without spaces and parentheses")]
pub struct NotAContact;

impl Contact {
    /// Takes an https address or a mail address.
    ///
    /// # Errors
    /// [`NotAContact`] for anything else, and for what a header cannot hold.
    pub fn new(address: &str) -> Result<Self, NotAContact> {
        let is_plain = address
            .chars()
            .all(|letter| letter.is_ascii_graphic() && !"()\\\"".contains(letter));
        let is_web = address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        let is_mail = address
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_plain && (is_web || is_mail) {
            Ok(Self(address.to_owned()))
        } else {
            Err(NotAContact)
        }
    }

    /// The header as MusicBrainz asks for it: `Tonearm/0.1.0 ( https://example.com )`.
    pub(crate) fn user_agent(&self) -> String {
        format!("Tonearm/{} ( {} )", env!("CARGO_PKG_VERSION"), self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_names_program_version_and_contact() {
        let contact = Contact::new("https://example.com/tonearm").unwrap();
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            contact.user_agent(),
            format!("Tonearm/{version} ( https://example.com/tonearm )")
        );
        assert!(Contact::new("someone@example.com").is_ok());
    }

    #[test]
    fn what_nobody_can_answer_to_is_refused() {
        for not in [
            "",
            "https://",
            "someone",
            "@example.com",
            "http://example.com",
            "https://a b",
            "https://a)",
            "https://ä",
        ] {
            assert_eq!(Contact::new(not), Err(NotAContact), "{not}");
        }
    }
}
