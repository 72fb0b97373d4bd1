//! Known answers about what counts, what ranks, and what belongs together.

use chrono_tz::Tz;
use plays::CountingRule;
use stats::{
    Amount, ArtistNo, Companion, DayRange, GenreNo, Measure, PlayAttributes, Question, Ranked, Selection, Subject,
    TrackNo,
};

use crate::{
    by_hand::{about, as_of, bars_of_hours, day, days, detail, instant_ms, listener, of_track, summary},
    history::History,
};

const VIENNA: Tz = Tz::Europe__Vienna;

fn ranks<N: Copy>(ranking: &[Ranked<N>], number: fn(N) -> u32) -> Vec<(u32, u32, Option<u32>)> {
    let line = |ranked: &Ranked<N>| (number(ranked.number), ranked.amount.plays, ranked.rank_before);
    ranking.iter().map(line).collect()
}

#[test]
fn half_an_hour_is_one_session_and_a_second_more_is_two() {
    let half_an_hour = |next: &str| {
        let history = listener(VIENNA).play("2021-06-01T10:00:00Z", 0, 60).play(next, 0, 60);
        summary(&history, &as_of("2021-06-01")).sessions.unwrap().count
    };
    assert_eq!(half_an_hour("2021-06-01T10:31:00.999Z"), 1);
    assert_eq!(half_an_hour("2021-06-01T10:31:01Z"), 2);
}

#[test]
fn a_play_within_a_longer_one_does_not_end_the_session() {
    let during = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 7200)
        .play("2021-06-01T10:01:00Z", 0, 60)
        .play("2021-06-01T12:20:00Z", 0, 60);
    let sessions = summary(&during, &as_of("2021-06-01")).sessions.unwrap();
    assert_eq!(
        (sessions.count, sessions.longest.plays, sessions.longest.secs),
        (1, 3, 8460)
    );
    assert_eq!(sessions.typical_mins, 141);
}

#[test]
fn a_ranking_leaves_its_own_part_of_the_filter_out_and_knows_the_period_before() {
    let fortnight = listener(VIENNA)
        .play("2021-06-02T10:00:00Z", 1, 60)
        .play("2021-06-03T10:00:00Z", 1, 60)
        .play("2021-06-04T10:00:00Z", 2, 60)
        .play("2021-06-08T10:00:00Z", 0, 60)
        .play("2021-06-09T10:00:00Z", 2, 60)
        .play("2021-06-10T10:00:00Z", 2, 60)
        .play("2021-06-11T10:00:00Z", 1, 70);
    let mut question = about("2021-06-08", "2021-06-14");
    question.filter.artists = Selection {
        only: vec![ArtistNo(1)],
        never: Vec::new(),
    };
    let answer = summary(&fortnight, &question);
    assert_eq!(answer.before, Some(days("2021-06-01", "2021-06-07")));
    assert_eq!(answer.totals.amount.plays, 1);
    assert_eq!(answer.totals_before.unwrap().amount.plays, 2);
    assert_eq!(answer.whole.plays, 4);
    let artists = ranks(&answer.artists, |artist| artist.0);
    assert_eq!(artists, [(2, 2, Some(2)), (1, 1, Some(1)), (0, 1, None)]);
    let tracks = ranks(&answer.tracks, |track| track.0);
    assert_eq!(tracks, [(1, 1, Some(1))]);
}

#[test]
fn half_of_everything_was_made_by_so_many() {
    let plays_of = |counts: &[u32]| {
        let mut history = listener(VIENNA);
        for (track, count) in counts.iter().enumerate() {
            for _ in 0..*count {
                history = history.play("2021-06-01T10:00:00Z", track as u32, 60);
            }
        }
        summary(&history, &as_of("2021-06-01")).half
    };
    assert_eq!(plays_of(&[5, 3, 2]), 1);
    assert_eq!(plays_of(&[4, 3, 2]), 2);
    assert_eq!(plays_of(&[1, 1, 1, 1, 1]), 3);
    assert_eq!(plays_of(&[]), 0);
}

#[test]
fn a_new_artist_stays_who_is_heard_again_thirty_days_later() {
    let stayed = |again: &str| {
        let history = listener(VIENNA).play("2021-06-01T10:00:00Z", 0, 60).play(again, 0, 60);
        let answer = summary(&history, &about("2021-06-01", "2021-06-05"));
        (answer.totals.new_artists, answer.stayed, answer.discovered.plays)
    };
    assert_eq!(stayed("2021-07-01T10:00:00Z"), (1, 1, 1));
    assert_eq!(stayed("2021-07-01T09:59:59Z"), (1, 0, 1));
}

fn with_rule(history: &History, rule: CountingRule) -> Amount {
    let question = Question {
        rule,
        ..as_of("2021-06-01")
    };
    summary(history, &question).totals.amount
}

#[test]
fn a_rule_decides_what_is_a_play_and_not_what_is_time() {
    let finished = PlayAttributes {
        finished: Some(true),
        ..PlayAttributes::default()
    };
    let broken_off = PlayAttributes {
        finished: Some(false),
        ..PlayAttributes::default()
    };
    // The catalogue has no length: it is the 180 seconds of the play that ended by itself, not the 400.
    let history = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 400)
        .with(broken_off)
        .play("2021-06-01T11:00:00Z", 0, 180)
        .with(finished)
        .play("2021-06-01T12:00:00Z", 0, 180)
        .play("2021-06-01T13:00:00Z", 0, 90)
        .play("2021-06-01T14:00:00Z", 0, 89)
        .play("2021-06-01T15:00:00Z", 0, 0);
    let ms = 939_000;
    assert_eq!(
        with_rule(&history, CountingRule::AtLeast { ms: 90_000 }),
        Amount { plays: 4, ms }
    );
    assert_eq!(
        with_rule(&history, CountingRule::AtLeast { ms: 0 }),
        Amount { plays: 6, ms }
    );
    assert_eq!(
        with_rule(&history, CountingRule::AtLeast { ms: u32::MAX }),
        Amount { plays: 0, ms }
    );
    assert_eq!(with_rule(&history, CountingRule::HalfTheTrack), Amount { plays: 4, ms });
    assert_eq!(with_rule(&history, CountingRule::ToTheEnd), Amount { plays: 2, ms });
}

#[test]
fn what_is_hidden_by_its_end_is_not_there_unless_asked_for() {
    let mut history = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 60)
        .play("2021-06-02T10:00:00Z", 1, 60)
        .play("2021-06-03T10:00:00Z", 2, 60);
    let from = instant_ms("2021-06-01T10:01:00Z");
    let to = instant_ms("2021-06-02T10:01:00Z");
    history.hidden.spans.push((from, to));
    history.hidden.tracks.push(TrackNo(2));
    let mut question = as_of("2021-06-03");
    let answer = summary(&history, &question);
    assert_eq!(bars_of_hours(&answer.timeline), [(1, 12, 1)]);
    assert_eq!(answer.totals.amount.plays, 1);
    question.with_hidden = true;
    let answer = summary(&history, &question);
    assert_eq!(bars_of_hours(&answer.timeline), [(0, 12, 1), (1, 12, 1), (2, 12, 1)]);
}

#[test]
fn companions_are_counted_once_a_session() {
    let history = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 60)
        .play("2021-06-01T10:01:00Z", 1, 60)
        .play("2021-06-01T10:02:00Z", 1, 60)
        .play("2021-06-01T10:03:00Z", 2, 60)
        .play("2021-06-02T10:00:00Z", 0, 60)
        .play("2021-06-02T10:01:00Z", 2, 60)
        .play("2021-06-03T10:00:00Z", 3, 60);
    let answer = detail(&history, &of_track(0));
    let companion = |number, sessions| Companion {
        subject: Subject::Track(TrackNo(number)),
        sessions,
    };
    assert_eq!(answer.sessions, 2);
    assert_eq!(answer.companions, [companion(2, 2), companion(1, 1)]);
    assert_eq!(answer.rank, Some(1));
    assert_eq!(
        answer.longest_run,
        Some(DayRange {
            first: day("2021-06-01"),
            last: day("2021-06-02")
        })
    );
    let rivals: Vec<_> = answer.rivals.iter().map(|rival| rival.subject).collect();
    assert_eq!(rivals, [1, 2, 3].map(|number| Subject::Track(TrackNo(number))));
}

#[test]
fn a_play_of_two_artists_and_their_genres_counts_for_each() {
    let mut history = listener(VIENNA)
        .play("2021-06-01T10:00:00Z", 0, 60)
        .play("2021-06-01T11:00:00Z", 1, 60);
    history.catalogue.tracks[0].artists = vec![ArtistNo(4), ArtistNo(1)];
    history.catalogue.artists[4] = vec![GenreNo(1), GenreNo(2)];
    let mut question = as_of("2021-06-01");
    question.measure = Measure::Time;
    let answer = summary(&history, &question);
    assert_eq!(ranks(&answer.artists, |artist| artist.0), [(1, 2, None), (4, 1, None)]);
    assert_eq!(ranks(&answer.genres, |genre| genre.0), [(1, 2, None), (2, 1, None)]);
    question.filter.genres = Selection {
        only: vec![GenreNo(1)],
        never: vec![GenreNo(2)],
    };
    assert_eq!(summary(&history, &question).totals.amount.plays, 1);
}

#[test]
fn a_hidden_play_does_not_decide_which_track_was_first_that_day() {
    let mut history = listener(VIENNA)
        .play("2021-06-01T08:00:00Z", 1, 60)
        .play("2021-06-01T09:00:00Z", 0, 60)
        .play("2021-06-01T10:00:00Z", 1, 60);
    let until = instant_ms("2021-06-01T08:30:00Z");
    history.hidden.spans.push((0, until));
    let first_of_equals = |with_hidden| {
        let question = Question {
            with_hidden,
            ..as_of("2022-06-01")
        };
        summary(&history, &question).on_this_day[0].track
    };
    assert_eq!(first_of_equals(false), TrackNo(0));
    assert_eq!(first_of_equals(true), TrackNo(1));
}

#[test]
fn a_play_too_short_to_count_decides_which_track_was_first_that_day() {
    let history = listener(VIENNA)
        .play("2021-06-01T08:00:00Z", 1, 0)
        .play("2021-06-01T09:00:00Z", 0, 60)
        .play("2021-06-01T10:00:00Z", 1, 60);
    let answer = summary(&history, &as_of("2022-06-01"));
    assert_eq!(answer.on_this_day[0].track, TrackNo(1));
}
