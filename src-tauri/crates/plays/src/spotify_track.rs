//! A track as Spotify's API describes it, with everything that rows of evidence do not tell.

/// A track as Spotify's API describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotifyTrack {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Credit>,
    /// Its album.
    pub album: Credit,
    /// The name of the artist that the album is by, as far as that is known.
    pub album_artist: String,
    /// The album's covers, in Spotify's order.
    pub covers: Vec<Cover>,
    /// Its length in milliseconds.
    pub duration_ms: u32,
    /// Its recording's ISRC.
    pub isrc: Option<String>,
}

/// An artist or an album as a track names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its URI; `None` where only the name is known.
    pub uri: Option<String>,
    /// Its name.
    pub name: String,
}

/// The picture of an album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Where it can be fetched.
    pub url: String,
    /// Its width in pixels, if known.
    pub width: Option<u32>,
    /// Its height in pixels, if known.
    pub height: Option<u32>,
}
