//! Finds artists and recordings by a query. The order is roughly Lucene's: rare names before frequent ones, and names that are the
//! phrase before longer ones.

use std::collections::BTreeMap;

use super::{
    fold::words,
    query::{Occur, Query},
    universe::Universe,
};

/// What is searched among.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Artists,
    Recordings,
}

/// A field that there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownField;

/// Indices of artists or recordings, with how well each matches.
type Scores = BTreeMap<usize, f64>;

/// What matches, and its score from 0 to 100; the best, which has 100, first.
///
/// # Errors
/// If the query names a field that is not served here.
pub(super) fn search(universe: &Universe, kind: Kind, query: &Query) -> Result<Vec<(usize, u32)>, UnknownField> {
    let scores = matches(universe, kind, query)?;
    let best = scores.values().copied().fold(f64::MIN_POSITIVE, f64::max);
    let id = |at: usize| match kind {
        Kind::Artists => &universe.artists[at].id,
        Kind::Recordings => &universe.recordings[at].id,
    };
    let mut found: Vec<_> = scores.into_iter().collect();
    found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| id(one.0).cmp(id(other.0))));
    Ok(found
        .into_iter()
        .map(|(at, score)| (at, (100.0 * score / best).round() as u32))
        .collect())
}

fn matches(universe: &Universe, kind: Kind, query: &Query) -> Result<Scores, UnknownField> {
    let clauses = match query {
        Query::Phrase { field, words } => {
            let hits = match kind {
                Kind::Artists => artists(universe, field.as_deref(), words)?,
                Kind::Recordings => recordings(universe, field.as_deref(), words)?,
            };
            let total = match kind {
                Kind::Artists => universe.artists.len(),
                Kind::Recordings => universe.recordings.len(),
            };
            return Ok(rated(&hits, total));
        }
        Query::Clauses(clauses) => clauses,
    };
    let mut necessary: Option<Scores> = None;
    let mut possible = Scores::new();
    let mut unwanted = Scores::new();
    for (occur, clause) in clauses {
        let scores = matches(universe, kind, clause)?;
        match occur {
            Occur::Must => {
                necessary = Some(match necessary {
                    None => scores,
                    Some(so_far) => so_far
                        .into_iter()
                        .filter_map(|(at, score)| Some((at, score + scores.get(&at)?)))
                        .collect(),
                });
            }
            Occur::Should => {
                for (at, score) in scores {
                    *possible.entry(at).or_default() += score;
                }
            }
            Occur::MustNot => unwanted.extend(scores),
        }
    }
    let mut found = match necessary {
        None => possible,
        Some(mut necessary) => {
            for (at, score) in &mut necessary {
                *score += possible.get(at).copied().unwrap_or_default();
            }
            necessary
        }
    };
    found.retain(|at, _| !unwanted.contains_key(at));
    Ok(found)
}

/// The hits of one phrase with their scores; of an artist that is hit twice the better one.
fn rated(hits: &[(usize, usize)], total: usize) -> Scores {
    let mut scores = Scores::new();
    for (at, other_words) in hits {
        let score = 1.0 / (1.0 + 0.3 * *other_words as f64);
        let best = scores.entry(*at).or_insert(score);
        *best = best.max(score);
    }
    let rarity = (1.0 + total as f64 / (1 + scores.len()) as f64).ln();
    for score in scores.values_mut() {
        *score *= rarity;
    }
    scores
}

/// Indices of artists, and how many words the matching text has beside the phrase.
fn artists(universe: &Universe, field: Option<&str>, phrase: &[String]) -> Result<Vec<(usize, usize)>, UnknownField> {
    let having = |is: &dyn Fn(usize) -> bool| {
        (0..universe.artists.len())
            .filter(|at| is(*at))
            .map(|at| (at, 0))
            .collect()
    };
    Ok(match field {
        Some("artist" | "artistaccent" | "name") => universe.names.phrase(phrase),
        Some("alias") => universe.aliases.phrase(phrase),
        Some("sortname") => universe.sort_names.phrase(phrase),
        // An id is read as a phrase of its parts.
        Some("arid") => universe
            .place(&phrase.join("-"))
            .map(|at| (at, 0))
            .into_iter()
            .collect(),
        Some("tag") => having(&|at| universe.artists[at].tags.iter().any(|tag| words(tag.name) == phrase)),
        None => {
            let indices = [&universe.names, &universe.aliases, &universe.sort_names];
            indices.iter().flat_map(|index| index.phrase(phrase)).collect()
        }
        Some(_) => return Err(UnknownField),
    })
}

/// Indices of recordings, and how many words the matching text has beside the phrase.
fn recordings(
    universe: &Universe,
    field: Option<&str>,
    phrase: &[String],
) -> Result<Vec<(usize, usize)>, UnknownField> {
    Ok(match field {
        Some("recording") | None => universe.titles.phrase(phrase),
        Some("artist" | "artistname" | "creditname") => credited(universe, universe.names.phrase(phrase)),
        Some("arid") => credited(universe, artists(universe, field, phrase)?),
        Some("rid") => universe
            .recording(&phrase.join("-"))
            .map(|at| (at, 0))
            .into_iter()
            .collect(),
        Some(_) => return Err(UnknownField),
    })
}

fn credited(universe: &Universe, artists: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let of = |(artist, others)| universe.credited(artist).iter().map(move |at| (*at, others));
    artists.into_iter().flat_map(of).collect()
}
