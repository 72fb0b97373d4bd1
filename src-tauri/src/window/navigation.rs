//! Where the window may go: to the app's own page and nowhere else. In a development build, also to the server that serves that
//! page while somebody works on it.

use tauri::Url;

/// The app's own page. WebView2 knows custom schemes only as hosts.
const OWN: (&str, &str) = if cfg!(windows) {
    ("http", "tauri.localhost")
} else {
    ("tauri", "localhost")
};

/// `dev_server` is there in development builds alone.
pub(super) fn is_allowed(url: &Url, dev_server: Option<&Url>) -> bool {
    let has_login = !url.username().is_empty() || url.password().is_some();
    let is_own = (url.scheme(), url.host_str()) == (OWN.0, Some(OWN.1)) && url.port().is_none();
    // Not compared by `Url::origin`: two origins of a custom scheme are never equal.
    let is_from = |server: &Url| {
        url.scheme() == server.scheme()
            && url.host_str() == server.host_str()
            && url.port_or_known_default() == server.port_or_known_default()
    };
    !has_login && (is_own || dev_server.is_some_and(is_from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(rest: &str) -> String {
        format!("{}://{}{rest}", OWN.0, OWN.1)
    }

    fn allowed(url: &str, dev_server: Option<&str>) -> bool {
        let dev_server = dev_server.map(|url| url.parse().unwrap());
        is_allowed(&url.parse().unwrap(), dev_server.as_ref())
    }

    #[test]
    fn the_apps_own_page_is_allowed() {
        for page in ["", "/", "/index.html", "/index.html?range=all#/library"] {
            assert!(allowed(&own(page), None), "{page}");
        }
    }

    #[test]
    fn nothing_else_is_however_it_is_dressed() {
        for elsewhere in [
            &own(":8080/"),
            &own(".example.com/"),
            &format!("{}://somebody@{}/", OWN.0, OWN.1),
            &format!("{}://{}@example.com/", OWN.0, OWN.1),
            &format!("ftp://{}/", OWN.1),
            "https://tauri.localhost/",
            "http://tauri.localhost:1420/",
            "tauri://example.com/",
            "tauri:localhost",
            "http://localhost:5173/",
            "http://127.0.0.1:43117/callback",
            "https://accounts.spotify.com/authorize",
            "file:///etc/passwd",
            "data:text/html,<script>alert(1)</script>",
            "javascript:alert(1)",
            "about:blank",
            "blob:tauri://localhost/0123",
        ] {
            assert!(!allowed(elsewhere, None), "{elsewhere}");
            assert!(!allowed(elsewhere, Some("http://localhost:1")), "{elsewhere}");
        }
    }

    #[test]
    fn a_development_build_may_go_to_its_server_and_to_no_other_port() {
        let server = Some("http://localhost:5173");
        assert!(allowed("http://localhost:5173/index.html", server));
        for elsewhere in [
            "http://localhost:5174/",
            "http://localhost/",
            "https://localhost:5173/",
            "http://127.0.0.1:5173/",
        ] {
            assert!(!allowed(elsewhere, server), "{elsewhere}");
        }
    }
}
