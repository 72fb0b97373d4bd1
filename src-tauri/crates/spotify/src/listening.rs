//! The questions Tonearm asks about the listener: who they are, what they love, what they just played.

use reqwest::StatusCode;

use crate::call::content;
use crate::client::Spotify;
use crate::error::Error;
use crate::model::{Artist, Me, NowPlaying, RecentPage, TimeRange, Track};
use crate::wire;

/// The most that Spotify puts on a page.
pub(crate) const PAGE: u32 = 50;
/// The most that a search brings since February 2026; more is an error.
const MOST_FOUND: u32 = 10;

impl Spotify {
    /// Whose account this is (`GET /me`).
    ///
    /// # Errors
    /// Any [`Error`] but [`Error::Unconfirmed`]; so for each question below.
    pub async fn me(&self) -> Result<Me, Error> {
        let answer = self.read("/me", &[]).await?;
        Ok(content::<wire::Me>("me", &answer)?.read())
    }

    /// Up to fifty tracks, the most loved first (`GET /me/top/tracks`). May be empty. Spotify tells no counts.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn top_tracks(&self, range: TimeRange) -> Result<Vec<Track>, Error> {
        let answer = self.read("/me/top/tracks", &top(range)).await?;
        Ok(content::<wire::Page<wire::Track>>("top tracks", &answer)?.items(wire::Track::read))
    }

    /// Up to fifty artists, the most loved first (`GET /me/top/artists`). May be empty.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn top_artists(&self, range: TimeRange) -> Result<Vec<Artist>, Error> {
        let answer = self.read("/me/top/artists", &top(range)).await?;
        Ok(content::<wire::Page<wire::Artist>>("top artists", &answer)?.items(wire::Artist::read))
    }

    /// Up to fifty of the last plays, the newest first (`GET /me/player/recently-played`). Always all of them, never those
    /// after a time: Spotify adds plays hours late. No podcasts; local files are left out.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn recently_played(&self) -> Result<RecentPage, Error> {
        let query = [("limit", PAGE.to_string())];
        let answer = self.read("/me/player/recently-played", &query).await?;
        let page = content::<wire::Page<wire::PlayHistory>>("recent plays", &answer)?;
        Ok(RecentPage {
            plays: page.items(wire::PlayHistory::read),
        })
    }

    /// What plays at this moment (`GET /me/player/currently-playing`); `None` for silence, and for what is no track.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn currently_playing(&self) -> Result<Option<NowPlaying>, Error> {
        // Without `episode` among the types, Spotify describes a podcast as a track with null for everything.
        let query = [("additional_types", "track,episode".to_owned())];
        let answer = self.read("/me/player/currently-playing", &query).await?;
        if answer.status == StatusCode::NO_CONTENT {
            return Ok(None);
        }
        Ok(content::<wire::CurrentlyPlaying>("now playing", &answer)?.read())
    }

    /// The tracks that best match `query` (`GET /search`), at most `limit`, which Spotify caps at 10.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn search_tracks(&self, query: &str, limit: u32) -> Result<Vec<Track>, Error> {
        let query = [
            ("q", query.to_owned()),
            ("type", "track".to_owned()),
            ("limit", limit.clamp(1, MOST_FOUND).to_string()),
        ];
        let answer = self.read("/search", &query).await?;
        let found = content::<wire::Found>("search", &answer)?;
        Ok(found
            .tracks
            .map(|page| page.items(wire::Track::read))
            .unwrap_or_default())
    }
}

fn top(range: TimeRange) -> [(&'static str, String); 2] {
    [
        ("time_range", range.as_spotify_says().to_owned()),
        ("limit", PAGE.to_string()),
    ]
}
