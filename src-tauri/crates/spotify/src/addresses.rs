//! Where Spotify is: its accounts service and its Web API, or a stand-in for both on this machine.
//! An override can never point a token at another machine.

use url::{Host, Url};

/// Spotify's picture servers are below these.
const PICTURE_DOMAINS: &[&str] = &["scdn.co", "spotifycdn.com"];

/// The two base addresses that every request starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    accounts: Url,
    api: Url,
}

/// An override that does not lead to this machine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{variable} is {value:?}, which is not an address on this machine. Use one that starts with http://127.0.0.1 and a port, or remove {variable} to talk to Spotify."
)]
pub struct NotLoopback {
    /// The setting that holds the refused value.
    pub variable: &'static str,
    /// The value as it was given.
    pub value: String,
}

impl Addresses {
    /// Spotify itself.
    pub fn spotify() -> Self {
        Self {
            accounts: fixed("https://accounts.spotify.com"),
            api: fixed("https://api.spotify.com/v1"),
        }
    }

    /// Spotify itself, except where an override names a stand-in on a loopback host
    /// (`127.0.0.0/8`, `[::1]` or `localhost`).
    ///
    /// `accounts` stands for `https://accounts.spotify.com` (the value of `TONEARM_ACCOUNTS_URL`), `api` for
    /// `https://api.spotify.com/v1` (the value of `TONEARM_API_URL`).
    ///
    /// # Errors
    /// [`NotLoopback`] names the override that leads elsewhere, or that is not an http address.
    pub fn overridden(accounts: Option<&str>, api: Option<&str>) -> Result<Self, NotLoopback> {
        let spotify = Self::spotify();
        Ok(Self {
            accounts: match accounts {
                Some(value) => loopback("TONEARM_ACCOUNTS_URL", value)?,
                None => spotify.accounts,
            },
            api: match api {
                Some(value) => loopback("TONEARM_API_URL", value)?,
                None => spotify.api,
            },
        })
    }

    /// Whether either address is a stand-in on this machine.
    pub(crate) fn is_overridden(&self) -> bool {
        is_loopback(&self.accounts) || is_loopback(&self.api)
    }

    pub(crate) fn authorize(&self) -> Url {
        under(&self.accounts, "/authorize")
    }

    pub(crate) fn token(&self) -> Url {
        under(&self.accounts, "/api/token")
    }

    /// The address of a Web API call. `path` starts with a slash.
    pub(crate) fn api(&self, path: &str, query: &[(&str, String)]) -> Url {
        let mut url = under(&self.api, path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// Whether a picture may be fetched from there: from one of Spotify's picture servers by https, or from the stand-in on
    /// this machine.
    pub(crate) fn may_serve_pictures(&self, url: &Url) -> bool {
        let from_the_stand_in = is_loopback(&self.api) && url.origin() == self.api.origin();
        from_spotify(url) || from_the_stand_in
    }
}

fn loopback(variable: &'static str, value: &str) -> Result<Url, NotLoopback> {
    let refused = || NotLoopback {
        variable,
        value: value.to_owned(),
    };
    let url = Url::parse(value.trim()).map_err(|_| refused())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if is_loopback(&url) && plain {
        Ok(url)
    } else {
        Err(refused())
    }
}

fn from_spotify(url: &Url) -> bool {
    let Some(Host::Domain(host)) = url.host() else {
        return false;
    };
    let is_below = |domain: &&str| {
        host.strip_suffix(*domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let plain = url.port().is_none() && url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && plain && PICTURE_DOMAINS.iter().any(is_below)
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            None => false,
        }
}

fn under(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let joined = format!("{}{path}", base.path().trim_end_matches('/'));
    url.set_path(&joined);
    url
}

#[expect(clippy::expect_used, reason = "the text is in this file and a test reads it")]
fn fixed(text: &str) -> Url {
    Url::parse(text).expect("a fixed address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spotify_is_where_it_says_it_is() {
        let spotify = Addresses::spotify();
        assert_eq!(spotify.authorize().as_str(), "https://accounts.spotify.com/authorize");
        assert_eq!(spotify.token().as_str(), "https://accounts.spotify.com/api/token");
        assert_eq!(spotify.api("/me", &[]).as_str(), "https://api.spotify.com/v1/me");
        assert!(!spotify.is_overridden());
    }

    #[test]
    fn a_stand_in_on_this_machine_is_accepted() {
        for host in [
            "127.0.0.1:4000",
            "127.8.8.8:4000",
            "[::1]:4000",
            "localhost:4000",
            "LOCALHOST:4000",
        ] {
            let there = Addresses::overridden(None, Some(&format!("http://{host}/v1/"))).unwrap();
            assert!(there.api("/me", &[]).path() == "/v1/me", "{host}");
            assert!(there.is_overridden());
        }
    }

    #[test]
    fn another_machine_is_refused_however_it_is_dressed() {
        for elsewhere in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1@example.com",
            "http://user@127.0.0.1:80",
            "http://localhost.example.com",
            "http://10.0.0.1",
            "http://[::2]",
            "file://localhost/etc",
            "127.0.0.1:4000",
            "",
        ] {
            let refused = Addresses::overridden(Some(elsewhere), None);
            assert!(refused.is_err(), "{elsewhere}");
        }
    }

    #[test]
    fn a_refusal_names_the_setting_and_the_way_out() {
        let text = Addresses::overridden(None, Some("http://example.com"))
            .unwrap_err()
            .to_string();
        assert!(text.contains("TONEARM_API_URL is \"http://example.com\""), "{text}");
        assert!(text.contains("remove TONEARM_API_URL"), "{text}");
    }

    #[test]
    fn pictures_come_from_spotifys_picture_servers_or_from_the_stand_in() {
        let may = |addresses: &Addresses, url: &str| addresses.may_serve_pictures(&Url::parse(url).unwrap());
        let spotify = Addresses::spotify();
        for server in [
            "https://i.scdn.co/image/a",
            "https://scdn.co/a",
            "https://I.SCDN.CO:443/image/a",
            "https://mosaic.scdn.co/640/a",
            "https://image-cdn-ak.spotifycdn.com/image/a",
        ] {
            assert!(may(&spotify, server), "{server}");
        }
        let stand_in = Addresses::overridden(None, Some("http://127.0.0.1:4000/v1")).unwrap();
        for elsewhere in [
            "http://i.scdn.co/image/a",
            "https://i.scdn.co:8443/image/a",
            "https://evilscdn.co/a",
            "https://scdn.co.example.com/a",
            "https://i.scdn.co@example.com/a",
            "https://example.com@i.scdn.co/a",
            "https://example.com/i.scdn.co",
            "https://192.0.2.1/a",
            "https://[::1]/a",
            "http://127.0.0.1:4001/a",
            "http://localhost:4000/a",
            "file:///etc/passwd",
            "data:image/png;base64,",
        ] {
            assert!(!may(&spotify, elsewhere), "{elsewhere}");
            assert!(!may(&stand_in, elsewhere), "{elsewhere}");
        }
        assert!(may(&stand_in, "http://127.0.0.1:4000/cover"));
        assert!(!may(&spotify, "http://127.0.0.1:4000/cover"));
    }

    #[test]
    fn a_query_is_escaped() {
        let url = Addresses::spotify().api("/search", &[("q", "a b&c".to_owned())]);
        assert_eq!(url.query(), Some("q=a+b%26c"));
    }
}
