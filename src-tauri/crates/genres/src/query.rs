//! Search queries in Lucene's syntax, as MusicBrainz understands them.

use crate::fold::fold;

/// The names in one query.
pub(crate) const NAMES_AT_ONCE: usize = 10;
/// Servers refuse addresses of more than some 8 kB; a letter takes up to 12 bytes in an address.
const LONGEST_QUERY: usize = 4000;

/// Artists of any of these names.
pub(crate) fn by_names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let clauses: Vec<_> = names
        .into_iter()
        .map(|name| format!("artist:{}", phrase(name)))
        .collect();
    clauses.join(" OR ")
}

/// Recordings of this title by artists of this name.
pub(crate) fn by_title(title: &str, name: &str) -> String {
    format!("recording:{} AND artist:{}", phrase(title), phrase(name))
}

/// How many of the first `names` fit into one query: at least one. Equal names count once.
pub(crate) fn fitting<'a>(names: impl IntoIterator<Item = &'a str>) -> usize {
    let (mut seen, mut length, mut count) = (Vec::new(), 0, 0);
    for name in names {
        let folded = fold(name);
        if !seen.contains(&folded) {
            length += escaped_length(name);
            if count > 0 && (seen.len() == NAMES_AT_ONCE || length > LONGEST_QUERY) {
                return count;
            }
            seen.push(folded);
        }
        count += 1;
    }
    count
}

/// Whether a query with that text alone is one that servers accept.
pub(crate) fn is_askable(text: &str) -> bool {
    !fold(text).is_empty() && escaped_length(text) <= LONGEST_QUERY
}

/// About the bytes that the clause takes in an address.
fn escaped_length(text: &str) -> usize {
    let letters = text
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { 1 } else { 3 });
    letters.sum::<usize>() + 30
}

/// A phrase. Between quotes, the quote and the backslash are all that Lucene takes for more than text.
fn phrase(text: &str) -> String {
    let mut phrase = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => phrase.extend(['\\', letter]),
            letter if letter.is_control() => phrase.push(' '),
            letter => phrase.push(letter),
        }
    }
    phrase.push('"');
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_phrases_and_only_quotes_and_backslashes_are_escaped() {
        assert_eq!(
            by_names(["AC/DC", r#""Weird Al" Yankovic"#, r"a\b", "+/-", "two\nlines"]),
            r#"artist:"AC/DC" OR artist:"\"Weird Al\" Yankovic" OR artist:"a\\b" OR artist:"+/-" OR artist:"two lines""#
        );
        assert_eq!(by_title("1979", "Nobody?"), r#"recording:"1979" AND artist:"Nobody?""#);
    }

    #[test]
    fn ten_names_fit_and_an_equal_one_costs_nothing() {
        let names: Vec<_> = (0..15).map(|number| format!("name {number}")).collect();
        assert_eq!(fitting(names.iter().map(String::as_str)), NAMES_AT_ONCE);
        let with_equal = ["Name 0"].into_iter().chain(names.iter().map(String::as_str));
        assert_eq!(fitting(with_equal), NAMES_AT_ONCE + 1);
        assert_eq!(fitting(["a", "b"]), 2);
    }

    #[test]
    fn long_names_go_in_smaller_companies() {
        let long = "ä".repeat(250);
        assert_eq!(fitting([long.as_str(), "Björk", "ö".repeat(500).as_str(), "Low"]), 2);
        let endless = "a".repeat(5000);
        assert_eq!(fitting([endless.as_str(), "Björk"]), 1);
        assert!(!is_askable(&endless));
        assert!(!is_askable("  "));
        assert!(is_askable("!!!"));
    }
}
