//! The names that plays without a URI are recognised by: those that exports give, which stay when Spotify renames a track.

use crate::{StoreError, Write};

impl Write<'_> {
    /// The ids of all tracks that share artist and name with one of these, including themselves.
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

    /// The id, the artist and the name of every track. For podcasts and audiobooks, the show or book is the artist.
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
}
