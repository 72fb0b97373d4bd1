//! The calls that Spotify removed from Development Mode in February 2026: its OpenAPI file marks them as deprecated, and they
//! answer 403.

/// Methods and path below `/v1`; `*` stands for any part.
const REMOVED: &[(&str, &str)] = &[
    ("GET", "albums"),
    ("GET", "artists"),
    ("GET", "artists/*/top-tracks"),
    ("GET", "artists/*/related-artists"),
    ("GET", "audio-analysis/*"),
    ("GET", "audio-features"),
    ("GET", "audio-features/*"),
    ("GET", "audiobooks"),
    ("GET", "browse/categories"),
    ("GET", "browse/categories/*"),
    ("GET", "browse/categories/*/playlists"),
    ("GET", "browse/featured-playlists"),
    ("GET", "browse/new-releases"),
    ("GET", "chapters"),
    ("GET", "episodes"),
    ("GET", "markets"),
    ("PUT DELETE", "me/albums"),
    ("GET", "me/albums/contains"),
    ("PUT DELETE", "me/audiobooks"),
    ("GET", "me/audiobooks/contains"),
    ("PUT DELETE", "me/episodes"),
    ("GET", "me/episodes/contains"),
    ("PUT DELETE", "me/following"),
    ("GET", "me/following/contains"),
    ("PUT DELETE", "me/shows"),
    ("GET", "me/shows/contains"),
    ("PUT DELETE", "me/tracks"),
    ("GET", "me/tracks/contains"),
    ("PUT DELETE", "playlists/*/followers"),
    ("GET", "playlists/*/followers/contains"),
    ("GET POST PUT DELETE", "playlists/*/tracks"),
    ("GET", "recommendations"),
    ("GET", "recommendations/available-genre-seeds"),
    ("GET", "shows"),
    ("GET", "tracks"),
    ("GET", "users/*"),
    ("GET POST", "users/*/playlists"),
];

/// Whether this call existed once. `path` may begin with `/v1`.
pub(super) fn is_removed(method: &str, path: &str) -> bool {
    let path = path.strip_prefix("/v1").unwrap_or(path).trim_matches('/');
    REMOVED
        .iter()
        .any(|(methods, pattern)| methods.split(' ').any(|removed| removed == method) && fits(pattern, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(wanted, part)| wanted == "*" || wanted == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_told_from_what_never_was() {
        assert!(is_removed("GET", "/v1/artists/abc/top-tracks"));
        assert!(is_removed("POST", "/v1/users/robin/playlists"));
        assert!(!is_removed("GET", "/v1/artists/abc/bottom-tracks"));
        assert!(!is_removed("GET", "/v1/artists/abc"));
    }
}
