//! The messages: their words, and the page that a click on each opens. Pure.

use chrono::DateTime;
use library::{Gap, Zone};
use plays::{several, thousands};
use stats::DayRange;

use crate::ipc::view::Page;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) page: Page,
}

/// What was heard in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Week {
    /// Time listened, in milliseconds.
    pub(super) ms: u64,
    pub(super) plays: u32,
    /// Who was played most.
    pub(super) top_artist: Option<String>,
}

pub(super) fn sign_in_ends(days: i64) -> Message {
    let when = match days {
        ..=0 => "today".to_owned(),
        1 => "in 1 day".to_owned(),
        days => format!("in {days} days"),
    };
    Message {
        title: format!("Your sign-in at Spotify ends {when}"),
        body: "Sign in again before that, and nothing will be missing from your history.".to_owned(),
        page: Page::Settings,
    }
}

/// `last` is the last of `count` gaps.
pub(super) fn missing(last: Gap, count: usize, zone: Zone) -> Message {
    let (from, to) = (zone.local(last.from), zone.local(last.to));
    let date = |time: &DateTime<_>| time.format("%-d %B %H:%M").to_string();
    let span = if from.date_naive() == to.date_naive() {
        format!("{} and {}", date(&from), to.format("%H:%M"))
    } else {
        format!("{} and {}", date(&from), date(&to))
    };
    let heard = format!("Between {span} you heard more than Spotify lists.");
    let others = match count {
        ..=1 => String::new(),
        2 => " There is one more such time.".to_owned(),
        count => format!(" There are {} more such times.", count - 1),
    };
    Message {
        title: "Plays are missing".to_owned(),
        body: format!("{heard}{others} Your export from Spotify will fill this in."),
        page: Page::Library,
    }
}

pub(super) fn week(week: &Week, days: DayRange) -> Message {
    let plays = several(u64::from(week.plays), "play", "plays");
    let body = match &week.top_artist {
        Some(artist) => format!("{plays}. You heard {artist} most."),
        None => format!("{plays}."),
    };
    Message {
        title: format!("Last week: {} of music", hours_and_minutes(week.ms)),
        body,
        page: Page::Explore {
            from_day: days.first.to_epoch_days(),
            to_day: days.last.to_epoch_days(),
        },
    }
}

pub(super) fn milestone(plays: u64) -> Message {
    let plays = thousands(plays);
    Message {
        title: format!("{plays} plays"),
        body: "Your history on this computer has reached a round number.".to_owned(),
        page: Page::Library,
    }
}

fn hours_and_minutes(ms: u64) -> String {
    let minutes = ms / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use library::GapKind;

    use super::*;

    fn gap(from: &str, to: &str) -> Gap {
        let at = |text: &str| text.parse::<DateTime<chrono::Utc>>().unwrap().timestamp_millis();
        Gap {
            from: at(from),
            to: at(to),
            kind: GapKind::Missing,
        }
    }

    #[test]
    fn a_gap_is_told_in_the_listeners_own_time() {
        let vienna = "Europe/Vienna".parse().unwrap();
        let message = missing(gap("2026-07-01T10:05:00Z", "2026-07-01T12:30:00Z"), 1, vienna);
        assert!(
            message.body.starts_with("Between 1 July 12:05 and 14:30 you heard"),
            "{}",
            message.body
        );
        assert!(!message.body.contains("more such"));
        let message = missing(gap("2026-07-01T20:05:00Z", "2026-07-01T22:30:00Z"), 3, vienna);
        assert!(message.body.starts_with("Between 1 July 22:05 and 2 July 00:30"));
        assert!(message.body.contains("There are 2 more such times."));
    }

    #[test]
    fn a_week_tells_time_plays_and_who_was_heard_most() {
        let days = DayRange {
            first: "2026-11-16".parse().unwrap(),
            last: "2026-11-22".parse().unwrap(),
        };
        let heard = |ms, plays, top_artist: Option<&str>| Week {
            ms,
            plays,
            top_artist: top_artist.map(str::to_owned),
        };
        let told = |heard| {
            let Message { title, body, .. } = week(&heard, days);
            format!("{title} | {body}")
        };
        assert_eq!(
            told(heard(45_240_000, 1_243, Some("Mirador Septet"))),
            "Last week: 12 h 34 min of music | 1,243 plays. You heard Mirador Septet most."
        );
        assert_eq!(told(heard(120_000, 1, None)), "Last week: 2 min of music | 1 play.");
        assert_eq!(
            week(&heard(3_600_000, 20, None), days).page.address(),
            "#/explore?from=2026-11-16&to=2026-11-22"
        );
    }

    #[test]
    fn the_days_until_the_sign_in_ends_read_as_one_says_them() {
        let titles = [0, 1, 13].map(|days| sign_in_ends(days).title);
        let ends = ["today", "in 1 day", "in 13 days"].map(|when| format!("Your sign-in at Spotify ends {when}"));
        assert_eq!(titles, ends);
    }
}
