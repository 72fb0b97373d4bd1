//! All plays of a listener in columns, in the order in which they began. Rows never change: newer plays go into a new table,
//! while readers keep the one they have.

use std::{ops::Range, sync::OnceLock};

use chrono_tz::Tz;

use crate::{
    DayRange, GenreNo, LocalPlay, PlayAttributes, PlayCounts, Subject,
    catalogue_index::CatalogueIndex,
    day::EpochDays,
    flags::TRACK,
    hours::{self, HourRun},
};

const DAY: i64 = 86_400;
/// No zone is further than this from Greenwich, in seconds.
const MAX_OFFSET: i64 = 26 * 3600;

/// Plays in columns: 14 bytes a play, and 8 for each hour that has any.
#[derive(Debug)]
pub struct PlayTable {
    /// Whole seconds since 1970, UTC, ascending.
    pub(crate) began_secs: Vec<u32>,
    /// The track's number in [`Self::catalogue`], and flags.
    pub(crate) flagged_tracks: Vec<u32>,
    pub(crate) ms_played: Vec<u32>,
    /// Each play's place in [`Self::attribute_sets`].
    pub(crate) attributes: Vec<u16>,
    pub(crate) runs: Vec<HourRun>,
    pub(crate) catalogue: CatalogueIndex,
    pub(crate) attribute_sets: Vec<PlayAttributes>,
    pub(crate) zone: Tz,
    /// From the first day with a play to the last.
    pub(crate) life: Option<EpochDays>,
    /// Worked out when a rule first needs it.
    pub(crate) lengths_ms: OnceLock<Vec<u32>>,
}

impl PlayTable {
    /// The number of plays, including hidden ones and those that do not count.
    pub fn len(&self) -> usize {
        self.began_secs.len()
    }

    /// Whether there is no play at all.
    pub fn is_empty(&self) -> bool {
        self.began_secs.is_empty()
    }

    /// Plays of any length of everything, hidden ones included.
    pub fn play_counts(&self) -> PlayCounts {
        PlayCounts::new(&self.catalogue, &self.flagged_tracks)
    }

    /// From the first day with a play to the last.
    pub fn life(&self) -> Option<DayRange> {
        self.life.map(Into::into)
    }

    /// The genres of an artist or a track, without their families; none for other subjects.
    pub fn genres_of(&self, subject: Subject) -> Vec<GenreNo> {
        let genres = match subject {
            Subject::Track(track) => {
                let track = self.catalogue.number_of(track);
                track.map(|track| self.catalogue.genres.of(track))
            }
            Subject::Artist(artist) => Some(self.catalogue.artist_genres.of(artist.0)),
            Subject::Album(_) | Subject::Genre(_) => None,
        };
        let genres = genres.unwrap_or_default().iter().copied().map(GenreNo);
        genres
            .filter(|genre| genre.index() < self.catalogue.genre_count)
            .collect()
    }

    /// The memory that plays and catalogue take, in bytes.
    pub fn bytes(&self) -> usize {
        (self.began_secs.capacity() + self.flagged_tracks.capacity() + self.ms_played.capacity()) * size_of::<u32>()
            + self.attributes.capacity() * size_of::<u16>()
            + self.runs.capacity() * size_of::<HourRun>()
            + self.catalogue.bytes()
            + self
                .lengths_ms
                .get()
                .map_or(0, |lengths| lengths.capacity() * size_of::<u32>())
    }

    /// The length of each track: as given in the catalogue, or else that of its longest play that ended by itself, or else
    /// that of its longest play.
    pub(crate) fn lengths_ms(&self) -> &[u32] {
        self.lengths_ms.get_or_init(|| {
            let finished: Vec<bool> = self
                .attribute_sets
                .iter()
                .map(|attributes| attributes.finished == Some(true))
                .collect();
            let mut longest = vec![(None, 0); self.catalogue.track_count()];
            for ((flagged, ms), attributes) in self.flagged_tracks.iter().zip(&self.ms_played).zip(&self.attributes) {
                if let Some((finished_ms, any_ms)) = longest.get_mut((flagged & TRACK) as usize) {
                    *any_ms = (*any_ms).max(*ms);
                    if finished.get(*attributes as usize) == Some(&true) {
                        *finished_ms = (*finished_ms).max(Some(*ms));
                    }
                }
            }
            let known = self.catalogue.lengths_ms.iter();
            known
                .zip(longest)
                .map(|(known, (finished_ms, any_ms))| known.or(finished_ms).unwrap_or(any_ms))
                .collect()
        })
    }

    /// The rows of a run, by the run's index.
    pub(crate) fn rows(&self, run: usize) -> Range<usize> {
        let from = self.runs.get(run).map_or(self.len(), |run| run.row as usize);
        let to = self.runs.get(run + 1).map_or(self.len(), |run| run.row as usize);
        from..to
    }

    /// The rows of a range of days. They are one piece, unless the clocks went back over midnight.
    pub(crate) fn rows_of_days(&self, days: Option<EpochDays>) -> Vec<Range<u32>> {
        let mut pieces: Vec<Range<u32>> = Vec::new();
        let Some(days) = days else {
            return pieces;
        };
        let candidates = self.runs_about(days);
        // Only the runs at both ends have to be looked at one by one.
        let certain = self.runs_within(days, &candidates);
        let begin = |run: usize| self.runs.get(run).map_or(self.len() as u32, |run| run.row);
        let is_within = |at: &usize| self.runs.get(*at).is_some_and(|run| days.contains(i32::from(run.day)));
        let one_by_one = |runs: Range<usize>| runs.filter(is_within).map(|at| begin(at)..begin(at + 1));
        let between = begin(certain.start)..begin(certain.end);
        let rows = one_by_one(candidates.start..certain.start)
            .chain([between])
            .chain(one_by_one(certain.end..candidates.end));
        for rows in rows.filter(|rows| !rows.is_empty()) {
            match pieces.last_mut().filter(|last| last.end == rows.start) {
                Some(last) => last.end = rows.end,
                None => pieces.push(rows),
            }
        }
        pieces
    }

    /// One row as a play.
    pub(crate) fn local_play(&self, row: u32) -> LocalPlay {
        let at = row as usize;
        let flagged = self.flagged_tracks.get(at).copied().unwrap_or_default();
        let began_secs = self.began_second(row);
        LocalPlay {
            began: hours::local_time(began_secs, self.zone),
            began_secs,
            track: self.catalogue.track_no(flagged & TRACK),
            ms_played: self.ms_played.get(at).copied().unwrap_or_default(),
        }
    }

    /// The second in which a row began.
    pub(crate) fn began_second(&self, row: u32) -> u32 {
        self.began_secs.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The run that a row is in.
    pub(crate) fn run_of(&self, row: u32) -> Option<&HourRun> {
        self.runs
            .get(self.runs.partition_point(|run| run.row <= row).checked_sub(1)?)
    }

    /// Runs that include all runs of these days, and maybe a few others: the clocks may have gone back over midnight.
    pub(crate) fn runs_about(&self, days: EpochDays) -> Range<usize> {
        let from = self.row_at(i64::from(days.first) * DAY - MAX_OFFSET);
        let to = self.row_at((i64::from(days.last) + 1) * DAY + MAX_OFFSET);
        let first = self.runs.partition_point(|run| run.row <= from).saturating_sub(1);
        first..self.runs.partition_point(|run| run.row < to)
    }

    /// Those of the candidates that belong to these days in every time zone.
    fn runs_within(&self, days: EpochDays, candidates: &Range<usize>) -> Range<usize> {
        let from = self.row_at(i64::from(days.first) * DAY + MAX_OFFSET);
        let to = self.row_at((i64::from(days.last) + 1) * DAY - MAX_OFFSET);
        let first = self.runs.partition_point(|run| run.row < from).min(candidates.end);
        let end = self.runs.partition_point(|run| run.row < to);
        first..end.clamp(first, candidates.end)
    }

    /// The first row that began at a second or later.
    fn row_at(&self, second: i64) -> u32 {
        let second = u32::try_from(second.max(0)).unwrap_or(u32::MAX);
        self.began_secs.partition_point(|began| *began < second) as u32
    }
}
