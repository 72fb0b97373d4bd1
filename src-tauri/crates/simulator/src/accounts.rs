//! Spotify's accounts service: consent by Authorization Code with PKCE, and tokens. No client secrets, no other flow.

mod authorization;
mod authorize;
mod page;
mod redirect;
mod scope;
mod token;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::backend::Backend;

pub(crate) fn routes() -> Router<Arc<Backend>> {
    Router::new()
        .route("/authorize", get(authorize::ask))
        .route("/authorize/consent", post(authorize::answer))
        .route("/api/token", post(token::token))
}
