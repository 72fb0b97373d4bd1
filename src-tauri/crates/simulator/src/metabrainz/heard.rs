//! The artists that a listener hears, from which the universe of MusicBrainz is made.

use sample::Random;

use super::fold::number;
use crate::catalogue::Catalogue;

/// An artist as a listener knows it. A name alone is enough, but then MusicBrainz knows no recording of the artist, and namesakes
/// cannot be told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeardArtist {
    /// The name, as Spotify writes it.
    pub name: String,
    /// The id at Spotify: 22 characters, no address.
    pub spotify_id: Option<String>,
    /// The tracks that were heard.
    pub tracks: Vec<HeardTrack>,
    /// The genres, the one that fits best first. Where everybody is known, MusicBrainz has these; without any, and otherwise, random ones.
    pub genres: Vec<&'static str>,
}

/// A track as a listener knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardTrack {
    /// The title, as Spotify writes it: with guests and versions.
    pub title: String,
    /// How long it is; `None` if the listener does not know. It is [`length_of`] the title then.
    pub length_ms: Option<u32>,
}

/// How long the listener's track of this title is, unless something else is said.
pub fn length_of(title: &str) -> u32 {
    usual_length(&mut Random::new(number(title), &[10]))
}

/// A length in milliseconds. Two of these differ by less than four seconds about as often as the lengths of two real songs, three
/// times in a hundred.
pub(super) fn usual_length(random: &mut Random) -> u32 {
    random.between(100_000, 400_000) as u32
}

impl HeardTrack {
    pub(super) fn true_length(&self) -> u32 {
        self.length_ms.unwrap_or_else(|| length_of(&self.title))
    }
}

impl From<&str> for HeardTrack {
    fn from(title: &str) -> Self {
        title.to_owned().into()
    }
}

impl From<String> for HeardTrack {
    fn from(title: String) -> Self {
        let length_ms = Some(length_of(&title));
        Self { title, length_ms }
    }
}

impl<T: Into<String>> From<T> for HeardArtist {
    fn from(name: T) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// All artists of the catalogue with their own tracks.
pub(super) fn artists_of(catalogue: &Catalogue) -> Vec<HeardArtist> {
    let mut heard: Vec<_> = catalogue
        .artists
        .iter()
        .map(|artist| HeardArtist {
            name: artist.name.clone(),
            spotify_id: Some(artist.id.clone()),
            tracks: Vec::new(),
            genres: artist.genres.clone(),
        })
        .collect();
    for track in &catalogue.tracks {
        heard[track.artists[0]].tracks.push(HeardTrack {
            title: track.name.clone(),
            length_ms: u32::try_from(track.duration_ms).ok(),
        });
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_length_and_lengths_differ() {
        assert_eq!(HeardTrack::from("Tide").length_ms, Some(length_of("Tide")));
        assert_eq!(length_of("Tide"), length_of("Tide"));
        let lengths: Vec<_> = (0..500).map(|at| length_of(&format!("Tide {at}"))).collect();
        assert!(lengths.iter().all(|length| (100_000..=400_000).contains(length)));
        let are_alike = |pair: &&[u32]| pair[0].abs_diff(pair[1]) <= 4_000;
        let alike = lengths.windows(2).filter(are_alike).count();
        assert!((5..25).contains(&alike), "{alike} of 499 pairs");
    }
    #[test]
    fn tracks_of_the_catalogue_have_its_lengths() {
        let catalogue = Catalogue::new(1);
        let artists = artists_of(&catalogue);
        for track in &catalogue.tracks {
            let of_artist = &artists[track.artists[0]].tracks;
            let is_it = |heard: &HeardTrack| {
                heard.title == track.name && heard.length_ms.map(i64::from) == Some(track.duration_ms)
            };
            assert!(of_artist.iter().any(is_it), "{}", track.name);
        }
    }
}
