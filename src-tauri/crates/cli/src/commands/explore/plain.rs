//! The answer for people: a screenful, the most important first.

mod sentence;

use library::{Archive, Zone};
use stats::{Measure, Selection};

use super::{
    asking::{Asking, Choice},
    telling::{Hour, Rank, Sums, Told},
};
use crate::{
    commands::listening::nothing_yet,
    failure::Failure,
    table::{Side, Table, cut},
    wording::{listened, local, several, thousands},
};

pub(super) fn said(archive: &Archive, asking: &Asking, told: &Told) -> Result<String, Failure> {
    if archive.count()? == 0 {
        return Ok(nothing_yet(archive));
    }
    let mut parts = vec![sentence::of(asking, told), totals(told)];
    if told.totals.amount.plays == 0 {
        parts.push("Nothing counts here. A longer time, fewer conditions or --rule 0s may show more.\n".to_owned());
    }
    let chosen = &asking.chosen;
    parts.extend(ranking("Tracks", "track", &told.tracks, &chosen.tracks));
    parts.extend(ranking("Artists", "artist", &told.artists, &chosen.artists));
    parts.extend(ranking("Albums", "album", &told.albums, &chosen.albums));
    parts.extend(ranking("Genres", "genre", &told.genres, &chosen.genres));
    parts.push(facts(asking, told));
    if let Some(repeat) = &told.repeat {
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

fn totals(told: &Told) -> String {
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
    match (&told.totals_before, told.before) {
        (Some(totals_before), Some(before)) => {
            let mut table = Table::new(&[("", Side::Left), ("Now", Side::Right), ("Before", Side::Right)]);
            for ((what, now), (_, then)) in lines(&told.totals).into_iter().zip(lines(totals_before)) {
                table.row([what.to_owned(), now, then]);
            }
            format!("{}Before: {} to {}\n", table.text(), before.from, before.to)
        }
        _ => {
            let mut table = Table::new(&[("", Side::Left), ("", Side::Right)]);
            for (what, now) in lines(&told.totals) {
                table.row([what.to_owned(), now]);
            }
            table.text()
        }
    }
}

/// `None` without a rank.
fn ranking(title: &str, flag: &str, ranks: &[Rank], chosen: &Selection<Choice>) -> Option<String> {
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
    if ranks.iter().any(|rank| !rank.thing.artists.is_empty()) {
        columns.push(("Artist", Side::Left));
    }
    let mut table = Table::new(&columns);
    for rank in ranks {
        table.row([
            rank.rank.to_string(),
            rank.rank_before
                .map_or_else(|| "-".to_owned(), |before| before.to_string()),
            thousands(rank.amount.plays.into()),
            listened(rank.amount.ms),
            rank.thing.name.clone(),
            rank.thing.artists.join(", "),
        ]);
    }
    let but = if chosen.is_any() {
        String::new()
    } else {
        format!(", whatever is chosen by --{flag} and --not-{flag}")
    };
    Some(format!("{title}{but}\n{}", table.text()))
}

/// So many of the latest gaps are told one by one.
const GAPS: usize = 5;

/// So many years of this day.
const YEARS: usize = 5;

fn facts(asking: &Asking, told: &Told) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    lines.extend(busiest(asking, told).map(|busiest| ("Busiest hour", busiest)));
    if let Some(sessions) = &told.sessions {
        let longest = &sessions.longest;
        lines.push((
            "Sessions",
            format!(
                "{}, half of them of {} min or more; the longest began {} and lasted {} with {}",
                thousands(sessions.count.into()),
                thousands(sessions.typical_mins.into()),
                longest.began.replace('T', " ").get(..16).unwrap_or_default(),
                listened(u64::from(longest.secs) * 1000),
                several(longest.plays.into(), "play", "plays"),
            ),
        ));
    }
    if let Some(longest) = told.streaks.longest {
        let now = several(told.streaks.current_days.into(), "day", "days");
        let most = several(told.streaks.longest_days.into(), "day", "days");
        let days = format!("{most}, from {} to {}; {now} up to today", longest.from, longest.to);
        lines.push(("Longest streak", days));
    }
    if told.skips_known > 0 {
        let known = several(told.skips_known.into(), "play", "plays");
        let share = percent(told.skipped.into(), told.skips_known.into());
        let skipped = thousands(told.skipped.into());
        lines.push((
            "Skipped",
            format!("{skipped} of {known} of which it is known ({share})"),
        ));
    }
    if told.totals.amount.plays > 0 {
        let new = several(told.totals.new_artists.into(), "new artist", "new artists");
        let plays = several(told.discovered.plays.into(), "play", "plays");
        let share = percent(told.discovered.plays.into(), told.totals.amount.plays.into());
        let stayed = thousands(told.stayed.into());
        let text = format!("{new} with {plays} ({share}); {stayed} heard again after 30 days");
        lines.push(("Discovery", text));
    }
    for anniversary in told.on_this_day.iter().take(YEARS) {
        let track = anniversary.track.as_ref().map(|track| match track.artists.as_slice() {
            [] => format!(", most of {}", cut(&track.name)),
            artists => format!(", most of {} by {}", cut(&track.name), cut(&artists.join(", "))),
        });
        let plays = several(anniversary.amount.plays.into(), "play", "plays");
        let text = format!("{}: {plays}{}", anniversary.day, track.unwrap_or_default());
        lines.push(("On this day", text));
    }
    if told.estimated > 0 {
        let plays = several(told.estimated.into(), "play is", "plays are");
        lines.push(("Estimated", format!("the length of {plays} not known")));
    }
    let gaps = told.gaps.iter().rev().take(GAPS);
    lines.extend(gaps.map(|gap| ("Missing", missing(gap.millis, asking.zone))));
    if told.gaps.len() > GAPS {
        let more = thousands((told.gaps.len() - GAPS) as u64);
        lines.push(("Missing", format!("and {more} times before: tonearm-cli gaps")));
    }
    if told.hidden > 0 && !asking.ask.question.with_hidden {
        let things = several(told.hidden as u64, "hidden thing is", "hidden things are");
        lines.push(("Hidden", format!("{things} left out; --with-hidden counts them")));
    }
    let mut last = "";
    let mut text = String::new();
    for (what, line) in lines {
        // Several lines of one thing name it once.
        let shown = if what == last { "" } else { what };
        text.push_str(&format!("{shown:16}{line}\n"));
        last = what;
    }
    text
}

/// The hour of the week with most by the measure, among those that the filter lets through.
fn busiest(asking: &Asking, told: &Told) -> Option<String> {
    let question = &asking.ask.question;
    let much = |hour: &Hour| match question.measure {
        Measure::Plays => (u64::from(hour.amount.plays), hour.amount.ms),
        Measure::Time => (hour.amount.ms, hour.amount.plays.into()),
    };
    let (day, busiest) = told
        .clock
        .iter()
        .enumerate()
        .map(|(at, hour)| (at / 24, hour))
        .filter(|(day, hour)| question.filter.weekdays[*day] && question.filter.hours[hour.hour])
        // Of several, the first of the week.
        .rev()
        .max_by_key(|(_, hour)| much(hour))
        .filter(|(_, hour)| hour.amount.plays > 0)?;
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    Some(format!(
        "{} from {}:00, {} in {}",
        names[day],
        busiest.hour,
        several(busiest.amount.plays.into(), "play", "plays"),
        listened(busiest.amount.ms)
    ))
}

fn missing((from, to): (i64, i64), zone: Zone) -> String {
    format!("plays from {} to {}", local(from, zone), local(to, zone))
}

fn percent(part: u64, whole: u64) -> String {
    format!("{} %", (part * 100 + whole / 2) / whole.max(1))
}
