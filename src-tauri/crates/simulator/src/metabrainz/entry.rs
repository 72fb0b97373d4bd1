//! What MusicBrainz knows: artists and recordings. Others refer to them by their indices in the universe's lists.

use sample::Random;

use super::{genres::Tag, id::mbid};

/// An artist of MusicBrainz.
pub(super) struct Artist {
    /// The MBID.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) is_person: bool,
    /// Tells namesakes apart; empty for most.
    pub(super) disambiguation: String,
    pub(super) tags: Vec<Tag>,
    pub(super) link: Option<Link>,
}

/// The address of an artist's page at Spotify.
pub(super) struct Link {
    /// The MBID of the address, not of the artist.
    pub(super) id: String,
    pub(super) resource: String,
}

/// A recording, and the artists in its credit.
pub(super) struct Recording {
    pub(super) id: String,
    pub(super) release_id: String,
    pub(super) title: String,
    pub(super) credit: Vec<usize>,
    /// Unknown for some.
    pub(super) length_ms: Option<u32>,
}

impl Artist {
    /// "Beatles, The" for "The Beatles".
    pub(super) fn sort_name(&self) -> String {
        match self.name.strip_prefix("The ") {
            Some(rest) => format!("{rest}, The"),
            None => self.name.clone(),
        }
    }
}

impl Link {
    pub(super) fn new(spotify_id: &str, random: &mut Random) -> Self {
        Self {
            id: mbid(random),
            resource: format!("https://open.spotify.com/artist/{spotify_id}"),
        }
    }
}
