//! Search queries in Lucene's syntax, as MusicBrainz understands them.

use crate::fold::fold;
use crate::id::Mbid;

/// The names in one query.
pub(crate) const NAMES_AT_ONCE: usize = 12;
/// The titles in one query: more would often have more than a hundred hits.
pub(crate) const TITLES_AT_ONCE: usize = 8;
/// Artists with a name as an alias in one query for a title.
pub(crate) const MOST_BY_ALIAS: usize = 20;
/// Servers refuse addresses of more than some 8 kB; a letter takes up to 12 bytes in an address.
const LONGEST_QUERY: usize = 4000;

/// Artists who have any of these names, or one as an alias: `artist` alone does not look at aliases.
pub(crate) fn by_names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let clauses: Vec<_> = names
        .into_iter()
        .map(|name| {
            let name = phrase(name);
            format!("artist:{name} OR alias:{name}")
        })
        .collect();
    clauses.join(" OR ")
}

/// A title, and who may have recorded it.
pub(crate) struct Titled<'a> {
    pub(crate) title: &'a str,
    /// Artists of this name.
    pub(crate) name: &'a str,
    /// Artists who have the name only as an alias.
    pub(crate) others: Vec<Mbid>,
}

impl Titled<'_> {
    fn clause(&self) -> String {
        let (title, artist) = (phrase(self.title), by_artist(self.name, &self.others));
        if self.others.is_empty() {
            return format!("recording:{title} AND {artist}");
        }
        format!("recording:{title} AND ({artist})")
    }

    /// About the bytes that it takes in an address.
    fn length(&self) -> usize {
        escaped_length(self.title) + escaped_length(self.name) + 50 * self.others.len()
    }
}

/// Recordings by artists of a name, or by one of `others`.
pub(crate) fn by_artist(name: &str, others: &[Mbid]) -> String {
    let others: String = others.iter().map(|mbid| format!(" OR arid:{mbid}")).collect();
    format!("artist:{}{others}", phrase(name))
}

/// Recordings of any of these titles.
pub(crate) fn by_titles(titles: &[Titled<'_>]) -> String {
    match titles {
        [title] => title.clause(),
        several => {
            let clauses: Vec<_> = several.iter().map(|title| format!("({})", title.clause())).collect();
            clauses.join(" OR ")
        }
    }
}

/// How many of the first `titles` fit into one query: at least one.
pub(crate) fn fitting_titles<'a>(titles: impl IntoIterator<Item = Titled<'a>>) -> usize {
    let (mut length, mut count) = (0, 0);
    for title in titles.into_iter().take(TITLES_AT_ONCE) {
        length += title.length();
        if count > 0 && length > LONGEST_QUERY {
            break;
        }
        count += 1;
    }
    count
}

/// How many of the first `names` fit into one query: at least one. Equal names count once.
pub(crate) fn fitting<'a>(names: impl IntoIterator<Item = &'a str>) -> usize {
    let (mut seen, mut length, mut count) = (Vec::new(), 0, 0);
    for name in names {
        let folded = fold(name);
        if !seen.contains(&folded) {
            length += name_length(name);
            if count > 0 && (seen.len() == NAMES_AT_ONCE || length > LONGEST_QUERY) {
                return count;
            }
            seen.push(folded);
        }
        count += 1;
    }
    count
}

/// Whether a query for that name alone is one that servers accept.
pub(crate) fn is_askable_name(name: &str) -> bool {
    !fold(name).is_empty() && name_length(name) <= LONGEST_QUERY
}

/// Whether a query for that title, together with a name that can be asked for, is one that servers accept.
pub(crate) fn is_askable_title(title: &str) -> bool {
    !fold(title).is_empty() && escaped_length(title) <= LONGEST_QUERY
}

/// About the bytes that a name takes in an address, in its two clauses.
fn name_length(name: &str) -> usize {
    2 * escaped_length(name)
}

/// About the bytes that a clause takes in an address.
fn escaped_length(text: &str) -> usize {
    let letters = text.chars().map(|letter| match letter {
        '"' | '\\' => 6,
        letter if letter.is_ascii_alphanumeric() => 1,
        letter => 3 * letter.len_utf8(),
    });
    letters.sum::<usize>() + 20
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
            [
                r#"artist:"AC/DC" OR alias:"AC/DC""#,
                r#"artist:"\"Weird Al\" Yankovic" OR alias:"\"Weird Al\" Yankovic""#,
                r#"artist:"a\\b" OR alias:"a\\b""#,
                r#"artist:"+/-" OR alias:"+/-""#,
                r#"artist:"two lines" OR alias:"two lines""#,
            ]
            .join(" OR ")
        );
    }

    fn titled<'a>(title: &'a str, name: &'a str, others: &[&str]) -> Titled<'a> {
        Titled {
            title,
            name,
            others: others.iter().map(|mbid| mbid.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn a_title_goes_with_its_artists_and_several_are_kept_apart() {
        let mbid = "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11";
        assert_eq!(
            by_titles(&[titled("1979", "Nobody?", &[])]),
            r#"recording:"1979" AND artist:"Nobody?""#
        );
        assert_eq!(
            by_titles(&[titled("1979", "Nobody?", &[mbid]), titled("Low", r#"a "b""#, &[])]),
            format!(
                r#"(recording:"1979" AND (artist:"Nobody?" OR arid:{mbid})) OR (recording:"Low" AND artist:"a \"b\"")"#
            )
        );
    }

    #[test]
    fn recordings_are_searched_by_a_name_and_by_ids_of_others() {
        let mbid = "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11";
        assert_eq!(by_artist("AC/DC", &[]), r#"artist:"AC/DC""#);
        let others = [mbid.parse().unwrap()];
        assert_eq!(by_artist("Low", &others), format!(r#"artist:"Low" OR arid:{mbid}"#));
    }

    #[test]
    fn eight_titles_fit_and_long_ones_go_in_smaller_companies() {
        let several = |title: &'static str| (0..20).map(move |_| titled(title, "Low", &[]));
        assert_eq!(fitting_titles(several("Intro")), TITLES_AT_ONCE);
        let long: &'static str = "ä".repeat(300).leak();
        assert_eq!(fitting_titles(several(long)), 2);
        assert_eq!(fitting_titles([titled("a".repeat(5000).leak(), "Low", &[])]), 1);
    }

    #[test]
    fn twelve_names_fit_and_an_equal_one_costs_nothing() {
        let names: Vec<_> = (0..15).map(|number| format!("name {number}")).collect();
        assert_eq!(fitting(names.iter().map(String::as_str)), NAMES_AT_ONCE);
        let with_equal = ["Name 0"].into_iter().chain(names.iter().map(String::as_str));
        assert_eq!(fitting(with_equal), NAMES_AT_ONCE + 1);
        assert_eq!(fitting(["a", "b"]), 2);
    }

    #[test]
    fn long_names_go_in_smaller_companies() {
        let long = "ä".repeat(150);
        assert_eq!(fitting([long.as_str(), "Björk", "ö".repeat(200).as_str(), "Low"]), 2);
        let endless = "a".repeat(5000);
        assert_eq!(fitting([endless.as_str(), "Björk"]), 1);
        assert!(!is_askable_name(&endless));
        assert!(!is_askable_name("  "));
        assert!(is_askable_name("!!!"));
    }

    #[test]
    fn the_longest_title_and_the_longest_name_fit_into_one_address() {
        let longest = |is_askable: fn(&str) -> bool| {
            let longest = (1..700).rev().map(|count| "ä".repeat(count));
            longest.into_iter().find(|text| is_askable(text)).unwrap()
        };
        let others = ["8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11"; MOST_BY_ALIAS];
        let query = by_titles(&[titled(&longest(is_askable_title), &longest(is_askable_name), &others)]);
        let escaped: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        assert!((6000..7900).contains(&escaped.len()), "{}", escaped.len());
    }
}
