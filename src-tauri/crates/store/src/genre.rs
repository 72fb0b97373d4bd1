//! Genres, and which artist has which, as Explore ranks and filters by them.
//! Nothing writes them yet. A source of genres is a crate that looks artists up, called now and then by the app's background work
//! (`src-tauri/src/recording.rs`) through a function of `Library`; its answers are written here, by artist and source, and
//! `library/src/archive/explore/load.rs` reads them from here. For Spotify's own ranking, see `library/src/top_genres.rs`.

use crate::{Store, StoreError};

impl Store {
    /// Every genre: its id and its name, by id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genres(&self) -> Result<Vec<(u32, String)>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT id, name FROM genre ORDER BY id")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Pairs of artist and genre, by their ids, each pair once.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn artist_genres(&self) -> Result<Vec<(u32, u32)>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT DISTINCT artist, genre FROM artist_genre ORDER BY 1, 2")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
