//! Text as MusicBrainz's search compares it: without case and accents, in words.

use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in lower case and without accents.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    plain.to_lowercase()
}

/// The folded words of a text. A text without letters and digits, such as "!!!", is one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let marks = folded.trim();
    if words.is_empty() && !marks.is_empty() {
        return vec![marks.to_owned()];
    }
    words
}

/// A number that stands for the text, the same on every machine.
pub(super) fn number(text: &str) -> u64 {
    Sha256::digest(text)
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(fold("Björk"), "bjork");
        assert_eq!(words("Sigur Rós: Live!"), ["sigur", "ros", "live"]);
        assert_eq!(words("!!!"), ["!!!"]);
        assert!(words("  ").is_empty());
    }
}
