//! What the answer's charts show over time, made of the sums of days. For a new chart, see `ui/src/figure/Figure.svelte`.

use chrono::Datelike;

use super::Answer;
use crate::{
    BestDay, Calendar, DayRange, Filter, LocalPlay, OnThisDay, Timeline, TrackNo, bars,
    compiled_filter::CompiledFilter,
    day::{self, EpochDays},
    packed,
    scan::Scan,
};

impl Answer<'_> {
    pub(super) fn timeline(&self) -> Timeline {
        let hours = || {
            let scan = self.scan();
            let of_kinds = CompiledFilter::new(self.table, Filter::of_kinds(&self.question.filter.kinds));
            let all = Scan {
                filter: &of_kinds,
                ..scan
            };
            [all.hours_of_life(), scan.hours_of_life()]
        };
        bars::timeline(
            self.table.life,
            [self.unfiltered_days, &self.totals.days],
            hours,
            self.question.today,
        )
    }

    pub(super) fn calendar(&self) -> Calendar {
        let year = self.question.calendar.unwrap_or_else(|| self.fullest_year());
        let days = EpochDays::of_year(year);
        let days = days.map(|days| (days.first..=days.last).map(|day| packed::amount(self.day_sum(day))));
        Calendar {
            year,
            days: days.map(Iterator::collect).unwrap_or_default(),
        }
    }

    /// The packed sum of one day by the filter.
    fn day_sum(&self, day: i32) -> u64 {
        let sums = self.day_sums(Some(EpochDays::one(day)));
        sums.first().copied().unwrap_or_default()
    }

    /// The year of the range with most by the measure; the latest if several have as much.
    fn fullest_year(&self) -> i32 {
        let (measure, range) = (self.question.measure, self.range());
        let within_life = self.within_life(range);
        let last_day = within_life
            .or(range)
            .or(self.table.life)
            .map_or(self.question.today, |days| day::date(days.last));
        let Some(within_life) = within_life else {
            return last_day.year();
        };
        let years = (day::date(within_life.first).year()..=last_day.year()).rev();
        let amount = |year| {
            let days = EpochDays::of_year(year).and_then(|year| year.within(within_life));
            let sums = self.day_sums(days).iter();
            sums.map(|day| packed::amount(*day).by(measure)).sum::<u64>()
        };
        let fullest = years.map(|year| (amount(year), year)).max();
        fullest
            .filter(|(amount, _)| *amount > 0)
            .map_or(last_day.year(), |(_, year)| year)
    }

    pub(super) fn current_streak(&self) -> u32 {
        let today = day::number(self.question.today);
        let has_plays = |day: &i32| packed::plays(self.day_sum(*day)) > 0;
        let last = if has_plays(&today) { today } else { today - 1 };
        (0..).take_while(|back| has_plays(&(last - back))).count() as u32
    }

    pub(super) fn longest_streak(&self) -> Option<DayRange> {
        let days = self.within_life(self.range())?;
        day::longest_run(days.first, self.day_sums(Some(days)))
    }

    pub(super) fn best_day(&self) -> Option<BestDay> {
        let days = self.within_life(self.range())?;
        let by_measure = |sum: &u64| packed::amount(*sum).by(self.question.measure);
        let sums = self.day_sums(Some(days)).iter().enumerate();
        // Of several that are as much, `max_by_key` takes the last.
        let (at, sum) = sums.rev().max_by_key(|(_, sum)| by_measure(sum))?;
        (by_measure(sum) > 0).then(|| BestDay {
            day: day::date(days.first + at as i32),
            amount: packed::amount(*sum),
        })
    }

    pub(super) fn first_play(&self) -> Option<LocalPlay> {
        let run = self.runs_with_plays()?.next()?;
        let row = self.table.rows(run).find(|row| self.scan().counts(*row))?;
        Some(self.table.local_play(row as u32))
    }

    pub(super) fn last_play(&self) -> Option<LocalPlay> {
        let run = self.runs_with_plays()?.next_back()?;
        let row = self.table.rows(run).rfind(|row| self.scan().counts(*row))?;
        Some(self.table.local_play(row as u32))
    }

    /// The range's runs with a play that passes the filter and counts, in order; `None` for a range without a day of the table.
    fn runs_with_plays(&self) -> Option<impl DoubleEndedIterator<Item = usize>> {
        let scan = self.scan();
        let has_plays = |run: usize| {
            let hour = self.totals.hours.get(run);
            hour.is_some_and(|hour| packed::plays(hour.sum) > 0)
        };
        let runs = scan.runs(self.within_life(self.range())?);
        let asked = runs.filter(move |(at, run)| scan.asks_for(run) && has_plays(*at));
        Some(asked.map(|(at, _)| at))
    }

    pub(super) fn on_this_day(&self) -> Vec<OnThisDay> {
        let Some(life) = self.table.life else {
            return Vec::new();
        };
        let today = self.question.today;
        let years = (day::date(life.first).year()..=day::date(life.last).year()).rev();
        let days = years
            .filter(|year| *year != today.year())
            .filter_map(|year| today.with_year(year));
        days.filter_map(|date| {
            let day = day::number(date);
            let amount = packed::amount(self.day_sum(day));
            let track = self.top_track_of(day)?;
            (amount.by(self.question.measure) > 0).then_some(OnThisDay {
                day: date,
                amount,
                track,
            })
        })
        .collect()
    }

    /// The track with most on one day; the one played first if several have as much.
    fn top_track_of(&self, day: i32) -> Option<TrackNo> {
        let mut tracks: Vec<(u32, u64)> = Vec::new();
        self.scan().each(EpochDays::one(day), |track, amount| {
            match tracks.iter_mut().find(|(seen, _)| *seen == track) {
                Some((_, sum)) => *sum += amount,
                None => tracks.push((track, amount)),
            }
        });
        let by_measure = |sum: u64| packed::amount(sum).by(self.question.measure);
        // Of several that are as much, `max_by_key` takes the last.
        let (track, _) = tracks.iter().rev().max_by_key(|(_, sum)| by_measure(*sum))?;
        Some(self.table.catalogue.track_no(*track))
    }
}
