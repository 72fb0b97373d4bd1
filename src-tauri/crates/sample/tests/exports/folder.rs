//! The contents of the folder: the same each time, of Spotify's sizes, and never in place of other files.

use std::{collections::BTreeMap, fs, path::Path};

use sample::{GenerateError, MOST_PLAYS, generate};

use crate::files::{Export, unzip};

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut contents = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            for (inner, bytes) in self::contents(&path) {
                contents.insert(format!("{name}/{inner}"), bytes);
            }
        } else {
            contents.insert(name, fs::read(path).unwrap());
        }
    }
    contents
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let [first, again, other] = [5, 5, 6].map(|seed| contents(Export::of(700, seed).folder.path()));
    assert_eq!(first, again);
    assert_ne!(
        first["my_spotify_data_extended.zip"],
        other["my_spotify_data_extended.zip"]
    );
    let names: Vec<_> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "my_spotify_data_account.zip",
            "my_spotify_data_extended.zip",
            "older/MyData/endsong_0.json",
            "truth.json"
        ]
    );
}

#[test]
fn an_earlier_export_is_replaced_and_nothing_else_ever_is() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("new/deep");
    generate(&inner, 300, 1).unwrap();
    generate(&inner, 200, 2).unwrap();
    assert_eq!(contents(&inner), contents(Export::of(200, 2).folder.path()));

    let precious = tempfile::tempdir().unwrap();
    fs::write(precious.path().join("truth.json"), "mine").unwrap();
    let refused = generate(precious.path(), 10, 1);
    assert!(
        matches!(refused, Err(GenerateError::FolderInUse(folder)) if folder == precious.path()),
        "a folder of somebody's"
    );
    assert_eq!(contents(precious.path()).len(), 1);
    assert!(matches!(
        generate(folder.path(), MOST_PLAYS + 1, 1),
        Err(GenerateError::TooManyPlays)
    ));
}

#[test]
fn files_have_spotifys_names_and_sizes() {
    let export = Export::of(17_000, 1);
    let members = export.extended_members();
    let names: Vec<_> = members
        .iter()
        .map(|(name, _)| name.strip_prefix("Spotify Extended Streaming History/").unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "ReadMeFirst_ExtendedStreamingHistory.pdf",
            "Streaming_History_Audio_2013-2026_0.json",
            "Streaming_History_Audio_2026_1.json",
            "Streaming_History_Video_2013-2026.json"
        ]
    );
    assert!(members[0].1.starts_with(b"%PDF-"));
    let full = &members[1].1;
    assert_eq!(
        serde_json::from_slice::<Vec<serde_json::Value>>(full).unwrap().len(),
        16_000
    );
    assert!((10_000_000..13_000_000).contains(&full.len()), "{}", full.len());
    let account = unzip(&export.folder.path().join("my_spotify_data_account.zip"));
    let names: Vec<_> = account.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "StreamingHistory_music_0.json",
        "StreamingHistory_podcast_0.json",
        "Userdata.json",
    ] {
        assert!(
            names.contains(&format!("Spotify Account Data/{name}").as_str()),
            "{name}"
        );
    }
}
