//! Single tracks, albums and artists by id, with everything that a row of a list shows of them.

use plays::Kind;
use rusqlite::OptionalExtension;

use crate::{
    Cover, Credit, Store, StoreError,
    catalogue::{credits, kind, parse_covers},
};

/// A track as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackEntry {
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The id and name of every credited artist, in order.
    pub artists: Vec<(u32, Credit)>,
    /// The id of its album.
    pub album_number: u32,
    /// Its album.
    pub album: AlbumEntry,
}

/// An album as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlbumEntry {
    /// Its URI and name.
    pub credit: Credit,
    /// Its artist's name; empty for a podcast or an audiobook.
    pub artist: String,
    /// Its covers.
    pub covers: Vec<Cover>,
}

impl Store {
    /// The track with this id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track_entry(&self, id: u32) -> Result<Option<TrackEntry>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT track.uri, track.kind, track.name, album.id, album.uri, album.name, album.artist, album.covers
             FROM track JOIN album ON album.id = track.album WHERE track.id = ?1",
        )?;
        let track = select.query_row([id], |row| {
            Ok(TrackEntry {
                uri: row.get(0)?,
                kind: kind(row.get(1)?),
                name: row.get(2)?,
                artists: Vec::new(),
                album_number: row.get(3)?,
                album: AlbumEntry {
                    credit: Credit {
                        uri: row.get(4)?,
                        name: row.get(5)?,
                    },
                    artist: row.get(6)?,
                    covers: parse_covers(row.get::<_, Option<String>>(7)?.as_deref()),
                },
            })
        });
        let Some(mut track) = track.optional()? else {
            return Ok(None);
        };
        track.artists = credits(&reader, id)?;
        Ok(Some(track))
    }

    /// The album with this id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn album_entry(&self, id: u32) -> Result<Option<AlbumEntry>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT uri, name, artist, covers FROM album WHERE id = ?1")?;
        let album = select.query_row([id], |row| {
            Ok(AlbumEntry {
                credit: Credit {
                    uri: row.get(0)?,
                    name: row.get(1)?,
                },
                artist: row.get(2)?,
                covers: parse_covers(row.get::<_, Option<String>>(3)?.as_deref()),
            })
        });
        Ok(album.optional()?)
    }

    /// The artist with this id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_credit(&self, id: u32) -> Result<Option<Credit>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT uri, name FROM artist WHERE id = ?1")?;
        let artist = select.query_row([id], |row| {
            Ok(Credit {
                uri: row.get(0)?,
                name: row.get(1)?,
            })
        });
        Ok(artist.optional()?)
    }
}
