//! One artist, album, track or genre: its whole life with the listener.

use chrono::NaiveDateTime;

use plays::CountingRule;

use crate::{AlbumNo, Amount, ArtistNo, DayRange, GenreNo, Measure, Timeline, TrackNo};

/// Of whom or what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A track, an episode or a chapter.
    Track(TrackNo),
    /// An album, a podcast or an audiobook.
    Album(AlbumNo),
    /// An artist.
    Artist(ArtistNo),
    /// A genre.
    Genre(GenreNo),
}

/// A question about one of them. Its whole life is looked at: all kinds, all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailQuery {
    /// Of whom or what.
    pub subject: Subject,
    /// What counts as a play.
    pub rule: CountingRule,
    /// What ranks.
    pub measure: Measure,
    /// Whether what the listener hid counts after all.
    pub with_hidden: bool,
    /// How many tracks, and how many companions.
    pub ranks: usize,
}

/// One play of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalPlay {
    /// When it began, by the listener's clock.
    pub began: NaiveDateTime,
    /// What was played.
    pub track: TrackNo,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
}

/// Its standing in one year among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRank {
    /// Which year.
    pub year: i32,
    /// How much of it.
    pub amount: Amount,
    /// Its rank by the measure; `None` in a year without it.
    pub rank: Option<u32>,
    /// How many of its like were played that year.
    pub of: u32,
}

/// Another of its like, for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// Who or what: of the same sort as the subject.
    pub subject: Subject,
    /// Its rank in each year of [`Detail::years`]; `None` in a year without it.
    pub ranks: Vec<Option<u32>>,
}

/// Who is heard with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Companion {
    /// Who or what: of the same sort as the subject.
    pub subject: Subject,
    /// In how many of the subject's sessions it was heard too.
    pub sessions: u32,
}

/// Everything about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// How much of it.
    pub amount: Amount,
    /// Its rank by the measure among its like, over the whole life; `None` without any of it.
    pub rank: Option<u32>,
    /// How many different tracks of it have a play that counts.
    pub tracks: u32,
    /// Its first play that counts.
    pub first: Option<LocalPlay>,
    /// Plays that count on the day of the first, the first included.
    pub first_day_plays: u32,
    /// Its last play that counts.
    pub last: Option<LocalPlay>,
    /// The most days in a row, each with a play of it that counts; of several, the first.
    pub longest_run: Option<DayRange>,
    /// Every year of the life, from its first play of all to its last.
    pub years: Vec<YearRank>,
    /// The six others with most over the whole life.
    pub rivals: Vec<Rival>,
    /// Its timeline beside everything's.
    pub timeline: Timeline,
    /// Monday first, each day from hour 0 to 23.
    pub clock: Vec<Amount>,
    /// Its tracks, best first; for a track, itself.
    pub top: Vec<(TrackNo, Amount)>,
    /// In how many sessions it was heard.
    pub sessions: u32,
    /// Who is heard with it, the most sessions first.
    pub companions: Vec<Companion>,
}
