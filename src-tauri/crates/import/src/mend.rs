//! Rows whose text Spotify cut in the middle of a letter: half of an escaped pair is left, which no reader of JSON accepts.

use std::borrow::Cow;

/// The row with a mark in place of each half letter; `None` if it has none.
pub(crate) fn mended(row: &str) -> Option<String> {
    let mut mended = Cow::Borrowed(row);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &mended.as_bytes()[at..]) {
        at += found;
        at += match (half(&mended, at), half(&mended, at + 6)) {
            (Some(Half::First), Some(Half::Second)) => 12,
            (Some(_), _) => {
                mended.to_mut().replace_range(at..at + 6, "\\ufffd");
                6
            }
            // Whatever is escaped, it may be a backslash.
            (None, _) => 2,
        };
        at = at.min(mended.len());
    }
    match mended {
        Cow::Borrowed(_) => None,
        Cow::Owned(mended) => Some(mended),
    }
}

enum Half {
    First,
    Second,
}

/// Which half of a pair the escape that begins here stands for, if any.
fn half(text: &str, at: usize) -> Option<Half> {
    let hex = text.get(at..at + 6)?.strip_prefix("\\u")?;
    match u32::from_str_radix(hex, 16).ok()? {
        0xD800..=0xDBFF => Some(Half::First),
        0xDC00..=0xDFFF => Some(Half::Second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_letter_becomes_a_mark_and_whole_ones_stay() {
        for (row, whole) in [
            (r"cut \ud83d", Some(r"cut \ufffd")),
            (r"\ude00 tail", Some(r"\ufffd tail")),
            (r"\ud83d\ude00 \ud83d.", Some(r"\ud83d\ude00 \ufffd.")),
            (r"\ud83d\ud83d\ude00", Some(r"\ufffd\ud83d\ude00")),
            (r"\ud83d\ude00", None),
            (r"\\ud83d", None),
            (r"\u00f6", None),
            ("\\", None),
            (r"\ud8ö", None),
        ] {
            assert_eq!(mended(row).as_deref(), whole, "{row}");
        }
    }
}
