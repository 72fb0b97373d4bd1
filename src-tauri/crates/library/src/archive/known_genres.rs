//! Which of several answers about an artist counts. The view `artist_genre` of the archive states the same for people who ask
//! it in SQL.

use std::collections::HashMap;

use plays::{GenreAnswer, GenreOutcome, WeighedGenre};
use store::{Artist, StoreError};

use super::Archive;

/// Every answer, by what it is about.
pub(super) struct KnownGenres {
    /// In order of precedence.
    answers: HashMap<String, Vec<GenreAnswer>>,
    /// By name: the URIs of the artists that Spotify has told of.
    namesakes: HashMap<String, Vec<String>>,
}

impl KnownGenres {
    /// `artists` are all of the archive.
    pub(super) fn read(archive: &Archive, artists: &[Artist]) -> Result<Self, StoreError> {
        let mut answers: HashMap<String, Vec<GenreAnswer>> = HashMap::new();
        for answer in archive.store().genre_answers()? {
            answers.entry(answer.artist.clone()).or_default().push(answer);
        }
        let mut namesakes: HashMap<String, Vec<String>> = HashMap::new();
        for artist in artists.iter().filter(|artist| answers.contains_key(&artist.name)) {
            if let Some(uri) = &artist.uri {
                namesakes.entry(artist.name.clone()).or_default().push(uri.clone());
            }
        }
        Ok(Self { answers, namesakes })
    }

    /// Answers about an artist, those that go before others first. What is said about a name also counts for the only artist of
    /// that name that Spotify has told of.
    pub(super) fn about(&self, uri: Option<&str>, name: &str) -> Vec<&GenreAnswer> {
        let has_namesake = || {
            let of_name = self.namesakes.get(name).into_iter().flatten();
            of_name.into_iter().any(|other| Some(other.as_str()) != uri)
        };
        let by_uri = uri.and_then(|uri| self.answers.get(uri));
        let by_name = self.answers.get(name).filter(|_| uri.is_none() || !has_namesake());
        let mut answers: Vec<&GenreAnswer> = by_uri.into_iter().chain(by_name).flatten().collect();
        // Stable: of the same precedence, what is said about the URI stays first.
        answers.sort_by_key(|answer| answer.source.precedence());
        answers
    }

    /// What was looked up about exactly this URI or name.
    pub(super) fn lookup_of(&self, artist: &str) -> Option<&GenreAnswer> {
        let answers = self.answers.get(artist)?;
        answers.iter().find(|answer| answer.source.is_lookup())
    }

    /// The genres that count for an artist of the archive, most weight first.
    pub(super) fn genres_of(&self, artist: &Artist) -> &[WeighedGenre] {
        let winner = self.winner(artist.uri.as_deref(), &artist.name);
        winner.map_or(&[], |answer| &answer.genres)
    }

    /// The answer that counts: the first that names genres, or says that there are none.
    pub(super) fn winner(&self, uri: Option<&str>, name: &str) -> Option<&GenreAnswer> {
        let mut answers = self.about(uri, name).into_iter();
        answers.find(|answer| answer.outcome == GenreOutcome::Known)
    }

    /// The answer that counts, or else the first miss.
    pub(super) fn answer(&self, uri: Option<&str>, name: &str) -> Option<&GenreAnswer> {
        self.winner(uri, name)
            .or_else(|| self.about(uri, name).into_iter().next())
    }
}
