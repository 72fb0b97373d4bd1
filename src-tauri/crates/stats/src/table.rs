//! A life of plays in columns, in the order in which they began. Never changes: readers keep the table they have while a
//! longer one is made.

use chrono_tz::Tz;

use crate::{
    Builder, Catalogue, Class, Days, GenreNo, Hidden, Play, Subject, TrackNo, day::Span, groups::Groups, hours::Run,
    rank::By,
};

/// The lower bits of an item are its track, the upper ones say what every pass asks.
pub(crate) const TRACK: u32 = (1 << 28) - 1;
/// The length is an estimate.
pub(crate) const ESTIMATED: u32 = 1 << 28;
/// It is known whether it was skipped.
pub(crate) const SKIP_KNOWN: u32 = 1 << 29;
/// It was.
pub(crate) const SKIPPED: u32 = 1 << 30;
/// The listener hid it.
pub(crate) const HIDDEN: u32 = 1 << 31;

/// Plays in columns. About 15 bytes a play, and 8 for each hour that has any.
#[derive(Debug)]
pub struct Table {
    /// Whole seconds since 1970, UTC, ascending.
    pub(crate) began: Vec<u32>,
    pub(crate) item: Vec<u32>,
    pub(crate) ms: Vec<u32>,
    pub(crate) class: Vec<u16>,
    pub(crate) runs: Vec<Run>,
    pub(crate) groups: Groups,
    pub(crate) classes: Vec<Class>,
    pub(crate) zone: Tz,
    /// From the first day with a play to the last.
    pub(crate) life: Option<Span>,
    pub(crate) hidden: Hidden,
}

impl Table {
    /// These plays, in any order. One that names no track of the catalogue, or no class, is left out.
    ///
    /// A play's start decides its day: by `zone`, at its first whole second.
    pub fn new(
        catalogue: &Catalogue,
        classes: Vec<Class>,
        plays: impl IntoIterator<Item = Play>,
        hidden: Hidden,
        zone: Tz,
    ) -> Self {
        let mut builder = Builder::new(hidden);
        plays.into_iter().for_each(|play| builder.push(play));
        builder.finish(catalogue, classes, zone)
    }

    /// A longer table: the same with more plays, in any order. Catalogue and classes may have grown at their ends; what they
    /// held before stands where it stood.
    #[must_use]
    pub fn with(&self, catalogue: &Catalogue, classes: Vec<Class>, plays: impl IntoIterator<Item = Play>) -> Self {
        let mut builder = Builder::after(self);
        plays.into_iter().for_each(|play| builder.push(play));
        builder.finish(catalogue, classes, self.zone)
    }

    /// How many plays, hidden ones and those that do not count included.
    pub fn len(&self) -> usize {
        self.began.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.began.is_empty()
    }

    /// The zone by which days and hours go.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// Plays of any length of everybody and everything, hidden ones included.
    pub fn plays_by_subject(&self) -> Heard {
        let groups = &self.groups;
        let mut tracks = vec![0; groups.tracks()];
        for item in &self.item {
            if let Some(plays) = tracks.get_mut((item & TRACK) as usize) {
                *plays += 1;
            }
        }
        let heard: Vec<u32> = (0..tracks.len() as u32).collect();
        let fold = |by: By| {
            let mut sums = Vec::new();
            by.fold(groups, &tracks, &heard, |_| true, &mut sums);
            sums
        };
        let (albums, artists, genres) = (fold(By::Album), fold(By::Artist), fold(By::Genre));
        let outer = |track: usize| {
            groups
                .inner(TrackNo(track as u32))
                .and_then(|inner| tracks.get(inner as usize))
        };
        Heard {
            tracks: (0..tracks.len())
                .map(|track| outer(track).copied().unwrap_or_default())
                .collect(),
            albums,
            artists,
            genres,
        }
    }

    /// From the first day with a play to the last.
    pub fn life(&self) -> Option<Days> {
        self.life.map(Into::into)
    }

    /// The genres of an artist or a track; none for the others.
    pub fn genres_of(&self, subject: Subject) -> Vec<GenreNo> {
        let genres = match subject {
            Subject::Track(track) => self.groups.inner(track).map(|track| self.groups.genres.of(track)),
            Subject::Artist(artist) => Some(self.groups.artist_genres.of(artist.0)),
            Subject::Album(_) | Subject::Genre(_) => None,
        };
        genres.unwrap_or_default().iter().copied().map(GenreNo).collect()
    }

    /// The memory that plays and catalogue take.
    pub fn bytes(&self) -> usize {
        (self.began.capacity() + self.item.capacity() + self.ms.capacity()) * size_of::<u32>()
            + self.class.capacity() * size_of::<u16>()
            + self.runs.capacity() * size_of::<Run>()
            + self.groups.bytes()
    }

    /// The rows of a run, by its place.
    pub(crate) fn rows(&self, run: usize) -> std::ops::Range<usize> {
        let from = self.runs.get(run).map_or(self.len(), |run| run.row as usize);
        let to = self.runs.get(run + 1).map_or(self.len(), |run| run.row as usize);
        from..to
    }

    /// The run that a row is in.
    pub(crate) fn run_of(&self, row: u32) -> Option<&Run> {
        self.runs
            .get(self.runs.partition_point(|run| run.row <= row).checked_sub(1)?)
    }

    /// Runs among which all of `span` are. The clocks may have gone back over midnight, so a few others may be among them.
    pub(crate) fn runs_about(&self, span: Span) -> std::ops::Range<usize> {
        // No zone is further than this from Greenwich.
        const FAR: i64 = 26 * 3600;
        let row = |at: i64| {
            let at = u32::try_from(at.max(0)).unwrap_or(u32::MAX);
            self.began.partition_point(|began| *began < at) as u32
        };
        let from = row(i64::from(span.first) * 86_400 - FAR);
        let to = row((i64::from(span.last) + 1) * 86_400 + FAR);
        let first = self.runs.partition_point(|run| run.row <= from).saturating_sub(1);
        first..self.runs.partition_point(|run| run.row < to)
    }
}

/// How often everybody and everything was heard.
#[derive(Debug)]
pub struct Heard {
    tracks: Vec<u64>,
    albums: Vec<u64>,
    artists: Vec<u64>,
    genres: Vec<u64>,
}

impl Heard {
    /// Plays of any length.
    pub fn of(&self, subject: Subject) -> u32 {
        let (plays, at) = match subject {
            Subject::Track(track) => (&self.tracks, track.index()),
            Subject::Album(album) => (&self.albums, album.index()),
            Subject::Artist(artist) => (&self.artists, artist.index()),
            Subject::Genre(genre) => (&self.genres, genre.index()),
        };
        plays
            .get(at)
            .map_or(0, |plays| u32::try_from(*plays).unwrap_or(u32::MAX))
    }
}
