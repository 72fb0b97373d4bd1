//! `top`: what was played most.

use chrono::NaiveDate;
use library::{Archive, EntityKind, ExploreQuery, PickedKeys, RankedEntity, Zone};
use plays::CountingRule;
use serde::Serialize;
use stats::{Filter, GenreLevel, Question, Subject};

use super::span;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    plays: u64,
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
    let kind = match ranking {
        Ranking::Tracks => EntityKind::Track,
        Ranking::Artists => EntityKind::Artist,
        Ranking::Albums => EntityKind::Album,
        Ranking::Genres => EntityKind::Genre,
    };
    let by = match by {
        Measure::Plays => stats::Measure::Plays,
        Measure::Time => stats::Measure::Time,
    };
    let ranks = match kind {
        EntityKind::Genre => top_genres(archive, ranked, by, span, (zone, today))?,
        _ => archive.top(kind, by, &span::query(span, zone)?, limit)?,
    };
    let json: Vec<_> = ranks
        .iter()
        .map(|rank| RankJson {
            rank: rank.rank,
            name: &rank.name,
            artist: rank.artist.as_deref().filter(|artist| !artist.is_empty()),
            uri: rank.uri.as_deref(),
            plays: rank.plays,
            ms: rank.ms,
        })
        .collect();
    if ranks.is_empty() && limit > 0 {
        return Answer::to_question(&json, nothing_ranked(archive, kind)?);
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
            thousands(rank.plays),
            listened(rank.ms),
            rank.name.to_owned(),
            rank.artist.unwrap_or_default().to_owned(),
        ]);
    }
    Answer::to_question(&json, table.text())
}

fn top_genres(
    archive: &Archive,
    ranked: &Ranked,
    measure: stats::Measure,
    span: &Span,
    (zone, today): (Zone, NaiveDate),
) -> Result<Vec<RankedEntity>, Failure> {
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
            measure,
            genre_level: if ranked.families {
                GenreLevel::Family
            } else {
                GenreLevel::Genre
            },
            ranks: ranked.limit,
            ..Question::new(today)
        },
    };
    let explored = archive.explore(&query, zone)?;
    let mut ranks = Vec::new();
    for (rank, genre) in (1..).zip(&explored.summary.genres) {
        let label = archive.label(&explored.history, Subject::Genre(genre.number))?;
        ranks.extend(label.map(|label| RankedEntity {
            rank,
            name: label.name,
            artist: None,
            uri: None,
            plays: u64::from(genre.amount.plays),
            ms: genre.amount.ms,
        }));
    }
    Ok(ranks)
}

fn nothing_ranked(archive: &Archive, kind: EntityKind) -> Result<String, Failure> {
    Ok(match kind {
        _ if archive.count()? == 0 => empty_archive(archive.path()),
        EntityKind::Genre => "No genres are known in that time. Look them up with: tonearm-cli learn".to_owned(),
        _ => "Nothing counts in that time. A longer time, or --rule 0s, may show more.".to_owned(),
    })
}
