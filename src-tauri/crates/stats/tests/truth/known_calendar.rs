//! Known answers about the calendar.

use chrono_tz::Tz;
use stats::{Amount, ArtistNo, BestDay, BinUnit, Bins, Question, StreamBands, TrackNo};

use crate::by_hand::{about, as_of, day, days, detail, hours, listener, of_track, plays_on, summary, time};

const VIENNA: Tz = Tz::Europe__Vienna;

#[test]
fn a_play_across_midnight_belongs_to_the_day_on_which_it_began() {
    let across = listener(VIENNA).play("2021-06-01T21:59:59.999Z", 0, 200);
    assert_eq!(plays_on(&across, "2021-06-01", "2021-06-01"), 1);
    assert_eq!(plays_on(&across, "2021-06-02", "2021-06-02"), 0);
    // A Tuesday.
    assert_eq!(hours(&summary(&across, &as_of("2021-06-02")).clock), [(1, 23, 1)]);
}

#[test]
fn at_new_year_one_session_is_of_two_years() {
    let night = listener(VIENNA)
        .play("2020-12-31T22:59:59Z", 0, 300)
        .play("2020-12-31T23:00:00Z", 0, 300);
    let mut question = as_of("2021-01-01");
    let answer = summary(&night, &question);
    assert_eq!(answer.calendar.year, 2021);
    assert_eq!(answer.calendar.days.len(), 365);
    assert_eq!(answer.calendar.days[0].plays, 1);
    assert_eq!(answer.sessions.unwrap().longest.secs, 301);
    question.calendar = Some(2020);
    let leap = summary(&night, &question).calendar.days;
    assert_eq!(leap.len(), 366);
    assert_eq!(leap[365].plays, 1);
    let years: Vec<_> = detail(&night, &of_track(0))
        .years
        .iter()
        .map(|year| (year.year, year.amount.plays, year.rank, year.of))
        .collect();
    assert_eq!(years, [(2020, 1, Some(1), 1), (2021, 1, Some(1), 1)]);
}

#[test]
fn a_29_february_comes_back_in_leap_years_only() {
    let leaps = listener(VIENNA)
        .play("2016-02-29T12:00:00Z", 0, 60)
        .play("2019-02-28T12:00:00Z", 1, 60)
        .play("2019-03-01T12:00:00Z", 2, 60)
        .play("2020-02-29T12:00:00Z", 3, 60);
    let on_this_day = |today| {
        let list = summary(&leaps, &as_of(today)).on_this_day;
        list.iter().map(|then| (then.day, then.track.0)).collect::<Vec<_>>()
    };
    assert_eq!(
        on_this_day("2024-02-29"),
        [(day("2020-02-29"), 3), (day("2016-02-29"), 0)]
    );
    assert_eq!(on_this_day("2020-02-29"), [(day("2016-02-29"), 0)]);
    assert_eq!(on_this_day("2023-02-28"), [(day("2019-02-28"), 1)]);
    assert_eq!(on_this_day("2023-03-01"), [(day("2019-03-01"), 2)]);
    let mut question = as_of("2024-02-29");
    question.calendar = Some(2020);
    assert_eq!(summary(&leaps, &question).calendar.days[31 + 28].plays, 1);
}

#[test]
fn a_listener_with_one_play_has_an_answer_to_everything() {
    let one = listener(VIENNA).play("2021-06-01T10:00:00Z", 3, 200);
    let amount = Amount { plays: 1, ms: 200_000 };
    let day_of_it = Some(days("2021-06-01", "2021-06-01"));
    let answer = summary(&one, &as_of("2021-06-02"));
    assert_eq!((answer.range, answer.before), (day_of_it, None));
    let totals = answer.totals;
    assert_eq!(totals.amount, amount);
    assert_eq!(
        (
            totals.tracks,
            totals.artists,
            totals.albums,
            totals.days,
            totals.new_artists
        ),
        (1, 1, 1, 1, 1)
    );
    assert_eq!(
        (answer.whole, answer.half, answer.stayed, answer.discovered),
        (amount, 1, 0, amount)
    );
    assert_eq!(answer.tracks.len(), 1);
    assert_eq!(answer.tracks[0].number, TrackNo(3));
    assert_eq!(answer.tracks[0].first_heard, Some(day("2021-06-01")));
    let bins = Bins {
        unit: BinUnit::Hour,
        first: day("2021-06-01"),
        count: 24,
    };
    assert_eq!(answer.timeline.bins, bins);
    assert_eq!(hours(&answer.timeline.matched), [(0, 12, 1)]);
    assert_eq!(
        answer.best_day,
        Some(BestDay {
            day: day("2021-06-01"),
            amount
        })
    );
    let first = answer.first.unwrap();
    assert_eq!((first.track, first.began), (TrackNo(3), time("2021-06-01T12:00:00")));
    assert_eq!(answer.stream.of, StreamBands::Artists(vec![ArtistNo(3)]));
    assert_eq!((answer.stream.bins, answer.stream.amounts.len()), (bins, 1));
    assert_eq!(hours(&answer.stream.amounts[0]), [(0, 12, 1)]);
    assert_eq!(hours(&answer.clock), [(1, 12, 1)]);
    assert_eq!((answer.calendar.year, answer.calendar.days[151]), (2021, amount));
    let sessions = answer.sessions.unwrap();
    assert_eq!((sessions.count, sessions.typical_mins), (1, 3));
    assert_eq!(sessions.longest.began, time("2021-06-01T12:00:00"));
    assert_eq!((sessions.longest.secs, sessions.longest.plays), (200, 1));
    assert_eq!((answer.streaks.current_days, answer.streaks.longest), (1, day_of_it));
}

#[test]
fn a_listener_without_a_play_has_an_answer_too() {
    let answer = summary(&listener(VIENNA), &as_of("2021-06-02"));
    assert_eq!(
        (answer.range, answer.sessions, answer.streaks.longest),
        (None, None, None)
    );
    let none = Bins {
        unit: BinUnit::Day,
        first: day("2021-06-02"),
        count: 0,
    };
    assert_eq!((answer.timeline.bins, answer.stream.bins), (none, none));
    assert_eq!((answer.clock.len(), answer.calendar.days.len()), (168, 365));
}

#[test]
fn weeks_begin_on_monday_and_months_on_their_first() {
    let long = |last: &str| {
        let history = listener(VIENNA).play("2021-06-03T10:00:00Z", 0, 60).play(last, 0, 60);
        summary(&history, &as_of("2021-06-03")).timeline.bins
    };
    let bins = |unit, first: &str, count| Bins {
        unit,
        first: day(first),
        count,
    };
    // 92 and 93 days, 731 and 732, from a Thursday.
    assert_eq!(long("2021-09-02T10:00:00Z"), bins(BinUnit::Day, "2021-06-03", 92));
    assert_eq!(long("2021-09-03T10:00:00Z"), bins(BinUnit::Week, "2021-05-31", 14));
    assert_eq!(long("2023-06-03T10:00:00Z"), bins(BinUnit::Week, "2021-05-31", 105));
    assert_eq!(long("2023-06-04T10:00:00Z"), bins(BinUnit::Month, "2021-06-01", 25));
}

#[test]
fn a_streak_goes_on_while_today_is_young() {
    let history = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 60)
        .play("2021-06-02T10:00:00Z", 0, 60)
        .play("2021-06-03T10:00:00Z", 0, 29);
    let current = |today| summary(&history, &as_of(today)).streaks.current_days;
    assert_eq!(
        ["2021-06-01", "2021-06-02", "2021-06-03", "2021-06-04"].map(current),
        [1, 2, 2, 0]
    );
}

#[test]
fn of_equal_days_the_first_is_the_best_and_the_first_play_is_one_that_counts() {
    let history = listener(VIENNA)
        .play("2021-06-03T08:00:00Z", 0, 5)
        .play("2021-06-03T10:00:00Z", 1, 60)
        .play("2021-06-09T10:00:00Z", 2, 60)
        .play("2021-06-10T10:00:00Z", 3, 20);
    let best = |question: &Question| summary(&history, question).best_day.map(|best| best.day);
    let first = |question: &Question| summary(&history, question).first.map(|first| first.track);
    let all = as_of("2021-06-10");
    assert_eq!((best(&all), first(&all)), (Some(day("2021-06-03")), Some(TrackNo(1))));
    let later = about("2021-06-04", "2021-06-10");
    assert_eq!(
        (best(&later), first(&later)),
        (Some(day("2021-06-09")), Some(TrackNo(2)))
    );
    let without_play = about("2021-06-10", "2021-06-10");
    assert_eq!((best(&without_play), first(&without_play)), (None, None));
}
