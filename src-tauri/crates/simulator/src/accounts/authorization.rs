//! What an app asks for at `/authorize`, and what is wrong with it.

use serde::Deserialize;

use super::{redirect, scope};
use crate::options::Client;

/// The query of `/authorize` and the fields of its form. What is missing is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Authorization {
    pub(super) client_id: String,
    pub(super) response_type: String,
    pub(super) redirect_uri: String,
    pub(super) code_challenge_method: String,
    pub(super) code_challenge: String,
    pub(super) scope: String,
    pub(super) state: String,
    /// Which button was pressed; only the form has it.
    pub(super) answer: String,
}

impl Authorization {
    pub(super) fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scope.split_whitespace()
    }

    /// What the form must send again.
    pub(super) fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("client_id", &self.client_id),
            ("response_type", &self.response_type),
            ("redirect_uri", &self.redirect_uri),
            ("code_challenge_method", &self.code_challenge_method),
            ("code_challenge", &self.code_challenge),
            ("scope", &self.scope),
            ("state", &self.state),
        ]
    }

    /// An error for the person, because the app or its redirect cannot be trusted with it.
    pub(super) fn error_for_person(&self, client: Option<&Client>) -> Option<&'static str> {
        let Some(client) = client else {
            return Some("INVALID_CLIENT: Invalid client");
        };
        if redirect::is_insecure(&self.redirect_uri) {
            return Some("INVALID_CLIENT: Insecure redirect URI");
        }
        let registered = client
            .redirects
            .iter()
            .any(|registered| redirect::is_registered(registered, &self.redirect_uri));
        (!registered || redirect::has_hyphen_in_path(&self.redirect_uri))
            .then_some("INVALID_CLIENT: Invalid redirect URI")
    }

    /// An error for the app: OAuth's code and a description.
    pub(super) fn error_for_app(&self) -> Option<(&'static str, &'static str)> {
        if self.response_type != "code" {
            return Some(("unsupported_response_type", "response_type must be code"));
        }
        let alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if self.code_challenge_method != "S256" {
            return Some(("invalid_request", "code_challenge_method must be S256"));
        }
        if self.code_challenge.len() != 43 || !self.code_challenge.bytes().all(alphabet) {
            return Some(("invalid_request", "code_challenge must be supplied"));
        }
        let known = |scope| scope::description(scope).is_some();
        (!self.scopes().all(known)).then_some(("invalid_scope", "Invalid scope"))
    }
}
