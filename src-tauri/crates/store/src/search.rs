//! From a URI, a name or words of a name to ids.

use rusqlite::params;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Store, StoreError};

/// What plays are grouped by, and what names are looked up among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind {
    /// Tracks, episodes, chapters.
    Track,
    /// Albums, podcasts, audiobooks.
    Album,
    /// Credited artists.
    Artist,
    /// Genres, as far as the archive has any.
    Genre,
}

impl EntityKind {
    fn table(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Genre => "genre",
        }
    }
}

impl Store {
    /// The ids of what has this URI. Genres have none.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_uri(&self, kind: EntityKind, uri: &str) -> Result<Vec<u32>, StoreError> {
        let sql = match kind {
            EntityKind::Track => "SELECT id FROM track WHERE uri = ?1",
            EntityKind::Album => "SELECT id FROM album WHERE uri = ?1",
            EntityKind::Artist => "SELECT id FROM artist WHERE uri = ?1",
            EntityKind::Genre => return Ok(Vec::new()),
        };
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(sql)?;
        let rows = select.query_map([uri], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The ids of what has exactly this name and, if one is given, this artist. Only tracks and albums have an artist.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_name(&self, kind: EntityKind, name: &str, artist: Option<&str>) -> Result<Vec<u32>, StoreError> {
        let and = if artist.is_some() {
            " AND artist = ?2"
        } else {
            " AND ?2 IS NULL"
        };
        let sql = format!("SELECT id FROM {} WHERE name = ?1{and} ORDER BY id", kind.table());
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(&sql)?;
        let rows = select.query_map(params![name, artist], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The ids of what has every one of `words` in its name, whatever the case, and with or without accents.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn ids_with_words(&self, kind: EntityKind, words: &[&str]) -> Result<Vec<u32>, StoreError> {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(&format!("SELECT id, name FROM {} ORDER BY id", kind.table()))?;
        let mut rows = select.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // Borrowed: there may be a hundred thousand names, and few of them match.
            let name = row.get_ref(1)?.as_str().unwrap_or_default();
            let name = folded(name);
            if words.iter().all(|word| name.contains(word.as_str())) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }
}

/// A name in small letters without accents.
fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let plain = name.nfd().filter(|letter| !is_combining_mark(*letter));
    plain.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_name_is_found_by_whatever_case_and_with_or_without_accents() {
        assert_eq!(folded("BJÖRK"), folded("bjork"));
        assert_eq!(folded("Sigur Rós"), "sigur ros");
        assert_eq!(folded("Шуфутинский"), folded("ШУФУТИНСКИЙ"));
        assert_ne!(folded("Bjork"), folded("Bjorn"));
    }
}
