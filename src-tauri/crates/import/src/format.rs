//! The formats, and how they are recognised: by the keys at the beginning of a file, never by its name.
//! A new format of JSON objects in a list is a [`Layout`] in a file of its own beside this one, a [`Format`] and a [`Signature`]
//! here, and an arm in `content::read`. Each layout says what provenance its rows have; for a new one, see
//! `library/src/archive/recording.rs`. What is not such a list, a CSV file for instance, needs a way to be recognised in [`Head::of`]
//! and a reader beside `list.rs`.

use std::fmt;

use memchr::memmem;
use serde::Deserialize;

use crate::{RejectReason, evidence::RowEvidence};

/// Which of Spotify's exports a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// The extended streaming history: everything since the account was made, to the second.
    Extended,
    /// The listening history in the account data: the last year, to the minute.
    Account,
}

impl Format {
    /// A short name that stays the same from release to release, for storing.
    pub fn code(self) -> &'static str {
        match self {
            Self::Extended => "extended",
            Self::Account => "account",
        }
    }
}

/// What Spotify calls it.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Extended => "Extended streaming history",
            Self::Account => "Account data",
        })
    }
}

/// How the rows of a format are read.
pub(crate) trait Layout {
    /// A row as it is in the file.
    type Row<'a>: Deserialize<'a>;

    /// What the row says, or why it is rejected.
    fn evidence<'r>(row: &'r Self::Row<'_>) -> Result<RowEvidence<'r>, RejectReason>;

    /// The values that may be shown if it is rejected: when, how long, what. Nothing personal.
    fn sample(row: &Self::Row<'_>) -> String;
}

/// The keys that a format is recognised by.
struct Signature {
    format: Format,
    /// Every row has these two.
    core: [&'static str; 2],
    /// No file of another kind has two of these together with one of the core keys.
    more: &'static [&'static str],
}

const SIGNATURES: [Signature; 2] = [
    Signature {
        format: Format::Extended,
        core: ["ts", "ms_played"],
        more: &[
            "master_metadata_track_name",
            "master_metadata_album_artist_name",
            "spotify_track_uri",
            "spotify_episode_uri",
            "episode_name",
            "reason_start",
            "reason_end",
            "conn_country",
            "incognito_mode",
        ],
    },
    Signature {
        format: Format::Account,
        core: ["endTime", "msPlayed"],
        more: &["artistName", "trackName", "podcastName", "episodeName"],
    },
];

/// How much of a file is looked at to recognise it. Enough for about ninety rows.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

/// What a file is, judged by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A listening history.
    History(Format),
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

fn history(head: &[u8]) -> Option<Format> {
    let fits = |signature: &&Signature| {
        let core = signature.core.iter().filter(|key| has_key(head, key)).count();
        core == 2 || core == 1 && signature.more.iter().filter(|key| has_key(head, key)).count() >= 2
    };
    SIGNATURES.iter().find(fits).map(|signature| signature.format)
}

/// Whether an object has this key. The same word in a text does not match: its quotes are escaped there.
fn has_key(head: &[u8], key: &str) -> bool {
    let quoted = format!("\"{key}\"");
    memmem::find_iter(head, &quoted).any(|at| head[at + quoted.len()..].trim_ascii_start().starts_with(b":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_keys() {
        for (head, expected) in [
            (
                r#"[{"ts":"2013-01-01T00:00:00Z","ms_played":1}]"#,
                Head::History(Format::Extended),
            ),
            (
                r#"[ { "ms_played" : 1, "conn_country": "", "reason_end":"" "#,
                Head::History(Format::Extended),
            ),
            (
                r#"[{"endTime":"2023-05-04 13:37","msPlayed":1}]"#,
                Head::History(Format::Account),
            ),
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
