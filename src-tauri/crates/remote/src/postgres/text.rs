//! Texts as PostgreSQL can keep them: it has no character U+0000, which a file may have in a name. It and its neighbour are written as two
//! characters each, so that every text comes back as it was, and the order of texts stays the same.

use std::borrow::Cow;

const ZERO: char = '\u{0}';
const ONE: char = '\u{1}';
const TWO: char = '\u{2}';

/// As it is kept.
pub(super) fn kept(text: &str) -> Cow<'_, str> {
    if !text.contains([ZERO, ONE]) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        match letter {
            ZERO => kept.extend([ONE, ONE]),
            ONE => kept.extend([ONE, TWO]),
            other => kept.push(other),
        }
    }
    Cow::Owned(kept)
}

/// As it was.
pub(super) fn told(kept: &str) -> Cow<'_, str> {
    if !kept.contains(ONE) {
        return Cow::Borrowed(kept);
    }
    let mut told = String::with_capacity(kept.len());
    let mut letters = kept.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // Only somebody else can have written anything but the two; a mark tells that it is not what it was.
            ONE => told.push(if letters.next() == Some(ONE) { ZERO } else { ONE }),
            other => told.push(other),
        }
    }
    Cow::Owned(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 8] = ["", "\0", "\0\0", "\0\u{1}", "\u{1}", "\u{1}\0a", "\u{2}", "a"];

    #[test]
    fn every_text_comes_back_without_the_character_that_can_not_be_kept() {
        for text in TEXTS {
            assert!(!kept(text).contains('\0'), "{text:?}");
            assert_eq!(told(&kept(text)), text);
        }
    }

    #[test]
    fn texts_are_in_the_same_order_when_they_are_kept() {
        assert!(TEXTS.is_sorted(), "the list is in order");
        assert!(TEXTS.map(kept).is_sorted());
    }
}
