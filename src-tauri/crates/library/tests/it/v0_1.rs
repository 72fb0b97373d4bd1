//! What version 0.1 left on disk means the same today: the same plays, counts, gaps and hidden things, and the same saved state.

use std::{fs, path::Path, sync::Arc};

use chrono::DateTime;
use library::{Archive, ExportFormat, SavedState};
use serde_json::{Value, json};
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/v0.1");

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(FIXTURES).join(name)).unwrap()
}

fn json_fixture(name: &str) -> Value {
    serde_json::from_slice(&fixture(name)).unwrap()
}

/// The old archive in a folder of its own, opened.
fn old_archive() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.db");
    fs::write(&path, fixture("archive.db")).unwrap();
    let now = DateTime::from_timestamp_millis(1_795_201_200_000).unwrap();
    let archive = Archive::open(&path, Arc::new(move || now)).unwrap();
    (folder, archive)
}

#[test]
fn its_plays_are_exported_as_they_were_to_the_byte() {
    let (folder, archive) = old_archive();
    let csv = folder.path().join("listening.csv");
    archive.export(ExportFormat::Csv, &csv).unwrap();
    assert!(fs::read(csv).unwrap() == fixture("archive.csv"));
}

#[test]
fn its_overview_and_open_gaps_are_as_they_were() {
    let (_folder, archive) = old_archive();
    let expected = json_fixture("archive.json");
    let overview = archive.overview("Europe/Vienna".parse().unwrap()).unwrap();
    let totals = overview.totals;
    let years = overview
        .years
        .iter()
        .map(|year| json!([year.year, year.extended, year.account, year.live]));
    let found = json!({
        "plays": totals.plays,
        "countedPlays": totals.counted_plays,
        "ms": totals.ms,
        "tracks": totals.tracks,
        "artists": totals.artists,
        "first": totals.first,
        "last": totals.last,
        "years": years.collect::<Vec<_>>(),
    });
    assert_eq!(found, expected["overview"]);
    let gaps = archive.open_gaps().unwrap();
    let gaps: Vec<Value> = gaps.iter().map(|gap| json!([gap.from, gap.to, gap.why])).collect();
    assert_eq!(json!(gaps), expected["openGaps"]);
}

#[test]
fn its_hidden_things_have_their_names() {
    let (_folder, archive) = old_archive();
    let things = archive.hidden_things("Europe/Vienna".parse().unwrap()).unwrap();
    assert_eq!(
        json!(things.iter().map(|thing| thing.id).collect::<Vec<_>>()),
        json!([1, 2, 3, 4, 5])
    );
}

#[test]
fn the_state_that_the_app_and_the_command_line_saved_is_read_whole_and_written_the_same() {
    for (file, key) in [("tonearm.json", "kept"), ("cli.json", "library")] {
        let saved = json_fixture(file)[key].clone();
        let state: SavedState = serde_json::from_value(saved.clone()).unwrap();
        assert!(state.account.is_some(), "{file}");
        assert_eq!(serde_json::to_value(&state).unwrap(), saved, "{file}");
    }
}
