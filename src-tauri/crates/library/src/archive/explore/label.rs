//! What numbers are called.

use stats::{AlbumNo, ArtistNo, GenreNo, Subject, TrackNo};
use store::{Cover, EntityKind, StoreError};

use super::{super::Archive, LoadedHistory, key};

/// A key and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// Whose it is, by name: an album's artist, a track's artists; empty for artists and genres.
    pub byline: String,
    /// Its covers.
    pub covers: Vec<Cover>,
}

impl Label {
    fn plain(key: String, name: String) -> Self {
        Self {
            key,
            name,
            byline: String::new(),
            covers: Vec::new(),
        }
    }

    /// Spotify's address for it, where there is one.
    pub fn uri(&self) -> Option<&str> {
        Some(self.key.as_str()).filter(|key| key.starts_with("spotify:"))
    }
}

/// A track, with the way to its artists and its album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackLabel {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Label>,
    /// What it is on.
    pub album: Label,
}

impl From<TrackLabel> for Label {
    fn from(track: TrackLabel) -> Self {
        let artists: Vec<&str> = track.artists.iter().map(|artist| artist.name.as_str()).collect();
        Self {
            key: track.key,
            name: track.name,
            byline: if artists.is_empty() {
                track.album.name
            } else {
                artists.join(", ")
            },
            covers: track.album.covers,
        }
    }
}

impl Archive {
    /// What a subject is called; `None` if the archive knows it no more.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn label(&self, known: &LoadedHistory, subject: Subject) -> Result<Option<Label>, StoreError> {
        Ok(match subject {
            Subject::Track(track) => self.track_label(known, track)?.map(Into::into),
            Subject::Album(album) => self.album_label(known, album)?,
            Subject::Artist(artist) => self.artist_label(known, artist)?,
            Subject::Genre(genre) => known.genre_label(genre),
        })
    }

    /// What a track is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track_label(&self, known: &LoadedHistory, track: TrackNo) -> Result<Option<TrackLabel>, StoreError> {
        let Some(id) = known.tracks.id(track.0) else {
            return Ok(None);
        };
        let track = self.store().track_entry(id)?;
        Ok(track.map(|track| TrackLabel {
            key: track.uri,
            name: track.name,
            artists: track
                .artists
                .into_iter()
                .map(|(_, artist)| Label::plain(key::of_artist(artist.uri.as_deref(), &artist.name), artist.name))
                .collect(),
            album: of_album(track.album),
        }))
    }

    /// What an album is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn album_label(&self, known: &LoadedHistory, album: AlbumNo) -> Result<Option<Label>, StoreError> {
        let Some(id) = known.albums.id(album.0) else {
            return Ok(None);
        };
        Ok(self.store().album_entry(id)?.map(of_album))
    }

    /// What an artist is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_label(&self, known: &LoadedHistory, artist: ArtistNo) -> Result<Option<Label>, StoreError> {
        let Some(id) = known.artists.id(artist.0) else {
            return Ok(None);
        };
        let artist = self.store().artist_credit(id)?;
        Ok(artist.map(|artist| Label::plain(key::of_artist(artist.uri.as_deref(), &artist.name), artist.name)))
    }

    /// What a key is called: by the archive, or else by its own words.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn label_of_key(&self, known: &LoadedHistory, list: EntityKind, key: &str) -> Result<Label, StoreError> {
        let first = self.subjects(known, list, key)?.into_iter().next();
        let named = first.map(|subject| self.label(known, subject)).transpose()?.flatten();
        Ok(named.unwrap_or_else(|| {
            let name = key::names(key).map_or_else(|| key.to_owned(), |(name, _)| name);
            Label::plain(key.to_owned(), name)
        }))
    }
}

impl LoadedHistory {
    /// What a genre is called.
    pub fn genre_label(&self, genre: GenreNo) -> Option<Label> {
        let (_, name) = self.genres.get(genre.index())?;
        Some(Label::plain(key::of_genre(name), name.clone()))
    }
}

fn of_album(album: store::AlbumEntry) -> Label {
    Label {
        key: key::of_album(album.credit.uri.as_deref(), &album.artist, &album.credit.name),
        name: album.credit.name,
        byline: album.artist,
        covers: album.covers,
    }
}
