//! Which Spotify URIs have a page at open.spotify.com, and its address. Never an address of another site.

use spotify::{AlbumId, ArtistId, PlaylistId, TrackId};

pub(crate) fn has_page(uri: &str) -> bool {
    page_of(uri).is_some()
}

pub(crate) fn page_of(uri: &str) -> Option<String> {
    TrackId::from_uri(uri)
        .map(|id| id.url())
        .or_else(|_| ArtistId::from_uri(uri).map(|id| id.url()))
        .or_else(|_| AlbumId::from_uri(uri).map(|id| id.url()))
        .or_else(|_| PlaylistId::from_uri(uri).map(|id| id.url()))
        .ok()
        .or_else(|| user_page(uri))
}

fn user_page(uri: &str) -> Option<String> {
    let id = uri.strip_prefix("spotify:user:")?;
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    plain.then(|| format!("https://open.spotify.com/user/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spotify_things_have_a_page() {
        let id = "4uLU6hMCjMI75M1A2tKUQC";
        for kind in ["track", "artist", "album", "playlist"] {
            assert_eq!(
                page_of(&format!("spotify:{kind}:{id}")),
                Some(format!("https://open.spotify.com/{kind}/{id}"))
            );
        }
        assert_eq!(
            page_of("spotify:user:robin.a"),
            Some("https://open.spotify.com/user/robin.a".into())
        );
        for foreign in [
            "https://example.org/",
            "spotify:track:short",
            "file:///etc/passwd",
            "spotify:user:../x?y",
            "",
        ] {
            assert_eq!(page_of(foreign), None, "{foreign}");
        }
    }
}
