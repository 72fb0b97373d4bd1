//! Cover pictures, from an address without a token, as from Spotify's image hosts. Drawn when asked for.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::cover;

/// How an image id begins, and the side in pixels that this stands for.
pub(crate) type Size = (&'static str, u32);
/// Albums and playlists.
pub(crate) const COVER: [Size; 3] = [
    ("ab67616d0000b273", 640),
    ("ab67616d00001e02", 300),
    ("ab67616d00004851", 64),
];
/// Artists and people.
pub(super) const ARTIST: [Size; 3] = [
    ("ab6761610000e5eb", 640),
    ("ab67616100005174", 320),
    ("ab6761610000f178", 160),
];

/// Where a picture is: of this album or artist, in a size that begins like this.
pub(crate) fn address(server: &str, start: &str, id: &str) -> String {
    format!("{server}/image/{start}{id}")
}

pub(super) async fn image(Path(id): Path<String>) -> Response {
    let known = COVER
        .iter()
        .chain(&ARTIST)
        .find_map(|(start, side)| Some((id.strip_prefix(start)?.to_owned(), *side)));
    let Some((subject, side)) = known.filter(|(subject, _)| !subject.is_empty()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Some milliseconds of arithmetic: too long for the thread that answers all requests.
    match tokio::task::spawn_blocking(move || cover::png(&subject, side)).await {
        Ok(Ok(png)) => {
            let headers = [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, "public, max-age=31536000"),
            ];
            (headers, png).into_response()
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
