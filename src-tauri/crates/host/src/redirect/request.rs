//! Whether a request to the loopback page comes from a person's browser on its way back from Spotify. Other pages and programs
//! can send requests here too, and browsers send some ahead of time.

use axum::http::{HeaderMap, Method, StatusCode, header};

/// The answer to a request that is not let through, and why; `None` for one that is.
pub(super) fn refusal(method: &Method, headers: &HeaderMap, port: u16) -> Option<(StatusCode, &'static str)> {
    let is = |name: &str, expected: &str| {
        let mut values = headers.get_all(name).iter();
        values
            .next()
            .is_some_and(|value| value.as_bytes() == expected.as_bytes())
            && values.next().is_none()
    };
    // Browsers that do not send these are let through: `state` still ties the answer to the sign-in.
    let is_or_lacks = |name: &str, expected: &str| !headers.contains_key(name) || is(name, expected);
    let is_ahead_of_time = ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        let values = headers.get_all(*name).iter();
        values.filter_map(|value| value.to_str().ok()).any(|value| {
            let value = value.to_ascii_lowercase();
            ["prefetch", "prerender", "preview"]
                .iter()
                .any(|purpose| value.contains(purpose))
        })
    });
    if !is(header::HOST.as_str(), &format!("127.0.0.1:{port}")) {
        // A name that somebody lets point to this computer.
        Some((StatusCode::MISDIRECTED_REQUEST, "it is for another host"))
    } else if method != Method::GET {
        Some((StatusCode::METHOD_NOT_ALLOWED, "it is no GET"))
    } else if is_ahead_of_time {
        // The browser asks again when somebody really goes there.
        Some((StatusCode::SERVICE_UNAVAILABLE, "nobody looks at the page yet"))
    } else if !is_or_lacks("sec-fetch-mode", "navigate") || !is_or_lacks("sec-fetch-dest", "document") {
        Some((StatusCode::FORBIDDEN, "another page asks, and not a person"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn answer(method: Method, headers: &[(&'static str, &'static str)]) -> Option<u16> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        refusal(&method, &headers, 4000).map(|(status, _)| status.as_u16())
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4000");

    #[test]
    fn a_person_coming_from_spotify_is_let_through() {
        let from_spotify = [
            HOST,
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-user", "?1"),
            ("sec-fetch-dest", "document"),
        ];
        assert_eq!(answer(Method::GET, &from_spotify), None);
        assert_eq!(answer(Method::GET, &[HOST]), None, "an older browser");
    }

    #[test]
    fn another_host_is_refused() {
        for host in [
            "localhost:4000",
            "127.0.0.1",
            "127.0.0.1:4001",
            "evil.example:4000",
            "127.0.0.1:4000.evil.example",
            "",
        ] {
            assert_eq!(answer(Method::GET, &[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(answer(Method::GET, &[]), Some(421));
    }

    #[test]
    fn what_is_sent_by_another_page_is_refused() {
        for (mode, dest) in [
            ("cors", "empty"),
            ("no-cors", "image"),
            ("no-cors", "script"),
            ("navigate", "iframe"),
            ("navigate", "object"),
            ("websocket", "empty"),
            ("same-origin", "document"),
        ] {
            let headers = [
                HOST,
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", mode),
                ("sec-fetch-dest", dest),
            ];
            assert_eq!(answer(Method::GET, &headers), Some(403), "{mode} {dest}");
        }
    }

    #[test]
    fn what_is_sent_ahead_of_time_is_refused() {
        for purpose in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("purpose", "Prefetch"),
            ("x-purpose", "preview"),
            ("x-moz", "prefetch"),
        ] {
            assert_eq!(answer(Method::GET, &[HOST, purpose]), Some(503), "{purpose:?}");
        }
    }

    #[test]
    fn other_methods_are_refused() {
        for method in [Method::HEAD, Method::POST, Method::OPTIONS, Method::PUT] {
            assert_eq!(answer(method.clone(), &[HOST]), Some(405), "{method}");
        }
    }
}
