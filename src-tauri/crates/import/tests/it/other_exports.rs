//! Exports of other services, and other exports of Spotify's: recognised and named, not read.

use import::FileError;

use crate::{
    export_folder::{folder, gzipped, refusals, utf16, zipped},
    exports,
};

const LISTEN: &str = r#"{"listened_at": 1700000000, "track_metadata": {"artist_name": "Bicep", "track_name": "Glue"}}"#;
const LOG: &str = r#"[{"timestamp_utc": "2024-01-01T00:00:00Z", "context_time": 1704067200}]"#;

fn history() -> String {
    exports::extended(5, 0, 200)
}

#[test]
fn a_service_is_named_wherever_its_files_lie() {
    let service = FileError::OtherService {
        service: "ListenBrainz",
    };
    let export = folder()
        .with("good.json", history())
        .with("listens.jsonl", LISTEN)
        .with("packed.jsonl.gz", gzipped(LISTEN))
        .with("wide.jsonl", utf16(LISTEN, u16::to_le_bytes))
        .with_zip(
            "listenbrainz_robin.zip",
            &[("listens/2023/11.jsonl", LISTEN.as_bytes()), ("user.json", b"{}")],
        )
        .read()
        .unwrap();
    assert_eq!(
        refusals(&export),
        [
            ("listens.jsonl", service),
            ("packed.jsonl.gz", service),
            ("wide.jsonl", service),
            ("listens/2023/11.jsonl", service)
        ]
    );
    let error = folder().with("listens.jsonl", LISTEN).read().unwrap_err();
    assert_eq!(error.code(), "other_service");
    assert_eq!(
        error.to_string(),
        "“listens.jsonl” is a ListenBrainz export; Tonearm can't read it yet. Choose the zip that Spotify sent you."
    );
}

#[test]
fn the_technical_log_is_named_once_however_many_files_it_has() {
    let logs = [
        ("Spotify Technical Log Information/Added.json", LOG.as_bytes()),
        ("B.json", LOG.as_bytes()),
    ];
    let log = FileError::TechnicalLog { files: 2 };
    let beside = folder().with("good.json", history()).with_zip("log.zip", &logs);
    for export in [beside.read(), beside.read_only(&["log.zip", "good.json"])] {
        assert_eq!(refusals(&export.unwrap()), [("log.zip", log)]);
    }
    let text = history();
    let mixed = zipped(&[logs[0], logs[1], ("good.json", text.as_bytes())]);
    let export = folder().with("all.zip", mixed).read().unwrap();
    assert_eq!(refusals(&export), [("B.json", log)]);

    let error = folder().with_zip("log.zip", &logs).read_only(&["log.zip"]).unwrap_err();
    assert_eq!(error.code(), "not_history");
    assert_eq!(
        error.to_string(),
        "“log.zip” holds no listening history, only Spotify's technical log. Ask Spotify for your extended streaming history, then choose \
         the zip that it sends."
    );
}

#[test]
fn other_parts_of_the_account_data_are_named_where_they_are_all_there_is() {
    let playlists = r#"{"playlists": [{"name": "x", "lastModifiedDate": "2024-01-01", "items": []}]}"#;
    let error = folder()
        .with("Playlist1.json", playlists)
        .read_only(&["Playlist1.json"])
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("“Playlist1.json” holds no listening history, only your playlists."),
        "{error}"
    );
}
