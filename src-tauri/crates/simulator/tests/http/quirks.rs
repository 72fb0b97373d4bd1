//! What the list of recent plays does that nobody would expect: each kind alone, and all of them as often as Spotify.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use simulator::{Hearing, Often, Options, Quirks, TruePlay};

use crate::harness::{EVENING_SECS, Harness, SCOPES};

const HOUR: i64 = 3600;

fn evening() -> DateTime<Utc> {
    DateTime::from_timestamp(EVENING_SECS, 0).unwrap()
}

/// Plays of four minutes that begin so many minutes before the evening.
fn session(minutes_ago: impl IntoIterator<Item = i64>) -> Vec<Hearing> {
    let hearing = |(track, minutes)| Hearing {
        track,
        began: evening() - TimeDelta::minutes(minutes),
        ended: evening() - TimeDelta::minutes(minutes - 4),
        heard: TimeDelta::minutes(4),
    };
    (100..).zip(minutes_ago).map(hearing).collect()
}

/// A new listener at a Spotify with these quirks.
async fn new_listener(quirks: Quirks) -> Harness {
    let harness = Harness::with(|options| options.quirks = quirks, SCOPES).await;
    harness.simulator.empty_listener();
    harness
}

async fn page(harness: &Harness) -> Vec<Value> {
    let answer = harness.get("/me/player/recently-played?limit=50").await;
    answer["items"].as_array().unwrap().clone()
}

fn stamp(play: &Value) -> DateTime<Utc> {
    play["played_at"].as_str().unwrap().parse().unwrap()
}

/// The stamps of a page, the earliest first.
async fn stamps(harness: &Harness) -> Vec<DateTime<Utc>> {
    page(harness).await.iter().rev().map(stamp).collect()
}

/// Lets time pass, with a token that is still good.
async fn pass(harness: &mut Harness, secs: i64) {
    harness.pass(secs);
    let (_, tokens) = harness.refresh(&harness.refresh_token).await;
    harness.token = tokens["access_token"].as_str().unwrap().to_owned();
}

fn ends(session: &[Hearing]) -> Vec<DateTime<Utc>> {
    session.iter().map(|hearing| hearing.ended).collect()
}

#[tokio::test]
async fn while_the_list_stands_still_nothing_new_is_on_it_and_then_all_of_it_is() {
    let mut harness = Harness::open().await;
    let before = page(&harness).await;
    let stalled = Quirks {
        stalls: Often::Always,
        ..Quirks::none()
    };
    harness.simulator.set_quirks(stalled);
    pass(&mut harness, HOUR).await;
    let heard = evening() + TimeDelta::hours(1);
    harness.simulator.play(3);
    assert_eq!(page(&harness).await, before);
    pass(&mut harness, 12 * HOUR).await;
    assert_eq!(page(&harness).await, before);
    assert_eq!(harness.simulator.truth(heard, heard)[0].told, None);

    harness.simulator.set_quirks(Quirks::none());
    let after = page(&harness).await;
    assert!(after[0] != before[0], "plays went on meanwhile");
    assert!(
        after.iter().any(|play| stamp(play) == heard),
        "with their own stamps: {:?}",
        after.iter().map(stamp).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_session_is_filled_in_hours_late_among_newer_plays() {
    let late = Quirks {
        back_fills: Often::Always,
        ..Quirks::none()
    };
    let mut harness = new_listener(late).await;
    let first = session([60, 50, 40]);
    harness.simulator.hear(&first);
    harness.simulator.set_quirks(Quirks::none());
    let second = session([30]);
    harness.simulator.hear(&second);
    assert_eq!(stamps(&harness).await, ends(&second));
    pass(&mut harness, 8 * HOUR).await;
    assert_eq!(stamps(&harness).await, ends(&[first, second].concat()));
}

#[tokio::test]
async fn offline_plays_come_all_at_once_with_stamps_within_a_second_of_each_other() {
    let offline = Quirks {
        bursts: Often::Always,
        ..Quirks::none()
    };
    let mut harness = new_listener(offline).await;
    let heard = session((0..40).map(|at| 200 - at * 5));
    harness.simulator.hear(&heard);
    assert!(page(&harness).await.is_empty());
    pass(&mut harness, 2 * HOUR).await;
    let stamps = stamps(&harness).await;
    assert_eq!(stamps.len(), 40);
    assert!(stamps[0] > evening());
    let steps: Vec<_> = stamps
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).num_milliseconds())
        .collect();
    assert!(steps.iter().all(|step| (0..=1_000).contains(step)), "{steps:?}");
    assert!(
        (3..20).contains(&steps.iter().filter(|step| **step == 0).count()),
        "{steps:?}"
    );

    harness.simulator.empty_listener();
    harness.simulator.hear(&[heard[0]; 20]);
    pass(&mut harness, 2 * HOUR).await;
    let stamps: HashSet<_> = self::stamps(&harness).await.into_iter().collect();
    assert_eq!(stamps.len(), 20, "one title never has the same stamp twice");
}

#[tokio::test]
async fn two_plays_are_no_burst() {
    let offline = Quirks {
        bursts: Often::Always,
        ..Quirks::none()
    };
    let harness = new_listener(offline).await;
    let two = session([30, 20]);
    harness.simulator.hear(&two);
    assert_eq!(stamps(&harness).await, ends(&two));
}

#[tokio::test]
async fn stamps_move_by_less_than_five_seconds_on_a_later_reading() {
    let moving = Quirks {
        moved_stamps: Often::Always,
        ..Quirks::none()
    };
    let mut harness = new_listener(moving).await;
    let just_now = session([4]);
    harness.simulator.hear(&just_now);
    assert_eq!(stamps(&harness).await, ends(&just_now), "at first it is the end");
    let heard = [session((1..20).map(|at| 210 - at * 10)), just_now].concat();
    harness.simulator.hear(&heard[..19]);
    pass(&mut harness, 7 * HOUR).await;
    let moved = stamps(&harness).await;
    let by: Vec<_> = moved
        .iter()
        .zip(ends(&heard))
        .map(|(one, other)| (*one - other).num_milliseconds())
        .collect();
    assert!(by.iter().all(|by| (200..5_000).contains(&by.abs())), "{by:?}");
    assert!(by.iter().any(|by| *by < 0) && by.iter().any(|by| *by > 0), "{by:?}");
    pass(&mut harness, HOUR).await;
    assert_eq!(stamps(&harness).await, moved, "once");
}

#[tokio::test]
async fn the_stamps_of_a_session_are_the_beginnings_of_its_plays() {
    let starts = Quirks {
        start_stamps: Often::Always,
        ..Quirks::none()
    };
    let harness = new_listener(starts).await;
    let heard = session([60, 40, 20]);
    harness.simulator.hear(&heard);
    let begins: Vec<_> = heard.iter().map(|hearing| hearing.began).collect();
    assert_eq!(stamps(&harness).await, begins);
    harness.simulator.set_quirks(Quirks::none());
    assert_eq!(stamps(&harness).await, begins, "that was decided when it was played");
}

#[tokio::test]
async fn a_recording_goes_by_another_id_and_keeps_its_isrc_and_names() {
    let mut harness = new_listener(Quirks::none()).await;
    let heard = session((0..20).map(|at| 200 - at * 10));
    harness.simulator.hear(&heard);
    let usual = page(&harness).await;
    let relinked = Quirks {
        relinked_ids: Often::Always,
        ..Quirks::none()
    };
    harness.simulator.set_quirks(relinked);
    let at_first = page(&harness).await;
    pass(&mut harness, 7 * HOUR).await;
    let later = page(&harness).await;
    let differ = |page: &[Value]| {
        (0..20)
            .filter(|at| page[*at]["track"]["id"] != usual[*at]["track"]["id"])
            .count()
    };
    assert!(
        (3..18).contains(&differ(&at_first)),
        "some at once: {}",
        differ(&at_first)
    );
    assert_eq!(differ(&later), 20);
    let truth = harness.simulator.truth(evening() - TimeDelta::days(1), evening());
    for ((usual, later), play) in usual.iter().zip(&later).zip(truth.iter().rev()) {
        assert_eq!(
            (&usual["track"]["uri"], &later["track"]["uri"]),
            (&play.uri.as_str().into(), &play.other_uri.as_str().into())
        );
        for kept in ["name", "artists", "album", "external_ids", "duration_ms"] {
            assert_eq!(usual["track"][kept], later["track"][kept]);
        }
        assert_eq!(usual["played_at"], later["played_at"]);
    }
}

#[tokio::test]
async fn an_answer_is_short_although_there_are_older_plays() {
    let harness = new_listener(Quirks::none()).await;
    harness.simulator.play(60);
    let whole = page(&harness).await;
    assert_eq!(whole.len(), 50);
    let short = Quirks {
        short_pages: Often::Always,
        ..Quirks::none()
    };
    harness.simulator.set_quirks(short);
    let mut sizes = HashSet::new();
    for _ in 0..30 {
        let shown = page(&harness).await;
        assert_eq!(shown, page(&harness).await, "the same question");
        assert!((42..=49).contains(&shown.len()), "{}", shown.len());
        sizes.insert(shown.len());
        assert_eq!(shown[..40], whole[..40]);
        harness.pass(60);
    }
    assert!(sizes.len() > 3, "{sizes:?}");
}

#[tokio::test]
async fn skips_and_private_sessions_are_never_listed_and_always_heard() {
    let private = Quirks {
        private_sessions: Often::Always,
        ..Quirks::none()
    };
    let mut harness = new_listener(private).await;
    harness.simulator.hear(&session([60, 50]));
    harness.simulator.set_quirks(Quirks::none());
    let mut skipped = session([40, 30]);
    skipped[0].heard = TimeDelta::milliseconds(29_999);
    skipped[1].heard = TimeDelta::seconds(30);
    harness.simulator.hear(&skipped);
    assert_eq!(stamps(&harness).await, ends(&skipped[1..]));
    pass(&mut harness, 24 * HOUR).await;
    assert_eq!(stamps(&harness).await, ends(&skipped[1..]));

    let truth = harness.simulator.truth(evening() - TimeDelta::days(1), evening());
    let told: Vec<_> = truth
        .iter()
        .map(|play| (play.is_private, play.told.is_some()))
        .collect();
    assert_eq!(told, [(true, false), (true, false), (false, false), (false, true)]);
    let folder = tempfile::tempdir().unwrap();
    let written = harness
        .simulator
        .export_extended(&folder.path().join("heard.zip"), evening() - TimeDelta::days(1));
    assert_eq!(written.unwrap(), 4, "the export has them");
}

/// What was heard in the year before the evening, at a Spotify with the usual quirks.
async fn year(seed: u64) -> Vec<TruePlay> {
    let change = |options: &mut Options| {
        options.quirks = Options::new(options.clock.clone()).quirks;
        options.seed = seed;
    };
    let harness = Harness::with(change, SCOPES).await;
    harness.simulator.truth(evening() - TimeDelta::days(365), evening())
}

#[tokio::test]
async fn a_usual_year_has_every_quirk_about_as_often_as_spotify() {
    for seed in 1..=3 {
        let truth = year(seed).await;
        let plays = truth.len() as f64;
        let per_mille =
            |is: &dyn Fn(&TruePlay) -> bool| truth.iter().filter(|play| is(play)).count() as f64 * 1_000.0 / plays;
        let told = |is: fn(&TruePlay, &simulator::Telling) -> bool| {
            per_mille(&move |play| play.told.as_ref().is_some_and(|told| is(play, told)))
        };
        let hours_late = |play: &TruePlay, told: &simulator::Telling| told.since - play.ended > TimeDelta::hours(2);
        let offline = |play: &TruePlay, told: &simulator::Telling| told.stamp > play.ended;
        let found = [
            (
                "skipped",
                per_mille(&|play| play.heard < TimeDelta::seconds(30)),
                100.0..160.0,
            ),
            ("private", per_mille(&|play| play.is_private), 5.0..45.0),
            ("offline", told(offline), 5.0..50.0),
            (
                "stamped with their beginnings",
                told(|play, told| told.stamp == play.began),
                0.0..8.0,
            ),
            ("two hours late", told(hours_late), 10.0..60.0),
            ("moved", told(|_, told| told.moved.is_some()), 2.0..5.0),
            ("relinked", told(|_, told| told.relinked_since.is_some()), 2.0..5.0),
            (
                "relinked later",
                told(|_, told| told.relinked_since.is_some_and(|since| since > told.since)),
                0.5..4.0,
            ),
        ];
        for (what, share, usual) in found {
            assert!(
                usual.contains(&share),
                "seed {seed}: {share} of 1,000 plays were {what}"
            );
        }
        let listed = truth.iter().filter(|play| play.told.is_some()).count();
        let unlisted = truth
            .iter()
            .filter(|play| play.is_private || play.heard < TimeDelta::seconds(30));
        assert_eq!(listed + unlisted.count(), truth.len(), "the list has everything else");
    }
}

#[tokio::test]
async fn about_a_stall_in_a_week_and_a_session_of_beginnings_in_five_hundred() {
    let (mut stalls, mut starts) = (0, 0);
    for seed in 1..=5 {
        let truth = year(seed).await;
        let told = || truth.iter().filter_map(|play| Some((play, play.told?)));
        // Plays of several sessions or of one that are listed in the same moment, hours after the first.
        let moments: Vec<_> = told()
            .filter(|(play, told)| told.stamp <= play.ended && told.since - play.ended > TimeDelta::hours(1))
            .map(|(_, told)| told.since)
            .collect();
        stalls += moments.into_iter().collect::<HashSet<_>>().len();
        let begun: Vec<_> = told()
            .filter(|(play, told)| told.stamp == play.began)
            .map(|(play, _)| play.began)
            .collect();
        starts += begun
            .chunk_by(|one, next| *next - *one < TimeDelta::minutes(30))
            .count();
    }
    // Of the stalls of five years, some meet nothing; about ten sessions a year are filled in late.
    assert!((100..300).contains(&stalls), "{stalls}");
    assert!((3..25).contains(&starts), "{starts}");
}

#[tokio::test]
async fn a_seed_gives_one_truth_and_only_one() {
    assert_eq!(year(1).await, year(1).await);
    assert_ne!(year(1).await, year(2).await);
}

#[tokio::test]
async fn about_one_usual_answer_in_thirty_is_short() {
    let change = |options: &mut Options| options.quirks = Options::new(options.clock.clone()).quirks;
    let mut harness = Harness::with(change, SCOPES).await;
    let mut short = 0;
    for _ in 0..10 {
        for _ in 0..30 {
            let shown = page(&harness).await.len();
            assert!(shown >= 42);
            short += usize::from(shown < 50);
            harness.pass(60);
        }
        pass(&mut harness, 60).await;
    }
    assert!((2..22).contains(&short), "{short}");
}
