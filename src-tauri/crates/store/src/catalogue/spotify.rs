//! Writes tracks, albums and artists as Spotify's API describes them.

use plays::{Credit, SpotifyTrack};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    by_name::{AlbumsByName, set_credits},
    format_covers,
};
use crate::{StoreError, Write};

impl Write<'_> {
    /// The ids of these tracks, in their order. New ones are added, and known ones brought up to what the API says.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn save_tracks(&mut self, tracks: &[SpotifyTrack]) -> Result<Vec<u32>, StoreError> {
        let connection = self.connection();
        let mut ids = Vec::with_capacity(tracks.len());
        for track in tracks {
            let first_artist = track.artists.first().map_or("", |artist| artist.name.as_str());
            let album = save_album(connection, track)?;
            let mut upsert = connection.prepare_cached(
                // The smallest `named_at`, so that whatever an export says is later than a name from the API.
                "INSERT INTO track (uri, kind, name, told_name, artist, album, duration_ms, isrc, named_at, learnt)
                 VALUES (?1, 0, ?2, ?2, ?3, ?4, ?5, ?6, -9223372036854775808, 1)
                 ON CONFLICT (uri) DO UPDATE SET name = ?2, album = ?4, duration_ms = ?5, isrc = ?6, learnt = 1,
                     told_name = iif(named_at = excluded.named_at, ?2, told_name),
                     artist = iif(named_at = excluded.named_at, ?3, artist)
                 RETURNING id",
            )?;
            let id: u32 = upsert.query_row(
                params![
                    track.uri,
                    track.name,
                    first_artist,
                    album,
                    track.duration_ms,
                    track.isrc
                ],
                |row| row.get(0),
            )?;
            let mut artists = Vec::with_capacity(track.artists.len());
            for artist in &track.artists {
                artists.push(save_artist(connection, artist)?);
            }
            set_credits(connection, id, &artists)?;
            ids.push(id);
        }
        Ok(ids)
    }
}

fn save_artist(connection: &Connection, artist: &Credit) -> Result<u32, StoreError> {
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

fn save_album(connection: &Connection, track: &SpotifyTrack) -> Result<u32, StoreError> {
    let covers = format_covers(&track.covers);
    let Some(uri) = &track.album.uri else {
        return AlbumsByName::load(connection)?.id(&track.album.name, &track.album_artist);
    };
    let sql = "INSERT INTO album (uri, name, artist, covers) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (uri) DO UPDATE SET name = ?2, artist = ?3, covers = ?4 RETURNING id";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![uri, track.album.name, track.album_artist, covers], |row| {
            row.get(0)
        })?)
}
