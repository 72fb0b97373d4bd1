//! What Spotify ranks gets the listener's own counts beside it.

use chrono::Days;
use library::{EntityKind, ExploreQuery, HiddenTarget, ListEntry, PickedKeys};
use stats::Question;

use crate::this_week::Listener;

const PLAYS: [(&str, u32, u32); 6] = [
    ("2026-10-01T10:00:00Z", 0, 200),
    ("2026-11-15T10:00:00Z", 0, 200),
    ("2026-11-15T11:00:00Z", 1, 200),
    ("2026-11-16T11:00:00Z", 2, 200),
    ("2026-11-17T11:00:00Z", 2, 200),
    // Too short to count.
    ("2026-11-17T12:00:00Z", 2, 29),
];

fn track(number: u32) -> ListEntry {
    ListEntry {
        key: format!("spotify:track:{number:022}"),
        name: format!("Track {number}"),
    }
}

/// Exports name artists without an address.
fn artist(name: &str) -> ListEntry {
    ListEntry {
        key: "spotify:artist:4uLU6hMCjMI75M1A2tKUQC".to_owned(),
        name: name.to_owned(),
    }
}

fn counts(listener: &Listener, kind: EntityKind, entries: &[ListEntry], last_days: Option<u64>) -> Vec<u32> {
    let mut question = Question::new(listener.today);
    question.filter.from = last_days.map(|days| listener.today - Days::new(days));
    let query = ExploreQuery {
        picks: PickedKeys::default(),
        question,
    };
    listener
        .archive
        .own_plays(kind, entries, &query, listener.zone)
        .unwrap()
}

#[test]
fn tracks_are_found_by_their_address_and_artists_also_by_their_name() {
    let listener = Listener::heard(&PLAYS);
    let tracks = [track(2), track(0), track(9), track(77)];
    assert_eq!(counts(&listener, EntityKind::Track, &tracks, None), [2, 2, 0, 0]);
    assert_eq!(counts(&listener, EntityKind::Track, &tracks, Some(27)), [2, 1, 0, 0]);
    let artists = [artist("Artist 0"), artist("Artist 1"), artist("Nobody")];
    assert_eq!(counts(&listener, EntityKind::Artist, &artists, None), [4, 1, 0]);
}

#[test]
fn a_track_is_not_taken_for_another_one_of_the_same_name() {
    let listener = Listener::heard(&PLAYS);
    let other = ListEntry {
        name: "Track 2".to_owned(),
        ..track(50)
    };
    assert_eq!(counts(&listener, EntityKind::Track, &[other], None), [0]);
}

#[test]
fn what_is_hidden_is_not_counted() {
    let listener = Listener::heard(&PLAYS);
    let target = HiddenTarget::Track(track(2).key);
    listener.archive.hide(&target).unwrap();
    assert_eq!(
        counts(&listener, EntityKind::Track, &[track(2), track(0)], None),
        [0, 2]
    );
}
