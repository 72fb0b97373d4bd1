//! What goes into a lookup and what comes out of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::id::{Mbid, SpotifyId};
use crate::requests::Service;

/// An artist whose genres are wanted, with what is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedArtist {
    /// The caller's own number for the artist, given back with the answer.
    pub key: u32,
    /// The name that plays give.
    pub name: String,
    /// The id, if known: MusicBrainz is asked by link, not by name.
    pub spotify_id: Option<SpotifyId>,
    /// A track of theirs that the listener played. Its title is sent if several artists have the name, and if its length and another
    /// title are known. Without a length, what the namesakes recorded is compared here.
    pub track: Option<WantedTrack>,
    /// What an earlier lookup identified them as: only the genres are asked for.
    pub mbid: Option<Mbid>,
}

/// A track by which an artist is told from namesakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedTrack {
    /// Its title, as Spotify writes it.
    pub title: String,
    /// How long the whole track is, not how much of it was played. Never sent. Without it, the title is not sent either.
    pub length_ms: Option<u32>,
    /// Other titles of theirs that the listener knows, most played first; the first twenty count. Never sent. Namesakes' recordings
    /// are compared with them here: without any, nobody is certain among namesakes.
    pub other_titles: Vec<String>,
}

/// An outcome for one artist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// [`WantedArtist::key`].
    pub key: u32,
    /// What was found out.
    pub outcome: Outcome,
}

/// What was found out about an artist. All but [`Outcome::Identified`] end the lookup of that artist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is certain who they are; their genres come later in the same lookup. Kept, it spares the next lookup a question.
    Identified {
        /// Their MusicBrainz id.
        mbid: Mbid,
    },
    /// Their genres.
    Known {
        /// Their MusicBrainz id.
        mbid: Mbid,
        /// Most weight first; empty if nobody gave them a genre yet.
        genres: Vec<Genre>,
        /// Who said so. ListenBrainz copies what MusicBrainz has.
        from: Service,
    },
    /// MusicBrainz has no link to that Spotify id. It may still have the name: ask again without the id.
    Unlinked,
    /// MusicBrainz answered in full and has no such artist.
    Unknown,
    /// Several artists have the name, or too many to tell, and neither a track nor what they recorded tells who is meant, or it would
    /// have taken too many requests.
    Undecided,
    /// Nobody answered, several times. Ask again another day.
    NotAnswered,
}

/// A genre that MusicBrainz lists as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genre {
    /// Its name, in lower case.
    pub name: String,
    /// How many people gave it to the artist, less those who disagreed: 1 or more.
    pub weight: u32,
}

impl Genre {
    /// Genres from names and counts, most weight first. What more people deny than confirm is left out.
    pub(crate) fn sorted(counts: impl IntoIterator<Item = (String, i64)>) -> Vec<Self> {
        let mut weights = BTreeMap::<String, u32>::new();
        for (name, count) in counts {
            if let Ok(count @ 1..) = u32::try_from(count.min(i64::from(u32::MAX))) {
                let weight = weights.entry(name.trim().to_lowercase()).or_default();
                *weight = count.max(*weight);
            }
        }
        let mut genres: Vec<_> = weights
            .into_iter()
            .map(|(name, weight)| Self { name, weight })
            .collect();
        genres.sort_by_key(|genre| Reverse(genre.weight));
        genres
    }
}

/// What one request brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// To be stored before the next request; may be empty.
    pub answers: Vec<Answer>,
    /// How far the lookup has come.
    pub progress: Progress,
    /// Set if there was no answer. The lookup can go on all the same: it waits by itself.
    pub trouble: Option<Trouble>,
}

/// How far a lookup has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Artists with an outcome that ends their lookup.
    pub done: usize,
    /// All artists of the lookup.
    pub total: usize,
}

/// Why a request brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No answer, none that makes sense, or a request to slow down. The same is asked again later in the lookup.
    NotAnswered {
        /// Who did not answer.
        service: Service,
        /// When the next request to them goes out at the earliest.
        until: DateTime<Utc>,
    },
    /// ListenBrainz does not accept the token. The lookup goes on without it.
    TokenRefused,
}
