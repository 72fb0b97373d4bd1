//! Names by number and numbers by name: what a screen shows of the few things that it is about.

use plays::Kind;
use rusqlite::{OptionalExtension, params};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    Cover, Credit, Store, StoreError,
    catalogue::{covers, kind},
};

/// A track with all that a row shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackEntry {
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Every credited artist with its number, in order.
    pub artists: Vec<(u32, Credit)>,
    /// The number of its album.
    pub album_number: u32,
    /// Its album.
    pub album: AlbumEntry,
}

/// An album with all that a row shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlbumEntry {
    /// Its URI and name.
    pub credit: Credit,
    /// Its artist's name; empty for a podcast or an audiobook.
    pub artist: String,
    /// Its covers.
    pub covers: Vec<Cover>,
}

/// What names are looked for among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind {
    /// Tracks, episodes, chapters.
    Track,
    /// Albums, podcasts, audiobooks.
    Album,
    /// Artists.
    Artist,
    /// Genres.
    Genre,
}

impl EntityKind {
    fn table(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Genre => "genre",
        }
    }
}

impl Store {
    /// The track with this number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track_entry(&self, id: u32) -> Result<Option<TrackEntry>, StoreError> {
        let reader = self.reader();
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
                    covers: covers(row.get::<_, Option<String>>(7)?.as_deref()),
                },
            })
        });
        let Some(mut track) = track.optional()? else {
            return Ok(None);
        };
        let mut credits = reader.prepare_cached(
            "SELECT artist.id, artist.uri, artist.name FROM track_artist JOIN artist ON artist.id = track_artist.artist
             WHERE track_artist.track = ?1 ORDER BY track_artist.position",
        )?;
        let rows = credits.query_map([id], |row| {
            let credit = Credit {
                uri: row.get(1)?,
                name: row.get(2)?,
            };
            Ok((row.get(0)?, credit))
        })?;
        track.artists = rows.collect::<Result<_, _>>()?;
        Ok(Some(track))
    }

    /// The album with this number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn album_entry(&self, id: u32) -> Result<Option<AlbumEntry>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT uri, name, artist, covers FROM album WHERE id = ?1")?;
        let album = select.query_row([id], |row| {
            Ok(AlbumEntry {
                credit: Credit {
                    uri: row.get(0)?,
                    name: row.get(1)?,
                },
                artist: row.get(2)?,
                covers: covers(row.get::<_, Option<String>>(3)?.as_deref()),
            })
        });
        Ok(album.optional()?)
    }

    /// The artist with this number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_credit(&self, id: u32) -> Result<Option<Credit>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT uri, name FROM artist WHERE id = ?1")?;
        let artist = select.query_row([id], |row| {
            Ok(Credit {
                uri: row.get(0)?,
                name: row.get(1)?,
            })
        });
        Ok(artist.optional()?)
    }

    /// Every genre: its number and its name, by number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genres(&self) -> Result<Vec<(u32, String)>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT id, name FROM genre ORDER BY id")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Which artist has which genre, by their numbers, each pair once.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_genres(&self) -> Result<Vec<(u32, u32)>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT DISTINCT artist, genre FROM artist_genre ORDER BY 1, 2")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of what has this URI. Genres have none.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_uri(&self, of: EntityKind, uri: &str) -> Result<Vec<u32>, StoreError> {
        let sql = match of {
            EntityKind::Track => "SELECT id FROM track WHERE uri = ?1",
            EntityKind::Album => "SELECT id FROM album WHERE uri = ?1",
            EntityKind::Artist => "SELECT id FROM artist WHERE uri = ?1",
            EntityKind::Genre => return Ok(Vec::new()),
        };
        let reader = self.reader();
        let mut select = reader.prepare_cached(sql)?;
        let rows = select.query_map([uri], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of what has exactly this name, and, for an album, this artist.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_name(&self, of: EntityKind, name: &str, artist: Option<&str>) -> Result<Vec<u32>, StoreError> {
        let and = if artist.is_some() {
            " AND artist = ?2"
        } else {
            " AND ?2 IS NULL"
        };
        let sql = format!("SELECT id FROM {} WHERE name = ?1{and} ORDER BY id", of.table());
        let reader = self.reader();
        let mut select = reader.prepare_cached(&sql)?;
        let rows = select.query_map(params![name, artist], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of what has every one of `words` in its name, whatever the case, and with or without accents.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_words(&self, of: EntityKind, words: &[&str]) -> Result<Vec<u32>, StoreError> {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let reader = self.reader();
        let mut select = reader.prepare_cached(&format!("SELECT id, name FROM {} ORDER BY id", of.table()))?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // Borrowed: a lifetime has a hundred thousand names, and few of them are meant.
            let name = row.get_ref(1)?.as_str().unwrap_or_default();
            let name = folded(name);
            if words.iter().all(|word| name.contains(word.as_str())) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }
}

/// A name as it is looked for: small letters without accents.
fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let plain = name.nfd().filter(|letter| !is_combining_mark(*letter));
    plain.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_name_is_found_by_whatever_case_and_with_or_without_accents() {
        assert_eq!(folded("BJÖRK"), folded("bjork"));
        assert_eq!(folded("Sigur Rós"), "sigur ros");
        assert_eq!(folded("Шуфутинский"), folded("ШУФУТИНСКИЙ"));
        assert_ne!(folded("Bjork"), folded("Bjorn"));
    }
}
