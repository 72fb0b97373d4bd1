//! What a file is, judged by its beginning.

use crate::{Format, formats::FORMATS};

/// How much of a file is looked at to recognise it. Enough for about ninety rows.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

/// What a file is, judged by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A listening history.
    History(&'static Format),
    /// A listening history, in UTF-16.
    HistoryInUtf16,
    /// A complete list with nothing in it.
    EmptyList,
    /// Nothing but white space.
    Blank,
    /// The beginning of a list of objects that ends too early to be recognised.
    BrokenList,
    /// Something else.
    Other,
}

impl Head {
    /// Expects the first [`HEAD_BYTES`] of a file, or all of it if it has fewer.
    pub(crate) fn of(head: &[u8]) -> Self {
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            let letters: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
            return history(&letters).map_or(Self::Other, |_| Self::HistoryInUtf16);
        }
        if let Some(format) = history(head) {
            return Self::History(format);
        }
        let whole = head.len() < HEAD_BYTES;
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii();
        match text.split_first().map(|(first, rest)| (first, rest.trim_ascii_start())) {
            None if whole => Self::Blank,
            Some((b'[', b"]")) if whole => Self::EmptyList,
            Some((b'[', b"" | [b'{', ..]))
                if whole && serde_json::from_slice::<serde::de::IgnoredAny>(text).is_err() =>
            {
                Self::BrokenList
            }
            _ => Self::Other,
        }
    }
}

fn history(head: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.recognises(head)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_keys() {
        for (head, expected) in [
            (r#"[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]"#, "extended"),
            (
                r#"[ { "ms_played" : 1, "conn_country": "", "reason_end":"" "#,
                "extended",
            ),
            (r#"[{"endTime":"2023-05-04 13:37","msPlayed":1}]"#, "account"),
        ] {
            match Head::of(head.as_bytes()) {
                Head::History(format) => assert_eq!(format.code(), expected, "{head}"),
                other => panic!("{other:?}: {head}"),
            }
        }
        for (head, expected) in [
            ("[]", Head::EmptyList),
            ("\u{FEFF} [ \n ] ", Head::EmptyList),
            ("", Head::Blank),
            (" \n", Head::Blank),
            (r#"[{"ts":"20"#, Head::BrokenList),
            ("[", Head::BrokenList),
            (r#"[{"platform":"ios","searchTime":"2024-01-01"}]"#, Head::Other),
            (
                r#"{"playlists":[{"items":[{"track":{"trackName":"a","artistName":"b"}}]}]}"#,
                Head::Other,
            ),
            (r#"{"note":"\"ts\": and \"ms_played\": are keys"}"#, Head::Other),
            ("[.ShellClassInfo]", Head::Other),
            ("%PDF-1.7", Head::Other),
        ] {
            assert_eq!(Head::of(head.as_bytes()), expected, "{head}");
        }
    }

    #[test]
    fn a_history_in_utf16_is_known_for_what_it_is() {
        let text = r#"[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]"#;
        let mut little = vec![0xFF, 0xFE];
        little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(Head::of(&little), Head::HistoryInUtf16);
        let mut big = vec![0xFE, 0xFF];
        big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(Head::of(&big), Head::HistoryInUtf16);
        assert_eq!(Head::of(b"\xFF\xFEr\0e\0a\0d\0"), Head::Other);
    }
}
