//! Examples of what exports tell, rules 2 to 5, with the plays worked out by hand. Where a rule is known to be wrong, the example says
//! what it gives, and what was really played.

use crate::ledger::{HOUR, MINUTE, SECOND};
use crate::story::{APRICOTS, GLUE, OPAL, Story, Track, named};

const REMASTER: Track = Track {
    title: "Glue (Remaster)",
    ..GLUE
};

#[test]
fn renaming_a_track_later_leaves_earlier_plays_alone() {
    let story = Story::new()
        .extended(10 * MINUTE + 21 * SECOND, 201_000, GLUE)
        .account(10 * MINUTE, 201_000, GLUE)
        .extended(20 * MINUTE, 201_000, REMASTER);
    assert_eq!(story.count(), 2);
    // Short plays are known by their names alone.
    let story = Story::new()
        .extended(10 * MINUTE + 21 * SECOND, 5_000, GLUE)
        .account(10 * MINUTE, 5_000, GLUE)
        .extended(20 * MINUTE, 5_000, REMASTER);
    assert_eq!(story.count(), 2);
}

#[test]
fn account_data_names_the_performer_of_a_compilation() {
    let mut story = Story::new();
    for (number, performer) in [&["Marlow Pike"], &["Ada Fern"], &["The Nought"], &["Iris Kell"]]
        .into_iter()
        .enumerate()
    {
        let title = ["Tidewrack", "Glass Weather", "Slow Tram", "Ferrous"][number];
        let id = ["one", "two", "three", "four"][number];
        let (minute, heard) = (610 + 4 * number as i64, 201_000 + 1_000 * number as u32);
        let compiled = Track {
            id,
            title,
            artists: &["Various Artists"],
            isrc: None,
        };
        let performed = Track {
            artists: performer,
            ..compiled
        };
        story =
            story
                .extended(minute * MINUTE + 21 * SECOND, heard, compiled)
                .account(minute * MINUTE, heard, performed);
    }
    let story = story
        .extended(674 * MINUTE + 30 * SECOND, 180_001, GLUE)
        .account(674 * MINUTE, 180_001, GLUE)
        .extended(678 * MINUTE + 30 * SECOND, 180_002, OPAL)
        .account(678 * MINUTE, 180_002, OPAL);
    assert_eq!(story.count(), 6);
}

#[test]
fn account_data_names_a_track_as_it_was_called_then() {
    let story = |heard| {
        Story::new()
            .extended(10 * MINUTE + 21 * SECOND, heard, REMASTER)
            .account(10 * MINUTE, heard, GLUE)
    };
    assert_eq!(story(201_000).count(), 1);
    assert_eq!(story(10_000).count(), 1);
    // Wrong: one play, but nothing shows it.
    assert_eq!(story(9_999).count(), 2);
}

#[test]
fn names_reach_a_minute_either_way_and_lengths_a_minute_and_two_seconds_forward() {
    let by_names = |after| {
        Story::new()
            .account(10 * MINUTE, 5_000, GLUE)
            .extended(10 * MINUTE + after, 5_000, GLUE)
            .count()
    };
    assert_eq!([-60_001, -60_000, 0, 60_000, 60_001].map(by_names), [2, 1, 1, 1, 2]);
    let by_length = |after| {
        Story::new()
            .account(10 * MINUTE, 10_000, GLUE)
            .extended(10 * MINUTE + after, 10_000, OPAL)
            .count()
    };
    assert_eq!([-2_001, -2_000, 0, 62_000, 62_001].map(by_length), [2, 1, 1, 1, 2]);
}

#[test]
fn a_row_that_two_files_tell_absorbs_one_row_of_account_data() {
    let story = Story::new()
        .extended(10 * MINUTE + 8 * SECOND, 40_000, GLUE)
        .account(10 * MINUTE, 40_000, GLUE)
        .account(10 * MINUTE, 40_000, OPAL);
    assert_eq!(story.count(), 2);
    assert_eq!(story.extended(10 * MINUTE + 8 * SECOND, 40_000, GLUE).count(), 2);
    // Told twice by one file, it is numbered: account data tells such a play twice as well.
    let doubled = Story::new()
        .extended(10 * MINUTE + 8 * SECOND, 20_000, GLUE)
        .extended(10 * MINUTE + 8 * SECOND, 20_000, GLUE)
        .numbered(1)
        .account(10 * MINUTE, 20_000, GLUE)
        .account(10 * MINUTE, 20_000, GLUE)
        .numbered(1);
    assert_eq!(doubled.count(), 1);
}

#[test]
fn an_edition_without_ids_meets_its_later_edition() {
    let told = [
        (10 * MINUTE, 290_736, GLUE),
        (15 * MINUTE, 281_000, OPAL),
        (24 * HOUR, 290_736, GLUE),
        (24 * HOUR + 5 * MINUTE, 250_000, APRICOTS),
        (48 * HOUR, 60_000, OPAL),
    ];
    let mut story = Story::new();
    for (end, heard, track) in told {
        story = story.extended(end, heard, named(track)).extended(end, heard, track);
    }
    assert_eq!(story.plays().iter().map(|(_, ms)| ms).sum::<u32>(), 1_172_472);
    assert_eq!(story.ids(), ["glue", "opal", "glue", "apricots", "opal"]);
    // Under 10 s, equal names and a missing id are enough.
    let story = Story::new()
        .extended(MINUTE, 3_000, named(GLUE))
        .extended(MINUTE + 2 * SECOND, 3_000, GLUE);
    assert_eq!(story.ids(), ["glue"]);
}

#[test]
fn an_old_edition_meets_a_track_that_was_renamed_since() {
    let story = |heard, apart| {
        Story::new()
            .extended(MINUTE, heard, named(GLUE))
            .extended(MINUTE + apart, heard, REMASTER)
    };
    assert_eq!(story(200_000, 2_000).ids(), ["glue"]);
    assert_eq!(story(200_000, 2_001).count(), 2);
    assert_eq!(story(10_000, 0).count(), 1);
    // Wrong: one play, but nothing shows it.
    assert_eq!(story(9_999, 0).count(), 2);
}

#[test]
fn of_two_items_with_an_id_the_smaller_id_stands() {
    let other = Track { id: "glue-2", ..GLUE };
    // In a story, the one that is named first has the smaller id.
    let story = Story::new()
        .extended(HOUR, 60_000, GLUE)
        .extended(MINUTE, 200_000, other)
        .extended(MINUTE, 200_000, GLUE);
    assert_eq!(story.ids(), ["glue", "glue"]);
    // Under 10 s they are two plays.
    let story = Story::new()
        .extended(MINUTE, 9_999, other)
        .extended(MINUTE, 9_999, GLUE);
    assert_eq!(story.count(), 2);
}

#[test]
fn a_play_that_three_editions_tell_of_by_three_ids_is_one() {
    let third = Track {
        id: "glue-3",
        ..REMASTER
    };
    let story = Story::new()
        .extended(MINUTE, 200_000, GLUE)
        .extended(MINUTE, 200_000, REMASTER)
        .extended(MINUTE, 200_000, third);
    assert_eq!(story.count(), 1);
}

#[test]
fn a_short_track_on_repeat_keeps_its_plays_in_account_data() {
    let story = Story::new()
        .account(10 * MINUTE, 20_000, GLUE)
        .account(10 * MINUTE, 20_000, GLUE)
        .numbered(1)
        .account(10 * MINUTE, 20_000, GLUE)
        .numbered(2);
    assert_eq!(story.count(), 3);
    // Four ends, 20 s apart, fit into a minute; five do not.
    let story = story
        .account(10 * MINUTE, 20_000, GLUE)
        .numbered(3)
        .account(10 * MINUTE, 20_000, GLUE)
        .numbered(4);
    assert_eq!(story.count(), 4);
}

#[test]
fn doubles_in_account_data() {
    let twice = |heard| {
        Story::new()
            .account(10 * MINUTE, heard, GLUE)
            .account(10 * MINUTE, heard, GLUE)
            .numbered(1)
            .count()
    };
    assert_eq!(twice(9_999), 1);
    assert_eq!(twice(200_000), 1);
    assert_eq!(twice(60_001), 1);
    assert_eq!(twice(60_000), 2);
    // Wrong: 45 s heard once and told twice.
    assert_eq!(twice(45_000), 2);
}

#[test]
fn the_minute_after_has_no_second_play_of_two_minutes() {
    let minutes = |heard, count: i64| {
        let minutes = 10..10 + count;
        minutes
            .fold(Story::new(), |story, minute| {
                story.account(minute * MINUTE, heard, GLUE)
            })
            .count()
    };
    assert_eq!(minutes(121_500, 2), 2);
    assert_eq!(minutes(121_501, 2), 1);
    assert_eq!(minutes(121_501, 3), 2);
    // A row that the extended history has absorbed stands, and more than it does not fit into its minute.
    let story = Story::new()
        .extended(10 * MINUTE + 29 * SECOND, 200_000, GLUE)
        .account(10 * MINUTE, 200_000, GLUE)
        .account(11 * MINUTE, 200_000, GLUE);
    assert_eq!(story.plays(), [(10 * MINUTE + 29 * SECOND, 200_000)]);
}

#[test]
fn equal_rows_of_two_files_are_the_same_row() {
    let file = |story: Story| {
        story
            .account(10 * MINUTE, 20_000, GLUE)
            .account(10 * MINUTE, 20_000, GLUE)
            .numbered(1)
    };
    assert_eq!(file(Story::new()).count(), 2);
    assert_eq!(file(file(Story::new())).count(), 2);
}

#[test]
fn a_track_that_overlaps_itself_was_played_once() {
    let once_only = Story::new()
        .extended(HOUR, 201_000, GLUE)
        .extended(HOUR + 5 * SECOND, 203_500, GLUE);
    assert_eq!(once_only.plays(), [(HOUR + 5 * SECOND, 203_500)]);
    let nearly_a_minute = Story::new()
        .extended(HOUR, 180_000, GLUE)
        .extended(HOUR + 45 * SECOND, 180_000, GLUE);
    assert_eq!(nearly_a_minute.plays(), [(HOUR, 180_000)]);
    let truly_twice = Story::new()
        .extended(HOUR, 180_000, GLUE)
        .extended(HOUR + 180 * SECOND, 180_000, GLUE);
    assert_eq!(truly_twice.count(), 2);
}

#[test]
fn a_short_track_in_a_loop_keeps_its_plays() {
    // The extended history has whole seconds.
    let loops = |ends: &[i64]| {
        ends.iter()
            .fold(Story::new(), |story, end| story.extended(end * SECOND, 24_600, GLUE))
            .count()
    };
    assert_eq!(loops(&[100, 124, 149, 173, 198]), 5);
    // With a crossfade of five seconds.
    assert_eq!(loops(&[100, 119, 139, 158, 178]), 5);
}

#[test]
fn of_a_double_half_must_overlap() {
    let apart = |seconds| {
        Story::new()
            .extended(HOUR, 43_000, GLUE)
            .extended(HOUR + seconds * SECOND, 43_000, GLUE)
            .count()
    };
    assert_eq!(apart(21), 1);
    // Wrong: one play, told again 22 s later.
    assert_eq!(apart(22), 2);
}

#[test]
fn equal_lengths_within_thirty_seconds() {
    let apart = |heard, apart: i64, reason: &str| {
        Story::new()
            .extended(HOUR, heard, GLUE)
            .extended(HOUR + apart, heard, GLUE)
            .ended_by(reason)
            .count()
    };
    assert_eq!(apart(9_999, 30_000, "fwdbtn"), 1);
    assert_eq!(apart(9_999, 30_001, "fwdbtn"), 2);
    assert_eq!(apart(30_000, 30_000, "fwdbtn"), 2);
    assert_eq!(apart(30_000, 30_000, "remote"), 1);
    assert_eq!(apart(30_000, 30_000, "unexpected-exit-while-paused"), 1);
    assert_eq!(apart(30_000, 30_001, "logout"), 2);
    // Overlapping says nothing of a row that may have been told days later.
    assert_eq!(apart(200_000, 30_001, "logout"), 2);
    assert_eq!(apart(200_000, 0, "logout"), 1);
}

#[test]
fn a_row_that_ended_by_leaving_never_stands_for_another() {
    let exit_first =
        Story::new()
            .extended(HOUR, 60_000, GLUE)
            .ended_by("logout")
            .extended(HOUR + 20 * SECOND, 60_000, GLUE);
    assert_eq!(exit_first.plays(), [(HOUR + 20 * SECOND, 60_000)]);
    let exit_last = Story::new()
        .extended(HOUR, 60_000, GLUE)
        .extended(HOUR + 20 * SECOND, 60_000, GLUE)
        .ended_by("logout");
    assert_eq!(exit_last.plays(), [(HOUR, 60_000)]);
}
