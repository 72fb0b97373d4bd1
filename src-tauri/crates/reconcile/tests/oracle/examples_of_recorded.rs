//! Examples of recorded plays, rules 1 and 6 to 8, with the plays worked out by hand. Where a rule is known to be wrong, the example
//! says what it gives, and what was really played.

use crate::ledger::{DAY, HOUR, MINUTE, SECOND};
use crate::story::{APRICOTS, GLUE, OPAL, Story, Track};

/// Four minutes.
const LENGTH: u32 = 240_000;

fn stamps(of: &[(i64, Track)], track_ms: u32) -> Story {
    of.iter().fold(Story::new(), |story, (stamp, track)| {
        story.recorded(*stamp, track_ms, *track)
    })
}

#[test]
fn a_stamp_moves_by_some_seconds() {
    let moved = |by| stamps(&[(HOUR, GLUE), (HOUR + by, GLUE)], LENGTH).count();
    assert_eq!(moved(1_300), 1);
    assert_eq!(moved(4_999), 1);
    assert_eq!(moved(5_000), 2);
    // Wrong: one play.
    assert_eq!(moved(6_000), 2);
    // The earliest stands.
    assert_eq!(
        stamps(&[(HOUR + 1_300, GLUE), (HOUR, GLUE)], LENGTH).plays(),
        [(HOUR, LENGTH)]
    );
    // Less than half of the track.
    let short = |by| stamps(&[(HOUR, GLUE), (HOUR + by, GLUE)], 2_000).count();
    assert_eq!([999, 1_000].map(short), [1, 2]);
}

#[test]
fn a_moved_stamp_may_come_with_another_id() {
    let isrc = Some("GBCFB1700001");
    let relinked = Track {
        id: "glue-2",
        title: "Glue - Live",
        artists: &["BICEP"],
        isrc,
    };
    let twice = |one, other| stamps(&[(HOUR, one), (HOUR + SECOND, other)], LENGTH).count();
    assert_eq!(twice(Track { isrc, ..GLUE }, relinked), 1);
    assert_eq!(twice(GLUE, relinked), 2);
    assert_eq!(
        twice(
            GLUE,
            Track {
                id: "glue-2",
                artists: &["Someone", "Bicep"],
                ..GLUE
            }
        ),
        1
    );
    assert_eq!(
        twice(
            GLUE,
            Track {
                id: "glue-2",
                artists: &["Someone"],
                ..GLUE
            }
        ),
        2
    );
}

#[test]
fn one_millisecond_with_two_titles_is_two_plays() {
    assert_eq!(stamps(&[(HOUR, GLUE), (HOUR, OPAL)], LENGTH).count(), 2);
    assert_eq!(stamps(&[(HOUR, GLUE), (HOUR, GLUE)], LENGTH).count(), 1);
}

#[test]
fn plays_that_are_told_all_at_once_stay_apart() {
    let burst = [(HOUR, GLUE), (HOUR + 500, GLUE), (HOUR + 1_500, GLUE)];
    assert_eq!(stamps(&burst, LENGTH).count(), 3);
    // Two stamps are no burst, however often they are told.
    assert_eq!(stamps(&[burst[0], burst[1], burst[1]], LENGTH).count(), 1);
    // Inside a burst, equal stamps are one play.
    assert_eq!(stamps(&[burst[0], burst[1], burst[1], burst[2]], LENGTH).count(), 3);
    // It is a burst also if the stamps are of other tracks.
    assert_eq!(
        stamps(&[(HOUR, GLUE), (HOUR + 500, OPAL), (HOUR + 1_500, GLUE)], LENGTH).count(),
        3
    );
    // More than a second after the one before is none.
    assert_eq!(
        stamps(&[(HOUR, GLUE), (HOUR + 500, GLUE), (HOUR + 1_501, GLUE)], LENGTH).count(),
        1
    );
}

#[test]
fn stamps_may_be_starts_or_pauses() {
    let story = Story::new()
        .recorded(600 * MINUTE, LENGTH, GLUE)
        .recorded(620 * MINUTE + 500, LENGTH, OPAL)
        .recorded(640 * MINUTE, LENGTH, APRICOTS)
        // It was paused for ten minutes.
        .extended(614 * MINUTE, LENGTH, GLUE)
        .extended(624 * MINUTE, LENGTH, OPAL)
        .extended(644 * MINUTE, LENGTH, APRICOTS);
    assert_eq!(
        story.plays(),
        [(614 * MINUTE, LENGTH), (624 * MINUTE, LENGTH), (644 * MINUTE, LENGTH)]
    );
}

#[test]
fn offline_plays_are_recorded_all_at_once_later() {
    let ends = [8 * HOUR, 8 * HOUR + 4 * MINUTE, 8 * HOUR + 8 * MINUTE];
    let mut story = Story::new();
    for (number, (end, track)) in ends.into_iter().zip([GLUE, OPAL, GLUE]).enumerate() {
        let told = 18 * HOUR + 300 * number as i64;
        story = story.extended(end, LENGTH, track).recorded(told, LENGTH, track);
    }
    // An export reaches at least as far as the plays it is held against.
    let story = story.extended(20 * HOUR, LENGTH, APRICOTS);
    assert_eq!(story.count(), 4);
}

#[test]
fn a_play_that_ended_by_leaving_may_be_told_days_later() {
    let later = |by, reason: &str| {
        let story = Story::new()
            .recorded(DAY, LENGTH, GLUE)
            .extended(DAY + by, 100_000, GLUE)
            .ended_by(reason);
        story.extended(30 * DAY, LENGTH, OPAL).count()
    };
    assert_eq!(later(7 * DAY, "logout"), 2);
    assert_eq!(later(7 * DAY + 1, "unexpected-exit"), 3);
    assert_eq!(later(DAY, "trackdone"), 2);
    assert_eq!(later(DAY + 1, "trackdone"), 3);
    // Before the stamp it is a day for all.
    assert_eq!(later(-DAY, "logout"), 2);
    assert_eq!(later(-DAY - 1, "logout"), 3);
}

#[test]
fn what_the_export_does_not_reach_is_not_held_against_it() {
    let story = Story::new()
        .extended(HOUR, LENGTH, GLUE)
        .recorded(HOUR + 6 * MINUTE, LENGTH, GLUE);
    assert_eq!(story.count(), 2);
    assert_eq!(story.extended(HOUR + 6 * MINUTE, LENGTH, OPAL).count(), 2);
    // The nearest rule knows no such reach.
    let near = Story::new()
        .extended(HOUR, LENGTH, GLUE)
        .recorded(HOUR + 90 * SECOND, LENGTH, GLUE);
    assert_eq!(near.count(), 1);
}

#[test]
fn another_play_within_a_day_is_taken_for_the_one_that_an_export_lacks() {
    let story = Story::new()
        .recorded(10 * HOUR, LENGTH, GLUE)
        .extended(20 * HOUR, LENGTH, GLUE)
        .extended(21 * HOUR, LENGTH, OPAL);
    // Wrong: three plays.
    assert_eq!(story.count(), 2);
}

#[test]
fn a_recorded_play_is_known_by_its_names_too() {
    // The export names the album's artist, and another edition of the track.
    let recorded = Track {
        artists: &["Bicep", "Various Artists"],
        ..GLUE
    };
    let told = Track {
        id: "glue-2",
        artists: &["Various Artists"],
        ..GLUE
    };
    assert_eq!(
        Story::new()
            .recorded(HOUR, LENGTH, recorded)
            .extended(HOUR, LENGTH, told)
            .count(),
        1
    );
    let other = Track {
        artists: &["Someone"],
        ..told
    };
    assert_eq!(
        Story::new()
            .recorded(HOUR, LENGTH, recorded)
            .extended(HOUR, LENGTH, other)
            .count(),
        2
    );
}

#[test]
fn account_data_absorbs_recorded_plays() {
    let after = |by| {
        Story::new()
            .account(10 * DAY, 30_000, GLUE)
            .recorded(10 * DAY + by, 30_000, GLUE)
    };
    assert_eq!(after(0).plays(), [(10 * DAY, 30_000)]);
    assert_eq!(after(DAY).count(), 1);
    assert_eq!(after(-DAY).count(), 1);
    assert_eq!(after(DAY + 1).count(), 2);
    assert_eq!(after(-DAY - 1).count(), 2);
}

#[test]
fn all_sources_tell_of_one_play() {
    let story = Story::new()
        .extended(HOUR + 20 * SECOND, 200_000, GLUE)
        .account(HOUR, 200_000, GLUE)
        .recorded(HOUR + 20_400, 240_000, GLUE);
    assert_eq!(story.plays(), [(HOUR + 20 * SECOND, 200_000)]);
}

#[test]
fn an_estimate_does_not_reach_back_over_the_play_before() {
    let story = stamps(&[(HOUR, GLUE), (HOUR + MINUTE, OPAL), (2 * HOUR, APRICOTS)], LENGTH);
    assert_eq!(
        story.plays(),
        [(HOUR, LENGTH), (HOUR + MINUTE, 60_000), (2 * HOUR, LENGTH)]
    );
    // Under two seconds is no play: the stamps say nothing about lengths.
    let between = |apart| stamps(&[(HOUR, GLUE), (HOUR + apart, OPAL)], LENGTH).plays()[1].1;
    assert_eq!([1_999, 2_000].map(between), [LENGTH, 2_000]);
}

#[test]
fn a_session_of_starts_is_estimated_by_the_stamp_after() {
    // Each stamp is followed by the next after the length of its own track: 100 s, 200 s, 150 s. The last was skipped to after 30 s.
    let starts = Story::new()
        .recorded(HOUR, 100_000, GLUE)
        .recorded(HOUR + 100 * SECOND, 200_000, OPAL)
        .recorded(HOUR + 300 * SECOND, 150_000, APRICOTS)
        .recorded(HOUR + 330 * SECOND, 180_000, GLUE);
    let lengths: Vec<u32> = starts.plays().into_iter().map(|(_, ms)| ms).collect();
    assert_eq!(lengths, [100_000, 200_000, 30_000, 180_000]);
    // One vote is not enough.
    let ends = Story::new()
        .recorded(HOUR, 100_000, GLUE)
        .recorded(HOUR + 100 * SECOND, 200_000, OPAL)
        .recorded(HOUR + 270 * SECOND, 180_000, APRICOTS);
    let lengths: Vec<u32> = ends.plays().into_iter().map(|(_, ms)| ms).collect();
    assert_eq!(lengths, [100_000, 100_000, 170_000]);
}
