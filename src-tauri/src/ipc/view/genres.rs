//! Genres: who said what about an artist, the tree of families, and how far learning has come.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{explore::NamedKey, status::SecretStorage};

/// Who says which genres an artist has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GenreSource {
    /// The listener, by hand.
    Listener,
    Spotify,
    MusicBrainz,
    ListenBrainz,
}

/// Who is asked for genres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GenreService {
    MusicBrainz,
    ListenBrainz,
}

/// What the listener said when asked whether MusicBrainz and ListenBrainz may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum LearningConsent {
    /// Nothing yet.
    Unasked,
    Given,
    Declined,
}

/// What learning does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum LearningActivity {
    /// There is nothing to look up, or it may not be.
    Idle,
    Running,
    /// The listener paused it.
    Paused,
    /// Nobody answers; it goes on by itself.
    Waiting,
}

/// How far looking up genres has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Learning {
    pub consent: LearningConsent,
    pub activity: LearningActivity,
    /// Artists about whom is known what can be known for now.
    pub artists_done: u32,
    /// Artists with plays of music, and those that Spotify ranks.
    pub artists: u32,
    /// The part of the plays that are by `artists_done`, in thousandths.
    pub plays_permille: u32,
    /// The part of the plays whose artists have a genre, in thousandths.
    pub with_genre_permille: u32,
    /// Artists that are still to be looked up.
    pub left: u32,
    /// About how long that takes, in seconds.
    pub secs_left: u32,
    /// Who does not answer, while it waits.
    pub trouble: Option<LearningTrouble>,
    /// ListenBrainz does not accept the token.
    pub token_refused: bool,
    /// The artist and the title that would be sent first.
    pub example: Option<LearningExample>,
}

/// Who does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LearningTrouble {
    pub service: GenreService,
    /// When it goes on.
    pub until_secs: u32,
}

/// What would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LearningExample {
    pub artist: String,
    pub title: String,
}

/// Where genres come from, and what was asked there today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenreServices {
    pub music_brainz: GenreServer,
    pub listen_brainz: GenreServer,
    /// Whether there is a ListenBrainz token.
    pub has_token: bool,
    /// Where it is kept; `None` without one.
    pub token: Option<SecretStorage>,
}

/// One service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenreServer {
    /// The address of a server of the listener's own; `None` for the public one.
    pub own: Option<String>,
    /// The host that is asked.
    pub host: String,
    /// Since midnight by the listener's clock; most requests first.
    pub today: Vec<Asked>,
}

/// Requests of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    pub what: AskedFor,
    pub requests: u32,
    /// About how many artists they were, each counted each time.
    pub artists: u32,
}

/// What a request asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum AskedFor {
    /// Who has these links to Spotify?
    Links,
    /// Who has these names?
    Names,
    /// Which of the namesakes recorded this title?
    Titles,
    /// Which genres have they?
    Genres,
}

/// What is known of one artist's genres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtistGenres {
    pub key: String,
    pub name: String,
    /// Most weight first.
    pub genres: Vec<ArtistGenre>,
    /// Who says so; `None` while nobody was asked.
    pub source: Option<GenreSource>,
    /// Why there are no genres, if somebody was asked.
    pub miss: Option<GenreMiss>,
    /// When that was answered.
    pub answered_secs: Option<u32>,
}

/// One of an artist's genres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtistGenre {
    pub key: String,
    pub name: String,
    /// The family that it is rolled up to.
    pub family: Option<NamedKey>,
}

/// Why an artist has no genres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GenreMiss {
    /// MusicBrainz does not know the artist.
    Unknown,
    /// Several artists have the name.
    Undecided,
    /// Nobody has given the artist a genre.
    NoGenres,
}

/// All genres of a filter, rolled up into families. Amounts are plays or seconds, as the question measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenreTree {
    /// What the filter lets through.
    pub whole: u32,
    /// What of it has a genre.
    pub with_genre: u32,
    /// Most first; what belongs to no family last.
    pub families: Vec<GenreFamily>,
}

/// A family and its genres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenreFamily {
    /// `None` for genres that belong to no family.
    pub key: Option<String>,
    pub name: String,
    pub amount: u32,
    pub artists: u32,
    /// In the order in which they are drawn: a genre comes before those below it.
    pub genres: Vec<GenreBranch>,
}

/// A genre below a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenreBranch {
    pub key: String,
    pub name: String,
    /// 1 right below the family.
    pub depth: u32,
    pub amount: u32,
    pub artists: u32,
}
