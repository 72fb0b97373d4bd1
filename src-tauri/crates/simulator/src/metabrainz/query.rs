//! Queries in the language of Lucene, as far as clients of MusicBrainz write them: words, phrases, fields, groups, AND, OR, NOT, `&&`,
//! `||`, `!`, `+`, `-` and escapes. Boosts and slops are read and make no difference. As in Lucene, AND makes the clauses on its
//! left and right necessary, and binds no closer than OR.

use std::{iter::Peekable, str::Chars};

use super::fold::words;

/// Characters that mean something in a query unless they are escaped. Within a word, `+`, `-`, `&`, `|` and `!` mean themselves.
const ENDS_WORD: &str = "():\"^~[]{}/";

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Query {
    /// Words that follow each other, in a field if one was named.
    Phrase {
        field: Option<String>,
        words: Vec<String>,
    },
    Clauses(Vec<(Occur, Query)>),
}

/// Whether a clause has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occur {
    Must,
    Should,
    MustNot,
}

/// Why a query is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryError {
    /// Lucene cannot read it either.
    Malformed,
    /// Wildcards, ranges and regular expressions, which are not served here.
    NotServed,
}

impl Query {
    /// # Errors
    /// If the text is no query, or one that is not served here.
    pub(super) fn parse(text: &str) -> Result<Self, QueryError> {
        let mut reader = Reader(text.chars().peekable());
        let query = reader.clauses(None, false)?;
        match query {
            Self::Clauses(clauses) if clauses.is_empty() => Err(QueryError::Malformed),
            query => Ok(query),
        }
    }
}

struct Reader<'a>(Peekable<Chars<'a>>);

impl Reader<'_> {
    /// Clauses up to the end, or up to the parenthesis that closes them.
    fn clauses(&mut self, field: Option<&str>, in_group: bool) -> Result<Query, QueryError> {
        let mut clauses: Vec<(Occur, Query)> = Vec::new();
        let mut joins_and = false;
        // After AND, OR or NOT something has to follow.
        let mut wants_more = false;
        loop {
            self.skip_spaces();
            if self.0.peek().is_none() || self.0.peek() == Some(&')') {
                if self.0.next().is_some() != in_group || wants_more {
                    return Err(QueryError::Malformed);
                }
                return Ok(Query::Clauses(clauses));
            }
            match self.operator() {
                Some(operator) if operator != "NOT" => {
                    if clauses.is_empty() || wants_more {
                        return Err(QueryError::Malformed);
                    }
                    joins_and = operator == "AND";
                    wants_more = true;
                    continue;
                }
                Some(_) => {
                    self.skip_spaces();
                    let query = self.clause(field)?;
                    clauses.push((Occur::MustNot, query));
                }
                None => {
                    let sign = self.0.next_if(|next| matches!(next, '+' | '-' | '!'));
                    let query = self.clause(field)?;
                    if joins_and && let Some((occur @ Occur::Should, _)) = clauses.last_mut() {
                        *occur = Occur::Must;
                    }
                    let occur = match sign {
                        Some('+') => Occur::Must,
                        Some(_) => Occur::MustNot,
                        None if joins_and => Occur::Must,
                        None => Occur::Should,
                    };
                    clauses.push((occur, query));
                }
            }
            (joins_and, wants_more) = (false, false);
        }
    }

    /// AND, OR or NOT, if the next word is one or stands for one.
    fn operator(&mut self) -> Option<&'static str> {
        for (written, operator) in [
            ("AND", "AND"),
            ("&&", "AND"),
            ("OR", "OR"),
            ("||", "OR"),
            ("NOT", "NOT"),
        ] {
            let mut ahead = self.0.clone();
            let is_written = written.chars().all(|letter| ahead.next() == Some(letter));
            if is_written
                && ahead
                    .peek()
                    .is_none_or(|next| next.is_whitespace() || "()\"".contains(*next))
            {
                self.0 = ahead;
                return Some(operator);
            }
        }
        None
    }

    /// A group, a phrase or a word, with its field and what may follow it.
    fn clause(&mut self, field: Option<&str>) -> Result<Query, QueryError> {
        let query = match self.0.peek() {
            Some('(') => {
                self.0.next();
                self.clauses(field, true)?
            }
            Some('"') => {
                self.0.next();
                phrase(field, &self.quoted()?)
            }
            Some('[' | '{') => return Err(self.closed_by(&[']', '}'])),
            Some('/') => return Err(self.closed_by(&['/'])),
            _ => {
                let word = self.word()?;
                if self.0.next_if_eq(&':').is_some() {
                    self.skip_spaces();
                    return self.clause(Some(&word));
                }
                phrase(field, &word)
            }
        };
        self.skip_suffix();
        Ok(query)
    }

    /// Something in brackets, which is well formed and not served, or malformed.
    fn closed_by(&mut self, ends: &[char]) -> QueryError {
        self.0.next();
        if self.0.any(|next| ends.contains(&next)) {
            QueryError::NotServed
        } else {
            QueryError::Malformed
        }
    }

    fn quoted(&mut self) -> Result<String, QueryError> {
        let mut text = String::new();
        loop {
            match self.0.next().ok_or(QueryError::Malformed)? {
                '"' => return Ok(text),
                '\\' => text.push(self.0.next().ok_or(QueryError::Malformed)?),
                letter => text.push(letter),
            }
        }
    }

    fn word(&mut self) -> Result<String, QueryError> {
        let mut word = String::new();
        while let Some(letter) = self
            .0
            .next_if(|next| !next.is_whitespace() && !ENDS_WORD.contains(*next))
        {
            match letter {
                '\\' => word.push(self.0.next().ok_or(QueryError::Malformed)?),
                '*' | '?' => return Err(QueryError::NotServed),
                letter => word.push(letter),
            }
        }
        if word.is_empty() {
            return Err(QueryError::Malformed);
        }
        Ok(word)
    }

    /// A boost such as `^2`, or a slop or fuzziness such as `~1`.
    fn skip_suffix(&mut self) {
        while self.0.next_if(|next| matches!(next, '^' | '~')).is_some() {
            while self.0.next_if(|next| next.is_ascii_digit() || *next == '.').is_some() {}
        }
    }

    fn skip_spaces(&mut self) {
        while self.0.next_if(|next| next.is_whitespace()).is_some() {}
    }
}

fn phrase(field: Option<&str>, text: &str) -> Query {
    Query::Phrase {
        field: field.map(str::to_owned),
        words: words(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Occur::{Must, MustNot, Should},
        *,
    };

    fn clauses(text: &str) -> Vec<(Occur, Query)> {
        match Query::parse(text) {
            Ok(Query::Clauses(clauses)) => clauses,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn named(field: &str, text: &str) -> Query {
        phrase(Some(field), text)
    }

    #[test]
    fn names_joined_by_or_may_match_and_by_and_must() {
        assert_eq!(
            clauses(r#"artist:"Sigur Rós" OR artist:Bicep"#),
            [
                (Should, named("artist", "sigur ros")),
                (Should, named("artist", "bicep"))
            ]
        );
        assert_eq!(
            clauses(r#"recording:"Hyper Ballad" AND artist:"Björk""#),
            [
                (Must, named("recording", "hyper ballad")),
                (Must, named("artist", "bjork"))
            ]
        );
        assert_eq!(
            clauses("a OR b && c"),
            [
                (Should, phrase(None, "a")),
                (Must, phrase(None, "b")),
                (Must, phrase(None, "c"))
            ]
        );
    }

    #[test]
    fn escapes_quotes_and_operators_within_phrases_are_text() {
        assert_eq!(
            clauses(r#"artist:"The \"A\" AND (B)""#),
            [(Should, named("artist", r#"the "a" and b"#))]
        );
        assert_eq!(clauses(r"AC\/DC"), [(Should, phrase(None, "AC/DC"))]);
        assert_eq!(clauses(r"artist:what\?"), [(Should, named("artist", "what"))]);
        assert_eq!(clauses(r#"artist:"\!\!\!""#), [(Should, named("artist", "!!!"))]);
        assert_eq!(clauses(r#"ANDROID"#), [(Should, phrase(None, "android"))]);
    }

    #[test]
    fn groups_carry_their_field_and_signs_their_meaning() {
        let group = Query::Clauses(vec![(Should, named("artist", "a")), (Should, named("artist", "b"))]);
        assert_eq!(
            clauses("+artist:(a b) -tag:rock NOT x"),
            [
                (Must, group),
                (MustNot, named("tag", "rock")),
                (MustNot, phrase(None, "x"))
            ]
        );
        assert_eq!(clauses(r#"artist:"a"^2 b~1"#).len(), 2);
    }

    #[test]
    fn what_lucene_cannot_read_is_malformed() {
        for text in [
            "",
            "  ",
            "()\"",
            r#"artist:"open"#,
            "artist:",
            "artist: ",
            "(a",
            "a)",
            "AND a",
            "a OR",
            "a AND OR b",
            r"a\",
            "a/b",
            "[a",
            "NOT",
            ":a",
            "a AND )",
            r#"12" Mixes"#,
        ] {
            assert_eq!(Query::parse(text), Err(QueryError::Malformed), "{text}");
        }
    }

    #[test]
    fn wildcards_ranges_and_patterns_are_not_served() {
        for text in ["bj*rk", "wh?t", "/a+/", "[a TO b]", "date:{2001 TO 2002}"] {
            assert_eq!(Query::parse(text), Err(QueryError::NotServed), "{text}");
        }
    }
}
