//! What Spotify adds to a title that MusicBrainz does not have in it.

use crate::fold::fold;

/// Without " - Remastered 2011" and the like at the end: MusicBrainz takes a remaster for the same recording.
pub(super) fn without_remaster(title: &str) -> &str {
    match title.rsplit_once(" - ") {
        Some((rest, version)) if fold(version).contains("remaster") && !fold(rest).is_empty() => rest.trim_end(),
        _ => title,
    }
}

/// `None` if the title names no guest at its end.
pub(super) fn without_guest(title: &str) -> Option<&str> {
    let at = title.rfind(['(', '['])?;
    let words = title[at + 1..].strip_suffix([')', ']'])?.to_lowercase();
    let is_guest = ["feat", "ft", "featuring", "with"].iter().any(|word| {
        words
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with([' ', '.']))
    });
    let rest = title[..at].trim();
    (is_guest && !fold(rest).is_empty()).then_some(rest)
}
