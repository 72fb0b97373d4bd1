//! The listener's playlists and the rules for their contents. Scopes are checked elsewhere.

use base64::{Engine, engine::general_purpose::STANDARD};
use sample::Random;

use crate::{catalogue::Catalogue, history::DAY_MS};

/// What Spotify calls the listener's account, as opposed to the user id.
pub const ACCOUNT_ID: &str = "acct_5LrobinAshdownInvented7";
/// The listener's own user id.
pub(crate) const LISTENER: &str = "robinashdown7";
pub(crate) const LISTENER_NAME: &str = "Robin Ashdown";

/// The playlists of a listener who has used Spotify for a while: name, description, number of tracks.
const ORIGINAL: [(&str, &str, usize); 4] = [
    ("Kitchen, Sunday", "Slow things for a late breakfast", 34),
    ("Night Bus", "", 61),
    ("Running, Eventually", "Starts gently", 27),
    ("Not Yet Filled", "", 0),
];

/// What a playlist of the listener's contains, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SimPlaylist {
    /// Spotify's id, without `spotify:playlist:`.
    pub id: String,
    pub name: String,
    /// Empty if none was given.
    pub description: String,
    /// Whether it shows on the listener's profile.
    pub public: bool,
    /// Track URIs in order.
    pub uris: Vec<String>,
}

/// A track at a position in a playlist.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) track: usize,
    pub(crate) added_ms: i64,
}

/// One playlist.
#[derive(Clone)]
pub(crate) struct Playlist {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) public: bool,
    pub(crate) entries: Vec<Entry>,
    revision: u32,
}

impl Playlist {
    /// A text that changes with every change of the contents.
    pub(crate) fn snapshot(&self) -> String {
        STANDARD.encode(format!("{},{}", self.revision, self.id))
    }

    /// Inserts `tracks` at `position`; `None` if that is beyond the end.
    pub(crate) fn insert(&mut self, tracks: &[usize], position: usize, now_ms: i64) -> Option<()> {
        if position > self.entries.len() {
            return None;
        }
        let entries = tracks.iter().map(|track| Entry {
            track: *track,
            added_ms: now_ms,
        });
        self.entries.splice(position..position, entries);
        self.revision += 1;
        Some(())
    }
}

/// All of the listener's playlists, the newest first, as Spotify lists them.
pub(crate) struct Playlists {
    random: Random,
    playlists: Vec<Playlist>,
    /// The ids of those that were there from the start: the history plays from them.
    original: Vec<String>,
}

impl Playlists {
    pub(crate) fn new(catalogue: &Catalogue, now_ms: i64) -> Self {
        let mut playlists = Self {
            random: Random::new(catalogue.seed, &[6]),
            playlists: Vec::new(),
            original: Vec::new(),
        };
        for (name, description, size) in ORIGINAL {
            let mut playlist = playlists.empty(name, description, true);
            for _ in 0..size {
                let track = playlists.random.below(catalogue.tracks.len());
                let added_ms = now_ms - playlists.random.between(1, 900) * DAY_MS;
                playlist.entries.push(Entry { track, added_ms });
            }
            playlists.original.push(playlist.id.clone());
            playlists.playlists.push(playlist);
        }
        playlists
    }

    pub(crate) fn clear(&mut self) {
        self.playlists.clear();
    }

    /// One of the playlists that were there from the start.
    pub(crate) fn original(&self, at: usize) -> Option<&Playlist> {
        self.original.get(at).and_then(|id| self.find(id))
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Playlist> {
        self.playlists.iter().find(|playlist| playlist.id == id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Playlist> {
        self.playlists.iter_mut().find(|playlist| playlist.id == id)
    }

    /// Adds an empty playlist.
    pub(crate) fn create(&mut self, name: &str, description: &str, public: bool) -> &Playlist {
        let playlist = self.empty(name, description, public);
        self.playlists.insert(0, playlist);
        &self.playlists[0]
    }

    /// All playlists as tests see them.
    pub(crate) fn contents(&self, catalogue: &Catalogue) -> Vec<SimPlaylist> {
        let contents = |playlist: &Playlist| SimPlaylist {
            id: playlist.id.clone(),
            name: playlist.name.clone(),
            description: playlist.description.clone(),
            public: playlist.public,
            uris: playlist
                .entries
                .iter()
                .map(|entry| catalogue.uri(entry.track))
                .collect(),
        };
        self.playlists.iter().map(contents).collect()
    }

    fn empty(&mut self, name: &str, description: &str, public: bool) -> Playlist {
        Playlist {
            id: self.random.base62(22),
            name: name.to_owned(),
            description: description.to_owned(),
            public,
            entries: Vec::new(),
            revision: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn playlist(tracks: &[usize]) -> Playlist {
        let mut playlist = Playlist {
            id: "1".repeat(22),
            name: "Test".to_owned(),
            description: String::new(),
            public: true,
            entries: Vec::new(),
            revision: 1,
        };
        playlist.insert(tracks, 0, 0).unwrap();
        playlist
    }

    fn tracks(playlist: &Playlist) -> Vec<usize> {
        playlist.entries.iter().map(|entry| entry.track).collect()
    }

    #[test]
    fn tracks_go_in_where_asked_and_never_beyond_the_end() {
        let mut playlist = playlist(&[1, 2]);
        assert_eq!(playlist.insert(&[7, 8], 1, 0), Some(()));
        assert_eq!(tracks(&playlist), [1, 7, 8, 2]);
        assert_eq!(playlist.insert(&[9], 5, 0), None);
    }

    #[test]
    fn every_change_has_a_snapshot_of_its_own() {
        let mut playlist = playlist(&[1]);
        let before = playlist.snapshot();
        playlist.insert(&[1], 0, 0).unwrap();
        assert_ne!(playlist.snapshot(), before);
    }
}
