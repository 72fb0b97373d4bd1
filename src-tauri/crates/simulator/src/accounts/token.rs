//! `POST /api/token`: a code or a refresh token in exchange for an access token.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form, Json,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    backend::Backend,
    tokens::{ACCESS_TOKEN_SECS, Denied, Grant},
};

pub(super) async fn token(State(backend): State<Arc<Backend>>, request: Request) -> Response {
    let form = Form::<HashMap<String, String>>::from_request(request, &()).await;
    let Ok(Form(form)) = form else {
        return denied(("unsupported_grant_type", "grant_type parameter is missing"));
    };
    match grant(&backend, &form) {
        Ok(grant) => {
            let mut body = json!({
                "access_token": grant.access_token,
                "token_type": "Bearer",
                "expires_in": ACCESS_TOKEN_SECS,
                "scope": grant.scopes.join(" "),
            });
            if let Some(token) = grant.refresh_token {
                body["refresh_token"] = token.into();
            }
            ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
        }
        Err(why) => denied(why),
    }
}

fn grant(backend: &Backend, form: &HashMap<String, String>) -> Result<Grant, Denied> {
    let field = |name: &str| form.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let now = (backend.clock)();
    let mut state = backend.state();
    let grant_type = field("grant_type").ok_or(("unsupported_grant_type", "grant_type parameter is missing"))?;
    if !matches!(grant_type, "authorization_code" | "refresh_token") {
        return Err((
            "unsupported_grant_type",
            "grant_type must be client_credentials, authorization_code or refresh_token",
        ));
    }
    let client = field("client_id")
        .filter(|id| state.client(id).is_some())
        .ok_or(("invalid_client", "Invalid client"))?;
    if grant_type == "refresh_token" {
        let token = field("refresh_token").ok_or(("invalid_request", "refresh_token must be supplied"))?;
        let rotates = state.rotates_refresh_tokens;
        return state.tokens.refresh(token, client, rotates, now);
    }
    let code = field("code").ok_or(("invalid_request", "code must be supplied"))?;
    let redirect = field("redirect_uri").ok_or(("invalid_request", "redirect_uri must be supplied"))?;
    let verifier = field("code_verifier").ok_or(("invalid_request", "code_verifier must be supplied"))?;
    state.tokens.exchange(code, client, redirect, verifier, now)
}

fn denied((error, description): Denied) -> Response {
    (
        StatusCode::BAD_REQUEST,
        Json(json!({ "error": error, "error_description": description })),
    )
        .into_response()
}
