//! A write without enough room on the disk is rolled back, and the next one finds the archive as it was.

use chrono::DateTime;

use super::*;
use crate::{Credit, SpotifyTrack};

fn track(number: usize) -> SpotifyTrack {
    SpotifyTrack {
        uri: format!("spotify:track:{number:022}"),
        name: "A name that takes up some room".repeat(10),
        artists: Vec::new(),
        album: Credit {
            uri: None,
            name: format!("Album {number}"),
        },
        album_artist: String::new(),
        covers: Vec::new(),
        duration_ms: 200_000,
        isrc: None,
    }
}

fn learn(mut write: Write<'_>, count: usize) -> Result<(), StoreError> {
    let tracks: Vec<_> = (0..count).map(track).collect();
    write.save_tracks(&tracks)?;
    write.commit()
}

#[test]
fn a_write_without_room_leaves_the_archive_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("archive.db"), DateTime::default())
        .unwrap()
        .store;
    learn(store.write().unwrap(), 10).unwrap();
    let before = store.catalogue().unwrap();
    let pages: i64 = store
        .writer()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let allow = |pages: i64| {
        let allowed = store
            .writer()
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()));
        allowed.unwrap();
    };

    allow(pages + 5);
    for write in [Store::write, Store::write_bulk] {
        let full = learn(write(&store).unwrap(), 1_000);
        assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
        assert_eq!(store.catalogue().unwrap(), before);
        assert_eq!(store.check().unwrap().problems, Vec::<String>::new());
    }
    assert_eq!(
        StoreError::DiskFull.to_string(),
        "the disk is full: make room, then try again"
    );

    allow(1_000_000);
    learn(store.write().unwrap(), 1_000).unwrap();
    assert_eq!(store.catalogue().unwrap().tracks.len(), 1_000);
    assert_eq!(store.check().unwrap().problems, Vec::<String>::new());
}
