//! Top genres, derived from top artists: an artist at rank 1 of 50 weighs 50, at rank 50 it weighs 1, and splits its weight
//! equally among its genres, so that an artist with ten genres counts no more than one with a single genre.
//! Makes no request and keeps nothing.
//!
//! The genres are the listener's corrections, else those that Spotify sends, else those that were looked up (`learning.rs`), which the
//! archive keeps. To add a source of genres, give it a name in [`GenreSource`] and have it write its answers to the archive as
//! `learning.rs` does: Explore ranks and filters by what is there, and the rankings here take it up.

use std::collections::{BTreeSet, HashMap};

use genres::families;
use plays::{GenreAnswer, GenreSource};
use spotify::Artist;
use stats::GenreLevel;

use crate::Library;

/// The genres of a ranking of artists.
#[derive(Debug, Clone, PartialEq)]
pub struct TopGenres {
    /// Heaviest first; equal weights by name.
    pub genres: Vec<Genre>,
    /// How many artists the ranking has.
    pub artists: usize,
    /// How many of them have a genre.
    pub artists_with_genres: usize,
    /// Who named the genres.
    pub sources: BTreeSet<GenreSource>,
}

/// A genre, its weight and the artists that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Genre {
    /// As its source writes it, or the name of a family.
    pub name: String,
    /// Its part of the weight of all artists that have genres, 0 to 1.
    pub share: f64,
    /// Best ranked first.
    pub artists: Vec<Artist>,
}

impl Library {
    /// The same artists with the genres that count for them. Blocks on the disk.
    pub(crate) fn with_known_genres(&self, artists: Vec<Artist>) -> Vec<(Artist, GenreSource)> {
        let named: Vec<_> = artists
            .iter()
            .map(|artist| (artist.id.uri(), artist.name.clone()))
            .collect();
        let answers = self
            .archive()
            .and_then(|archive| Ok(archive.genre_answers_for(&named)?))
            .unwrap_or_else(|error| {
                log::error!("genres are missing from a ranking, because the archive can't be read: {error}");
                vec![None; artists.len()]
            });
        artists
            .into_iter()
            .zip(answers)
            .map(|(artist, answer)| with_genres(artist, answer))
            .collect()
    }
}

fn with_genres(artist: Artist, answer: Option<GenreAnswer>) -> (Artist, GenreSource) {
    // What Spotify sends now is newer than what the archive keeps of it.
    let answer = answer.filter(|answer| artist.genres.is_empty() || answer.source == GenreSource::Listener);
    match answer {
        None => (artist, GenreSource::Spotify),
        Some(answer) => {
            let genres = answer.genres.into_iter().map(|genre| genre.name).collect();
            (Artist { genres, ..artist }, answer.source)
        }
    }
}

/// Whether an artist has the genre, or one of the family of that name.
pub(crate) fn has_genre(artist: &Artist, genre: &str) -> bool {
    let mut genres = artist.genres.iter();
    genres.any(|own| own == genre || families::family(own) == Some(genre))
}

/// Weighs the genres of artists with known genres, which must be ranked best first.
pub(crate) fn weigh_at(artists: Vec<(Artist, GenreSource)>, level: GenreLevel) -> TopGenres {
    let with_genre = artists.iter().filter(|(artist, _)| !artist.genres.is_empty());
    let sources = with_genre.map(|(_, source)| *source).collect();
    let at_level = artists.into_iter().map(|(mut artist, _)| {
        if level == GenreLevel::Family {
            let mut of_artist: Vec<&str> = Vec::new();
            for family in artist.genres.iter().filter_map(|genre| families::family(genre)) {
                if !of_artist.contains(&family) {
                    of_artist.push(family);
                }
            }
            artist.genres = of_artist.into_iter().map(str::to_owned).collect();
        }
        artist
    });
    TopGenres {
        sources,
        ..weigh(&at_level.collect::<Vec<_>>())
    }
}

fn weigh(artists: &[Artist]) -> TopGenres {
    let mut genres: HashMap<&str, (f64, Vec<&Artist>)> = HashMap::new();
    let mut total_weight = 0.0;
    let mut artists_with_genres = 0;
    for (rank, artist) in artists.iter().enumerate() {
        if artist.genres.is_empty() {
            continue;
        }
        artists_with_genres += 1;
        let weight = (artists.len() - rank) as f64;
        total_weight += weight;
        let share = weight / artist.genres.len() as f64;
        for genre in &artist.genres {
            let entry = genres.entry(genre).or_default();
            entry.0 += share;
            if entry.1.last().is_none_or(|last| last.id != artist.id) {
                entry.1.push(artist);
            }
        }
    }
    let mut genres: Vec<Genre> = genres
        .into_iter()
        .map(|(name, (weight, artists))| Genre {
            name: name.to_owned(),
            share: weight / total_weight,
            artists: artists.into_iter().cloned().collect(),
        })
        .collect();
    genres.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.name.cmp(&b.name)));
    TopGenres {
        genres,
        artists: artists.len(),
        artists_with_genres,
        sources: BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artist(letter: char, genres: &[&str]) -> Artist {
        Artist {
            id: String::from(letter).repeat(22).parse().unwrap(),
            name: letter.to_string(),
            images: Vec::new(),
            genres: genres.iter().map(ToString::to_string).collect(),
        }
    }

    fn shares(artists: &[Artist]) -> Vec<(String, f64)> {
        weigh(artists)
            .genres
            .into_iter()
            .map(|genre| (genre.name, genre.share))
            .collect()
    }

    #[test]
    fn the_better_ranked_artist_weighs_more() {
        let shares = shares(&[artist('a', &["dub"]), artist('b', &["jazz"])]);
        assert_eq!(shares, [("dub".into(), 2.0 / 3.0), ("jazz".into(), 1.0 / 3.0)]);
    }

    #[test]
    fn an_artist_shares_its_weight_among_its_genres() {
        let shares = shares(&[artist('a', &["dub", "jazz"]), artist('b', &["jazz"])]);
        assert_eq!(shares, [("jazz".into(), 2.0 / 3.0), ("dub".into(), 1.0 / 3.0)]);
    }

    #[test]
    fn artists_without_a_genre_are_counted_but_weigh_nothing() {
        let top = weigh(&[artist('a', &[]), artist('b', &["dub"])]);
        assert_eq!((top.artists, top.artists_with_genres), (2, 1));
        assert_eq!(top.genres[0].share, 1.0);
        assert_eq!(top.genres[0].artists[0].name, "b");
    }

    #[test]
    fn without_any_genre_there_is_no_ranking() {
        let top = weigh(&[artist('a', &[])]);
        assert!(top.genres.is_empty());
        assert_eq!(top.artists, 1);
    }

    fn answer(source: GenreSource, genres: &[&str]) -> Option<GenreAnswer> {
        Some(GenreAnswer {
            artist: "a".to_owned(),
            source,
            answered_at: 0,
            outcome: plays::GenreOutcome::Known,
            mbid: None,
            genres: genres
                .iter()
                .map(|name| plays::WeighedGenre {
                    name: (*name).to_owned(),
                    weight: 1.0,
                })
                .collect(),
        })
    }

    #[test]
    fn a_correction_goes_before_spotify_and_spotify_before_a_lookup() {
        use GenreSource::{ListenBrainz, Listener, Spotify};
        let genres = |of: &[&str], known| {
            let (artist, source) = with_genres(artist('a', of), known);
            (artist.genres, source)
        };
        let dub = || vec!["dub".to_owned()];
        assert_eq!(genres(&["jazz"], answer(Listener, &["dub"])), (dub(), Listener));
        assert_eq!(genres(&["dub"], answer(ListenBrainz, &["jazz"])), (dub(), Spotify));
        assert_eq!(genres(&[], answer(ListenBrainz, &["dub"])), (dub(), ListenBrainz));
        assert_eq!(genres(&["jazz"], answer(Listener, &[])), (Vec::new(), Listener));
    }

    #[test]
    fn a_family_counts_once_for_an_artist_with_several_of_its_genres() {
        let artists = vec![
            (
                artist('a', &["black metal", "doom metal", "no such music"]),
                GenreSource::ListenBrainz,
            ),
            (artist('b', &["deep house"]), GenreSource::Spotify),
        ];
        let top = weigh_at(artists, GenreLevel::Family);
        let shares: Vec<_> = top
            .genres
            .iter()
            .map(|genre| (genre.name.as_str(), genre.share))
            .collect();
        assert_eq!(shares, [("metal", 2.0 / 3.0), ("electronic", 1.0 / 3.0)]);
        assert_eq!(top.sources.len(), 2);
        assert!(has_genre(&artist('a', &["black metal"]), "metal"));
        assert!(!has_genre(&artist('a', &["black metal"]), "doom metal"));
    }

    #[test]
    fn a_genre_named_twice_by_one_artist_is_carried_once() {
        assert_eq!(weigh(&[artist('a', &["dub", "dub"])]).genres[0].artists.len(), 1);
    }
}
