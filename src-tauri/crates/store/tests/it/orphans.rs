//! No row is left that nothing refers to, and none refers to a missing one, also after bulk writes.

use rusqlite::Connection;
use store::StoreError;

use crate::archive_folder::{ArchiveFolder, assert_intact, play, spotify_track};

#[test]
fn a_removed_source_leaves_no_row_behind() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let (kept, gone) = (play(&store, 0, 50), play(&store, 50, 50));
    let mut write = store.write().unwrap();
    write.remove_source(gone).unwrap();
    write.remove_orphans().unwrap();
    write.commit().unwrap();
    assert_intact(&store);
    let sources: Vec<_> = store.sources().unwrap().into_iter().map(|source| source.id).collect();
    assert_eq!(sources, [kept]);
    let connection = Connection::open(folder.archive()).unwrap();
    for orphans in [
        "SELECT count(*) FROM album WHERE id NOT IN (SELECT album FROM track)",
        "SELECT count(*) FROM artist WHERE id NOT IN (SELECT artist FROM track_artist)",
        "SELECT count(*) FROM circumstance WHERE id NOT IN (SELECT circumstance FROM play)",
        "SELECT count(*) FROM reject WHERE source NOT IN (SELECT id FROM source)",
        "SELECT count(*) FROM play WHERE source NOT IN (SELECT id FROM source)",
    ] {
        let count: i64 = connection.query_row(orphans, [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0, "{orphans}");
    }
}

#[test]
fn references_are_looked_at_again_after_a_write_in_bulk() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let source = play(&store, 0, 10);
    for committed in [true, false] {
        let mut bulk = store.write_bulk().unwrap();
        bulk.save_tracks(&[spotify_track(400)]).unwrap();
        if committed {
            bulk.commit().unwrap();
        } else {
            drop(bulk);
        }
        let mut write = store.write().unwrap();
        let mut row = write.evidence(|_| true).unwrap()[0];
        row.source = source + 1_000;
        assert!(
            matches!(write.put_evidence([row]), Err(StoreError::Unexpected(_))),
            "no such source"
        );
    }
    assert_intact(&store);
}
