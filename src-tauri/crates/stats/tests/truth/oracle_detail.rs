//! The detail, part by part, each by its definition.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::{Datelike, NaiveDate};
use plays::Kind;
use stats::{AlbumNo, Amount, Companion, Detail, DetailQuery, LocalPlay, Rival, Subject, Timeline, YearRank};

use crate::{
    asked::shown,
    history::{Heard, History, life},
    parts::{
        self, Credits, Scale, albums, amount, artists, clock, counting, days, distinct, genres, in_order, longest_run,
        no_bins, of, rank, ranking, sessions, spread, tracks, within,
    },
};

pub(crate) fn detail(history: &History, inquiry: &DetailQuery) -> Detail {
    match inquiry.subject {
        Subject::Track(track) => {
            let kind = history.catalogue.tracks[track.index()].kind;
            detail_of(history, inquiry, kind, track, tracks, Subject::Track)
        }
        Subject::Album(album) => {
            let kind = kind_of_album(history, album);
            detail_of(history, inquiry, kind, album, albums, Subject::Album)
        }
        Subject::Artist(artist) => detail_of(history, inquiry, Kind::Music, artist, artists, Subject::Artist),
        Subject::Genre(genre) => detail_of(history, inquiry, Kind::Music, genre, genres, Subject::Genre),
    }
}

fn kind_of_album(history: &History, album: AlbumNo) -> Kind {
    let mut tracks = history.catalogue.tracks.iter();
    let first = tracks.find(|track| track.album == album);
    first.map_or(Kind::Music, |track| track.kind)
}

fn detail_of<N: Ord + Copy>(
    history: &History,
    inquiry: &DetailQuery,
    kind: Kind,
    number: N,
    credits: Credits<N>,
    named: fn(N) -> Subject,
) -> Detail {
    let rule = inquiry.rule;
    let scale = Scale {
        rule,
        measure: inquiry.measure,
    };
    let heard = history.heard();
    let life = life(&heard);
    let ever = shown(&heard, inquiry.with_hidden);
    let all: Vec<&Heard> = ever.iter().copied().filter(|play| play.kind == kind).collect();
    let of_it = of(&all, credits, number);
    let counted = counting(&of_it, rule);
    let usual = ranking(&all, &ever, credits, scale);
    let first = counted.first();
    let on_first_day = |play: &&&Heard| first.is_some_and(|first| play.day() == first.day());

    let years: Vec<i32> = life.map_or(Vec::new(), |life| (life.first.year()..=life.last.year()).collect());
    let of_years: Vec<Vec<(N, Amount)>> = years
        .iter()
        .map(|year| ranking(&in_year(&all, *year), &ever, credits, scale))
        .collect();

    let bins = life.map_or(no_bins(NaiveDate::default()), parts::bins);
    let shared: Vec<BTreeSet<N>> = sessions(&counting(&all, rule))
        .iter()
        .map(|session| distinct(session, credits))
        .filter(|heard| heard.contains(&number))
        .collect();

    Detail {
        amount: amount(of_it.iter().copied(), rule),
        rank: rank(&usual, number),
        tracks: distinct(&counted, tracks).len() as u32,
        first: first.map(|play| moment(play)),
        first_day_plays: counted.iter().filter(on_first_day).count() as u32,
        last: counted.last().map(|play| moment(play)),
        longest_run: longest_run(&days(&counted)),
        years: years
            .iter()
            .zip(&of_years)
            .map(|(year, ranking)| YearRank {
                year: *year,
                amount: amount(in_year(&of_it, *year), rule),
                rank: rank(ranking, number),
                of: ranking.len() as u32,
            })
            .collect(),
        rivals: usual
            .iter()
            .filter(|(other, _)| *other != number)
            .take(6)
            .map(|(other, _)| Rival {
                subject: named(*other),
                ranks: of_years.iter().map(|ranking| rank(ranking, *other)).collect(),
            })
            .collect(),
        timeline: Timeline {
            bins,
            all: spread(&all, &bins, rule),
            matched: spread(&of_it, &bins, rule),
        },
        clock: clock(&of_it, rule),
        top: ranking(&of_it, &ever, tracks, scale)
            .into_iter()
            .take(inquiry.ranks)
            .collect(),
        sessions: shared.len() as u32,
        companions: companions(&shared, number, &in_order(&all, &ever, credits, scale))
            .into_iter()
            .take(inquiry.ranks)
            .map(|(other, sessions)| Companion {
                subject: named(other),
                sessions,
            })
            .collect(),
    }
}

fn moment(play: &Heard) -> LocalPlay {
    LocalPlay {
        began: play.began,
        track: play.track,
        ms_played: play.ms_played,
    }
}

fn in_year<'a>(plays: &[&'a Heard], year: i32) -> Vec<&'a Heard> {
    let days = stats::DayRange {
        first: NaiveDate::from_ymd_opt(year, 1, 1).unwrap(),
        last: NaiveDate::from_ymd_opt(year, 12, 31).unwrap(),
    };
    within(plays, Some(days))
}

/// The others of these sessions, with the number of sessions of each.
fn companions<N: Ord + Copy>(shared: &[BTreeSet<N>], number: N, order: &[(N, Amount)]) -> Vec<(N, u32)> {
    let mut counts: BTreeMap<N, u32> = BTreeMap::new();
    for other in shared.iter().flatten().filter(|other| **other != number) {
        *counts.entry(*other).or_default() += 1;
    }
    let mut list: Vec<(N, u32)> = counts.into_iter().collect();
    list.sort_by_key(|(other, sessions)| (Reverse(*sessions), rank(order, *other)));
    list
}
