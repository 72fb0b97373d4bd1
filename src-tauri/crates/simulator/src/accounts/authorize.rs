//! `GET /authorize`, and the answer to its page. What is wrong with the client or its redirect is told to the person, since
//! nobody else can be trusted with it; everything else goes back to the app by redirect.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use url::{Host, Url, form_urlencoded};

use super::{page, tokens::Ask};
use crate::{api::Params, options::Client, scene::Scene};

/// The query of `/authorize`; what is missing is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) client_id: String,
    response_type: String,
    redirect_uri: String,
    code_challenge_method: String,
    code_challenge: String,
    scope: String,
    state: String,
    /// Only with the form.
    answer: String,
}

impl Asked {
    pub(super) fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scope.split_whitespace()
    }

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

    /// What the person sees when the app or its redirect cannot be trusted.
    fn distrust(&self, client: Option<&Client>) -> Option<&'static str> {
        let Some(client) = client else {
            return Some("INVALID_CLIENT: Invalid client");
        };
        if is_insecure(&self.redirect_uri) {
            return Some("INVALID_CLIENT: Insecure redirect URI");
        }
        let registered = client
            .redirects
            .iter()
            .any(|registered| is_registered(registered, &self.redirect_uri));
        (!registered || has_hyphen_in_path(&self.redirect_uri)).then_some("INVALID_CLIENT: Invalid redirect URI")
    }

    /// What the app hears when it asked wrongly: OAuth's code and a description.
    fn objection(&self) -> Option<(&'static str, &'static str)> {
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
        (!self.scopes().all(page::is_scope)).then_some(("invalid_scope", "Invalid scope"))
    }

    fn back(&self, answer: &[(&str, &str)]) -> Response {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(answer);
        if !self.state.is_empty() {
            query.append_pair("state", &self.state);
        }
        let sign = if self.redirect_uri.contains('?') { '&' } else { '?' };
        let location = format!("{}{sign}{}", self.redirect_uri, query.finish());
        (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
    }

    fn refused(&self, scene: &Scene) -> Option<Response> {
        if let Some(words) = self.distrust(scene.state().client(&self.client_id)) {
            return Some((StatusCode::BAD_REQUEST, words).into_response());
        }
        self.objection()
            .map(|(error, words)| self.back(&[("error", error), ("error_description", words)]))
    }
}

/// The page, unless something is wrong with what was asked.
pub(super) async fn ask(State(scene): State<Arc<Scene>>, Params(mut query): Params) -> Response {
    let mut take = |name| query.remove(name).unwrap_or_default();
    let asked = Asked {
        client_id: take("client_id"),
        response_type: take("response_type"),
        redirect_uri: take("redirect_uri"),
        code_challenge_method: take("code_challenge_method"),
        code_challenge: take("code_challenge"),
        scope: take("scope"),
        state: take("state"),
        answer: String::new(),
    };
    asked
        .refused(&scene)
        .unwrap_or_else(|| Html(page::consent(&asked)).into_response())
}

/// The listener pressed a button. Everything is checked again: the fields come from outside.
pub(super) async fn answer(State(scene): State<Arc<Scene>>, Form(asked): Form<Asked>) -> Response {
    if let Some(refused) = asked.refused(&scene) {
        return refused;
    }
    if asked.answer != "agree" {
        return asked.back(&[("error", "access_denied")]);
    }
    let ask = Ask {
        client: asked.client_id.clone(),
        redirect: asked.redirect_uri.clone(),
        challenge: asked.code_challenge.clone(),
        scopes: asked.scopes().map(str::to_owned).collect(),
    };
    let code = scene.state().tokens.code(ask, (scene.clock)());
    asked.back(&[("code", &code)])
}

/// Plain HTTP is for loopback literals only, and `localhost` is not one.
fn is_insecure(redirect: &str) -> bool {
    Url::parse(redirect).is_ok_and(|url| url.scheme() == "http" && !is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

fn is_registered(registered: &str, redirect: &str) -> bool {
    if registered == redirect {
        return true;
    }
    let (Ok(registered), Ok(mut asked)) = (Url::parse(registered), Url::parse(redirect)) else {
        return false;
    };
    is_loopback(&registered) && registered.port().is_none() && asked.set_port(None).is_ok() && asked == registered
}

/// Registered or not, these fail at Spotify.
fn has_hyphen_in_path(redirect: &str) -> bool {
    Url::parse(redirect).is_ok_and(|url| url.path().contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_literals_may_go_without_tls() {
        for redirect in ["http://localhost:9000/callback", "http://example.com/callback"] {
            assert!(is_insecure(redirect), "{redirect}");
        }
        for redirect in [
            "http://127.0.0.1:9000/callback",
            "http://[::1]:9000/callback",
            "https://example.com/callback",
            "tonearm://callback",
        ] {
            assert!(!is_insecure(redirect), "{redirect}");
        }
    }

    #[test]
    fn redirects_match_exactly_but_for_a_port_that_was_left_open() {
        assert!(is_registered("tonearm://callback", "tonearm://callback"));
        assert!(!is_registered("tonearm://callback", "tonearm://callback/"));
        assert!(is_registered(
            "http://127.0.0.1/callback",
            "http://127.0.0.1:4381/callback"
        ));
        assert!(!is_registered(
            "http://127.0.0.1/callback",
            "http://127.0.0.1:4381/other"
        ));
        assert!(!is_registered(
            "http://127.0.0.1:4380/callback",
            "http://127.0.0.1:4381/callback"
        ));
    }
}
