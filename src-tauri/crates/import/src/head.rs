//! What a text is, judged by its beginning.

use crate::{Format, encoding::Encoding, formats::FORMATS, other_data::OtherData};

/// How much of a file is looked at to recognise it. Enough for about ninety rows.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

/// What a text is, judged by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A listening history.
    History(&'static Format, Encoding),
    /// A complete list with nothing in it.
    EmptyList,
    /// Nothing but white space.
    Blank,
    /// Zeros and nothing else.
    Zeros,
    /// The beginning of a list of objects that ends too early to be recognised.
    BrokenList,
    /// Something else that is known.
    OtherData(OtherData),
    /// Something else, and no text.
    Binary,
    /// Some other text.
    Other,
}

impl Head {
    /// Expects the first [`HEAD_BYTES`] of a file, or all of it if it has fewer.
    pub(crate) fn of(head: &[u8]) -> Self {
        if !head.is_empty() && head.iter().all(|byte| *byte == 0) {
            return Self::Zeros;
        }
        let encoding = Encoding::of(head);
        let is_whole = head.len() < HEAD_BYTES;
        let head = encoding.head_in_utf8(head);
        match FORMATS.iter().find(|format| format.recognises(&head)) {
            Some(format) => Self::History(format, encoding),
            None => Self::of_no_history(&head, is_whole),
        }
    }

    fn of_no_history(head: &[u8], is_whole: bool) -> Self {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii();
        match text.split_first().map(|(first, rest)| (first, rest.trim_ascii_start())) {
            None if is_whole => Self::Blank,
            Some((b'[', b"]")) if is_whole => Self::EmptyList,
            Some((b'[', b"" | [b'{', ..])) if is_whole && !is_json(text) => Self::BrokenList,
            // A list of lists, whose first list breaks off.
            Some((b'[', [b'[', rest @ ..]))
                if is_whole && rest.trim_ascii_start().starts_with(b"{") && !is_json(text) =>
            {
                Self::BrokenList
            }
            _ => match OtherData::of(text) {
                Some(data) => Self::OtherData(data),
                None if is_binary(text) => Self::Binary,
                None => Self::Other,
            },
        }
    }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

/// Whether there are bytes in it that no text has.
fn is_binary(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_some() || std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_keys() {
        for (head, expected) in [
            (r#"[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]"#, "extended"),
            (r#"[[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]]"#, "extended"),
            (
                r#"[ { "ms_played" : 1, "conn_country": "", "reason_end":"" "#,
                "extended",
            ),
            (r#"[{"endTime":"2023-05-04 13:37","msPlayed":1}]"#, "account"),
        ] {
            match Head::of(head.as_bytes()) {
                Head::History(format, Encoding::Utf8) => assert_eq!(format.code(), expected, "{head}"),
                other => panic!("{other:?}: {head}"),
            }
        }
        for (head, expected) in [
            ("[]", Head::EmptyList),
            ("\u{FEFF} [ \n ] ", Head::EmptyList),
            ("", Head::Blank),
            (" \n", Head::Blank),
            (r#"[{"ts":"20"#, Head::BrokenList),
            (r#"[ [ {"ts":"20"#, Head::BrokenList),
            ("[", Head::BrokenList),
            ("\0\0\0", Head::Zeros),
            (r#"[{"platform":"ios","time":"2024-01-01"}]"#, Head::Other),
            (
                r#"{"playlists":[{"items":[{"track":{"trackName":"a","artistName":"b"}}]}]}"#,
                Head::OtherData(OtherData::AccountData("your playlists")),
            ),
            (r#"{"note":"\"ts\": and \"ms_played\": are keys"}"#, Head::Other),
            ("[.ShellClassInfo]", Head::Other),
            ("%PDF-1.7", Head::Other),
            ("{\"a\":\0}", Head::Binary),
        ] {
            assert_eq!(Head::of(head.as_bytes()), expected, "{head}");
        }
        assert_eq!(Head::of(b"\xFF\xD8\xFF"), Head::Binary);
    }

    #[test]
    fn a_history_in_utf16_is_known_with_and_without_a_mark() {
        let text = r#"[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]"#;
        for text in [text.to_owned(), format!("\u{FEFF}{text}")] {
            for (encoding, bytes) in [
                (Encoding::Utf16LittleEndian, u16::to_le_bytes as fn(u16) -> [u8; 2]),
                (Encoding::Utf16BigEndian, u16::to_be_bytes),
            ] {
                let head: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
                assert!(matches!(Head::of(&head), Head::History(_, found) if found == encoding));
            }
        }
        assert_eq!(Head::of(b"\xFF\xFEr\0e\0a\0d\0"), Head::Other);
        assert_eq!(Head::of(b"[\0]\0\r\0\n\0"), Head::EmptyList);
    }
}
