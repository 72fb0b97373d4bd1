//! Spotify's accounts service: consent by Authorization Code with PKCE, and tokens. No client secrets, no other flow.

mod authorize;
mod page;
mod tokens;

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form, Json, Router,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

pub(crate) use self::tokens::Tokens;
use self::tokens::{Denied, Grant, Terms};
use crate::scene::Scene;

pub(crate) fn routes() -> Router<Arc<Scene>> {
    Router::new()
        .route("/authorize", get(authorize::ask))
        .route("/authorize/consent", post(authorize::answer))
        .route("/api/token", post(token))
}

async fn token(State(scene): State<Arc<Scene>>, request: Request) -> Response {
    let form = Form::<HashMap<String, String>>::from_request(request, &()).await;
    let Ok(Form(form)) = form else {
        return denied(("unsupported_grant_type", "grant_type parameter is missing"));
    };
    match granted(&scene, &form) {
        Ok((grant, expires_in)) => {
            let mut body = json!({
                "access_token": grant.access_token,
                "token_type": "Bearer",
                "expires_in": expires_in,
                "scope": grant.scopes.join(" "),
            });
            if let Some(token) = grant.refresh_token {
                body["refresh_token"] = token.into();
            }
            ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
        }
        Err(words) => denied(words),
    }
}

fn granted(scene: &Scene, form: &HashMap<String, String>) -> Result<(Grant, u32), Denied> {
    let field = |name: &str| form.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let now = (scene.clock)();
    let mut state = scene.state();
    let terms = Terms {
        access_token_secs: state.access_token_secs,
        rotation: state.rotation,
    };
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
    let grant = if grant_type == "refresh_token" {
        let token = field("refresh_token").ok_or(("invalid_request", "refresh_token must be supplied"))?;
        state.tokens.refresh(token, client, terms, now)?
    } else {
        let code = field("code").ok_or(("invalid_request", "code must be supplied"))?;
        let redirect = field("redirect_uri").ok_or(("invalid_request", "redirect_uri must be supplied"))?;
        let verifier = field("code_verifier").ok_or(("invalid_request", "code_verifier must be supplied"))?;
        state.tokens.exchange(code, client, redirect, verifier, terms, now)?
    };
    Ok((grant, terms.access_token_secs))
}

fn denied((error, description): Denied) -> Response {
    (
        StatusCode::BAD_REQUEST,
        Json(json!({ "error": error, "error_description": description })),
    )
        .into_response()
}
