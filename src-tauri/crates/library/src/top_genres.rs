//! Top genres, derived from top artists: an artist at rank 1 of 50 weighs 50, at rank 50 it weighs 1, and splits its weight
//! equally among its genres, so that an artist with ten genres counts no more than one with a single genre.
//! Makes no request and keeps nothing.
//!
//! The genres are those of [`spotify::Artist`]. Another source of genres is a crate of its own that looks them up for artists when the
//! app's background work asks (`src-tauri/src/recording.rs`). Its answers are written to the archive, by a function beside those that
//! read them in `store/src/genre.rs`: Explore ranks and filters by what is there. `Library::top_genres` in `top_lists.rs` then fills
//! them into the artists that Spotify sends without genres.

use std::collections::HashMap;

use spotify::Artist;

/// The genres of a ranking of artists.
#[derive(Debug, Clone, PartialEq)]
pub struct TopGenres {
    /// Heaviest first; equal weights by name.
    pub genres: Vec<Genre>,
    /// How many artists the ranking has.
    pub artists: usize,
    /// How many of them have a genre.
    pub artists_with_genres: usize,
}

/// A genre, its weight and the artists that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Genre {
    /// As Spotify writes it.
    pub name: String,
    /// Its part of the weight of all artists that have genres, 0 to 1.
    pub share: f64,
    /// Best ranked first.
    pub artists: Vec<Artist>,
}

/// Weighs the genres of `artists`, which must be ranked best first.
pub(crate) fn weigh(artists: &[Artist]) -> TopGenres {
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

    #[test]
    fn a_genre_named_twice_by_one_artist_is_carried_once() {
        assert_eq!(weigh(&[artist('a', &["dub", "dub"])]).genres[0].artists.len(), 1);
    }
}
