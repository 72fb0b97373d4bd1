//! `top`: what was played most.

use chrono::NaiveDate;
use library::{Archive, ExploreQuery, PickedKeys, Zone};
use plays::CountingRule;
use serde::Serialize;
use stats::{Filter, GenreLevel, Question, Subject};

use super::{explore::NameLookup, span};
use crate::{
    answer::Answer,
    arguments::{Measure, Ranking, Span},
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{empty_archive, listened, thousands},
};

#[derive(Serialize)]
struct RankJson<'a> {
    rank: usize,
    name: &'a str,
    /// The first of those who are credited for a track.
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    plays: u32,
    ms: u64,
}

/// What to rank, and how.
pub(super) struct Ranked {
    pub(super) ranking: Ranking,
    /// In place of genres.
    pub(super) families: bool,
    pub(super) by: Measure,
    pub(super) limit: usize,
}

pub(super) fn run(
    archive: &Archive,
    ranked: &Ranked,
    span: &Span,
    (zone, today): (Zone, NaiveDate),
) -> Result<Answer, Failure> {
    let Ranked {
        ranking,
        families,
        by,
        limit,
    } = *ranked;
    if families && ranking != Ranking::Genres {
        return Err(Failure::usage(
            "only genres have families: tonearm-cli top genres --families",
        ));
    }
    let days = span::days(span.from, span.to)?;
    let query = ExploreQuery {
        picks: PickedKeys::default(),
        question: Question {
            filter: Filter {
                from: days.from,
                to: days.to,
                ..Filter::default()
            },
            rule: CountingRule::AtLeast { ms: span.rule.ms },
            measure: match by {
                Measure::Plays => stats::Measure::Plays,
                Measure::Time => stats::Measure::Time,
            },
            genre_level: if families {
                GenreLevel::Family
            } else {
                GenreLevel::Genre
            },
            ranks: limit,
            ..Question::new(today)
        },
    };
    let explored = archive.explore(&query, zone)?;
    let summary = &explored.summary;
    let names = NameLookup {
        archive,
        known: &explored.history,
    };
    let ranks = match ranking {
        Ranking::Tracks => names.ranks(&summary.tracks, Subject::Track)?,
        Ranking::Artists => names.ranks(&summary.artists, Subject::Artist)?,
        Ranking::Albums => names.ranks(&summary.albums, Subject::Album)?,
        Ranking::Genres => names.ranks(&summary.genres, Subject::Genre)?,
    };
    let json: Vec<_> = ranks
        .iter()
        .map(|rank| RankJson {
            rank: rank.rank,
            name: &rank.subject.name,
            artist: rank.subject.artists.first().map(String::as_str),
            uri: rank.subject.uri.as_deref(),
            plays: rank.amount.plays,
            ms: rank.amount.ms,
        })
        .collect();
    if ranks.is_empty() && limit > 0 {
        return Answer::to_question(&json, nothing_ranked(archive, ranking)?);
    }
    let mut columns = vec![
        ("No.", Side::Right),
        ("Plays", Side::Right),
        ("Time", Side::Right),
        ("Name", Side::Left),
    ];
    let with_artist = json.iter().any(|rank| rank.artist.is_some());
    if with_artist {
        columns.push(("Artist", Side::Left));
    }
    let mut table = TextTable::new(&columns);
    for rank in &json {
        table.row([
            rank.rank.to_string(),
            thousands(rank.plays.into()),
            listened(rank.ms),
            rank.name.to_owned(),
            rank.artist.unwrap_or_default().to_owned(),
        ]);
    }
    Answer::to_question(&json, table.text())
}

fn nothing_ranked(archive: &Archive, ranking: Ranking) -> Result<String, Failure> {
    Ok(match ranking {
        _ if archive.count()? == 0 => empty_archive(archive.path()),
        Ranking::Genres => "No genres are known in that time. Look them up with: tonearm-cli learn".to_owned(),
        Ranking::Tracks | Ranking::Artists | Ranking::Albums => {
            "Nothing counts in that time. A longer time, or --rule 0s, may show more.".to_owned()
        }
    })
}
