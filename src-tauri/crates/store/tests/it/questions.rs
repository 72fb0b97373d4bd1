//! Questions while the archive is written: each sees one state, and none waits for another.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use store::{EvidenceRow, Store};

use crate::archive_folder::{ArchiveFolder, play, spotify_track};

const PLAYS: usize = 40;

/// Gives every track this title and its artist this name.
fn name_everything(store: &Store, name: &str) {
    let tracks: Vec<_> = (0..PLAYS)
        .map(|at| {
            let mut track = spotify_track(at);
            name.clone_into(&mut track.name);
            for artist in &mut track.artists {
                name.clone_into(&mut artist.name);
            }
            track
        })
        .collect();
    let mut write = store.write().unwrap();
    write.save_tracks(&tracks).unwrap();
    write.commit().unwrap();
}

#[test]
fn a_question_of_several_statements_sees_one_state() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, PLAYS);
    name_everything(&store, "one");
    let is_asked = AtomicBool::new(true);
    thread::scope(|scope| {
        scope.spawn(|| {
            while is_asked.load(Ordering::Relaxed) {
                name_everything(&store, "other");
                name_everything(&store, "one");
            }
        });
        for _ in 0..300 {
            let plays = store.latest(None, PLAYS as u32).unwrap();
            let names: Vec<_> = plays
                .iter()
                .flat_map(|play| play.artists.iter().map(|artist| &artist.name).chain([&play.name]))
                .collect();
            if names.iter().any(|name| *name != names[0]) {
                is_asked.store(false, Ordering::Relaxed);
            }
            assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
        }
        is_asked.store(false, Ordering::Relaxed);
    });
}

#[test]
fn a_question_does_not_wait_for_another() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, PLAYS);
    // Each is asked while the one before is being answered.
    let mut depth = 0;
    ask_within(&store, &mut depth);
    assert_eq!(depth, 6);
}

fn ask_within(store: &Store, depth: &mut usize) {
    if *depth == 6 {
        return;
    }
    *depth += 1;
    store
        .evidence(|_: EvidenceRow| {
            assert_eq!(store.count().unwrap(), PLAYS as u64);
            assert_eq!(store.latest(None, 3).unwrap().len(), 3);
            ask_within(store, depth);
            ControlFlow::Break(())
        })
        .unwrap();
}

#[test]
fn what_was_written_is_seen_by_the_next_question_and_changes_the_version() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let mut version = store.version().unwrap();
    for nth in 1..=5 {
        play(&store, 10 * nth, 1);
        assert_eq!(store.count().unwrap(), nth as u64);
        let now = store.version().unwrap();
        assert_ne!(now, version);
        version = now;
    }
    assert_eq!(store.version().unwrap(), version);
}
