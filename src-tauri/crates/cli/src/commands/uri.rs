//! Spotify's URIs and links as people paste them.

/// `spotify:track:…` as it is, and `https://open.spotify.com/track/…` as the same.
pub(super) fn parse(kind: &str, what: &str) -> Option<String> {
    if ["spotify", "tonearm"]
        .iter()
        .any(|scheme| what.starts_with(&format!("{scheme}:{kind}:")))
    {
        return Some(what.to_owned());
    }
    let link = url::Url::parse(what)
        .ok()
        .filter(|link| link.host_str() == Some("open.spotify.com"))?;
    // A language may come first.
    let mut parts = link.path_segments()?.skip_while(|part| *part != kind).skip(1);
    parts.next().map(|id| format!("spotify:{kind}:{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_uri() {
        let of = |what: &str| parse("track", what);
        let uri = Some("spotify:track:4uLU6hMCjMI75M1A2tKUQC".to_owned());
        assert_eq!(of("spotify:track:4uLU6hMCjMI75M1A2tKUQC"), uri);
        assert_eq!(
            of("https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=1"),
            uri
        );
        assert_eq!(of("https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC"), None);
        assert_eq!(of("Glue: the song"), None);
    }
}
