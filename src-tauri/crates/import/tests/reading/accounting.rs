//! Whatever the rows are: each is evidence or set aside, and nothing else comes of it.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::stage::{TRACK, list, row, stage};

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
    fn every_row_is_evidence_or_set_aside(soups in prop::collection::vec(prop::collection::vec(any_row(), 0..12), 1..4)) {
        let mut stage = stage();
        let mut rows = 0;
        for (number, soup) in soups.iter().enumerate() {
            // One sound row first, so that each file is known for what it is.
            let whole: Vec<_> = std::iter::once(row(json!({}))).chain(soup.iter().cloned()).collect();
            rows += whole.len() as u64;
            stage = stage.with(&format!("{number}.json"), list(&whole));
        }
        let reading = stage.read().unwrap();
        let aside: u64 = reading.rejects.iter().map(|aside| aside.count).sum();
        prop_assert_eq!(reading.rows, rows);
        prop_assert_eq!(reading.evidence.len() as u64 + aside, rows);
        prop_assert_eq!(reading.files.iter().map(|file| file.rows).sum::<u64>(), rows);
        let again = stage.threads(1).read().unwrap();
        prop_assert_eq!(reading, again);
    }
}
