//! Playlists: the listener's own, and some of others that they follow. Rules of content only; who may ask is settled elsewhere.

use base64::{Engine, engine::general_purpose::STANDARD};

use sample::Random;

use crate::world::World;

/// The listener's own user id.
pub(crate) const LISTENER: &str = "robinashdown7";

/// What a playlist of the listener's holds, for a test to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimPlaylist {
    /// Spotify id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Description; empty if none was given.
    pub description: String,
    /// Whether it shows on the listener's profile.
    pub public: bool,
    /// Track URIs in order.
    pub uris: Vec<String>,
}

/// A track at a place in a playlist.
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
    pub(crate) collaborative: bool,
    pub(crate) owner: &'static str,
    pub(crate) owner_name: &'static str,
    pub(crate) entries: Vec<Entry>,
    pub(crate) jpeg: Option<Vec<u8>>,
    revision: u32,
}

impl Playlist {
    /// Changes with every change of the content.
    pub(crate) fn snapshot(&self) -> String {
        STANDARD.encode(format!("{},{}", self.revision, self.id))
    }

    pub(crate) fn is_own(&self) -> bool {
        self.owner == LISTENER
    }

    /// Puts `tracks` in at `position`; `None` if that is beyond the end.
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

    pub(crate) fn replace(&mut self, tracks: &[usize], now_ms: i64) {
        self.entries = tracks
            .iter()
            .map(|track| Entry {
                track: *track,
                added_ms: now_ms,
            })
            .collect();
        self.revision += 1;
    }

    /// Every place where one of `tracks` stands is cleared.
    pub(crate) fn remove(&mut self, tracks: &[usize]) {
        self.entries.retain(|entry| !tracks.contains(&entry.track));
        self.revision += 1;
    }

    /// Moves `length` entries from `start` to before the one now at `before`; `None` if any of that is beyond the end.
    pub(crate) fn reorder(&mut self, start: usize, length: usize, before: usize) -> Option<()> {
        let end = start.checked_add(length)?;
        if end > self.entries.len() || before > self.entries.len() {
            return None;
        }
        let moved: Vec<_> = self.entries.drain(start..end).collect();
        let to = if before >= end {
            before - length
        } else {
            before.min(start)
        };
        self.entries.splice(to..to, moved);
        self.revision += 1;
        Some(())
    }

    pub(crate) fn touch(&mut self) {
        self.revision += 1;
    }
}

/// All playlists in the listener's library, the newest first as Spotify lists them.
pub(crate) struct Shelf {
    random: Random,
    playlists: Vec<Playlist>,
    /// The ids of those that were there from the start, which the history plays from.
    first: Vec<String>,
}

impl Shelf {
    pub(crate) fn new(world: &World, now_ms: i64) -> Self {
        let mut shelf = Self {
            random: Random::new(world.seed, &[6]),
            playlists: Vec::new(),
            first: Vec::new(),
        };
        let start = [
            (
                "Kitchen, Sunday",
                "Slow things for a late breakfast",
                LISTENER,
                "Robin Ashdown",
                34,
            ),
            ("Night Bus", "", LISTENER, "Robin Ashdown", 61),
            ("Running, Eventually", "Starts gently", LISTENER, "Robin Ashdown", 27),
            ("Not Yet Filled", "", LISTENER, "Robin Ashdown", 0),
            (
                "Slow Meridian Sampler",
                "New on the label",
                "slowmeridian",
                "Slow Meridian",
                18,
            ),
        ];
        for (name, description, owner, owner_name, size) in start {
            let mut playlist = shelf.blank(name, owner, owner_name);
            description.clone_into(&mut playlist.description);
            for _ in 0..size {
                let track = shelf.random.below(world.tracks.len());
                let added_ms = now_ms - shelf.random.between(1, 900) * crate::history::DAY_MS;
                playlist.entries.push(Entry { track, added_ms });
            }
            shelf.first.push(playlist.id.clone());
            shelf.playlists.push(playlist);
        }
        shelf
    }

    pub(crate) fn clear(&mut self) {
        self.playlists.clear();
    }

    pub(crate) fn all(&self) -> &[Playlist] {
        &self.playlists
    }

    /// One of those that were there from the start.
    pub(crate) fn first(&self, at: usize) -> Option<&Playlist> {
        self.first.get(at).and_then(|id| self.find(id))
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Playlist> {
        self.playlists.iter().find(|playlist| playlist.id == id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Playlist> {
        self.playlists.iter_mut().find(|playlist| playlist.id == id)
    }

    /// Adds an empty playlist of the listener's, which is public until said otherwise.
    pub(crate) fn create(&mut self, name: &str) -> &mut Playlist {
        let playlist = self.blank(name, LISTENER, "Robin Ashdown");
        self.playlists.insert(0, playlist);
        &mut self.playlists[0]
    }

    /// What the simulator shows to tests: the listener's own.
    pub(crate) fn own(&self, world: &World) -> Vec<SimPlaylist> {
        let own = self.playlists.iter().filter(|playlist| playlist.is_own());
        own.map(|playlist| SimPlaylist {
            id: playlist.id.clone(),
            name: playlist.name.clone(),
            description: playlist.description.clone(),
            public: playlist.public,
            uris: playlist.entries.iter().map(|entry| world.uri(entry.track)).collect(),
        })
        .collect()
    }

    fn blank(&mut self, name: &str, owner: &'static str, owner_name: &'static str) -> Playlist {
        Playlist {
            id: self.random.base62(22),
            name: name.to_owned(),
            description: String::new(),
            public: true,
            collaborative: false,
            owner,
            owner_name,
            entries: Vec::new(),
            jpeg: None,
            revision: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn playlist(tracks: &[usize]) -> Playlist {
        let mut shelf = Shelf {
            random: Random::new(1, &[]),
            playlists: Vec::new(),
            first: Vec::new(),
        };
        let mut playlist = shelf.create("Test").clone();
        playlist.replace(tracks, 0);
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
    fn removing_a_track_removes_each_of_its_places() {
        let mut playlist = playlist(&[1, 2, 1, 3]);
        playlist.remove(&[1]);
        assert_eq!(tracks(&playlist), [2, 3]);
    }

    #[test]
    fn reordering_moves_a_run_both_ways() {
        let moved = |start, length, before| {
            let mut playlist = playlist(&[0, 1, 2, 3, 4]);
            playlist.reorder(start, length, before).map(|()| tracks(&playlist))
        };
        assert_eq!(moved(0, 2, 5), Some(vec![2, 3, 4, 0, 1]));
        assert_eq!(moved(3, 2, 0), Some(vec![3, 4, 0, 1, 2]));
        assert_eq!(moved(1, 2, 2), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(moved(4, 2, 0), None);
        assert_eq!(moved(0, 1, 6), None);
    }

    #[test]
    fn every_change_has_a_snapshot_of_its_own() {
        let mut playlist = playlist(&[1]);
        let before = playlist.snapshot();
        playlist.replace(&[1], 0);
        assert_ne!(playlist.snapshot(), before);
    }
}
