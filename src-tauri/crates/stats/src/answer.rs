//! The answer to one question: which scans it takes, and what follows from their sums.

mod artists;
mod charts;
mod period;
mod range;
mod stream;

use self::artists::ArtistCounts;
use crate::{
    AlbumNo, Amount, ArtistNo, GenreNo, MatchingPlays, PlayTable, Question, Ranked, Streaks, Summary, Totals, TrackNo,
    compiled_filter::CompiledFilter,
    day::{self, EpochDays},
    filter_totals::FilterTotals,
    grouping::Grouping,
    packed,
    rank::{self, GroupSums, Place},
    rule_index::RuleIndex,
    scan::Scan,
    scratch::{Period, Scratch},
};

/// A question and everything that it is answered from.
pub(crate) struct Answer<'a> {
    pub(crate) table: &'a PlayTable,
    pub(crate) rule_index: &'a RuleIndex,
    /// The packed sums of all days, of the kinds asked for and by no other filter.
    pub(crate) unfiltered_days: &'a [u64],
    pub(crate) filter: &'a CompiledFilter,
    /// What all days hold by the filter.
    pub(crate) totals: &'a FilterTotals,
    pub(crate) question: &'a Question,
    pub(crate) scratch: &'a mut Scratch,
}

impl<'a> Answer<'a> {
    /// The days asked for; where the filter is open, they reach to the first or last play of all.
    fn range(&self) -> Option<EpochDays> {
        let life = self.table.life?;
        let from = self.question.filter.from.map(day::number);
        let to = self.question.filter.to.map(day::number);
        let range = EpochDays {
            first: from.unwrap_or_else(|| to.map_or(life.first, |to| to.min(life.first))),
            last: to.unwrap_or_else(|| from.map_or(life.last, |from| from.max(life.last))),
        };
        (range.first <= range.last).then_some(range)
    }

    /// As many days before the range, if there are plays that early.
    fn previous_range(&self) -> Option<EpochDays> {
        let range = self.range()?;
        self.question.filter.from?;
        let previous = EpochDays {
            first: range.first - range.len(),
            last: range.first - 1,
        };
        // Without any play so far there is nothing to compare with.
        (previous.last >= self.table.life?.first).then_some(previous)
    }

    fn scan(&self) -> Scan<'a> {
        Scan {
            table: self.table,
            rule_index: self.rule_index,
            filter: self.filter,
        }
    }

    /// Those of the days that lie between the first play of all and the last.
    fn within_life(&self, days: Option<EpochDays>) -> Option<EpochDays> {
        days?.within(self.table.life?)
    }

    /// The part about these days of a list with an entry for each day from the first play of all to the last.
    fn slice_of<'b>(&self, day_sums: &'b [u64], days: Option<EpochDays>) -> &'b [u64] {
        let (Some(days), Some(life)) = (self.within_life(days), self.table.life) else {
            return &[];
        };
        let from = usize::try_from(days.first - life.first).unwrap_or_default();
        day_sums.get(from..from + days.count()).unwrap_or_default()
    }

    /// The packed sums of these days by the filter.
    fn day_sums(&self, days: Option<EpochDays>) -> &'a [u64] {
        self.slice_of(&self.totals.days, days)
    }

    pub(crate) fn top_tracks(&mut self, count: usize) -> Vec<TrackNo> {
        self.scan_periods();
        self.fold(Grouping::Track, Period::Current);
        self.fold_filtered(Grouping::Track, Period::Current);
        let sums = self.group_sums(Grouping::Track, self.filtered(Grouping::Track, Period::Current));
        let track = |place: &Place| self.table.catalogue.track_no(place.number);
        sums.best(count).iter().map(track).collect()
    }

    pub(crate) fn matching_plays(&self) -> MatchingPlays {
        let mut matching = MatchingPlays::default();
        if let Some(range) = self.within_life(self.range()) {
            self.scan().each_row(range, |row, _, amount| {
                if packed::plays(amount) > 0 {
                    matching.counted.push(row);
                } else {
                    matching.uncounted += 1;
                }
            });
        }
        matching
    }

    pub(crate) fn summary(&mut self) -> Summary {
        self.scan_periods();
        let (range, previous) = (self.range(), self.previous_range());
        let genres = self.question.genre_level.grouping();
        for grouping in [Grouping::Track, Grouping::Album, Grouping::Artist, genres] {
            self.fold(grouping, Period::Current);
            if previous.is_some() {
                self.fold(grouping, Period::Previous);
            }
        }
        let artists = self.count_artists(range, Period::Current);
        let totals = self.totals(range, &artists, Period::Current);
        let totals_before = previous.map(|previous| {
            let artists = self.count_artists(Some(previous), Period::Previous);
            self.totals(Some(previous), &artists, Period::Previous)
        });
        let mut whole = Amount::default();
        for day in self.slice_of(self.unfiltered_days, range) {
            whole += packed::amount(*day);
        }
        let range_totals = range::range_totals(&self.scan(), self.totals, self.within_life(range));
        Summary {
            range: range.map(Into::into),
            before: previous.map(Into::into),
            totals,
            totals_before,
            whole,
            half: artists.half,
            stayed: artists.stayed,
            discovered: self.discovered(range),
            tracks: self.ranking(Grouping::Track, |track| self.table.catalogue.track_no(track)),
            artists: self.ranking(Grouping::Artist, ArtistNo),
            albums: self.ranking(Grouping::Album, AlbumNo),
            genres: self.ranking(genres, GenreNo),
            timeline: self.timeline(),
            clock: range_totals.clock,
            calendar: self.calendar(),
            stream: self.stream(),
            sessions: self.sessions(),
            streaks: Streaks {
                current_days: self.current_streak(),
                longest: self.longest_streak(),
            },
            best_day: self.best_day(),
            first: self.first_play(),
            last: self.last_play(),
            skipped: range_totals.skipped,
            skips_known: range_totals.skips_known,
            estimated: range_totals.estimated,
            on_this_day: self.on_this_day(),
        }
    }

    fn group_sums<'b>(&'b self, grouping: Grouping, sums: &'b [u64]) -> GroupSums<'b> {
        GroupSums::new(self.table, self.rule_index, grouping, sums, self.question.measure)
    }

    fn ranking<N>(&self, grouping: Grouping, number: impl Fn(u32) -> N) -> Vec<Ranked<N>> {
        let of = |period| self.group_sums(grouping, self.ranking_sums(grouping, period));
        let previous = self.previous_range().map(|_| of(Period::Previous));
        rank::ranking(of(Period::Current), previous, self.question.ranks, number)
    }

    fn totals(&mut self, days: Option<EpochDays>, artists: &ArtistCounts, period: Period) -> Totals {
        let mut amount = Amount::default();
        let mut days_with_plays = 0;
        for day in self.day_sums(days) {
            amount += packed::amount(*day);
            days_with_plays += u32::from(packed::plays(*day) > 0);
        }
        let mut different = |grouping| {
            self.fold_filtered(grouping, period);
            let sums = self.filtered(grouping, period).iter();
            sums.filter(|sum| packed::plays(**sum) > 0).count() as u32
        };
        Totals {
            amount,
            tracks: different(Grouping::Track),
            artists: artists.count,
            albums: different(Grouping::Album),
            days: days_with_plays,
            new_artists: artists.new,
        }
    }
}
