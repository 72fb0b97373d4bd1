//! Writes tracks, albums and artists as exports name them. The names that are shown do not depend on the order of imports.

use std::collections::HashMap;

use plays::Item;
use rusqlite::{Connection, params};

use super::{
    by_name::{AlbumsByName, ArtistsByName, set_credits},
    kind_number,
};
use crate::{StoreError, Write};

/// A track that is in the archive already.
struct KnownTrack {
    id: u32,
    /// The end of the play that named it.
    named_at: i64,
    /// Whether Spotify's API has named it, so that exports do not rename it.
    from_spotify: bool,
}

impl Write<'_> {
    /// The ids of what an export names, in its order; new items are added. `named_at` holds for each item the end of the play
    /// that names it, in milliseconds since 1970: the latest names win.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn item_ids(&mut self, items: &[Item], named_at: &[i64]) -> Result<Vec<u32>, StoreError> {
        let connection = self.connection();
        let mut known = known_tracks(connection)?;
        let mut albums = AlbumsByName::load(connection)?;
        let mut artists = ArtistsByName::load(connection)?;
        let mut insert = connection.prepare_cached(
            "INSERT INTO track (uri, kind, name, told_name, artist, album, named_at)
             VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6) RETURNING id",
        )?;
        let mut rename = connection.prepare_cached(
            "UPDATE track SET kind = ?2, name = ?3, told_name = ?3, artist = ?4, album = ?5, named_at = ?6 WHERE id = ?1",
        )?;
        let mut set_exported_names =
            connection.prepare_cached("UPDATE track SET artist = ?2, named_at = ?3, told_name = ?4 WHERE id = ?1")?;
        let mut ids = Vec::with_capacity(items.len());
        for (item, &named_at) in items.iter().zip(named_at) {
            let uri = item.uri.as_str();
            let id = match known.get(uri) {
                None => {
                    let album = albums.id(&item.album, &item.artist)?;
                    let id = insert.query_row(
                        params![uri, kind_number(item.kind), item.name, item.artist, album, named_at],
                        |row| row.get(0),
                    )?;
                    if !item.artist.is_empty() {
                        set_credits(connection, id, &[artists.id(&item.artist)?])?;
                    }
                    let from_spotify = false;
                    known.insert(
                        uri.to_owned(),
                        KnownTrack {
                            id,
                            named_at,
                            from_spotify,
                        },
                    );
                    id
                }
                Some(&KnownTrack {
                    id,
                    named_at: before,
                    from_spotify,
                }) => {
                    if has_newer_names(connection, id, before, item, named_at)? {
                        if from_spotify {
                            set_exported_names.execute(params![id, item.artist, named_at, item.name])?;
                        } else {
                            let album = albums.id(&item.album, &item.artist)?;
                            rename.execute(params![
                                id,
                                kind_number(item.kind),
                                item.name,
                                item.artist,
                                album,
                                named_at
                            ])?;
                            let artist = (!item.artist.is_empty())
                                .then(|| artists.id(&item.artist))
                                .transpose()?;
                            set_credits(connection, id, artist.as_slice())?;
                        }
                    }
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }
}

fn known_tracks(connection: &Connection) -> Result<HashMap<String, KnownTrack>, StoreError> {
    let mut select = connection.prepare_cached("SELECT uri, id, named_at, learnt FROM track")?;
    let rows = select.query_map([], |row| {
        Ok((
            row.get(0)?,
            KnownTrack {
                id: row.get(1)?,
                named_at: row.get(2)?,
                from_spotify: row.get(3)?,
            },
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether `item` has newer names than the track: the later ones, and of the same time the greater ones, so that the order of
/// imports does not matter.
fn has_newer_names(
    connection: &Connection,
    id: u32,
    before: i64,
    item: &Item,
    named_at: i64,
) -> Result<bool, StoreError> {
    if named_at != before {
        return Ok(named_at > before);
    }
    let sql = "SELECT (?2, ?3, ?4) > (track.told_name, track.artist, album.name)
               FROM track JOIN album ON album.id = track.album WHERE track.id = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![id, item.name, item.artist, item.album], |row| row.get(0))?)
}
