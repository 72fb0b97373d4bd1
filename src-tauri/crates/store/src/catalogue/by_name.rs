//! Albums and artists that are known by name only, and which artists a track credits.
//! Each lookup reads all such names once, because an import asks for very many of them.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::{StoreError, row_id::last_row_id};

/// Replaces the artists that a track credits.
pub(super) fn set_credits(connection: &Connection, track: u32, artists: &[u32]) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM track_artist WHERE track = ?1")?
        .execute([track])?;
    add_credits(connection, track, artists)
}

/// Adds the artists that a new track credits.
pub(super) fn add_credits(connection: &Connection, track: u32, artists: &[u32]) -> Result<(), StoreError> {
    let mut insert =
        connection.prepare_cached("INSERT INTO track_artist (track, position, artist) VALUES (?1, ?2, ?3)")?;
    for (position, artist) in (0u32..).zip(artists) {
        insert.execute(params![track, position, artist])?;
    }
    Ok(())
}

/// The ids of albums without a URI.
pub(super) struct AlbumsByName<'c> {
    connection: &'c Connection,
    known: HashMap<(String, String), u32>,
}

impl<'c> AlbumsByName<'c> {
    pub(super) fn load(connection: &'c Connection) -> Result<Self, StoreError> {
        let mut select = connection.prepare_cached("SELECT name, artist, id FROM album WHERE uri IS NULL")?;
        let rows = select.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        let known = rows.collect::<Result<_, _>>()?;
        Ok(Self { connection, known })
    }

    /// Adds the album if it is new.
    pub(super) fn id(&mut self, name: &str, artist: &str) -> Result<u32, StoreError> {
        let key = (name.to_owned(), artist.to_owned());
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let sql = "INSERT INTO album (name, artist) VALUES (?1, ?2)";
        self.connection.prepare_cached(sql)?.execute([name, artist])?;
        let id = last_row_id(self.connection)?;
        self.known.insert(key, id);
        Ok(id)
    }
}

/// The ids of artists without a URI.
pub(super) struct ArtistsByName<'c> {
    connection: &'c Connection,
    known: HashMap<String, u32>,
}

impl<'c> ArtistsByName<'c> {
    pub(super) fn load(connection: &'c Connection) -> Result<Self, StoreError> {
        let mut select = connection.prepare_cached("SELECT name, id FROM artist WHERE uri IS NULL")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let known = rows.collect::<Result<_, _>>()?;
        Ok(Self { connection, known })
    }

    /// Adds the artist if they are new.
    pub(super) fn id(&mut self, name: &str) -> Result<u32, StoreError> {
        if let Some(id) = self.known.get(name) {
            return Ok(*id);
        }
        let sql = "INSERT INTO artist (name) VALUES (?1)";
        self.connection.prepare_cached(sql)?.execute([name])?;
        let id = last_row_id(self.connection)?;
        self.known.insert(name.to_owned(), id);
        Ok(id)
    }
}
