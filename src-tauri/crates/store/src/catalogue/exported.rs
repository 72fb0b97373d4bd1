//! Writes tracks, albums and artists as exports name them. The names that are shown are the latest ones, whatever the order of imports;
//! how each row names its track is kept besides (`naming`).

use std::collections::HashMap;

use plays::Item;
use rusqlite::{Connection, params};

use super::{
    by_name::{AlbumsByName, ArtistsByName, add_credits, set_credits},
    kind_number,
};
use crate::{StoreError, Write, row_id::last_row_id};

/// A track that is in the archive already.
struct KnownTrack {
    id: u32,
    /// The end of the play that named it.
    named_at: i64,
    /// Whether Spotify's API has named it, so that exports do not rename it.
    from_spotify: bool,
}

impl Write<'_> {
    /// The ids of the tracks that an export names, in its order; new ones are added. One track may be named in several ways one after
    /// the other: `named_at` holds for each the end of the latest play that names it so, in milliseconds since 1970. The latest names
    /// are those that are shown; any name wins over none.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn track_ids(&mut self, items: &[Item], named_at: &[i64]) -> Result<Vec<u32>, StoreError> {
        let connection = self.connection();
        let mut known = known_tracks(connection)?;
        let mut naming = TrackNaming::new(connection)?;
        let mut ids = Vec::with_capacity(items.len());
        let named: Vec<(&Item, i64)> = items.iter().zip(named_at.iter().copied()).collect();
        for names in named.chunk_by(|(one, _), (next, _)| one.uri == next.uri) {
            let latest = names
                .iter()
                .max_by_key(|(item, named_at)| (item.has_names(), *named_at, order(item)));
            let Some(&(item, named_at)) = latest else { continue };
            let named_at = if item.has_names() { named_at } else { UNNAMED };
            let uri = item.uri.as_str();
            let id = match known.get(uri) {
                None => {
                    let id = naming.insert(item, named_at)?;
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
                Some(track) => {
                    if has_newer_names(connection, track.id, track.named_at, item, named_at)? {
                        naming.rename(track, item, named_at)?;
                    }
                    track.id
                }
            };
            ids.extend(names.iter().map(|_| id));
        }
        Ok(ids)
    }

    /// Forgets what exports called these tracks: what Spotify's API says of them is all that is known then.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn forget_told_names(&mut self, tracks: impl IntoIterator<Item = u32>) -> Result<(), StoreError> {
        let mut forget = self.connection().prepare_cached(
            "UPDATE track SET told_name = name, named_at = ?2, artist = coalesce((SELECT artist.name FROM track_artist
                 JOIN artist ON artist.id = track_artist.artist WHERE track_artist.track = track.id ORDER BY position LIMIT 1), '')
             WHERE id = ?1 AND learnt = 1",
        )?;
        for track in tracks {
            forget.execute([i64::from(track), UNNAMED])?;
        }
        Ok(())
    }

    /// Names tracks again, as if nothing had named them before: each as the item beside its id does, whose latest play ended at the time
    /// beside it, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn rename_tracks(&mut self, names: &[(u32, &Item, i64)]) -> Result<(), StoreError> {
        let connection = self.connection();
        let mut naming = TrackNaming::new(connection)?;
        let mut select = connection.prepare_cached("SELECT learnt FROM track WHERE id = ?1")?;
        for &(id, item, named_at) in names {
            let named_at = if item.has_names() { named_at } else { UNNAMED };
            let from_spotify = select.query_row([id], |row| row.get(0))?;
            let track = KnownTrack {
                id,
                named_at,
                from_spotify,
            };
            naming.rename(&track, item, named_at)?;
        }
        Ok(())
    }
}

/// Writes the names of tracks.
struct TrackNaming<'c> {
    connection: &'c Connection,
    albums: AlbumsByName<'c>,
    artists: ArtistsByName<'c>,
}

impl<'c> TrackNaming<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            connection,
            albums: AlbumsByName::load(connection)?,
            artists: ArtistsByName::load(connection)?,
        })
    }

    /// Adds a track and gives its id.
    fn insert(&mut self, item: &Item, named_at: i64) -> Result<u32, StoreError> {
        let album = self.albums.id(&item.album, &item.artist)?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO track (uri, kind, name, told_name, artist, album, named_at)
             VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
        )?;
        insert.execute(params![
            item.uri.as_str(),
            kind_number(item.kind),
            item.name,
            item.artist,
            album,
            named_at
        ])?;
        let id = last_row_id(self.connection)?;
        if !item.artist.is_empty() {
            add_credits(self.connection, id, &[self.artists.id(&item.artist)?])?;
        }
        Ok(id)
    }

    /// Names a known track. What is shown of a track that Spotify's API has named stays.
    fn rename(&mut self, track: &KnownTrack, item: &Item, named_at: i64) -> Result<(), StoreError> {
        let connection = self.connection;
        if track.from_spotify {
            let mut set = connection
                .prepare_cached("UPDATE track SET artist = ?2, named_at = ?3, told_name = ?4 WHERE id = ?1")?;
            set.execute(params![track.id, item.artist, named_at, item.name])?;
            return Ok(());
        }
        let album = self.albums.id(&item.album, &item.artist)?;
        let mut rename = connection.prepare_cached(
            "UPDATE track SET kind = ?2, name = ?3, told_name = ?3, artist = ?4, album = ?5, named_at = ?6 WHERE id = ?1",
        )?;
        rename.execute(params![
            track.id,
            kind_number(item.kind),
            item.name,
            item.artist,
            album,
            named_at
        ])?;
        let artist = (!item.artist.is_empty())
            .then(|| self.artists.id(&item.artist))
            .transpose()?;
        set_credits(connection, track.id, artist.as_slice())
    }
}

/// Earlier than any play that names a track.
const UNNAMED: i64 = i64::MIN;

/// Which of two ways of naming a track at the same time wins: the greater.
fn order(item: &Item) -> impl Ord {
    (item.kind, &item.name, &item.artist, &item.album)
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
