//! Rows that are equal in what a rule asks, but not in everything: the order in which they came makes no difference all the same. Every
//! story is told in two orders.

use crate::ledger::{HOUR, MINUTE, SECOND};
use crate::story::{GLUE, OPAL, Story, Track};

#[test]
fn rows_with_one_end_that_ended_differently() {
    // Rule 3. One end told twice, and a shorter row that overlaps the one of the two that is no exit row.
    let story = Story::new()
        .extended(HOUR, 24_600, GLUE)
        .extended(HOUR + 12 * SECOND, 200_000, GLUE)
        .extended(HOUR + 12 * SECOND, 200_000, GLUE)
        .ended_by("logout");
    assert_eq!(story.count(), 1);
}

#[test]
fn a_row_of_two_editions_that_name_it_differently() {
    // Rule 2. Both editions of the export tell of the play, the newer one under the new name. The account row has the old name, which
    // one of the two has as well.
    let renamed = Track {
        title: "Glue (Remaster)",
        ..GLUE
    };
    let story = Story::new()
        .extended(10 * MINUTE + 20 * SECOND, 5_000, GLUE)
        .extended(10 * MINUTE + 20 * SECOND, 5_000, renamed)
        .account(10 * MINUTE, 5_000, GLUE);
    assert_eq!(story.count(), 1);
}

#[test]
fn a_row_of_two_recordings() {
    // Rule 6. Either of the two recorded rows may be absorbed, but it must be the same one each time: the other one's length is estimated
    // from its own recording.
    let story = Story::new()
        .extended(HOUR, 200_000, GLUE)
        .recorded(HOUR, 240_000, GLUE)
        .recorded(HOUR - MINUTE, 240_000, OPAL)
        .of_recording(1)
        .recorded(HOUR, 240_000, GLUE)
        .of_recording(1);
    assert_eq!(story.count(), 3);
}
