//! The summary, part by part, each by its definition.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};
use stats::{
    Amount, ArtistNo, BestDay, Calendar, DayRange, Filter, GenreLevel, GenreNo, MatchingPlays, OnThisDay, Question,
    Ranked, Session, Sessions, Streaks, Stream, StreamBands, StreamOf, Summary, Timeline, Totals, TrackNo,
};

use crate::{
    asked_plays::AskedPlays,
    definitions::{
        self, Credits, albums, amount, artists, clock, counting, days, distinct, end, families, first, genres,
        longest_run, no_bins, of, rank, ranking, spread, tracks, within,
    },
    history::{FullPlay, History},
    oracle_detail::local_play,
};

pub(crate) fn summary(history: &History, question: &Question) -> Summary {
    let plays = history.full_plays();
    let asked = AskedPlays::new(&plays, question);
    let rule = question.rule;
    let in_range = asked.in_range(&question.filter);
    let counting = counting(&in_range, rule);
    let new = new_artists(&asked, asked.range);
    let credits_new = |play: &&&FullPlay| play.artists.iter().any(|artist| new.contains(artist));
    Summary {
        range: asked.range,
        before: asked.before,
        totals: totals_on(&asked, asked.range),
        totals_before: asked.before.map(|before| totals_on(&asked, Some(before))),
        whole: amount(asked.in_range(&asked.kinds_only()), rule),
        half: half(&asked),
        stayed: stayed(&asked, &new),
        discovered: amount(in_range.iter().filter(credits_new).copied(), rule),
        tracks: ranked(&asked, &asked.without_tracks(), tracks),
        artists: ranked(&asked, &asked.without_artists(), artists),
        albums: ranked(&asked, &asked.without_albums(), albums),
        genres: ranked(&asked, &asked.without_genres(), at_level(question.genre_level)),
        timeline: timeline(&asked),
        clock: clock(&asked.in_range(&asked.without_hours()), rule),
        calendar: calendar(&asked),
        stream: stream(&asked),
        sessions: sessions(&counting),
        streaks: streaks(&asked),
        best_day: best_day(&asked, &in_range),
        first: counting.first().map(|play| local_play(play)),
        last: counting.last().map(|play| local_play(play)),
        skipped: count(&in_range, |play| play.attributes.skipped == Some(true)),
        skips_known: count(&in_range, |play| play.attributes.skipped.is_some()),
        estimated: count(&counting, |play| play.attributes.estimated),
        on_this_day: on_this_day(&asked),
    }
}

pub(crate) fn top_tracks(history: &History, question: &Question, most: usize) -> Vec<TrackNo> {
    let plays = history.full_plays();
    let asked = AskedPlays::new(&plays, question);
    let ranking = ranking(&asked.in_range(&question.filter), &asked.all, tracks, asked.basis);
    ranking.into_iter().map(|(track, _)| track).take(most).collect()
}

pub(crate) fn matching_plays(history: &History, question: &Question) -> MatchingPlays {
    let plays = history.full_plays();
    let asked = AskedPlays::new(&plays, question);
    let in_range = asked.in_range(&question.filter);
    let counting = counting(&in_range, question.rule);
    let number = |play: &&FullPlay| plays.iter().position(|other| std::ptr::eq(other, *play)).unwrap() as u32;
    MatchingPlays {
        counted: counting.iter().map(number).collect(),
        uncounted: (in_range.len() - counting.len()) as u32,
    }
}

fn count(plays: &[&FullPlay], is_one: impl Fn(&FullPlay) -> bool) -> u32 {
    plays.iter().filter(|play| is_one(play)).count() as u32
}

fn totals_on(asked: &AskedPlays, range: Option<DayRange>) -> Totals {
    let rule = asked.question.rule;
    let plays = within(&asked.passing(&asked.question.filter), range);
    let counting = counting(&plays, rule);
    let new = new_artists(asked, range);
    let credited = distinct(&counting, artists);
    Totals {
        amount: amount(plays, rule),
        tracks: distinct(&counting, tracks).len() as u32,
        artists: credited.len() as u32,
        albums: distinct(&counting, albums).len() as u32,
        days: days(&counting).len() as u32,
        new_artists: credited.intersection(&new).count() as u32,
    }
}

/// Artists whose first play is on these days, whatever the filter.
fn new_artists(asked: &AskedPlays, range: Option<DayRange>) -> BTreeSet<ArtistNo> {
    let is_new = |artist: &ArtistNo| {
        let first = first(&asked.all, artists, *artist, asked.question.rule);
        first.is_some_and(|first| range.is_some_and(|range| range.contains(first.day())))
    };
    distinct(&asked.all, artists).into_iter().filter(is_new).collect()
}

fn stayed(asked: &AskedPlays, new: &BTreeSet<ArtistNo>) -> u32 {
    let rule = asked.question.rule;
    let in_range = counting(&asked.in_range(&asked.question.filter), rule);
    let all = counting(&asked.all, rule);
    let stayed = |artist: &&ArtistNo| {
        let of_it = of(&all, artists, **artist);
        of_it[of_it.len() - 1].start - of_it[0].start >= 30 * 24 * 60 * 60
    };
    distinct(&in_range, artists).intersection(new).filter(stayed).count() as u32
}

fn half(asked: &AskedPlays) -> u32 {
    let in_range = asked.in_range(&asked.question.filter);
    let ranking = ranking(&in_range, &asked.all, artists, asked.basis);
    let amounts: Vec<u64> = ranking
        .iter()
        .map(|(_, amount)| amount.by(asked.question.measure))
        .collect();
    let all: u64 = amounts.iter().sum();
    let mut count = 0;
    while 2 * amounts[..count].iter().sum::<u64>() < all {
        count += 1;
    }
    count as u32
}

fn ranked<N: Ord + Copy>(asked: &AskedPlays, filter: &Filter, credits: Credits<N>) -> Vec<Ranked<N>> {
    let now = ranking(&asked.in_range(filter), &asked.all, credits, asked.basis);
    let before = ranking(
        &within(&asked.passing(filter), asked.before),
        &asked.all,
        credits,
        asked.basis,
    );
    let line = |(number, amount): (N, Amount)| Ranked {
        number,
        amount,
        rank_before: rank(&before, number),
        first_heard: first(&asked.all, credits, number, asked.question.rule).map(FullPlay::day),
    };
    now.into_iter().take(asked.question.ranks).map(line).collect()
}

fn timeline(asked: &AskedPlays) -> Timeline {
    let rule = asked.question.rule;
    let bins = asked.life.map_or(no_bins(asked.question.today), definitions::bins);
    Timeline {
        bins,
        all: spread(&asked.passing(&asked.kinds_only()), &bins, rule),
        matched: spread(&asked.passing(&asked.question.filter), &bins, rule),
    }
}

fn calendar(asked: &AskedPlays) -> Calendar {
    let question = asked.question;
    let year = question.calendar.unwrap_or_else(|| calendar_year(asked));
    let plays = asked.passing(&question.filter);
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let of_day = |day: NaiveDate| {
        let on_it = plays.iter().copied().filter(|play| play.day() == day);
        amount(on_it, question.rule)
    };
    let year = first.year();
    let days = first.iter_days().take_while(|day| day.year() == year);
    Calendar {
        year,
        days: days.map(of_day).collect(),
    }
}

fn calendar_year(asked: &AskedPlays) -> i32 {
    let mut years: BTreeMap<i32, u64> = BTreeMap::new();
    for play in asked.in_range(&asked.question.filter) {
        let by_measure = amount([play], asked.question.rule).by(asked.question.measure);
        *years.entry(play.day().year()).or_default() += by_measure;
    }
    let most = years.into_iter().filter(|(_, by_measure)| *by_measure > 0);
    // Of several with as much, `max_by_key` takes the last.
    match most.max_by_key(|(_, by_measure)| *by_measure) {
        Some((year, _)) => year,
        None => {
            let last = asked
                .range_within_life()
                .or(asked.range)
                .or(asked.life)
                .map(|days| days.last);
            last.unwrap_or(asked.question.today).year()
        }
    }
}

fn at_level(level: GenreLevel) -> Credits<GenreNo> {
    match level {
        GenreLevel::Genre => genres,
        GenreLevel::Family => families,
    }
}

fn stream(asked: &AskedPlays) -> Stream {
    match asked.question.stream {
        StreamOf::Artists => stream_of(asked, &asked.without_artists(), artists, StreamBands::Artists),
        StreamOf::Genres => {
            let credits = at_level(asked.question.genre_level);
            stream_of(asked, &asked.without_genres(), credits, StreamBands::Genres)
        }
    }
}

fn stream_of<N: Ord + Copy>(
    asked: &AskedPlays,
    filter: &Filter,
    credits: Credits<N>,
    named: fn(Vec<N>) -> StreamBands,
) -> Stream {
    let rule = asked.question.rule;
    let plays = asked.in_range(filter);
    let first = asked.question.filter.from.or(asked.question.filter.to);
    let first = asked.range.map(|range| range.first).or(first);
    let first = first.or(asked.life.map(|life| life.first));
    let bins = match asked.range_within_life() {
        Some(days) => definitions::bins(days),
        None => no_bins(first.unwrap_or(asked.question.today)),
    };
    let ranking = ranking(&plays, &asked.all, credits, asked.basis);
    let top: Vec<N> = ranking.into_iter().map(|(number, _)| number).take(12).collect();
    let credits_none = |play: &&FullPlay| !credits(play).iter().any(|number| top.contains(number));
    let others: Vec<&FullPlay> = plays.iter().copied().filter(credits_none).collect();
    Stream {
        bins,
        amounts: top
            .iter()
            .map(|number| spread(&of(&plays, credits, *number), &bins, rule))
            .collect(),
        others: spread(&others, &bins, rule),
        of: named(top),
    }
}

fn best_day(asked: &AskedPlays, in_range: &[&FullPlay]) -> Option<BestDay> {
    let mut best: Option<BestDay> = None;
    for day in in_range.iter().map(|play| play.day()).collect::<BTreeSet<_>>() {
        let on_it = in_range.iter().copied().filter(|play| play.day() == day);
        let amount = amount(on_it, asked.question.rule);
        let by_measure = amount.by(asked.question.measure);
        if by_measure > best.map_or(0, |best| best.amount.by(asked.question.measure)) {
            best = Some(BestDay { day, amount });
        }
    }
    best
}

fn sessions(counting: &[&FullPlay]) -> Option<Sessions> {
    let all: Vec<Session> = definitions::sessions(counting)
        .iter()
        .map(|plays| Session {
            began: plays[0].began,
            secs: (end(plays) - plays[0].start) as u32,
            plays: plays.len() as u32,
        })
        .collect();
    let most = all.iter().map(|session| session.secs).max()?;
    let mut minutes: Vec<u32> = all.iter().map(|session| (session.secs / 60).min(2 * 24 * 60)).collect();
    minutes.sort_unstable();
    Some(Sessions {
        count: all.len() as u32,
        longest: *all.iter().find(|session| session.secs == most)?,
        typical_mins: minutes[minutes.len() / 2],
    })
}

fn streaks(asked: &AskedPlays) -> Streaks {
    let question = asked.question;
    let all = days(&counting(&asked.passing(&question.filter), question.rule));
    let in_range = days(&counting(&asked.in_range(&question.filter), question.rule));
    let mut day = question.today;
    if !all.contains(&day) {
        day -= TimeDelta::days(1);
    }
    let mut current_days = 0;
    while all.contains(&day) {
        current_days += 1;
        day -= TimeDelta::days(1);
    }
    Streaks {
        current_days,
        longest: longest_run(&in_range),
    }
}

fn on_this_day(asked: &AskedPlays) -> Vec<OnThisDay> {
    let question = asked.question;
    let by = |plays: &[&FullPlay]| amount(plays.iter().copied(), question.rule).by(question.measure);
    let plays = asked.passing(&question.filter);
    let today = question.today;
    let like_today = |day: &NaiveDate| day.month() == today.month() && day.day() == today.day() && *day != today;
    let mut list = Vec::new();
    for day in days(&plays).into_iter().rev().filter(like_today) {
        let of_day = within(&plays, Some(DayRange { first: day, last: day }));
        let most = of_day.iter().map(|play| by(&of(&of_day, tracks, play.track))).max();
        if by(&of_day) > 0 {
            let first_of_most = of_day
                .iter()
                .find(|play| Some(by(&of(&of_day, tracks, play.track))) == most);
            list.push(OnThisDay {
                day,
                amount: amount(of_day.iter().copied(), question.rule),
                track: first_of_most.unwrap().track,
            });
        }
    }
    list
}
