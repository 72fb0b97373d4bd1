//! What a recording has near a page of recent plays.

use store::Store;

use crate::archive_folder::{ArchiveFolder, play};

/// When play number `at` ended, in milliseconds since 1970.
fn end(at: usize) -> i64 {
    1_600_000_000_000 + 240_000 * at as i64
}

/// A recording of plays 10 to 19, and another of plays 0 to 29.
fn two_recordings(store: &Store) -> u32 {
    let (one, other) = (play(store, 10, 10), play(store, 0, 30));
    let mut write = store.write().unwrap();
    write.widen_span(one, end(10), end(19)).unwrap();
    write.widen_span(other, end(0), end(29)).unwrap();
    write.commit().unwrap();
    one
}

#[test]
fn a_recording_has_its_own_rows_from_a_time_on_and_the_latest_before() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let recording = two_recordings(&store);
    let write = store.write().unwrap();
    let ends = |from| {
        let rows = write.recorded_from(recording, from).unwrap();
        rows.iter()
            .map(|row| row.evidence.ended_at.as_millis())
            .collect::<Vec<_>>()
    };
    assert_eq!(ends(end(17)), [16, 17, 18, 19].map(end));
    assert_eq!(ends(end(17) + 1), [17, 18, 19].map(end));
    assert_eq!(ends(end(25)), [end(19)]);
    assert_eq!(ends(end(0)).len(), 10, "before its first there is none");
}

#[test]
fn a_row_has_the_names_that_it_came_with() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 3, 1);
    let write = store.write().unwrap();
    let row = write.evidence(|_| true).unwrap()[0];
    let namings = write.namings_of([row.naming]).unwrap();
    let [(id, track, item)] = namings.as_slice() else {
        panic!("{namings:?}")
    };
    assert_eq!((*id, *track), (row.naming, row.evidence.item));
    assert_eq!((&*item.name, item.length_ms), ("Track 3", Some(200_000)));
    assert_eq!(write.namings().unwrap(), namings);
}
