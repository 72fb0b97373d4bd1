//! What numbers are called.

use stats::{AlbumNo, ArtistNo, GenreNo, Subject, TrackNo};
use store::{Cover, StoreError};

use super::{
    super::{Archive, List},
    Known, key,
};

/// A key and what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// Whose it is, by name: an album's artist, a track's artists; empty for artists and genres.
    pub under: String,
    /// Its covers.
    pub covers: Vec<Cover>,
}

impl Named {
    fn plain(key: String, name: String) -> Self {
        Self {
            key,
            name,
            under: String::new(),
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
pub struct NamedTrack {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Named>,
    /// What it is on.
    pub album: Named,
}

impl From<NamedTrack> for Named {
    fn from(track: NamedTrack) -> Self {
        let artists: Vec<&str> = track.artists.iter().map(|artist| artist.name.as_str()).collect();
        Self {
            key: track.key,
            name: track.name,
            under: if artists.is_empty() {
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
    pub fn named(&self, known: &Known, subject: Subject) -> Result<Option<Named>, StoreError> {
        Ok(match subject {
            Subject::Track(track) => self.track(known, track)?.map(Into::into),
            Subject::Album(album) => self.album(known, album)?,
            Subject::Artist(artist) => self.artist(known, artist)?,
            Subject::Genre(genre) => known.genre(genre),
        })
    }

    /// What a track is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track(&self, known: &Known, track: TrackNo) -> Result<Option<NamedTrack>, StoreError> {
        let Some(id) = known.tracks.id(track.0) else {
            return Ok(None);
        };
        let track = self.store().named_track(id)?;
        Ok(track.map(|track| NamedTrack {
            key: track.uri,
            name: track.name,
            artists: track
                .artists
                .into_iter()
                .map(|(_, artist)| Named::plain(key::of_artist(artist.uri.as_deref(), &artist.name), artist.name))
                .collect(),
            album: of_album(track.album),
        }))
    }

    /// What an album is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn album(&self, known: &Known, album: AlbumNo) -> Result<Option<Named>, StoreError> {
        let Some(id) = known.albums.id(album.0) else {
            return Ok(None);
        };
        Ok(self.store().named_album(id)?.map(of_album))
    }

    /// What an artist is called.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist(&self, known: &Known, artist: ArtistNo) -> Result<Option<Named>, StoreError> {
        let Some(id) = known.artists.id(artist.0) else {
            return Ok(None);
        };
        let artist = self.store().named_artist(id)?;
        Ok(artist.map(|artist| Named::plain(key::of_artist(artist.uri.as_deref(), &artist.name), artist.name)))
    }

    /// What a key is called: by the archive, or else by its own words.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn name_of_key(&self, known: &Known, list: List, key: &str) -> Result<Named, StoreError> {
        let first = self.subjects(known, list, key)?.into_iter().next();
        let named = first.map(|subject| self.named(known, subject)).transpose()?.flatten();
        Ok(named.unwrap_or_else(|| {
            let name = key::names(key).map_or_else(|| key.to_owned(), |(name, _)| name);
            Named::plain(key.to_owned(), name)
        }))
    }
}

impl Known {
    /// What a genre is called.
    pub fn genre(&self, genre: GenreNo) -> Option<Named> {
        let (_, name) = self.genres.get(genre.index())?;
        Some(Named::plain(key::of_genre(name), name.clone()))
    }
}

fn of_album(album: store::NamedAlbum) -> Named {
    Named {
        key: key::of_album(album.credit.uri.as_deref(), &album.artist, &album.credit.name),
        name: album.credit.name,
        under: album.artist,
        covers: album.covers,
    }
}
