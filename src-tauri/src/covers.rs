//! Pictures for the page, through `cover:` addresses that only Rust can make: the web view itself
//! never touches the network.

use library::{CoverKey, Library};
use spotify::Image;
use tauri::{
    AppHandle, Manager,
    http::{Response, StatusCode, header},
};

use crate::{desk::Desk, ipc::view::Cover};

/// The scheme's name.
pub(crate) const SCHEME: &str = "cover";
/// Rows show 32 px, at twice that on a dense screen.
const ROW_PIXELS: u32 = 64;
/// The largest that Spotify has.
const HEADLINE_PIXELS: u32 = 640;

/// A cover in both sizes; `None` when Spotify sent none.
pub(crate) fn cover(library: &Library, images: &[Image]) -> Option<Cover> {
    let small = address(&library.cover_key(images, ROW_PIXELS)?);
    let large = address(&library.cover_key(images, HEADLINE_PIXELS)?);
    Some(Cover { small, large })
}

fn address(key: &CoverKey) -> String {
    // WebView2 knows custom schemes only as hosts.
    if cfg!(windows) {
        format!("http://{SCHEME}.localhost/{}", key.as_str())
    } else {
        format!("{SCHEME}://localhost/{}", key.as_str())
    }
}

/// Answers a request of the web view.
pub(crate) async fn answer(app: &AppHandle, path: &str) -> Response<Vec<u8>> {
    let Some(key) = CoverKey::parse(path.trim_start_matches('/')) else {
        return empty(StatusCode::NOT_FOUND);
    };
    let world = app.state::<Desk>().world().await;
    match world.library.cover(&key).await {
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
