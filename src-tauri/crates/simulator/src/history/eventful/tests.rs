//! What makes the eventful life one, looked for in its plays.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Datelike};

use super::*;
use crate::life::LEADS;

/// Tuesday 1 December 2026, 10:00.
const NOW: i64 = 1_796_119_200_000;
const WHOLE_LIFE: i64 = 4_600;

fn life_at(now_ms: i64) -> (Catalogue, Eventful) {
    let catalogue = Catalogue::of(crate::Life::eventful(), 1, 2026);
    let offset = FixedOffset::east_opt(0).unwrap();
    let eventful = Eventful::new(&catalogue, offset, now_ms);
    (catalogue, eventful)
}

/// Every play until now, with its day.
fn whole_life() -> (Catalogue, Vec<(i64, Play)>) {
    let (catalogue, life) = life_at(NOW);
    let mut all = Vec::new();
    for day in life.today - WHOLE_LIFE..life.today {
        let sessions = life.day(&catalogue, day).into_iter();
        all.extend(sessions.flat_map(|session| session.plays).map(|play| (day, play)));
    }
    (catalogue, all)
}

fn artist(catalogue: &Catalogue, play: &Play) -> usize {
    catalogue.tracks[play.track].artists[0]
}

fn year(day: i64) -> i32 {
    DateTime::from_timestamp_millis(day * DAY_MS).unwrap().year()
}

#[test]
fn a_days_music_and_spoken_word_are_in_order_and_do_not_overlap() {
    let catalogue = Catalogue::of(crate::Life::eventful(), 1, 2026);
    for offset_secs in [0, -8 * 3600, 5 * 3600 + 1800] {
        let offset = FixedOffset::east_opt(offset_secs).unwrap();
        let life = Eventful::new(&catalogue, offset, NOW);
        for day in life.today - 1_400..life.today + 60 {
            let sessions = life.day(&catalogue, day).into_iter();
            let music = sessions.flat_map(|session| session.plays);
            let mut spans: Vec<_> = music.map(|play| (play.started_ms, play.ended_ms)).collect();
            assert!(spans.is_sorted());
            let spoken = life.spoken(day).into_iter();
            spans.extend(spoken.map(|play| (play.ended_ms - play.heard_ms, play.ended_ms)));
            spans.sort_unstable();
            assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{day}: {spans:?}");
            assert!(
                spans
                    .iter()
                    .all(|(from, to)| life.day_of(*from) == day && life.day_of(*to) == day)
            );
        }
    }
}

#[test]
fn the_same_start_gives_the_same_day_and_another_start_another() {
    let ((catalogue, one), (_, same), (_, other)) =
        (life_at(NOW), life_at(NOW + 3_600_000), life_at(NOW + 40 * DAY_MS));
    let days = || (one.today - 40..one.today).rev();
    assert!(days().all(|day| one.day(&catalogue, day) == same.day(&catalogue, day)));
    assert!(days().any(|day| one.day(&catalogue, day) != other.day(&catalogue, day)));
}

#[test]
fn whenever_it_is_opened_the_last_days_and_the_next_are_full_of_music() {
    let (catalogue, _) = life_at(NOW);
    for start in 0..60 {
        let offset = FixedOffset::east_opt(0).unwrap();
        let life = Eventful::new(&catalogue, offset, NOW + start * 13 * DAY_MS);
        let plays = |days: std::ops::Range<i64>| -> usize {
            let sessions = days.flat_map(|day| life.day(&catalogue, day));
            sessions.map(|session| session.plays.len()).sum()
        };
        assert!(plays(life.today - 7..life.today) > 30, "{start}");
        assert!(plays(life.today - 30..life.today) > 250, "{start}");
        assert!(plays(life.today..life.today + 14) > 60, "{start}");
    }
}

#[test]
fn no_year_is_like_another_and_decembers_are_busy() {
    let (_, all) = whole_life();
    assert!((55_000..95_000).contains(&all.len()), "{}", all.len());
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    let (mut december, mut summer) = (0, 0);
    for (day, _) in &all {
        *years.entry(year(*day)).or_default() += 1;
        match DateTime::from_timestamp_millis(day * DAY_MS).unwrap().month() {
            12 => december += 1,
            7 | 8 => summer += 1,
            _ => {}
        }
    }
    assert!(
        december * 10 > summer * 8,
        "one month holds nearly as much as two: {december}, {summer}"
    );
    let whole = || years.range(2015..=2025).map(|(_, plays)| *plays);
    assert!(whole().max() > whole().min().map(|plays| plays * 3 / 2), "{years:?}");
}

#[test]
fn artists_come_and_go_and_the_newest_year_has_favourites_of_its_own() {
    let (catalogue, all) = whole_life();
    let mut of_years: BTreeMap<i32, HashMap<usize, usize>> = BTreeMap::new();
    for (day, play) in &all {
        let artists = of_years.entry(year(*day)).or_default();
        *artists.entry(artist(&catalogue, play)).or_default() += 1;
    }
    let best = of_years.values().map(|artists| {
        let best = artists.iter().max_by_key(|(_, plays)| **plays).unwrap();
        *best.0
    });
    let best: Vec<_> = best.collect();
    assert!(best.iter().all(|artist| *artist < LEADS.len()), "{best:?}");
    assert!(best.iter().collect::<HashSet<_>>().len() >= 6, "{best:?}");
    let newest = *best.last().unwrap();
    let heard_before = of_years
        .range(..2025)
        .filter(|(_, artists)| artists.contains_key(&newest));
    assert_eq!(heard_before.count(), 0);
}

#[test]
fn hundreds_are_heard_once_or_twice_and_a_dozen_make_up_a_third() {
    let (catalogue, all) = whole_life();
    let mut artists: HashMap<usize, usize> = HashMap::new();
    for (_, play) in &all {
        *artists.entry(artist(&catalogue, play)).or_default() += 1;
    }
    let rare = artists.values().filter(|plays| **plays <= 2).count();
    assert!(rare > 400, "{rare}");
    let mut counts: Vec<_> = artists.into_values().collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    assert!(counts[..12].iter().sum::<usize>() * 3 > all.len(), "{counts:?}");
}

#[test]
fn weeks_are_silent_some_tracks_are_skipped_and_some_nights_belong_to_one() {
    let (_, all) = whole_life();
    let rest = all.windows(2).map(|pair| pair[1].0 - pair[0].0).max();
    assert!(rest > Some(50), "{rest:?}");
    let skipped = all.iter().filter(|(_, play)| play.is_skip()).count() * 100 / all.len();
    assert!((5..15).contains(&skipped), "{skipped}");
    let heard: Vec<_> = all.iter().filter(|(_, play)| !play.is_skip()).collect();
    let repeated = heard
        .windows(6)
        .filter(|row| row.iter().all(|play| play.1.track == row[0].1.track));
    assert!(repeated.count() > 30);
}

#[test]
fn podcasts_and_audiobooks_are_heard_in_their_time() {
    let (_, life) = life_at(NOW);
    let mut collections: HashMap<&str, usize> = HashMap::new();
    let mut uris = HashSet::new();
    for day in life.today - WHOLE_LIFE..life.today {
        for play in life.spoken(day) {
            *collections.entry(play.collection).or_default() += 1;
            assert!(uris.insert(play.uri));
        }
    }
    assert_eq!(collections.len(), 5, "{collections:?}");
    assert!(collections["The Lighthouse Keeper's Accounts"] > 15, "{collections:?}");
    assert!(collections["Second-Hand Science"] > 100, "{collections:?}");
}
