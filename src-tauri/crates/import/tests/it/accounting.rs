//! Whatever the rows are: each one is evidence or rejected.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::export_folder::{TRACK, folder, list, row};

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..400_000u32).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("")),
        Just(json!(TRACK)),
        Just(json!("spotify:episode:0000000000000000000000")),
        "20[012][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Value::from)
    })
}

fn any_row() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "ts",
        "ms_played",
        "skipped",
        "shuffle",
        "spotify_track_uri",
        "master_metadata_track_name",
        "master_metadata_album_artist_name",
        "episode_name",
        "spotify_episode_uri",
        "audiobook_title",
        "reason_end",
        "platform",
        "conn_country",
        "of_tomorrow",
    ]);
    let changes = prop::collection::hash_map(key, any_value(), 0..4);
    prop_oneof![
        8 => changes.prop_map(|changes| row(json!(changes))),
        1 => any_value().prop_map(|value| value.to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_row_is_evidence_or_set_aside(files in prop::collection::vec(prop::collection::vec(any_row(), 0..12), 1..4)) {
        let mut folder = folder();
        let mut rows = 0;
        for (number, rows_of_file) in files.iter().enumerate() {
            // A valid row first, so that each file is recognised as a history.
            let whole: Vec<_> = std::iter::once(row(json!({}))).chain(rows_of_file.iter().cloned()).collect();
            rows += whole.len() as u64;
            folder = folder.with(&format!("{number}.json"), list(&whole));
        }
        let export = folder.read().unwrap();
        let rejected: u64 = export.rejects.iter().map(|reject| reject.count).sum();
        prop_assert_eq!(export.rows, rows);
        prop_assert_eq!(export.evidence.len() as u64 + rejected, rows);
        prop_assert_eq!(export.files.iter().map(|file| file.rows).sum::<u64>(), rows);
        let again = folder.threads(1).read().unwrap();
        prop_assert_eq!(export, again);
    }
}
