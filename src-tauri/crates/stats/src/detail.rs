//! What is asked and answered about one artist, album, track or genre over the listener's whole history. Plain data.

use plays::CountingRule;

use crate::{AlbumNo, Amount, ArtistNo, DayRange, GenreNo, LocalPlay, Measure, Timeline, TrackNo};

/// One artist, album, track or genre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the numbers' types say more")]
pub enum Subject {
    Track(TrackNo),
    Album(AlbumNo),
    Artist(ArtistNo),
    Genre(GenreNo),
}

/// A question about one subject. It is about all days, and about the subject's own kind: music, podcasts or audiobooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailQuery {
    /// Who or what is asked about.
    pub subject: Subject,
    /// What counts as a play.
    pub rule: CountingRule,
    /// What rankings are ordered by.
    pub measure: Measure,
    /// Whether hidden plays are counted too.
    pub with_hidden: bool,
    /// How long the lists of tracks and companions may be.
    pub ranks: usize,
}

/// The subject's rank in one year among others of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRank {
    /// The calendar year.
    pub year: i32,
    /// How much it was played.
    pub amount: Amount,
    /// Its rank by the measure; `None` in a year without it.
    pub rank: Option<u32>,
    /// How many of its sort have a rank that year.
    pub of: u32,
}

/// Another of the same sort to compare the subject with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// Who or what: of the same sort as the subject.
    pub subject: Subject,
    /// Its rank in each year of [`Detail::years`]; `None` in a year without it.
    pub ranks: Vec<Option<u32>>,
    /// How much it was played in each of these years.
    pub amounts: Vec<Amount>,
}

/// Another of the same sort that is played in the same sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Companion {
    /// Who or what: of the same sort as the subject.
    pub subject: Subject,
    /// How many of the subject's sessions it was played in too.
    pub sessions: u32,
}

/// Everything about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// How much it was played.
    pub amount: Amount,
    /// Its rank by the measure among others of its sort, over all days; `None` if it was never played.
    pub rank: Option<u32>,
    /// How many different tracks of it have a play that counts.
    pub tracks: u32,
    /// Its first play that counts.
    pub first: Option<LocalPlay>,
    /// Plays that count on the day of the first, including the first.
    pub first_day_plays: u32,
    /// Its last play that counts.
    pub last: Option<LocalPlay>,
    /// The most days in a row with a play of it that counts; the first such run if several are as long.
    pub longest_run: Option<DayRange>,
    /// Every year from the first play of anything to the last.
    pub years: Vec<YearRank>,
    /// The six others of its sort with most over all days.
    pub rivals: Vec<Rival>,
    /// How much of it over time, beside everything of its kind.
    pub timeline: Timeline,
    /// How much of it in each hour of the week: Monday first, each day from hour 0 to 23.
    pub clock: Vec<Amount>,
    /// Its tracks, best first; for a track, itself.
    pub top: Vec<(TrackNo, Amount)>,
    /// The number of sessions that it was played in.
    pub sessions: u32,
    /// Others of its sort that were played in these sessions, by how many of them.
    pub companions: Vec<Companion>,
}
