//! Answers the page's requests for `cover:` addresses, because the web view itself never touches the network.

use library::CoverKey;
use tauri::{
    AppHandle, Manager,
    http::{Response, StatusCode, header},
};

use crate::app_state::AppState;

/// `path` is the request's.
pub(crate) async fn answer(app: &AppHandle, path: &str) -> Response<Vec<u8>> {
    let Some(key) = CoverKey::parse(path.trim_start_matches('/')) else {
        return empty(StatusCode::NOT_FOUND);
    };
    let profile = app.state::<AppState>().shown().await;
    match profile.library.cover(&key).await {
        Ok(Some(picture)) => Response::builder()
            .header(header::CONTENT_TYPE, picture.media_type)
            .header(header::CACHE_CONTROL, "private, max-age=86400")
            .header("X-Content-Type-Options", "nosniff")
            .body(picture.bytes)
            .unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR)),
        Ok(None) => empty(StatusCode::NOT_FOUND),
        Err(error) => {
            log::info!("a cover is missing: {error}");
            empty(StatusCode::BAD_GATEWAY)
        }
    }
}

fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
