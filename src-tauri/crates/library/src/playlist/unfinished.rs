//! A playlist that is being saved, or whose saving was interrupted. Part of the saved state on listeners' disks, so the JSON
//! keys stay.

use serde::{Deserialize, Serialize};
use spotify::{Error, Playlist, TrackId};

use super::{PlaylistError, SavedPlaylist};

/// A playlist with tracks that may still have to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfinishedPlaylist {
    pub(super) playlist: Playlist,
    /// Those saved first.
    pub(super) tracks: Vec<TrackId>,
    /// How many of `tracks` are at Spotify.
    pub(super) saved: usize,
}

impl UnfinishedPlaylist {
    /// How many tracks there should be.
    pub fn wanted(&self) -> usize {
        self.tracks.len()
    }

    /// What is at Spotify by now.
    pub fn saved_so_far(&self) -> SavedPlaylist {
        SavedPlaylist {
            playlist: self.playlist.clone(),
            tracks: self.saved,
        }
    }

    /// Counts the tracks `at_spotify` as saved, even if the listener has moved or removed some of them meanwhile.
    pub(super) fn resume_from(&mut self, at_spotify: &[TrackId]) {
        let mut arrived = Vec::new();
        let mut missing = std::mem::take(&mut self.tracks);
        for track in at_spotify {
            if let Some(at) = missing.iter().position(|wanted| wanted == track) {
                arrived.push(missing.remove(at));
            }
        }
        self.saved = arrived.len();
        arrived.append(&mut missing);
        self.tracks = arrived;
    }

    pub(super) fn interrupted(&self, why: Error) -> PlaylistError {
        PlaylistError::Unfinished {
            saved: self.saved_so_far(),
            of: self.tracks.len(),
            why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resumed(tracks: &str, at_spotify: &str) -> (String, usize) {
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
        let mut unfinished = UnfinishedPlaylist {
            playlist,
            tracks: ids(tracks),
            saved: 0,
        };
        unfinished.resume_from(&ids(at_spotify));
        (
            unfinished.tracks.iter().map(|track| &track.as_str()[..1]).collect(),
            unfinished.saved,
        )
    }

    #[test]
    fn finishing_goes_on_after_what_arrived() {
        assert_eq!(resumed("abcd", "ab"), ("abcd".into(), 2));
        assert_eq!(resumed("abcd", ""), ("abcd".into(), 0));
    }

    #[test]
    fn finishing_adds_no_track_twice_after_the_listener_rearranged_it() {
        assert_eq!(resumed("abcd", "xcb"), ("cbad".into(), 2));
    }

    #[test]
    fn a_track_wanted_twice_is_there_once_and_missing_once() {
        assert_eq!(resumed("aab", "a"), ("aab".into(), 1));
    }
}
