//! Plays for questions in SQL: what a machine works out from all evidence, month by month. Nothing is read back from it.

use plays::{MachineId, SourceKey};

/// What published plays are about. Places in these lists stand for the things.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Artists.
    pub artists: Vec<PublishedArtist>,
    /// Albums, podcasts and audiobooks.
    pub albums: Vec<PublishedAlbum>,
    /// Tracks, episodes and chapters.
    pub tracks: Vec<PublishedTrack>,
}

/// An artist.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedArtist {
    /// `spotify:artist:…`; `None` where only the name is known.
    pub uri: Option<String>,
    /// The name.
    pub name: String,
    /// The genres that count for this listener, with who said so ([`plays::GenreSource::code`]) and how well they fit.
    pub genres: Vec<(String, &'static str, f64)>,
}

/// An album.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedAlbum {
    /// `spotify:album:…`; `None` where only names are known.
    pub uri: Option<String>,
    /// The name.
    pub name: String,
    /// The album artist's name; empty for a podcast or an audiobook.
    pub artist: String,
}

/// A track.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedTrack {
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: plays::Kind,
    /// The name.
    pub name: String,
    /// The place of its album.
    pub album: u32,
    /// The places of all credited artists, in order.
    pub artists: Vec<u32>,
    /// The length of the whole track.
    pub length_ms: Option<u32>,
    /// Its recording's ISRC.
    pub isrc: Option<String>,
}

/// A play.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedPlay {
    /// When it ended, in milliseconds since 1970, UTC.
    pub ended_at_ms: i64,
    /// The day on which it began, in the listener's time zone: days since 1970-01-01.
    pub day: i32,
    /// The place of its track.
    pub track: u32,
    /// How long it was heard.
    pub ms_played: u32,
    /// Whether that is an estimate.
    pub is_estimated: bool,
    /// Whether it is long enough to count as a play, by the listener's counting rule.
    pub counts: bool,
    /// Whether the listener does not want it counted.
    pub is_hidden: bool,
    /// Which source tells of it.
    pub source: SourceKey,
    /// How it came about: a place in [`PublishedMonth::circumstances`].
    pub circumstance: u32,
}

/// The plays of one month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublishedMonth {
    /// Counted from January 1970, UTC.
    pub month: i32,
    /// How plays came about.
    pub circumstances: Vec<plays::Circumstance>,
    /// By time.
    pub plays: Vec<PublishedPlay>,
}

/// Who worked the plays of a month out, and by which rules. Of two, the later rules stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publisher {
    /// Which machine.
    pub machine: MachineId,
    /// The version of the rules.
    pub rules: u32,
}
