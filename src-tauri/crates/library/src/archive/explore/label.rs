//! What subjects are called: the page and the command line show names, the table has only numbers.

use stats::{AlbumNo, ArtistNo, GenreNo, Subject, TrackNo};
use store::{Cover, EntityKind, StoreError};

use super::{
    super::{Archive, key},
    history::LoadedHistory,
};

/// A key, and what a screen shows of the thing that it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Names it for good: Spotify's address, or one of ours made of names.
    pub key: String,
    /// Its name or title.
    pub name: String,
    /// Who made it: an album's artist, a track's artists. Empty for artists and genres.
    pub byline: String,
    /// The same cover in several sizes; empty for artists and genres.
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

    pub(in super::super) fn of_artist(uri: Option<&str>, name: &str) -> Self {
        Self::plain(key::of_artist(uri, name), name.to_owned())
    }

    pub(in super::super) fn of_genre(name: &str) -> Self {
        Self::plain(key::of_genre(name), name.to_owned())
    }

    pub(in super::super) fn of_family(name: &str) -> Self {
        Self::plain(key::of_family(name), name.to_owned())
    }

    /// Spotify's address for it, if there is one.
    pub fn uri(&self) -> Option<&str> {
        Some(self.key.as_str()).filter(|key| key.starts_with("spotify:"))
    }
}

/// A track with the labels of its artists and its album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackLabel {
    /// As [`Label::key`].
    pub key: String,
    /// Its title.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Label>,
    /// The album or podcast that it is part of.
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
    /// The label of a subject; `None` if the archive does not have it any more.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn label(&self, history: &LoadedHistory, subject: Subject) -> Result<Option<Label>, StoreError> {
        Ok(match subject {
            Subject::Track(track) => self.track_label(history, track)?.map(Into::into),
            Subject::Album(album) => self.album_label(history, album)?,
            Subject::Artist(artist) => self.artist_label(history, artist)?,
            Subject::Genre(genre) => history.genre_label(genre),
        })
    }

    /// The label of a track; `None` if the archive does not have it any more.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track_label(&self, history: &LoadedHistory, track: TrackNo) -> Result<Option<TrackLabel>, StoreError> {
        let Some(id) = history.tracks.id(track.0) else {
            return Ok(None);
        };
        let track = self.store().track_entry(id)?;
        Ok(track.map(|track| TrackLabel {
            key: track.uri,
            name: track.name,
            artists: track
                .artists
                .into_iter()
                .map(|(_, artist)| Label::of_artist(artist.uri.as_deref(), &artist.name))
                .collect(),
            album: of_album(track.album),
        }))
    }

    /// The label of an album; `None` if the archive does not have it any more.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn album_label(&self, history: &LoadedHistory, album: AlbumNo) -> Result<Option<Label>, StoreError> {
        let Some(id) = history.albums.id(album.0) else {
            return Ok(None);
        };
        Ok(self.store().album_entry(id)?.map(of_album))
    }

    /// The label of an artist; `None` if the archive does not have it any more.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_label(&self, history: &LoadedHistory, artist: ArtistNo) -> Result<Option<Label>, StoreError> {
        let Some(id) = history.artists.id(artist.0) else {
            return Ok(None);
        };
        let artist = self.store().artist_credit(id)?;
        Ok(artist.map(|artist| Label::of_artist(artist.uri.as_deref(), &artist.name)))
    }

    /// The label of what a key stands for. If the archive does not have it, the name is taken from the key.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn label_of_key(&self, history: &LoadedHistory, kind: EntityKind, key: &str) -> Result<Label, StoreError> {
        let first = self.subjects(history, kind, key)?.into_iter().next();
        let label = first.map(|subject| self.label(history, subject)).transpose()?.flatten();
        Ok(label.unwrap_or_else(|| {
            let name = key::names_in(key).map_or_else(|| key.to_owned(), |(name, _)| name);
            Label::plain(key.to_owned(), name)
        }))
    }
}

impl LoadedHistory {
    /// The genres of an artist or a track.
    pub fn genres_of(&self, subject: Subject) -> Vec<Label> {
        let genres = self.table.genres_of(subject);
        genres.into_iter().filter_map(|genre| self.genre_label(genre)).collect()
    }

    /// The label of a genre or a family; `None` if this history does not have it.
    pub fn genre_label(&self, genre: GenreNo) -> Option<Label> {
        let Some((_, name)) = self.genres.get(genre.index()) else {
            return self.families.name(genre).map(Label::of_family);
        };
        Some(Label::of_genre(name))
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
