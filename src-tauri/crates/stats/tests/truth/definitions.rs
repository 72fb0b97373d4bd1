//! What answers are made of, each by its definition: amounts, rankings, bins, sessions, days in a row.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use plays::CountingRule;
use stats::{AlbumNo, Amount, ArtistNo, BinUnit, Bins, DayRange, GenreNo, Measure, TrackNo};

use crate::history::FullPlay;

/// What counts as a play, and what rankings are ordered by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis {
    pub(crate) rule: CountingRule,
    pub(crate) measure: Measure,
}

/// What these plays add up to.
pub(crate) fn amount<'a>(plays: impl IntoIterator<Item = &'a FullPlay>, rule: CountingRule) -> Amount {
    let mut amount = Amount::default();
    for play in plays {
        amount.plays += u32::from(play.counts(rule));
        amount.ms += u64::from(play.ms_played);
    }
    amount
}

/// Those of them that count.
pub(crate) fn counting<'a>(plays: &[&'a FullPlay], rule: CountingRule) -> Vec<&'a FullPlay> {
    plays.iter().copied().filter(|play| play.counts(rule)).collect()
}

/// Those of them on these days.
pub(crate) fn within<'a>(plays: &[&'a FullPlay], days: Option<DayRange>) -> Vec<&'a FullPlay> {
    let on_one = |play: &&FullPlay| days.is_some_and(|days| days.contains(play.day()));
    plays.iter().copied().filter(on_one).collect()
}

/// Who or what of one sort a play is of.
pub(crate) type Credits<N> = fn(&FullPlay) -> Vec<N>;

pub(crate) fn tracks(play: &FullPlay) -> Vec<TrackNo> {
    vec![play.track]
}

pub(crate) fn albums(play: &FullPlay) -> Vec<AlbumNo> {
    vec![play.album]
}

pub(crate) fn artists(play: &FullPlay) -> Vec<ArtistNo> {
    play.artists.iter().copied().collect()
}

pub(crate) fn genres(play: &FullPlay) -> Vec<GenreNo> {
    play.genres.iter().copied().collect()
}

pub(crate) fn families(play: &FullPlay) -> Vec<GenreNo> {
    play.families.iter().copied().collect()
}

/// Those of them that are of one.
pub(crate) fn of<'a, N: Ord>(plays: &[&'a FullPlay], credits: Credits<N>, number: N) -> Vec<&'a FullPlay> {
    let is_of = |play: &&FullPlay| credits(play).contains(&number);
    plays.iter().copied().filter(is_of).collect()
}

/// Everybody credited by one of these plays.
pub(crate) fn distinct<N: Ord>(plays: &[&FullPlay], credits: Credits<N>) -> BTreeSet<N> {
    plays.iter().flat_map(|play| credits(play)).collect()
}

/// In the order of rankings: by the measure, by the other one, by the first of `all` plays that counts, by number.
pub(crate) fn in_order<N: Ord + Copy>(
    plays: &[&FullPlay],
    all: &[&FullPlay],
    credits: Credits<N>,
    basis: Basis,
) -> Vec<(N, Amount)> {
    let other = match basis.measure {
        Measure::Plays => Measure::Time,
        Measure::Time => Measure::Plays,
    };
    let mut amounts: BTreeMap<N, Amount> = BTreeMap::new();
    for play in plays {
        for number in credits(play) {
            *amounts.entry(number).or_default() += amount([*play], basis.rule);
        }
    }
    let mut list: Vec<(N, Amount)> = amounts.into_iter().collect();
    list.sort_by_cached_key(|(number, amount)| {
        let first = first(all, credits, *number, basis.rule);
        (
            Reverse(amount.by(basis.measure)),
            Reverse(amount.by(other)),
            first.map_or(i64::MAX, |play| play.start),
            *number,
        )
    });
    list
}

/// Those of them that have a rank: they have more than nothing by the measure.
pub(crate) fn ranking<N: Ord + Copy>(
    plays: &[&FullPlay],
    all: &[&FullPlay],
    credits: Credits<N>,
    basis: Basis,
) -> Vec<(N, Amount)> {
    let mut list = in_order(plays, all, credits, basis);
    list.retain(|(_, amount)| amount.by(basis.measure) > 0);
    list
}

/// The first play of it that counts.
pub(crate) fn first<'a, N: Ord>(
    plays: &[&'a FullPlay],
    credits: Credits<N>,
    number: N,
    rule: CountingRule,
) -> Option<&'a FullPlay> {
    let mut of_it = plays.iter().filter(|play| credits(play).contains(&number));
    of_it.find(|play| play.counts(rule)).copied()
}

/// Its rank, from 1.
pub(crate) fn rank<N: Ord>(ranking: &[(N, Amount)], number: N) -> Option<u32> {
    let at = ranking.iter().position(|(other, _)| *other == number)?;
    Some(at as u32 + 1)
}

/// Bins from the first of these days to the last.
pub(crate) fn bins(days: DayRange) -> Bins {
    let covered = (days.last - days.first).num_days() + 1;
    let unit = match covered {
        ..=3 => BinUnit::Hour,
        4..=92 => BinUnit::Day,
        93..=731 => BinUnit::Week,
        _ => BinUnit::Month,
    };
    let first = match unit {
        BinUnit::Hour | BinUnit::Day => days.first,
        BinUnit::Week => days.first - TimeDelta::days(i64::from(days.first.weekday().num_days_from_monday())),
        BinUnit::Month => days.first.with_day(1).unwrap(),
    };
    let mut bins = Bins { unit, first, count: 0 };
    while start(&bins, bins.count).date() <= days.last {
        bins.count += 1;
    }
    bins
}

/// When one bin begins, by the listener's clock.
fn start(bins: &Bins, at: usize) -> NaiveDateTime {
    let day = match bins.unit {
        BinUnit::Hour => return bins.first.and_time(NaiveTime::MIN) + TimeDelta::hours(at as i64),
        BinUnit::Day => bins.first + TimeDelta::days(at as i64),
        BinUnit::Week => bins.first + TimeDelta::days(7 * at as i64),
        BinUnit::Month => bins.first + Months::new(at as u32),
    };
    day.and_time(NaiveTime::MIN)
}

/// No bin at all.
pub(crate) fn no_bins(first: NaiveDate) -> Bins {
    Bins {
        unit: BinUnit::Day,
        first,
        count: 0,
    }
}

/// What the plays in each bin add up to.
pub(crate) fn spread(plays: &[&FullPlay], bins: &Bins, rule: CountingRule) -> Vec<Amount> {
    let starts: Vec<NaiveDateTime> = (0..bins.count).map(|at| start(bins, at)).collect();
    let mut amounts = vec![Amount::default(); bins.count];
    for play in plays {
        let at = starts.iter().rposition(|start| *start <= play.began).unwrap();
        amounts[at] += amount([*play], rule);
    }
    amounts
}

/// What the plays in each hour of the week add up to.
pub(crate) fn clock(plays: &[&FullPlay], rule: CountingRule) -> Vec<Amount> {
    let mut amounts = vec![Amount::default(); 7 * 24];
    for play in plays {
        amounts[play.cell()] += amount([*play], rule);
    }
    amounts
}

/// Plays that follow each other without a pause of more than half an hour.
pub(crate) fn sessions<'a>(plays: &[&'a FullPlay]) -> Vec<Vec<&'a FullPlay>> {
    let mut sessions: Vec<Vec<&FullPlay>> = Vec::new();
    for play in plays {
        match sessions.last_mut() {
            Some(session) if play.start <= end(session) + 30 * 60 => session.push(play),
            _ => sessions.push(vec![play]),
        }
    }
    sessions
}

/// The latest end of any of them, in seconds since 1970.
pub(crate) fn end(session: &[&FullPlay]) -> i64 {
    session.iter().map(|play| play.end).max().unwrap()
}

/// The days on which they began.
pub(crate) fn days(plays: &[&FullPlay]) -> BTreeSet<NaiveDate> {
    plays.iter().map(|play| play.day()).collect()
}

/// The most days in a row; of several, the first.
pub(crate) fn longest_run(days: &BTreeSet<NaiveDate>) -> Option<DayRange> {
    let mut longest: Option<DayRange> = None;
    for first in days {
        let mut last = *first;
        while days.contains(&(last + TimeDelta::days(1))) {
            last += TimeDelta::days(1);
        }
        let run = DayRange { first: *first, last };
        if longest.is_none_or(|longest| run.last - run.first > longest.last - longest.first) {
            longest = Some(run);
        }
    }
    longest
}
