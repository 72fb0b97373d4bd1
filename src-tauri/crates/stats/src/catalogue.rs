//! Who and what plays are about, by number: tracks, their albums, their credited artists, these artists' genres.
//! Names live elsewhere.

use plays::Kind;

macro_rules! number {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

number! {
    /// A track, an episode or a chapter: its place in the catalogue.
    TrackNo
    /// An album, a podcast or an audiobook.
    AlbumNo
    /// An artist.
    ArtistNo
    /// A genre.
    GenreNo
}

/// What can be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueTrack {
    /// Music or spoken word.
    pub kind: Kind,
    /// What it is on.
    pub album: AlbumNo,
    /// Everybody credited, each once.
    pub artists: Vec<ArtistNo>,
    /// Its length in milliseconds, if anybody told.
    pub length_ms: Option<u32>,
}

/// Everything that plays can be about. Lists are in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Tracks, episodes and chapters.
    pub tracks: Vec<CatalogueTrack>,
    /// How many albums there are.
    pub albums: u32,
    /// Each artist's genres, each once.
    pub artists: Vec<Vec<GenreNo>>,
    /// How many genres there are.
    pub genres: u32,
}

/// One play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlayRow {
    /// When it began, in milliseconds since 1970, UTC.
    pub began_ms: i64,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// What was heard.
    pub track: TrackNo,
    /// How it came about: a place in the table's list of attributes.
    pub attributes: u16,
}

/// What the listener does not want counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenPlays {
    /// These tracks.
    pub tracks: Vec<TrackNo>,
    /// What ended in these spans: milliseconds since 1970, from the first inclusive to the second exclusive.
    pub spans: Vec<(i64, i64)>,
}
