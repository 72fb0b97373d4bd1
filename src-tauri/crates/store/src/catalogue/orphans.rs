//! Removes what nothing refers to any more after a source was removed.

use crate::{StoreError, Write};

impl Write<'_> {
    /// Removes tracks that have no evidence, are in no recount and not known from Spotify's API, and the artists, albums and
    /// circumstances that nothing refers to then, with what was looked up about these artists. Corrections by hand stay.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_orphans(&mut self) -> Result<(), StoreError> {
        self.connection().execute_batch(
            // In this order, and without relying on cascades: with foreign keys on, SQLite would look for each removed track in all
            // plays.
            "DELETE FROM naming WHERE id NOT IN (SELECT naming FROM play);
             DELETE FROM track WHERE learnt = 0 AND id NOT IN (SELECT track FROM play)
                AND id NOT IN (SELECT track FROM recount)
                AND id NOT IN (SELECT same_track FROM recount WHERE same_track IS NOT NULL);
             DELETE FROM track_artist WHERE track NOT IN (SELECT id FROM track);
             DELETE FROM album WHERE id NOT IN (SELECT album FROM track);
             DELETE FROM artist WHERE id NOT IN (SELECT artist FROM track_artist);
             DELETE FROM answer_genre WHERE answer IN (SELECT id FROM genre_answer WHERE precedence > 0
                AND artist NOT IN (SELECT name FROM artist UNION ALL SELECT uri FROM artist WHERE uri IS NOT NULL)
                AND artist NOT IN (SELECT uri FROM top_snapshot WHERE list = 'artists'));
             DELETE FROM genre_answer WHERE precedence > 0
                AND artist NOT IN (SELECT name FROM artist UNION ALL SELECT uri FROM artist WHERE uri IS NOT NULL)
                AND artist NOT IN (SELECT uri FROM top_snapshot WHERE list = 'artists');
             DELETE FROM genre WHERE id NOT IN (SELECT genre FROM answer_genre);
             DELETE FROM circumstance WHERE id NOT IN (SELECT circumstance FROM play);",
        )?;
        Ok(())
    }
}
