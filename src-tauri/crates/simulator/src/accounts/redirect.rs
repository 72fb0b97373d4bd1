//! Which redirect URIs Spotify accepts: those that are registered, with exceptions.

use url::{Host, Url};

/// Plain HTTP is allowed for loopback addresses only, and `localhost` is not one.
pub(super) fn is_insecure(redirect: &str) -> bool {
    Url::parse(redirect).is_ok_and(|url| url.scheme() == "http" && !is_loopback(&url))
}

/// The same text, or a loopback address on any port where none was registered.
pub(super) fn is_registered(registered: &str, redirect: &str) -> bool {
    if registered == redirect {
        return true;
    }
    let (Ok(registered), Ok(mut asked)) = (Url::parse(registered), Url::parse(redirect)) else {
        return false;
    };
    is_loopback(&registered) && registered.port().is_none() && asked.set_port(None).is_ok() && asked == registered
}

/// Spotify refuses these even if they are registered.
pub(super) fn has_hyphen_in_path(redirect: &str) -> bool {
    Url::parse(redirect).is_ok_and(|url| url.path().contains('-'))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_literals_may_go_without_tls() {
        for redirect in ["http://localhost:9000/callback", "http://example.com/callback"] {
            assert!(is_insecure(redirect), "{redirect}");
        }
        for redirect in [
            "http://127.0.0.1:9000/callback",
            "http://[::1]:9000/callback",
            "https://example.com/callback",
            "tonearm://callback",
        ] {
            assert!(!is_insecure(redirect), "{redirect}");
        }
    }

    #[test]
    fn redirects_match_exactly_but_for_a_port_that_was_left_open() {
        assert!(is_registered("tonearm://callback", "tonearm://callback"));
        assert!(!is_registered("tonearm://callback", "tonearm://callback/"));
        assert!(is_registered(
            "http://127.0.0.1/callback",
            "http://127.0.0.1:4381/callback"
        ));
        assert!(!is_registered(
            "http://127.0.0.1/callback",
            "http://127.0.0.1:4381/other"
        ));
        assert!(!is_registered(
            "http://127.0.0.1:4380/callback",
            "http://127.0.0.1:4381/callback"
        ));
    }
}
