//! A list becomes a playlist at Spotify: made once, filled in order by hundreds, private unless asked.
//! When the way breaks off, what is there is remembered, and finishing adds the rest: Spotify is
//! asked what arrived, so that no track comes twice.

mod source;
mod suggestion;

use serde::{Deserialize, Serialize};
use spotify::{Error, NewPlaylist, Playlist, PlaylistId, TrackId};

pub use self::{
    source::PlaylistSource,
    suggestion::{MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, Suggestion},
};
use crate::{Library, Visit};

/// The most tracks that Spotify takes in one call.
const BATCH: usize = 100;

/// What the listener asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaylistDraft {
    /// 1 to [`MAX_NAME_CHARS`] characters, blanks at the ends aside.
    pub name: String,
    /// At most [`MAX_DESCRIPTION_CHARS`] characters; line breaks become blanks, as Spotify takes none.
    pub description: String,
    /// For all to see on the listener's profile.
    pub public: bool,
}

/// A playlist that is at Spotify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedPlaylist {
    /// Where, and what it is called.
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
    NotADraft(String),
    /// Nothing was made.
    #[error(transparent)]
    NotMade(#[from] Error),
    /// Part is there; [`Library::finish_playlist`] adds the rest.
    #[error("{} of {of} tracks are saved: {why}", saved.tracks)]
    Unfinished {
        /// What is there.
        saved: SavedPlaylist,
        /// How many there should be.
        of: usize,
        /// What came in the way.
        why: Error,
    },
}

/// A playlist under way, or one that was left so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfinishedPlaylist {
    playlist: Playlist,
    tracks: Vec<TrackId>,
    saved: usize,
}

impl Library {
    /// Makes a playlist of the first `count` tracks of `source`. `progress` hears how many tracks
    /// of how many are saved.
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
        self.confirm().await?;
        let tracks = self.tracks(source, count).await?;
        self.make(draft, tracks, progress).await
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
        self.make(checked(draft)?, tracks, progress).await
    }

    /// Adds what is missing to a playlist that was left unfinished.
    ///
    /// # Errors
    /// See [`PlaylistError`]; [`PlaylistError::NothingToSave`] when that one was not left so.
    pub async fn finish_playlist(
        &self,
        playlist: &PlaylistId,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let _one_at_a_time = self.0.saving.lock().await;
        let visit = self.visit();
        let left = self
            .memory()
            .unfinished
            .iter()
            .find(|left| left.playlist.id == *playlist)
            .cloned();
        let mut under_way = left.ok_or(PlaylistError::NothingToSave)?;
        match self.there(&under_way.playlist).await {
            Ok(there) => under_way.go_on_from(&there),
            Err(Error::Gone) => {
                // The listener deleted it: there is nothing left to finish.
                self.forget(visit, &under_way);
                return Err(PlaylistError::NotMade(Error::Gone));
            }
            Err(why) => return Err(under_way.broken_off(why)),
        }
        self.fill(visit, under_way, progress).await
    }

    /// The playlists that were left unfinished, oldest first. None while one is being saved.
    pub fn unfinished_playlists(&self) -> Vec<UnfinishedPlaylist> {
        match self.0.saving.try_lock() {
            Ok(_nobody_saves) => self.memory().unfinished.clone(),
            Err(_) => Vec::new(),
        }
    }

    async fn make(
        &self,
        draft: NewPlaylist,
        tracks: Vec<TrackId>,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        if tracks.is_empty() {
            return Err(PlaylistError::NothingToSave);
        }
        let visit = self.visit();
        let playlist = self.0.spotify.create_playlist(&draft).await?;
        let under_way = UnfinishedPlaylist {
            playlist,
            tracks,
            saved: 0,
        };
        self.fill(visit, under_way, progress).await
    }

    async fn fill(
        &self,
        visit: Visit,
        mut under_way: UnfinishedPlaylist,
        progress: impl Fn(usize, usize),
    ) -> Result<SavedPlaylist, PlaylistError> {
        let of = under_way.tracks.len();
        progress(under_way.saved, of);
        while under_way.saved < of {
            self.remember(visit, &under_way);
            let batch = &under_way.tracks[under_way.saved..of.min(under_way.saved + BATCH)];
            let position = u32::try_from(under_way.saved).unwrap_or(u32::MAX);
            if let Err(why) = self.0.spotify.add_items(&under_way.playlist.id, position, batch).await {
                return Err(under_way.broken_off(why));
            }
            under_way.saved += batch.len();
            progress(under_way.saved, of);
        }
        self.forget(visit, &under_way);
        Ok(under_way.so_far())
    }

    /// What is in a playlist by now. The last batch may have arrived although its answer did not.
    async fn there(&self, playlist: &Playlist) -> Result<Vec<TrackId>, Error> {
        let mut there = Vec::new();
        let mut offset = Some(0);
        while let Some(from) = offset {
            let page = self.0.spotify.playlist_items(&playlist.id, from).await?;
            there.extend(page.items);
            offset = page.next_offset;
        }
        Ok(there)
    }

    fn remember(&self, visit: Visit, under_way: &UnfinishedPlaylist) {
        self.keep(visit, |kept| {
            kept.unfinished.retain(|left| left.playlist.id != under_way.playlist.id);
            kept.unfinished.push(under_way.clone());
        });
    }

    fn forget(&self, visit: Visit, done: &UnfinishedPlaylist) {
        self.keep(visit, |kept| {
            kept.unfinished.retain(|left| left.playlist.id != done.playlist.id)
        });
    }
}

impl UnfinishedPlaylist {
    /// How many tracks there should be.
    pub fn wanted(&self) -> usize {
        self.tracks.len()
    }

    /// What is there.
    pub fn so_far(&self) -> SavedPlaylist {
        SavedPlaylist {
            playlist: self.playlist.clone(),
            tracks: self.saved,
        }
    }

    /// Counts what is `there` as saved, even if the listener has moved or removed some of it meanwhile.
    fn go_on_from(&mut self, there: &[TrackId]) {
        let mut arrived = Vec::new();
        let mut missing = std::mem::take(&mut self.tracks);
        for track in there {
            if let Some(at) = missing.iter().position(|wanted| wanted == track) {
                arrived.push(missing.remove(at));
            }
        }
        self.saved = arrived.len();
        arrived.append(&mut missing);
        self.tracks = arrived;
    }

    fn broken_off(&self, why: Error) -> PlaylistError {
        PlaylistError::Unfinished {
            saved: self.so_far(),
            of: self.tracks.len(),
            why,
        }
    }
}

fn checked(draft: PlaylistDraft) -> Result<NewPlaylist, PlaylistError> {
    let name = draft.name.trim().to_owned();
    let description = draft.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let complaint = if name.is_empty() {
        "Give the playlist a name.".to_owned()
    } else if name.chars().count() > MAX_NAME_CHARS {
        format!(
            "The name has {} characters; Spotify takes at most {MAX_NAME_CHARS}.",
            name.chars().count()
        )
    } else if description.chars().count() > MAX_DESCRIPTION_CHARS {
        let found = description.chars().count();
        format!("The description has {found} characters; Spotify takes at most {MAX_DESCRIPTION_CHARS}.")
    } else {
        return Ok(NewPlaylist {
            name,
            description,
            public: draft.public,
        });
    };
    Err(PlaylistError::NotADraft(complaint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, description: &str) -> PlaylistDraft {
        PlaylistDraft {
            name: name.into(),
            description: description.into(),
            public: false,
        }
    }

    fn unfinished(tracks: &str, there: &str) -> (String, usize) {
        let ids = |letters: &str| -> Vec<TrackId> {
            letters
                .chars()
                .map(|letter| String::from(letter).repeat(22).parse().unwrap())
                .collect()
        };
        let playlist = Playlist {
            id: "p".repeat(22).parse().unwrap(),
            name: String::new(),
            url: String::new(),
        };
        let mut under_way = UnfinishedPlaylist {
            playlist,
            tracks: ids(tracks),
            saved: 0,
        };
        under_way.go_on_from(&ids(there));
        (
            under_way.tracks.iter().map(|track| &track.as_str()[..1]).collect(),
            under_way.saved,
        )
    }

    #[test]
    fn finishing_goes_on_after_what_arrived() {
        assert_eq!(unfinished("abcd", "ab"), ("abcd".into(), 2));
        assert_eq!(unfinished("abcd", ""), ("abcd".into(), 0));
    }

    #[test]
    fn finishing_adds_no_track_twice_after_the_listener_rearranged_it() {
        assert_eq!(unfinished("abcd", "xcb"), ("cbad".into(), 2));
    }

    #[test]
    fn a_track_wanted_twice_is_there_once_and_missing_once() {
        assert_eq!(unfinished("aab", "a"), ("aab".into(), 1));
    }

    #[test]
    fn a_draft_is_tidied_as_spotify_wants_it() {
        let tidy = checked(draft("  Late ", "two\nlines")).unwrap();
        assert_eq!(
            (tidy.name.as_str(), tidy.description.as_str(), tidy.public),
            ("Late", "two lines", false)
        );
    }

    #[test]
    fn what_spotify_would_refuse_is_said_before_it_is_asked() {
        let complaint = |name: &str, description: &str| checked(draft(name, description)).unwrap_err().to_string();
        assert_eq!(complaint("  ", ""), "Give the playlist a name.");
        assert_eq!(
            complaint(&"é".repeat(101), ""),
            "The name has 101 characters; Spotify takes at most 100."
        );
        assert_eq!(
            complaint("n", &"d".repeat(301)),
            "The description has 301 characters; Spotify takes at most 300."
        );
        assert!(checked(draft(&"é".repeat(100), &"d".repeat(300))).is_ok());
    }
}
