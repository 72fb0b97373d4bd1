//! The example of docs/notes/import-formats.md is read like any other format.

use std::{fs, ops::ControlFlow};

use plays::{Item, ItemUri, Kind, Provenance, Times};

use crate::{Options, ParsedExport, RejectReason};

const PAGE: &str = include_str!("../../../../../docs/notes/import-formats.md");
const EXAMPLE: &str = include_str!("scrobbles.rs");
const TABLE: &str = include_str!("../formats.rs");

fn read(text: &str) -> ParsedExport {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scrobbles.json");
    fs::write(&file, text).unwrap();
    crate::read(&[file], &Options::default(), &mut |_| ControlFlow::Continue(())).unwrap()
}

#[test]
fn the_page_shows_the_example_as_it_is() {
    assert!(PAGE.contains(&format!("```rust\n{EXAMPLE}```")), "the file is another");
    let line = "    &scrobbles::FORMAT,\n";
    assert!(PAGE.contains(&format!("```rust\n{line}```")) && TABLE.contains(line));
}

#[test]
fn a_scrobble_tells_when_a_track_began_and_the_end_is_worked_out() {
    let export = read(
        r#"[
            {"scrobbled_at": "2026-05-04T13:37:00Z", "artist": "Bicep", "track": "Glue", "album": "Bicep", "track_ms": 269150},
            {"scrobbled_at": "2026-05-04T13:50:00Z", "artist": "Bicep", "track": "Opal", "listener": "nobody reads this"}
        ]"#,
    );
    assert_eq!(export.files[0].format.map(crate::Format::code), Some("scrobbles"));
    assert_eq!((export.rows, export.rejects.len()), (2, 0));
    let [glue, opal] = export.evidence.as_slice() else {
        panic!("{:?}", export.evidence)
    };
    let item = &export.items[glue.item as usize];
    assert_eq!(
        *item,
        Item {
            uri: ItemUri::from_names(Kind::Music, "Bicep", "Glue"),
            kind: Kind::Music,
            name: "Glue".into(),
            artist: "Bicep".into(),
            album: "Bicep".into(),
            length_ms: Some(269_150),
            isrc: None,
        }
    );
    let began = 1_777_901_820_000;
    assert_eq!(glue.ended_at.as_millis(), began + 269_150);
    assert_eq!(opal.ended_at.as_millis(), began + 13 * 60_000, "its length is unknown");
    for row in [glue, opal] {
        assert_eq!(
            (row.times, row.told_ms, row.provenance),
            (Times::Begin, 0, Provenance::Live)
        );
    }
}

#[test]
fn a_scrobble_that_can_not_be_used_is_rejected_with_a_reason() {
    let export = read(
        r#"[
            {"scrobbled_at": "2026-05-04T13:37:00Z", "artist": "Bicep", "track": "Glue"},
            {"scrobbled_at": "some time ago", "artist": "Bicep", "track": "Glue"},
            {"scrobbled_at": null, "artist": "Bicep", "track": "Glue"},
            {"scrobbled_at": "2026-05-04T13:37:00Z", "artist": "Bicep"},
            {"scrobbled_at": "2026-05-04T13:37:00Z", "track": "Glue", "track_ms": -1}
        ]"#,
    );
    let reasons: Vec<_> = export
        .rejects
        .iter()
        .map(|reject| (reject.reason, reject.count))
        .collect();
    assert_eq!((export.rows, export.evidence.len()), (5, 1), "none is lost on the way");
    assert_eq!(
        reasons,
        [
            (RejectReason::NothingPlayed, 1),
            (RejectReason::TimeUnreadable, 2),
            (RejectReason::LengthImpossible, 1)
        ]
    );
}
