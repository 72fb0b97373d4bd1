//! Repairs rows whose text Spotify cut in the middle of a character: one half of a pair of escaped surrogates is left, which no
//! JSON parser accepts. Everything else in the row stays as it is.

use std::borrow::Cow;

/// The row with a replacement character for each lone surrogate; `None` if it has none.
pub(crate) fn fix_surrogates(row: &str) -> Option<String> {
    let mut fixed = Cow::Borrowed(row);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &fixed.as_bytes()[at..]) {
        at += found;
        at += match (surrogate(&fixed, at), surrogate(&fixed, at + 6)) {
            (Some(Surrogate::High), Some(Surrogate::Low)) => 12,
            (Some(_), _) => {
                fixed.to_mut().replace_range(at..at + 6, "\\ufffd");
                6
            }
            // Skips the escaped character too: it may be a backslash.
            (None, _) => 2,
        };
        at = at.min(fixed.len());
    }
    match fixed {
        Cow::Borrowed(_) => None,
        Cow::Owned(fixed) => Some(fixed),
    }
}

enum Surrogate {
    High,
    Low,
}

/// The surrogate that is escaped at this place, if there is one.
fn surrogate(text: &str, at: usize) -> Option<Surrogate> {
    let hex = text.get(at..at + 6)?.strip_prefix("\\u")?;
    match u32::from_str_radix(hex, 16).ok()? {
        0xD800..=0xDBFF => Some(Surrogate::High),
        0xDC00..=0xDFFF => Some(Surrogate::Low),
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
            assert_eq!(fix_surrogates(row).as_deref(), whole, "{row}");
        }
    }
}
