//! `GET /authorize` and the answer to its page. Errors in the client or its redirect are shown to the person, because nobody
//! else can be trusted with them; all other errors go back to the app by redirect.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use url::form_urlencoded;

use super::{authorization::Authorization, page};
use crate::{backend::Backend, params::Params, tokens::Agreement};

/// Shows the page, unless something is wrong with what the app asks for.
pub(super) async fn ask(State(backend): State<Arc<Backend>>, query: Params) -> Response {
    let text = |name| query.text(name).unwrap_or_default().to_owned();
    let asked = Authorization {
        client_id: text("client_id"),
        response_type: text("response_type"),
        redirect_uri: text("redirect_uri"),
        code_challenge_method: text("code_challenge_method"),
        code_challenge: text("code_challenge"),
        scope: text("scope"),
        state: text("state"),
        answer: String::new(),
    };
    refused(&asked, &backend).unwrap_or_else(|| Html(page::consent(&asked)).into_response())
}

/// The listener pressed a button. Everything is checked again, because the fields come from outside.
pub(super) async fn answer(State(backend): State<Arc<Backend>>, Form(asked): Form<Authorization>) -> Response {
    if let Some(refused) = refused(&asked, &backend) {
        return refused;
    }
    if asked.answer != "agree" {
        return redirect(&asked, &[("error", "access_denied")]);
    }
    let agreement = Agreement {
        client: asked.client_id.clone(),
        redirect: asked.redirect_uri.clone(),
        challenge: asked.code_challenge.clone(),
        scopes: asked.scopes().map(str::to_owned).collect(),
    };
    let code = backend.state().tokens.code(agreement, (backend.clock)());
    redirect(&asked, &[("code", &code)])
}

fn refused(asked: &Authorization, backend: &Backend) -> Option<Response> {
    if let Some(error) = asked.error_for_person(backend.state().client(&asked.client_id)) {
        return Some((StatusCode::BAD_REQUEST, error).into_response());
    }
    asked
        .error_for_app()
        .map(|(error, description)| redirect(asked, &[("error", error), ("error_description", description)]))
}

/// Sends the browser back to the app.
fn redirect(asked: &Authorization, answer: &[(&str, &str)]) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(answer);
    if !asked.state.is_empty() {
        query.append_pair("state", &asked.state);
    }
    let sign = if asked.redirect_uri.contains('?') { '&' } else { '?' };
    let location = format!("{}{sign}{}", asked.redirect_uri, query.finish());
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}
