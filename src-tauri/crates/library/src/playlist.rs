//! A list becomes a playlist at Spotify: created once, filled in order a hundred tracks at a time, private unless asked.
//! If saving is interrupted, the rest is remembered. Finishing asks Spotify which tracks arrived and adds only the others, so
//! no track comes twice.

mod draft;
mod source;
mod suggestion;
mod unfinished;

use spotify::{Error, NewPlaylist, Playlist, PlaylistId, TrackId};

use self::draft::checked;
pub use self::{
    draft::{MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, PlaylistDraft},
    source::PlaylistSource,
    suggestion::Suggestion,
    unfinished::UnfinishedPlaylist,
};
use crate::{Generation, Library};

/// The most tracks that Spotify takes in one request.
const BATCH: usize = 100;

/// A playlist that is at Spotify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPlaylist {
    /// Its id, name and address.
    pub playlist: Playlist,
    /// How many tracks are in it.
    pub tracks: usize,
}

/// Why there is no playlist, or only part of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaylistError {
    /// The list has no track.
    #[error("There is no track to save yet.")]
    NothingToSave,
    /// Spotify would not take the name or description.
    #[error("{0}")]
    InvalidDraft(String),
    /// Nothing was created.
    #[error(transparent)]
    NotCreated(#[from] Error),
    /// Part of it is at Spotify; [`Library::finish_playlist`] adds the rest.
    #[error("{} of {of} tracks are saved: {why}", saved.tracks)]
    Unfinished {
        /// The part.
        saved: SavedPlaylist,
        /// How many tracks there should be.
        of: usize,
        /// Why the rest is missing.
        why: Error,
    },
}

impl Library {
    /// Makes a playlist of the first `count` tracks of `source`. `progress` is called with how many tracks are saved, and of
    /// how many.
    ///
    /// # Errors
    /// See [`PlaylistError`].
    pub async fn save_playlist(
        &self,
        source: &PlaylistSource,
        count: usize,
        draft: PlaylistDraft,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let _one_at_a_time = self.0.saving.lock().await;
        let draft = checked(draft)?;
        self.confirm_account().await?;
        let tracks = self.tracks(source, count).await?;
        self.create(draft, tracks, progress).await
    }

    /// Makes a playlist of exactly `tracks`, in their order.
    ///
    /// # Errors
    /// See [`PlaylistError`].
    pub async fn save_tracks(
        &self,
        tracks: Vec<TrackId>,
        draft: PlaylistDraft,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let _one_at_a_time = self.0.saving.lock().await;
        self.create(checked(draft)?, tracks, progress).await
    }

    /// Adds the missing tracks to an unfinished playlist.
    ///
    /// # Errors
    /// See [`PlaylistError`]; [`PlaylistError::NothingToSave`] when this playlist is not an unfinished one.
    pub async fn finish_playlist(
        &self,
        playlist: &PlaylistId,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let _one_at_a_time = self.0.saving.lock().await;
        let generation = self.generation();
        let unfinished = self
            .state()
            .unfinished
            .iter()
            .find(|unfinished| unfinished.playlist.id == *playlist)
            .cloned();
        let mut unfinished = unfinished.ok_or(PlaylistError::NothingToSave)?;
        match self.tracks_at_spotify(&unfinished.playlist).await {
            Ok(at_spotify) => unfinished.resume_from(&at_spotify),
            Err(Error::Gone) => {
                // The listener deleted it: there is nothing left to finish.
                self.forget_unfinished(generation, &unfinished);
                return Err(PlaylistError::NotCreated(Error::Gone));
            }
            Err(why) => return Err(unfinished.interrupted(why)),
        }
        self.add_missing(generation, unfinished, progress).await
    }

    /// The unfinished playlists, oldest first. Empty while one is being saved.
    pub fn unfinished_playlists(&self) -> Vec<UnfinishedPlaylist> {
        match self.0.saving.try_lock() {
            Ok(_nobody_saves) => self.state().unfinished.clone(),
            Err(_) => Vec::new(),
        }
    }

    async fn create(
        &self,
        draft: NewPlaylist,
        tracks: Vec<TrackId>,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        if tracks.is_empty() {
            return Err(PlaylistError::NothingToSave);
        }
        let generation = self.generation();
        let playlist = self.0.spotify.create_playlist(&draft).await?;
        let unfinished = UnfinishedPlaylist {
            playlist,
            tracks,
            saved: 0,
        };
        self.add_missing(generation, unfinished, progress).await
    }

    async fn add_missing(
        &self,
        generation: Generation,
        mut unfinished: UnfinishedPlaylist,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let of = unfinished.tracks.len();
        progress(unfinished.saved, of);
        while unfinished.saved < of {
            self.remember_unfinished(generation, &unfinished);
            let batch = &unfinished.tracks[unfinished.saved..of.min(unfinished.saved + BATCH)];
            let position = u32::try_from(unfinished.saved).unwrap_or(u32::MAX);
            if let Err(why) = self.0.spotify.add_items(&unfinished.playlist.id, position, batch).await {
                return Err(unfinished.interrupted(why));
            }
            unfinished.saved += batch.len();
            progress(unfinished.saved, of);
        }
        self.forget_unfinished(generation, &unfinished);
        Ok(unfinished.saved_so_far())
    }

    /// What is in a playlist now. The last batch may have arrived although Spotify's answer was lost.
    async fn tracks_at_spotify(&self, playlist: &Playlist) -> Result<Vec<TrackId>, Error> {
        let mut tracks = Vec::new();
        let mut offset = Some(0);
        while let Some(from) = offset {
            let page = self.0.spotify.playlist_items(&playlist.id, from).await?;
            tracks.extend(page.items);
            offset = page.next_offset;
        }
        Ok(tracks)
    }

    fn remember_unfinished(&self, generation: Generation, unfinished: &UnfinishedPlaylist) {
        self.update_state(generation, |state| {
            state
                .unfinished
                .retain(|other| other.playlist.id != unfinished.playlist.id);
            state.unfinished.push(unfinished.clone());
        });
    }

    fn forget_unfinished(&self, generation: Generation, finished: &UnfinishedPlaylist) {
        self.update_state(generation, |state| {
            state
                .unfinished
                .retain(|other| other.playlist.id != finished.playlist.id)
        });
    }
}
