//! The summary, part by part, each by its definition.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};
use stats::{
    Amount, ArtistNo, Calendar, DayRange, Filter, OnThisDay, Question, Ranked, Session, Sessions, Streaks, Stream,
    StreamBands, StreamOf, Summary, Timeline, Totals, TrackNo,
};

use crate::{
    asked::Asked,
    history::{Heard, History},
    parts::{
        self, Credits, albums, amount, artists, clock, counting, days, distinct, end, first, genres, longest_run,
        no_bins, of, rank, ranking, spread, tracks, within,
    },
};

pub(crate) fn summary(history: &History, question: &Question) -> Summary {
    let heard = history.heard();
    let asked = Asked::new(&heard, question);
    let rule = question.rule;
    let in_range = asked.in_range(&question.filter);
    let counting = counting(&in_range, rule);
    let new = new_artists(&asked, asked.range);
    let credits_new = |play: &&&Heard| play.artists.iter().any(|artist| new.contains(artist));
    Summary {
        range: asked.range,
        before: asked.before,
        totals: totals_on(&asked, asked.range),
        totals_before: asked.before.map(|before| totals_on(&asked, Some(before))),
        whole: amount(asked.in_range(&asked.only_kinds()), rule),
        half: half(&asked),
        stayed: stayed(&asked, &new),
        discovered: amount(in_range.iter().filter(credits_new).copied(), rule),
        tracks: ranked(&asked, &asked.but_tracks(), tracks),
        artists: ranked(&asked, &asked.but_artists(), artists),
        albums: ranked(&asked, &asked.but_albums(), albums),
        genres: ranked(&asked, &asked.but_genres(), genres),
        timeline: timeline(&asked),
        clock: clock(&asked.in_range(&asked.but_the_clock()), rule),
        calendar: calendar(&asked),
        stream: stream(&asked),
        sessions: sessions(&counting),
        streaks: streaks(&asked),
        skipped: count(&in_range, |play| play.class.skipped == Some(true)),
        skips_known: count(&in_range, |play| play.class.skipped.is_some()),
        estimated: count(&counting, |play| play.class.estimated),
        on_this_day: on_this_day(&asked),
    }
}

pub(crate) fn totals(history: &History, question: &Question) -> Totals {
    let heard = history.heard();
    let asked = Asked::new(&heard, question);
    totals_on(&asked, asked.range)
}

pub(crate) fn top_tracks(history: &History, question: &Question, most: usize) -> Vec<TrackNo> {
    let heard = history.heard();
    let asked = Asked::new(&heard, question);
    let ranking = ranking(&asked.in_range(&question.filter), &asked.ever, tracks, asked.scale);
    ranking.into_iter().map(|(track, _)| track).take(most).collect()
}

fn count(plays: &[&Heard], is_one: impl Fn(&Heard) -> bool) -> u32 {
    plays.iter().filter(|play| is_one(play)).count() as u32
}

fn totals_on(asked: &Asked, range: Option<DayRange>) -> Totals {
    let rule = asked.question.rule;
    let plays = within(&asked.by(&asked.question.filter), range);
    let counting = counting(&plays, rule);
    let new = new_artists(asked, range);
    let heard = distinct(&counting, artists);
    Totals {
        amount: amount(plays, rule),
        tracks: distinct(&counting, tracks).len() as u32,
        artists: heard.len() as u32,
        albums: distinct(&counting, albums).len() as u32,
        days: days(&counting).len() as u32,
        new_artists: heard.intersection(&new).count() as u32,
    }
}

/// Everybody first heard on these days, whatever the filter.
fn new_artists(asked: &Asked, range: Option<DayRange>) -> BTreeSet<ArtistNo> {
    let is_new = |artist: &ArtistNo| {
        let first = first(&asked.ever, artists, *artist, asked.question.rule);
        first.is_some_and(|first| range.is_some_and(|range| range.contains(first.day())))
    };
    distinct(&asked.ever, artists).into_iter().filter(is_new).collect()
}

fn stayed(asked: &Asked, new: &BTreeSet<ArtistNo>) -> u32 {
    let rule = asked.question.rule;
    let in_range = counting(&asked.in_range(&asked.question.filter), rule);
    let ever = counting(&asked.ever, rule);
    let stayed = |artist: &&ArtistNo| {
        let of_it = of(&ever, artists, **artist);
        of_it[of_it.len() - 1].start - of_it[0].start >= 30 * 24 * 60 * 60
    };
    distinct(&in_range, artists).intersection(new).filter(stayed).count() as u32
}

fn half(asked: &Asked) -> u32 {
    let in_range = asked.in_range(&asked.question.filter);
    let ranking = ranking(&in_range, &asked.ever, artists, asked.scale);
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

fn ranked<N: Ord + Copy>(asked: &Asked, filter: &Filter, credits: Credits<N>) -> Vec<Ranked<N>> {
    let now = ranking(&asked.in_range(filter), &asked.ever, credits, asked.scale);
    let before = ranking(
        &within(&asked.by(filter), asked.before),
        &asked.ever,
        credits,
        asked.scale,
    );
    let line = |(number, amount): (N, Amount)| Ranked {
        number,
        amount,
        rank_before: rank(&before, number),
        first_heard: first(&asked.ever, credits, number, asked.question.rule).map(Heard::day),
    };
    now.into_iter().take(asked.question.ranks).map(line).collect()
}

fn timeline(asked: &Asked) -> Timeline {
    let rule = asked.question.rule;
    let bins = asked.life.map_or(no_bins(asked.question.today), parts::bins);
    Timeline {
        bins,
        all: spread(&asked.by(&asked.only_kinds()), &bins, rule),
        matched: spread(&asked.by(&asked.question.filter), &bins, rule),
    }
}

fn calendar(asked: &Asked) -> Calendar {
    let question = asked.question;
    let year = question.calendar.unwrap_or_else(|| calendar_year(asked));
    let plays = asked.by(&question.filter);
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

fn calendar_year(asked: &Asked) -> i32 {
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
            let last = asked.clipped().or(asked.range).or(asked.life).map(|days| days.last);
            last.unwrap_or(asked.question.today).year()
        }
    }
}

fn stream(asked: &Asked) -> Stream {
    match asked.question.stream {
        StreamOf::Artists => stream_of(asked, &asked.but_artists(), artists, StreamBands::Artists),
        StreamOf::Genres => stream_of(asked, &asked.but_genres(), genres, StreamBands::Genres),
    }
}

fn stream_of<N: Ord + Copy>(
    asked: &Asked,
    filter: &Filter,
    credits: Credits<N>,
    named: fn(Vec<N>) -> StreamBands,
) -> Stream {
    let rule = asked.question.rule;
    let plays = asked.in_range(filter);
    let first = asked.question.filter.from.or(asked.question.filter.to);
    let first = asked.range.map(|range| range.first).or(first);
    let first = first.or(asked.life.map(|life| life.first));
    let bins = match asked.clipped() {
        Some(days) => parts::bins(days),
        None => no_bins(first.unwrap_or(asked.question.today)),
    };
    let ranking = ranking(&plays, &asked.ever, credits, asked.scale);
    let top: Vec<N> = ranking.into_iter().map(|(number, _)| number).take(12).collect();
    let credits_none = |play: &&Heard| !credits(play).iter().any(|number| top.contains(number));
    let others: Vec<&Heard> = plays.iter().copied().filter(credits_none).collect();
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

fn sessions(counting: &[&Heard]) -> Option<Sessions> {
    let all: Vec<Session> = parts::sessions(counting)
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

fn streaks(asked: &Asked) -> Streaks {
    let question = asked.question;
    let ever = days(&counting(&asked.by(&question.filter), question.rule));
    let in_range = days(&counting(&asked.in_range(&question.filter), question.rule));
    let mut day = question.today;
    if !ever.contains(&day) {
        day -= TimeDelta::days(1);
    }
    let mut current_days = 0;
    while ever.contains(&day) {
        current_days += 1;
        day -= TimeDelta::days(1);
    }
    Streaks {
        current_days,
        longest: longest_run(&in_range),
    }
}

fn on_this_day(asked: &Asked) -> Vec<OnThisDay> {
    let question = asked.question;
    let by = |plays: &[&Heard]| amount(plays.iter().copied(), question.rule).by(question.measure);
    let plays = asked.by(&question.filter);
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
