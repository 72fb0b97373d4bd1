//! Whatever is offered and not read is named with a reason, and nobody is told of what nobody would miss.

use import::{FileError, ImportError, RejectReason, fingerprint};
use serde_json::json;

use crate::{
    export_folder::{folder, list, read_text, refusal, refusals, row, zipped},
    exports,
};

fn history() -> String {
    exports::extended(5, 0, 200)
}

#[test]
fn what_may_have_been_a_history_is_named() {
    let export = folder()
        .with("good.json", history())
        .with(".moved.json.icloud", b"bplist00")
        .with("2021.json", vec![0; 200_000])
        .with("2022.json", "")
        .with("2023.json", b"{\"\0\x01\x02")
        .with("2024.zip", "")
        .with("2025.zip", "<html>Sign in</html>")
        .with_zip("2026.zip", &[])
        .with("endsong_9.json", "{\"photographs\": []}")
        .with("older.7z", b"7z\xBC\xAF\x27\x1C\0\x04")
        .with("oldest.rar", b"Rar!\x1A\x07\x01\0")
        .read()
        .unwrap();
    assert_eq!(
        refusals(&export),
        [
            (".moved.json.icloud", FileError::InTheCloud),
            ("2021.json", FileError::OnlyZeros),
            ("2022.json", FileError::Empty),
            ("2023.json", FileError::NotText),
            ("2024.zip", FileError::Empty),
            ("2025.zip", FileError::ZipBroken),
            ("2026.zip", FileError::Empty),
            ("endsong_9.json", FileError::NoHistory { only: None }),
            ("older.7z", FileError::OtherContainer { name: "7z" }),
            ("oldest.rar", FileError::OtherContainer { name: "RAR" }),
        ]
    );
    assert_eq!(export.rows, 200);
}

#[test]
fn the_same_is_named_in_a_zip_and_in_a_zip_in_a_zip() {
    let zip = zipped(&[
        ("good.json", history().as_bytes()),
        ("zeros.json", &[0; 200_000]),
        ("empty.json", b""),
        ("older.7z", b"7z\xBC\xAF\x27\x1C\0\x04"),
    ]);
    let expected = [
        ("empty.json", FileError::Empty),
        ("older.7z", FileError::OtherContainer { name: "7z" }),
        ("zeros.json", FileError::OnlyZeros),
    ];
    assert_eq!(refusals(&folder().with("a.zip", &zip).read().unwrap()), expected);
    let outer = zipped(&[("a.zip", &zip)]);
    assert_eq!(refusals(&folder().with("b.zip", outer).read().unwrap()), expected);
}

#[test]
fn what_came_with_the_export_and_what_the_system_made_is_no_trouble() {
    let export = folder()
        .with("Streaming_History_Audio_2020_0.json", history())
        .with("Read_Me_First.pdf", "%PDF-1.7")
        .with("Userdata.json", "{\"username\":\"anna\",\"country\":\"SE\"}")
        .with("Playlist1.json", "{\"playlists\":[{\"items\":[]}]}")
        .with("MessageData.json", "[{\"chatUri\":\"x\"}]")
        .with("__MACOSX/._Streaming_History_Audio_2020_0.json", b"\0\x05\x16\x07\0")
        .with(".DS_Store", b"\0\0\0\x01Bud1")
        .with("holiday.jpg", vec![0; 100])
        .with("notes.txt", "");
    assert_eq!(refusals(&export.read().unwrap()), []);
    let names = [
        "Streaming_History_Audio_2020_0.json",
        "Read_Me_First.pdf",
        "Userdata.json",
        "Playlist1.json",
    ];
    assert_eq!(refusals(&export.read_only(&names).unwrap()), []);
}

#[test]
fn what_was_chosen_and_holds_nothing_is_named_beside_what_was_read() {
    let folder = folder()
        .with("good.json", history())
        .with("photo.jpg", b"\xFF\xD8\xFF")
        .with("notes.txt", "")
        .with("numbers.json", "[1,2,3]")
        .with("photos/1.jpg", b"\xFF\xD8\xFF")
        .with_zip("photos.zip", &[("1.jpg", b"\xFF\xD8\xFF")])
        .with_zip("data.zip", &[("Playlist1.json", b"{\"playlists\":[{\"items\":[]}]}")]);
    let export = folder
        .read_only(&[
            "good.json",
            "photo.jpg",
            "notes.txt",
            "numbers.json",
            "photos",
            "photos.zip",
            "data.zip",
        ])
        .unwrap();
    let none = FileError::NoHistory { only: None };
    assert_eq!(
        refusals(&export),
        [
            (
                "data.zip",
                FileError::NoHistory {
                    only: Some("your playlists")
                }
            ),
            ("notes.txt", FileError::Empty),
            ("numbers.json", none),
            ("photo.jpg", none),
            ("photos", none),
            ("photos.zip", none),
        ]
    );
    let again = folder.read_only(&["good.json", "good.json", "."]).unwrap();
    assert_eq!(refusals(&again), [], "what is given twice is no trouble");
}

#[test]
fn where_nothing_is_understood_every_choice_is_named() {
    let folder = folder()
        .with("a.jpg", b"\xFF\xD8\xFF")
        .with("b.txt", "Dear Anna")
        .with("c.json", "[{");
    let error = folder.read_only(&["a.jpg", "b.txt"]).unwrap_err();
    assert_eq!(error.code(), "not_history");
    let error = folder.read_only(&["a.jpg", "b.txt", "c.json"]).unwrap_err().to_string();
    for name in ["“a.jpg”", "“b.txt”", "“c.json”"] {
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn of_very_many_files_the_first_are_named_and_the_others_counted() {
    let mut many = folder();
    for number in 100..180 {
        many = many.with(&format!("{number}.json"), "[{");
    }
    let error = many.read().unwrap_err().to_string();
    assert!(error.contains("“149.json”") && !error.contains("“150.json”"), "{error}");
    assert!(error.ends_with("30 more files could not be read either."), "{error}");
}

#[test]
fn a_file_that_is_named_changes_the_fingerprint() {
    let folder = folder().with("a/good.json", history());
    let fingerprint = |folder: &crate::export_folder::ExportFolder| fingerprint(&[folder.path("a")]).unwrap();
    let before = fingerprint(&folder);
    let folder = folder.with("a/2021.json", vec![0; 9]);
    let with_zeros = fingerprint(&folder);
    assert_ne!(before, with_zeros);
    assert_eq!(folder.read_only(&["a"]).unwrap().sha256, with_zeros);
    let folder = folder.with("a/2022.json", "").with("a/holiday.jpg", "x");
    assert_ne!(with_zeros, fingerprint(&folder));
    assert_eq!(folder.read_only(&["a"]).unwrap().sha256, fingerprint(&folder));
}

#[test]
fn a_file_of_which_no_row_is_understood_is_refused() {
    let rows = [
        row(json!({ "ts": "long ago" })),
        row(json!({ "ts": "longer ago" })),
        row(json!({ "ms_played": -1 })),
    ];
    let error = FileError::NothingUnderstood {
        reason: RejectReason::TimeUnreadable,
    };
    assert_eq!(refusal(read_text(list(&rows))), error);
    let export = folder()
        .with("bad.json", list(&rows))
        .with("good.json", history())
        .read()
        .unwrap();
    assert_eq!(refusals(&export), [("bad.json", error)]);
    assert_eq!((export.rows, export.rejects.len()), (200, 0));
}

#[test]
fn lists_of_a_list_are_read_as_one() {
    let text = format!(
        "[{},{}]",
        list(&[row(json!({})), row(json!({"ms_played": 1}))]),
        list(&[row(json!({"ms_played": 2}))])
    );
    let export = read_text(text).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (3, 3));
    let long = format!(
        "[{},{}]",
        exports::extended(1, 0, 3_000),
        exports::extended(1, 3_000, 3_000)
    );
    assert_eq!(read_text(long).unwrap().evidence.len(), 6_000);
    let deeper = format!("[[{}]]", list(&[row(json!({}))]));
    let error = FileError::NothingUnderstood {
        reason: RejectReason::NotARow,
    };
    assert_eq!(refusal(read_text(deeper)), error);
}

#[test]
fn times_as_numbers_and_with_any_offset_are_read() {
    let times = [
        json!(1_457_208_062),
        json!(1_457_208_062_000_u64),
        json!("1457208062000"),
        json!(1_457_208_062.0),
        json!("2016-03-06T01:31:02.000000+0530"),
        json!("2016-03-05 20:01:02 +0000"),
    ];
    let rows: Vec<_> = times.iter().map(|time| row(json!({ "ts": time }))).collect();
    let export = read_text(list(&rows)).unwrap();
    assert_eq!(export.evidence.len(), times.len(), "{:?}", export.rejects);
    assert!(
        export
            .evidence
            .iter()
            .all(|row| row.ended_at.as_millis() == 1_457_208_062_000)
    );
    let account = r#"[{"endTime": 1683207420, "artistName": "Björk", "trackName": "Jóga", "msPlayed": 1}]"#;
    assert_eq!(
        read_text(account).unwrap().evidence[0].ended_at.as_millis(),
        1_683_207_420_000
    );
}

#[test]
fn a_history_saved_as_a_table_is_refused() {
    let export = folder()
        .with("good.json", history())
        .with(
            "table.csv",
            "\u{FEFF}ts;platform;ms_played;conn_country\n2016-03-05T20:01:02Z;ios;1;SE\n",
        )
        .read()
        .unwrap();
    assert_eq!(refusals(&export), [("table.csv", FileError::NotAList)]);
}

#[test]
fn columns_in_place_of_rows_are_refused() {
    let text = r#"{"ts": {"0": 1609459200000, "1": 1609459500000}, "ms_played": {"0": 180000, "1": 181000}}"#;
    assert_eq!(refusal(read_text(text)), FileError::NotAList);
}

#[test]
fn a_play_that_has_not_come_yet_is_set_aside() {
    let rows = [
        "2016-03-05T20:01:02Z",
        "2026-11-30T09:00:00Z",
        "2038-01-19T03:14:08Z",
        "2099-01-01T00:00:00Z",
    ];
    let rows: Vec<_> = rows.iter().map(|ts| row(json!({ "ts": ts }))).collect();
    let now = plays::PlayedAt::from_millis(1_796_031_000_000);
    let export = folder()
        .limited(|limits| limits.latest = now)
        .with("history.json", list(&rows))
        .read()
        .unwrap();
    assert_eq!(export.evidence.len(), 2);
    let rejects: Vec<_> = export
        .rejects
        .iter()
        .map(|reject| (reject.reason, reject.count))
        .collect();
    assert_eq!(rejects, [(RejectReason::TimeImpossible, 2)]);
}

#[test]
fn nothing_and_an_empty_list_together_are_nothing_to_import() {
    let error = folder().with("a.json", "[]").with("b.txt", "").read().unwrap_err();
    assert!(matches!(error, ImportError::NothingToImport { .. }), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named_if_it_may_have_led_to_a_history() {
    let folder = folder().with("good.json", history());
    for name in ["gone.json", "gone.jpg"] {
        std::os::unix::fs::symlink(folder.path("nowhere"), folder.path(name)).unwrap();
    }
    assert_eq!(
        refusals(&folder.read().unwrap()),
        [("gone.json", FileError::Unreadable)]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_unicode_are_read_and_shown() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = folder().with_zip("good.zip", &[("a.json", history().as_bytes())]);
    let odd = folder.root().join(OsStr::from_bytes(b"H\xF6rspiel \xFF.json"));
    std::fs::write(&odd, exports::extended(5, 200, 100)).unwrap();
    let export = import::read(std::slice::from_ref(&odd), &folder.options(), &mut |_| {
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        (export.rows, export.files[0].name.as_str()),
        (100, "H\u{FFFD}rspiel \u{FFFD}.json")
    );
    assert_eq!(folder.read().unwrap().rows, 300);
    std::fs::write(&odd, "[{").unwrap();
    assert_eq!(
        refusals(&folder.read().unwrap()),
        [("H\u{FFFD}rspiel \u{FFFD}.json", FileError::EndsInTheMiddle)]
    );
}
