//! The destination holds either the complete export or what was there before.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};

use store::StoreError;

use super::{
    super::{csv, json, on_unchanging_archive, parquet, resolved::References, write_plays},
    archive::{TestArchive, history_rows},
};
use crate::{
    Archive, ArchiveError, ExportFormat,
    ExportFormat::{Csv, Json, Parquet, Sqlite},
};

const ALL: [ExportFormat; 4] = [Json, Csv, Parquet, Sqlite];

fn refusal(sample: &TestArchive, format: ExportFormat, to: &Path) -> String {
    let refused = sample.archive.export(format, to);
    match refused {
        Err(ArchiveError::Export { path, why }) => {
            assert_eq!(path, to);
            why
        }
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn an_export_takes_the_place_of_the_one_before_and_touches_no_other_file() {
    let sample = TestArchive::of(&history_rows());
    let folder = sample.path("exports");
    fs::create_dir(&folder).unwrap();
    for format in ALL {
        fs::write(folder.join("music"), "the one before").unwrap();
        fs::write(folder.join("music.part"), "somebody's own").unwrap();
        sample.archive.export(format, &folder.join("music")).unwrap();
        assert_eq!(names(&folder), ["music", "music.part"], "{format:?}");
        assert_eq!(fs::read(folder.join("music.part")).unwrap(), b"somebody's own");
        assert_ne!(fs::read(folder.join("music")).unwrap(), b"the one before");
    }
}

#[test]
fn the_archives_own_file_can_be_opened_as_an_archive() {
    let sample = TestArchive::of(&history_rows());
    let copy = sample.path("copy.db");
    sample.archive.export(Sqlite, &copy).unwrap();
    let archive = Archive::open(&copy, std::sync::Arc::new(chrono::DateTime::default)).unwrap();
    let copied = TestArchive {
        folder: tempfile::tempdir().unwrap(),
        archive,
    };
    assert_eq!(copied.plays(), sample.plays());
}

#[test]
fn a_missing_folder_is_said_to_be_missing() {
    let sample = TestArchive::of(&history_rows());
    for format in [Json, Csv, Parquet] {
        let why = refusal(&sample, format, &sample.path("nowhere/music"));
        assert_eq!(why, "there is no such folder", "{format:?}");
    }
    refusal(&sample, Sqlite, &sample.path("nowhere/music"));
}

#[test]
fn a_place_that_can_not_be_taken_stays_as_it_was() {
    let sample = TestArchive::of(&history_rows());
    let taken = sample.path("taken");
    fs::create_dir_all(taken.join("inside")).unwrap();
    let before = names(sample.folder.path());
    for format in ALL {
        refusal(&sample, format, &taken);
        assert_eq!(names(sample.folder.path()), before, "{format:?}");
        assert!(taken.join("inside").exists());
    }
}

#[test]
fn the_archive_is_not_written_over_itself() {
    let sample = TestArchive::of(&history_rows());
    let before = sample.plays();
    for name in ["archive.db", "archive.db-wal", "archive.db.open", "./archive.db"] {
        for format in ALL {
            let why = refusal(&sample, format, &sample.path(name));
            assert_eq!(why, "that is the archive itself: choose another name");
        }
    }
    assert_eq!(sample.plays(), before);
    assert!(sample.archive.verify().unwrap().problems.is_empty());
}

/// A disk with room for this many bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fits = bytes.len().min(self.0);
        self.0 -= fits;
        match fits {
            0 => Err(ErrorKind::StorageFull.into()),
            _ => Ok(fits),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_wherever_it_fills() {
    let sample = TestArchive::of(&history_rows());
    let store = sample.archive.store();
    let references = References::read(&sample.archive).unwrap();
    for room in [0, 100, 500] {
        let results = [
            write_plays(store, &references, json::JsonWriter::begin(Disk(room))),
            csv::CsvWriter::begin(Disk(room))
                .map_err(Into::into)
                .and_then(|table| write_plays(store, &references, table)),
            parquet::ParquetWriter::begin(Disk(room))
                .map_err(Into::into)
                .and_then(|table| write_plays(store, &references, table)),
        ];
        for written in results {
            let Err(super::super::WriteError::File(why)) = written else {
                panic!("a file that did not fit into {room} bytes was written");
            };
            assert_eq!(why.kind(), ErrorKind::StorageFull, "{why}");
        }
    }
}

#[test]
fn an_archive_that_changed_meanwhile_is_written_anew() {
    let sample = TestArchive::of(&history_rows());
    let mut attempts = 0;
    let plays = on_unchanging_archive(sample.archive.store(), || {
        attempts += 1;
        if attempts == 1 {
            sample.record("2024-05-01T10:00:00.123Z");
        }
        Ok(Some(attempts))
    });
    assert_eq!(plays.unwrap(), 2);
}

#[test]
fn an_archive_that_never_rests_is_busy() {
    let sample = TestArchive::of(&history_rows());
    let mut minute = 10;
    let plays = on_unchanging_archive(sample.archive.store(), || {
        minute += 1;
        sample.record(&format!("2024-05-01T10:{minute}:00Z"));
        Ok(Some(0))
    });
    assert!(matches!(plays, Err(ArchiveError::Store(StoreError::Busy))), "{plays:?}");
}
