//! The sentences of a poster. Those about a first play are the ones that the page of an artist, album or track has
//! (`ui/src/detail/discovery.ts`).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};
use plays::{several, thousands};
use store::EntityKind;

/// `You discovered them on a Tuesday in 2017.`
pub(super) fn discovery(kind: EntityKind, first: NaiveDate, today: NaiveDate) -> String {
    let lead = match kind {
        EntityKind::Artist => "You discovered them",
        _ => "You first heard it",
    };
    if first == today {
        return format!("{lead} today.");
    }
    if first.checked_add_days(Days::new(1)) == Some(today) {
        return format!("{lead} yesterday.");
    }
    format!("{lead} on a {} in {}.", first.format("%A"), first.year())
}

/// `14 March, 23:41.`
pub(super) fn first_play_time(first: NaiveDateTime) -> String {
    first.format("%-d %B, %H:%M.").to_string()
}

/// `You played it twice more before midnight.`; nothing where it was played once.
pub(super) fn later_that_day(kind: EntityKind, first: NaiveDateTime, first_day_plays: u32) -> String {
    if first_day_plays < 2 {
        return String::new();
    }
    let times = match first_day_plays - 1 {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    let whom = match kind {
        EntityKind::Artist => "them",
        _ => "it",
    };
    // Plays after midnight belong to the next day, so a late evening is counted up to midnight.
    let until = match first.hour() {
        21.. => "before midnight",
        18.. => "that evening",
        _ => "that day",
    };
    format!("You played {whom} {times} more {until}.")
}

/// `12 November 2013`
pub(super) fn date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Whole hours, or minutes where there is not one yet: `11,402` and `hours in all`.
pub(super) fn listening_time(ms: u64) -> (String, String) {
    let secs = ms / 1000;
    let (amount, unit) = match secs / 3600 {
        0 => (secs.div_ceil(60), "minute"),
        hours => (hours, "hour"),
    };
    let plural = if amount == 1 { "" } else { "s" };
    (thousands(amount), format!("{unit}{plural} in all"))
}

/// An artist's part in a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share<'a> {
    pub(super) name: &'a str,
    pub(super) plays: u32,
    pub(super) ms: u64,
}

/// What there is to say of a year: `2021 belonged to Bicep.`, or that nobody led. `artists` are best first.
/// `plays` are all of the year, `count` is the number of artists in it.
pub(super) fn of_year((year, is_over): (i32, bool), artists: &[Share<'_>], plays: u32, count: u32) -> String {
    if let Some(leader) = leader(artists, plays) {
        return match is_over {
            true => format!("{year} belonged to {}.", leader.name),
            false => format!("{year} belongs to {} so far.", leader.name),
        };
    }
    let heard = several(u64::from(count), "artist", "artists");
    match is_over {
        true => format!("In {year} you heard {heard}."),
        false => format!("In {year} you have heard {heard} so far."),
    }
}

/// More about the year: what the first artist's part was, and how many artists were new.
pub(super) fn about_year(artists: &[Share<'_>], plays: u32, count: u32, new: u32) -> String {
    let mut said = Vec::new();
    match (leader(artists, plays), artists) {
        (Some(leader), _) => {
            let (time, unit) = listening_time(leader.ms);
            let unit = unit.trim_end_matches(" in all");
            let times = several(u64::from(leader.plays), "time", "times");
            said.push(format!("You played them {times}, for {time} {unit}."));
        }
        (None, [first, second, ..]) if first.plays > second.plays => {
            let ahead = several(u64::from(first.plays - second.plays), "play", "plays");
            said.push(format!("{} came first, {ahead} ahead of {}.", first.name, second.name));
        }
        (None, [first, second, ..]) => said.push(format!("{} and {} came first together.", first.name, second.name)),
        _ => {}
    }
    // In the first year of all, everybody is new.
    if new > 0 && new < count {
        let artists = several(u64::from(count), "artist", "artists");
        let were = if new == 1 { "was" } else { "were" };
        said.push(format!("{} of {artists} {were} new to you.", thousands(u64::from(new))));
    }
    said.join(" ")
}

/// Whose year it was: who has at least a twelfth of its plays and half as many again as the next one, and was not played only now and
/// then. `ui/src/explore/finding.ts` says the same of years in Explore.
fn leader<'a>(artists: &[Share<'a>], plays: u32) -> Option<Share<'a>> {
    const LEAST_PLAYS: u32 = 10;
    let first = artists.first().filter(|first| first.plays >= LEAST_PLAYS)?;
    let second = artists.get(1).map_or(0, |second| second.plays);
    let of_first = u64::from(first.plays);
    (of_first * 2 >= u64::from(second) * 3 && of_first * 12 >= u64::from(plays)).then_some(*first)
}

#[cfg(test)]
mod tests;
