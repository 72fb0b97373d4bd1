//! Where MusicBrainz and ListenBrainz are: their own servers, a stand-in on this machine, or a server of the listener's.
//! Nothing is asked of another machine without encryption.

use url::{Host, Url};

/// The two base addresses that every request starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    pub(crate) musicbrainz: Url,
    pub(crate) listenbrainz: Url,
}

/// An override that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{variable} is {value:?}. Use the https address of a server of yours or one on this machine that starts with http://127.0.0.1 and a port, or remove {variable}."
)]
pub struct NotAServer {
    /// The setting that holds the refused value.
    pub variable: &'static str,
    /// The value as it was given.
    pub value: String,
}

impl Addresses {
    /// The public servers.
    pub fn public() -> Self {
        Self {
            musicbrainz: fixed("https://musicbrainz.org"),
            listenbrainz: fixed("https://api.listenbrainz.org"),
        }
    }

    /// The public servers, except where an override names another: with https any, with http one on a loopback host
    /// (`127.0.0.0/8`, `[::1]` or `localhost`).
    ///
    /// `musicbrainz` stands for `https://musicbrainz.org` (the value of `TONEARM_MUSICBRAINZ_URL`), `listenbrainz` for
    /// `https://api.listenbrainz.org` (the value of `TONEARM_LISTENBRAINZ_URL`).
    ///
    /// # Errors
    /// [`NotAServer`] names the override that cannot be used.
    pub fn overridden(musicbrainz: Option<&str>, listenbrainz: Option<&str>) -> Result<Self, NotAServer> {
        let public = Self::public();
        Ok(Self {
            musicbrainz: match musicbrainz {
                Some(value) => server("TONEARM_MUSICBRAINZ_URL", value)?,
                None => public.musicbrainz,
            },
            listenbrainz: match listenbrainz {
                Some(value) => server("TONEARM_LISTENBRAINZ_URL", value)?,
                None => public.listenbrainz,
            },
        })
    }

    /// The hosts of MusicBrainz and of ListenBrainz.
    pub fn hosts(&self) -> (String, String) {
        let host = |url: &Url| url.host_str().unwrap_or_default().to_owned();
        (host(&self.musicbrainz), host(&self.listenbrainz))
    }
}

/// The address of a call. `path` starts with a slash.
pub(crate) fn call(base: &Url, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    let joined = format!("{}{path}", base.path().trim_end_matches('/'));
    url.set_path(&joined);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

/// Whether that address is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

fn server(variable: &'static str, value: &str) -> Result<Url, NotAServer> {
    let refused = || NotAServer {
        variable,
        value: value.to_owned(),
    };
    let url = Url::parse(value.trim()).map_err(|_| refused())?;
    let is_plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    let is_safe = match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(&url),
        _ => false,
    };
    if is_safe && is_plain { Ok(url) } else { Err(refused()) }
}

#[expect(clippy::expect_used, reason = "the text is in this file and a test reads it")]
fn fixed(text: &str) -> Url {
    Url::parse(text).expect("a fixed address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_servers_are_where_they_say_they_are() {
        let public = Addresses::public();
        assert_eq!(
            call(&public.musicbrainz, "/ws/2/url", &[("fmt", "json")]).as_str(),
            "https://musicbrainz.org/ws/2/url?fmt=json"
        );
        assert_eq!(
            call(&public.listenbrainz, "/1/metadata/artist/", &[]).as_str(),
            "https://api.listenbrainz.org/1/metadata/artist/"
        );
    }

    #[test]
    fn a_stand_in_on_this_machine_and_an_encrypted_server_elsewhere_are_accepted() {
        for server in [
            "http://127.0.0.1:4000",
            "http://127.8.8.8:4000/",
            "http://[::1]:4000",
            "http://LOCALHOST:4000",
            "https://music.example.com/brainz/",
            "https://192.0.2.1",
        ] {
            let addresses = Addresses::overridden(Some(server), Some(server)).unwrap();
            let path = call(&addresses.musicbrainz, "/ws/2/url", &[]).path().to_owned();
            assert!(path == "/ws/2/url" || path == "/brainz/ws/2/url", "{path}");
            assert_eq!(addresses.musicbrainz, addresses.listenbrainz);
        }
    }

    #[test]
    fn nothing_is_asked_of_another_machine_in_the_clear() {
        for elsewhere in [
            "http://music.example.com",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1@example.com",
            "http://10.0.0.1",
            "https://user@music.example.com",
            "https://music.example.com?a=b",
            "https://music.example.com#a",
            "file://localhost/etc",
            "127.0.0.1:4000",
            "",
        ] {
            assert!(Addresses::overridden(Some(elsewhere), None).is_err(), "{elsewhere}");
            assert!(Addresses::overridden(None, Some(elsewhere)).is_err(), "{elsewhere}");
        }
    }

    #[test]
    fn a_refusal_names_the_setting_and_the_way_out() {
        let text = Addresses::overridden(None, Some("http://example.com"))
            .unwrap_err()
            .to_string();
        assert!(
            text.contains("TONEARM_LISTENBRAINZ_URL is \"http://example.com\""),
            "{text}"
        );
        assert!(text.contains("remove TONEARM_LISTENBRAINZ_URL"), "{text}");
    }
}
