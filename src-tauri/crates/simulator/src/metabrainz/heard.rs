//! The artists that a listener hears, from which the universe of MusicBrainz is made.

use crate::catalogue::Catalogue;

/// An artist as a listener knows it. A name alone is enough, but then MusicBrainz knows no recording of the artist, and namesakes
/// cannot be told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeardArtist {
    /// The name, as Spotify writes it.
    pub name: String,
    /// The id at Spotify: 22 characters, no address.
    pub spotify_id: Option<String>,
    /// The titles of tracks that were heard.
    pub tracks: Vec<String>,
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
        })
        .collect();
    for track in &catalogue.tracks {
        heard[track.artists[0]].tracks.push(track.name.clone());
    }
    heard
}
