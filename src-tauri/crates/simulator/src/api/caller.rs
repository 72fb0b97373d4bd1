//! Who calls: somebody with a valid token whose app is in order and within its limits. Everybody else is refused here.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

use super::renderer::Renderer;
use crate::{backend::Backend, options::QuotaMode, refusal::Refusal};

/// What the token and the app allow.
pub(super) struct Caller {
    scopes: Vec<String>,
    pub(super) extended: bool,
}

impl Caller {
    pub(super) fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|held| held == scope)
    }

    pub(super) fn needs(&self, scope: &str) -> Result<(), Refusal> {
        if self.has(scope) {
            Ok(())
        } else {
            Err(Refusal::forbidden("Insufficient client scope"))
        }
    }

    /// Public and private playlists have a scope each.
    pub(super) fn needs_to_modify(&self, public: bool) -> Result<(), Refusal> {
        self.needs(if public {
            "playlist-modify-public"
        } else {
            "playlist-modify-private"
        })
    }

    pub(super) fn renderer<'a>(&self, backend: &'a Backend) -> Renderer<'a> {
        Renderer::new(backend, self.extended)
    }
}

impl FromRequestParts<Arc<Backend>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, backend: &Arc<Backend>) -> Result<Self, Refusal> {
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .ok_or(Refusal::unauthorized("No token provided"))?;
        let token = header.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
        let token = token.ok_or(Refusal::bad_request("Only valid bearer authentication supported"))?;
        let now = (backend.clock)();
        let mut state = backend.state();
        let (client, scopes) = state.tokens.bearer(token, now).map_err(Refusal::unauthorized)?;
        let (client, scopes) = (client.to_owned(), scopes.to_vec());
        state
            .rate_limit
            .count(now.timestamp_millis())
            .map_err(Refusal::rate_limited)?;
        let extended = state.quota == QuotaMode::Extended;
        match state.client(&client) {
            Some(client) if !extended && !client.owner_has_premium => Err(Refusal::owner_needs_premium()),
            Some(client) if !extended && !client.listener_is_listed => Err(Refusal::not_on_the_list()),
            _ => Ok(Self { scopes, extended }),
        }
    }
}
