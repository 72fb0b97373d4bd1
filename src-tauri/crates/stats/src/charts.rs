//! What charts show over time, made of sums of days.

use chrono::{Datelike, NaiveDate};

use crate::{
    Amount, ArtistNo, Calendar, DayRange, GenreNo, OnThisDay, Stream, StreamBands, StreamOf, Timeline, TrackNo,
    answer::Answering,
    day::{self, Bars, Span},
    packed,
    rank::By,
    sweep::LANES,
};

/// How many bands a stream has.
const BANDS: usize = 12;

impl Answering<'_> {
    pub(crate) fn timeline(&self) -> Timeline {
        timeline(self.table.life, self.whole, self.days(), self.question.today)
    }

    pub(crate) fn calendar(&self) -> Calendar {
        let year = self.question.calendar.unwrap_or_else(|| self.fullest_year());
        let span = year_of(year);
        let days = span.map(|span| (span.first..=span.last).map(|day| packed::amount(self.day(day))));
        Calendar {
            year,
            days: days.map(Iterator::collect).unwrap_or_default(),
        }
    }

    /// The sum of one day by the filter.
    fn day(&self, day: i32) -> u64 {
        let span = Span { first: day, last: day };
        self.days_of(self.days(), Some(span))
            .first()
            .copied()
            .unwrap_or_default()
    }

    /// The year of the range with most by the measure; of several, the latest.
    fn fullest_year(&self) -> i32 {
        let (measure, range) = (self.question.measure, self.range());
        let lived = self.lived(range);
        let last_day = lived
            .or(range)
            .or(self.table.life)
            .map_or(self.question.today, |span| day::date(span.last));
        let Some(lived) = lived else {
            return last_day.year();
        };
        let years = (day::date(lived.first).year()..=last_day.year()).rev();
        let amount = |year| {
            let span = year_of(year).and_then(|year| year.within(lived));
            let days = self.days_of(self.days(), span);
            days.iter().map(|day| packed::amount(*day).by(measure)).sum::<u64>()
        };
        let fullest = years.map(|year| (amount(year), year)).max();
        fullest
            .filter(|(amount, _)| *amount > 0)
            .map_or(last_day.year(), |(_, year)| year)
    }

    pub(crate) fn current_streak(&self) -> u32 {
        let today = day::number(self.question.today);
        let plays = |day: &i32| packed::plays(self.day(*day)) > 0;
        let last = if plays(&today) { today } else { today - 1 };
        (0..).take_while(|back| plays(&(last - back))).count() as u32
    }

    pub(crate) fn longest_streak(&self) -> Option<DayRange> {
        let lived = self.lived(self.range())?;
        longest_run(lived.first, self.days_of(self.days(), Some(lived)))
    }

    pub(crate) fn on_this_day(&self) -> Vec<OnThisDay> {
        let Some(life) = self.table.life else {
            return Vec::new();
        };
        let today = self.question.today;
        let years = (day::date(life.first).year()..=day::date(life.last).year()).rev();
        let days = years
            .filter(|year| *year != today.year())
            .filter_map(|year| today.with_year(year));
        days.filter_map(|date| {
            let amount = packed::amount(self.day(day::number(date)));
            let track = self.track_of(day::number(date))?;
            (amount.by(self.question.measure) > 0).then_some(OnThisDay {
                day: date,
                amount,
                track,
            })
        })
        .collect()
    }

    /// The track with most on one day; of several, the one that was played first.
    fn track_of(&self, day: i32) -> Option<TrackNo> {
        let mut tracks: Vec<(u32, u64)> = Vec::new();
        self.view().each(Span { first: day, last: day }, |track, sum| {
            match tracks.iter_mut().find(|(known, _)| *known == track) {
                Some((_, amount)) => *amount += sum,
                None => tracks.push((track, sum)),
            }
        });
        let by = |sum: u64| packed::amount(sum).by(self.question.measure);
        // Of several that are as much, `max_by_key` takes the last.
        let most = tracks.iter().rev().max_by_key(|(_, sum)| by(*sum))?;
        Some(self.table.groups.outer(most.0))
    }

    pub(crate) fn stream(&mut self) -> Stream {
        let by = match self.question.stream {
            StreamOf::Artists => By::Artist,
            StreamOf::Genres => By::Genre,
        };
        let Some(range) = self.range() else {
            let filter = &self.question.filter;
            let life = self.table.life.map(|life| day::date(life.first));
            let first = filter.from.or(filter.to).or(life).unwrap_or(self.question.today);
            return self.no_stream(first);
        };
        let Some(lived) = self.lived(Some(range)) else {
            return self.no_stream(day::date(range.first));
        };
        let need = by.but_itself();
        let best = self.sums(by, self.ranking(by, false)).best(BANDS);
        let numbers: Vec<u32> = best.iter().map(|place| place.number).collect();
        let mut bands = std::mem::take(&mut self.scratch.bands);
        let masks = self.bands(by, need, &numbers, &mut bands);
        let bars = Bars::over(lived);
        let mut amounts = vec![vec![Amount::default(); bars.bins.count]; numbers.len()];
        let mut others = vec![Amount::default(); bars.bins.count];
        let mut sums = vec![[0; LANES]; masks.len()];
        self.view().bands(
            lived,
            &bands,
            &mut sums,
            |day| bars.of(day),
            |bar, sums| {
                for (lanes, mask) in sums.iter().zip(&masks) {
                    let sum = packed::amount(lanes.iter().sum());
                    if *mask == 0 {
                        add(&mut others, bar, sum);
                    }
                    for (at, amounts) in amounts.iter_mut().enumerate() {
                        if mask >> at & 1 == 1 {
                            add(amounts, bar, sum);
                        }
                    }
                }
                sums.fill([0; LANES]);
            },
        );
        self.scratch.bands = bands;
        Stream {
            of: self.streams(numbers),
            bins: bars.bins,
            amounts,
            others,
        }
    }

    /// Tells each track which band it is counted in: one for each combination of `numbers` that it belongs to, as a mask of
    /// them; the first stands for none. What does not pass `need` is in a band that nobody sums up.
    fn bands(&self, by: By, need: u8, numbers: &[u32], bands: &mut Vec<u16>) -> Vec<u16> {
        let mut slots = vec![u8::MAX; by.count(&self.table.groups)];
        for (slot, number) in (0..).zip(numbers) {
            if let Some(entry) = slots.get_mut(*number as usize) {
                *entry = slot;
            }
        }
        let lists = match by {
            By::Genre => &self.table.groups.genres,
            _ => &self.table.groups.artists,
        };
        let mut masks = vec![0u16];
        const LEFT_OUT: u16 = u16::MAX;
        // What was not heard adds nothing, whichever band it is said to be of.
        bands.resize(self.table.groups.tracks(), LEFT_OUT);
        for track in &self.scratch.now.heard {
            let at = *track as usize;
            let passes = self.sieve.parts.get(at).is_some_and(|parts| parts & need == need);
            let mut mask = 0;
            for one in lists.of(*track).iter().filter(|_| passes) {
                let slot = slots.get(*one as usize).copied().unwrap_or(u8::MAX);
                if slot != u8::MAX {
                    mask |= 1 << slot;
                }
            }
            let band = match mask {
                _ if !passes => LEFT_OUT,
                0 => 0,
                mask => masks.iter().position(|known| *known == mask).unwrap_or_else(|| {
                    masks.push(mask);
                    masks.len() - 1
                }) as u16,
            };
            if let Some(entry) = bands.get_mut(at) {
                *entry = band;
            }
        }
        masks
    }

    fn streams(&self, numbers: Vec<u32>) -> StreamBands {
        match self.question.stream {
            StreamOf::Artists => StreamBands::Artists(numbers.into_iter().map(ArtistNo).collect()),
            StreamOf::Genres => StreamBands::Genres(numbers.into_iter().map(GenreNo).collect()),
        }
    }

    fn no_stream(&self, first: NaiveDate) -> Stream {
        Stream {
            of: self.streams(Vec::new()),
            bins: Bars::none(first).bins,
            amounts: Vec::new(),
            others: Vec::new(),
        }
    }
}

/// The whole life's bars.
pub(crate) fn timeline(life: Option<Span>, all: &[u64], matched: &[u64], today: NaiveDate) -> Timeline {
    let bars = life.map_or_else(|| Bars::none(today), Bars::over);
    Timeline {
        bins: bars.bins,
        all: bars.fold(all),
        matched: bars.fold(matched),
    }
}

/// The most days in a row with a play that counts; of several, the first.
pub(crate) fn longest_run(first: i32, days: &[u64]) -> Option<DayRange> {
    let mut longest: Option<Span> = None;
    let mut current: Option<Span> = None;
    for (sum, day) in days.iter().zip(first..) {
        current = (packed::plays(*sum) > 0).then(|| Span {
            first: current.map_or(day, |run| run.first),
            last: day,
        });
        let is_longer = |run: Span| longest.is_none_or(|longest| run.len() > longest.len());
        longest = current.filter(|run| is_longer(*run)).or(longest);
    }
    longest.map(Into::into)
}

/// From its first day to its last.
pub(crate) fn year_of(year: i32) -> Option<Span> {
    Some(Span {
        first: day::number(NaiveDate::from_ymd_opt(year, 1, 1)?),
        last: day::number(NaiveDate::from_ymd_opt(year, 12, 31)?),
    })
}

fn add(amounts: &mut [Amount], at: usize, amount: Amount) {
    if let Some(entry) = amounts.get_mut(at) {
        *entry += amount;
    }
}
