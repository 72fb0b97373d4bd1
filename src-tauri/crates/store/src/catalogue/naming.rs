//! How tracks, albums and artists get into the catalogue, and out of it: by the names that exports give, and by what Spotify's API
//! tells. The order of imports does not matter to the names that are shown.

use std::collections::HashMap;

use plays::Item;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Cover, Credit, SpotifyTrack, kind_number};
use crate::{StoreError, Write};

struct Known {
    id: u32,
    named_at: i64,
    learnt: bool,
}

impl Write<'_> {
    /// The archive's numbers for what an export names, in its order; what is new is added. `named_at` holds for each the end
    /// of the play that names it, in milliseconds since 1970: the latest names win.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn item_ids(&mut self, items: &[Item], named_at: &[i64]) -> Result<Vec<u32>, StoreError> {
        let connection = self.connection();
        let mut known = known(connection)?;
        let mut albums = Albums::new(connection)?;
        let mut artists = Artists::new(connection)?;
        let mut add = connection.prepare_cached(
            "INSERT INTO track (uri, kind, name, told_name, artist, album, named_at)
             VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6) RETURNING id",
        )?;
        let mut rename = connection.prepare_cached(
            "UPDATE track SET kind = ?2, name = ?3, told_name = ?3, artist = ?4, album = ?5, named_at = ?6 WHERE id = ?1",
        )?;
        let mut retell =
            connection.prepare_cached("UPDATE track SET artist = ?2, named_at = ?3, told_name = ?4 WHERE id = ?1")?;
        let mut ids = Vec::with_capacity(items.len());
        for (item, &named_at) in items.iter().zip(named_at) {
            let uri = item.uri.as_str();
            let id = match known.get(uri) {
                None => {
                    let album = albums.by_names(&item.album, &item.artist)?;
                    let id = add.query_row(
                        params![uri, kind_number(item.kind), item.name, item.artist, album, named_at],
                        |row| row.get(0),
                    )?;
                    if !item.artist.is_empty() {
                        credit(connection, id, &[artists.by_name(&item.artist)?])?;
                    }
                    let learnt = false;
                    known.insert(uri.to_owned(), Known { id, named_at, learnt });
                    id
                }
                Some(&Known {
                    id,
                    named_at: before,
                    learnt,
                }) => {
                    if newer(connection, id, before, item, named_at)? {
                        if learnt {
                            retell.execute(params![id, item.artist, named_at, item.name])?;
                        } else {
                            let album = albums.by_names(&item.album, &item.artist)?;
                            rename.execute(params![
                                id,
                                kind_number(item.kind),
                                item.name,
                                item.artist,
                                album,
                                named_at
                            ])?;
                            let credited = (!item.artist.is_empty())
                                .then(|| artists.by_name(&item.artist))
                                .transpose()?;
                            credit(connection, id, credited.as_slice())?;
                        }
                    }
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    /// The archive's numbers for tracks that the API told of, in their order; what is new is added, the rest is brought up to
    /// what the API says.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn save_tracks(&mut self, tracks: &[SpotifyTrack]) -> Result<Vec<u32>, StoreError> {
        let connection = self.connection();
        let mut ids = Vec::with_capacity(tracks.len());
        for track in tracks {
            let by = track.artists.first().map_or("", |artist| artist.name.as_str());
            let album = learn_album(connection, track, by)?;
            let id = connection.prepare_cached(
                // Nothing an export says is older than what only the API named.
                "INSERT INTO track (uri, kind, name, told_name, artist, album, duration_ms, isrc, named_at, learnt)
                 VALUES (?1, 0, ?2, ?2, ?3, ?4, ?5, ?6, -9223372036854775808, 1)
                 ON CONFLICT (uri) DO UPDATE SET name = ?2, album = ?4, duration_ms = ?5, isrc = ?6, learnt = 1
                 RETURNING id",
            )?;
            let mut id = id;
            let id: u32 = id.query_row(
                params![track.uri, track.name, by, album, track.duration_ms, track.isrc],
                |row| row.get(0),
            )?;
            let mut artists = Vec::with_capacity(track.artists.len());
            for artist in &track.artists {
                artists.push(learn_artist(connection, artist)?);
            }
            credit(connection, id, &artists)?;
            ids.push(id);
        }
        Ok(ids)
    }

    /// The numbers of all tracks that share artist and name with one of these; those themselves included.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn namesakes(&self, tracks: &[u32]) -> Result<Vec<u32>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT other.id FROM track JOIN track AS other ON other.artist = track.artist AND other.told_name = track.told_name
             WHERE track.id = ?1",
        )?;
        let mut all = Vec::new();
        for track in tracks {
            for id in select.query_map([track], |row| row.get(0))? {
                all.push(id?);
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// For each track its number, and the artist and name that it is recognised by where only names are known.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn track_names(&self) -> Result<Vec<(u32, String, String)>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT track.id, CASE track.kind WHEN 0 THEN track.artist ELSE album.name END, track.told_name
             FROM track JOIN album ON album.id = track.album",
        )?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Drops tracks that no row is about and the API never told of, and artists and albums that nothing hangs on.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_orphans(&mut self) -> Result<(), StoreError> {
        self.connection().execute_batch(
            // In this order, and without leaning on cascades: with foreign keys on, each track that goes would be looked for in all
            // plays.
            "DELETE FROM track WHERE learnt = 0 AND id NOT IN (SELECT track FROM play);
             DELETE FROM track_artist WHERE track NOT IN (SELECT id FROM track);
             DELETE FROM album WHERE id NOT IN (SELECT album FROM track);
             DELETE FROM artist WHERE id NOT IN (SELECT artist FROM track_artist)
                AND id NOT IN (SELECT artist FROM artist_genre);
             DELETE FROM circumstance WHERE id NOT IN (SELECT circumstance FROM play);",
        )?;
        Ok(())
    }
}

fn known(connection: &Connection) -> Result<HashMap<String, Known>, StoreError> {
    let mut select = connection.prepare_cached("SELECT uri, id, named_at, learnt FROM track")?;
    let rows = select.query_map([], |row| {
        Ok((
            row.get(0)?,
            Known {
                id: row.get(1)?,
                named_at: row.get(2)?,
                learnt: row.get(3)?,
            },
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the names that `item` brings are to take the place of those known: the later, and of one time the greater, so that
/// the order of imports does not matter.
fn newer(connection: &Connection, id: u32, before: i64, item: &Item, named_at: i64) -> Result<bool, StoreError> {
    if named_at != before {
        return Ok(named_at > before);
    }
    let sql = "SELECT (?2, ?3, ?4) > (track.told_name, track.artist, album.name)
               FROM track JOIN album ON album.id = track.album WHERE track.id = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![id, item.name, item.artist, item.album], |row| row.get(0))?)
}

fn credit(connection: &Connection, track: u32, artists: &[u32]) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM track_artist WHERE track = ?1")?
        .execute([track])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO track_artist (track, position, artist) VALUES (?1, ?2, ?3)")?;
    for (position, artist) in (0u32..).zip(artists) {
        insert.execute(params![track, position, artist])?;
    }
    Ok(())
}

/// Albums known by names alone.
struct Albums<'c> {
    connection: &'c Connection,
    known: HashMap<(String, String), u32>,
}

impl<'c> Albums<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        let mut select = connection.prepare_cached("SELECT name, artist, id FROM album WHERE uri IS NULL")?;
        let rows = select.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        let known = rows.collect::<Result<_, _>>()?;
        Ok(Self { connection, known })
    }

    fn by_names(&mut self, name: &str, artist: &str) -> Result<u32, StoreError> {
        let key = (name.to_owned(), artist.to_owned());
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let sql = "INSERT INTO album (name, artist) VALUES (?1, ?2) RETURNING id";
        let id = self
            .connection
            .prepare_cached(sql)?
            .query_row([name, artist], |row| row.get(0))?;
        self.known.insert(key, id);
        Ok(id)
    }
}

/// Artists known by name alone.
struct Artists<'c> {
    connection: &'c Connection,
    known: HashMap<String, u32>,
}

impl<'c> Artists<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        let mut select = connection.prepare_cached("SELECT name, id FROM artist WHERE uri IS NULL")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let known = rows.collect::<Result<_, _>>()?;
        Ok(Self { connection, known })
    }

    fn by_name(&mut self, name: &str) -> Result<u32, StoreError> {
        if let Some(id) = self.known.get(name) {
            return Ok(*id);
        }
        let sql = "INSERT INTO artist (name) VALUES (?1) RETURNING id";
        let id = self
            .connection
            .prepare_cached(sql)?
            .query_row([name], |row| row.get(0))?;
        self.known.insert(name.to_owned(), id);
        Ok(id)
    }
}

fn learn_artist(connection: &Connection, artist: &Credit) -> Result<u32, StoreError> {
    let found = match &artist.uri {
        Some(uri) => {
            let sql =
                "INSERT INTO artist (uri, name) VALUES (?1, ?2) ON CONFLICT (uri) DO UPDATE SET name = ?2 RETURNING id";
            Some(
                connection
                    .prepare_cached(sql)?
                    .query_row([uri, &artist.name], |row| row.get(0))?,
            )
        }
        None => {
            let sql = "SELECT id FROM artist WHERE uri IS NULL AND name = ?1";
            connection
                .prepare_cached(sql)?
                .query_row([&artist.name], |row| row.get(0))
                .optional()?
        }
    };
    match found {
        Some(id) => Ok(id),
        None => {
            let sql = "INSERT INTO artist (name) VALUES (?1) RETURNING id";
            Ok(connection
                .prepare_cached(sql)?
                .query_row([&artist.name], |row| row.get(0))?)
        }
    }
}

fn learn_album(connection: &Connection, track: &SpotifyTrack, by: &str) -> Result<u32, StoreError> {
    let covers = covers_text(&track.covers);
    let Some(uri) = &track.album.uri else {
        return Albums::new(connection)?.by_names(&track.album.name, by);
    };
    // The first artist that credits it stays: the API's tracks do not name the album's own.
    let sql = "INSERT INTO album (uri, name, artist, covers) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (uri) DO UPDATE SET name = ?2, covers = ?4 RETURNING id";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![uri, track.album.name, by, covers], |row| row.get(0))?)
}

/// One cover a line: width, height, address.
fn covers_text(covers: &[Cover]) -> Option<String> {
    let line = |cover: &Cover| {
        let pixels = |length: Option<u32>| length.map_or_else(|| "-".to_owned(), |length| length.to_string());
        format!("{} {} {}", pixels(cover.width), pixels(cover.height), cover.url)
    };
    (!covers.is_empty()).then(|| covers.iter().map(line).collect::<Vec<_>>().join("\n"))
}
