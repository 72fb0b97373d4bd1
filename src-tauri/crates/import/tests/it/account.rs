//! The listening history in the account data: names without URIs, and the end to the minute.

use import::RejectReason;
use plays::{Circumstance, ItemUri, Kind, PlayedAt, Provenance};

use crate::export_folder::{folder, read_text};

#[test]
fn a_track_is_read_by_its_names_to_the_minute() {
    let text =
        r#"[{"endTime" : "2023-05-04 13:37", "artistName" : "Björk", "trackName" : "Jóga", "msPlayed" : 215000}]"#;
    let export = read_text(text).unwrap();
    let item = &export.items[0];
    assert_eq!(
        (&item.uri, item.kind),
        (&ItemUri::from_names(Kind::Music, "Björk", "Jóga"), Kind::Music)
    );
    assert_eq!((&*item.name, &*item.artist, &*item.album), ("Jóga", "Björk", ""));
    let evidence = export.evidence[0];
    assert_eq!(evidence.ended_at, PlayedAt::from_millis(1_683_207_420_000));
    assert_eq!((evidence.told_ms, evidence.provenance), (215_000, Provenance::Account));
    assert_eq!(export.circumstances, [Circumstance::default()]);
    assert_eq!(export.files[0].format.map(import::Format::code), Some("account"));
}

#[test]
fn an_episode_is_read_by_its_names() {
    let text = r#"[{"endTime":"2023-05-04 13:37","podcastName":"The show","episodeName":"The one","msPlayed":1}]"#;
    let item = &read_text(text).unwrap().items[0];
    assert_eq!(
        (&item.uri, item.kind),
        (
            &ItemUri::from_names(Kind::Podcast, "The show", "The one"),
            Kind::Podcast
        )
    );
    assert_eq!((&*item.name, &*item.artist, &*item.album), ("The one", "", "The show"));
}

#[test]
fn what_spotify_no_longer_knows_is_set_aside() {
    let text = r#"[{"endTime":"2023-05-04 13:37","artistName":"Unknown Artist","trackName":"Unknown Track","msPlayed":1},
                   {"endTime":"2023-05-04 13:37","artistName":"Unknown Artist","trackName":"A song","msPlayed":1}]"#;
    let export = read_text(text).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (2, 1));
    assert_eq!(
        (export.rejects[0].reason, export.rejects[0].count),
        (RejectReason::NothingPlayed, 1)
    );
}

#[test]
fn an_impossible_minute_is_set_aside() {
    let text = r#"[{"endTime":"2023-05-04 25:37","artistName":"a","trackName":"b","msPlayed":1},
                   {"endTime":"1999-05-04 13:37","artistName":"a","trackName":"b","msPlayed":1},
                   {"endTime":"2023-05-04 13:37","artistName":"a","trackName":"b","msPlayed":1}]"#;
    let reasons: Vec<_> = read_text(text)
        .unwrap()
        .rejects
        .iter()
        .map(|reject| reject.reason)
        .collect();
    assert_eq!(reasons, [RejectReason::TimeUnreadable, RejectReason::TimeImpossible]);
}

#[test]
fn equal_rows_are_numbered_within_their_file() {
    let line = r#"{"endTime": "2024-03-01 10:15", "artistName": "A", "trackName": "B", "msPlayed": 20000}"#;
    let file = |rows: &[&str]| format!("[{}]", rows.join(","));
    let other = line.replace("20000", "20001");
    let files = folder()
        .with("StreamingHistory_music_0.json", file(&[line, &other, line, line]))
        .with("StreamingHistory_music_1.json", file(&[line]));
    let export = files.read().unwrap();
    let numbers: Vec<(u32, u16)> = export.evidence.iter().map(|row| (row.told_ms, row.number)).collect();
    assert_eq!(
        numbers,
        [(20_000, 0), (20_000, 0), (20_000, 1), (20_000, 2), (20_001, 0)]
    );
}

#[test]
fn audiobooks_are_a_kind_of_their_own() {
    let text = r#"[{"endTime":"2025-02-03 20:15","audiobookName":"The Tin Orchard","chapterName":"Chapter 1","authorName":"Mara Invented","msPlayed":1500000},
                   {"endTime":"2025-02-04 21:02","audiobookName":"Salt Maps","authorName":"Jon Nobody","msPlayed":900000}]"#;
    let export = read_text(text).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (2, 2));
    let items: Vec<_> = export
        .items
        .iter()
        .map(|item| (item.kind, &*item.name, &*item.artist, &*item.album))
        .collect();
    assert_eq!(
        items,
        [
            (Kind::Audiobook, "Salt Maps", "", "Salt Maps"),
            (Kind::Audiobook, "Chapter 1", "", "The Tin Orchard"),
        ]
    );
}
