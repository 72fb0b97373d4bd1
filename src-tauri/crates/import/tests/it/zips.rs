//! Zips as Spotify sends them, and damaged or malicious ones.

use std::io::{Cursor, Write};

use import::FileError;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    export_folder::{folder, refusal, refusals, zipped},
    exports,
};

fn history(first: u64) -> String {
    exports::extended(5, first, 200)
}

#[test]
fn an_export_is_read_with_its_other_files_left_out() {
    let export = folder()
        .with_zip(
            "my_spotify_data.zip",
            &[
                (
                    "Spotify Account Data/StreamingHistory_music_0.json",
                    exports::account(1, 0, 50, false).as_bytes(),
                ),
                (
                    "Spotify Account Data/StreamingHistory_podcast_0.json",
                    exports::account(1, 0, 30, true).as_bytes(),
                ),
                ("Spotify Account Data/Userdata.json", b"{\"username\":\"anna\"}"),
                ("Spotify Account Data/Read Me First.pdf", b"%PDF-1.7"),
                ("Spotify Account Data/", b""),
                (
                    "Spotify Extended Streaming History/Streaming_History_Audio_2013_0.json",
                    history(0).as_bytes(),
                ),
            ],
        )
        .read_only(&["my_spotify_data.zip"])
        .unwrap();
    assert_eq!((export.rows, export.evidence.len()), (280, 280));
    assert_eq!((export.files.len(), export.other_files), (3, 2));
    assert!(
        export
            .files
            .iter()
            .all(|file| file.zip.as_deref() == Some("my_spotify_data.zip") && file.refused.is_none())
    );
}

#[test]
fn a_zip_is_known_by_its_content_whatever_its_name() {
    let export = folder()
        .with_zip("export", &[("a", history(0).as_bytes())])
        .read_only(&["export"])
        .unwrap();
    assert_eq!(export.rows, 200);
}

#[test]
fn names_that_try_to_get_out_are_only_names() {
    let zip = [
        ("../../../etc/passwd", history(0)),
        ("/absolute\u{202E}\u{7}.json", history(200)),
        ("C:\\windows", history(400)),
    ];
    let members: Vec<_> = zip.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder().with_zip("a.zip", &members);
    let export = folder.read().unwrap();
    assert_eq!(export.rows, 600);
    let names: Vec<_> = export.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        ["../../../etc/passwd", "/absolute\u{FFFD}\u{FFFD}.json", "C:\\windows"]
    );
    assert_eq!(std::fs::read_dir(folder.root()).unwrap().count(), 1);
}

#[test]
fn a_zip_cut_short_is_no_whole_zip() {
    let whole = zipped(&[("a.json", history(0).as_bytes()), ("b.json", history(200).as_bytes())]);
    for end in [4, 30, whole.len() / 2, whole.len() - 100, whole.len() - 1] {
        let folder = folder().with("a.zip", &whole[..end]);
        assert_eq!(refusal(folder.read_only(&["a.zip"])), FileError::ZipBroken, "{end}");
    }
}

#[test]
fn a_zip_that_lost_its_beginning_is_refused_not_overlooked() {
    let whole = zipped(&[("a.json", history(0).as_bytes())]);
    let export = folder()
        .with("a.zip", &whole[1..])
        .with("b.json", history(200))
        .read()
        .unwrap();
    assert_eq!(refusals(&export).len(), 1);
}

#[test]
fn a_member_that_comes_out_wrong_is_refused_alone() {
    let mut bytes = zipped(&[("a.json", history(0).as_bytes()), ("b.json", history(200).as_bytes())]);
    // In the middle of the first member's data.
    let at = bytes.len() / 4;
    bytes[at] ^= 0x10;
    let export = folder().with("a.zip", bytes).read().unwrap();
    assert_eq!(refusals(&export), [("a.json", FileError::MemberDamaged)]);
    assert_eq!(export.rows, 200);
}

#[test]
fn a_history_that_comes_out_as_anything_else_is_refused_too() {
    let text = exports::extended(5, 0, 1_000);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("a.json", stored).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    bytes[100..100_000].fill(b'x');
    assert_eq!(refusal(folder().with("a.zip", bytes).read()), FileError::MemberDamaged);
}

#[test]
fn a_wrong_checksum_is_found_even_if_all_rows_look_well() {
    let text = history(0);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "a.json",
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
    )
    .unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let stored = |bytes: &[u8]| folder().with("a.zip", bytes).read_only(&["a.zip"]);
    assert_eq!(stored(&bytes).unwrap().rows, 200);
    let swapped = String::from_utf8_lossy(&bytes).find("\"GB\"").unwrap();
    let mut changed = bytes;
    changed[swapped + 1] = b'F';
    assert_eq!(refusal(stored(&changed)), FileError::MemberDamaged);
}

#[test]
fn a_locked_zip_says_so() {
    let mut bytes = zipped(&[("a.json", history(0).as_bytes())]);
    // The flag for a password, in the member's header and in the zip's list.
    bytes[6] |= 1;
    let listed = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[listed + 8] |= 1;
    assert_eq!(refusal(folder().with("a.zip", bytes).read()), FileError::Encrypted);
}

#[test]
fn an_unknown_way_of_packing_says_so() {
    let mut bytes = zipped(&[("a.json", history(0).as_bytes())]);
    bytes[8] = 99;
    let listed = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[listed + 10] = 99;
    let refused = refusal(folder().with("a.zip", bytes).read());
    assert!(
        matches!(refused, FileError::UnknownCompression | FileError::ZipBroken),
        "{refused:?}"
    );
}

#[test]
fn a_bomb_is_left_alone() {
    let rows = history(0);
    let bomb = format!("{}{}]", &rows[..rows.len() - 1], " ".repeat(3 << 20));
    let folder = folder()
        .limited(|limits| limits.any_ratio_bytes = 1 << 20)
        .with_zip("a.zip", &[("a.json", bomb.as_bytes())]);
    assert_eq!(refusal(folder.read()), FileError::Bomb);
}

/// A history whose first row never ends: `mebibytes` of one letter.
fn endless(mebibytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "a.json",
        SimpleFileOptions::default().compression_level(Some(1)).large_file(true),
    )
    .unwrap();
    zip.write_all(br#"[{"ts":"2016-03-05T20:01:02Z","ms_played":1,"x":""#)
        .unwrap();
    let letters = vec![b'a'; 1 << 20];
    (0..mebibytes).for_each(|_| zip.write_all(&letters).unwrap());
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_row_that_never_ends_is_given_up_early() {
    assert_eq!(
        refusal(folder().with("a.zip", endless(20)).read()),
        FileError::RowTooLong { limit_bytes: 1 << 20 }
    );
}

#[test]
#[ignore = "takes seconds to pack"]
fn two_gibibytes_of_one_letter_are_given_up_early() {
    assert_eq!(
        refusal(folder().with("a.zip", endless(2_048)).read()),
        FileError::RowTooLong { limit_bytes: 1 << 20 }
    );
}

#[test]
fn more_members_than_any_export_has_are_refused() {
    let members: Vec<_> = (0..20)
        .map(|number| (format!("{number}.json"), history(number * 200)))
        .collect();
    let members: Vec<_> = members
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let limited = |limit| {
        folder()
            .limited(|limits| limits.members = limit)
            .with_zip("a.zip", &members)
            .read()
    };
    assert_eq!(refusal(limited(19)), FileError::TooManyMembers { limit: 19 });
    assert_eq!(limited(20).unwrap().rows, 4_000);
}

#[test]
fn a_member_that_the_zips_list_has_lost_is_noticed() {
    let (first, both) = (history(0), history(200));
    let whole = zipped(&[("a.json", first.as_bytes()), ("b.json", both.as_bytes())]);
    // A list of one, though two are in there: the second entry is cut out, and counts and sizes say so.
    let entries: Vec<_> = whole
        .windows(4)
        .enumerate()
        .filter(|(_, four)| four == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    let end = whole.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let mut lost = [&whole[..entries[1]], &whole[end..]].concat();
    let end = entries[1];
    let list_bytes = (entries[1] - entries[0]) as u32;
    lost[end + 8..end + 10].copy_from_slice(&1u16.to_le_bytes());
    lost[end + 10..end + 12].copy_from_slice(&1u16.to_le_bytes());
    lost[end + 12..end + 16].copy_from_slice(&list_bytes.to_le_bytes());
    assert_eq!(
        refusal(folder().with("a.zip", lost).read()),
        FileError::ZipContradictory
    );
}

#[test]
fn an_empty_member_that_should_be_json_is_refused() {
    let export = folder()
        .with_zip("a.zip", &[("a.json", history(0).as_bytes()), ("b.json", b"")])
        .read()
        .unwrap();
    assert_eq!(refusals(&export), [("b.json", FileError::Empty)]);
}

#[test]
fn a_member_whose_entry_in_the_list_is_wiped_is_noticed() {
    let mut bytes = zipped(&[("a.json", history(0).as_bytes()), ("b.json", history(200).as_bytes())]);
    let second = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    // Packing, time, checksum and sizes: what is left is an empty file of that name.
    bytes[second + 8..second + 28].fill(0);
    let refused = refusal(folder().with("a.zip", bytes).read());
    assert_eq!(refused, FileError::ZipContradictory);
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    let text = history(0);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.shallow_copy_file("a.json", "b.json").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(
        refusal(folder().with("a.zip", bytes).read()),
        FileError::ZipContradictory
    );
}

#[test]
fn a_zip_written_as_a_stream_is_as_good() {
    let mut zip = ZipWriter::new_stream(Vec::new());
    for number in 0..3 {
        zip.start_file(format!("{number}.json"), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(history(number * 200).as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(folder().with("a.zip", bytes).read().unwrap().rows, 600);
}

#[test]
fn a_zip_without_history_among_others_is_no_trouble() {
    let export = folder()
        .with_zip("photos.zip", &[("1.jpg", b"\xFF\xD8")])
        .with("history.json", history(0))
        .read()
        .unwrap();
    assert_eq!((export.rows, export.other_files, refusals(&export).len()), (200, 1, 0));
}
