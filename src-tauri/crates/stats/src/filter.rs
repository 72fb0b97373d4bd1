//! Which plays are asked for. Plain data; an empty list or `None` asks for all.

use chrono::NaiveDate;
use plays::Kind;

use crate::{AlbumNo, ArtistNo, Country, GenreNo, Platform, TrackNo};

/// Days from the first to the last, both included, in the listener's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day; before the first only in an empty range.
    pub last: NaiveDate,
}

impl DayRange {
    /// The number of days.
    pub fn len(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(0)
    }

    /// Whether it has no day, because the last comes before the first.
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Chosen and excluded numbers of one sort. Passes any of `only`, or all if that is empty, but none of `never`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selection<N> {
    /// Those chosen; empty for all.
    pub only: Vec<N>,
    /// Those excluded.
    pub never: Vec<N>,
}

impl<N> Default for Selection<N> {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            never: Vec::new(),
        }
    }
}

impl<N> Selection<N> {
    /// Only this one.
    pub(crate) fn just(one: N) -> Self {
        Self {
            only: vec![one],
            never: Vec::new(),
        }
    }

    /// Whether everything passes.
    pub fn is_any(&self) -> bool {
        self.only.is_empty() && self.never.is_empty()
    }
}

/// Which plays are asked for. A play must pass every part.
///
/// What no source says matches neither answer: a play of which it is not known whether it was skipped is left out by
/// `skipped: Some(true)` and by `skipped: Some(false)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The first day on which a play may begin; `None` for no limit.
    pub from: Option<NaiveDate>,
    /// The last day on which a play may begin; `None` for no limit.
    pub to: Option<NaiveDate>,
    /// By weekday, Monday first. A play belongs to the weekday and hour at which it began.
    pub weekdays: [bool; 7],
    /// By hour of the day, from 0 to 23.
    pub hours: [bool; 24],
    /// By credited artist: a play passes if any of its artists is chosen, and none if any is excluded.
    pub artists: Selection<ArtistNo>,
    /// By album, podcast or audiobook.
    pub albums: Selection<AlbumNo>,
    /// By track, episode or chapter.
    pub tracks: Selection<TrackNo>,
    /// By genre. A play has the genres of all its credited artists.
    pub genres: Selection<GenreNo>,
    /// By kind. Unlike other lists, an empty one lets nothing pass.
    pub kinds: Vec<Kind>,
    /// Only skipped plays, or only those not skipped.
    pub skipped: Option<bool>,
    /// Only plays in shuffled order, or only those not in it.
    pub shuffle: Option<bool>,
    /// By device; empty for all.
    pub platforms: Vec<Platform>,
    /// By country; empty for all.
    pub countries: Vec<Country>,
}

impl Default for Filter {
    /// All music.
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            weekdays: [true; 7],
            hours: [true; 24],
            artists: Selection::default(),
            albums: Selection::default(),
            tracks: Selection::default(),
            genres: Selection::default(),
            kinds: vec![Kind::Music],
            skipped: None,
            shuffle: None,
            platforms: Vec::new(),
            countries: Vec::new(),
        }
    }
}

impl Filter {
    /// Everything of these kinds.
    pub(crate) fn of_kinds(kinds: &[Kind]) -> Self {
        Self {
            kinds: kinds.to_vec(),
            ..Self::default()
        }
    }

    /// The same filter without its range.
    pub(crate) fn without_range(&self) -> Self {
        Self {
            from: None,
            to: None,
            ..self.clone()
        }
    }
}
