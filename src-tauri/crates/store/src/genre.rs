//! What is known of artists' genres, and who said so. Which answer counts is for the library to decide; the view `artist_genre` says the
//! same to people who ask in SQL.

use plays::{GenreAnswer, GenreOutcome, GenreSource, WeighedGenre};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Store, StoreError, Write};

impl Write<'_> {
    /// Puts an answer in the place of the one of the same precedence about the same artist.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_genre_answer(&mut self, answer: &GenreAnswer) -> Result<(), StoreError> {
        self.remove_genre_answer(&answer.artist, answer.source)?;
        let connection = self.connection();
        let id: i64 = connection
            .prepare_cached(
                "INSERT INTO genre_answer (artist, source, precedence, answered_at, outcome, mbid)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
            )?
            .query_row(
                params![
                    answer.artist,
                    answer.source.code(),
                    answer.source.precedence(),
                    answer.answered_at,
                    answer.outcome.code(),
                    answer.mbid
                ],
                |row| row.get(0),
            )?;
        let mut add = connection.prepare_cached("INSERT INTO genre (name) VALUES (?1) ON CONFLICT DO NOTHING")?;
        let mut link = connection.prepare_cached(
            "INSERT INTO answer_genre (answer, genre, weight) SELECT ?1, id, ?3 FROM genre WHERE name = ?2
             ON CONFLICT DO NOTHING",
        )?;
        for WeighedGenre { name, weight } in &answer.genres {
            add.execute([name])?;
            link.execute(params![id, name, weight])?;
        }
        Ok(())
    }

    /// Takes in an answer from elsewhere, unless the archive has a newer one of the same precedence about the same artist.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn merge_genre_answer(&mut self, answer: &GenreAnswer) -> Result<(), StoreError> {
        let sql = "SELECT answered_at FROM genre_answer WHERE artist = ?1 AND precedence = ?2";
        let known: Option<i64> = self
            .connection()
            .prepare_cached(sql)?
            .query_row(params![answer.artist, answer.source.precedence()], |row| row.get(0))
            .optional()?;
        if known.is_none_or(|known| known < answer.answered_at) {
            self.put_genre_answer(answer)?;
        }
        Ok(())
    }

    /// Removes the answer about an artist that has the precedence of `source`. `false` if there was none.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_genre_answer(&mut self, artist: &str, source: GenreSource) -> Result<bool, StoreError> {
        let mut remove = self
            .connection()
            .prepare_cached("DELETE FROM genre_answer WHERE artist = ?1 AND precedence = ?2")?;
        Ok(remove.execute(params![artist, source.precedence()])? > 0)
    }
}

impl Store {
    /// Every genre that some answer names: its id and its name, by id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genres(&self) -> Result<Vec<(u32, String)>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT id, name FROM genre ORDER BY id")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every answer, also those that do not count, in order of artist and precedence.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genre_answers(&self) -> Result<Vec<GenreAnswer>, StoreError> {
        self.answers("", [])
    }

    /// The answers about an artist by this URI or name, in order of precedence.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genre_answers_about(&self, artist: &str) -> Result<Vec<GenreAnswer>, StoreError> {
        self.answers("WHERE answer.artist = ?1", [artist])
    }

    fn answers(&self, which: &str, values: impl rusqlite::Params) -> Result<Vec<GenreAnswer>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(&format!(
            "SELECT answer.artist, source, answered_at, outcome, mbid, genre.name, weight
             FROM genre_answer AS answer
             LEFT JOIN answer_genre ON answer_genre.answer = answer.id
             LEFT JOIN genre ON genre.id = answer_genre.genre
             {which}
             ORDER BY answer.artist, precedence, weight DESC, genre.name"
        ))?;
        let mut rows = select.query(values)?;
        let mut answers: Vec<GenreAnswer> = Vec::new();
        while let Some(row) = rows.next()? {
            let next = answer(row)?;
            let is_same = |last: &&mut GenreAnswer| {
                last.artist == next.artist && last.source.precedence() == next.source.precedence()
            };
            let genre = match row.get::<_, Option<String>>(5)? {
                Some(name) => vec![WeighedGenre {
                    name,
                    weight: row.get(6)?,
                }],
                None => Vec::new(),
            };
            match answers.last_mut().filter(is_same) {
                Some(last) => last.genres.extend(genre),
                None => answers.push(GenreAnswer { genres: genre, ..next }),
            }
        }
        Ok(answers)
    }
}

/// The answer of a row, without its genres.
fn answer(row: &Row<'_>) -> Result<GenreAnswer, StoreError> {
    let (source, outcome): (String, String) = (row.get(1)?, row.get(3)?);
    let unknown = |what: &str| StoreError::Damaged(format!("an answer about genres has the unknown word \"{what}\""));
    Ok(GenreAnswer {
        artist: row.get(0)?,
        source: GenreSource::ALL
            .into_iter()
            .find(|known| known.code() == source)
            .ok_or_else(|| unknown(&source))?,
        answered_at: row.get(2)?,
        outcome: GenreOutcome::ALL
            .into_iter()
            .find(|known| known.code() == outcome)
            .ok_or_else(|| unknown(&outcome))?,
        mbid: row.get(4)?,
        genres: Vec::new(),
    })
}
