//! Short stories, each of which once ended otherwise than what is left of it.

use super::check;
use super::deeds::Deed;
use super::files::{File, FileFormat, Oddity};
use super::life::TruePlay;
use super::pages::{Page, Stamps};

/// Plays of these tracks, one right after another; each 600 s long.
fn life(tracks: &[usize]) -> Vec<TruePlay> {
    let plays = tracks.iter().zip(1..);
    plays
        .map(|(track, number)| TruePlay {
            track: *track,
            ended_ms: 1_700_000_000_000 + number * 600_000,
            heard_ms: 600_000,
            ended_by: "trackdone",
        })
        .collect()
}

/// A file of the extended history that tells of one play.
fn file(from: usize, edition: usize) -> File {
    File {
        format: FileFormat::Extended,
        from,
        count: 1,
        edition,
        oddities: Vec::new(),
    }
}

fn page(from: usize, count: usize) -> Page {
    Page {
        account: 0,
        from,
        count,
        edition: 0,
        stamps: Stamps::Ends,
        moved_ms: Vec::new(),
        with_ids: true,
        is_album_moved: false,
    }
}

fn import(file: usize) -> Deed {
    Deed::Import {
        files: vec![file],
        is_packed: false,
    }
}

fn record(from: usize, count: usize) -> Deed {
    Deed::Record(page(from, count))
}

#[test]
fn a_recorded_track_forgets_what_an_undone_import_called_it() {
    let renamed = Deed::Record(Page {
        edition: 2,
        ..page(0, 1)
    });
    check(&life(&[0]), &[file(0, 0)], &[import(0), renamed, Deed::Undo(0)]).unwrap();
}

#[test]
fn a_track_that_was_nameless_at_first_is_named_by_what_is_recorded() {
    let nameless = File {
        oddities: vec![Oddity::Nameless],
        ..file(0, 0)
    };
    check(&life(&[0]), &[nameless], &[import(0), record(0, 1)]).unwrap();
}

#[test]
fn a_recorded_row_that_an_import_brought_names_its_track_also_after_an_undo() {
    let recorded_elsewhere = File {
        format: FileFormat::OtherArchive,
        ..file(1, 1)
    };
    let files = [file(0, 0), recorded_elsewhere, file(0, 3)];
    check(
        &life(&[6, 6]),
        &files,
        &[import(0), import(1), import(2), Deed::Undo(2)],
    )
    .unwrap();
}

#[test]
fn a_gap_that_was_closed_after_the_backup_stays_closed() {
    let deeds = [record(0, 1), record(5, 1), Deed::BackUp, record(1, 4), Deed::Restore(0)];
    check(&life(&[4; 6]), &[file(0, 0)], &deeds).unwrap();
}

#[test]
fn an_album_keeps_its_artist_when_a_backup_is_restored() {
    // The later one of the two comes into the archive first.
    let deeds = [Deed::BackUp, import(0), record(0, 1), record(1, 1), Deed::Restore(0)];
    check(&life(&[0, 4]), &[file(1, 0)], &deeds).unwrap();
}

#[test]
fn an_album_that_comes_back_is_by_whom_it_was_told_last() {
    let by_names = Deed::Record(Page {
        with_ids: false,
        moved_ms: vec![321],
        ..page(0, 1)
    });
    let renamed = Deed::Record(Page {
        edition: 2,
        ..page(0, 1)
    });
    let deeds = [record(0, 1), by_names, import(0), Deed::Undo(0), renamed];
    check(&life(&[0]), &[file(0, 0)], &deeds).unwrap();
}

#[test]
fn an_album_that_no_track_is_on_any_more_makes_no_namesake() {
    let moved = Deed::Record(Page {
        is_album_moved: true,
        ..page(1, 1)
    });
    let deeds = [record(0, 1), moved, import(0), import(1), Deed::Undo(1)];
    check(&life(&[0, 0, 3, 3]), &[file(2, 0), file(3, 0)], &deeds).unwrap();
}

#[test]
fn of_two_plays_that_began_in_one_second_the_later_is_the_last() {
    let heard = |track, second: i64, secs: u32| TruePlay {
        track,
        ended_ms: 1_700_000_000_000 + second * 1000,
        heard_ms: secs * 1000,
        ended_by: "trackdone",
    };
    let mut life: Vec<_> = (1..10).map(|number| heard(0, number * 200, 200)).collect();
    life.extend([heard(2, 1820, 20), heard(0, 2020, 200), heard(2, 2040, 20)]);
    let told = File { count: 6, ..file(6, 0) };
    // The first and the last of these are of one track, and told less than a second after the export has the last end.
    let burst = Deed::Record(Page {
        stamps: Stamps::Burst,
        moved_ms: vec![1300, 0, 1300],
        with_ids: false,
        ..page(9, 3)
    });
    check(&life, &[told], &[burst, import(0)]).unwrap();
}
