//! The extended streaming history, from its oldest files to its newest.

use import::{ParsedExport, RejectReason};
use plays::{Circumstance, Item, ItemUri, Kind, PlayedAt, Provenance};
use serde_json::json;

use crate::export_folder::{TRACK, list, read_text, row};

fn read_rows(rows: &[String]) -> ParsedExport {
    read_text(list(rows)).unwrap()
}

/// The only item, and the circumstance, of a row with these changes.
fn only(changes: serde_json::Value) -> (Item, Circumstance) {
    let export = read_rows(&[row(changes)]);
    assert_eq!((export.rows, export.evidence.len()), (1, 1), "{:?}", export.rejects);
    (export.items[0].clone(), export.circumstances[0].clone())
}

/// Why a row with these changes is rejected, beside a good one.
fn reject_reason(changes: serde_json::Value) -> RejectReason {
    let export = read_rows(&[row(changes), row(json!({}))]);
    assert_eq!((export.rows, export.evidence.len(), export.rejects.len()), (2, 1, 1));
    export.rejects[0].reason
}

#[test]
fn a_track_is_read_with_all_that_is_said_of_it() {
    let export = read_rows(&[row(json!({}))]);
    let uri: ItemUri = TRACK.parse().unwrap();
    assert_eq!(
        export.items,
        [Item {
            uri,
            kind: Kind::Music,
            name: "Jóga".into(),
            artist: "Björk".into(),
            album: "Homogenic".into(),
            length_ms: None,
            isrc: None,
        }]
    );
    assert_eq!(
        export.circumstances,
        [Circumstance {
            reason_start: Some("clickrow".into()),
            reason_end: Some("trackdone".into()),
            shuffle: Some(false),
            skipped: None,
            offline: Some(false),
            incognito: Some(false),
            platform: Some("iOS 9.2.1 (iPhone7,2)".into()),
            country: Some("DE".into()),
        }]
    );
    let evidence = export.evidence[0];
    assert_eq!(evidence.ended_at, PlayedAt::from_millis(1_457_208_062_000));
    assert_eq!((evidence.told_ms, evidence.provenance), (215_000, Provenance::Extended));
    assert_eq!((evidence.item, evidence.circumstance), (0, 0));
    assert_eq!(
        (export.files[0].format.map(import::Format::code), export.files[0].rows),
        (Some("extended"), 1)
    );
}

#[test]
fn an_episode_is_a_podcast_of_its_show() {
    let uri = "spotify:episode:0000000000000000000000";
    let changes = json!({
        "spotify_track_uri": null, "master_metadata_track_name": null,
        "master_metadata_album_artist_name": null, "master_metadata_album_album_name": null,
        "episode_name": "The one", "episode_show_name": "The show", "spotify_episode_uri": uri
    });
    let (item, _) = only(changes.clone());
    assert_eq!((item.uri.as_str(), item.kind), (uri, Kind::Podcast));
    assert_eq!((&*item.name, &*item.artist, &*item.album), ("The one", "", "The show"));

    let mut nameless = changes;
    nameless["spotify_episode_uri"] = json!(null);
    assert_eq!(
        only(nameless).0.uri,
        ItemUri::from_names(Kind::Podcast, "The show", "The one")
    );
}

#[test]
fn a_chapter_is_an_audiobooks() {
    let changes = json!({
        "spotify_track_uri": null, "master_metadata_track_name": null,
        "master_metadata_album_artist_name": null, "master_metadata_album_album_name": null,
        "audiobook_title": "Dune", "audiobook_uri": "spotify:show:0000000000000000000000",
        "audiobook_chapter_uri": "spotify:chapter:1111111111111111111111", "audiobook_chapter_title": "Chapter 1"
    });
    let (item, _) = only(changes.clone());
    assert_eq!(
        (item.uri.as_str(), item.kind),
        ("spotify:chapter:1111111111111111111111", Kind::Audiobook)
    );
    assert_eq!((&*item.name, &*item.artist, &*item.album), ("Chapter 1", "", "Dune"));

    let mut malformed = changes;
    malformed["audiobook_chapter_uri"] = json!("spotify:chapter:?");
    assert_eq!(
        only(malformed).0.uri,
        ItemUri::from_names(Kind::Audiobook, "Dune", "Chapter 1")
    );
}

#[test]
fn what_has_no_uri_goes_by_its_names() {
    for uri in [json!(null), json!(""), json!("spotify:track:short"), json!(7)] {
        let (item, _) = only(json!({ "spotify_track_uri": uri }));
        assert_eq!(item.uri, ItemUri::from_names(Kind::Music, "Björk", "Jóga"));
        assert_eq!(&*item.album, "Homogenic");
    }
    let local = "spotify:local:An+artist:An+album:A+song:204";
    assert_eq!(only(json!({ "spotify_track_uri": local })).0.uri.as_str(), local);
}

#[test]
fn a_removed_track_with_no_names_is_still_a_play() {
    let (item, _) = only(json!({
        "master_metadata_track_name": null, "master_metadata_album_artist_name": null, "master_metadata_album_album_name": ""
    }));
    assert_eq!((item.uri.as_str(), &*item.name), (TRACK, ""));
}

#[test]
fn nothing_at_all_is_set_aside() {
    assert_eq!(
        reject_reason(json!({
            "spotify_track_uri": null, "master_metadata_track_name": "",
            "master_metadata_album_artist_name": null, "master_metadata_album_album_name": null
        })),
        RejectReason::NothingPlayed
    );
}

#[test]
fn the_years_types_are_all_understood() {
    for (skipped, meant) in [
        (json!(null), None),
        (json!(""), None),
        (json!(true), Some(true)),
        (json!(1), Some(true)),
        (json!(0), Some(false)),
        (json!(0.0), Some(false)),
        (json!("true"), Some(true)),
        (json!("0"), Some(false)),
        (json!([]), None),
    ] {
        let (_, how) =
            only(json!({ "skipped": skipped, "shuffle": skipped, "offline": skipped, "incognito_mode": skipped }));
        assert_eq!(
            [how.skipped, how.shuffle, how.offline, how.incognito],
            [meant; 4],
            "{skipped}"
        );
    }
    for silent in [json!(null), json!(""), json!(7), json!({ "a": [1] })] {
        let (_, how) =
            only(json!({ "reason_start": silent, "reason_end": silent, "platform": silent, "conn_country": silent }));
        assert_eq!(
            (how.reason_start, how.reason_end, how.platform, how.country),
            (None, None, None, None)
        );
    }
    let (_, how) = only(json!({ "conn_country": "ZZ", "platform": "not_applicable" }));
    assert_eq!((how.country, how.platform), (None, None));
}

#[test]
fn an_old_row_with_few_keys_and_a_new_one_with_many_are_both_read() {
    let old = format!(r#"{{"ts":"2009-01-02 03:04:05","ms_played":"1000","spotify_track_uri":"{TRACK}"}}"#);
    let new = row(json!({ "a_key_of_tomorrow": { "deep": [[[{ "ts": "no" }]]] }, "ts": "2025-01-02T03:04:05Z" }));
    let export = read_rows(&[old, new]);
    assert_eq!(
        (export.evidence.len(), export.items.len(), export.circumstances.len()),
        (2, 2, 2)
    );
    assert_eq!(export.circumstances[0], Circumstance::default());
    assert_eq!(export.evidence[0].told_ms, 1_000);
}

#[test]
fn a_key_that_comes_twice_counts_the_second_time() {
    let twice = row(json!({})).replacen('{', r#"{"ms_played":1,"ms_played":2,"#, 1);
    // The row's own `ms_played` comes later still.
    assert_eq!(read_rows(&[twice]).evidence[0].told_ms, 215_000);
}

#[test]
fn times_and_lengths_that_cannot_be_are_set_aside_with_their_reason() {
    for ts in [
        json!(null),
        json!(""),
        json!("soon"),
        json!(true),
        json!("2015-02-30T00:00:00Z"),
    ] {
        assert_eq!(reject_reason(json!({ "ts": ts })), RejectReason::TimeUnreadable, "{ts}");
    }
    assert_eq!(
        reject_reason(json!({ "ts": "1970-01-01T00:00:00Z" })),
        RejectReason::TimeImpossible
    );
    for ms in [json!(null), json!(""), json!("long"), json!(true)] {
        assert_eq!(
            reject_reason(json!({ "ms_played": ms })),
            RejectReason::LengthUnreadable,
            "{ms}"
        );
    }
    for ms in [json!(-1), json!(604_800_001), json!(1e18), json!("-5"), json!(u64::MAX)] {
        assert_eq!(
            reject_reason(json!({ "ms_played": ms })),
            RejectReason::LengthImpossible,
            "{ms}"
        );
    }
    for ms in [json!(0), json!(604_800_000), json!("12"), json!(12.0)] {
        assert_eq!(read_rows(&[row(json!({ "ms_played": ms }))]).evidence.len(), 1, "{ms}");
    }
}

#[test]
fn a_value_beyond_repair_costs_its_row_alone() {
    let spoilt = row(json!({ "ms_played": 77 })).replace("77,", "1e999,");
    let export = read_rows(&[row(json!({})), spoilt, "7".into(), "null".into(), row(json!({}))]);
    assert_eq!((export.rows, export.evidence.len()), (5, 2));
    let rejects: Vec<_> = export
        .rejects
        .iter()
        .map(|reject| (reject.reason, reject.count, reject.sample.row))
        .collect();
    assert_eq!(
        rejects,
        [(RejectReason::NotARow, 2, 3), (RejectReason::RowUnreadable, 1, 2)]
    );
}

#[test]
fn a_name_cut_in_the_middle_of_a_letter_keeps_its_play() {
    let cut = row(json!({ "master_metadata_track_name": "@" })).replace('@', "Smile \\ud83d");
    assert_eq!(&*read_rows(&[cut]).items[0].name, "Smile \u{FFFD}");
}

#[test]
fn each_row_keeps_the_names_that_it_tells_whatever_the_order() {
    let named = |ts: &str, name: Option<&str>| {
        row(
            json!({ "ts": ts, "master_metadata_track_name": name, "master_metadata_album_artist_name": name,
            "master_metadata_album_album_name": name }),
        )
    };
    let mut rows = [
        named("2016-01-01T00:00:00Z", Some("Old")),
        named("2018-01-01T00:00:00Z", Some("New")),
        named("2018-01-01T00:00:00Z", Some("Even newer by letter")),
        named("2020-01-01T00:00:00Z", None),
    ];
    for _ in 0..rows.len() {
        rows.rotate_left(1);
        let export = read_rows(&rows);
        let told: Vec<(i64, &str)> = export
            .evidence
            .iter()
            .map(|row| (row.ended_at.as_millis(), &*export.items[row.item as usize].name))
            .collect();
        assert_eq!(
            told,
            [
                (1_451_606_400_000, "Old"),
                (1_514_764_800_000, "Even newer by letter"),
                (1_514_764_800_000, "New"),
                (1_577_836_800_000, ""),
            ]
        );
    }
}

#[test]
fn a_sample_tells_the_row_but_nothing_personal() {
    let export = read_rows(&[
        row(json!({ "ms_played": -5, "username": "anna.secret", "ip_addr": "203.0.113.78" })),
        row(json!({})),
    ]);
    let sample = &export.rejects[0].sample;
    assert_eq!((sample.file.as_str(), sample.row), ("history.json", 1));
    for shown in ["2016-03-05T20:01:02Z", "-5", "Jóga", "Björk", TRACK] {
        assert!(sample.text.contains(shown), "{shown} in {}", sample.text);
    }
    let all = format!("{export:?}");
    for personal in ["anna.secret", "203.0.113", "SecretAgent"] {
        assert!(!all.contains(personal), "{personal}");
    }
    let long = read_rows(&[
        row(json!({ "ms_played": null, "master_metadata_track_name": "ö".repeat(900) })),
        row(json!({})),
    ]);
    assert!(long.rejects[0].sample.text.chars().count() <= 200);
}
