//! The listener's playlists: seeing them, making one, filling it.
//! Nothing is written twice: where an answer is lost, the error says so and the caller looks.

use serde_json::json;

use crate::call::content;
use crate::client::Spotify;
use crate::error::Error;
use crate::id::{PlaylistId, TrackId};
use crate::listening::PAGE;
use crate::model::{NewPlaylist, Page, Playlist};
use crate::wire;

/// The most that Spotify takes in one request.
const MOST_ADDED: usize = 100;

impl Spotify {
    /// Makes an empty playlist (`POST /me/playlists`).
    ///
    /// # Errors
    /// [`Error::Unconfirmed`] if it may exist all the same: the listener has to look in Spotify. Otherwise as
    /// [`Spotify::me`].
    pub async fn create_playlist(&self, draft: &NewPlaylist) -> Result<Playlist, Error> {
        // Always said: without it, Spotify makes the playlist public.
        let mut body = json!({ "name": draft.name, "public": draft.public });
        // An empty description is refused by some of Spotify's servers, a missing one by none.
        if !draft.description.is_empty() {
            body["description"] = draft.description.as_str().into();
        }
        let answer = self.write("/me/playlists", body).await?;
        let made = content::<wire::Playlist>("new playlist", &answer).map_err(|_| Error::Unconfirmed)?;
        made.read().ok_or(Error::Unconfirmed)
    }

    /// Puts up to 100 `tracks` into a playlist, the first at `position` (`POST /playlists/{id}/items`). Returns the
    /// playlist's new version.
    ///
    /// # Errors
    /// [`Error::Unconfirmed`] if they may be there all the same: [`Spotify::playlist_items`] tells.
    /// [`Error::Unexpected`] for more than 100. Else as [`Spotify::me`].
    pub async fn add_items(&self, playlist: &PlaylistId, position: u32, tracks: &[TrackId]) -> Result<String, Error> {
        if tracks.len() > MOST_ADDED {
            return Err(Error::Unexpected(format!(
                "{} tracks at once, not {MOST_ADDED}",
                tracks.len()
            )));
        }
        let uris: Vec<String> = tracks.iter().map(TrackId::uri).collect();
        let body = json!({ "uris": uris, "position": position });
        let answer = self.write(&format!("/playlists/{playlist}/items"), body).await?;
        let added = content::<wire::Added>("added items", &answer).map_err(|_| Error::Unconfirmed)?;
        Ok(added.snapshot_id)
    }

    /// Fifty tracks of a playlist of one's own, from `offset` on (`GET /playlists/{id}/items`). Entries that are no
    /// tracks are left out, but counted in the page's total and offsets.
    ///
    /// # Errors
    /// As [`Spotify::me`].
    pub async fn playlist_items(&self, playlist: &PlaylistId, offset: u32) -> Result<Page<TrackId>, Error> {
        let answer = self
            .read(&format!("/playlists/{playlist}/items"), &page(offset))
            .await?;
        Ok(content::<wire::Page<wire::PlaylistRow>>("playlist items", &answer)?.page(offset, wire::PlaylistRow::read))
    }
}

fn page(offset: u32) -> [(&'static str, String); 2] {
    [("limit", PAGE.to_string()), ("offset", offset.to_string())]
}
