//! One question's answer: the passes in their order, and what follows from their sums.

use crate::{
    AlbumNo, Amount, ArtistNo, GenreNo, Measure, PlayTable, Question, Ranked, Streaks, Summary, Totals, TrackNo,
    day::{self, Span},
    engine::{Period, Scratch},
    ground::Ground,
    packed,
    ranged::ranged,
    rank::{self, By, Place, Sums},
    sieve::{self, Sieve},
    survey::Survey,
    sweep::View,
};

/// A question and all that it is answered from.
pub(crate) struct Answering<'a> {
    pub(crate) table: &'a PlayTable,
    pub(crate) ground: &'a Ground,
    /// Sums of all days, of the kinds asked for.
    pub(crate) whole: &'a [u64],
    pub(crate) sieve: &'a Sieve,
    /// What the whole life holds by the sieve.
    pub(crate) survey: &'a Survey,
    pub(crate) question: &'a Question,
    pub(crate) scratch: &'a mut Scratch,
}

/// Artists by the whole filter.
#[derive(Default)]
struct Artists {
    count: u32,
    new: u32,
    stayed: u32,
    half: u32,
}

impl<'a> Answering<'a> {
    /// The days asked for; open ends reach as far as the life does.
    pub(crate) fn range(&self) -> Option<Span> {
        let life = self.table.life?;
        let from = self.question.filter.from.map(day::number);
        let to = self.question.filter.to.map(day::number);
        let span = Span {
            first: from.unwrap_or_else(|| to.map_or(life.first, |to| to.min(life.first))),
            last: to.unwrap_or_else(|| from.map_or(life.last, |from| from.max(life.last))),
        };
        (span.first <= span.last).then_some(span)
    }

    /// As many days before, if the life reaches back to them.
    fn before(&self) -> Option<Span> {
        let range = self.range()?;
        self.question.filter.from?;
        let before = Span {
            first: range.first - range.len(),
            last: range.first - 1,
        };
        // Where nothing is known there is nothing to compare with.
        (before.last >= self.table.life?.first).then_some(before)
    }

    pub(crate) fn view(&self) -> View<'a> {
        View {
            table: self.table,
            ground: self.ground,
            sieve: self.sieve,
        }
    }

    /// What of a span the life covers.
    pub(crate) fn lived(&self, span: Option<Span>) -> Option<Span> {
        span?.within(self.table.life?)
    }

    /// Sums of days within the life.
    pub(crate) fn days_of<'b>(&self, days: &'b [u64], span: Option<Span>) -> &'b [u64] {
        let (Some(span), Some(life)) = (self.lived(span), self.table.life) else {
            return &[];
        };
        let from = usize::try_from(span.first - life.first).unwrap_or_default();
        days.get(from..from + span.days()).unwrap_or_default()
    }

    /// Sums of all days by the filter.
    pub(crate) fn days(&self) -> &'a [u64] {
        &self.survey.days
    }

    /// Goes over the plays of the range and of the period before, by track.
    fn sweep(&mut self) {
        let (range, before) = (self.lived(self.range()), self.lived(self.before()));
        let view = self.view();
        for (span, period) in [(range, &mut self.scratch.now), (before, &mut self.scratch.before)] {
            follow(&view, period, span);
            rank::heard(&period.tracks, &mut period.heard);
        }
    }

    pub(crate) fn totals(&mut self) -> Totals {
        self.sweep();
        for by in [By::Track, By::Album, By::Artist] {
            self.fold(by, false);
        }
        let range = self.range();
        let artists = self.artists(range, false);
        self.totals_of(range, &artists, false)
    }

    pub(crate) fn top_tracks(&mut self, count: usize) -> Vec<TrackNo> {
        self.sweep();
        self.fold(By::Track, false);
        self.by_whole_filter(By::Track, false);
        let best = self.sums(By::Track, self.filtered(By::Track, false)).best(count);
        let outer = |place: &Place| self.table.groups.outer(place.number);
        best.iter().map(outer).collect()
    }

    pub(crate) fn summary(&mut self) -> Summary {
        self.sweep();
        let (range, before) = (self.range(), self.before());
        for by in By::ALL {
            self.fold(by, false);
            if before.is_some() {
                self.fold(by, true);
            }
        }
        let artists = self.artists(range, false);
        let totals = self.totals_of(range, &artists, false);
        let totals_before = before.map(|before| {
            let artists = self.artists(Some(before), true);
            self.totals_of(Some(before), &artists, true)
        });
        let mut whole = Amount::default();
        for day in self.days_of(self.whole, range) {
            whole += packed::amount(*day);
        }
        let ranged = ranged(&self.view(), self.survey, self.lived(range));
        Summary {
            range: range.map(Into::into),
            before: before.map(Into::into),
            totals,
            totals_before,
            whole,
            half: artists.half,
            stayed: artists.stayed,
            discovered: self.discovered(range),
            tracks: self.ranked(By::Track, |track| self.table.groups.outer(track)),
            artists: self.ranked(By::Artist, ArtistNo),
            albums: self.ranked(By::Album, AlbumNo),
            genres: self.ranked(By::Genre, GenreNo),
            timeline: self.timeline(),
            clock: ranged.clock,
            calendar: self.calendar(),
            stream: self.stream(),
            sessions: self.sessions(),
            streaks: Streaks {
                current_days: self.current_streak(),
                longest: self.longest_streak(),
            },
            skipped: ranged.skipped,
            skips_known: ranged.skips_known,
            estimated: ranged.estimated,
            on_this_day: self.on_this_day(),
        }
    }

    /// Sums up what ranks, by the filter without its own part.
    fn fold(&mut self, by: By, before: bool) {
        let mut sums = std::mem::take(&mut self.period(before).sums[by as usize]);
        self.fold_tracks(by, by.but_itself(), before, &mut sums);
        self.period(before).sums[by as usize] = sums;
    }

    /// Makes sure that [`Self::filtered`] has something to tell.
    fn by_whole_filter(&mut self, by: By, before: bool) {
        if !by.is_any(&self.sieve.filter) {
            let mut sums = std::mem::take(&mut self.scratch.whole);
            self.fold_tracks(by, sieve::ALL, before, &mut sums);
            self.scratch.whole = sums;
        }
    }

    /// Sums by the whole filter.
    fn filtered(&self, by: By, before: bool) -> &[u64] {
        if by.is_any(&self.sieve.filter) {
            self.ranking(by, before)
        } else {
            &self.scratch.whole
        }
    }

    /// Sums by the filter without what is about these themselves.
    pub(crate) fn ranking(&self, by: By, before: bool) -> &[u64] {
        let period = if before {
            &self.scratch.before
        } else {
            &self.scratch.now
        };
        &period.sums[by as usize]
    }

    fn period(&mut self, before: bool) -> &mut Period {
        if before {
            &mut self.scratch.before
        } else {
            &mut self.scratch.now
        }
    }

    /// Sums up tracks that pass all parts of `need`.
    fn fold_tracks(&self, by: By, need: u8, before: bool, into: &mut Vec<u64>) {
        let parts = &self.sieve.parts;
        let takes = |track: u32| parts.get(track as usize).is_some_and(|parts| parts & need == need);
        let period = if before {
            &self.scratch.before
        } else {
            &self.scratch.now
        };
        by.fold(&self.table.groups, &period.tracks, &period.heard, takes, into);
    }

    pub(crate) fn sums<'b>(&'b self, by: By, sums: &'b [u64]) -> Sums<'b> {
        Sums {
            table: self.table,
            sums,
            firsts: by.firsts(self.ground),
            measure: self.question.measure,
            outer: (by == By::Track).then_some(&self.table.groups.outer),
        }
    }

    fn ranked<N>(&self, by: By, number: impl Fn(u32) -> N) -> Vec<Ranked<N>> {
        let now = self.sums(by, self.ranking(by, false));
        let before = self.before().map(|_| self.sums(by, self.ranking(by, true)));
        rank::ranked(now, before, self.question.ranks, number)
    }

    fn totals_of(&mut self, span: Option<Span>, artists: &Artists, before: bool) -> Totals {
        let mut amount = Amount::default();
        let mut days = 0;
        for day in self.days_of(self.days(), span) {
            amount += packed::amount(*day);
            days += u32::from(packed::plays(*day) > 0);
        }
        let mut different = |by| {
            self.by_whole_filter(by, before);
            let sums = self.filtered(by, before).iter();
            sums.filter(|sum| packed::plays(**sum) > 0).count() as u32
        };
        Totals {
            amount,
            tracks: different(By::Track),
            artists: artists.count,
            albums: different(By::Album),
            days,
            new_artists: artists.new,
        }
    }

    fn artists(&mut self, span: Option<Span>, before: bool) -> Artists {
        self.by_whole_filter(By::Artist, before);
        let sums = self.filtered(By::Artist, before);
        let in_span = self.table.pieces_of(span);
        let is_in_span = |row: u32| in_span.iter().any(|rows| rows.contains(&row));
        let mut artists = Artists::default();
        for ((sum, first), stayed) in sums.iter().zip(self.ground.artists.iter()).zip(&self.ground.stayed) {
            if packed::plays(*sum) == 0 {
                continue;
            }
            artists.count += 1;
            if first.is_some_and(is_in_span) {
                artists.new += 1;
                artists.stayed += u32::from(*stayed);
            }
        }
        if !before {
            artists.half = half(sums, self.question.measure);
        }
        artists
    }

    /// Plays that credit an artist whose first play lies in the range.
    fn discovered(&self, range: Option<Span>) -> Amount {
        let mut sum = Amount::default();
        let in_range = self.table.pieces_of(range);
        let is_in_range = |row: u32| in_range.iter().any(|rows| rows.contains(&row));
        let firsts = self.ground.artists.iter();
        let new: Vec<bool> = firsts.map(|first| first.is_some_and(is_in_range)).collect();
        let is_new = |artist: &u32| new.get(*artist as usize) == Some(&true);
        for track in &self.scratch.now.heard {
            let at = *track as usize;
            let passes = self.sieve.parts.get(at) == Some(&sieve::ALL);
            if passes && self.table.groups.artists.of(*track).iter().any(is_new) {
                sum += packed::amount(self.scratch.now.tracks.get(at).copied().unwrap_or_default());
            }
        }
        sum
    }
}

/// Has a period hold the sums of `span`: of what it holds already, only what differs is looked at.
fn follow(view: &View<'_>, period: &mut Period, span: Option<Span>) {
    let held = period.span.take();
    let shared = held.zip(span).and_then(|(held, span)| held.within(span));
    let beside = |whole: Option<Span>| {
        let (whole, shared) = (whole?, shared?);
        let early = Span {
            first: whole.first,
            last: shared.first - 1,
        };
        let late = Span {
            first: shared.last + 1,
            last: whole.last,
        };
        Some([early, late].into_iter().filter(|span| span.first <= span.last))
    };
    match (beside(held), beside(span)) {
        (Some(gone), Some(come)) => {
            gone.for_each(|span| view.take_off(span, &mut period.tracks));
            come.for_each(|span| view.tracks(span, &mut period.tracks));
        }
        _ => {
            period.tracks.fill(0);
            if let Some(span) = span {
                view.tracks(span, &mut period.tracks);
            }
        }
    }
    period.span = span;
}

/// How many of the largest make half of all.
fn half(sums: &[u64], measure: Measure) -> u32 {
    let amounts = sums.iter().map(|sum| packed::amount(*sum).by(measure));
    let mut amounts: Vec<u64> = amounts.filter(|amount| *amount > 0).collect();
    let whole: u64 = amounts.iter().sum();
    let mut covered = 0;
    let mut count = 0;
    // Mostly a few make half, so sorting all of them would be in vain.
    let mut rest = &mut amounts[..];
    while covered * 2 < whole && !rest.is_empty() {
        let few = (count.max(64) as usize).min(rest.len());
        rest.select_nth_unstable_by(few - 1, |a, b| b.cmp(a));
        let (best, others) = rest.split_at_mut(few);
        best.sort_unstable_by(|a, b| b.cmp(a));
        for amount in best {
            if covered * 2 < whole {
                covered += *amount;
                count += 1;
            }
        }
        rest = others;
    }
    count
}
