//! Single files that are damaged, malicious, or something else than history.

use import::{FileError, ImportError};
use serde_json::json;

use crate::{
    export_folder::{folder, list, read_text, refusal, row},
    exports,
};

fn three_rows() -> String {
    list(&[
        row(json!({})),
        row(json!({ "ms_played": 1 })),
        row(json!({ "ms_played": 2 })),
    ])
}

#[test]
fn a_file_cut_anywhere_after_its_keys_is_refused() {
    let whole = three_rows();
    for end in (100..whole.len()).step_by(7) {
        if whole.is_char_boundary(end) {
            assert_eq!(refusal(read_text(&whole[..end])), FileError::EndsInTheMiddle, "{end}");
        }
    }
}

#[test]
fn a_file_cut_within_its_first_keys_is_refused_too() {
    for cut in ["[", "[{", r#"[{"ts":"20"#, r#"[{"endTime"#] {
        assert_eq!(refusal(read_text(cut)), FileError::EndsInTheMiddle, "{cut}");
    }
}

#[test]
fn a_file_cut_in_the_middle_of_a_letter_ends_in_the_middle() {
    let whole = three_rows();
    let cut = whole.find('ö').unwrap() + 1;
    assert_eq!(refusal(read_text(&whole.as_bytes()[..cut])), FileError::EndsInTheMiddle);
}

#[test]
fn what_is_no_json_is_refused_where_it_breaks() {
    let whole = three_rows();
    for (broken, after_row) in [
        (whole.replacen("},{", "} {", 1), 1),
        (whole.replacen("},{", "},,{", 1), 1),
        (whole.replace("}]", "},]"), 3),
        (format!("{whole}]"), 3),
        (format!("{whole}{whole}"), 3),
        (whole.replacen("\"ts\"", "ts", 1), 0),
        (whole.replacen("215000", "0215000", 1), 0),
    ] {
        assert_eq!(
            refusal(read_text(&broken)),
            FileError::NotJson { after_row },
            "{broken}"
        );
    }
}

#[test]
fn rows_without_a_list_around_them_are_refused() {
    assert_eq!(refusal(read_text(row(json!({})))), FileError::NotAList);
    assert_eq!(
        refusal(read_text(format!("{{\"history\":{}}}", three_rows()))),
        FileError::NotAList
    );
}

#[test]
fn an_old_encoding_is_refused_and_a_mark_is_no_harm() {
    assert_eq!(
        read_text(format!("\u{FEFF}{}", three_rows())).unwrap().evidence.len(),
        3
    );

    let latin: Vec<u8> = three_rows().chars().map(|letter| letter as u8).collect();
    assert_eq!(refusal(read_text(latin)), FileError::NotUtf8);
}

#[test]
fn broken_letters_are_found_even_where_nobody_looks() {
    let mut bytes = row(json!({ "username": "@" })).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'@').unwrap();
    bytes[at] = 0xC3;
    let list = [b"[", bytes.as_slice(), b"]"].concat();
    assert_eq!(refusal(read_text(list)), FileError::NotUtf8);
}

#[test]
fn nesting_however_deep_is_only_a_value_nobody_asked_for() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let rows = [
        row(json!({ "x": "@" })).replace("\"@\"", &deep),
        row(json!({ "skipped": "@" })).replace("\"@\"", "[[{}]]"),
        deep,
    ];
    let export = read_text(list(&rows)).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (3, 2));

    let known = row(json!({ "skipped": "@" })).replace("\"@\"", &rows[2]);
    let export = read_text(list(&[row(json!({})), known])).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (2, 2));
}

#[test]
fn a_row_too_long_is_refused_without_holding_it() {
    let limited = |bytes| folder().limited(|limits| limits.row_bytes = bytes);
    let long = list(&[row(json!({})), row(json!({ "x": "a".repeat(3_000_000) }))]);
    let folder = limited(2_000_000).with("history.json", &long);
    let too_long = FileError::RowTooLong { limit_bytes: 2_000_000 };
    assert_eq!(refusal(folder.read_only(&["history.json"])), too_long);
    assert_eq!(
        limited(4_000_000)
            .with("history.json", &long)
            .read()
            .unwrap()
            .evidence
            .len(),
        2
    );

    let short = list(&[row(json!({}))]);
    let folder = limited(100).with("history.json", short);
    assert_eq!(refusal(folder.read()), FileError::RowTooLong { limit_bytes: 100 });
}

#[test]
fn what_holds_no_history_is_not_taken_for_some() {
    for (name, text) in [
        ("Userdata.json", r#"{"username":"anna.secret","country":"DE"}"#),
        (
            "Playlist1.json",
            r#"{"playlists":[{"items":[{"track":{"trackName":"a","artistName":"b"}}]}]}"#,
        ),
        (
            "SearchQueries.json",
            r#"[{"platform":"IPHONE","searchTime":"2024-01-01T00:00:00Z","searchQuery":"x"}]"#,
        ),
        ("ReadMeFirst.pdf", "%PDF-1.7 ts ms_played"),
        ("numbers.json", "[1,2,3]"),
        ("photo.jpg", "\u{0}\u{1}\u{2}"),
    ] {
        let error = folder().with(name, text).read_only(&[name]).unwrap_err();
        assert_eq!(error.code(), "not_history");
        assert!(error.to_string().contains(name));
        assert!(!error.to_string().contains("anna"));
    }
}

#[test]
fn an_empty_list_or_file_is_no_success() {
    for text in ["[]", " [ ] ", "\u{FEFF}[]"] {
        assert_eq!(
            read_text(text),
            Err(ImportError::NothingToImport {
                file: "history.json".into()
            })
        );
    }
    assert_eq!(refusal(read_text("")), FileError::Empty);
    assert_eq!(
        folder().with("notes.txt", "").read_only(&["notes.txt"]),
        Err(ImportError::NothingToImport {
            file: "notes.txt".into()
        })
    );
}

#[test]
fn one_damaged_file_of_several_is_refused_as_a_whole() {
    let damaged = exports::extended(1, 0, 400);
    let export = folder()
        .with("one.json", exports::extended(1, 400, 400))
        .with("two.json", &damaged[..damaged.len() - 2])
        .with("empty.json", "[]")
        .read()
        .unwrap();
    assert_eq!((export.rows, export.evidence.len()), (400, 400));
    let files: Vec<_> = export
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.rows, file.refused))
        .collect();
    assert_eq!(
        files,
        [
            ("one.json", 400, None),
            ("two.json", 0, Some(FileError::EndsInTheMiddle))
        ]
    );
    assert_eq!(export.other_files, 1);
}

#[test]
fn when_all_are_refused_each_is_named() {
    let error = folder()
        .with("a.json", "[{")
        .with("b.json", "[")
        .with("c.txt", "hello")
        .read()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "“a.json” ends in the middle. Download the export again, or unzip it anew. \
         “b.json” ends in the middle. Download the export again, or unzip it anew."
    );
    assert_eq!(error.code(), "ends_in_the_middle");
}

#[test]
fn the_size_of_the_window_does_not_show() {
    // Longer than several windows, with the letters that an edge can cut.
    let text = exports::extended(3, 0, 3_000);
    let export = read_text(&text).unwrap();
    assert_eq!((export.rows, export.evidence.len()), (3_000, 3_000));
    let shifted = read_text(format!("{}{text}", " ".repeat(1_237))).unwrap();
    assert_eq!(shifted.evidence, export.evidence);
    assert_eq!(shifted.items, export.items);
}
