//! The detail, part by part, each by its definition.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::{Datelike, NaiveDate};
use plays::Kind;
use stats::{AlbumNo, Amount, Companion, Detail, DetailQuery, LocalPlay, Rival, Subject, Timeline, YearRank};

use crate::{
    asked_plays::visible,
    definitions::{
        self, Basis, Credits, albums, amount, artists, clock, counting, days, distinct, families, genres, in_order,
        longest_run, no_bins, of, rank, ranking, sessions, spread, tracks, within,
    },
    history::{FullPlay, History, life},
};

pub(crate) fn detail(history: &History, query: &DetailQuery) -> Detail {
    match query.subject {
        Subject::Track(track) => {
            let kind = history.catalogue.tracks[track.index()].kind;
            detail_of(history, query, kind, track, tracks, Subject::Track)
        }
        Subject::Album(album) => {
            let kind = kind_of_album(history, album);
            detail_of(history, query, kind, album, albums, Subject::Album)
        }
        Subject::Artist(artist) => detail_of(history, query, Kind::Music, artist, artists, Subject::Artist),
        Subject::Genre(family) if family.0 >= history.catalogue.genres => {
            detail_of(history, query, Kind::Music, family, families, Subject::Genre)
        }
        Subject::Genre(genre) => detail_of(history, query, Kind::Music, genre, genres, Subject::Genre),
    }
}

fn kind_of_album(history: &History, album: AlbumNo) -> Kind {
    let mut tracks = history.catalogue.tracks.iter();
    let first = tracks.find(|track| track.album == album);
    first.map_or(Kind::Music, |track| track.kind)
}

fn detail_of<N: Ord + Copy>(
    history: &History,
    query: &DetailQuery,
    kind: Kind,
    number: N,
    credits: Credits<N>,
    named: fn(N) -> Subject,
) -> Detail {
    let rule = query.rule;
    let basis = Basis {
        rule,
        measure: query.measure,
    };
    let plays = history.full_plays();
    let life = life(&plays);
    let all = visible(&plays, query.with_hidden);
    let of_kind: Vec<&FullPlay> = all.iter().copied().filter(|play| play.kind == kind).collect();
    let of_it = of(&of_kind, credits, number);
    let counted = counting(&of_it, rule);
    let usual = ranking(&of_kind, &all, credits, basis);
    let first = counted.first();
    let on_first_day = |play: &&&FullPlay| first.is_some_and(|first| play.day() == first.day());

    let years: Vec<i32> = life.map_or(Vec::new(), |life| (life.first.year()..=life.last.year()).collect());
    let of_years: Vec<Vec<(N, Amount)>> = years
        .iter()
        .map(|year| ranking(&in_year(&of_kind, *year), &all, credits, basis))
        .collect();

    let bins = life.map_or(no_bins(NaiveDate::default()), definitions::bins);
    let shared: Vec<BTreeSet<N>> = sessions(&counting(&of_kind, rule))
        .iter()
        .map(|session| distinct(session, credits))
        .filter(|credited| credited.contains(&number))
        .collect();

    Detail {
        amount: amount(of_it.iter().copied(), rule),
        rank: rank(&usual, number),
        tracks: distinct(&counted, tracks).len() as u32,
        first: first.map(|play| local_play(play)),
        first_day_plays: counted.iter().filter(on_first_day).count() as u32,
        last: counted.last().map(|play| local_play(play)),
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
                amounts: {
                    let of_other = of(&of_kind, credits, *other);
                    let years = years.iter();
                    years.map(|year| amount(in_year(&of_other, *year), rule)).collect()
                },
            })
            .collect(),
        timeline: Timeline {
            bins,
            all: spread(&of_kind, &bins, rule),
            matched: spread(&of_it, &bins, rule),
        },
        clock: clock(&of_it, rule),
        top: ranking(&of_it, &all, tracks, basis)
            .into_iter()
            .take(query.ranks)
            .collect(),
        sessions: shared.len() as u32,
        companions: companions(&shared, number, &in_order(&of_kind, &all, credits, basis))
            .into_iter()
            .take(query.ranks)
            .map(|(other, sessions)| Companion {
                subject: named(other),
                sessions,
            })
            .collect(),
    }
}

pub(crate) fn local_play(play: &FullPlay) -> LocalPlay {
    LocalPlay {
        began: play.began,
        began_secs: play.start as u32,
        track: play.track,
        ms_played: play.ms_played,
    }
}

fn in_year<'a>(plays: &[&'a FullPlay], year: i32) -> Vec<&'a FullPlay> {
    let days = stats::DayRange {
        first: NaiveDate::from_ymd_opt(year, 1, 1).unwrap(),
        last: NaiveDate::from_ymd_opt(year, 12, 31).unwrap(),
    };
    within(plays, Some(days))
}

/// The others in these sessions, each with its number of sessions.
fn companions<N: Ord + Copy>(shared: &[BTreeSet<N>], number: N, order: &[(N, Amount)]) -> Vec<(N, u32)> {
    let mut counts: BTreeMap<N, u32> = BTreeMap::new();
    for other in shared.iter().flatten().filter(|other| **other != number) {
        *counts.entry(*other).or_default() += 1;
    }
    let mut list: Vec<(N, u32)> = counts.into_iter().collect();
    list.sort_by_key(|(other, sessions)| (Reverse(*sessions), rank(order, *other)));
    list
}
