//! Artists and albums that Spotify's API has named, as machines exchange them: each on its own, whatever tracks are theirs.

use plays::Cover;
use rusqlite::{OptionalExtension, Row, params};

use super::{format_covers, parse_covers};
use crate::{Store, StoreError, Write};

/// An album that Spotify's API has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAlbum {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// The name of the artist that it is by.
    pub artist: String,
    /// Its covers, in Spotify's order.
    pub covers: Vec<Cover>,
}

impl Store {
    /// URI and name of every artist that some track is credited to.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn named_artists(&self) -> Result<Vec<(String, String)>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT uri, name FROM artist WHERE uri IS NOT NULL AND id IN (SELECT artist FROM track_artist) ORDER BY uri",
        )?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every album with a URI that some track is on.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn named_albums(&self) -> Result<Vec<NamedAlbum>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT uri, name, artist, covers FROM album
             WHERE uri IS NOT NULL AND id IN (SELECT album FROM track) ORDER BY uri",
        )?;
        let rows = select.query_map([], named_album)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Write<'_> {
    /// Names the artist with this URI, who is added if need be.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_named_artist(&mut self, uri: &str, name: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO artist (uri, name) VALUES (?1, ?2) ON CONFLICT (uri) DO UPDATE SET name = ?2";
        self.connection().prepare_cached(sql)?.execute([uri, name])?;
        Ok(())
    }

    /// Names the album with this URI, which is added if need be.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_named_album(&mut self, album: &NamedAlbum) -> Result<(), StoreError> {
        let sql = "INSERT INTO album (uri, name, artist, covers) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (uri) DO UPDATE SET name = ?2, artist = ?3, covers = ?4";
        let covers = format_covers(&album.covers);
        let values = params![album.uri, album.name, album.artist, covers];
        self.connection().prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// The name of the artist with this URI.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_name(&self, uri: &str) -> Result<Option<String>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached("SELECT name FROM artist WHERE uri = ?1")?;
        Ok(select.query_row([uri], |row| row.get(0)).optional()?)
    }

    /// The album with this URI.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn named_album(&self, uri: &str) -> Result<Option<NamedAlbum>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached("SELECT uri, name, artist, covers FROM album WHERE uri = ?1")?;
        Ok(select.query_row([uri], named_album).optional()?)
    }
}

fn named_album(row: &Row<'_>) -> rusqlite::Result<NamedAlbum> {
    Ok(NamedAlbum {
        uri: row.get(0)?,
        name: row.get(1)?,
        artist: row.get(2)?,
        covers: parse_covers(row.get::<_, Option<String>>(3)?.as_deref()),
    })
}
