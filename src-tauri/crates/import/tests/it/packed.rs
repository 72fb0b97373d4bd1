//! What is packed in other ways than as one zip: by gzip, as a zip in a zip, in UTF-16. And bombs of each.

use std::io::{Cursor, Write};

use import::{FileError, ImportError};
use serde_json::json;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    export_folder::{folder, gzipped, list, read_text, refusal, refusals, row, utf16, zipped},
    exports,
};

fn history(first: u64) -> String {
    exports::extended(5, first, 200)
}

#[test]
fn gzip_is_read_by_itself_in_a_zip_and_in_a_zip_in_a_zip() {
    let packed = gzipped(history(0));
    let plain = read_text(history(0)).unwrap();
    let export = folder()
        .with("Streaming_History_Audio_2020_0.json.gz", &packed)
        .read()
        .unwrap();
    assert_eq!((&export.evidence, export.rows), (&plain.evidence, 200));
    assert_eq!(export.files[0].name, "Streaming_History_Audio_2020_0.json.gz");

    let zip = zipped(&[("a.json.gz", &packed)]);
    assert_eq!(folder().with("a.zip", &zip).read().unwrap().rows, 200);
    let outer = zipped(&[("a.zip", &zip)]);
    assert_eq!(folder().with("b.zip", outer).read().unwrap().rows, 200);
}

#[test]
fn gzip_is_known_by_its_content_and_may_have_several_parts() {
    let text = history(0);
    let (one, other) = text.split_at(text.len() / 2);
    let export = folder()
        .with("history", [gzipped(one), gzipped(other)].concat())
        .read()
        .unwrap();
    assert_eq!(export.rows, 200);
}

#[test]
fn damaged_gzip_is_refused() {
    let packed = gzipped(history(0));
    for end in [12, packed.len() / 2, packed.len() - 1] {
        let folder = folder().with("a.json.gz", &packed[..end]);
        assert_eq!(refusal(folder.read()), FileError::GzipBroken, "{end}");
    }
    let mut changed = packed;
    let checksum = changed.len() - 6;
    changed[checksum] ^= 1;
    assert_eq!(
        refusal(folder().with("a.json.gz", changed).read()),
        FileError::GzipBroken
    );
    assert_eq!(
        refusal(folder().with("a.json.gz", "<html>Sign in</html>").read()),
        FileError::GzipBroken
    );
}

#[test]
fn a_zip_in_a_zip_is_read_whichever_way_it_is_packed() {
    let inner = zipped(&[
        (
            "Spotify Account Data/StreamingHistory_music_0.json",
            exports::account(1, 0, 50, false).as_bytes(),
        ),
        ("Spotify Account Data/Userdata.json", b"{\"username\":\"anna\"}"),
        ("b.json", history(0).as_bytes()),
    ]);
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut outer = ZipWriter::new(Cursor::new(Vec::new()));
        outer
            .start_file(
                "my_spotify_data.zip",
                SimpleFileOptions::default().compression_method(method),
            )
            .unwrap();
        outer.write_all(&inner).unwrap();
        let outer = outer.finish().unwrap().into_inner();
        let export = folder().with("drive-download-001.zip", outer).read().unwrap();
        assert_eq!((export.rows, export.other_files), (250, 1));
        let names: Vec<_> = export.files.iter().map(|file| file.full_name()).collect();
        assert_eq!(
            names,
            [
                "drive-download-001.zip/my_spotify_data.zip/Spotify Account Data/StreamingHistory_music_0.json",
                "drive-download-001.zip/my_spotify_data.zip/b.json"
            ]
        );
    }
}

#[test]
fn several_zips_in_a_zip_are_read_on_any_number_of_threads() {
    let inner: Vec<Vec<u8>> = (0..4)
        .map(|number| zipped(&[("history.json", history(number * 200).as_bytes())]))
        .collect();
    let names: Vec<String> = (0..4).map(|number| format!("part {number}.zip")).collect();
    let members: Vec<_> = names
        .iter()
        .zip(&inner)
        .map(|(name, zip)| (name.as_str(), zip.as_slice()))
        .collect();
    let folder = folder().with_zip("all.zip", &members);
    let export = folder.read().unwrap();
    assert_eq!((export.rows, export.files.len()), (800, 4));
    assert_eq!(folder.threads(1).read().unwrap(), export);
}

#[test]
fn what_is_packed_too_deep_is_refused_by_name() {
    let json = history(0);
    let zip = zipped(&[("history.json", json.as_bytes())]);
    let in_zip = zipped(&[("one.zip", &zip)]);
    let export = folder()
        .with("good.json", history(200))
        .with_zip("three.zip", &[("two.zip", &in_zip)])
        .with("zip.zip.gz", gzipped(&zip))
        .with("twice.json.gz", gzipped(gzipped(&json)))
        .read()
        .unwrap();
    assert_eq!(
        refusals(&export),
        [
            ("twice.json.gz", FileError::PackedTooDeep),
            ("zip.zip.gz", FileError::PackedTooDeep),
            ("one.zip", FileError::PackedTooDeep)
        ]
    );
    assert_eq!(export.rows, 200);
}

#[test]
fn a_damaged_zip_in_a_zip_is_refused_alone() {
    let whole = zipped(&[("a.json", history(0).as_bytes())]);
    let export = folder()
        .with_zip(
            "all.zip",
            &[
                ("cut.zip", &whole[..whole.len() / 2]),
                ("beheaded.zip", &whole[1..]),
                ("empty.zip", b""),
                ("good.zip", &whole),
            ],
        )
        .read()
        .unwrap();
    assert_eq!(
        refusals(&export),
        [
            ("beheaded.zip", FileError::ZipBroken),
            ("cut.zip", FileError::ZipBroken),
            ("empty.zip", FileError::Empty)
        ]
    );
    assert_eq!(export.rows, 200);
}

#[test]
fn utf16_is_read_in_both_orders_with_and_without_a_mark() {
    let text = exports::extended(5, 0, 2_000);
    let plain = read_text(&text).unwrap();
    for marked in [text.clone(), format!("\u{FEFF}{text}")] {
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let export = read_text(utf16(&marked, bytes)).unwrap();
            assert_eq!((&export.items, &export.evidence), (&plain.items, &plain.evidence));
        }
    }
    let zip = zipped(&[("a.json", &utf16(&text, u16::to_be_bytes))]);
    assert_eq!(folder().with("a.zip", zip).read().unwrap().evidence, plain.evidence);
    let gz = gzipped(utf16(&text, u16::to_le_bytes));
    assert_eq!(folder().with("a.json.gz", gz).read().unwrap().evidence, plain.evidence);
}

#[test]
fn utf16_that_breaks_off_is_refused() {
    let bytes = utf16(&list(&[row(json!({})), row(json!({}))]), u16::to_le_bytes);
    for end in [bytes.len() - 1, bytes.len() - 2, bytes.len() / 2] {
        assert_eq!(refusal(read_text(&bytes[..end])), FileError::EndsInTheMiddle, "{end}");
    }
    let wide: Vec<u8> = history(0)
        .chars()
        .flat_map(|letter| u32::from(letter).to_le_bytes())
        .collect();
    assert_eq!(refusal(read_text(wide)), FileError::NotUtf8);
}

/// A history that inflates to some mebibytes of nothing.
fn bomb() -> String {
    let rows = history(0);
    format!("{}{}]", &rows[..rows.len() - 1], " ".repeat(3 << 20))
}

#[test]
fn bombs_are_left_alone_however_they_are_packed() {
    let bomb = bomb();
    let wide = utf16(&bomb, u16::to_le_bytes);
    let zip = zipped(&[("a.json", bomb.as_bytes())]);
    let of_gz = zipped(&[("a.json.gz", &gzipped(&bomb))]);
    for (name, bytes) in [
        ("a.json.gz", gzipped(&bomb)),
        ("wide.json.gz", gzipped(&wide)),
        ("wide.zip", zipped(&[("a.json", &wide)])),
        ("gz.zip", of_gz.clone()),
        ("zip.zip", zipped(&[("a.zip", &zip)])),
        ("gz.zip.zip", zipped(&[("a.zip", &of_gz)])),
    ] {
        let folder = folder()
            .limited(|limits| {
                limits.any_ratio_bytes = 1 << 20;
                limits.ratio = 30;
            })
            .with(name, bytes);
        assert_eq!(refusal(folder.read()), FileError::Bomb, "{name}");
    }
}

/// Each of the inner files is far below the limit, all of them together are not.
#[test]
fn many_small_bombs_in_a_zip_in_a_zip_count_together() {
    let rows = history(0);
    let text = format!("{}{}]", &rows[..rows.len() - 1], " ".repeat(700 << 10));
    let names: Vec<String> = (0..8).map(|number| format!("{number}.json")).collect();
    let members: Vec<_> = names.iter().map(|name| (name.as_str(), text.as_bytes())).collect();
    let inner = zipped(&members);
    let limited = |name: &str, bytes: &[u8]| {
        folder()
            .limited(|limits| {
                limits.any_ratio_bytes = 1 << 20;
                limits.ratio = 10;
            })
            .with(name, bytes)
            .read()
    };
    assert_eq!(limited("flat.zip", &inner).unwrap().rows, 1_600);
    let export = limited("nested.zip", &zipped(&[("inner.zip", &inner)])).unwrap();
    assert!(refusals(&export).iter().all(|(_, error)| *error == FileError::Bomb));
    assert!(refusals(&export).len() > 3, "{export:?}");
}

#[test]
fn the_limit_of_all_bytes_holds_for_what_is_packed() {
    let text = history(0);
    let zip = zipped(&[("a.json", text.as_bytes())]);
    for (name, bytes) in [("a.json.gz", gzipped(&text)), ("b.zip", zipped(&[("a.zip", &zip)]))] {
        let error = folder()
            .limited(|limits| limits.bytes = 60_000)
            .with(name, bytes)
            .read()
            .unwrap_err();
        assert_eq!(error, ImportError::TooMuchData { limit_bytes: 60_000 }, "{name}");
    }
}
