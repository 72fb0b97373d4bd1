//! A life of plays in columns, in the order in which they began. Never changes: readers keep the table they have while a
//! longer one is made.

use std::{ops::Range, sync::OnceLock};

use chrono_tz::Tz;

use crate::{
    Catalogue, DayRange, GenreNo, HiddenPlays, PlayAttributes, PlayRow, PlayTableBuilder, Subject, TrackNo, day::Span,
    groups::Groups, hours::Run, rank::By,
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

const DAY: i64 = 86_400;
/// No zone is further than this from Greenwich, in seconds.
const FAR: i64 = 26 * 3600;

/// Plays in columns. About 15 bytes a play, and 8 for each hour that has any.
#[derive(Debug)]
pub struct PlayTable {
    /// Whole seconds since 1970, UTC, ascending.
    pub(crate) began: Vec<u32>,
    pub(crate) item: Vec<u32>,
    pub(crate) ms: Vec<u32>,
    pub(crate) class: Vec<u16>,
    pub(crate) runs: Vec<Run>,
    pub(crate) groups: Groups,
    pub(crate) classes: Vec<PlayAttributes>,
    pub(crate) zone: Tz,
    /// From the first day with a play to the last.
    pub(crate) life: Option<Span>,
    pub(crate) hidden: HiddenPlays,
    /// Worked out when a rule first asks for it.
    pub(crate) lengths_ms: OnceLock<Vec<u32>>,
}

impl PlayTable {
    /// These plays, in any order. One that names no track of the catalogue, or no class, is left out.
    ///
    /// A play's start decides its day: by `zone`, at its first whole second.
    pub fn new(
        catalogue: &Catalogue,
        classes: Vec<PlayAttributes>,
        plays: impl IntoIterator<Item = PlayRow>,
        hidden: HiddenPlays,
        zone: Tz,
    ) -> Self {
        let mut builder = PlayTableBuilder::new(hidden);
        plays.into_iter().for_each(|play| builder.push(play));
        builder.finish(catalogue, classes, zone)
    }

    /// A longer table: the same with more plays, in any order. Catalogue and classes may have grown at their ends; what they
    /// held before stands where it stood.
    #[must_use]
    pub fn with(
        &self,
        catalogue: &Catalogue,
        classes: Vec<PlayAttributes>,
        plays: impl IntoIterator<Item = PlayRow>,
    ) -> Self {
        let mut builder = PlayTableBuilder::after(self);
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
    pub fn plays_by_subject(&self) -> PlayCounts {
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
        PlayCounts {
            tracks: (0..tracks.len())
                .map(|track| outer(track).copied().unwrap_or_default())
                .collect(),
            albums,
            artists,
            genres,
        }
    }

    /// From the first day with a play to the last.
    pub fn life(&self) -> Option<DayRange> {
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
            + self
                .lengths_ms
                .get()
                .map_or(0, |lengths| lengths.capacity() * size_of::<u32>())
    }

    /// How long each track is: as told, or else as its longest play that ended by itself, or else as its longest play.
    pub(crate) fn lengths_ms(&self) -> &[u32] {
        self.lengths_ms.get_or_init(|| {
            let finished: Vec<bool> = self.classes.iter().map(|class| class.finished == Some(true)).collect();
            let mut longest = vec![(None, 0); self.groups.tracks()];
            for ((item, ms), class) in self.item.iter().zip(&self.ms).zip(&self.class) {
                if let Some((ended, any)) = longest.get_mut((item & TRACK) as usize) {
                    *any = (*any).max(*ms);
                    if finished.get(*class as usize) == Some(&true) {
                        *ended = (*ended).max(Some(*ms));
                    }
                }
            }
            let told = self.groups.lengths_ms.iter();
            told.zip(longest)
                .map(|(told, (ended, any))| told.or(ended).unwrap_or(any))
                .collect()
        })
    }

    /// The rows of a run, by its place.
    pub(crate) fn rows(&self, run: usize) -> Range<usize> {
        let from = self.runs.get(run).map_or(self.len(), |run| run.row as usize);
        let to = self.runs.get(run + 1).map_or(self.len(), |run| run.row as usize);
        from..to
    }

    /// The rows of a span's days. All in one piece, but where the clocks went back over midnight.
    pub(crate) fn pieces_of(&self, span: Option<Span>) -> Vec<Range<u32>> {
        let mut pieces: Vec<Range<u32>> = Vec::new();
        let Some(span) = span else {
            return pieces;
        };
        let about = self.runs_about(span);
        // Days in between leave no doubt.
        let sure = self.runs_within(span, &about);
        let begin = |run: usize| self.runs.get(run).map_or(self.len() as u32, |run| run.row);
        let is_of = |at: &usize| self.runs.get(*at).is_some_and(|run| span.holds(i32::from(run.day)));
        let one_by_one = |runs: Range<usize>| runs.filter(is_of).map(|at| begin(at)..begin(at + 1));
        let between = begin(sure.start)..begin(sure.end);
        let rows = one_by_one(about.start..sure.start)
            .chain([between])
            .chain(one_by_one(sure.end..about.end));
        for rows in rows.filter(|rows| !rows.is_empty()) {
            match pieces.last_mut().filter(|last| last.end == rows.start) {
                Some(last) => last.end = rows.end,
                None => pieces.push(rows),
            }
        }
        pieces
    }

    /// The second in which a row began.
    pub(crate) fn second(&self, row: u32) -> u32 {
        self.began.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The run that a row is in.
    pub(crate) fn run_of(&self, row: u32) -> Option<&Run> {
        self.runs
            .get(self.runs.partition_point(|run| run.row <= row).checked_sub(1)?)
    }

    /// Runs among which all of `span` are. The clocks may have gone back over midnight, so a few others may be among them.
    pub(crate) fn runs_about(&self, span: Span) -> Range<usize> {
        let from = self.row_at(i64::from(span.first) * DAY - FAR);
        let to = self.row_at((i64::from(span.last) + 1) * DAY + FAR);
        let first = self.runs.partition_point(|run| run.row <= from).saturating_sub(1);
        first..self.runs.partition_point(|run| run.row < to)
    }

    /// Runs of these that are of `span`, wherever the listener is.
    fn runs_within(&self, span: Span, about: &Range<usize>) -> Range<usize> {
        let from = self.row_at(i64::from(span.first) * DAY + FAR);
        let to = self.row_at((i64::from(span.last) + 1) * DAY - FAR);
        let first = self.runs.partition_point(|run| run.row < from).min(about.end);
        let end = self.runs.partition_point(|run| run.row < to);
        first..end.clamp(first, about.end)
    }

    /// The first row that began at a second or later.
    fn row_at(&self, second: i64) -> u32 {
        let second = u32::try_from(second.max(0)).unwrap_or(u32::MAX);
        self.began.partition_point(|began| *began < second) as u32
    }
}

/// How often everybody and everything was heard.
#[derive(Debug)]
pub struct PlayCounts {
    tracks: Vec<u64>,
    albums: Vec<u64>,
    artists: Vec<u64>,
    genres: Vec<u64>,
}

impl PlayCounts {
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

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use plays::Kind;

    use super::*;
    use crate::{AlbumNo, CatalogueTrack};

    /// A play in each half hour of three weeks.
    fn weeks(from_secs: i64, zone: Tz) -> PlayTable {
        let track = CatalogueTrack {
            kind: Kind::Music,
            album: AlbumNo(0),
            artists: Vec::new(),
            length_ms: None,
        };
        let catalogue = Catalogue {
            tracks: vec![track],
            albums: 1,
            ..Catalogue::default()
        };
        let play = |half_hour: i64| PlayRow {
            began_ms: (from_secs + half_hour * 1800) * 1000,
            ms_played: 1000,
            track: TrackNo(0),
            attributes: 0,
        };
        let plays = (0..21 * 48).map(play);
        PlayTable::new(
            &catalogue,
            vec![PlayAttributes::default()],
            plays,
            HiddenPlays::default(),
            zone,
        )
    }

    /// One row after the other.
    fn rows_of(table: &PlayTable, span: Span) -> Vec<u32> {
        let day = |row: &u32| table.run_of(*row).map(|run| i32::from(run.day));
        let rows = 0..table.len() as u32;
        rows.filter(|row| day(row).is_some_and(|day| span.holds(day))).collect()
    }

    #[test]
    fn a_spans_pieces_are_the_rows_of_its_days_even_where_clocks_went_back_over_midnight() {
        // Casey's clocks went from 02:00 back to 23:00 of the day before, in the middle of these weeks.
        let table = weeks(1_266_800_000, Tz::Antarctica__Casey);
        let life = table.life.unwrap();
        let mut most = 0;
        for first in life.first - 3..=life.last + 3 {
            for last in first..=life.last + 3 {
                let span = Span { first, last };
                let pieces = table.pieces_of(Some(span));
                most = most.max(pieces.len());
                let rows: Vec<u32> = pieces.into_iter().flatten().collect();
                assert_eq!(rows, rows_of(&table, span));
            }
        }
        assert_eq!(most, 2);
        assert_eq!(table.pieces_of(None), []);
    }
}
