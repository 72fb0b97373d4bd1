//! What is known of an artist's genres, and who said so.

/// One answer about an artist's genres.
#[derive(Debug, Clone, PartialEq)]
pub struct GenreAnswer {
    /// Whose genres: `spotify:artist:…` or, where only the name is known, the name.
    pub artist: String,
    /// Who said so.
    pub source: GenreSource,
    /// When, in milliseconds since 1970.
    pub answered_at: i64,
    /// What was found out.
    pub outcome: GenreOutcome,
    /// Who the artist is at MusicBrainz, once that is certain.
    pub mbid: Option<String>,
    /// Most weight first. Empty unless the outcome is [`GenreOutcome::Known`], and then too if the artist has none.
    pub genres: Vec<WeighedGenre>,
}

/// A genre of an artist.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedGenre {
    /// Its name, in lower case.
    pub name: String,
    /// How well it fits. Comparable among the genres of one answer, at most.
    pub weight: f64,
}

/// Who says which genres an artist has. Sources that come first win over later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GenreSource {
    /// The listener, by hand.
    Listener,
    /// Spotify.
    Spotify,
    /// MusicBrainz.
    MusicBrainz,
    /// ListenBrainz, which copies what MusicBrainz has.
    ListenBrainz,
}

impl GenreSource {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Listener, Self::Spotify, Self::MusicBrainz, Self::ListenBrainz];

    /// A short name that never changes, for files and programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Listener => "listener",
            Self::Spotify => "spotify",
            Self::MusicBrainz => "musicbrainz",
            Self::ListenBrainz => "listenbrainz",
        }
    }

    /// Whether it was looked up there.
    pub fn is_lookup(self) -> bool {
        matches!(self, Self::MusicBrainz | Self::ListenBrainz)
    }

    /// The place among answers about one artist, of which the lowest wins. There is at most one answer at each place: a lookup at
    /// ListenBrainz and one at MusicBrainz replace each other.
    pub fn precedence(self) -> u8 {
        match self {
            Self::Listener => 0,
            Self::Spotify => 1,
            Self::MusicBrainz | Self::ListenBrainz => 2,
        }
    }
}

/// What was found out about an artist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GenreOutcome {
    /// It is certain who they are; their genres are still to be asked for.
    Identified,
    /// The genres.
    Known,
    /// MusicBrainz has no link to their page at Spotify. It may still have the name.
    Unlinked,
    /// MusicBrainz has nobody of that name.
    Unknown,
    /// Several artists have the name, and nothing decides which one it is.
    Undecided,
}

impl GenreOutcome {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Identified,
        Self::Known,
        Self::Unlinked,
        Self::Unknown,
        Self::Undecided,
    ];

    /// A short name that never changes, for files and programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identified => "identified",
            Self::Known => "known",
            Self::Unlinked => "unlinked",
            Self::Unknown => "unknown",
            Self::Undecided => "undecided",
        }
    }
}
