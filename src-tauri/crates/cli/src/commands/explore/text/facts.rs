//! The lines below the rankings: heading and sentence. A line that has nothing to say is left out.

use library::{Gap, GapKind, Zone};
use stats::Measure;

use crate::{
    commands::explore::{
        report::{Hour, NamedSubject, PlaysAndTime, Report},
        request::Request,
    },
    text_table::cut,
    wording::{listened, local, several, thousands},
};

/// How many of the latest gaps are listed one by one.
const GAPS: usize = 5;

/// How many years of this day are listed.
const YEARS: usize = 5;

pub(super) fn text(request: &Request, report: &Report) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    lines.extend(busiest(request, report).map(|busiest| ("Busiest hour", busiest)));
    if let Some(sessions) = &report.sessions {
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
    if let Some(longest) = report.streaks.longest {
        let now = several(report.streaks.current_days.into(), "day", "days");
        let most = several(report.streaks.longest_days.into(), "day", "days");
        let days = format!("{most}, from {} to {}; {now} up to today", longest.from, longest.to);
        lines.push(("Longest streak", days));
    }
    let measured = |amount: &PlaysAndTime| match request.ask.question.measure {
        Measure::Plays => several(amount.plays.into(), "play", "plays"),
        Measure::Time => listened(amount.ms),
    };
    if let Some(best) = &report.best_day {
        lines.push(("Best day", format!("{}: {}", best.day, measured(&best.amount))));
    }
    if let Some(first) = &report.first {
        let began = first.began.format("%Y-%m-%d %H:%M");
        lines.push((
            "First play",
            format!("{began}{}", track_and_artists(&first.track, ": ")),
        ));
    }
    if report.skips_known > 0 {
        let known = several(report.skips_known.into(), "play", "plays");
        let share = percent(report.skipped.into(), report.skips_known.into());
        let skipped = thousands(report.skipped.into());
        lines.push((
            "Skipped",
            format!("{skipped} of {known} of which it is known ({share})"),
        ));
    }
    if report.totals.amount.plays > 0 {
        let new = several(report.totals.new_artists.into(), "new artist", "new artists");
        let plays = several(report.discovered.plays.into(), "play", "plays");
        let share = percent(report.discovered.plays.into(), report.totals.amount.plays.into());
        let stayed = thousands(report.stayed.into());
        let text = format!("{new} with {plays} ({share}); {stayed} heard again after 30 days");
        lines.push(("Discovery", text));
    }
    for anniversary in report.on_this_day.iter().take(YEARS) {
        let amount = measured(&anniversary.amount);
        let track = track_and_artists(&anniversary.track, ", most of ");
        let text = format!("{}: {amount}{track}", anniversary.day);
        lines.push(("On this day", text));
    }
    if report.estimated > 0 {
        let plays = several(report.estimated.into(), "play is", "plays are");
        lines.push(("Estimated", format!("the length of {plays} not known")));
    }
    let gaps = report.gaps.iter().rev().take(GAPS);
    lines.extend(gaps.map(|gap| missing(&gap.of, request.zone)));
    if report.gaps.len() > GAPS {
        let more = thousands((report.gaps.len() - GAPS) as u64);
        lines.push(("Gaps", format!("{more} more before these: tonearm-cli gaps")));
    }
    if report.hidden > 0 && !request.ask.question.with_hidden {
        let things = several(report.hidden as u64, "hidden thing is", "hidden things are");
        lines.push(("Hidden", format!("{things} left out; --with-hidden counts them")));
    }
    let mut last = "";
    let mut text = String::new();
    for (what, line) in lines {
        // Lines that follow each other under the same heading show it once.
        let shown = if what == last { "" } else { what };
        text.push_str(&format!("{shown:16}{line}\n"));
        last = what;
    }
    text
}

/// `before`, the track and its artists; nothing without a track.
fn track_and_artists(track: &Option<NamedSubject>, before: &str) -> String {
    let Some(track) = track else {
        return String::new();
    };
    let name = cut(&track.name);
    match track.artists.as_slice() {
        [] => format!("{before}{name}"),
        artists => format!("{before}{name} by {}", cut(&artists.join(", "))),
    }
}

/// The hour of the week with most by the measure, among those that the filter lets through.
fn busiest(request: &Request, report: &Report) -> Option<String> {
    let question = &request.ask.question;
    let amount = |hour: &Hour| match question.measure {
        Measure::Plays => (u64::from(hour.amount.plays), hour.amount.ms),
        Measure::Time => (hour.amount.ms, hour.amount.plays.into()),
    };
    let (day, busiest) = report
        .clock
        .iter()
        .enumerate()
        .map(|(at, hour)| (at / 24, hour))
        .filter(|(day, hour)| question.filter.weekdays[*day] && question.filter.hours[hour.hour])
        // Of several, the first of the week.
        .rev()
        .max_by_key(|(_, hour)| amount(hour))
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

fn missing(gap: &Gap, zone: Zone) -> (&'static str, String) {
    let heading = match gap.kind {
        GapKind::Missing => "Missing",
        GapKind::MayBeMissing => "May be missing",
    };
    let times = format!("plays from {} to {}", local(gap.from, zone), local(gap.to, zone));
    (heading, times)
}

fn percent(part: u64, whole: u64) -> String {
    format!("{} %", (part * 100 + whole / 2) / whole.max(1))
}
