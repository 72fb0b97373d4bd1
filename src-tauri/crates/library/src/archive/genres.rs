//! What is known of artists' genres: whose answer counts, corrections by hand, and who is to be looked up next.

mod plan;
mod played;

use genres::families;
use plays::{GenreAnswer, GenreOutcome, GenreSource, WeighedGenre};
use store::{Artist, EntityKind, StoreError};

pub(crate) use self::plan::{LookupPlan, PlannedArtist};
use super::{Archive, asked::AskedInHour, entities::Entities, explore::Label, key, known_genres::KnownGenres};

/// What is known of one artist's genres.
#[derive(Debug, Clone, PartialEq)]
pub struct ArtistGenres {
    /// The artist.
    pub artist: Label,
    /// The answer that counts, or else the miss that was found last; `None` while nobody was asked.
    pub answer: Option<GenreAnswer>,
    /// The genres of that answer, most weight first.
    pub genres: Vec<GenreOfArtist>,
}

/// A genre, and the family that it is rolled up to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct GenreOfArtist {
    pub genre: Label,
    pub family: Option<Label>,
}

impl ArtistGenres {
    fn new(artist: Label, answer: Option<&GenreAnswer>) -> Self {
        let genres = answer
            .iter()
            .flat_map(|answer| &answer.genres)
            .map(|genre| GenreOfArtist {
                genre: Label::of_genre(&genre.name),
                family: families::family(&genre.name).map(Label::of_family),
            });
        Self {
            artist,
            genres: genres.collect(),
            answer: answer.cloned(),
        }
    }
}

/// An artist as answers name them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedArtist {
    uri: Option<String>,
    name: String,
}

impl From<&Artist> for NamedArtist {
    fn from(artist: &Artist) -> Self {
        Self {
            uri: artist.uri.clone(),
            name: artist.name.clone(),
        }
    }
}

impl NamedArtist {
    fn label(&self) -> Label {
        Label::of_artist(self.uri.as_deref(), &self.name)
    }

    /// What answers about the artist are kept under.
    fn answered_as(&self) -> &str {
        self.uri.as_deref().unwrap_or(&self.name)
    }
}

impl Archive {
    /// What is known of the genres of the artist with this key, which may be a bare name. An artist whom the archive does not have
    /// is known by what was looked up for Spotify's rankings, if at all.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genres_of_artist(&self, key: &str) -> Result<ArtistGenres, StoreError> {
        let entities = Entities::read(self)?;
        let known = KnownGenres::read(self, &entities.catalogue.artists)?;
        let artist = named_artist(&entities, key);
        let answer = known.answer(artist.uri.as_deref(), &artist.name);
        Ok(ArtistGenres::new(artist.label(), answer))
    }

    /// What is known of the genres of every artist that the archive has, in order of names.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genres_of_artists(&self) -> Result<Vec<ArtistGenres>, StoreError> {
        let entities = Entities::read(self)?;
        let known = KnownGenres::read(self, &entities.catalogue.artists)?;
        let artists = entities.catalogue.artists.iter().zip(&entities.same_artist).zip(0..);
        let artists = artists.filter(|((_, same), at)| **same == *at);
        let mut all: Vec<ArtistGenres> = artists
            .map(|((artist, _), _)| {
                let artist = NamedArtist::from(artist);
                ArtistGenres::new(artist.label(), known.answer(artist.uri.as_deref(), &artist.name))
            })
            .collect();
        all.sort_by(|one, other| one.artist.name.cmp(&other.artist.name));
        Ok(all)
    }

    /// Corrects the genres of the artist with this key, which may be a bare name; `None` takes the correction back. A correction
    /// goes before every other answer.
    ///
    /// # Errors
    /// When the archive can't be read or written.
    pub fn correct_genres(&self, key: &str, genres: Option<&[String]>) -> Result<ArtistGenres, StoreError> {
        let artist = named_artist(&Entities::read(self)?, key);
        let mut write = self.store().write()?;
        match genres {
            Some(genres) => write.put_genre_answer(&GenreAnswer {
                artist: artist.answered_as().to_owned(),
                source: GenreSource::Listener,
                answered_at: self.now().timestamp_millis(),
                outcome: GenreOutcome::Known,
                mbid: None,
                genres: weighed(genres),
            })?,
            None => {
                write.remove_genre_answer(artist.answered_as(), GenreSource::Listener)?;
                // Made while only the name was known.
                write.remove_genre_answer(&artist.name, GenreSource::Listener)?;
            }
        }
        write.commit()?;
        self.genres_of_artist(key)
    }

    /// Keeps the genres that Spotify itself sends, by URI of the artist. Writes nothing if they are known.
    pub(crate) fn keep_spotify_genres(&self, artists: &[(String, Vec<String>)]) -> Result<(), StoreError> {
        let mut new = Vec::new();
        for (uri, genres) in artists {
            let genres = weighed(genres);
            let known = self.store().genre_answers_about(uri)?;
            let mut of_spotify = known.iter().filter(|answer| answer.source == GenreSource::Spotify);
            if !of_spotify.any(|answer| answer.genres == genres) {
                new.push(GenreAnswer {
                    artist: uri.clone(),
                    source: GenreSource::Spotify,
                    answered_at: self.now().timestamp_millis(),
                    outcome: GenreOutcome::Known,
                    mbid: None,
                    genres,
                });
            }
        }
        if new.is_empty() {
            Ok(())
        } else {
            self.put_genre_answers(&new, Vec::new())
        }
    }

    /// Keeps what was looked up, and by how many requests. Explore takes it up within half a minute.
    pub(crate) fn put_genre_answers(&self, answers: &[GenreAnswer], asked: Vec<AskedInHour>) -> Result<(), StoreError> {
        self.change_slightly(|| {
            let mut write = self.store().write()?;
            for answer in answers {
                write.put_genre_answer(answer)?;
            }
            self.note_asked(&mut write, asked)?;
            write.commit()
        })
    }

    /// For each of these artists, by URI and name, the answer that counts, if there is one.
    pub(crate) fn genre_answers_for(
        &self,
        artists: &[(String, String)],
    ) -> Result<Vec<Option<GenreAnswer>>, StoreError> {
        let known = KnownGenres::read(self, &self.store().catalogue()?.artists)?;
        let answers = artists.iter().map(|(uri, name)| known.winner(Some(uri), name).cloned());
        Ok(answers.collect())
    }
}

/// The artist that a key stands for. If several have the name or nobody has it, who is meant is taken from the key.
fn named_artist(entities: &Entities, key: &str) -> NamedArtist {
    let artists = &entities.catalogue.artists;
    let places = entities.places_of_key(EntityKind::Artist, key);
    let by_uri = artists.iter().find(|artist| artist.uri.as_deref() == Some(key));
    let only = || match places.len() {
        1 => places.iter().next().and_then(|place| artists.get(*place as usize)),
        _ => None,
    };
    match by_uri.or_else(only) {
        Some(artist) => artist.into(),
        None if key.starts_with("spotify:") => NamedArtist {
            uri: Some(key.to_owned()),
            name: key.to_owned(),
        },
        None => NamedArtist {
            uri: None,
            name: key::names_in(key).map_or_else(|| key.to_owned(), |(name, _)| name),
        },
    }
}

/// Genres as somebody lists them: in lower case, each once, the first with most weight.
fn weighed(genres: &[String]) -> Vec<WeighedGenre> {
    let mut names: Vec<String> = Vec::new();
    for genre in genres {
        let name = genre.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let count = names.len();
    let weigh = |(at, name)| WeighedGenre {
        name,
        weight: (count - at) as f64,
    };
    names.into_iter().enumerate().map(weigh).collect()
}
