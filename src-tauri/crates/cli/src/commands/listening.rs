//! `recent`, `top`, `summary` and `gaps`: questions about what was played.

use library::{Archive, CountQuery, DayBounds, EntityKind, PlayEntry, Zone};
use plays::{Kind, Provenance};
use serde::Serialize;

use crate::{
    answer::Answer,
    arguments::{Measure, Ranking, Span},
    failure::Failure,
    table::{Side, Table},
    wording::{day, iso, iso_ms, length, listened, local, thousands},
};

#[derive(Serialize)]
struct ToldPlay<'a> {
    ended_at: String,
    ms_played: u32,
    estimated: bool,
    kind: &'static str,
    name: &'a str,
    artists: Vec<&'a str>,
    album: &'a str,
    uri: Option<&'a str>,
}

pub(super) fn recent(archive: &Archive, limit: u32, zone: Zone) -> Result<Answer, Failure> {
    let plays = archive.latest(None, limit)?.plays;
    let told: Vec<_> = plays.iter().map(told_play).collect();
    if plays.is_empty() && limit > 0 {
        return Answer::to_question(&told, nothing_yet(archive));
    }
    let mut table = Table::new(&[
        ("Ended", Side::Left),
        ("Heard", Side::Right),
        ("What", Side::Left),
        ("By", Side::Left),
    ]);
    let mut gaps = archive.open_gaps()?;
    for (at, play) in plays.iter().enumerate() {
        let artists: Vec<&str> = play.artists.iter().map(|artist| artist.name.as_str()).collect();
        let by = if artists.is_empty() {
            play.album.name.clone()
        } else {
            artists.join(", ")
        };
        let estimated = if is_estimated(play) { "~" } else { "" };
        let ended = play.ended_at.as_millis();
        table.row([
            local(ended, zone),
            format!("{estimated}{}", length(play.ms_played)),
            play.name.clone(),
            by,
        ]);
        let before = plays.get(at + 1).map_or(i64::MIN, |before| before.ended_at.as_millis());
        while let Some(gap) = gaps.pop_if(|gap| gap.to > before) {
            if gap.from < ended && at + 1 < plays.len() {
                let missing = format!("(plays are missing since {})", local(gap.from, zone));
                table.row([local(gap.to, zone), String::new(), missing, String::new()]);
            }
        }
    }
    Answer::to_question(&told, table.text())
}

fn told_play(play: &PlayEntry) -> ToldPlay<'_> {
    ToldPlay {
        ended_at: iso_ms(play.ended_at.as_millis()),
        ms_played: play.ms_played,
        estimated: is_estimated(play),
        kind: match play.kind {
            Kind::Music => "music",
            Kind::Podcast => "podcast",
            Kind::Audiobook => "audiobook",
        },
        name: &play.name,
        artists: play.artists.iter().map(|artist| artist.name.as_str()).collect(),
        album: &play.album.name,
        uri: Some(play.uri.as_str()).filter(|uri| uri.starts_with("spotify:")),
    }
}

/// Spotify's list of recent plays does not say how long they were heard.
fn is_estimated(play: &PlayEntry) -> bool {
    play.provenance == Provenance::Live
}

#[derive(Serialize)]
struct ToldRank<'a> {
    rank: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    plays: u64,
    ms: u64,
}

pub(super) fn top(
    archive: &Archive,
    ranking: Ranking,
    span: &Span,
    by: Measure,
    limit: usize,
    zone: Zone,
) -> Result<Answer, Failure> {
    let list = match ranking {
        Ranking::Tracks => EntityKind::Track,
        Ranking::Artists => EntityKind::Artist,
        Ranking::Albums => EntityKind::Album,
        Ranking::Genres => EntityKind::Genre,
    };
    let by = match by {
        Measure::Plays => stats::Measure::Plays,
        Measure::Time => stats::Measure::Time,
    };
    let ranks = archive.top(list, by, &query(span, zone)?, limit)?;
    let told: Vec<_> = ranks
        .iter()
        .map(|rank| ToldRank {
            rank: rank.rank,
            name: &rank.name,
            artist: rank.artist.as_deref().filter(|artist| !artist.is_empty()),
            uri: rank.uri.as_deref(),
            plays: rank.plays,
            ms: rank.ms,
        })
        .collect();
    if ranks.is_empty() && limit > 0 {
        return Answer::to_question(&told, nothing_ranked(archive, list)?);
    }
    let mut columns = vec![
        ("No.", Side::Right),
        ("Plays", Side::Right),
        ("Time", Side::Right),
        ("Name", Side::Left),
    ];
    let with_artist = told.iter().any(|rank| rank.artist.is_some());
    if with_artist {
        columns.push(("Artist", Side::Left));
    }
    let mut table = Table::new(&columns);
    for rank in &told {
        table.row([
            rank.rank.to_string(),
            thousands(rank.plays),
            listened(rank.ms),
            rank.name.to_owned(),
            rank.artist.unwrap_or_default().to_owned(),
        ]);
    }
    Answer::to_question(&told, table.text())
}

fn nothing_ranked(archive: &Archive, list: EntityKind) -> Result<String, Failure> {
    Ok(match list {
        _ if archive.count()? == 0 => nothing_yet(archive),
        EntityKind::Genre => {
            "No genres are known: neither Spotify's exports nor its API tell them any more.".to_owned()
        }
        _ => "Nothing counts in that time. A longer time, or --rule 0s, may show more.".to_owned(),
    })
}

#[derive(Serialize)]
struct ToldSummary {
    plays: u64,
    counted_plays: u64,
    ms: u64,
    tracks: u64,
    artists: u64,
    first: Option<String>,
    last: Option<String>,
    from: Option<String>,
    to: Option<String>,
    rule_ms: u32,
}

pub(super) fn summary(archive: &Archive, span: &Span, zone: Zone) -> Result<Answer, Failure> {
    let summary = archive.totals(&query(span, zone)?)?;
    let told = ToldSummary {
        plays: summary.plays,
        counted_plays: summary.counted_plays,
        ms: summary.ms,
        tracks: summary.tracks,
        artists: summary.artists,
        first: summary.first.map(iso),
        last: summary.last.map(iso),
        from: span.from.map(|period| period.first.to_string()),
        to: span.to.map(|period| period.last.to_string()),
        rule_ms: span.rule.least_ms,
    };
    if archive.count()? == 0 {
        return Answer::to_question(&told, nothing_yet(archive));
    }
    let mut table = Table::new(&[("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    let rule = format!("of them heard for {} or more", listened(u64::from(span.rule.least_ms)));
    let mut line = |what: &str, value: String, more: &str| table.row([what.to_owned(), value, more.to_owned()]);
    line("Plays", thousands(summary.plays), "of any length");
    line("Counted", thousands(summary.counted_plays), &rule);
    line("Time", listened(summary.ms), "");
    line("Tracks", thousands(summary.tracks), "");
    line("Artists", thousands(summary.artists), "");
    if let (Some(first), Some(last)) = (summary.first, summary.last) {
        line("First", day(first, zone), "");
        line("Last", day(last, zone), "");
    }
    Answer::to_question(&told, table.text())
}

#[derive(Serialize)]
struct ToldGap<'a> {
    from: String,
    to: String,
    why: &'a str,
}

pub(super) fn gaps(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let gaps = archive.open_gaps()?;
    let told: Vec<_> = gaps
        .iter()
        .map(|gap| ToldGap {
            from: iso_ms(gap.from),
            to: iso_ms(gap.to),
            why: &gap.why,
        })
        .collect();
    if gaps.is_empty() {
        return Answer::to_question(&told, "No plays are known to be missing.");
    }
    let mut table = Table::new(&[("From", Side::Left), ("To", Side::Left), ("Why", Side::Left)]);
    for gap in &gaps {
        let why = match gap.why.as_str() {
            "not_running" => "nothing was recording, and Spotify remembers fifty plays",
            other => other,
        };
        table.row([local(gap.from, zone), local(gap.to, zone), why.to_owned()]);
    }
    let text = format!("{}\nAn import of Spotify's extended history closes them.", table.text());
    Answer::to_question(&told, text)
}

fn query(span: &Span, zone: Zone) -> Result<CountQuery, Failure> {
    let days = DayBounds {
        from: span.from.map(|period| period.first),
        to: span.to.map(|period| period.last),
    };
    if let (Some(from), Some(to)) = (days.from, days.to)
        && from > to
    {
        return Err(Failure::usage(format!("--from {from} comes after --to {to}")));
    }
    Ok(CountQuery::of_days(days, zone, span.rule.least_ms))
}

pub(super) fn nothing_yet(archive: &Archive) -> String {
    format!(
        "Nothing is in the archive at {} yet. Begin with: tonearm-cli import PATH",
        archive.path().display()
    )
}
