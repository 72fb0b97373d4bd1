//! What goes into a play table: tracks, their albums, credited artists and genres, all by number, and the plays of them.
//! Names are kept elsewhere.

use plays::Kind;

macro_rules! number {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index into a list.
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
    /// An artist: its place in the catalogue.
    ArtistNo
    /// A genre, or a family that genres are rolled up to: families have the numbers after the genres.
    GenreNo
}

/// A track, an episode or a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueTrack {
    /// Music or spoken word.
    pub kind: Kind,
    /// The album, podcast or audiobook that it is on.
    pub album: AlbumNo,
    /// Every credited artist, each once.
    pub artists: Vec<ArtistNo>,
    /// Its length in milliseconds, if any source gives it.
    pub length_ms: Option<u32>,
}

/// Everything that can be played. Lists are in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Tracks, episodes and chapters.
    pub tracks: Vec<CatalogueTrack>,
    /// The number of albums.
    pub albums: u32,
    /// Each artist's genres and their families, each once.
    pub artists: Vec<Vec<GenreNo>>,
    /// The number of genres.
    pub genres: u32,
    /// The number of families; the first one's number is that of genres.
    pub families: u32,
}

/// One play, as a play table takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableRow {
    /// When it began, in milliseconds since 1970, UTC.
    pub began_ms: i64,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// What was played.
    pub track: TrackNo,
    /// How it came about: a place in the table's list of attributes.
    pub attributes: u16,
}

/// What the listener does not want counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenPlays {
    /// Every play of these tracks.
    pub tracks: Vec<TrackNo>,
    /// Every play that ended in one of these spans: milliseconds since 1970, from the first inclusive to the second exclusive.
    pub spans: Vec<(i64, i64)>,
}
