//! `summary`: how much was played in all.

use library::{Archive, TotalsQuery, Zone};
use plays::CountingRule;
use serde::Serialize;

use super::span;
use crate::{
    answer::Answer,
    arguments::Span,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{day, empty_archive, iso, listened, thousands},
};

#[derive(Serialize)]
struct SummaryJson {
    plays: u32,
    counted_plays: u32,
    ms: u64,
    tracks: u32,
    artists: u32,
    first: Option<String>,
    last: Option<String>,
    from: Option<String>,
    to: Option<String>,
    rule_ms: u32,
}

pub(super) fn run(archive: &Archive, span: &Span, zone: Zone) -> Result<Answer, Failure> {
    let query = TotalsQuery {
        days: span::days(span.from, span.to)?,
        rule: CountingRule::AtLeast { ms: span.rule.ms },
        with_hidden: false,
    };
    let summary = archive.totals(&query, zone)?;
    let json = SummaryJson {
        plays: summary.plays,
        counted_plays: summary.counted_plays,
        ms: summary.ms,
        tracks: summary.tracks,
        artists: summary.artists,
        first: summary.first.map(iso),
        last: summary.last.map(iso),
        from: span.from.map(|period| period.first.to_string()),
        to: span.to.map(|period| period.last.to_string()),
        rule_ms: span.rule.ms,
    };
    if archive.count()? == 0 {
        return Answer::to_question(&json, empty_archive(archive.path()));
    }
    let mut table = TextTable::new(&[("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    let rule = format!("of them heard for {} or more", listened(u64::from(span.rule.ms)));
    let mut line = |what: &str, value: String, more: &str| table.row([what.to_owned(), value, more.to_owned()]);
    line("Plays", thousands(summary.plays.into()), "of any length");
    line("Counted", thousands(summary.counted_plays.into()), &rule);
    line("Time", listened(summary.ms), "");
    line("Tracks", thousands(summary.tracks.into()), "");
    line("Artists", thousands(summary.artists.into()), "");
    if let (Some(first), Some(last)) = (summary.first, summary.last) {
        line("First", day(first, zone), "");
        line("Last", day(last, zone), "");
    }
    Answer::to_question(&json, table.text())
}
