//! A request as tests see it, and the kinds of calls there are. Tokens are never kept here.

use chrono::{DateTime, Utc};

/// A kind of call; a fault concerns one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// In a fault: every call. In a request: a path that belongs to no family.
    Any,
    /// `/authorize` and its consent form.
    Authorize,
    /// `/api/token`.
    Token,
    /// `/me` itself.
    Me,
    /// `/me/top/…`.
    Top,
    /// `/me/player/recently-played`.
    Recent,
    /// `/me/player/currently-playing`.
    NowPlaying,
    /// `/me/playlists`, and `/playlists/{id}` itself.
    Playlists,
    /// `/playlists/{id}/items`.
    Items,
    /// `/search`.
    Search,
    /// Pictures.
    Images,
}

impl Family {
    pub(crate) fn of(path: &str) -> Self {
        let parts: Vec<_> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["authorize", ..] => Self::Authorize,
            ["api", "token"] => Self::Token,
            ["image", ..] => Self::Images,
            ["v1", "me"] => Self::Me,
            ["v1", "me", "top", ..] => Self::Top,
            ["v1", "me", "player", "recently-played"] => Self::Recent,
            ["v1", "me", "player", ..] => Self::NowPlaying,
            ["v1", "playlists", _, "items"] => Self::Items,
            ["v1", "me", "playlists"] | ["v1", "playlists", ..] => Self::Playlists,
            ["v1", "search"] => Self::Search,
            _ => Self::Any,
        }
    }

    /// Whether these calls have the Web API's error format, not that of the accounts pages.
    pub(crate) fn is_api(self) -> bool {
        !matches!(self, Self::Authorize | Self::Token)
    }
}

/// One request and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// When it came, by the simulator's clock.
    pub at: DateTime<Utc>,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path, with `/v1` where it was called with it.
    pub path: String,
    /// The query as sent, without the question mark; empty if there was none.
    pub query: String,
    /// The kind of call.
    pub family: Family,
    /// The status of the answer; 0 until there is one.
    pub status: u16,
    /// Whether there was an `Authorization` header.
    pub had_token: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_belongs_to_its_family() {
        for (path, family) in [
            ("/authorize", Family::Authorize),
            ("/authorize/consent", Family::Authorize),
            ("/api/token", Family::Token),
            ("/v1/me", Family::Me),
            ("/v1/me/top/tracks", Family::Top),
            ("/v1/me/player/recently-played", Family::Recent),
            ("/v1/me/player/currently-playing", Family::NowPlaying),
            ("/v1/me/playlists", Family::Playlists),
            ("/v1/playlists/abc", Family::Playlists),
            ("/v1/playlists/abc/items", Family::Items),
            ("/v1/search", Family::Search),
            ("/v1/tracks/abc", Family::Any),
            ("/image/abc", Family::Images),
            ("/v1/markets", Family::Any),
        ] {
            assert_eq!(Family::of(path), family, "{path}");
        }
    }
}
