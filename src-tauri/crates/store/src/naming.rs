//! How rows of evidence name their tracks. A row keeps its names when later rows name the track differently, so that what it is
//! recognised by never changes.

use plays::{Item, ItemUri};
use rusqlite::{Connection, Row, params};

use crate::{
    Store, StoreError, Write,
    catalogue::{kind, kind_number},
    row_id::last_row_id,
};

/// The id of a way of naming a track in this archive.
pub type NamingId = u32;

impl Write<'_> {
    /// The ids of the ways in which `items` name `tracks`, in their order; new ones are added.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn naming_ids(&mut self, tracks: &[u32], items: &[Item]) -> Result<Vec<NamingId>, StoreError> {
        let connection = self.connection();
        let mut select = connection.prepare_cached(
            "SELECT id FROM naming WHERE track = ?1 AND kind = ?2 AND name = ?3 AND artist = ?4 AND album = ?5
             AND length_ms IS ?6 AND isrc IS ?7",
        )?;
        let mut insert = connection.prepare_cached(
            "INSERT INTO naming (track, kind, name, artist, album, length_ms, isrc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        // Of a first import, all tracks come after these and have no namings yet.
        let last_named: u32 =
            connection.query_row("SELECT coalesce(max(track), 0) FROM naming", [], |row| row.get(0))?;
        let mut of_track: Vec<(u32, &Item, NamingId)> = Vec::new();
        let mut ids = Vec::with_capacity(items.len());
        for (track, item) in tracks.iter().zip(items) {
            let values = params![
                track,
                kind_number(item.kind),
                item.name,
                item.artist,
                item.album,
                item.length_ms,
                item.isrc
            ];
            let known = if *track <= last_named {
                select.query_map(values, |row| row.get(0))?.next().transpose()?
            } else {
                of_track.retain(|(of, ..)| of == track);
                of_track.iter().find(|(_, names, _)| *names == item).map(|(.., id)| *id)
            };
            let id = match known {
                Some(id) => id,
                None => {
                    insert.execute(values)?;
                    last_row_id(connection)?
                }
            };
            of_track.push((*track, item, id));
            ids.push(id);
        }
        Ok(ids)
    }

    /// Every way of naming a track: its id, the track's id, and the names.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn namings(&self) -> Result<Vec<(NamingId, u32, Item)>, StoreError> {
        namings(self.connection())
    }

    /// As [`Self::namings`], these alone.
    ///
    /// # Errors
    /// When the archive can't be read, or has no such naming.
    pub fn namings_of(
        &self,
        ids: impl IntoIterator<Item = NamingId>,
    ) -> Result<Vec<(NamingId, u32, Item)>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached(&format!("{SELECT} WHERE naming.id = ?1"))?;
        let one = |id: NamingId| Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, item(row)?)))?);
        ids.into_iter().map(one).collect()
    }
}

const SELECT: &str = "SELECT naming.id, naming.track, track.uri, naming.kind, naming.name, naming.artist, naming.album,
     naming.length_ms, naming.isrc FROM naming JOIN track ON track.id = naming.track";

impl Store {
    /// As [`Write::namings`].
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn namings(&self) -> Result<Vec<(NamingId, u32, Item)>, StoreError> {
        namings(&*self.reader()?)
    }
}

fn namings(connection: &Connection) -> Result<Vec<(NamingId, u32, Item)>, StoreError> {
    let mut select = connection.prepare_cached(&format!("{SELECT} ORDER BY naming.id"))?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, item(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The columns from the third on.
fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let text = |column| row.get::<_, String>(column).map(String::into_boxed_str);
    Ok(Item {
        uri: ItemUri::written_down(text(2)?),
        kind: kind(row.get(3)?),
        name: text(4)?,
        artist: text(5)?,
        album: text(6)?,
        length_ms: row.get(7)?,
        isrc: row.get::<_, Option<String>>(8)?.map(String::into_boxed_str),
    })
}
