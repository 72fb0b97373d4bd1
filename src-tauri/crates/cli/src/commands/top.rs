//! `top`: what was played most.

use library::{Archive, EntityKind, Zone};
use serde::Serialize;

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

pub(super) fn run(
    archive: &Archive,
    ranking: Ranking,
    span: &Span,
    by: Measure,
    limit: usize,
    zone: Zone,
) -> Result<Answer, Failure> {
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
    let ranks = archive.top(kind, by, &span::query(span, zone)?, limit)?;
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

fn nothing_ranked(archive: &Archive, kind: EntityKind) -> Result<String, Failure> {
    Ok(match kind {
        _ if archive.count()? == 0 => empty_archive(archive.path()),
        EntityKind::Genre => {
            "No genres are known: neither Spotify's exports nor its API tell them any more.".to_owned()
        }
        _ => "Nothing counts in that time. A longer time, or --rule 0s, may show more.".to_owned(),
    })
}
