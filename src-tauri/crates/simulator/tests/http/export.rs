//! The export of what a running simulator's listener has played.

use std::{fs::File, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use zip::ZipArchive;

use crate::harness::{EVENING_SECS, Harness};

/// The rows of all files in the zip.
fn rows(path: &Path) -> Vec<Value> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .flat_map(|at| serde_json::from_reader::<_, Vec<Value>>(zip.by_index(at).unwrap()).unwrap())
        .collect()
}

#[tokio::test]
async fn a_running_simulator_exports_what_its_listener_heard_and_nothing_else() {
    let evening: DateTime<Utc> = DateTime::from_timestamp(EVENING_SECS, 0).unwrap();
    let simulator = Harness::open().await.simulator;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("heard.zip");
    simulator.play(3);
    let plays = simulator.export_extended(&path, evening - TimeDelta::days(7)).unwrap();
    let read = rows(&path);
    assert_eq!(read.len(), plays);
    assert!((100..700).contains(&plays), "{plays}");
    let catalogue = simulator.track_uris();
    let ends: Vec<_> = read.iter().map(|row| row["ts"].as_str().unwrap()).collect();
    assert!(ends.is_sorted());
    assert!(ends[0] >= "2026-11-14T22:00:00Z" && ends[plays - 1] == "2026-11-21T22:00:00Z");
    for row in &read {
        let uri = row["spotify_track_uri"].as_str().unwrap();
        assert!(catalogue.iter().any(|known| known == uri));
        assert!(row["ms_played"].as_i64() > Some(0));
    }

    simulator.empty_listener();
    simulator.play(2);
    assert_eq!(
        simulator.export_extended(&path, evening - TimeDelta::days(7)).unwrap(),
        2
    );
}
