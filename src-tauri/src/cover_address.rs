//! The `cover:` addresses by which the page names pictures. Only Rust can make one.

use library::CoverKey;

/// `cover_protocol` answers to it.
pub(crate) const SCHEME: &str = "cover";

pub(crate) fn address(key: &CoverKey) -> String {
    // WebView2 knows custom schemes only as hosts.
    if cfg!(windows) {
        format!("http://{SCHEME}.localhost/{}", key.as_str())
    } else {
        format!("{SCHEME}://localhost/{}", key.as_str())
    }
}
