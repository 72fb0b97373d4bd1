//! The answer for people: one screen, the most important first. [`Report`] has everything.

mod facts;
mod sentence;

use library::Archive;
use stats::Selection;

use super::{
    lookup::NamedKey,
    report::{Rank, Report, Sums},
    request::Request,
};
use crate::{
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{empty_archive, listened, several, thousands},
};

pub(super) fn render(archive: &Archive, request: &Request, report: &Report) -> Result<String, Failure> {
    if archive.count()? == 0 {
        return Ok(empty_archive(archive.path()));
    }
    let mut parts = vec![sentence::text(request, report), totals(report)];
    if report.totals.amount.plays == 0 {
        parts.push("Nothing counts here. A longer time, fewer conditions or --rule 0s may show more.\n".to_owned());
    }
    let picks = &request.picks;
    parts.extend(ranking("Tracks", "track", &report.tracks, &picks.tracks));
    parts.extend(ranking("Artists", "artist", &report.artists, &picks.artists));
    parts.extend(ranking("Albums", "album", &report.albums, &picks.albums));
    parts.extend(ranking("Genres", "genre", &report.genres, &picks.genres));
    parts.push(facts::text(request, report));
    if let Some(repeat) = &report.repeat {
        parts.push(format!(
            "answered in p50 {} ms, p95 {} ms over {}; in {} ms the first time, with loading\n",
            repeat.p50_ms,
            repeat.p95_ms,
            several(repeat.runs as u64, "run", "runs"),
            repeat.first_ms
        ));
    }
    Ok(parts.join("\n"))
}

fn totals(report: &Report) -> String {
    let lines = |sums: &Sums| {
        [
            ("Plays", thousands(sums.amount.plays.into())),
            ("Time", listened(sums.amount.ms)),
            ("Tracks", thousands(sums.tracks.into())),
            ("Artists", thousands(sums.artists.into())),
            ("Albums", thousands(sums.albums.into())),
            ("Days", thousands(sums.days.into())),
            ("New artists", thousands(sums.new_artists.into())),
        ]
    };
    match (&report.totals_before, report.before) {
        (Some(totals_before), Some(before)) => {
            let mut table = TextTable::new(&[("", Side::Left), ("Now", Side::Right), ("Before", Side::Right)]);
            for ((what, now), (_, then)) in lines(&report.totals).into_iter().zip(lines(totals_before)) {
                table.row([what.to_owned(), now, then]);
            }
            format!("{}Before: {} to {}\n", table.text(), before.from, before.to)
        }
        _ => {
            let mut table = TextTable::new(&[("", Side::Left), ("", Side::Right)]);
            for (what, now) in lines(&report.totals) {
                table.row([what.to_owned(), now]);
            }
            table.text()
        }
    }
}

/// `None` where nothing ranks.
fn ranking(title: &str, flag: &str, ranks: &[Rank], picks: &Selection<NamedKey>) -> Option<String> {
    if ranks.is_empty() {
        return None;
    }
    let mut columns = vec![
        ("No.", Side::Right),
        ("Was", Side::Right),
        ("Plays", Side::Right),
        ("Time", Side::Right),
        ("Name", Side::Left),
    ];
    if ranks.iter().any(|rank| !rank.subject.artists.is_empty()) {
        columns.push(("Artist", Side::Left));
    }
    let mut table = TextTable::new(&columns);
    for rank in ranks {
        table.row([
            rank.rank.to_string(),
            rank.rank_before
                .map_or_else(|| "-".to_owned(), |before| before.to_string()),
            thousands(rank.amount.plays.into()),
            listened(rank.amount.ms),
            rank.subject.name.clone(),
            rank.subject.artists.join(", "),
        ]);
    }
    let regardless = if picks.is_any() {
        String::new()
    } else {
        format!(", whatever is chosen by --{flag} and --not-{flag}")
    };
    Some(format!("{title}{regardless}\n{}", table.text()))
}
