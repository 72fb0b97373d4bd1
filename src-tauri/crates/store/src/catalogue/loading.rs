//! Reads the catalogue: all of it, or what Spotify's API said of some tracks.

use std::collections::HashSet;

use plays::{Credit, Item, SpotifyTrack};
use rusqlite::{Connection, OptionalExtension};

use super::{Album, Artist, Catalogue, Track, credits, kind, parse_covers};
use crate::{Store, StoreError, Write};

impl Store {
    /// Everything that plays can be about. Albums and artists that no track has any more are left out: they would be namesakes of
    /// others until the next undo removes them.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        let reader = self.reader()?;
        let mut tracks =
            reader.prepare_cached("SELECT id, uri, kind, name, artist, album, duration_ms FROM track ORDER BY id")?;
        let mut tracks: Vec<Track> = tracks
            .query_map([], |row| {
                Ok(Track {
                    id: row.get(0)?,
                    uri: row.get(1)?,
                    kind: kind(row.get(2)?),
                    name: row.get(3)?,
                    artist: row.get(4)?,
                    album: row.get(5)?,
                    duration_ms: row.get(6)?,
                    credits: Vec::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        let mut credits = reader.prepare_cached("SELECT track, artist FROM track_artist ORDER BY track, position")?;
        let mut credits = credits.query([])?;
        let mut at = 0;
        while let Some(row) = credits.next()? {
            let (track, artist): (u32, u32) = (row.get(0)?, row.get(1)?);
            while tracks.get(at).is_some_and(|known| known.id < track) {
                at += 1;
            }
            if let Some(known) = tracks.get_mut(at) {
                known.credits.push(artist);
            }
        }
        let mut albums = reader.prepare_cached("SELECT id, uri, name, artist FROM album ORDER BY id")?;
        let albums = albums.query_map([], |row| {
            Ok(Album {
                id: row.get(0)?,
                uri: row.get(1)?,
                name: row.get(2)?,
                artist: row.get(3)?,
            })
        })?;
        let mut artists = reader.prepare_cached("SELECT id, uri, name FROM artist ORDER BY id")?;
        let artists = artists.query_map([], |row| {
            Ok(Artist {
                id: row.get(0)?,
                uri: row.get(1)?,
                name: row.get(2)?,
            })
        })?;
        let mut albums: Vec<Album> = albums.collect::<Result<_, _>>()?;
        let mut artists: Vec<Artist> = artists.collect::<Result<_, _>>()?;
        let used: HashSet<u32> = tracks.iter().map(|track| track.album).collect();
        albums.retain(|album| used.contains(&album.id));
        let used: HashSet<u32> = tracks.iter().flat_map(|track| track.credits.iter().copied()).collect();
        artists.retain(|artist| used.contains(&artist.id));
        Ok(Catalogue {
            tracks,
            albums,
            artists,
        })
    }

    /// What Spotify's API said of every track that it was asked about, in order of their URIs.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn all_spotify_tracks(&self) -> Result<Vec<SpotifyTrack>, StoreError> {
        let learnt: Vec<u32> = {
            let reader = self.reader()?;
            let mut select = reader.prepare_cached("SELECT id FROM track WHERE learnt = 1 ORDER BY uri")?;
            select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        self.spotify_tracks(&learnt)
    }

    /// What Spotify's API said of these tracks, in their order.
    ///
    /// # Errors
    /// When the archive can't be read, or has no such track.
    pub fn spotify_tracks(&self, tracks: &[u32]) -> Result<Vec<SpotifyTrack>, StoreError> {
        let reader = self.reader()?;
        let one = |id: &u32| match described(&reader, "track.id = ?1", id)? {
            Some(track) => Ok(track),
            None => Err(rusqlite::Error::QueryReturnedNoRows.into()),
        };
        tracks.iter().map(one).collect()
    }
}

impl Write<'_> {
    /// What Spotify's API said of those of these items that it was asked about.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn spotify_tracks_among(&self, items: &[Item]) -> Result<Vec<SpotifyTrack>, StoreError> {
        let mut uris: Vec<&str> = items.iter().map(|item| item.uri.as_str()).collect();
        uris.dedup();
        let one = |uri| described(self.connection(), "track.uri = ?1 AND learnt = 1", uri).transpose();
        uris.into_iter().filter_map(one).collect()
    }
}

/// What Spotify's API said of the track for which `condition` holds.
fn described(
    connection: &Connection,
    condition: &str,
    value: impl rusqlite::ToSql,
) -> Result<Option<SpotifyTrack>, StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT track.uri, track.name, album.uri, album.name, album.covers, coalesce(duration_ms, 0), isrc, album.artist,
                track.id
         FROM track JOIN album ON album.id = track.album WHERE {condition}"
    ))?;
    let found = select.query_row([value], |row| {
        let track = SpotifyTrack {
            uri: row.get(0)?,
            name: row.get(1)?,
            artists: Vec::new(),
            album: Credit {
                uri: row.get(2)?,
                name: row.get(3)?,
            },
            album_artist: row.get(7)?,
            covers: parse_covers(row.get::<_, Option<String>>(4)?.as_deref()),
            duration_ms: row.get(5)?,
            isrc: row.get(6)?,
        };
        Ok((row.get::<_, u32>(8)?, track))
    });
    let Some((id, track)) = found.optional()? else {
        return Ok(None);
    };
    let artists = credits(connection, id)?.into_iter().map(|(_, credit)| credit).collect();
    Ok(Some(SpotifyTrack { artists, ..track }))
}
