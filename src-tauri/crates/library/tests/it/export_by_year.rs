//! Parquet in a folder for each year.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::{Archive, ImportOptions};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::json;

/// An archive with plays that ended at these times.
fn archive(folder: &Path, ends: &[&str]) -> Archive {
    let now: DateTime<Utc> = "2026-12-20T12:00:00Z".parse().unwrap();
    let archive = Archive::open(&folder.join("archive").join("archive.db"), Arc::new(move || now)).unwrap();
    let row = |ts: &&str| {
        json!({
            "ts": ts,
            "ms_played": 180_000,
            "master_metadata_track_name": "Canada",
            "master_metadata_album_artist_name": "Low",
            "master_metadata_album_album_name": "Trust",
            "spotify_track_uri": "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        })
    };
    let rows: Vec<_> = ends.iter().map(row).collect();
    let path = folder.join("history.json");
    fs::write(&path, serde_json::to_string(&rows).unwrap()).unwrap();
    archive
        .import(&[path], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))
        .unwrap();
    archive
}

/// The folders in `folder`, each with the number of rows in its file.
fn years(folder: &Path) -> Vec<(String, i64)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut years: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    years.sort();
    let rows = |year: &PathBuf| {
        let file = SerializedFileReader::new(File::open(year.join("plays.parquet")).unwrap()).unwrap();
        file.metadata().file_metadata().num_rows()
    };
    let name = |year: &PathBuf| year.file_name().unwrap().to_str().unwrap().to_owned();
    years.iter().map(|year| (name(year), rows(year))).collect()
}

#[test]
fn every_play_is_in_the_folder_of_the_year_in_which_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let ends = [
        "2019-12-31T23:59:59Z",
        "2020-01-01T00:03:00Z",
        "2020-06-01T12:00:00Z",
        "2023-01-01T12:00:00Z",
    ];
    let archive = archive(folder.path(), &ends);
    let to = folder.path().join("plays");
    assert_eq!(archive.export_by_year(&to).unwrap().plays, 4);
    let expected = [("year=2019", 1), ("year=2020", 2), ("year=2023", 1)];
    assert_eq!(years(&to), expected.map(|(year, rows)| (year.to_owned(), rows)));
}

#[test]
fn an_empty_folder_is_filled_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path(), &["2020-01-01T00:00:00Z"]);
    let to = folder.path().join("plays");
    fs::create_dir(&to).unwrap();
    archive.export_by_year(&to).unwrap();
    assert_eq!(years(&to).len(), 1);

    let why = archive.export_by_year(&to).unwrap_err().to_string();
    assert!(why.contains("has something in it"), "{why}");
    let why = archive
        .export_by_year(&folder.path().join("history.json"))
        .unwrap_err()
        .to_string();
    assert!(why.contains("that is a file"), "{why}");
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
